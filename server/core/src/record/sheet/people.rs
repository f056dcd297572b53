//! Who took part, with their cards; and apart from it what cards keep private.

use crate::record::{Record, RecordOrganisation, paper::Paper};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    paper.section("Who took part");
    record.organisations.iter().for_each(|organisation| self::organisation(paper, organisation));
    if !record.others.is_empty() {
        paper.part("Without an organisation");
        paper.field("People", &record.others.join(", "));
    }
    if record.organisations.is_empty() && record.others.is_empty() {
        paper.paragraph("Nobody yet.");
    }
}

fn organisation(paper: &mut Paper, organisation: &RecordOrganisation) {
    paper.part(&organisation.name);
    let people = if organisation.people.is_empty() { "Expected, did not come".to_owned() } else { organisation.people.join(", ") };
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

/// The last page, for those who may see it: it can be taken out before the record is passed on.
pub(super) fn write_private(paper: &mut Paper, record: &Record) {
    let said = |organisation: &RecordOrganisation| organisation.unsure.clone().filter(|text| !text.trim().is_empty());
    let private: Vec<(&str, String)> = record.organisations.iter().filter_map(|o| Some((o.name.as_str(), said(o)?))).collect();
    if private.is_empty() {
        return;
    }
    paper.blocks.push(crate::record::paper::Block::PageBreak);
    paper.section("For facilitators only");
    paper.paragraph("What organisations are unsure about, as they told you in private. Take this out before you pass the record on.");
    private.iter().for_each(|(name, text)| paper.field(name, text));
}
