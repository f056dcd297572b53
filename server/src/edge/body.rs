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

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        serde_json::from_slice(&bytes(request).await?).map(Self).map_err(|_| Failure::Refused(Refusal::Malformed))
    }
}

/// A body as it came, within its bound.
pub(crate) async fn bytes(request: Request) -> Result<Bytes, Failure> {
    Bytes::from_request(request, &()).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::Refused(Refusal::Oversized),
        _ => Failure::Refused(Refusal::Malformed),
    })
}
