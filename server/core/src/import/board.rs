//! The board: notes on their desks, turned over, and gathered in groups under the record's titles.

use super::{cast::Cast, notes::Desks, scribe::Scribe};
use crate::{
    event::Event,
    identity::Actor,
    record::{Record, RecordGroup},
};
use trestle_protocol::{DocumentName, GroupId, NoteId, Refusal, limits::GROUPS};
use yrs::Any;

/// The ids of the groups, in the record's order.
pub(super) type Groups = Vec<GroupId>;

/// Writes notes, groups and places.
pub(super) fn arrange(scribe: &mut Scribe, cast: &mut Cast, given: &Record) -> Result<Groups, Refusal> {
    if given.groups.len() > GROUPS {
        return Err(Refusal::TooMany);
    }
    let mut desks = Desks::default();
    let ids: Groups = (1..=given.groups.len()).map(|number| GroupId(format!("g{number:03}"))).collect();
    let mut places: Vec<(NoteId, &GroupId)> = Vec::new();
    for (id, group) in ids.iter().zip(&given.groups) {
        places.extend(desks.lay(scribe, cast, &group.notes)?.into_iter().map(|note| (note, id)));
    }
    desks.lay(scribe, cast, &given.loose)?;
    desks.write(scribe)?;
    if !given.groups.is_empty() || !given.loose.is_empty() {
        scribe.event(Event::Revealed)?;
    }
    scribe.write(Actor::Console, DocumentName::Board, |pen| {
        for (order, (id, group)) in ids.iter().zip(&given.groups).enumerate() {
            pen.row("groups", id.as_str(), &texts(group), vec![("order", Any::from(order as f64))]);
        }
        for (note, group) in places {
            pen.value("places", note.as_str(), group.as_str());
        }
    })?;
    Ok(ids)
}

fn texts(group: &RecordGroup) -> [(&'static str, &str); 5] {
    [
        ("title", &group.title),
        ("who", &group.who),
        ("factors", &group.factors),
        ("seriousness", &group.seriousness),
        ("priority", &group.priority),
    ]
}
