//! Reading a JSON body within bounds; what cannot be read is refused in our own words.

use super::failure::Failure;
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
};
use serde::de::DeserializeOwned;
use trestle_protocol::Refusal;

/// A JSON body. Its size is bounded for all routes (`DefaultBodyLimit`).
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Failure::Refused(Refusal::Oversized),
            _ => Failure::Refused(Refusal::Malformed),
        })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| Failure::Refused(Refusal::Malformed))
    }
}
