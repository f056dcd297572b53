//! Notes: on whose desk each lies, and under which key, so that they stand in the record's order again.

use super::{cast::Cast, scribe::Scribe};
use crate::{documents::note_id, event::Event, identity::Actor, record::RecordNote};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{DocumentName, NoteId, Refusal, SeatId, limits::NOTES_PER_DESK};
use yrs::Any;

/// Most notes of one list whose order is kept: finding their keys takes tries with the square of their number, a million for these, and no wall holds more.
const LISTED: usize = 1_000;

/// Notes on their way to their desks.
#[derive(Default)]
pub(super) struct Desks<'a> {
    notes: BTreeMap<SeatId, Vec<Laid<'a>>>,
    tables: BTreeSet<SeatId>,
    keys: u64,
}

/// A note on a desk.
struct Laid<'a> {
    key: String,
    note: &'a RecordNote,
    written_for: Option<(&'static str, u32)>,
}

impl<'a> Desks<'a> {
    /// Lays the notes of one list; their ids, in order.
    pub(super) fn lay(&mut self, scribe: &mut Scribe, cast: &mut Cast, notes: &'a [RecordNote]) -> Result<Vec<NoteId>, Refusal> {
        if notes.len() > LISTED {
            return Err(Refusal::TooMany);
        }
        notes.iter().enumerate().map(|(place, note)| self.lay_one(scribe, cast, note, (place, notes.len()))).collect()
    }

    fn lay_one(&mut self, scribe: &mut Scribe, cast: &mut Cast, note: &'a RecordNote, place: (usize, usize)) -> Result<NoteId, Refusal> {
        let (author, organisation) = (note.author.as_deref(), note.organisation.as_deref());
        let (desk, written_for) = match (&note.via, note.room) {
            (None, false) => (cast.desk(scribe, author, organisation)?, None),
            (Some(table), false) => {
                let written_for = written_for(scribe, cast, author, organisation)?;
                (self.table(scribe, cast, table)?, Some(written_for))
            }
            (_, true) if author.is_none() && organisation.is_none() => (SeatId::ROOM, None),
            (_, true) => (SeatId::ROOM, Some(written_for(scribe, cast, author, organisation)?)),
        };
        if desk == SeatId::ROOM && self.notes.get(&desk).is_some_and(|notes| notes.len() >= NOTES_PER_DESK) {
            return Err(Refusal::TooMany);
        }
        let (key, id) = self.key(&scribe.state().salt, desk, place)?;
        self.notes.entry(desk).or_default().push(Laid { key, note, written_for });
        Ok(id)
    }

    /// The desk of a table. The record does not say where a table belongs: one of that name that is listed will do.
    fn table(&mut self, scribe: &mut Scribe, cast: &mut Cast, name: &str) -> Result<SeatId, Refusal> {
        let organisation = cast.listed(name, None).and_then(|seat| scribe.state().seats.get(&seat)?.organisation);
        let organisation = organisation.and_then(|id| Some(scribe.state().organisations.get(&id)?.name.clone()));
        let desk = cast.desk(scribe, Some(name), organisation.as_deref())?;
        if self.tables.insert(desk) {
            scribe.event(Event::TableSet { seat: desk, table: true })?;
        }
        Ok(desk)
    }

    /// A key whose note comes at that place of so many, since notes stand in the order of their ids and these are hashes.
    fn key(&mut self, salt: &[u8; 16], desk: SeatId, (place, of): (usize, usize)) -> Result<(String, NoteId), Refusal> {
        // Each try hits with one in `of`; that all of these miss happens once in e^64.
        for _ in 0..64 * of {
            self.keys += 1;
            let key = format!("n{}", self.keys);
            let id = note_id(salt, desk, &key);
            if share(&id, of) == Some(place) {
                return Ok((key, id));
            }
        }
        Err(Refusal::TooMany)
    }

    /// Everything is written down, each on its desk.
    pub(super) fn write(self, scribe: &mut Scribe) -> Result<(), Refusal> {
        for (desk, notes) in self.notes {
            let actor = if desk == SeatId::ROOM { Actor::Console } else { Actor::Seat(desk) };
            scribe.write(actor, DocumentName::Desk(desk), |pen| {
                for Laid { key, note, written_for } in &notes {
                    let mut values = vec![("theme", Any::from(note.theme.as_str()))];
                    values.extend(written_for.map(|(field, number)| (field, Any::from(f64::from(number)))));
                    pen.row("notes", key, &[("text", &note.text)], values);
                }
            })?;
        }
        Ok(())
    }
}

/// For whom somebody else wrote a note: an organisation as a whole, or a person.
fn written_for(
    scribe: &mut Scribe,
    cast: &mut Cast,
    author: Option<&str>,
    organisation: Option<&str>,
) -> Result<(&'static str, u32), Refusal> {
    match (author, organisation) {
        (None, Some(organisation)) => Ok(("for_organisation", cast.organisation(organisation)?.0)),
        _ => Ok(("for", cast.author(scribe, author, organisation)?.0)),
    }
}

/// In which of so many equal shares of all ids an id lies.
fn share(id: &NoteId, of: usize) -> Option<usize> {
    let first = u64::from(u32::from_str_radix(id.0.get(..8)?, 16).ok()?);
    Some(((first * of as u64) >> 32) as usize)
}
