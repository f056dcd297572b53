//! A hand: what tests let people write, and what they look at, in a few words.

use super::{
    edit::{Edit, NoteRef, path},
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey, Changed, Viewer, documents::note_id, view};
use trestle_protocol::{
    Cell, ChoiceCell, ClockCell, ClosingCell, Command, DocumentName, NoteCell, NoteId, PollCell, PollId, Refusal, Role, SeatId, StageCell,
    TeamCell, TeamId, WritingCell,
};

/// The number of somebody's seat.
pub(crate) fn seat(actor: Actor) -> SeatId {
    actor.seat().expect("somebody in a seat")
}

impl World {
    /// Somebody gives a command that is refused, and not a byte of the workshop changes: the rule.
    pub(crate) fn refuses(&mut self, actor: Actor, command: Command) -> Refusal {
        let (before, entries, what) = (self.fold.snapshot().unwrap(), self.journal.len(), format!("{command:?} by {actor:?}"));
        let refusal = self.command(actor, command).err().unwrap_or_else(|| panic!("carried out: {what}"));
        assert!(self.fold.snapshot().unwrap() == before && self.journal.len() == entries, "refused with {refusal:?}, and changed: {what}");
        refusal
    }

    /// A facilitator makes this device a table's, which adds those who sit there without one.
    pub(crate) fn table(&mut self, device: Actor, names: &[&str]) -> Vec<Actor> {
        self.command(FACILITATOR, Command::Table { seat: seat(device), table: true }).expect("a facilitator makes tables");
        names.iter().map(|name| self.person(device, name, "Church").expect("a table adds who sits there")).collect()
    }

    /// Somebody without a device, added by this actor.
    pub(crate) fn person(&mut self, by: Actor, name: &str, organisation: &str) -> Result<Actor, Refusal> {
        let command = Command::AddPerson { name: name.into(), organisation: None, organisation_name: organisation.into(), table: None };
        self.command(by, command)?;
        Ok(Actor::Seat(*self.fold.state.seats.keys().next_back().unwrap()))
    }

    /// Somebody writes a new note on their own desk.
    pub(crate) fn note(&mut self, author: Actor, key: &str, text: &str) -> NoteId {
        self.try_note(author, key, text).expect("they can write on their desk");
        note_id(&self.fold.state.salt, seat(author), key)
    }

    /// The same, where it may be refused.
    pub(crate) fn try_note(&mut self, author: Actor, key: &str, text: &str) -> Result<Changed, Refusal> {
        let word = self.words.say(text);
        let edit =
            Edit::Row { root: "notes", key: key.to_owned(), texts: vec![("text", Some(word))], values: vec![("theme", "reading".into())] };
        self.write(author, DocumentName::Desk(seat(author)), &edit, true)
    }

    /// Somebody writes a whole text: `draft`, `notes/KEY/text`.
    pub(crate) fn text(&mut self, actor: Actor, document: DocumentName, at: &str, text: &str) -> Result<Changed, Refusal> {
        let word = if text.is_empty() { None } else { Some(self.words.say(text)) };
        self.write(actor, document, &Edit::Text { path: path(at), word }, true)
    }

    /// Somebody makes a group.
    pub(crate) fn group(&mut self, actor: Actor, key: &str, title: &str) -> Result<Changed, Refusal> {
        let word = self.words.say(title);
        let fields = ["who", "factors", "seriousness", "priority"].map(|field| (field, None));
        let texts = [("title", Some(word))].into_iter().chain(fields).collect();
        self.write(
            actor,
            DocumentName::Board,
            &Edit::Row { root: "groups", key: key.to_owned(), texts, values: vec![("order", 1.0.into())] },
            true,
        )
    }

    /// A facilitator puts a note into a group.
    pub(crate) fn place(&mut self, author: Actor, key: &str, group: &str) {
        let edit =
            Edit::Place { note: NoteRef::Of(seat(author), key.to_owned()), group: Some(group.to_owned()), salt: self.fold.state.salt };
        self.write(FACILITATOR, DocumentName::Board, &edit, true).expect("a facilitator arranges at any time");
    }

    /// What a class of viewers is shown.
    pub(crate) fn cell(&self, role: Role, key: &CellKey) -> Option<Cell> {
        view(&self.fold.state, &self.fold.documents, Viewer::class(role), key)
    }

    /// What somebody is shown of their own.
    pub(crate) fn own_cell(&self, actor: Actor, key: &CellKey) -> Option<Cell> {
        let viewer = Viewer { role: Role::Participant, seat: actor.seat() };
        view(&self.fold.state, &self.fold.documents, viewer, key)
    }

    /// A note as a class of viewers sees it.
    pub(crate) fn seen(&self, role: Role, note: &NoteId) -> Option<NoteCell> {
        match self.cell(role, &CellKey::Note(note.clone())) {
            Some(Cell::Note(cell)) => Some(cell),
            _ => None,
        }
    }

    /// Is a note on the wall, for everybody or for nobody?
    pub(crate) fn is_shown(&self, note: &NoteId) -> bool {
        let shown = [Role::Facilitator, Role::Participant, Role::Wall].map(|role| self.seen(role, note).is_some());
        assert!(shown.iter().all(|seen| *seen == shown[0]), "some see it and some do not: {shown:?}");
        shown[0]
    }

    /// Where the workshop is.
    pub(crate) fn stage(&self) -> StageCell {
        match self.cell(Role::Participant, &CellKey::Stage) {
            Some(Cell::Stage(cell)) => cell,
            other => panic!("no stage: {other:?}"),
        }
    }

    /// The clock.
    pub(crate) fn clock(&self) -> ClockCell {
        match self.cell(Role::Participant, &CellKey::Clock) {
            Some(Cell::Clock(cell)) => cell,
            other => panic!("no clock: {other:?}"),
        }
    }

    /// What may be known of private notes.
    pub(crate) fn writing(&self) -> WritingCell {
        match self.cell(Role::Wall, &CellKey::Writing) {
            Some(Cell::Writing(cell)) => cell,
            other => panic!("no writing: {other:?}"),
        }
    }

    /// A poll, as everybody sees it.
    pub(crate) fn poll(&self, step: &str) -> PollCell {
        match self.cell(Role::Participant, &CellKey::Poll(PollId(step.to_owned()))) {
            Some(Cell::Poll(cell)) => cell,
            other => panic!("no poll: {other:?}"),
        }
    }

    /// Which brief was chosen.
    pub(crate) fn choice(&self) -> ChoiceCell {
        match self.cell(Role::Wall, &CellKey::Choice) {
            Some(Cell::Choice(cell)) => cell,
            other => panic!("no choice: {other:?}"),
        }
    }

    /// A team, as a class of viewers sees it; none if it is gone.
    pub(crate) fn team(&self, role: Role, team: TeamId) -> Option<TeamCell> {
        match self.cell(role, &CellKey::Team(team)) {
            Some(Cell::Team(cell)) => Some(cell),
            _ => None,
        }
    }

    /// What is missing before the end, and whether the project goes ahead.
    pub(crate) fn closing(&self) -> ClosingCell {
        match self.cell(Role::Wall, &CellKey::Closing) {
            Some(Cell::Closing(cell)) => cell,
            other => panic!("no closing: {other:?}"),
        }
    }
}
