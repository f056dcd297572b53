//! Who took part, with their cards.

use crate::{
    name,
    record::{Record, RecordOrganisation, paper::Paper},
};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    paper.section("Who took part");
    record.organisations.iter().for_each(|organisation| self::organisation(paper, organisation));
    if !record.others.is_empty() {
        paper.part("Without an organisation");
        paper.field("People", &super::listed(record.others.iter().map(String::as_str)));
    }
    if record.organisations.is_empty() && record.others.is_empty() {
        paper.paragraph("Nobody yet.");
    }
}

fn organisation(paper: &mut Paper, organisation: &RecordOrganisation) {
    paper.part(&name::shown(&organisation.name, name::ORGANISATION));
    let people = if organisation.people.is_empty() {
        "Expected, did not come".to_owned()
    } else {
        super::listed(organisation.people.iter().map(String::as_str))
    };
    paper.field("People", &people);
    let card = &organisation.card;
    for (label, text) in [
        ("What we do", &card.does),
        ("Our priorities", &card.priorities),
        ("Lead contact", &card.contact),
        ("Spaces, collections and IT", &card.spaces),
        ("Staff skills", &card.skills),
        ("Networks and partnerships", &card.networks),
        ("Impact and reach", &card.impact),
        ("What we hope to get", &card.hope),
    ] {
        paper.field(label, text);
    }
}
