//! The three rings, and the same people as a map.

use super::rows;
use crate::record::{Record, RecordList, paper::Paper};
use trestle_protocol::ListRole;

pub(super) fn write(paper: &mut Paper, record: &Record) {
    let rings = [ListRole::Core, ListRole::Extended, ListRole::Leadership];
    let rings: Vec<&RecordList> = rings.into_iter().filter_map(|ring| record.list_for(ring)).filter(|ring| !ring.rows.is_empty()).collect();
    if rings.is_empty() {
        return;
    }
    paper.section("Team roles");
    for ring in &rings {
        paper.part(super::title_or(&ring.list.title, ring.list.id.as_str()));
        paper.table(rows::table(record, ring));
    }
    rows::map(paper, record, &rings);
}
