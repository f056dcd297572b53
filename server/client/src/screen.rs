//! One screen: a phone, a console or a wall, without its picture.

use crate::connection::{Connection, Outgoing, Shared};
use crate::view::text;
use crate::{ClientError, Ended, Pen, Server, View, limits};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use trestle_protocol::{ClientFrame, Command, DocumentName, SeatId, Time, WorkshopId};
use uuid::Uuid;

/// A screen with its token; connected, or not at the moment.
pub struct Screen {
    server: Server,
    workshop: WorkshopId,
    token: String,
    shared: Arc<Shared>,
    connection: Option<Connection>,
    /// Pings sent so far: each bears its number, which comes back unchanged where a fraction of a second might not.
    pings: AtomicU32,
}

/// What a ping told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// The server's time when it answered.
    pub now: Time,
    /// From ping to pong, in milliseconds.
    pub round_trip_ms: f64,
}

impl Screen {
    /// Connects and waits until everything that this screen is shown has come.
    pub async fn open(server: &Server, workshop: WorkshopId, token: &str) -> Result<Self, ClientError> {
        Self::begin(server, workshop, token, View::default()).await
    }

    /// Like [`Screen::open`], keeping every byte that is received in [`View::transcript`].
    pub async fn open_with_transcript(server: &Server, workshop: WorkshopId, token: &str) -> Result<Self, ClientError> {
        Self::begin(server, workshop, token, View::with_transcript()).await
    }

    async fn begin(server: &Server, workshop: WorkshopId, token: &str, view: View) -> Result<Self, ClientError> {
        let mut screen = Self {
            server: server.clone(),
            workshop,
            token: token.to_owned(),
            shared: Shared::new(view),
            connection: None,
            pings: AtomicU32::new(0),
        };
        screen.reconnect().await?;
        Ok(screen)
    }

    /// Connects (again), cutting a line that is still there. What was written meanwhile goes out when the server's vector asks for it.
    pub async fn reconnect(&mut self) -> Result<(), ClientError> {
        self.cut().await;
        self.view(View::reconnected);
        self.connection = Some(Connection::open(&self.server, self.workshop, &self.token, &self.shared).await?);
        self.until_open("everything there is to see", |view| view.whole.then_some(())).await
    }

    /// The server is elsewhere from now on; takes effect with the next [`Screen::reconnect`].
    pub fn moved_to(&mut self, server: &Server) {
        self.server = server.clone();
    }

    /// Cuts the line without a word, as lost Wi-Fi does.
    pub async fn cut(&mut self) {
        if let Some(connection) = self.connection.take() {
            connection.cut().await;
            self.view(|view| view.end(None));
        }
    }

    /// Leaves in good order.
    pub async fn close(mut self) {
        if let Some(connection) = self.connection.take() {
            connection.close().await;
        }
    }

    /// The workshop that this screen looks at.
    pub fn workshop(&self) -> WorkshopId {
        self.workshop
    }

    /// What proves who this is.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Whose screen this is, once welcomed.
    pub fn seat(&self) -> Option<SeatId> {
        self.view(|view| view.welcome.as_ref().and_then(|welcome| welcome.seat))
    }

    /// Looks at what the screen knows now.
    pub fn view<R>(&self, look: impl FnOnce(&mut View) -> R) -> R {
        look(&mut self.shared.view())
    }

    /// Waits until `look` finds what it looks for, connected or not. `what` names it for the error.
    pub async fn until<R>(&self, what: &str, mut look: impl FnMut(&View) -> Option<R>) -> Result<R, ClientError> {
        let mut changed = self.shared.changed.subscribe();
        let wait = async {
            loop {
                if let Some(found) = look(&self.shared.view()) {
                    return Ok(found);
                }
                if changed.changed().await.is_err() {
                    return Err(ClientError::Late { what: what.to_owned() });
                }
            }
        };
        timeout(limits::DEADLINE, wait).await.unwrap_or_else(|_| Err(ClientError::Late { what: what.to_owned() }))
    }

    /// Like [`Screen::until`], but the end of the connection ends the wait.
    pub async fn until_open<R>(&self, what: &str, mut look: impl FnMut(&View) -> Option<R>) -> Result<R, ClientError> {
        let ended = |ended: &Ended| ClientError::Ended { what: what.to_owned(), ended: ended.clone() };
        self.until(what, |view| match look(view) {
            Some(found) => Some(Ok(found)),
            None => view.ended.as_ref().map(|end| Err(ended(end))),
        })
        .await?
    }

    /// Asks for something and waits for the answer.
    pub async fn command(&self, command: Command) -> Result<(), ClientError> {
        let what = format!("{command:?}");
        let id = self.ask(command);
        self.answer(&id, &what).await
    }

    /// Asks for something; its id, to wait for the answer later, also over a reconnect.
    pub fn ask(&self, command: Command) -> String {
        let id = Uuid::new_v4().simple().to_string();
        // Sent while the view is locked, so that frames leave in the order in which the view counted them.
        self.view(|view| {
            let frame = view.ask(id.clone(), command);
            self.send(frame);
        });
        id
    }

    /// Waits for the answer to [`Screen::ask`]; `what` names it for the error.
    pub async fn answer(&self, id: &str, what: &str) -> Result<(), ClientError> {
        let answer = self.until_open(what, |view| view.answers.get(id).cloned()).await?;
        answer.map_err(|refusal| ClientError::Refused { what: what.to_owned(), refusal })
    }

    /// Waits until this screen may write a document and has its state.
    pub async fn until_writable(&self, document: DocumentName) -> Result<(), ClientError> {
        self.until_open(&format!("the right to write {document}"), |view| view.writable(document).then_some(())).await
    }

    /// Edits a document here and sends the change, or keeps it for the next connection.
    pub fn write(&self, document: DocumentName, write: impl FnOnce(&mut Pen<'_, '_>)) -> Result<(), ClientError> {
        self.view(|view| {
            let frame = view.edit(document, write)?;
            self.send(frame);
            Ok(())
        })
    }

    /// Waits until everything written here is durable; an error if the server refused something on this connection.
    pub async fn saved(&self) -> Result<(), ClientError> {
        self.until_open("what was written to be saved", |view| view.all_saved().then_some(())).await
    }

    /// W11: says where this seat writes.
    pub fn at(&self, place: Option<&str>) {
        self.send(text(&ClientFrame::Presence { at: place.map(str::to_owned), step: None }));
    }

    /// W11: says which step this screen shows, where it stayed behind.
    pub fn behind(&self, step: Option<&str>) {
        self.send(text(&ClientFrame::Presence { at: None, step: step.map(Into::into) }));
    }

    /// W12: asks the server's time.
    pub async fn ping(&self) -> Result<Sample, ClientError> {
        let asked = Instant::now();
        let number = f64::from(self.pings.fetch_add(1, Ordering::Relaxed) + 1);
        self.send(text(&ClientFrame::Ping { sent: number }));
        let now = self.until_open("a pong", |view| view.pong.filter(|(echo, _)| *echo >= number).map(|(_, now)| now)).await?;
        Ok(Sample { now, round_trip_ms: asked.elapsed().as_secs_f64() * 1000.0 })
    }

    /// Sends a frame as it is, whatever the server may think of it.
    pub fn send_raw(&self, frame: Message) {
        self.send(Some(frame));
    }

    fn send(&self, frame: Option<Message>) {
        if let (Some(frame), Some(connection)) = (frame, &self.connection) {
            // Fails only when the line has ended; the view says so, and the next connection makes up for it.
            let _ = connection.outgoing.send(Outgoing::Frame(frame));
        }
    }
}
