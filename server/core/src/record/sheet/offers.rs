//! Offers that answer asks.

use crate::record::{
    Record, RecordLink,
    paper::{Paper, Table},
};
use trestle_protocol::{FieldId, FormRole};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    if record.links.is_empty() {
        return;
    }
    paper.section("Offers that answer asks");
    paper.table(table(record));
}

/// Who offers what to whom.
pub fn table(record: &Record) -> Table {
    let row = |link: &RecordLink| {
        let offer = format!("{}: {}", heading(record, &link.heading), link.offer);
        [link.offered_by.clone(), offer, link.asked_by.clone(), link.ask.clone()]
    };
    let columns = [("Who offers", 3), ("What", 5), ("Who asks", 3), ("For what", 5)];
    Table::new("Offers that answer asks", columns).with(record.links.iter().map(row))
}

/// What the field is called that an offer stands in.
fn heading<'a>(record: &'a Record, field: &'a FieldId) -> &'a str {
    let known = record.form_for(FormRole::Card).and_then(|card| card.fields.iter().find(|known| known.id == *field));
    known.map_or(field.as_str(), |known| &known.label)
}
