//! Offers that answer asks.

use crate::record::{
    Record, RecordLink,
    paper::{Paper, Table},
};
use trestle_protocol::OfferHeading;

pub(super) fn write(paper: &mut Paper, record: &Record) {
    if record.links.is_empty() {
        return;
    }
    paper.section("Offers that answer asks");
    paper.table(table(&record.links));
}

/// Who offers what to whom.
pub fn table<'a>(links: impl IntoIterator<Item = &'a RecordLink>) -> Table {
    let row = |link: &RecordLink| {
        let offer = format!("{}: {}", heading(link.heading), link.offer);
        [link.offered_by.clone(), offer, link.asked_by.clone(), link.ask.clone()]
    };
    let columns = [("Who offers", 3), ("What", 5), ("Who asks", 3), ("For what", 5)];
    Table::new("Offers that answer asks", columns).with(links.into_iter().map(row))
}

fn heading(heading: OfferHeading) -> &'static str {
    match heading {
        OfferHeading::Spaces => "Spaces, collections and IT",
        OfferHeading::Skills => "Staff skills",
        OfferHeading::Networks => "Networks and partnerships",
        OfferHeading::Impact => "Impact and reach",
    }
}
