//! What goes wrong over HTTP: a refusal with its status, or an internal error that is logged once and answered with an id.

use super::identity::{self, NoRandomness};
use crate::workshop::{Gone, OpenError};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::fmt::Display;
use trestle_protocol::{ErrorBody, Refusal};

/// Why a request was not carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A rule says no.
    Refused(Refusal),
    /// The token is missing or nobody's.
    Unauthorized,
    /// Our side failed; the id stands in the log too.
    Internal { id: String },
}

impl Failure {
    /// Logs what happened, once, under an id that the answer carries.
    pub(crate) fn internal(what: impl Display) -> Self {
        let id = identity::error_id();
        tracing::error!(error_id = id, "{what}");
        Self::Internal { id }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Internal => Self::internal("a workshop could not do what it was asked"),
            refusal => Self::Refused(refusal),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NotFound => Self::Unauthorized,
            OpenError::Lost => Self::Refused(Refusal::LostByDamage),
            OpenError::Busy => Self::Refused(Refusal::Busy),
            // What it is stands in the log already
            OpenError::Newer { .. } => Self::Refused(Refusal::NewerJournal),
            error => Self::internal(error),
        }
    }
}

impl From<NoRandomness> for Failure {
    fn from(error: NoRandomness) -> Self {
        Self::internal(error)
    }
}

impl From<Gone> for Failure {
    fn from(gone: Gone) -> Self {
        Self::internal(gone)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, refusal, id) = match self {
            Self::Refused(refusal) => (status(refusal), refusal, None),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, Refusal::WrongKey, None),
            Self::Internal { id } => (StatusCode::INTERNAL_SERVER_ERROR, Refusal::Internal, Some(id)),
        };
        let mut response = (status, Json(ErrorBody { refusal: refusal.into(), id })).into_response();
        let extra = match status {
            _ if refusal == Refusal::InTurn => Some((header::RETRY_AFTER, "2")),
            StatusCode::UNAUTHORIZED => Some((header::WWW_AUTHENTICATE, "Bearer")),
            StatusCode::TOO_MANY_REQUESTS => Some((header::RETRY_AFTER, "60")),
            StatusCode::SERVICE_UNAVAILABLE => Some((header::RETRY_AFTER, "2")),
            _ => None,
        };
        if let Some((name, value)) = extra {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

/// The status that says the same as the refusal.
fn status(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFacilitator
        | Refusal::NoSeat
        | Refusal::NotYourOrganisation
        | Refusal::NotConfirmed
        | Refusal::NotYours
        | Refusal::Locked
        | Refusal::TimeUp
        | Refusal::CreatorOnly
        | Refusal::ForeignOrigin
        | Refusal::NotAllowedToCreate => StatusCode::FORBIDDEN,
        Refusal::WrongKey | Refusal::Unknown => StatusCode::NOT_FOUND,
        Refusal::TooManyTries | Refusal::InTurn | Refusal::TooFast | Refusal::TooManyCreated | Refusal::Later => {
            StatusCode::TOO_MANY_REQUESTS
        }
        Refusal::Malformed => StatusCode::BAD_REQUEST,
        Refusal::Oversized => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::Busy | Refusal::FilesWait => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::DiskLow => StatusCode::INSUFFICIENT_STORAGE,
        Refusal::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        Refusal::LostByDamage => StatusCode::GONE,
        Refusal::Outdated => StatusCode::UPGRADE_REQUIRED,
        Refusal::NotNow
        | Refusal::TooLongForPdf
        | Refusal::RoomFull
        | Refusal::TooManyRemoved
        | Refusal::Moved
        | Refusal::Closed
        | Refusal::TooLate
        | Refusal::Already
        | Refusal::Behind
        | Refusal::NewGeneration
        | Refusal::NewerJournal
        | Refusal::PreviewOnlyBefore
        | Refusal::SpokenAlready
        | Refusal::WouldTellAuthors
        | Refusal::ProgrammeChanged
        | Refusal::LiveStep
        | Refusal::Unfinished
        | Refusal::Started
        | Refusal::NoDates
        | Refusal::HandsStruck
        | Refusal::OrganisationInUse
        | Refusal::OrganisationSpeaks
        | Refusal::ConvenerStays
        | Refusal::LineGone => StatusCode::CONFLICT,
        Refusal::Empty
        | Refusal::UnseenName
        | Refusal::BadZone
        | Refusal::NotARecord
        | Refusal::NewerRecord
        | Refusal::TooLong
        | Refusal::TooMany
        | Refusal::ShareUsed
        | Refusal::OrganisationsFull
        | Refusal::Taken
        | Refusal::BadDate
        | Refusal::OutOfRange
        | Refusal::BadProgramme
        | Refusal::AuthorsOnlyTighter
        | Refusal::LastFacilitator
        | Refusal::NoDotsLeft
        | Refusal::TooManyHands
        | Refusal::TableFull
        | Refusal::NoOrganisation
        | Refusal::BadLink
        | Refusal::BadUpdate
        | Refusal::DocumentFull => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
