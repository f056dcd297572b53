//! A frame on its way to screens.

use crate::limits;
use axum::body::Bytes;
use tokio_tungstenite::tungstenite::Utf8Bytes;

/// What is sent. The bytes are shared by everybody who gets the same.
#[derive(Clone, Debug)]
pub enum Frame {
    /// A `ServerFrame` as JSON.
    Text(Utf8Bytes),
    /// A document's frame.
    Binary(Bytes),
    /// A document's state, which may be large, and is one for all screens that are given it.
    State(Bytes),
}

impl Frame {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Binary(bytes) | Self::State(bytes) => bytes.len(),
        }
    }

    /// What it counts for among this screen's own. One that is larger than any queue (a cell with eight full fields) leaves room for answers beside it: there is
    /// never more than one, since it is sent only where there is room.
    pub(super) fn own_len(&self) -> usize {
        if let Self::State(_) = self { 0 } else { self.len().min(limits::SCREEN_QUEUE_BYTES / 2) }
    }
}
