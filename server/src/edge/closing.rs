//! How this side ends a socket: why, and so that the peer learns why.

use super::upgrade::WebSocket;
use crate::{limits, workshop::Ending};
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use tokio_tungstenite::tungstenite::{Error, Message, protocol::CloseFrame};
use trestle_protocol::{Farewell, Refusal, ServerFrame};

/// Why this side ends a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Close {
    pub(crate) code: u16,
    pub(crate) farewell: Option<Farewell>,
    pub(crate) refusal: Option<Refusal>,
}

impl Close {
    pub(crate) fn code(code: u16) -> Self {
        Self { code, farewell: None, refusal: None }
    }

    pub(crate) fn refused(code: u16, refusal: Refusal) -> Self {
        Self { refusal: Some(refusal), ..Self::code(code) }
    }
}

impl From<Ending> for Close {
    fn from(ending: Ending) -> Self {
        let refusal = (ending == Ending::Flood).then_some(Refusal::TooFast);
        Self { code: ending.code(), farewell: ending.farewell(), refusal }
    }
}

/// Says why, closes, and waits for the peer's own close no longer than the caller does. A connection that is dropped while there is something unread in
/// it is reset, and then the peer might never see why.
pub(crate) async fn finish(
    sink: &mut SplitSink<WebSocket, Message>,
    stream: &mut SplitStream<WebSocket>,
    close: Close,
) -> Result<(), Error> {
    if let Some(reason) = close.farewell {
        sink.send(text(&ServerFrame::Farewell { reason })).await?;
    }
    if let Some(refusal) = close.refusal {
        sink.send(text(&ServerFrame::Refused { id: String::new(), refusal: refusal.into() })).await?;
    }
    sink.send(Message::Close(Some(CloseFrame { code: close.code.into(), reason: Default::default() }))).await?;
    while let Some(Ok(_)) = stream.next().await {}
    if close.refusal == Some(Refusal::Oversized) {
        // What was too large is still on its way and cannot be read.
        tokio::time::sleep(limits::CLOSE_TIME).await;
    }
    sink.close().await
}

/// A frame as it is sent.
pub(crate) fn text(frame: &ServerFrame) -> Message {
    // These frames always serialise.
    Message::Text(serde_json::to_string(frame).unwrap_or_default().into())
}
