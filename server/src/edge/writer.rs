//! The writing half of a socket: the workshop's frames, the socket's own answers, and a ping now and then.

use super::closing::Close;
use crate::{
    limits,
    workshop::{Ending, Frame, ScreenReceiver},
};
use axum::extract::ws::{Message, WebSocket};
use futures_util::{SinkExt, stream::SplitSink};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout},
};
use trestle_protocol::ServerFrame;

/// Writes until the workshop ends the screen, or the peer does not take it. None: the peer is gone.
pub(crate) async fn write(
    sink: &mut SplitSink<WebSocket, Message>,
    mut receiver: ScreenReceiver,
    mut local: mpsc::Receiver<ServerFrame>,
) -> Option<Close> {
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

/// A frame as it is sent.
pub(crate) fn text(frame: &ServerFrame) -> Message {
    // These frames always serialise.
    Message::Text(serde_json::to_string(frame).unwrap_or_default().into())
}
