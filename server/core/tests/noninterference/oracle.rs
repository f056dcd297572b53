//! The oracle: who has ever been allowed to read which text and know which answer. Written from the design alone: it follows events and
//! writings, and asks neither `view` nor `access`.

use crate::{
    ballots::Ballots,
    kit::{
        act::Act,
        edit::{Edit, Path},
        screen::Watcher,
        words::Word,
    },
};
use std::collections::{BTreeMap, BTreeSet};
use trestle_core::{Changed, Create, Event, documents::note_id};
use trestle_protocol::{DocumentName, NoteId, OfferHeading, OrganisationId, PollKind, Programme, Role, SeatId, StepId, TeamId};

/// Where a text stands.
type Place = (DocumentName, Path);

#[derive(Clone)]
struct Person {
    organisation: Option<OrganisationId>,
    /// Somebody vouches for that; or they are with it by name only.
    belongs: bool,
    role: Role,
    /// The act by which they came to the door, as long as they wait there.
    waits: Option<usize>,
    removed: bool,
    erased: bool,
    hidden: bool,
    /// Erased, and what they wrote stays.
    left: bool,
}

impl Person {
    fn new(organisation: Option<OrganisationId>, role: Role, waits: Option<usize>) -> Self {
        Self { organisation, belongs: true, role, waits, removed: false, erased: false, hidden: false, left: false }
    }
}

/// What is the case now, as far as it decides who may know what. A rehearsal's end brings the former one back.
#[derive(Clone, Default)]
struct Scene {
    people: BTreeMap<SeatId, Person>,
    preview: bool,
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
    /// Notes that their author has deleted and can bring back.
    marked: BTreeSet<(SeatId, String)>,
    /// The writing round in which a note first had words.
    rounds: BTreeMap<(SeatId, String), u32>,
    /// Lines of cards that are linked: they stay as they were, whatever becomes of the cards.
    links: BTreeMap<u32, [Option<Word>; 2]>,
    /// The acts that said what was last said to a team, and where it meets.
    told: BTreeMap<(TeamId, bool), usize>,
}

/// What has happened, and what follows from it for each watcher.
#[derive(Default)]
pub(crate) struct Oracle {
    watchers: Vec<Watcher>,
    salt: [u8; 16],
    scene: Scene,
    before: Option<Scene>,
    pub(crate) ballots: Ballots,
    /// Texts that each watcher has been allowed to read at some time.
    pub(crate) readable: BTreeSet<(Watcher, Word)>,
    /// All texts.
    pub(crate) written: BTreeSet<Word>,
    /// Acts by which facilitators told a team something, and which of them each watcher has been allowed to hear.
    telling: BTreeSet<usize>,
    heard: BTreeSet<(Watcher, usize)>,
    /// Acts by which people came to the door, and which of them have been let in.
    knocks: BTreeSet<usize>,
    let_in: BTreeSet<usize>,
    /// Watchers who have facilitated at some time: they may read scripts, steps that are off, and who waits.
    pub(crate) facilitated: BTreeSet<Watcher>,
    /// Watchers who have been in at some time: they may know the code.
    pub(crate) been_in: BTreeSet<Watcher>,
    /// Steps that were switched on at some time.
    pub(crate) steps_on: BTreeSet<StepId>,
}

impl Oracle {
    /// One that thinks of these watchers.
    pub(crate) fn new(watchers: &[Watcher]) -> Self {
        Self { watchers: watchers.to_vec(), scene: Scene { writing: 1, ..Scene::default() }, ..Self::default() }
    }

    /// Texts that this watcher has never been allowed to read.
    pub(crate) fn forbidden(&self, watcher: Watcher) -> BTreeSet<Word> {
        self.written.iter().copied().filter(|word| !self.readable.contains(&(watcher, *word))).collect()
    }

    /// Answers of others that no closed poll has counted, and shows of hands likewise.
    pub(crate) fn private(&self, watcher: Watcher) -> BTreeSet<usize> {
        let seat = if let Watcher::Seat(seat) = watcher { Some(seat) } else { None };
        self.ballots.private(seat, self.organisation(seat))
    }

    /// What was told to teams and this watcher may not have heard.
    pub(crate) fn unheard(&self, watcher: Watcher) -> BTreeSet<usize> {
        self.telling.iter().copied().filter(|act| !self.heard.contains(&(watcher, *act))).collect()
    }

    /// Those who came to the door and that this watcher may not know of.
    pub(crate) fn unknown_knocks(&self, watcher: Watcher) -> BTreeSet<usize> {
        let knows = |act: &usize| self.facilitated.contains(&watcher) || self.let_in.contains(act) || self.is_own_knock(watcher, *act);
        self.knocks.iter().copied().filter(|act| !knows(act)).collect()
    }

    fn is_own_knock(&self, watcher: Watcher, act: usize) -> bool {
        self.scene.people.iter().any(|(seat, person)| watcher == Watcher::Seat(*seat) && person.waits == Some(act))
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
        self.ballots.event(number, event);
        let scene = &mut self.scene;
        match event {
            Event::Created { create } => self.created(create),
            Event::ProgrammeSet { programme } => self.programme(programme),
            Event::RehearsalBegun => self.before = Some(scene.clone()),
            Event::RehearsalEnded => self.rewind(),
            Event::SeatTaken { seat, organisation, role, waiting, by_name, .. } => {
                let person = Person::new(*organisation, *role, waiting.then_some(number));
                scene.people.insert(*seat, Person { belongs: !by_name, ..person });
                if *waiting {
                    self.knocks.insert(number);
                }
            }
            Event::PersonAdded { seat, organisation, .. } => {
                scene.people.insert(*seat, Person::new(*organisation, Role::Participant, None));
            }
            Event::BelongingSet { seats, belongs } => {
                for seat in seats {
                    scene.people.entry(*seat).and_modify(|person| person.belongs = *belongs);
                }
            }
            Event::Admitted { seat } => self.let_in.extend(scene.people.get_mut(seat).and_then(|person| {
                person.belongs = true;
                person.waits.take()
            })),
            Event::Revealed => scene.shown = scene.writing,
            Event::Concealed => scene.shown -= 1,
            Event::WritingBegun { .. } => scene.writing = scene.shown + 1,
            Event::BriefsOpened => scene.briefs_open = true,
            Event::Described { details } => scene.preview = details.preview,
            Event::NoteHeld { note, held: true } => drop(scene.held.insert(note.clone())),
            Event::NoteHeld { note, held: false } => drop(scene.held.remove(note)),
            Event::TeamsSet { teams } => {
                scene.teams.clone_from(teams);
                scene.whole.retain(|team| teams.contains_key(team));
                scene.told.retain(|(team, _), _| teams.contains_key(team));
            }
            Event::Linked { link, .. } => {
                let line =
                    |organisation, field: &str| scene.texts.get(&(DocumentName::Card(organisation), vec![field.to_owned()])).copied();
                let lines = [line(link.organisation, heading(link.heading)), line(link.asker, "hope")];
                scene.links.insert(link.id, lines);
            }
            Event::Unlinked { link } => drop(scene.links.remove(link)),
            Event::WholeMade { team } => drop(scene.whole.insert(*team)),
            Event::Said { team: Some(team), text } => self.tell(number, *team, false, text),
            Event::TeamVideoSet { team, link } => self.tell(number, *team, true, link),
            Event::Chosen { team } => scene.chosen = *team,
            Event::PollOpened { kind: PollKind::Choice, another: false, .. } => scene.chosen = None,
            Event::OrganisationSet { seat, organisation } => {
                scene.people.entry(*seat).and_modify(|person| (person.organisation, person.belongs) = (*organisation, true));
            }
            Event::RoleSet { seat, role } => {
                scene.people.entry(*seat).and_modify(|person| person.role = *role);
            }
            Event::NotesShown { seat, shown } => drop(scene.people.entry(*seat).and_modify(|person| person.hidden = !shown)),
            Event::SeatRestored { seat, .. } => {
                scene.people.entry(*seat).and_modify(|person| (person.removed, person.hidden) = (false, false));
            }
            // What was deleted goes for good at the end.
            Event::Closed { .. } => {
                for (seat, key) in std::mem::take(&mut scene.marked) {
                    self.gone(DocumentName::Desk(seat), &["notes".to_owned(), key]);
                }
            }
            Event::AuthorCut { seat } => drop(scene.people.entry(*seat).and_modify(|person| person.left = true)),
            Event::SeatRemoved { seat, with_notes, .. } => {
                scene.people.entry(*seat).and_modify(|person| (person.removed, person.erased) = (true, *with_notes));
                scene.teams.values_mut().for_each(|seats| seats.retain(|other| other != seat));
            }
            _ => {} // nothing about who may know what
        }
    }

    fn created(&mut self, create: &Create) {
        self.salt = create.salt;
        self.scene.preview = create.details.preview;
        self.programme(&create.programme);
        if create.facilitator.is_some() {
            self.scene.people.insert(SeatId(1), Person::new(Some(OrganisationId(1)), Role::Facilitator, None));
        }
    }

    fn programme(&mut self, programme: &Programme) {
        self.steps_on.extend(programme.running().map(|step| step.id.clone()));
    }

    /// Whether facilitators read face-down notes is as it was set up meanwhile, but never looser for those who had written before.
    fn rewind(&mut self) {
        let Some(before) = self.before.take() else { return };
        let preview = self.scene.preview && (before.preview || before.words_on_desks().next().is_none());
        let confirmed = std::mem::replace(&mut self.scene, Scene { preview, ..before }).people;
        // Who was confirmed meanwhile, or not any more, stays so.
        for (seat, person) in &mut self.scene.people {
            if let Some(after) = confirmed.get(seat).filter(|after| after.organisation == person.organisation) {
                person.belongs = after.belongs;
            }
        }
    }

    fn tell(&mut self, number: usize, team: TeamId, video: bool, text: &str) {
        if text.is_empty() {
            self.scene.told.remove(&(team, video));
        } else {
            self.scene.told.insert((team, video), number);
            self.telling.insert(number);
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
            Edit::Drop { path } => {
                self.mark(document, path, false);
                self.gone(document, path);
            }
            Edit::Value { path, .. } => self.mark(document, path, true),
            Edit::Place { .. } => {}
            Edit::Type { .. } | Edit::Cut { .. } => unreachable!("tidy players write whole texts"),
        }
    }

    /// A note is deleted so that it can come back, or is back.
    fn mark(&mut self, document: DocumentName, path: &[String], marked: bool) {
        let (DocumentName::Desk(seat), [_, key, field]) = (document, path) else { return };
        if field == "gone" {
            let note = (seat, key.clone());
            if marked {
                self.scene.marked.insert(note)
            } else {
                self.scene.marked.remove(&note)
            };
        }
    }

    fn gone(&mut self, document: DocumentName, path: &[String]) {
        self.scene.texts.retain(|(name, known), _| *name != document || !known.starts_with(path));
    }

    fn text(&mut self, document: DocumentName, path: Path, word: Option<Word>) {
        let scene = &mut self.scene;
        if let (DocumentName::Desk(seat), [_, key, _], Some(_)) = (document, path.as_slice(), word) {
            scene.rounds.entry((seat, key.clone())).or_insert(scene.writing);
        }
        match word {
            Some(word) => {
                self.written.insert(word);
                scene.texts.insert((document, path), word);
            }
            None => drop(scene.texts.remove(&(document, path))),
        }
    }

    /// Notes what everybody may know now.
    fn look(&mut self) {
        for watcher in self.watchers.clone() {
            let Some(role) = self.role(watcher) else { continue };
            if role == Role::Facilitator {
                self.facilitated.insert(watcher);
            }
            if role != Role::Guest {
                self.been_in.insert(watcher);
            }
            let read: Vec<Word> =
                self.scene.texts.iter().filter(|(place, _)| self.may_read(watcher, role, place)).map(|(_, word)| *word).collect();
            let linked = self.scene.links.values().filter(|_| role != Role::Guest).flatten().flatten().copied();
            self.readable.extend(read.into_iter().chain(linked).map(|word| (watcher, word)));
            let hears = |team: &TeamId| role == Role::Facilitator || self.is_in_team(watcher, *team);
            let heard: Vec<usize> = self.scene.told.iter().filter(|((team, _), _)| hears(team)).map(|(_, act)| *act).collect();
            self.heard.extend(heard.into_iter().map(|act| (watcher, act)));
        }
        let organisations = self.scene.people.iter().map(|(seat, person)| (*seat, person.organisation)).collect();
        self.ballots.look(organisations);
    }

    fn role(&self, watcher: Watcher) -> Option<Role> {
        match watcher {
            Watcher::Class(role) => Some(role),
            Watcher::Organisation(_) => Some(Role::Guest),
            Watcher::Seat(seat) => {
                let person = self.scene.people.get(&seat).filter(|person| !person.removed)?;
                Some(if person.waits.is_some() { Role::Guest } else { person.role })
            }
        }
    }

    fn may_read(&self, watcher: Watcher, role: Role, (document, path): &Place) -> bool {
        let seat = if let Watcher::Seat(seat) = watcher { Some(seat) } else { None };
        if role == Role::Guest {
            // Who fills in a card beforehand reads that card; who waits at the door nothing.
            let own = if let Watcher::Organisation(own) = watcher { Some(own) } else { None };
            return matches!(document, DocumentName::Card(id) | DocumentName::Aside(id) if own == Some(*id));
        }
        let facilitates = role == Role::Facilitator;
        match document {
            DocumentName::Desk(owner) if seat == Some(*owner) => true,
            DocumentName::Desk(SeatId::ROOM) if watcher == Watcher::Class(Role::Facilitator) => true,
            DocumentName::Desk(owner) => {
                matches!(path.as_slice(), [root, key, _] if root == "notes" && self.is_turned_over(*owner, key, facilitates))
            }
            DocumentName::Card(_) | DocumentName::Plan => true,
            DocumentName::Aside(organisation) => facilitates || self.organisation(seat) == Some(*organisation),
            DocumentName::Board => facilitates || self.scene.shown > 0,
            DocumentName::Brief(team) => {
                self.scene.teams.contains_key(team) && {
                    let chosen = seat.is_some() && self.scene.chosen == Some(*team);
                    let whole = self.scene.whole.contains(team);
                    facilitates || self.scene.briefs_open || whole || chosen || self.is_in_team(watcher, *team)
                }
            }
        }
    }

    fn is_in_team(&self, watcher: Watcher, team: TeamId) -> bool {
        let seats = self.scene.teams.get(&team).into_iter().flatten();
        seats.into_iter().any(|seat| watcher == Watcher::Seat(*seat))
    }

    /// Turned over; or face down, before the eyes of a facilitator where the workshop says so.
    fn is_turned_over(&self, owner: SeatId, key: &str, facilitates: bool) -> bool {
        let scene = &self.scene;
        let round = scene.rounds.get(&(owner, key.to_owned())).copied().unwrap_or(u32::MAX);
        let away = |person: &Person| (person.erased && !person.left) || (person.removed && person.hidden);
        let away = owner != SeatId::ROOM && scene.people.get(&owner).is_none_or(away);
        let held = scene.held.contains(&note_id(&self.salt, owner, key));
        let marked = scene.marked.contains(&(owner, key.to_owned()));
        (round <= scene.shown || (facilitates && scene.preview)) && !away && !marked && (!held || facilitates)
    }

    /// The organisation that somebody belongs to, not by name only.
    fn organisation(&self, seat: Option<SeatId>) -> Option<OrganisationId> {
        self.scene.people.get(&seat?).filter(|person| person.belongs).and_then(|person| person.organisation)
    }
}

/// The field of a card that stands under a heading.
fn heading(heading: OfferHeading) -> &'static str {
    match heading {
        OfferHeading::Spaces => "spaces",
        OfferHeading::Skills => "skills",
        OfferHeading::Networks => "networks",
        OfferHeading::Impact => "impact",
    }
}

impl Scene {
    /// Words on desks, half-written ones among them.
    fn words_on_desks(&self) -> impl Iterator<Item = &Place> {
        self.texts.keys().filter(|(document, _)| matches!(document, DocumentName::Desk(_)))
    }
}
