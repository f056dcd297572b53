//! What one screen knows: the fold of every frame it was sent. Pure: frames in, answers out.

use crate::wire::{BinaryFrame, Kind};
use crate::{ClientError, Pen, Replica};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use tokio_tungstenite::tungstenite::Message;
use trestle_protocol::{
    Cell, ClientFrame, Command, DocumentAccess, DocumentName, Farewell, PresentSeat, Refused, Role, SeatId, ServerFrame, Time, WorkshopId,
};

/// The server's answer to the hello.
#[derive(Clone, Debug, PartialEq)]
pub struct Welcomed {
    /// Which workshop.
    pub workshop: WorkshopId,
    /// What this screen is.
    pub role: Role,
    /// Whose it is.
    pub seat: Option<SeatId>,
    /// The server's time at the welcome.
    pub now: Time,
    /// The address that phones use.
    pub address: String,
}

/// How a connection ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// What the server said.
    pub farewell: Option<Farewell>,
    /// The close code; none if the line was cut.
    pub code: Option<u16>,
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code, self.farewell) {
            (None, None) => f.write_str("the line was cut"),
            (code, farewell) => write!(f, "close code {code:?}, farewell {farewell:?}"),
        }
    }
}

/// A document update that the server refused.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusedUpdate {
    /// Its number on that connection.
    pub number: u32,
    /// Which document.
    pub document: DocumentName,
    /// Why.
    pub refusal: Refused,
    /// Merely behind?
    pub behind: bool,
    /// Merely too early, by so many seconds?
    pub after: Option<u32>,
}

/// What one screen knows.
#[derive(Default)]
pub struct View {
    /// The hello's answer; gone while there is no connection.
    pub welcome: Option<Welcomed>,
    /// What this screen is shown.
    pub cells: BTreeMap<String, Cell>,
    /// All cells have come on this connection.
    pub whole: bool,
    /// Every document that this screen has or had.
    pub documents: BTreeMap<DocumentName, Replica>,
    /// Documents as they were when the server refused an update for good, or began them anew while something of this screen was not there: their text is
    /// offered to the person. (A page merges what it has into the new generation; this client does not.)
    pub lost: Vec<(DocumentName, Replica)>,
    /// Who is connected.
    pub presence: BTreeMap<SeatId, PresentSeat>,
    /// Links and consoles that have a screen connected; facilitators alone are told.
    pub passes: BTreeSet<u32>,
    /// The last answer to a ping: what was sent, and the server's time.
    pub pong: Option<(f64, Time)>,
    /// Number of the last update sent on this connection.
    pub sent: u32,
    /// Everything up to this number is durable or refused.
    pub saved: u32,
    /// Answers to commands.
    pub answers: BTreeMap<String, Result<(), Refused>>,
    /// Refusals without a command's id.
    pub complaints: Vec<Refused>,
    /// Refused updates, over all connections.
    pub refused_updates: Vec<RefusedUpdate>,
    /// Frames of the server that this client could not read: always a fault.
    pub unreadable: Vec<String>,
    /// How the connection ended, once it has.
    pub ended: Option<Ended>,
    /// Every byte that was received, if that is asked for.
    pub transcript: Option<Vec<u8>>,
    /// Commands without an answer, in the order of asking.
    unanswered: Vec<(String, Command)>,
    /// Documents with edits that no connection has carried yet.
    unsent: BTreeSet<DocumentName>,
    /// Updates on their way: number, document and bytes.
    in_flight: Vec<(u32, DocumentName, Vec<u8>)>,
    /// Documents in which what is written here has to wait, and what waits, in order.
    waiting: BTreeMap<DocumentName, Vec<Vec<u8>>>,
    /// Documents that began to wait, for so many seconds: for whoever has a clock.
    pub(crate) waits: Vec<(DocumentName, u32)>,
}

impl View {
    /// A view that keeps every byte it receives.
    pub(crate) fn with_transcript() -> Self {
        Self { transcript: Some(Vec::new()), ..Self::default() }
    }

    /// The cell of that key.
    pub fn cell(&self, key: &str) -> Option<&Cell> {
        self.cells.get(key)
    }

    /// Cells whose key begins with `prefix`, in the order of their keys.
    pub fn cells_under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a Cell)> {
        self.cells.range(prefix.to_owned()..).take_while(move |(key, _)| key.starts_with(prefix)).map(|(key, cell)| (key.as_str(), cell))
    }

    /// May it write this document now?
    pub fn writable(&self, document: DocumentName) -> bool {
        self.documents.get(&document).is_some_and(|replica| replica.synced && replica.access == DocumentAccess::Write)
    }

    /// Is all that was written here acknowledged?
    pub fn all_saved(&self) -> bool {
        self.saved >= self.sent && self.unsent.is_empty() && self.waiting.is_empty() && self.ended.is_none()
    }

    /// Notes a command that waits for its answer; the frame to send.
    pub(crate) fn ask(&mut self, id: String, command: Command) -> Option<Message> {
        let frame = text(&ClientFrame::Command { id: id.clone(), command: Box::new(command.clone()) });
        self.unanswered.push((id, command));
        frame
    }

    /// A local edit; the frame that carries it, unless the line is down (then the next connection carries it).
    pub(crate) fn edit(&mut self, document: DocumentName, write: impl FnOnce(&mut Pen<'_, '_>)) -> Result<Option<Message>, ClientError> {
        let offline = self.ended.is_some();
        let replica = match self.documents.get_mut(&document) {
            Some(replica) if replica.synced && replica.access == DocumentAccess::Write => replica,
            _ => return Err(ClientError::NotWritable(document)),
        };
        let Some(update) = replica.edit(write) else {
            return Ok(None);
        };
        if offline {
            self.unsent.insert(document);
            return Ok(None);
        }
        if let Some(waiting) = self.waiting.get_mut(&document) {
            waiting.push(update);
            return Ok(None);
        }
        Ok(Some(self.update(document, update)))
    }

    /// The time is up that the server named: what waited goes out again.
    pub(crate) fn resume(&mut self, document: DocumentName) -> Vec<Message> {
        let waited = self.waiting.remove(&document).unwrap_or_default();
        waited.into_iter().map(|update| self.update(document, update)).collect()
    }

    /// A new connection begins: what is unanswered and unsent stays, all else comes anew.
    pub(crate) fn reconnected(&mut self) {
        self.welcome = None;
        self.whole = false;
        self.ended = None;
        (self.sent, self.saved) = (0, 0);
        for replica in self.documents.values_mut() {
            replica.access = DocumentAccess::None;
        }
    }

    /// The connection ended. What was on its way counts as unsent until the server's vector tells what is missing there.
    pub(crate) fn end(&mut self, code: Option<u16>) {
        self.unsent.extend(self.in_flight.drain(..).map(|(_, document, _)| document));
        self.unsent.extend(std::mem::take(&mut self.waiting).into_keys());
        self.welcome = None;
        self.ended.get_or_insert_default().code = code;
    }

    /// One text frame; what to answer.
    pub(crate) fn receive_text(&mut self, frame: &str) -> Vec<Message> {
        self.note(frame.as_bytes());
        match serde_json::from_str(frame) {
            Ok(frame) => self.receive(frame),
            Err(error) => {
                self.unreadable.push(format!("{error}: {frame}"));
                Vec::new()
            }
        }
    }

    /// One binary frame; what to answer.
    pub(crate) fn receive_binary(&mut self, frame: &[u8]) -> Vec<Message> {
        self.note(frame);
        let answered = match BinaryFrame::decode(frame) {
            Some(frame) => self.receive_document(frame),
            None => Err("no binary frame".to_owned()),
        };
        answered
            .unwrap_or_else(|error| {
                self.unreadable.push(error);
                None
            })
            .into_iter()
            .collect()
    }

    fn note(&mut self, bytes: &[u8]) {
        if let Some(transcript) = &mut self.transcript {
            transcript.extend_from_slice(bytes);
        }
    }

    fn receive(&mut self, frame: ServerFrame) -> Vec<Message> {
        match frame {
            ServerFrame::Welcome { workshop, role, seat, now, address, organisation: _, pass: _ } => {
                self.welcome = Some(Welcomed { workshop, role, seat, now, address });
                return self.again();
            }
            ServerFrame::Cells { set, gone, whole } => {
                if whole {
                    self.cells.clear();
                    self.whole = true;
                }
                self.cells.extend(set);
                for key in gone {
                    self.cells.remove(&key);
                }
            }
            ServerFrame::Document { name, access } => self.documents.entry(name).or_insert_with(Replica::new).access = access,
            ServerFrame::Done { id } => self.answered(id, Ok(())),
            ServerFrame::Refused { id, refusal } if id.is_empty() => self.complaints.push(refusal),
            ServerFrame::Refused { id, refusal } => self.answered(id, Err(refusal)),
            ServerFrame::Saved { number } => {
                self.saved = self.saved.max(number);
                self.in_flight.retain(|(sent, ..)| *sent > number);
            }
            ServerFrame::UpdateRefused { number, document, refusal, behind, after } => {
                self.refused_updates.push(RefusedUpdate { number, document, refusal, behind, after });
                match after {
                    Some(seconds) => self.wait(number, document, seconds),
                    None if behind => {}
                    None => self.begin_anew(document),
                }
            }
            ServerFrame::Presence { seats, passes } => (self.presence, self.passes) = (seats, passes),
            ServerFrame::Pong { sent, now } => self.pong = Some((sent, now)),
            ServerFrame::Farewell { reason } => self.ended = Some(Ended { farewell: Some(reason), code: None }),
        }
        Vec::new()
    }

    /// W10: unanswered commands go out again, with the same ids.
    fn again(&self) -> Vec<Message> {
        self.unanswered
            .iter()
            .filter_map(|(id, command)| text(&ClientFrame::Command { id: id.clone(), command: Box::new(command.clone()) }))
            .collect()
    }

    fn answered(&mut self, id: String, answer: Result<(), Refused>) {
        self.unanswered.retain(|(asked, _)| *asked != id);
        self.answers.insert(id, answer);
    }

    /// W19a: what was refused for now is kept, with what was sent behind it; that is refused as well, for the same time.
    fn wait(&mut self, number: u32, document: DocumentName, seconds: u32) {
        if !self.in_flight.iter().any(|(sent, ..)| *sent == number) {
            return;
        }
        let (grounded, flying) = std::mem::take(&mut self.in_flight).into_iter().partition(|(_, of, _)| *of == document);
        self.in_flight = flying;
        let grounded: Vec<(u32, DocumentName, Vec<u8>)> = grounded;
        self.waiting.insert(document, grounded.into_iter().map(|(.., update)| update).collect());
        self.waits.push((document, seconds));
    }

    /// W19: what was refused for good never goes out again: the document is taken anew, the old one kept for the person.
    fn begin_anew(&mut self, document: DocumentName) {
        let Some(replica) = self.documents.get_mut(&document) else {
            return;
        };
        let mut fresh = Replica::new();
        fresh.access = replica.access;
        self.lost.push((document, std::mem::replace(replica, fresh)));
    }

    /// W19b: nothing of one generation goes into another. What was under way there is answered by a refusal.
    fn begin_generation(&mut self, document: DocumentName, generation: u32) {
        let replica = self.documents.entry(document).or_insert_with(Replica::new);
        let mut fresh = Replica::new();
        (fresh.access, fresh.generation) = (replica.access, generation);
        let old = std::mem::replace(replica, fresh);
        let under_way = self.in_flight.len();
        self.in_flight.retain(|(_, name, _)| *name != document);
        let waited = self.waiting.remove(&document).is_some();
        if self.unsent.remove(&document) || waited || self.in_flight.len() < under_way {
            self.lost.push((document, old));
        }
    }

    fn receive_document(&mut self, frame: BinaryFrame) -> Result<Option<Message>, String> {
        let known = self.documents.get(&frame.document).map_or(0, |replica| replica.generation);
        match frame.kind {
            Kind::State if frame.generation != known => self.begin_generation(frame.document, frame.generation),
            _ if frame.generation != known => return Ok(None),
            _ => {}
        }
        let replica = self.documents.entry(frame.document).or_insert_with(Replica::new);
        match frame.kind {
            Kind::State => {
                replica.merge(&frame.payload)?;
                replica.synced = true;
            }
            Kind::Update => replica.merge(&frame.payload)?,
            Kind::Vector => {
                let missing = replica.missing(&frame.payload)?;
                self.unsent.remove(&frame.document);
                self.waiting.remove(&frame.document);
                return Ok(missing.map(|update| self.update(frame.document, update)));
            }
        }
        Ok(None)
    }

    fn update(&mut self, document: DocumentName, payload: Vec<u8>) -> Message {
        self.sent += 1;
        self.in_flight.push((self.sent, document, payload.clone()));
        let generation = self.documents.get(&document).map_or(0, |replica| replica.generation);
        Message::binary(BinaryFrame { document, number: self.sent, generation, kind: Kind::Update, payload }.encode())
    }
}

/// A text frame; our own frames can always be written.
pub(crate) fn text(frame: &ClientFrame) -> Option<Message> {
    serde_json::to_string(frame).ok().map(Message::text)
}
