//! Health for supervisors: does the process answer, can workshops be saved.

use super::router::Shared;
use crate::limits;
use axum::{extract::State, http::StatusCode};
use tokio::{sync::Mutex, time::Instant};

/// The last answer about readiness; asking the journal writes, so it is not asked for everybody who knocks.
#[derive(Default)]
pub(crate) struct Readiness(Mutex<Option<(Instant, bool)>>);

/// `GET /healthz`: the process answers.
pub(crate) async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: workshops can be saved.
pub(crate) async fn ready(State(edge): Shared) -> (StatusCode, &'static str) {
    // Held over the await on purpose: whoever comes meanwhile gets the same answer. It is tokio's own mutex, made for that.
    let mut last = edge.readiness.0.lock().await;
    let ready = match *last {
        Some((at, ready)) if at.elapsed() < limits::READINESS_HOLDS => ready,
        _ => {
            let healthy = edge.settings.journal.healthy().await;
            if let Err(error) = &healthy {
                tracing::error!(%error, "not ready: the journal cannot be written");
            }
            *last = Some((Instant::now(), healthy.is_ok()));
            healthy.is_ok()
        }
    };
    match ready && !*edge.settings.stop.borrow() {
        // What is live goes on, so nobody is to be sent elsewhere.
        true if edge.settings.disk.is_low() => (StatusCode::OK, "ready, but the disk is nearly full: no new workshops\n"),
        true if edge.settings.damaged => (StatusCode::OK, "ready, but the journal was damaged when the server started: see the log\n"),
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
