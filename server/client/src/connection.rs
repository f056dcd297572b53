//! One connection: a task that carries frames between a socket and a screen's view.

use crate::view::text;
use crate::{ClientError, Server, View, limits};
use futures_util::{SinkExt, StreamExt};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::{Duration, Instant, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use trestle_protocol::{ClientFrame, DocumentName, VERSION, WorkshopId};

/// A bare socket, as the handshake left it.
pub type Socket = WebSocketStream<TcpStream>;

impl Server {
    /// Opens a socket and says nothing on it. `origin` is sent as a browser would. A refusal by HTTP is an error with its status.
    pub async fn socket(&self, workshop: WorkshopId, origin: Option<&str>) -> Result<Socket, ClientError> {
        let path = format!("/api/workshops/{workshop}/socket");
        let mut request = format!("ws://{}{path}", self.authority()).into_client_request().map_err(|error| self.unreachable(error))?;
        if let Some(origin) = origin {
            let origin =
                origin.parse().map_err(|_| ClientError::Address { address: origin.to_owned(), reason: "no header can carry it" })?;
            request.headers_mut().insert("Origin", origin);
        }
        let stream = self.reach().await?;
        match timeout(limits::REACH, tokio_tungstenite::client_async(request, stream)).await {
            Err(_) => Err(self.unreachable("the handshake took too long")),
            Ok(Ok((socket, _))) => Ok(socket),
            Ok(Err(Error::Http(response))) => Err(ClientError::BadAnswer {
                what: format!("GET {path}"),
                status: response.status().as_u16(),
                reason: response.body().as_deref().map(String::from_utf8_lossy).unwrap_or_default().into_owned(),
            }),
            Ok(Err(error)) => Err(self.unreachable(error)),
        }
    }
}

/// A view that a task and a person look at, and the bell that rings when it changed.
pub(crate) struct Shared {
    view: Mutex<View>,
    pub(crate) changed: watch::Sender<()>,
}

impl Shared {
    pub(crate) fn new(view: View) -> Arc<Self> {
        Arc::new(Self { view: Mutex::new(view), changed: watch::Sender::new(()) })
    }

    /// Never held over an await. A panic of somebody who looked leaves the view as good as it was.
    pub(crate) fn view(&self) -> MutexGuard<'_, View> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a screen asks its connection to do.
pub(crate) enum Outgoing {
    Frame(Message),
    Goodbye,
}

/// The task of one connection. Dropping it cuts the line.
pub(crate) struct Connection {
    pub(crate) outgoing: mpsc::UnboundedSender<Outgoing>,
    task: JoinHandle<()>,
}

impl Connection {
    /// Says hello and begins to carry frames.
    pub(crate) async fn open(server: &Server, workshop: WorkshopId, token: &str, shared: &Arc<Shared>) -> Result<Self, ClientError> {
        let mut socket = server.socket(workshop, None).await?;
        let hello = text(&ClientFrame::Hello { version: VERSION, token: token.to_owned() });
        if let Some(hello) = hello {
            socket.send(hello).await.map_err(|error| server.unreachable(error))?;
        }
        let (outgoing, frames) = mpsc::unbounded_channel();
        let task = tokio::spawn(carry(socket, Arc::clone(shared), frames));
        Ok(Self { outgoing, task })
    }

    /// Cuts the line without a word, as lost Wi-Fi does.
    pub(crate) async fn cut(self) {
        let mut task = self.task;
        task.abort();
        // Waits until the task has let go of the socket; that it was cancelled is what was wanted.
        let _ = (&mut task).await;
    }

    /// Closes in good order.
    pub(crate) async fn close(self) {
        let _ = self.outgoing.send(Outgoing::Goodbye);
        let mut task = self.task;
        if timeout(limits::GOODBYE, &mut task).await.is_err() {
            task.abort();
        }
    }
}

/// Carries frames both ways until the line ends.
async fn carry(mut socket: Socket, shared: Arc<Shared>, mut frames: mpsc::UnboundedReceiver<Outgoing>) {
    let mut waits: Vec<(Instant, DocumentName)> = Vec::new();
    let code = loop {
        let due = waits.iter().map(|(due, _)| *due).min();
        tokio::select! {
            () = until(due) => {
                let (up, rest): (Vec<_>, _) = std::mem::take(&mut waits).into_iter().partition(|(due, _)| *due <= Instant::now());
                waits = rest;
                for (_, document) in up {
                    let again = shared.view().resume(document);
                    for frame in again {
                        if socket.send(frame).await.is_err() { break; }
                    }
                }
            },
            outgoing = frames.recv() => match outgoing {
                Some(Outgoing::Frame(frame)) => if socket.send(frame).await.is_err() { break None },
                Some(Outgoing::Goodbye) | None => if socket.close(None).await.is_err() { break None },
            },
            incoming = socket.next() => match incoming {
                Some(Ok(Message::Close(frame))) => break frame.map(|frame| frame.code.into()),
                Some(Ok(message)) => {
                    let answers = fold(&shared, &message);
                    let begun = std::mem::take(&mut shared.view().waits);
                    waits.extend(begun.into_iter().map(|(document, seconds)| (Instant::now() + Duration::from_secs(seconds.into()), document)));
                    for answer in answers {
                        if socket.send(answer).await.is_err() { break; }
                    }
                }
                Some(Err(_)) | None => break None,
            },
        }
    };
    shared.view().end(code);
    shared.changed.send_replace(());
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}

fn fold(shared: &Shared, message: &Message) -> Vec<Message> {
    let answers = match message {
        Message::Text(frame) => shared.view().receive_text(frame),
        Message::Binary(frame) => shared.view().receive_binary(frame),
        _ => return Vec::new(),
    };
    shared.changed.send_replace(());
    answers
}
