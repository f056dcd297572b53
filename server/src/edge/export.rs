//! The record over HTTP, in every format. What its reader may see is decided before anything is rendered; rendering happens beside the
//! workshops, a few at a time.

use super::{
    failure::Failure,
    holder::{Kept, kept},
    router::{Edge, Shared},
};
use crate::limits;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use std::fmt::Display;
use tokio::sync::Semaphore;
use trestle_export::{actions_csv, agreement, docx, ics, notes_csv, zip};
use trestle_pdf::pdf;
use trestle_protocol::Refusal;

/// A format, and what of the record it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Markdown,
    Json,
    Docx,
    Pdf,
    Ics,
    Zip,
    Notes,
    Actions,
    AgreementDocx,
    AgreementMarkdown,
    PrivateMarkdown,
    PrivateJson,
    PrivateDocx,
    PrivatePdf,
}

/// The folder of a ZIP in which facilitators find what is theirs alone; its name says so to whoever passes the ZIP on.
const PRIVATE_FOLDER: &str = "for-facilitators-only";

impl Form {
    pub(crate) const ALL: [Self; 14] = [
        Self::Markdown,
        Self::Json,
        Self::Docx,
        Self::Pdf,
        Self::Ics,
        Self::Zip,
        Self::Notes,
        Self::Actions,
        Self::AgreementDocx,
        Self::AgreementMarkdown,
        Self::PrivateMarkdown,
        Self::PrivateJson,
        Self::PrivateDocx,
        Self::PrivatePdf,
    ];

    /// For facilitators alone?
    fn is_private(self) -> bool {
        matches!(self, Self::PrivateMarkdown | Self::PrivateJson | Self::PrivateDocx | Self::PrivatePdf)
    }

    /// As it is called in addresses and in the ZIP.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Markdown => "record.md",
            Self::Json => "record.json",
            Self::Docx => "record.docx",
            Self::Pdf => "record.pdf",
            Self::Ics => "record.ics",
            Self::Zip => "record.zip",
            Self::Notes => "notes.csv",
            Self::Actions => "actions.csv",
            Self::AgreementDocx => "agreement.docx",
            Self::AgreementMarkdown => "agreement.md",
            Self::PrivateMarkdown => "private-notes.md",
            Self::PrivateJson => "private-notes.json",
            Self::PrivateDocx => "private-notes.docx",
            Self::PrivatePdf => "private-notes.pdf",
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Markdown | Self::AgreementMarkdown | Self::PrivateMarkdown => "text/markdown; charset=utf-8",
            Self::Json | Self::PrivateJson => "application/json",
            Self::Docx | Self::AgreementDocx | Self::PrivateDocx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Self::Pdf | Self::PrivatePdf => "application/pdf",
            Self::Ics => "text/calendar; charset=utf-8",
            Self::Zip => "application/zip",
            Self::Notes | Self::Actions => "text/csv; charset=utf-8; header=present",
        }
    }

    /// What somebody takes home in this format; what is private only for those who may have it.
    fn render(self, kept: &Kept) -> Result<Vec<u8>, Unrendered> {
        let (record, private) = (&kept.record, kept.private.as_ref());
        let own = || private.ok_or_else(|| Unrendered("asked for by somebody else".to_owned()));
        let bytes = match self {
            Self::Markdown => record.markdown().into_bytes(),
            Self::Json => serde_json::to_vec_pretty(record).map_err(unrendered)?,
            Self::Docx => docx(&record.paper()).map_err(unrendered)?,
            Self::Pdf => pdf(&record.paper()).map_err(unrendered)?,
            Self::Ics => ics(record),
            Self::Zip => self.everything(kept)?,
            Self::Notes => notes_csv(record).map_err(unrendered)?,
            Self::Actions => actions_csv(record).map_err(unrendered)?,
            Self::AgreementDocx => docx(&agreement(record)).map_err(unrendered)?,
            Self::AgreementMarkdown => agreement(record).markdown().into_bytes(),
            Self::PrivateMarkdown => own()?.markdown().into_bytes(),
            Self::PrivateJson => serde_json::to_vec_pretty(own()?).map_err(unrendered)?,
            Self::PrivateDocx => docx(&own()?.paper()).map_err(unrendered)?,
            Self::PrivatePdf => pdf(&own()?.paper()).map_err(unrendered)?,
        };
        Ok(bytes)
    }

    /// All formats but this one, each under its name; for facilitators with what is theirs alone, in a folder that says so.
    fn everything(self, kept: &Kept) -> Result<Vec<u8>, Unrendered> {
        let files = Self::ALL.into_iter().filter(|form| *form != self && (kept.private.is_some() || !form.is_private()));
        let files = files.map(|form| Ok((form.place(), form.render(kept)?))).collect::<Result<Vec<_>, Unrendered>>()?;
        zip(&files).map_err(unrendered)
    }

    /// Where it lies in the ZIP.
    fn place(self) -> String {
        if self.is_private() { format!("{PRIVATE_FOLDER}/{}", self.file()) } else { self.file().to_owned() }
    }
}

/// What went wrong, for the log.
#[derive(Debug)]
struct Unrendered(String);

fn unrendered(error: impl Display) -> Unrendered {
    Unrendered(error.to_string())
}

/// Lets a few exports be rendered at a time.
pub(crate) fn bench() -> Semaphore {
    Semaphore::new(limits::EXPORTS)
}

/// `GET /api/workshops/{id}/record.pdf` and its like.
pub(crate) async fn export(form: Form, State(edge): Shared, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let kept = kept(&edge, &id, &headers).await?;
    if form.is_private() && kept.private.is_none() {
        return Err(Refusal::NotFacilitator.into());
    }
    let name = file_name(&kept.record.workshop.details.title, form.file());
    let bytes = rendered(&edge, form, kept).await?;
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).map_err(Failure::internal)?;
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(form.kind())), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

/// Waits for its turn, then renders where it holds nobody up.
async fn rendered(edge: &Edge, form: Form, kept: Kept) -> Result<Vec<u8>, Failure> {
    let turn = edge.exports.clone().acquire_owned().await.map_err(Failure::internal)?;
    let render = move || {
        let bytes = form.render(&kept);
        drop(turn);
        bytes
    };
    let bytes = tokio::task::spawn_blocking(render).await.map_err(Failure::internal)?;
    bytes.map_err(|Unrendered(error)| Failure::internal(format_args!("{}: {error}", form.file())))
}

/// `Reading in Haringey` and `record.pdf` as `reading-in-haringey-record.pdf`: letters that every system can keep.
fn file_name(title: &str, file: &str) -> String {
    let letters = title.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect::<String>();
    let mut words: Vec<&str> = letters.split_whitespace().take(FILE_WORDS).collect();
    words.push(file);
    words.join("-")
}

/// Words of a workshop's title that stand in a file's name.
const FILE_WORDS: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_after_their_workshop() {
        assert_eq!(file_name("Reading in Haringey: \"2026\"\r\n", "record.pdf"), "reading-in-haringey-2026-record.pdf");
        assert_eq!(file_name("图书馆", "notes.csv"), "notes.csv");
        assert_eq!(file_name("../../etc", "record.md"), "etc-record.md");
    }
}
