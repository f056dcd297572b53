//! A world: one workshop as the server keeps it, its journal beside it, and everybody's copies of the documents.

use super::{
    act::{Act, Line},
    edit::Edit,
    words::Words,
    writer::Writer,
};
use std::collections::BTreeMap;
use trestle_core::{Actor, Author, Changed, Create, Event, Fold, Holder, JoinOrganisation, Order, SecretHash, offers, pass::Pass};
use trestle_protocol::{
    Command, Details, DocumentName, OfferHeading, OrganisationId, Programme, Refusal, Role, SeatId, StepId, Theme, Time, WorkshopId,
};

/// When worlds begin: some day in 2026.
pub(crate) const BEGINNING: Time = Time(1_795_530_300_000);

/// One workshop and everybody in it.
pub(crate) struct World {
    pub(crate) fold: Fold,
    pub(crate) journal: Vec<Vec<u8>>,
    pub(crate) now: Time,
    pub(crate) words: Words,
    writers: BTreeMap<(Actor, DocumentName), Writer>,
    clients: u64,
}

impl World {
    /// Before the first entry.
    pub(crate) fn new() -> Self {
        Self::with_words(Words::default())
    }

    /// The same, with other texts.
    pub(crate) fn with_words(words: Words) -> Self {
        let fold = Fold::empty();
        Self { fold, journal: Vec::new(), now: BEGINNING, words, writers: BTreeMap::new(), clients: 1_000 }
    }

    /// A workshop that came from elsewhere.
    pub(crate) fn of(fold: Fold) -> Self {
        Self { fold, ..Self::new() }
    }

    /// A workshop that has been created, with seat 1 as its facilitator; `adjust` changes what is created.
    pub(crate) fn open(adjust: impl FnOnce(&mut Create)) -> Self {
        let mut world = Self::new();
        let mut create = new_workshop();
        adjust(&mut create);
        world.order(Actor::System, Order::Create(Box::new(create))).expect("it can be created");
        world
    }

    /// Does what is written down.
    pub(crate) fn perform(&mut self, act: &Act) -> Result<Changed, Refusal> {
        match act {
            Act::Order { actor, cause, order } => self.caused(*actor, cause.as_deref(), order),
            Act::Hold { actor, note, held } => {
                let note = note.id(&self.fold.state.salt);
                self.command(*actor, Command::HoldNote { note, held: *held })
            }
            Act::Link { actor, cause, organisation, heading, asker, line } => {
                let command = self.linked(*organisation, *heading, *asker, line);
                self.caused(*actor, cause.as_deref(), &Order::Command(command))
            }
            Act::Edit { actor, document, edit, synced } => self.write(*actor, *document, edit, *synced),
            Act::Bytes { actor, document, bytes } => self.send(*actor, *document, bytes),
            Act::Anew(document) => Ok(self.begin_anew(*document)),
            Act::Wait(millis) => {
                self.now = self.now.plus(*millis);
                Ok(Changed::default())
            }
        }
    }

    /// Somebody asks for something, under a command's id.
    pub(crate) fn caused(&mut self, actor: Actor, cause: Option<&str>, order: &Order) -> Result<Changed, Refusal> {
        let changed = self.fold.order(actor, cause, order, self.now)?;
        Ok(self.append(changed))
    }

    /// Somebody asks for something.
    pub(crate) fn order(&mut self, actor: Actor, order: Order) -> Result<Changed, Refusal> {
        self.caused(actor, None, &order)
    }

    /// A command.
    pub(crate) fn command(&mut self, actor: Actor, command: Command) -> Result<Changed, Refusal> {
        self.order(actor, Order::Command(command))
    }

    /// Somebody writes into a document.
    pub(crate) fn write(&mut self, actor: Actor, document: DocumentName, edit: &Edit, synced: bool) -> Result<Changed, Refusal> {
        let clients = &mut self.clients;
        let mut is_new = false;
        let writer = self.writers.entry((actor, document)).or_insert_with(|| {
            is_new = true;
            *clients += 1;
            Writer::new(*clients)
        });
        if synced || is_new {
            writer.sync(&self.fold.documents, document);
        }
        let update = writer.edit(edit, &self.words);
        let result = self.send(actor, document, &update);
        if result.is_err() {
            self.writers.remove(&(actor, document)); // a refused client takes the document anew
        }
        result
    }

    /// Somebody sends bytes as an update.
    pub(crate) fn send(&mut self, actor: Actor, document: DocumentName, bytes: &[u8]) -> Result<Changed, Refusal> {
        let changed = self.fold.update(self.author(actor), document, bytes, self.now)?;
        Ok(self.append(changed))
    }

    /// Who writes: where several devices are one actor, the one that has been here longest.
    pub(crate) fn author(&self, actor: Actor) -> Author {
        let is_its = |pass: &&Pass| matches!(pass.holder, Holder::Console | Holder::Organisation(_)) && Actor::from(pass.holder) == actor;
        let passes = self.fold.state.passes.values().filter(is_its);
        Author { actor, pass: passes.map(|pass| pass.number).min() }
    }

    /// A document begins anew; whoever had it takes it anew.
    pub(crate) fn begin_anew(&mut self, document: DocumentName) -> Changed {
        let changed = self.fold.begin_anew(document, self.now).unwrap_or_default();
        if !changed.entries.is_empty() {
            self.writers.retain(|(_, name), _| *name != document);
        }
        self.append(changed)
    }

    fn linked(&self, organisation: OrganisationId, heading: OfferHeading, asker: OrganisationId, line: &Line) -> Command {
        let documents = &self.fold.documents;
        let first = |mut lines: Box<dyn Iterator<Item = &str> + '_>| match line {
            Line::First => lines.next().unwrap_or("nothing").to_owned(),
            Line::Of(line) => line.clone(),
        };
        let offer = first(Box::new(offers::offers(documents.card(organisation), heading)));
        let ask = first(Box::new(offers::asks(documents.card(asker))));
        Command::Link { organisation, heading, offer, asker, ask }
    }

    fn append(&mut self, changed: Changed) -> Changed {
        if changed.events.contains(&Event::RehearsalEnded) {
            self.writers.clear(); // pages drop what they held
        }
        self.journal.extend(changed.entries.iter().map(|entry| entry.bytes.clone()));
        changed
    }

    /// Milliseconds go by.
    pub(crate) fn wait(&mut self, millis: u64) {
        self.now = self.now.plus(millis);
    }

    /// Time has passed: says whether anything came of it.
    pub(crate) fn tick(&mut self) -> bool {
        !self.order(Actor::System, Order::Tick).expect("a tick is never refused").entries.is_empty()
    }

    /// A participant comes in, and the facilitator, who knows them, confirms where they belong.
    pub(crate) fn join(&mut self, name: &str, organisation: &str) -> Actor {
        let newcomer = self.join_by_name(name, organisation);
        let seat = newcomer.seat().expect("a seat");
        if self.fold.state.seat(seat).is_some_and(|seat| seat.by_name) {
            self.command(Actor::Console, Command::Confirm { seats: vec![seat], belongs: true }).expect("a facilitator may");
        }
        newcomer
    }

    /// A participant comes in, and nobody confirms anything.
    pub(crate) fn join_by_name(&mut self, name: &str, organisation: &str) -> Actor {
        self.join_as(name, organisation, Role::Participant).expect("they can come in")
    }

    /// Somebody comes in.
    pub(crate) fn join_as(&mut self, name: &str, organisation: &str, role: Role) -> Result<Actor, Refusal> {
        let token = SecretHash::of(&format!("token of {name} at {:?}", self.fold.state.seats.len()));
        let organisation = match organisation {
            "" => JoinOrganisation::None,
            organisation => JoinOrganisation::Named(organisation.to_owned()),
        };
        let order = Order::Join { token, name: name.to_owned(), organisation, role, table: false, place: None };
        self.order(Actor::System, order)?;
        let seat = self.fold.state.seats.keys().next_back().expect("somebody came in");
        Ok(Actor::Seat(*seat))
    }

    /// A facilitator moves on, or back.
    pub(crate) fn go(&mut self, to: &str) -> Changed {
        let from = self.fold.state.step.clone();
        self.command(FACILITATOR, Command::Move { to: to.into(), from }).unwrap_or_else(|refusal| panic!("to {to}: {refusal}"))
    }
}

/// Seat 1, which creates the workshop.
pub(crate) const FACILITATOR: Actor = Actor::Seat(SeatId(1));

/// The token of seat 1.
pub(crate) const FIRST_TOKEN: &str = "the first facilitator's token";

/// The built-in programme.
pub(crate) fn programme() -> Programme {
    trestle_core::programmes::parse(include_str!("../../../programmes/co-creation.toml")).expect("the built-in programme can be read")
}

/// What a workshop is created from, with seat 1 as its facilitator at the convener and no other way in.
pub(crate) fn new_workshop() -> Create {
    let theme = |id: &str| Theme { id: id.into(), title: format!("Theme {id}") };
    let details = Details {
        title: "A partnership for Oakfield".into(),
        place: "Oakfield".into(),
        purpose: "To find one project that we share.".into(),
        rules: vec!["Listen".into()],
        themes: ["reading", "digital", "health"].map(theme).to_vec(),
        ..Details::default()
    };
    Create {
        id: WorkshopId(uuid::Uuid::from_u128(7)),
        details,
        convener: "Library".into(),
        organisations: vec!["Council".into(), "Charity".into(), "School".into()],
        programme: programme(),
        code: "K7QM2RTP".into(),
        invitation: "k7qm2rtpk7qm2rtpk7qm2rtpk7".into(),
        salt: *b"0123456789abcdef",
        facilitator: Some(("Fay".into(), SecretHash::of(FIRST_TOKEN))),
        grants: vec![(SecretHash::of("wall"), Holder::Wall)],
        creator: Some(SecretHash::of(FIRST_TOKEN)),
    }
}

/// The id of a step.
pub(crate) fn step(id: &str) -> StepId {
    id.into()
}
