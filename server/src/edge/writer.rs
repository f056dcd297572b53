//! The writing half of a socket: the workshop's frames, the socket's own answers, and a ping now and then.

use super::{closing::Close, upgrade::WebSocket};
use crate::{
    limits,
    workshop::{Ending, Frame, Gone, ScreenReceiver, Size},
};
use axum::body::Bytes;
use futures_util::{SinkExt, stream::SplitSink};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout},
};
use tokio_tungstenite::tungstenite::{
    Error, Message,
    protocol::frame::{
        Frame as Fragment,
        coding::{Data, OpCode},
    },
};
use trestle_protocol::ServerFrame;

/// Writes until the workshop ends the screen, or the peer does not take it. None: the peer is gone. `go_on` tells the workshop that there is room for more.
pub(crate) async fn write<F: Future<Output = Result<(), Gone>>>(
    sink: &mut SplitSink<WebSocket, Message>,
    mut receiver: ScreenReceiver,
    mut local: mpsc::Receiver<ServerFrame>,
    go_on: impl Fn() -> F,
) -> Option<Close> {
    let mut pings = tokio::time::interval_at(Instant::now() + limits::PING_EVERY, limits::PING_EVERY);
    loop {
        let (messages, size) = tokio::select! {
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
                Some(frame) => (Messages::of(&frame), Some(Size::from(&frame))),
                None => continue, // the workshop has let go: the reason follows
            },
            Some(answer) = local.recv() => (text(&answer).into(), None),
            _ = pings.tick() => (Message::Ping(Default::default()).into(), None),
        };
        for message in messages {
            if let Err(close) = send(sink, message, &mut receiver).await {
                return close;
            }
        }
        if size.is_some_and(|size| receiver.sent(size)) && go_on().await.is_err() {
            return Some(Ending::Unavailable.into());
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

fn sent_in_time(sent: Result<Result<(), Error>, tokio::time::error::Elapsed>) -> Result<(), Option<Close>> {
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
            for message in Messages::of(&frame) {
                sink.feed(message).await?;
            }
        }
        sink.flush().await
    };
    // A peer that does not take it any more gets it after it comes back.
    let _ = timeout(limits::CLOSE_TIME, all).await;
}

/// A frame as it goes to the peer: in pieces, which share its bytes with everybody else's.
struct Messages {
    rest: Option<Bytes>,
    kind: Data,
    whole: Option<Message>,
}

impl Messages {
    fn of(frame: &Frame) -> Self {
        let (kind, bytes) = match frame {
            Frame::Text(text) => (Data::Text, Bytes::from(text.clone())),
            Frame::Binary(bytes) | Frame::State(bytes) => (Data::Binary, bytes.clone()),
        };
        Self { rest: Some(bytes), kind, whole: None }
    }
}

impl From<Message> for Messages {
    fn from(message: Message) -> Self {
        Self { rest: None, kind: Data::Continue, whole: Some(message) }
    }
}

impl Iterator for Messages {
    type Item = Message;

    fn next(&mut self) -> Option<Message> {
        let Some(mut rest) = self.rest.take() else { return self.whole.take() };
        let piece = rest.split_to(rest.len().min(limits::FRAGMENT_BYTES));
        let last = rest.is_empty();
        let kind = std::mem::replace(&mut self.kind, Data::Continue);
        self.rest = Some(rest).filter(|_| !last);
        Some(Message::Frame(Fragment::message(piece, OpCode::Data(kind), last)))
    }
}

/// A frame as it is sent.
pub(crate) fn text(frame: &ServerFrame) -> Message {
    // These frames always serialise.
    Message::Text(serde_json::to_string(frame).unwrap_or_default().into())
}
