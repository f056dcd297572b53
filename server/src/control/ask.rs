//! Asking a running server over its socket.

use super::Refused;
use crate::limits;
use axum::body::{Body, to_bytes};
use hyper::{Method, Request, client::conn::http1};
use hyper_util::rt::TokioIo;
use serde::de::DeserializeOwned;
use std::{io, path::Path};
use tokio::net::UnixStream;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum AskError {
    /// It is not running, or runs without its socket.
    #[error("nobody listens there")]
    Nobody,
    /// The socket is somebody else's.
    #[error("the server runs as another user")]
    Forbidden,
    /// It says no.
    #[error("{0}")]
    Refused(String),
    /// The line.
    #[error("the running server could not be asked: {0}")]
    Line(String),
}

impl From<io::Error> for AskError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => Self::Nobody,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            _ => Self::Line(error.to_string()),
        }
    }
}

/// Asks; the answer.
pub(super) async fn ask<T: DeserializeOwned>(socket: &Path, method: Method, path: &str) -> Result<T, AskError> {
    let line = |error: &dyn std::fmt::Display| AskError::Line(error.to_string());
    let stream = UnixStream::connect(socket).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|error| line(&error))?;
    let connection = tokio::spawn(connection);
    let request =
        Request::builder().method(method).uri(path).header("host", "trestle").body(Body::empty()).map_err(|error| line(&error))?;
    let answer = sender.send_request(request).await.map_err(|error| line(&error))?;
    let done = answer.status().is_success();
    let body = to_bytes(Body::new(answer.into_body()), limits::CONTROL_BYTES).await.map_err(|error| line(&error))?;
    connection.abort();
    match done {
        true => serde_json::from_slice(&body).map_err(|error| line(&error)),
        false => {
            let refused: Refused = serde_json::from_slice(&body).map_err(|error| line(&error))?;
            Err(AskError::Refused(refused.why))
        }
    }
}
