//! Advancing the clock, and stepping the calendar. Only in the binary that tests run.

use super::{body::Body, failure::Failure, shared::Edge};
use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use trestle_protocol::{Refusal, Time};

/// How much time passes, and by how much the calendar is put right.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Advance {
    #[serde(default)]
    advance_ms: u64,
    #[serde(default)]
    civil_ms: i64,
}

/// What the calendar says then.
#[derive(Serialize)]
pub(crate) struct Advanced {
    now: Time,
}

/// `POST /test/clock`.
pub(crate) async fn advance(State(edge): State<Arc<Edge>>, Body(body): Body<Advance>) -> Result<Json<Advanced>, Failure> {
    let clock = edge.settings.stepped.as_ref().ok_or(Failure::Refused(Refusal::Unknown))?;
    Ok(Json(Advanced { now: clock.advance(body.advance_ms, body.civil_ms) }))
}
