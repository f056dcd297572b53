//! The documents of one workshop: what people write together, each under its owner's name.

mod anew;
pub mod content;
mod left;
mod read;
mod replica;
pub mod schema;
mod share;
mod struck;

pub use read::note_id;
pub use replica::Broken;

use content::{Board, Brief, Content, Desk, Note, Notes, Plan, WrittenFor};
use read::Reading;
use replica::Bookkeeping;
pub(crate) use replica::Replica;
use serde::{Deserialize, Serialize};
use share::Shares;
use std::collections::BTreeMap;
use struck::Struck;
use trestle_gate::{Admitted, Cost, GateRefusal, Growth, Index, Limits, Owner, Owners};
use trestle_protocol::{CardFields, DocumentName, NoteId, OrganisationId, SeatId, TeamId, Time};

/// All documents of a workshop. One that nobody wrote into yet is empty.
#[derive(Default)]
pub struct Documents {
    salt: [u8; 16],
    replicas: BTreeMap<DocumentName, Replica>,
    /// Which desk a note lies on.
    notes: BTreeMap<NoteId, (SeatId, String)>,
    /// Notes of people who were erased and left them, by their id: nobody's desk.
    left: Notes,
    blank: Blank,
}

/// What documents say that nobody wrote into yet.
#[derive(Default)]
struct Blank {
    desk: Notes,
    card: CardFields,
    board: Board,
    brief: Brief,
    plan: Plan,
}

/// One document in a snapshot.
#[derive(Serialize, Deserialize)]
pub(crate) struct Stored {
    name: DocumentName,
    /// Its state as an update, in hexadecimal digits: snapshots stay readable JSON.
    state: String,
    index: Index,
    rounds: BTreeMap<String, u32>,
    #[serde(default, skip_serializing_if = "Struck::is_empty")]
    struck: Struck,
    #[serde(default, skip_serializing_if = "Shares::are_whole")]
    shares: Shares,
    #[serde(default, skip_serializing_if = "is_first")]
    generation: u32,
}

impl Documents {
    /// The salt of note ids; set once, when the workshop is created.
    pub(crate) fn set_salt(&mut self, salt: [u8; 16]) {
        self.salt = salt;
    }

    fn replica(&mut self, name: DocumentName) -> &mut Replica {
        let salt = self.salt;
        self.replicas
            .entry(name)
            .or_insert_with(|| Replica::new(name, &mut Reading { salt: &salt, writing: 0, rounds: &mut BTreeMap::new() }))
    }

    /// May these bytes of that owner go into that document, with that much room?
    pub(crate) fn admit(&self, name: DocumentName, limits: &Limits, owners: Owners, update: &[u8]) -> Result<Admitted, GateRefusal> {
        match self.replicas.get(&name) {
            Some(replica) => replica.admit(limits, owners, update),
            // What is refused must not leave an empty document behind.
            None => Replica::admit_first(name, limits, owners, update),
        }
    }

    /// How long that owner has to wait before that may be added to that document, in milliseconds.
    pub(crate) fn wait(&self, name: DocumentName, owner: Owner, asked: Growth, now: Time) -> u64 {
        let share = |replica: &Replica| replica.shares.wait(owner, asked, now);
        self.replicas.get(&name).map_or_else(|| Shares::default().wait(owner, asked, now), share)
    }

    /// That owner adds that to that document.
    pub(crate) fn charge(&mut self, name: DocumentName, owner: Owner, added: Growth, now: Time) {
        self.replica(name).shares.charge(owner, added, now);
    }

    /// What stands in the journal was admitted: it goes on without being judged by today's rules.
    pub(crate) fn follow(&self, name: DocumentName, owner: Owner, update: &[u8]) -> Result<Admitted, GateRefusal> {
        match self.replicas.get(&name) {
            Some(replica) => replica.follow(owner, update),
            None => Replica::follow_first(owner, update),
        }
    }

    /// Applies what was admitted, as written in that writing round; returns what the document said before. `may`: is it this desk's to write for them?
    pub(crate) fn apply(
        &mut self,
        name: DocumentName,
        admitted: &Admitted,
        writing: u32,
        may: impl Fn(WrittenFor) -> bool,
    ) -> Result<Content, Broken> {
        let salt = self.salt;
        let before = self.replica(name).apply(admitted, &salt, writing, may)?;
        if let DocumentName::Desk(seat) = name {
            self.index_notes(seat);
        }
        Ok(before)
    }

    fn index_notes(&mut self, seat: SeatId) {
        self.notes.retain(|_, (owner, _)| *owner != seat);
        let Some(Content::Desk(desk)) = self.replicas.get(&DocumentName::Desk(seat)).map(Replica::content) else { return };
        self.notes.extend(desk.notes.iter().map(|(key, note)| (note.id.clone(), (seat, key.clone()))));
    }

    /// Takes a seat's desk away with everything that ever stood on it, and what others wrote for it off theirs; whose desks these are.
    pub(crate) fn forget(&mut self, seat: SeatId) -> Result<Vec<DocumentName>, Broken> {
        self.replicas.remove(&DocumentName::Desk(seat));
        self.notes.retain(|_, (owner, _)| *owner != seat);
        self.forget_left(seat);
        self.take_off(|note, _| note.written_for == Some(WrittenFor::Seat(seat)))
    }

    /// Takes away for good what authors have deleted; whose desks these are.
    pub(crate) fn forget_marked(&mut self) -> Result<Vec<DocumentName>, Broken> {
        self.take_off(|_, marked| marked)
    }

    /// Takes notes off all desks; which desks had some.
    fn take_off(&mut self, which: impl Fn(&Note, bool) -> bool + Copy) -> Result<Vec<DocumentName>, Broken> {
        let has = |desk: &Desk| desk.notes.values().any(|note| which(note, false)) || desk.marked.values().any(|note| which(note, true));
        let owners: Vec<SeatId> = self.whole_desks().filter(|(_, desk)| has(desk)).map(|(owner, _)| owner).collect();
        for owner in &owners {
            let salt = self.salt;
            self.replica(DocumentName::Desk(*owner)).take_off(which, &salt)?;
            self.index_notes(*owner);
        }
        Ok(owners.into_iter().map(DocumentName::Desk).collect())
    }

    /// What a document says, if anybody wrote into it.
    pub(crate) fn content(&self, name: DocumentName) -> Option<&Content> {
        self.replicas.get(&name).map(Replica::content)
    }

    /// A seat's notes, without those that it deleted.
    pub fn desk(&self, seat: SeatId) -> &Notes {
        match self.content(DocumentName::Desk(seat)) {
            _ if seat == SeatId::NOBODY => &self.left,
            Some(Content::Desk(desk)) => &desk.notes,
            _ => &self.blank.desk,
        }
    }

    /// Keys of the notes that a seat deleted and can bring back; not what they say.
    pub fn marked(&self, seat: SeatId) -> impl Iterator<Item = &String> {
        let desk = self.whole_desks().find(|(owner, _)| *owner == seat);
        desk.into_iter().flat_map(|(_, desk)| desk.marked.keys())
    }

    /// All notes that stand, by whose desk they lie on; those that were left on nobody's.
    pub fn desks(&self) -> impl Iterator<Item = (SeatId, &Notes)> {
        self.whole_desks().map(|(seat, desk)| (seat, &desk.notes)).chain([(SeatId::NOBODY, &self.left)])
    }

    /// All desks with everything on them: for what has to hold for notes that can come back, too. Never to show anything from.
    pub(crate) fn whole_desks(&self) -> impl Iterator<Item = (SeatId, &Desk)> {
        self.replicas.iter().filter_map(|(name, replica)| match (name, replica.content()) {
            (DocumentName::Desk(seat), Content::Desk(desk)) => Some((*seat, desk)),
            _ => None,
        })
    }

    /// A note and whose it is.
    pub fn note(&self, id: &NoteId) -> Option<(SeatId, &Note)> {
        let (seat, key) = self.notes.get(id)?;
        self.desk(*seat).get(key).map(|note| (*seat, note))
    }

    /// An organisation's card.
    pub fn card(&self, organisation: OrganisationId) -> &CardFields {
        match self.content(DocumentName::Card(organisation)) {
            Some(Content::Card(card)) => card,
            _ => &self.blank.card,
        }
    }

    /// What an organisation keeps private.
    pub fn aside(&self, organisation: OrganisationId) -> &str {
        match self.content(DocumentName::Aside(organisation)) {
            Some(Content::Aside(unsure)) => unsure,
            _ => "",
        }
    }

    /// Groups and places.
    pub fn board(&self) -> &Board {
        match self.content(DocumentName::Board) {
            Some(Content::Board(board)) => board,
            _ => &self.blank.board,
        }
    }

    /// A team's brief.
    pub fn brief(&self, team: TeamId) -> &Brief {
        match self.content(DocumentName::Brief(team)) {
            Some(Content::Brief(brief)) => brief,
            _ => &self.blank.brief,
        }
    }

    /// Roles, actions, communications, the next date.
    pub fn plan(&self) -> &Plan {
        match self.content(DocumentName::Plan) {
            Some(Content::Plan(plan)) => plan,
            _ => &self.blank.plan,
        }
    }

    /// What a document costs at the moment.
    pub fn cost(&self, name: DocumentName) -> Cost {
        self.replicas.get(&name).map(Replica::cost).unwrap_or_default()
    }

    /// A document's whole state, as an update in lib0 v1 encoding.
    pub fn state(&self, name: DocumentName) -> Result<Vec<u8>, Broken> {
        self.replicas.get(&name).map_or(Ok(EMPTY_UPDATE.to_vec()), Replica::state)
    }

    /// A document's state vector in lib0 v1 encoding.
    pub fn vector(&self, name: DocumentName) -> Result<Vec<u8>, Broken> {
        self.replicas.get(&name).map_or(Ok(EMPTY_VECTOR.to_vec()), Replica::vector)
    }

    /// Which generation of a document this is: 0 until it has begun anew.
    pub fn generation(&self, name: DocumentName) -> u32 {
        self.replicas.get(&name).map_or(0, Replica::generation)
    }

    /// Do its pieces run out, so that it should begin anew?
    pub(crate) fn is_worn(&self, name: DocumentName) -> bool {
        self.replicas.get(&name).is_some_and(Replica::is_worn)
    }

    /// What a document holds, as the state of its next generation, and that generation; none if it would not say the same, or is more than so many bytes.
    pub(crate) fn anew(&self, name: DocumentName, most: usize) -> Option<(Vec<u8>, Replica)> {
        let replica = self.replicas.get(&name)?;
        let state = replica.written_anew().ok().filter(|state| state.len() <= most)?;
        let anew = replica.next(&state, &self.salt).ok()?.ok()?;
        (anew.content() == replica.content()).then_some((state, anew))
    }

    /// Takes a replica in place of the one that there is of that document.
    pub(crate) fn replace(&mut self, replica: Replica) {
        self.replicas.insert(replica.name(), replica);
    }

    /// A document began anew with this state.
    pub(crate) fn follow_anew(&mut self, name: DocumentName, state: &[u8]) -> Result<Result<(), Broken>, GateRefusal> {
        let salt = self.salt;
        let anew = self.replica(name).next(state, &salt)?;
        Ok(anew.map(|anew| {
            self.replace(anew);
            if let DocumentName::Desk(seat) = name {
                self.index_notes(seat);
            }
        }))
    }

    /// Goes on from others, which end: where a document began anew in these, no device may take what it has of them for what is here.
    pub(crate) fn go_on_behind(&mut self, ended: &Self) {
        for (name, replica) in &ended.replicas {
            if replica.generation() > self.generation(*name) {
                self.replica(*name).call(replica.generation().saturating_add(1));
            }
        }
    }

    pub(crate) fn store(&self) -> Result<Vec<Stored>, Broken> {
        let store = |(name, replica): (&DocumentName, &Replica)| {
            let Bookkeeping { index, rounds, struck } = replica.bookkeeping();
            let state = crate::identity::hex(&replica.state()?);
            let (shares, generation) = (replica.shares.clone(), replica.generation());
            Ok(Stored { name: *name, state, index, rounds, struck, shares, generation })
        };
        self.replicas.iter().map(store).collect()
    }

    pub(crate) fn restore(salt: [u8; 16], stored: Vec<Stored>) -> Result<Self, Broken> {
        let mut documents = Self { salt, ..Self::default() };
        for Stored { name, state, index, rounds, struck, shares, generation } in stored {
            let state = unhex(&state).ok_or(Broken)?;
            let mut replica = Replica::restore(name, &state, Bookkeeping { index, rounds, struck }, &salt)?;
            replica.shares = shares;
            replica.call(generation);
            documents.replicas.insert(name, replica);
            if let DocumentName::Desk(seat) = name {
                documents.index_notes(seat);
            }
        }
        Ok(documents)
    }
}

/// Snapshots of before had no generations, and those of documents that never began anew are as they were.
fn is_first(generation: &u32) -> bool {
    *generation == 0
}

/// No sections, no deletions.
const EMPTY_UPDATE: [u8; 2] = [0, 0];
/// No clients.
const EMPTY_VECTOR: [u8; 1] = [0];

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits.chunks(2).map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok())).collect()
}
