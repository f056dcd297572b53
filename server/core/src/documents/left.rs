//! What somebody who was erased has left: their notes as they stood, under the ids by which everybody knows them, on nobody's desk.
//!
//! An id is a salted hash of seat and key. The key is known to the author's desk alone, which is gone for good; so nothing that is kept ties a note to a seat.

use super::{
    Documents,
    content::{Note, Notes, WrittenFor},
};
use trestle_protocol::SeatId;

impl Documents {
    /// The notes that stand for somebody, on their own desk and on others' for them, as they will stand when they are nobody's. `for_whom`: whose a note on
    /// somebody's desk is then.
    pub(crate) fn to_leave(&self, of: SeatId, for_whom: impl Fn(SeatId, &Note) -> Option<WrittenFor>) -> Vec<Note> {
        let notes = self.desks().flat_map(|(owner, desk)| desk.values().map(move |note| (owner, note)));
        let theirs = notes.filter(|(owner, note)| *owner == of || note.written_for == Some(WrittenFor::Seat(of)));
        theirs.map(|(owner, note)| Note { written_for: for_whom(owner, note), ..note.clone() }).collect()
    }

    /// Keeps notes whose desk is gone as nobody's.
    pub(crate) fn keep_left(&mut self, notes: impl IntoIterator<Item = Note>) {
        for note in notes {
            self.notes.insert(note.id.clone(), (SeatId::NOBODY, note.id.0.clone()));
            self.left.insert(note.id.0.clone(), note);
        }
    }

    /// Takes away what was left for somebody who is erased, too.
    pub(super) fn forget_left(&mut self, of: SeatId) {
        self.left.retain(|_, note| note.written_for != Some(WrittenFor::Seat(of)));
        let left = &self.left;
        self.notes.retain(|id, (owner, _)| *owner != SeatId::NOBODY || left.contains_key(&id.0));
    }

    /// What was left, by id.
    pub(crate) fn left(&self) -> &Notes {
        &self.left
    }
}
