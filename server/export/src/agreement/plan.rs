//! A skeleton of a project plan: what the workshop gave to it, and what is missing.

use super::{chosen, is_said, settled};
use trestle_core::record::{
    Named, Record,
    paper::{Paper, Table, moment},
};
use trestle_protocol::{ActionRow, ExtendedRow};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    paper.section("Project plan: a skeleton");
    let brief = chosen(record);
    let of = |text: Option<&String>| text.cloned().unwrap_or_default();
    settled(paper, "Goal", &of(brief.map(|brief| &brief.title)), "What is the goal, in one sentence?");
    settled(paper, "Measures", &of(brief.map(|brief| &brief.success)), "Which numbers or stories will show that we get there?");
    work(paper, record);
    milestones(paper, record);
    engagement(paper, record);
    paper.part("Risks");
    settled(paper, "Known limits", &of(brief.map(|brief| &brief.constraints)), "Which limits do we know of already?");
    paper.question("What could go wrong, how would we notice, and what would we do?");
    paper.part("Budget");
    paper.question("What does it cost, in money and in hours, and what of it is there already?");
}

fn work(paper: &mut Paper, record: &Record) {
    paper.part("Work");
    if record.plan.actions.is_empty() {
        paper.question("What is to be done, by whom, by when?");
    }
    let row = |action: &Named<ActionRow>| {
        let who: Vec<&str> = [&action.person, &action.organisation_name].into_iter().flatten().map(String::as_str).collect();
        let due = action.row.due.as_deref().map(moment::day).unwrap_or_default();
        [action.row.what.clone(), who.join(", "), due, String::new()]
    };
    let columns = [("What", 6), ("Who", 4), ("By", 3), ("Done", 2)];
    paper.table(Table::new("Work to be done", columns).with(record.plan.actions.iter().map(row)));
}

fn milestones(paper: &mut Paper, record: &Record) {
    paper.part("Milestones");
    let next = &record.plan.next;
    if let Some(when) = &next.when {
        let place = if is_said(&next.place) { format!(", {}", next.place.trim()) } else { String::new() };
        paper.field("We meet again", &format!("{}{place}", moment::local(when)));
    }
    paper.question("What should be visible to others after three months, six months, a year?");
}

fn engagement(paper: &mut Paper, record: &Record) {
    if record.plan.extended.is_empty() {
        return;
    }
    paper.part("Whom to involve");
    let row = |row: &ExtendedRow| [row.who.clone(), row.why.clone(), row.how.clone(), row.when.clone()];
    let columns = [("Who", 4), ("Why", 4), ("How", 4), ("When", 3)];
    paper.table(Table::new("Whom to involve, and how", columns).with(record.plan.extended.iter().map(row)));
}
