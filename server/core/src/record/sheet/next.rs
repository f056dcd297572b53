//! What happens next: actions, commitments, how we keep in touch and when we meet again.

use super::roles::who;
use crate::{
    record::{
        Named, Record, RecordCommitment, RecordMissing, RecordOrganisation,
        paper::{Paper, Table, moment},
    },
    text::is_visible,
};
use trestle_protocol::{ActionRow, Stance, WayOut};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    let next = &record.plan.next;
    let is_committed = record.organisations.iter().any(|organisation| organisation.commitment.is_some());
    let said = [&next.communications, &next.place, &next.reason].into_iter().any(|text| is_visible(text)) || next.when.is_some();
    if !is_committed && !said {
        return;
    }
    paper.section("Next steps");
    if !record.plan.actions.is_empty() {
        paper.paragraph("Who does what by when stands on the first page.");
    }
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
pub(super) fn closed_without(missing: &RecordMissing) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(missing.communications.then(|| "how we keep in touch".to_owned()));
    words.extend(missing.date.then(|| "a date to meet again, or a reason why there is none".to_owned()));
    words.extend(missing.organisations.iter().map(|name| format!("an action of {name}, or their stepping away")));
    format!("The workshop was closed without: {}.", words.join("; "))
}

pub(super) fn actions(paper: &mut Paper, record: &Record) {
    if record.plan.actions.is_empty() {
        paper.paragraph(if record.draft { "No actions yet." } else { "No actions were agreed." });
    }
    let columns = [("What", 6), ("Who", 5), ("By", 5)];
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

pub(super) fn goes_ahead(record: &Record) -> String {
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
