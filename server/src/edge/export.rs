//! The record over HTTP, in every format. What its reader may see is decided before anything is rendered; rendering happens beside the
//! workshops, a few at a time.

use super::{
    failure::Failure,
    holder::made_record,
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
use trestle_core::Record;
use trestle_export::{actions_csv, agreement, docx, ics, notes_csv, zip};
use trestle_pdf::pdf;

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
}

impl Form {
    pub(crate) const ALL: [Self; 10] = [
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
    ];

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
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Markdown | Self::AgreementMarkdown => "text/markdown; charset=utf-8",
            Self::Json => "application/json",
            Self::Docx | Self::AgreementDocx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
            Self::Ics => "text/calendar; charset=utf-8",
            Self::Zip => "application/zip",
            Self::Notes | Self::Actions => "text/csv; charset=utf-8; header=present",
        }
    }

    /// The record in this format.
    fn render(self, record: &Record) -> Result<Vec<u8>, Unrendered> {
        let bytes = match self {
            Self::Markdown => record.markdown().into_bytes(),
            Self::Json => serde_json::to_vec_pretty(record).map_err(unrendered)?,
            Self::Docx => docx(&record.paper()).map_err(unrendered)?,
            Self::Pdf => pdf(&record.paper()).map_err(unrendered)?,
            Self::Ics => ics(record),
            Self::Zip => self.everything(record)?,
            Self::Notes => notes_csv(record).map_err(unrendered)?,
            Self::Actions => actions_csv(record).map_err(unrendered)?,
            Self::AgreementDocx => docx(&agreement(record)).map_err(unrendered)?,
            Self::AgreementMarkdown => agreement(record).markdown().into_bytes(),
        };
        Ok(bytes)
    }

    /// All formats but this one, each under its name.
    fn everything(self, record: &Record) -> Result<Vec<u8>, Unrendered> {
        let files = Self::ALL.into_iter().filter(|form| *form != self);
        let files = files.map(|form| Ok((form.file().to_owned(), form.render(record)?))).collect::<Result<Vec<_>, Unrendered>>()?;
        zip(&files).map_err(unrendered)
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
    let record = made_record(&edge, &id, &headers).await?;
    let name = file_name(&record.workshop.details.title, form.file());
    let bytes = rendered(&edge, form, record).await?;
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).map_err(Failure::internal)?;
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(form.kind())), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

/// Waits for its turn, then renders where it holds nobody up.
async fn rendered(edge: &Edge, form: Form, record: Record) -> Result<Vec<u8>, Failure> {
    let turn = edge.exports.clone().acquire_owned().await.map_err(Failure::internal)?;
    let render = move || {
        let bytes = form.render(&record);
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
