//! The oracle: who has ever been allowed to read which text and know which answer. Written from the design alone: it follows events and
//! writings, and asks neither `view` nor `access`.

use crate::kit::{
    act::Act,
    edit::{Edit, Path},
    screen::Watcher,
    words::Word,
};
use std::collections::{BTreeMap, BTreeSet};
use trestle_core::{Changed, Create, Event, documents::note_id};
use trestle_protocol::{DocumentName, NoteId, OrganisationId, PollId, PollKind, Role, SeatId, TeamId};

/// Where a text stands.
type Place = (DocumentName, Path);

/// An answer: the number of the act that gave it.
type Answer = usize;

struct Person {
    organisation: Option<OrganisationId>,
    role: Role,
    removed: bool,
    erased: bool,
}

/// What has happened, as far as it decides who may know what.
#[derive(Default)]
pub(crate) struct Oracle {
    watchers: Vec<Watcher>,
    salt: [u8; 16],
    people: BTreeMap<SeatId, Person>,
    writing: u32,
    shown: u32,
    held: BTreeSet<NoteId>,
    teams: BTreeMap<TeamId, Vec<SeatId>>,
    /// Teams of everyone: their briefs are on the wall.
    whole: BTreeSet<TeamId>,
    chosen: Option<TeamId>,
    briefs_open: bool,
    /// Texts as they stand.
    texts: BTreeMap<Place, Word>,
    /// The writing round in which a note first had words.
    rounds: BTreeMap<(SeatId, String), u32>,
    /// Answers as they stand, by poll, seat and subject.
    answers: BTreeMap<PollId, BTreeMap<SeatId, BTreeMap<String, Answer>>>,
    choices: BTreeSet<PollId>,
    closed: BTreeSet<PollId>,
    /// Texts that each watcher has been allowed to read at some time.
    pub(crate) readable: BTreeSet<(Watcher, Word)>,
    /// All texts.
    pub(crate) written: BTreeSet<Word>,
    /// Answers with who gave them.
    pub(crate) given: BTreeMap<Answer, SeatId>,
    /// Answers that a closed poll has counted.
    pub(crate) counted: BTreeSet<Answer>,
    /// Steps whose script each watcher has been allowed to read.
    pub(crate) scripts: BTreeSet<Watcher>,
}

impl Oracle {
    /// One that thinks of these watchers.
    pub(crate) fn new(watchers: &[Watcher]) -> Self {
        Self { watchers: watchers.to_vec(), writing: 1, ..Self::default() }
    }

    /// Texts that this watcher has never been allowed to read.
    pub(crate) fn forbidden(&self, watcher: Watcher) -> BTreeSet<Word> {
        self.written.iter().copied().filter(|word| !self.readable.contains(&(watcher, *word))).collect()
    }

    /// Answers of others that no closed poll has counted.
    pub(crate) fn private(&self, watcher: Watcher) -> BTreeSet<Answer> {
        let others = self.given.iter().filter(|(_, seat)| watcher != Watcher::Seat(**seat));
        others.map(|(answer, _)| *answer).filter(|answer| !self.counted.contains(answer)).collect()
    }

    /// Takes in what came of an act.
    pub(crate) fn follow(&mut self, number: usize, act: &Act, changed: &Changed) {
        for event in &changed.events {
            self.event(number, event);
        }
        if let (Act::Edit { document, edit, .. }, false) = (act, changed.entries.is_empty()) {
            self.edit(*document, edit);
        }
        self.look();
    }

    fn event(&mut self, number: usize, event: &Event) {
        match event {
            Event::Created { create } => self.created(create),
            Event::SeatTaken { seat, organisation, role, .. } => {
                self.people.insert(*seat, Person { organisation: *organisation, role: *role, removed: false, erased: false });
            }
            Event::Revealed => self.shown = self.writing,
            Event::Concealed => self.shown -= 1,
            Event::WritingBegun => self.writing = self.shown + 1,
            Event::BriefsOpened => self.briefs_open = true,
            Event::NoteHeld { note, held: true } => drop(self.held.insert(note.clone())),
            Event::NoteHeld { note, held: false } => drop(self.held.remove(note)),
            Event::TeamsSet { teams } => self.teams.clone_from(teams),
            Event::WholeMade { team } => drop(self.whole.insert(*team)),
            Event::Chosen { team } => self.chosen = *team,
            Event::PollOpened { poll, kind } => {
                self.closed.remove(poll);
                if *kind == PollKind::Choice {
                    self.choices.insert(poll.clone());
                    self.chosen = None;
                }
            }
            Event::PollClosed { poll } => drop(self.closed.insert(poll.clone())),
            Event::Answered { poll, seat, subject, .. } => {
                self.given.insert(number, *seat);
                let answers = self.answers.entry(poll.clone()).or_default().entry(*seat).or_default();
                if self.choices.contains(poll) {
                    answers.clear(); // one choice each
                }
                answers.insert(subject.clone(), number);
            }
            Event::RoleSet { seat, role } => {
                self.people.entry(*seat).and_modify(|person| person.role = *role);
            }
            Event::SeatRemoved { seat, with_notes } => {
                self.people.entry(*seat).and_modify(|person| (person.removed, person.erased) = (true, *with_notes));
                self.answers.values_mut().for_each(|answers| drop(answers.remove(seat)));
                self.teams.values_mut().for_each(|seats| seats.retain(|other| other != seat));
            }
            _ => {} // nothing about who may know what
        }
    }

    fn created(&mut self, create: &Create) {
        self.salt = create.salt;
        if create.facilitator.is_some() {
            let person = Person { organisation: Some(OrganisationId(1)), role: Role::Facilitator, removed: false, erased: false };
            self.people.insert(SeatId(1), person);
        }
    }

    fn edit(&mut self, document: DocumentName, edit: &Edit) {
        match edit {
            Edit::Row { root, key, texts, .. } => {
                self.gone(document, &[(*root).to_owned(), key.clone()]);
                for (field, word) in texts {
                    self.text(document, vec![(*root).to_owned(), key.clone(), (*field).to_owned()], *word);
                }
            }
            Edit::Text { path, word } => self.text(document, path.clone(), *word),
            Edit::Drop { path } => self.gone(document, path),
            Edit::Value { .. } | Edit::Place { .. } => {}
            Edit::Type { .. } | Edit::Cut { .. } => unreachable!("tidy players write whole texts"),
        }
    }

    fn gone(&mut self, document: DocumentName, path: &[String]) {
        self.texts.retain(|(name, known), _| *name != document || !known.starts_with(path));
    }

    fn text(&mut self, document: DocumentName, path: Path, word: Option<Word>) {
        if let (DocumentName::Desk(seat), [_, key, _], Some(_)) = (document, path.as_slice(), word) {
            self.rounds.entry((seat, key.clone())).or_insert(self.writing);
        }
        match word {
            Some(word) => {
                self.written.insert(word);
                self.texts.insert((document, path), word);
            }
            None => drop(self.texts.remove(&(document, path))),
        }
    }

    /// Everybody reads what they may at this moment.
    fn look(&mut self) {
        let watchers = self.watchers.clone();
        for watcher in watchers {
            let Some(role) = self.role(watcher) else { continue };
            if role == Role::Facilitator {
                self.scripts.insert(watcher);
            }
            let read: Vec<Word> =
                self.texts.iter().filter(|(place, _)| self.may_read(watcher, role, place)).map(|(_, word)| *word).collect();
            self.readable.extend(read.into_iter().map(|word| (watcher, word)));
        }
        let closed = self.answers.iter().filter(|(poll, _)| self.closed.contains(poll));
        self.counted.extend(closed.flat_map(|(_, answers)| answers.values()).flat_map(BTreeMap::values));
    }

    fn role(&self, watcher: Watcher) -> Option<Role> {
        match watcher {
            Watcher::Class(role) => Some(role),
            Watcher::Seat(seat) => self.people.get(&seat).filter(|person| !person.removed).map(|person| person.role),
        }
    }

    fn may_read(&self, watcher: Watcher, role: Role, (document, path): &Place) -> bool {
        let seat = if let Watcher::Seat(seat) = watcher { Some(seat) } else { None };
        let facilitates = role == Role::Facilitator;
        match document {
            DocumentName::Desk(owner) if seat == Some(*owner) => true,
            DocumentName::Desk(owner) => {
                matches!(path.as_slice(), [root, key, _] if root == "notes" && self.is_turned_over(*owner, key, facilitates))
            }
            DocumentName::Card(_) | DocumentName::Plan => true,
            DocumentName::Aside(organisation) => facilitates || self.organisation(seat) == Some(*organisation),
            DocumentName::Board => facilitates || self.shown > 0,
            DocumentName::Brief(team) => self.teams.get(team).is_some_and(|seats| {
                let chosen = seat.is_some() && self.chosen == Some(*team);
                facilitates || self.briefs_open || self.whole.contains(team) || chosen || seat.is_some_and(|seat| seats.contains(&seat))
            }),
        }
    }

    fn is_turned_over(&self, owner: SeatId, key: &str, facilitates: bool) -> bool {
        let round = self.rounds.get(&(owner, key.to_owned())).copied().unwrap_or(u32::MAX);
        let erased = self.people.get(&owner).is_none_or(|person| person.erased);
        let held = self.held.contains(&note_id(&self.salt, owner, key));
        round <= self.shown && !erased && (!held || facilitates)
    }

    fn organisation(&self, seat: Option<SeatId>) -> Option<OrganisationId> {
        self.people.get(&seat?).and_then(|person| person.organisation)
    }
}
