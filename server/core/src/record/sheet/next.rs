//! What happens next: actions, commitments, how we keep in touch and when we meet again.

use super::rows;
use crate::record::{
    Filled, Record, RecordCommitment, RecordList, RecordMissing, RecordOrganisation,
    paper::{Paper, Table, moment},
};
use trestle_protocol::{FormRole, ListRole, Stance, WayOut};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    let next = Filled::meeting(record);
    let is_committed = record.organisations.iter().any(|organisation| organisation.commitment.is_some());
    let said = next.each().next().is_some();
    if !is_committed && !said {
        return;
    }
    paper.section("Next steps");
    if record.list_for(ListRole::Actions).is_some_and(|actions| !actions.rows.is_empty()) {
        paper.paragraph("Who does what by when stands on the first page.");
    }
    commitments(paper, record);
    if let Some(form) = record.form_for(FormRole::Meeting).filter(|_| said) {
        paper.part(super::title_or(&form.title, form.id.as_str()));
        next.print(paper, &[]);
    }
}

/// Said first, so that nobody takes a plan for whole that is not.
pub(super) fn closed_without(missing: &RecordMissing) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(missing.communications.then(|| "how we keep in touch".to_owned()));
    words.extend(missing.date.then(|| "a date to meet again, or a reason why there is none".to_owned()));
    words.extend(missing.organisations.iter().map(|name| format!("an action of {name}, or their stepping away")));
    format!("The workshop was closed without: {}.", words.join("; "))
}

pub(super) fn actions(paper: &mut Paper, record: &Record, list: &RecordList) {
    if list.rows.is_empty() {
        paper.paragraph(if record.draft { "No actions yet." } else { "No actions were agreed." });
    }
    paper.table(rows::table(record, list));
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
