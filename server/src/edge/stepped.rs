//! Advancing the clock. Only in the binary that tests run.

use super::{body::Body, failure::Failure, router::Edge};
use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use trestle_protocol::{Refusal, Time};

/// How much time passes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Advance {
    advance_ms: u64,
}

/// What time it is then.
#[derive(Serialize)]
pub(crate) struct Advanced {
    now: Time,
}

/// `POST /test/clock`.
pub(crate) async fn advance(State(edge): State<Arc<Edge>>, Body(body): Body<Advance>) -> Result<Json<Advanced>, Failure> {
    let clock = edge.settings.stepped.as_ref().ok_or(Failure::Refused(Refusal::Unknown))?;
    Ok(Json(Advanced { now: clock.advance(body.advance_ms) }))
}
