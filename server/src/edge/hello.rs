//! The hello: the first frame on every socket, late and large ones refused (W7).

use super::{closing::Close, upgrade::WebSocket};
use crate::limits;
use futures_util::{StreamExt, stream::SplitStream};
use serde::Deserialize;
use std::time::Duration;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use trestle_core::SecretHash;
use trestle_protocol::{
    ClientFrame, Farewell, Refusal, VERSION, close,
    limits::{HELLO_BYTES, HELLO_MS},
};

/// Waits for it; the hash of its token. `Err(None)`: the peer is gone.
pub(crate) async fn hello(stream: &mut SplitStream<WebSocket>) -> Result<SecretHash, Option<Close>> {
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
