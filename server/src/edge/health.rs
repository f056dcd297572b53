//! Health for supervisors: does the process answer, can workshops be saved.

use super::shared::Shared;
use axum::{extract::State, http::StatusCode};

/// `GET /healthz`: the process answers.
pub(crate) async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: workshops can be saved.
pub(crate) async fn ready(State(edge): Shared) -> (StatusCode, &'static str) {
    let ready = edge.readiness.of(edge.settings.journal.as_ref()).await;
    match ready && !*edge.settings.stop.borrow() {
        // What is live goes on, so nobody is to be sent elsewhere.
        true if edge.settings.disk.is_low() => (StatusCode::OK, "ready, but the disk is nearly full: no new workshops\n"),
        true if edge.settings.damaged => (StatusCode::OK, "ready, but the journal was damaged when the server started: see the log\n"),
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
