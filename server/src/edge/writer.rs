//! The writing half of a socket: the workshop's frames, the socket's own answers, and a ping now and then.

use super::{
    closing::{Close, text},
    upgrade::WebSocket,
};
use crate::{
    limits,
    workshop::{Ending, Frame, Gone, ScreenReceiver, Size},
};
use axum::body::Bytes;
use futures_util::{SinkExt, stream::SplitSink};
use std::future::poll_fn;
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

/// What writes a screen's frames. A message that has been begun is finished before anything else is said, also where writing is cut short: half of one would be
/// read together with what follows.
pub(crate) struct Writer<'a> {
    pub(crate) sink: &'a mut SplitSink<WebSocket, Message>,
    /// What is still to be sent of the message at hand.
    rest: Messages,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(sink: &'a mut SplitSink<WebSocket, Message>) -> Self {
        Self { sink, rest: Messages::none() }
    }

    /// Writes until the workshop ends the screen, or the peer does not take it. None: the peer is gone. `go_on` tells the workshop that there is room for more.
    pub(crate) async fn run<F: Future<Output = Result<(), Gone>>>(
        &mut self,
        mut receiver: ScreenReceiver,
        mut local: mpsc::Receiver<ServerFrame>,
        go_on: impl Fn() -> F,
    ) -> Option<Close> {
        let mut pings = tokio::time::interval_at(Instant::now() + limits::PING_EVERY, limits::PING_EVERY);
        loop {
            let (messages, size) = tokio::select! {
                biased;
                ended = &mut receiver.end => return self.end(ended.unwrap_or(Ending::Unavailable), &mut receiver).await,
                // Before the socket's own answers: a pong says that everything before it has been sent.
                frame = receiver.frames.recv() => match frame {
                    Some(frame) => (Messages::of(&frame), Some(Size::from(&frame))),
                    None => continue, // the workshop has let go: the reason follows
                },
                Some(answer) = local.recv() => (text(&answer).into(), None),
                _ = pings.tick() => (Message::Ping(Default::default()).into(), None),
            };
            self.rest = messages;
            let ended = tokio::select! {
                sent = self.send() => match sent {
                    Ok(()) => None,
                    Err(close) => return close,
                },
                ended = &mut receiver.end => Some(ended.unwrap_or(Ending::Unavailable)),
            };
            if let Some(ending) = ended {
                return self.end(ending, &mut receiver).await;
            }
            if size.is_some_and(|size| receiver.sent(size)) {
                // An error means that the workshop has ended, and why is on its way.
                let _ = go_on().await;
            }
        }
    }

    /// Sends what is left of the message at hand, each piece in time.
    async fn send(&mut self) -> Result<(), Option<Close>> {
        while !self.rest.is_empty() {
            match timeout(limits::WRITE_TIME, self.piece()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return Err(None),
                Err(_) => return Err(Some(Ending::Slow.into())),
            }
        }
        Ok(())
    }

    /// Sends the next piece. Cancelling it loses none: either it is still here, or it is in the socket's buffer.
    async fn piece(&mut self) -> Result<(), Error> {
        poll_fn(|context| self.sink.poll_ready_unpin(context)).await?;
        if let Some(piece) = self.rest.next() {
            self.sink.start_send_unpin(piece)?;
        }
        self.sink.flush().await
    }

    /// Finishes the message at hand.
    pub(crate) async fn finish(&mut self) -> Result<(), Error> {
        while !self.rest.is_empty() {
            self.piece().await?;
        }
        Ok(())
    }

    /// The workshop has ended the screen: what waits is still sent if it is to be. A peer that does not take it any more gets it after it comes back.
    async fn end(&mut self, ending: Ending, receiver: &mut ScreenReceiver) -> Option<Close> {
        let all = async {
            self.finish().await?;
            while let (true, Some(frame)) = (ending.flushes(), receiver.frames.recv().await) {
                self.rest = Messages::of(&frame);
                self.finish().await?;
            }
            Ok::<_, Error>(())
        };
        let _ = timeout(limits::CLOSE_TIME, all).await;
        Some(ending.into())
    }
}

/// A frame as it goes to the peer: in pieces, which share its bytes with everybody else's.
struct Messages {
    rest: Option<Bytes>,
    kind: Data,
    whole: Option<Message>,
}

impl Messages {
    fn none() -> Self {
        Self { rest: None, kind: Data::Continue, whole: None }
    }

    fn is_empty(&self) -> bool {
        self.rest.is_none() && self.whole.is_none()
    }

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
        Self { whole: Some(message), ..Self::none() }
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
