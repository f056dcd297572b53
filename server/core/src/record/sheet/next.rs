//! What happens next: actions, commitments, how we keep in touch and when we meet again.

use super::roles::who;
use crate::record::{
    Named, Record, RecordCommitment, RecordMissing, RecordOrganisation,
    paper::{Paper, Table, moment},
};
use trestle_protocol::{ActionRow, Stance, WayOut};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    let (plan, next) = (&record.plan, &record.plan.next);
    let is_committed = record.organisations.iter().any(|organisation| organisation.commitment.is_some());
    let said = [&next.communications, &next.place, &next.reason].into_iter().any(|text| !text.trim().is_empty()) || next.when.is_some();
    let missing = record.closed_without.as_ref();
    if plan.actions.is_empty() && !is_committed && !said && missing.is_none() {
        return;
    }
    paper.section("Next steps");
    paper.paragraph(missing.map(closed_without).unwrap_or_default());
    actions(paper, record);
    commitments(paper, record);
    if !said {
        return;
    }
    paper.part("Keeping in touch");
    paper.field("How we keep in touch", &next.communications);
    if let Some(when) = &next.when {
        paper.field("We meet again", &moment::local(when));
    }
    paper.field("Where", &next.place);
    paper.field("Why there is no date", &next.reason);
}

/// Said first, so that nobody takes a plan for whole that is not.
fn closed_without(missing: &RecordMissing) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(missing.communications.then(|| "how we keep in touch".to_owned()));
    words.extend(missing.date.then(|| "a date to meet again, or a reason why there is none".to_owned()));
    words.extend(missing.organisations.iter().map(|name| format!("an action of {name}, or their stepping away")));
    format!("The workshop was closed without: {}.", words.join("; "))
}

fn actions(paper: &mut Paper, record: &Record) {
    if record.plan.actions.is_empty() {
        return;
    }
    paper.part("Actions");
    let columns = [("What", 6), ("Who", 4), ("By", 3)];
    let row = |row: &Named<ActionRow>| {
        let due = row.row.due.as_deref().map(moment::day).unwrap_or_default();
        [row.row.what.clone(), who(row.organisation_name.as_ref(), row.person.as_ref()), due]
    };
    paper.table(Table::new("Who does what by when", columns).with(record.plan.actions.iter().map(row)));
}

fn commitments(paper: &mut Paper, record: &Record) {
    let said = |organisation: &RecordOrganisation| {
        let commitment = organisation.commitment.as_ref()?;
        Some([organisation.name.clone(), stance(commitment), commitment.line.clone()])
    };
    let rows: Vec<[String; 3]> = record.organisations.iter().filter_map(said).collect();
    if rows.is_empty() {
        return;
    }
    paper.part("Commitments");
    paper.table(
        Table::new("How each organisation stands to the project", [("Organisation", 4), ("Commitment", 4), ("In its words", 5)]).with(rows),
    );
    paper.paragraph(goes_ahead(record));
}

/// The organisations that stand so.
pub(super) fn names(record: &Record, wanted: Stance) -> Vec<&str> {
    let stands = |o: &&RecordOrganisation| o.commitment.as_ref().is_some_and(|commitment| commitment.stance == wanted);
    record.organisations.iter().filter(stands).map(|organisation| organisation.name.as_str()).collect()
}

/// A commitment in words.
pub fn stance(commitment: &RecordCommitment) -> String {
    match (commitment.stance, &commitment.until) {
        (Stance::In, _) => "in".to_owned(),
        (Stance::Reflecting, Some(until)) => format!("reflecting until {}", moment::day(until)),
        (Stance::Reflecting, None) => "reflecting".to_owned(),
        (Stance::Later, _) => "later".to_owned(),
        (Stance::Away, _) => "stepping away".to_owned(),
    }
}

fn goes_ahead(record: &Record) -> String {
    let organisations =
        if record.committed == 1 { "1 organisation is".to_owned() } else { format!("{} organisations are", record.committed) };
    let verdict = match record.way_out {
        _ if record.committed >= record.committed_needed => "The project goes ahead.",
        None => "It takes at least two for the project to go ahead: change the focus, work with one organisation, or park it.",
        Some(WayOut::ChangeFocus) => "It takes at least two for the project to go ahead. So its focus will be changed.",
        Some(WayOut::OneOrganisation) => "It takes at least two for a partnership. So the work goes on with one organisation.",
        Some(WayOut::Park) => "It takes at least two for the project to go ahead. So it is parked.",
    };
    format!("{organisations} in. {verdict}")
}
