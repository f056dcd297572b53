//! The three rings, and the same people as a map of influence by interest.

use crate::record::{
    Named, Record,
    paper::{Paper, Plot, Point, Table},
};
use trestle_protocol::{CoreRow, ExtendedRow, LeadershipRow};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    let plan = &record.plan;
    if plan.core.is_empty() && plan.extended.is_empty() && plan.leadership.is_empty() {
        return;
    }
    paper.section("Team roles");
    core(paper, record);
    extended(paper, record);
    leadership(paper, record);
    map(paper, record);
}

/// A person and an organisation, as far as they are known.
pub(super) fn who(organisation: Option<&String>, person: Option<&String>) -> String {
    super::listed([person, organisation].into_iter().flatten().map(String::as_str))
}

/// Somebody of the leadership ring, with the organisation.
fn leader(record: &Record, row: &LeadershipRow) -> String {
    let organisation = record.organisations.iter().find(|organisation| Some(organisation.id) == row.organisation);
    who(organisation.map(|organisation| &organisation.name), Some(&row.who))
}

fn core(paper: &mut Paper, record: &Record) {
    if record.plan.core.is_empty() {
        return;
    }
    paper.part("Core");
    let columns = [("Who", 4), ("Leads this strand", 2), ("Responsibilities", 5), ("Commits", 5)];
    let row = |row: &Named<CoreRow>| {
        let lead = if row.row.lead { "yes" } else { "" };
        let who = who(row.organisation_name.as_ref(), row.person.as_ref());
        [who, lead.to_owned(), row.row.role.clone(), row.row.commits.clone()]
    };
    paper.table(Table::new("Who carries the work", columns).with(record.plan.core.iter().map(row)));
}

fn extended(paper: &mut Paper, record: &Record) {
    if record.plan.extended.is_empty() {
        return;
    }
    paper.part("Extended");
    let columns = [("Who", 4), ("Why", 5), ("How", 5), ("When", 3)];
    let row = |row: &ExtendedRow| [row.who.clone(), row.why.clone(), row.how.clone(), row.when.clone()];
    paper.table(Table::new("Whom to engage", columns).with(record.plan.extended.iter().map(row)));
}

fn leadership(paper: &mut Paper, record: &Record) {
    if record.plan.leadership.is_empty() {
        return;
    }
    paper.part("Leadership");
    let columns = [("Who", 4), ("Can say yes", 2), ("How to involve them", 6)];
    let row = |row: &LeadershipRow| [leader(record, row), (if row.decides { "yes" } else { "no" }).to_owned(), row.how.clone()];
    paper.table(Table::new("Who must know and support it", columns).with(record.plan.leadership.iter().map(row)));
}

/// Somebody on the map.
struct Stakeholder {
    who: String,
    ring: &'static str,
    influence: u8,
    interest: u8,
}

/// All three rings, in their order: whoever has a place on both axes.
fn stakeholders(record: &Record) -> Vec<Stakeholder> {
    let place = |who: String, ring, influence: Option<u8>, interest: Option<u8>| {
        Some(Stakeholder { who, ring, influence: influence?, interest: interest? })
    };
    let core = record.plan.core.iter().filter_map(|named| {
        place(who(named.organisation_name.as_ref(), named.person.as_ref()), "Core", named.row.influence, named.row.interest)
    });
    let extended = record.plan.extended.iter().filter_map(|row| place(row.who.clone(), "Extended", row.influence, row.interest));
    let leadership = record.plan.leadership.iter().filter_map(|row| place(leader(record, row), "Leadership", row.influence, row.interest));
    core.chain(extended).chain(leadership).collect()
}

fn map(paper: &mut Paper, record: &Record) {
    let stakeholders = stakeholders(record);
    if stakeholders.is_empty() {
        return;
    }
    paper.part("Stakeholder map");
    paper.picture(picture(&stakeholders));
    let columns = [("Who", 7), ("Ring", 3), ("Influence", 3), ("Interest", 3)];
    let of_five = |score: u8| format!("{score} of 5");
    let row = |one: &Stakeholder| [one.who.clone(), one.ring.to_owned(), of_five(one.influence), of_five(one.interest)];
    paper.table(Table::new("Influence and interest of each stakeholder", columns).with(stakeholders.iter().map(row)).numbered());
}

fn picture(stakeholders: &[Stakeholder]) -> Plot {
    let point = |(index, one): (usize, &Stakeholder)| Point {
        number: index + 1,
        x: f64::from(one.interest),
        y: f64::from(one.influence),
        spread: (0.0, 0.0),
    };
    let words = |(index, one): (usize, &Stakeholder)| format!("{}: influence {}, interest {}", index + 1, one.influence, one.interest);
    let words: Vec<String> = stakeholders.iter().enumerate().map(words).collect();
    Plot {
        caption: "Stakeholders by influence and interest. The numbers are those of the table.".to_owned(),
        alt: format!("Stakeholder map, interest from left to right, influence from bottom to top. Number {}.", words.join("; ")),
        x: "Interest".to_owned(),
        y: "Influence".to_owned(),
        points: stakeholders.iter().enumerate().map(point).collect(),
    }
}
