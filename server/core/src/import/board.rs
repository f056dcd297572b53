//! The board: notes on their desks, turned over, and gathered in the record's groups, under the keys that these had.

use super::{cast::Cast, forms, notes::Desks, pen::Row, scribe::Scribe};
use crate::{event::Event, identity::Actor, record::Record};
use trestle_protocol::{About, DocumentName, GroupId, NoteId, Refusal, limits::GROUPS};

/// The ids of the groups, in the record's order.
pub(super) type Groups = Vec<GroupId>;

/// Writes notes, groups and places.
pub(super) fn arrange(scribe: &mut Scribe, cast: &mut Cast, given: &Record) -> Result<Groups, Refusal> {
    if given.groups.len() > GROUPS {
        return Err(Refusal::TooMany);
    }
    let mut desks = Desks::default();
    let ids: Groups = given.groups.iter().map(|group| group.id.clone()).collect();
    let mut places: Vec<(NoteId, &GroupId)> = Vec::new();
    for (id, group) in ids.iter().zip(&given.groups) {
        places.extend(desks.lay(scribe, cast, &group.notes)?.into_iter().map(|note| (note, id)));
    }
    desks.lay(scribe, cast, &given.loose)?;
    desks.write(scribe)?;
    if !given.groups.is_empty() || !given.loose.is_empty() {
        scribe.event(Event::Revealed)?;
    }
    let forms = forms::about(scribe, About::Group);
    scribe.write(Actor::Console, DocumentName::Board, |pen| {
        for (order, group) in given.groups.iter().enumerate() {
            let mut row = Row::in_order(order);
            row.text("title", &group.title);
            forms::write_in(&mut row, cast, &forms, (&group.forms, &group.names));
            pen.row("groups", group.id.as_str(), &row);
        }
        for (note, group) in places {
            pen.value("places", note.as_str(), group.as_str());
        }
    })?;
    Ok(ids)
}
