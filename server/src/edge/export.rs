//! The record over HTTP, in every format.

use super::{
    failure::Failure,
    file_name::disposition,
    form::Form,
    rendering::{self, Asked, File},
    shared::Shared,
};
use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use trestle_export::Separator;
use trestle_protocol::Refusal;

/// How somebody wants a file: `?separator=semicolon`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    #[serde(default)]
    separator: WantedSeparator,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WantedSeparator {
    #[default]
    Comma,
    Semicolon,
}

/// What the address asks for, readable or not.
pub(crate) type Wants = Result<Query<Wanted>, QueryRejection>;

/// `GET /api/workshops/{id}/record.pdf` and its like.
pub(crate) async fn export(
    form: Form,
    State(edge): Shared,
    Path(id): Path<String>,
    wanted: Wants,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Query(wanted) = wanted.map_err(|_| Failure::Refused(Refusal::Malformed))?;
    let separator = match wanted.separator {
        WantedSeparator::Comma => Separator::Comma,
        WantedSeparator::Semicolon => Separator::Semicolon,
    };
    let asked = Asked { form, separator };
    let File { title, bytes } = rendering::file(&edge, &id, &headers, asked).await?;
    let disposition = HeaderValue::try_from(disposition(&title, form.file())).map_err(Failure::internal)?;
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(form.kind())), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}
