//! A room: a small workshop with its facilitator, its people and a wall, set up in one go.

use crate::wait::{source, stage, until, until_step};
use trestle_client::{Content, Screen, Server, View};
use trestle_protocol::{
    Cell, Command, CreateWorkshop, CreatedWorkshop, Details, DocumentName, Join, LinkKind, OrganisationId, Programme, Refusal, SeatId,
    Theme, WorkshopId,
};
use uuid::Uuid;

/// Somebody with a seat.
pub struct Person {
    /// Their screen.
    pub screen: Screen,
    /// Their number.
    pub seat: SeatId,
}

impl Person {
    /// Their desk.
    pub fn desk(&self) -> DocumentName {
        DocumentName::Desk(self.seat)
    }

    /// Asks for what must be refused; the rule.
    pub async fn refused(&self, command: Command) -> Refusal {
        refused(&self.screen, command).await
    }

    /// Asks for what must be carried out.
    pub async fn command(&self, command: Command) {
        self.screen.command(command).await.unwrap_or_else(|error| panic!("{error}"));
    }

    /// Types at the end of a text of a document that this person may write, and waits until it is saved.
    pub async fn types(&self, document: DocumentName, path: &str, text: &str) {
        self.screen.until_writable(document).await.unwrap_or_else(|error| panic!("{error}"));
        self.screen.write(document, |pen| pen.push(path, text)).unwrap_or_else(|error| panic!("{error}"));
        // Nothing is typed where there is no such text (yet)
        self.screen.view(|view| assert!(view.documents[&document].text(path).ends_with(text), "there is no {path} here"));
        self.screen.saved().await.unwrap_or_else(|error| panic!("{error}"));
    }

    /// Writes a note as a browser does, and waits until it is saved; its key.
    pub async fn note(&self, text: &str, theme: &str) -> String {
        let key = self.note_unsaved(text, theme);
        self.screen.saved().await.expect("a note that is saved");
        key
    }

    /// Writes a note and does not wait.
    pub fn note_unsaved(&self, text: &str, theme: &str) -> String {
        let key = Uuid::new_v4().simple().to_string();
        let fields = [("text", Content::text(text)), ("theme", Content::value(theme))];
        self.screen.write(self.desk(), |pen| pen.row("notes", &key, &fields)).expect("a desk of one's own");
        key
    }
}

/// A workshop with everybody in it.
pub struct Room {
    /// Where it is.
    pub server: Server,
    /// What its creation gave.
    pub created: CreatedWorkshop,
    /// Who runs it, with a seat.
    pub facilitator: Person,
    /// Everybody else, in the order of joining.
    pub people: Vec<Person>,
}

impl Room {
    /// A workshop of three organisations with that many participants.
    pub async fn open(server: &Server, people: usize) -> Self {
        Self::open_with(server, people, Self::details()).await
    }

    /// The same with other details.
    pub async fn open_with(server: &Server, people: usize, details: Details) -> Self {
        Self::open_as(server, people, details, None).await
    }

    /// The same with a programme of one's own.
    pub async fn open_own(server: &Server, people: usize, programme: Programme) -> Self {
        Self::open_as(server, people, Self::details(), Some(programme)).await
    }

    async fn open_as(server: &Server, people: usize, details: Details, own: Option<Programme>) -> Self {
        let workshop = CreateWorkshop {
            details,
            own,
            convener: "The library".to_owned(),
            organisations: vec!["The clinic".to_owned(), "The school".to_owned()],
            facilitator: "Fay".to_owned(),
            ..CreateWorkshop::default()
        };
        let created = server.create(&workshop, None).await.expect("a new workshop");
        let facilitator = person(server, created.workshop, &created.token).await;
        let mut room = Self { server: server.clone(), created, facilitator, people: Vec::new() };
        for number in 0..people {
            room.join(&format!("Person {}", number + 1)).await;
        }
        room
    }

    /// What a room is about, unless a test says otherwise.
    pub fn details() -> Details {
        let theme = |id: &str, title: &str| Theme { id: id.into(), title: title.to_owned() };
        Details {
            title: "A test of the room".to_owned(),
            place: "Testford".to_owned(),
            purpose: "To see whether it holds".to_owned(),
            rules: vec!["Be kind".to_owned()],
            themes: vec![theme("reading", "Reading"), theme("health", "Health and wellbeing")],
            ..Details::default()
        }
    }

    /// Somebody more joins by the code, and the facilitator confirms where they belong; their place among the people.
    pub async fn join(&mut self, name: &str) -> usize {
        self.join_in(name, OrganisationId(self.people.len() as u32 % 3 + 1)).await
    }

    /// The same, in that organisation.
    pub async fn join_in(&mut self, name: &str, organisation: OrganisationId) -> usize {
        let place = self.join_by_name(name, organisation).await;
        let seat = self.people[place].seat;
        self.facilitate(Command::Confirm { seats: vec![seat], belongs: true }).await;
        let key = format!("seat/{seat}");
        let confirmed = |view: &View| matches!(view.cell(&key), Some(Cell::Seat(seat)) if !seat.by_name).then_some(());
        self.facilitator.screen.until("the confirmation", confirmed).await.expect("a facilitator who sees it");
        place
    }

    /// The same, and nobody confirms it.
    pub async fn join_by_name(&mut self, name: &str, organisation: OrganisationId) -> usize {
        let join = Join { key: self.created.code.clone(), name: name.to_owned(), organisation: Some(organisation), ..Join::default() };
        let joined = self.server.join(&join).await.expect("a seat");
        self.people.push(person(&self.server, joined.workshop, &joined.token).await);
        self.people.len() - 1
    }

    /// The facilitator makes a table of somebody's device, which adds so many people without one; their seats.
    pub async fn table(&self, device: &Person, people: usize) -> Vec<SeatId> {
        self.facilitate(Command::Table { seat: device.seat, table: true }).await;
        for number in 1..=people {
            device.command(guest(&format!("Guest {number}"))).await;
        }
        let at_it = |view: &View| {
            let seats = view.cells_under("seat/").filter_map(|(_, cell)| if let Cell::Seat(seat) = cell { Some(seat) } else { None });
            let seats: Vec<SeatId> = seats.filter(|seat| seat.at == Some(device.seat)).map(|seat| seat.id).collect();
            (seats.len() == people).then_some(seats)
        };
        until(&self.facilitator.screen, "everybody at the table", at_it).await
    }

    /// The workshop's id.
    pub fn workshop(&self) -> WorkshopId {
        self.created.workshop
    }

    /// A wall, opened by its link; every byte that it receives is kept.
    pub async fn wall(&self) -> Screen {
        let made = self.server.link(self.workshop(), &self.created.token, LinkKind::Wall).await.expect("a link for a wall");
        let joined = self.server.join(&Join { key: self.key(&made.link), ..Join::default() }).await.expect("a wall");
        Screen::open_with_transcript(&self.server, joined.workshop, &joined.token).await.expect("a wall that connects")
    }

    /// What opens the door that a link leads to: `ID.SECRET`.
    pub fn key(&self, link: &str) -> String {
        let secret = link.split_once('#').expect("a link with a secret").1;
        if secret.contains('.') { secret.to_owned() } else { format!("{}.{secret}", self.workshop()) }
    }

    /// The facilitator moves everybody to a step and sees it happen.
    pub async fn go(&self, step: &str) {
        let from = self.facilitator.screen.view(|view| stage(view)).expect("a live step").step;
        if from.as_str() != step {
            self.facilitate(Command::Move { to: step.into(), from }).await;
        }
        until_step(&self.facilitator.screen, step).await;
    }

    /// The facilitator gives a command that must be carried out.
    pub async fn facilitate(&self, command: Command) {
        self.facilitator.screen.command(command).await.unwrap_or_else(|error| panic!("{error}"));
    }

    /// The facilitator switches a step on, unless it is.
    pub async fn switch_on(&self, step: &str) {
        let (mut programme, revision) = until(&self.facilitator.screen, "the programme", source).await;
        let steps = programme.stages.iter_mut().flat_map(|stage| &mut stage.steps);
        if let Some(step) = steps.into_iter().find(|known| known.off && known.id.as_str() == step) {
            step.off = false;
            self.facilitate(Command::SetProgramme { programme: Box::new(programme), revision }).await;
        }
    }

    /// The facilitator makes groups of these keys on the board.
    pub async fn groups(&self, keys: &[&str]) {
        let screen = &self.facilitator.screen;
        screen.until_writable(DocumentName::Board).await.unwrap_or_else(|error| panic!("{error}"));
        for (order, key) in keys.iter().enumerate() {
            let texts = ["title", "who", "factors", "seriousness", "priority"].map(|field| (field, Content::text(*key)));
            let fields: Vec<_> = texts.into_iter().chain([("order", Content::value(order as f64))]).collect();
            screen.write(DocumentName::Board, |pen| pen.row("groups", key, &fields)).unwrap_or_else(|error| panic!("{error}"));
        }
        screen.saved().await.unwrap_or_else(|error| panic!("{error}"));
    }

    /// The record as its reader's token opens it, without the moment at which it was made.
    pub async fn record(&self, token: &str) -> serde_json::Value {
        let record = self.server.record(self.workshop(), token, "json").await.unwrap_or_else(|error| panic!("{error}"));
        let mut record: serde_json::Value = serde_json::from_str(&record).expect("JSON");
        record["made_at"] = serde_json::Value::Null;
        record
    }

    /// Everybody comes back after a restart.
    pub async fn come_back(&mut self) {
        for person in self.people.iter_mut().chain([&mut self.facilitator]) {
            person.screen.reconnect().await.unwrap_or_else(|error| panic!("{error}"));
        }
    }

    /// Everybody is in that step.
    pub async fn all_in(&self, step: &str) {
        for person in &self.people {
            until_step(&person.screen, step).await;
        }
    }
}

/// Somebody without a device and an organisation.
pub fn guest(name: &str) -> Command {
    Command::AddPerson { name: name.to_owned(), organisation: None, organisation_name: String::new(), table: None }
}

/// A screen asks for what must be refused; the rule.
pub async fn refused(screen: &Screen, command: Command) -> Refusal {
    let what = format!("{command:?}");
    let error = screen.command(command).await.err().unwrap_or_else(|| panic!("{what} was carried out"));
    error.refusal().unwrap_or_else(|| panic!("{what}: {error}"))
}

async fn person(server: &Server, workshop: WorkshopId, token: &str) -> Person {
    let screen = Screen::open_with_transcript(server, workshop, token).await.expect("a screen that connects");
    let seat = screen.seat().expect("a seat");
    screen.until_writable(DocumentName::Desk(seat)).await.expect("a desk of one's own");
    Person { screen, seat }
}
