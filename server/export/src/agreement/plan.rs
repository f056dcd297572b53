//! A skeleton of a project plan: what the workshop gave to it, and what is missing.

use super::{is_said, rows, says, settled};
use trestle_core::record::{
    Filled, Record, list_table, listed,
    paper::{Paper, Table},
};
use trestle_protocol::{FieldRole, ListRole};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    paper.section("Project plan: a skeleton");
    settled(paper, "Goal", &says(record, FieldRole::Title), "What is the goal, in one sentence?");
    settled(paper, "Measures", &says(record, FieldRole::Measure), "Which numbers or stories will show that we get there?");
    work(paper, record);
    milestones(paper, record);
    engagement(paper, record);
    paper.part("Risks");
    settled(paper, "Known limits", &says(record, FieldRole::Limits), "Which limits do we know of already?");
    paper.question("What could go wrong, how would we notice, and what would we do?");
    paper.part("Budget");
    paper.question("What does it cost, in money and in hours, and what of it is there already?");
}

fn work(paper: &mut Paper, record: &Record) {
    paper.part("Work");
    let actions = rows(record, ListRole::Actions);
    if actions.is_empty() {
        paper.question("What is to be done, by whom, by when?");
    }
    let row = |action: &Filled<'_>| [action.said(FieldRole::What), listed(action.who()), action.said(FieldRole::Due), String::new()];
    let columns = [("What", 6), ("Who", 4), ("By", 3), ("Done", 2)];
    paper.table(Table::new("Work to be done", columns).with(actions.iter().map(row)));
}

fn milestones(paper: &mut Paper, record: &Record) {
    paper.part("Milestones");
    let next = Filled::meeting(record);
    let (when, place) = (next.said(FieldRole::Meeting), next.said(FieldRole::Place));
    if is_said(&when) {
        let place = if is_said(&place) { format!(", {}", place.trim()) } else { String::new() };
        paper.field("We meet again", &format!("{when}{place}"));
    }
    paper.question("What should be visible to others after three months, six months, a year?");
}

/// Whom to win for it, as the list of these has it.
fn engagement(paper: &mut Paper, record: &Record) {
    if let Some(list) = record.list_for(ListRole::Extended).filter(|list| !list.rows.is_empty()) {
        paper.part("Whom to involve");
        paper.table(list_table(record, list));
    }
}
