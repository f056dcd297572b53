//! Who took part, with their cards.

use crate::{
    name,
    record::{Filled, Record, RecordOrganisation, paper::Paper},
};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    paper.section("Who took part");
    record.organisations.iter().for_each(|organisation| self::organisation(paper, record, organisation));
    if !record.others.is_empty() {
        paper.part("Without an organisation");
        paper.field("People", &super::listed(record.others.iter().map(String::as_str)));
    }
    if record.organisations.is_empty() && record.others.is_empty() {
        paper.paragraph("Nobody yet.");
    }
}

fn organisation(paper: &mut Paper, record: &Record, organisation: &RecordOrganisation) {
    paper.part(&name::shown(&organisation.name, name::ORGANISATION));
    let people = if organisation.people.is_empty() {
        "Expected, did not come".to_owned()
    } else {
        super::listed(organisation.people.iter().map(String::as_str))
    };
    paper.field("People", &people);
    Filled::card(record, organisation).print(paper, &[]);
}
