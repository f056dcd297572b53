//! Stories: whole workshops that are played once, by the rules of the version that plays them, and kept as a golden generation.

mod briefs;
mod endings;
mod evening;
mod people;
mod problems;
mod rehearsing;
mod returned;

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, Holder, Order, SecretHash};
use trestle_protocol::{Command, DocumentName, PollId, PollKind, SeatId, WorkshopId};
use uuid::Uuid;
use yrs::Any;

/// A workshop that was played.
pub(crate) struct Story {
    /// The folder that it is kept in.
    pub(crate) name: &'static str,
    /// The workshop at its end, with its journal.
    pub(crate) world: World,
    /// Snapshots, each with the number of entries that it contains.
    pub(crate) snapshots: Vec<(usize, Vec<u8>)>,
}

/// All of them.
pub(crate) fn stories() -> Vec<Story> {
    let evening = evening::evening();
    let returned = returned::returned(&evening);
    vec![evening, rehearsing::rehearsing(), returned]
}

/// The id of the workshop of that number.
fn id(number: u128) -> WorkshopId {
    WorkshopId(Uuid::from_u128(number))
}

impl Story {
    fn begin(name: &'static str, world: World) -> Self {
        Self { name, world, snapshots: Vec::new() }
    }

    /// Somebody gives a command, which is carried out.
    fn does(&mut self, actor: Actor, command: Command) {
        let what = format!("{command:?} by {actor:?}");
        self.world.command(actor, command).unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
    }

    /// A facilitator does.
    fn runs(&mut self, command: Command) {
        self.does(FACILITATOR, command);
    }

    /// A document begins anew, as if it were worn.
    fn begins_anew(&mut self, document: DocumentName) {
        assert_eq!(self.world.begin_anew(document).entries.len(), 1, "{document} begins anew");
    }

    /// Somebody edits a document.
    fn edits(&mut self, actor: Actor, document: DocumentName, edit: &Edit) {
        self.world.write(actor, document, edit, true).unwrap_or_else(|refusal| panic!("{document} by {actor:?}: {refusal}"));
    }

    /// Somebody writes a text in place of what stood there.
    fn writes(&mut self, actor: Actor, document: DocumentName, at: &str, text: &str) {
        self.world.text(actor, document, at, text).unwrap_or_else(|refusal| panic!("{document}/{at} by {actor:?}: {refusal}"));
    }

    /// Somebody sets a value.
    fn sets(&mut self, actor: Actor, document: DocumentName, at: &str, value: impl Into<Any>) {
        self.edits(actor, document, &Edit::Value { path: path(at), value: value.into() });
    }

    /// Somebody adds a row.
    fn adds(
        &mut self,
        actor: Actor,
        document: DocumentName,
        (root, key): (&'static str, &str),
        texts: &[(&'static str, &str)],
        values: Vec<(&'static str, Any)>,
    ) {
        let texts = texts.iter().map(|(field, text)| (*field, Some(self.world.words.say(text)))).collect();
        self.edits(actor, document, &Edit::Row { root, key: key.to_owned(), texts, values });
    }

    /// A link or token, by which tests come in.
    fn grants(&mut self, secret: &str, holder: Holder) {
        self.world.order(Actor::System, Order::Grant { secret: SecretHash::of(secret), holder }).unwrap();
    }

    /// The poll of that kind.
    fn poll(&self, kind: PollKind) -> PollId {
        let polls = &self.world.fold.state.polls;
        polls.iter().find(|(_, poll)| poll.kind == kind).map(|(id, _)| id.clone()).unwrap()
    }

    fn answers(&mut self, actor: Actor, kind: PollKind, subject: &str, values: &[u8]) {
        let poll = self.poll(kind);
        self.does(actor, Command::Answer { poll, subject: subject.to_owned(), values: values.to_vec() });
    }

    fn counts(&mut self, actor: Actor, kind: PollKind, subject: &str, values: &[u8], count: u32) {
        let poll = self.poll(kind);
        self.does(actor, Command::CountHands { poll, subject: subject.to_owned(), values: values.to_vec(), count });
    }

    /// Minutes go by, and the clock does what is due.
    fn minutes(&mut self, minutes: u64) {
        self.world.wait(minutes * 60_000);
        assert!(self.world.tick(), "something was due");
    }

    /// A snapshot as it is made on the way.
    fn keeps(&mut self) {
        self.snapshots.push((self.world.journal.len(), self.world.fold.snapshot().unwrap()));
    }

    /// The seat that was taken last.
    fn newest(&self) -> SeatId {
        *self.world.fold.state.seats.keys().next_back().unwrap()
    }
}

/// Somebody's desk.
fn desk(actor: Actor) -> DocumentName {
    DocumentName::Desk(seat(actor))
}

/// A number as documents hold it.
fn number(number: u32) -> Any {
    Any::from(f64::from(number))
}
