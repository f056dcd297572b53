//! A screen's socket: the hello, then frames both ways until one of the two ends it.

use super::{
    binary,
    failure::Failure,
    forwarded::{Client, Peer},
    listen::Permit,
    router::Edge,
};
use crate::{
    clock::SharedClock,
    limits,
    workshop::{Ending, Frame, Handle, OpenError, Pace, Place, ScreenId, ScreenReceiver, ScreenRequest},
};
use axum::{
    Extension,
    extract::{
        Path, State,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code},
    },
    http::HeaderMap,
    response::Response,
};
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout},
};
use trestle_core::SecretHash;
use trestle_protocol::{
    ClientFrame, Farewell, Refusal, ServerFrame, VERSION, WorkshopId, close,
    limits::{COMMAND_ID_CHARS, FRAME_BYTES, HELLO_BYTES, HELLO_MS, PRESENCE_CHARS},
};
use uuid::Uuid;

/// `GET /api/workshops/{id}/socket`. Who asks is known only after the hello; until then a socket costs little.
pub(crate) async fn upgrade(
    State(edge): State<Arc<Edge>>,
    Path(id): Path<String>,
    Extension(peer): Extension<Peer>,
    Extension(permit): Extension<Permit>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Failure> {
    let client: Client = edge.client(peer, &headers);
    let count = edge.throttle.socket(client).ok_or(Failure::Refused(Refusal::Busy))?;
    let upgrade = upgrade
        .max_message_size(FRAME_BYTES)
        .max_frame_size(FRAME_BYTES)
        .read_buffer_size(limits::SOCKET_READ_BYTES)
        .write_buffer_size(limits::SOCKET_WRITE_BYTES)
        .max_write_buffer_size(limits::SOCKET_WRITE_MAX_BYTES);
    Ok(upgrade.on_upgrade(move |socket| async move {
        let alive = edge.settings.alive.clone();
        serve(&edge, &id, socket).await;
        drop((count, permit, alive));
    }))
}

/// Why this side ends a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Close {
    code: u16,
    farewell: Option<Farewell>,
    refusal: Option<Refusal>,
}

impl Close {
    fn code(code: u16) -> Self {
        Self { code, farewell: None, refusal: None }
    }

    fn refused(code: u16, refusal: Refusal) -> Self {
        Self { refusal: Some(refusal), ..Self::code(code) }
    }
}

impl From<Ending> for Close {
    fn from(ending: Ending) -> Self {
        let refusal = (ending == Ending::Flood).then_some(Refusal::TooFast);
        Self { code: ending.code(), farewell: ending.farewell(), refusal }
    }
}

async fn serve(edge: &Edge, id: &str, socket: WebSocket) {
    let (mut sink, mut stream) = socket.split();
    let close = match begin(edge, id, &mut stream).await {
        Ok(Begun { handle, screen, pace, receiver }) => {
            let (answers, local) = mpsc::channel(limits::LOCAL_QUEUE);
            let clock = edge.settings.clock.clone();
            let mut reader = Reader { stream: &mut stream, handle: &handle, screen, pace: &pace, clock, answers, last_number: 0 };
            // Reads and writes at the same time, until one of them ends.
            let close = tokio::select! {
                close = reader.run() => close,
                close = write(&mut sink, receiver, local) => close,
            };
            // Gone is fine: then the workshop has forgotten the screen already.
            let _ = handle.screen(screen, ScreenRequest::Detach).await;
            close
        }
        Err(close) => close,
    };
    if let Some(close) = close {
        // A peer that does not listen any more is not waited for.
        let _ = timeout(limits::CLOSE_TIME, finish(&mut sink, &mut stream, close)).await;
    }
}

/// A screen that has begun.
struct Begun {
    handle: Handle,
    screen: ScreenId,
    pace: Pace,
    receiver: ScreenReceiver,
}

/// W7: the hello, and what it opens. `Err(None)`: the peer is gone.
async fn begin(edge: &Edge, id: &str, stream: &mut SplitStream<WebSocket>) -> Result<Begun, Option<Close>> {
    let secret = hello(stream).await?;
    let unknown = || Some(Close::refused(close::UNKNOWN, Refusal::WrongKey));
    let id = Uuid::try_parse(id).map(WorkshopId).map_err(|_| unknown())?;
    let registry = &edge.settings.registry;
    // A workshop that ends while a screen comes (of idleness, say) is opened again.
    for _ in 0..limits::OPEN_TRIES {
        let handle = match registry.open(id).await {
            Ok(handle) => handle,
            Err(OpenError::NotFound) => return Err(unknown()),
            Err(OpenError::Busy) if *edge.settings.stop.borrow() => return Err(Some(Ending::Restart.into())),
            Err(error) => {
                tracing::error!(workshop = %id, %error, "a screen could not be served");
                return Err(Some(Ending::Unavailable.into()));
            }
        };
        match handle.attach(secret).await {
            Ok(Ok((attached, receiver))) => return Ok(Begun { handle, screen: attached.screen, pace: attached.pace, receiver }),
            Ok(Err(Refusal::WrongKey)) => return Err(unknown()),
            Ok(Err(refusal)) => return Err(Some(Close::refused(close::UNAVAILABLE, refusal))),
            Err(_) => {}
        }
    }
    Err(Some(Ending::Unavailable.into()))
}

async fn hello(stream: &mut SplitStream<WebSocket>) -> Result<SecretHash, Option<Close>> {
    let late = || Some(Close::code(close::HELLO));
    let deadline = Instant::now() + Duration::from_millis(HELLO_MS);
    let text = loop {
        match tokio::time::timeout_at(deadline, stream.next()).await {
            Err(_) => return Err(late()),
            Ok(Some(Ok(Message::Text(text)))) if text.len() <= HELLO_BYTES => break text,
            Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => {}
            Ok(None | Some(Ok(Message::Close(_)))) => return Err(None),
            Ok(Some(_)) => return Err(Some(Close::refused(close::HELLO, Refusal::Malformed))),
        }
    };
    // The version is read first and alone: another version's hello may look different otherwise.
    let version = serde_json::from_str::<VersionAlone>(&text).map_err(|_| Some(Close::refused(close::HELLO, Refusal::Malformed)))?.version;
    if version != VERSION {
        return Err(Some(Close { code: close::OUTDATED, farewell: Some(Farewell::Outdated), refusal: None }));
    }
    match serde_json::from_str(&text) {
        Ok(ClientFrame::Hello { token, .. }) if token.len() <= limits::SECRET_BYTES => Ok(SecretHash::of(&token)),
        _ => Err(Some(Close::refused(close::HELLO, Refusal::Malformed))),
    }
}

#[derive(Deserialize)]
struct VersionAlone {
    version: u32,
}

/// The reading half of a socket.
struct Reader<'a> {
    stream: &'a mut SplitStream<WebSocket>,
    handle: &'a Handle,
    screen: ScreenId,
    pace: &'a Pace,
    clock: SharedClock,
    /// What the socket answers by itself.
    answers: mpsc::Sender<ServerFrame>,
    /// The latest update's number.
    last_number: u32,
}

impl Reader<'_> {
    async fn run(&mut self) -> Option<Close> {
        loop {
            let received = match timeout(limits::PEER_SILENT, self.stream.next()).await {
                Err(_) | Ok(None) => return None,
                Ok(Some(received)) => received,
            };
            let handled = match received {
                Ok(Message::Text(text)) => self.text(&text).await,
                Ok(Message::Binary(bytes)) => self.binary(&bytes).await,
                Ok(Message::Ping(_) | Message::Pong(_)) => Ok(()),
                Ok(Message::Close(_)) => return None,
                Err(error) => return broken(&error),
            };
            if let Err(close) = handled {
                return Some(close);
            }
        }
    }

    async fn text(&mut self, text: &str) -> Result<(), Close> {
        match serde_json::from_str(text) {
            Ok(ClientFrame::Command { id, command }) if is_id(&id) => {
                if !self.pace.command() {
                    return self.refuse(id, Refusal::TooFast).await;
                }
                self.pass(ScreenRequest::Command { id, command }).await
            }
            Ok(ClientFrame::Ping { sent }) => self.ping(sent).await,
            Ok(ClientFrame::Presence { at }) => self.presence(at).await,
            Ok(ClientFrame::Hello { .. } | ClientFrame::Command { .. }) => self.refuse(String::new(), Refusal::Malformed).await,
            Err(_) => self.refuse(id_alone(text), Refusal::Malformed).await,
        }
    }

    /// W17. An update that comes too fast waits, and those behind it with it: nothing written is refused for being fast.
    async fn binary(&mut self, bytes: &[u8]) -> Result<(), Close> {
        let Some(frame) = binary::read(bytes).ok().filter(|frame| frame.number > self.last_number) else {
            return self.refuse(String::new(), Refusal::Malformed).await;
        };
        self.last_number = frame.number;
        let request = ScreenRequest::Update { number: frame.number, document: frame.document, bytes: frame.update.to_vec() };
        if let Some(wait) = self.pace.update() {
            tokio::time::sleep(wait).await;
        }
        self.pass(request).await
    }

    async fn ping(&mut self, sent: f64) -> Result<(), Close> {
        if !self.pace.small() {
            return self.refuse(String::new(), Refusal::TooFast).await;
        }
        let now = self.clock.now();
        self.answer(ServerFrame::Pong { sent, now }).await
    }

    async fn presence(&mut self, at: Option<String>) -> Result<(), Close> {
        let place = match at.map(place) {
            Some(None) => return self.refuse(String::new(), Refusal::Malformed).await,
            Some(place) => place,
            None => None,
        };
        if !self.pace.small() {
            return self.refuse(String::new(), Refusal::TooFast).await;
        }
        self.pass(ScreenRequest::Presence { at: place }).await
    }

    async fn pass(&self, request: ScreenRequest) -> Result<(), Close> {
        self.handle.screen(self.screen, request).await.map_err(|_| Ending::Unavailable.into())
    }

    async fn refuse(&self, id: String, refusal: Refusal) -> Result<(), Close> {
        self.strike()?;
        self.answer(ServerFrame::Refused { id, refusal: refusal.into() }).await
    }

    fn strike(&self) -> Result<(), Close> {
        if self.pace.strike() { Ok(()) } else { Err(Ending::Flood.into()) }
    }

    async fn answer(&self, frame: ServerFrame) -> Result<(), Close> {
        // An error means that the writing half has ended, and it says why.
        self.answers.send(frame).await.map_err(|_| Ending::Unavailable.into())
    }
}

/// A frame that is too large is refused before it ends the socket: what follows it cannot be read any more.
fn broken(error: &axum::Error) -> Option<Close> {
    let too_large = error.to_string().contains("Message too long");
    too_large.then(|| Close::refused(close_code::SIZE, Refusal::Oversized))
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= COMMAND_ID_CHARS && id.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The id of a frame that cannot be read otherwise, so that its sender learns which one it was.
fn id_alone(text: &str) -> String {
    #[derive(Deserialize)]
    struct IdAlone {
        id: String,
    }
    serde_json::from_str::<IdAlone>(text).map(|it| it.id).ok().filter(|id| is_id(id)).unwrap_or_default()
}

/// A place in a document, `document#field`; the field in the letters of keys, so that it carries no words.
fn place(at: String) -> Option<Place> {
    let (document, field) = at.split_once('#')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-/.".contains(&byte);
    let document = document.parse().ok().filter(|_| at.len() <= PRESENCE_CHARS && field.bytes().all(plain))?;
    Some(Place { document, text: at })
}

/// The writing half: the workshop's frames, the socket's own answers, and a ping now and then.
async fn write(sink: &mut SplitSink<WebSocket, Message>, mut receiver: ScreenReceiver, mut local: mpsc::Receiver<ServerFrame>) -> Option<Close> {
    let mut pings = tokio::time::interval_at(Instant::now() + limits::PING_EVERY, limits::PING_EVERY);
    loop {
        let message = tokio::select! {
            biased;
            ended = &mut receiver.end => {
                let ending = ended.unwrap_or(Ending::Unavailable);
                if ending.flushes() {
                    flush(sink, &mut receiver).await;
                }
                return Some(ending.into());
            }
            // Before the socket's own answers: a pong says that everything before it has been sent.
            frame = receiver.frames.recv() => match frame {
                Some(frame) => {
                    receiver.taken(&frame);
                    message(frame)
                }
                None => continue, // the workshop has let go: the reason follows
            },
            Some(answer) = local.recv() => text(&answer),
            _ = pings.tick() => Message::Ping(Default::default()),
        };
        if let Err(close) = send(sink, message, &mut receiver).await {
            return close;
        }
    }
}

/// Sends one message in time, unless the workshop ends the screen meanwhile.
async fn send(sink: &mut SplitSink<WebSocket, Message>, message: Message, receiver: &mut ScreenReceiver) -> Result<(), Option<Close>> {
    let ending = {
        let sending = timeout(limits::WRITE_TIME, sink.send(message));
        tokio::pin!(sending);
        let ended = tokio::select! {
            sent = &mut sending => return sent_in_time(sent),
            ended = &mut receiver.end => ended.unwrap_or(Ending::Unavailable),
        };
        if ended.flushes() {
            sent_in_time(sending.await)?;
        }
        ended
    };
    if ending.flushes() {
        flush(sink, receiver).await;
    }
    Err(Some(ending.into()))
}

fn sent_in_time(sent: Result<Result<(), axum::Error>, tokio::time::error::Elapsed>) -> Result<(), Option<Close>> {
    match sent {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(None),
        Err(_) => Err(Some(Ending::Slow.into())),
    }
}

/// Sends what still waits.
async fn flush(sink: &mut SplitSink<WebSocket, Message>, receiver: &mut ScreenReceiver) {
    let all = async {
        while let Some(frame) = receiver.frames.recv().await {
            sink.feed(message(frame)).await?;
        }
        sink.flush().await
    };
    // A peer that does not take it any more gets it after it comes back.
    let _ = timeout(limits::CLOSE_TIME, all).await;
}

fn message(frame: Frame) -> Message {
    match frame {
        Frame::Text(text) => Message::Text(text),
        Frame::Binary(bytes) => Message::Binary(bytes),
    }
}

fn text(frame: &ServerFrame) -> Message {
    // These frames always serialise.
    Message::Text(serde_json::to_string(frame).unwrap_or_default().into())
}

/// Says why, closes, and waits for the peer's own close no longer than the caller does. A connection that is dropped while there is something unread in
/// it is reset, and then the peer might never see why.
async fn finish(sink: &mut SplitSink<WebSocket, Message>, stream: &mut SplitStream<WebSocket>, close: Close) -> Result<(), axum::Error> {
    if let Some(reason) = close.farewell {
        sink.send(text(&ServerFrame::Farewell { reason })).await?;
    }
    if let Some(refusal) = close.refusal {
        sink.send(text(&ServerFrame::Refused { id: String::new(), refusal: refusal.into() })).await?;
    }
    sink.send(Message::Close(Some(CloseFrame { code: close.code, reason: Default::default() }))).await?;
    while let Some(Ok(_)) = stream.next().await {}
    if close.refusal == Some(Refusal::Oversized) {
        // What was too large is still on its way and cannot be read.
        tokio::time::sleep(limits::CLOSE_TIME).await;
    }
    sink.close().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_carry_no_words() {
        for at in ["brief/2#who", "plan#actions/aB-_9.what", "desk/1#draft"] {
            assert_eq!(place(at.to_owned()).map(|place| place.text).as_deref(), Some(at));
        }
        for at in ["", "brief/2", "nowhere#who", "brief/2#hello there", "brief/2#who\u{202e}", &format!("plan#{}", "x".repeat(80))] {
            assert_eq!(place(at.to_owned()), None, "{at}");
        }
    }

    #[test]
    fn the_id_of_an_unreadable_frame_is_found_if_it_has_one() {
        assert_eq!(id_alone(r#"{"type":"command","id":"a1","command":{"type":"fly"}}"#), "a1");
        for text in ["", "{", "[]", r#"{"id":7}"#, r#"{"id":"with space"}"#, r#"{"id":""}"#] {
            assert_eq!(id_alone(text), "", "{text}");
        }
        assert!(!is_id(&"x".repeat(COMMAND_ID_CHARS + 1)));
    }
}
