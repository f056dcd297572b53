//! The formats of a record: what each holds, and how it is made. What its reader may see is decided before anything is rendered.

use super::holder::Kept;
use crate::typesetting::{TypesetError, pdf};
use std::fmt::Display;
use trestle_export::{Separator, actions_csv, agreement, docx, ics, notes_csv, xlsx, zip};

/// A format, and what of the record it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Markdown,
    Json,
    Docx,
    Pdf,
    Ics,
    Zip,
    Xlsx,
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
/// Lies in a ZIP where a PDF would.
const NO_PDF: &str = "This is too long to be made into a PDF. The Word file and the Markdown beside it have all of it.\n";

impl Form {
    pub(crate) const ALL: [Self; 15] = [
        Self::Markdown,
        Self::Json,
        Self::Docx,
        Self::Pdf,
        Self::Ics,
        Self::Zip,
        Self::Xlsx,
        Self::Notes,
        Self::Actions,
        Self::AgreementDocx,
        Self::AgreementMarkdown,
        Self::PrivateMarkdown,
        Self::PrivateJson,
        Self::PrivateDocx,
        Self::PrivatePdf,
    ];

    /// Is it made in a moment, with text alone?
    pub(super) fn is_small(self) -> bool {
        match self {
            Self::Markdown | Self::Json | Self::Ics | Self::Notes | Self::Actions => true,
            Self::AgreementMarkdown | Self::PrivateMarkdown | Self::PrivateJson => true,
            Self::Docx | Self::Pdf | Self::Zip | Self::Xlsx | Self::AgreementDocx | Self::PrivateDocx | Self::PrivatePdf => false,
        }
    }

    /// For facilitators alone?
    pub(super) fn is_private(self) -> bool {
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
            Self::Xlsx => "record.xlsx",
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

    /// As browsers are told it.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Markdown | Self::AgreementMarkdown | Self::PrivateMarkdown => "text/markdown; charset=utf-8",
            Self::Json | Self::PrivateJson => "application/json",
            Self::Docx | Self::AgreementDocx | Self::PrivateDocx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Self::Pdf | Self::PrivatePdf => "application/pdf",
            Self::Ics => "text/calendar; charset=utf-8",
            Self::Zip => "application/zip",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Notes | Self::Actions => "text/csv; charset=utf-8; header=present",
        }
    }

    /// What somebody takes home in this format; what is private only for those who may have it.
    pub(super) fn render(self, kept: &Kept, separator: Separator) -> Result<Vec<u8>, Unrendered> {
        let (record, private) = (&kept.record, kept.private.as_ref());
        let own = || private.ok_or_else(|| unrendered("asked for by somebody else"));
        let bytes = match self {
            Self::Markdown => record.markdown().into_bytes(),
            Self::Json => serde_json::to_vec_pretty(record).map_err(unrendered)?,
            Self::Docx => docx(&record.paper()).map_err(unrendered)?,
            Self::Pdf => pdf(&record.paper())?,
            Self::Ics => ics(record).ok_or(Unrendered::NoDates)?,
            Self::Zip => self.everything(kept, separator)?,
            Self::Xlsx => xlsx(record).map_err(unrendered)?,
            Self::Notes => notes_csv(record, separator).map_err(unrendered)?,
            Self::Actions => actions_csv(record, separator).map_err(unrendered)?,
            Self::AgreementDocx => docx(&agreement(record)).map_err(unrendered)?,
            Self::AgreementMarkdown => agreement(record).markdown().into_bytes(),
            Self::PrivateMarkdown => own()?.markdown().into_bytes(),
            Self::PrivateJson => serde_json::to_vec_pretty(own()?).map_err(unrendered)?,
            Self::PrivateDocx => docx(&own()?.paper()).map_err(unrendered)?,
            Self::PrivatePdf => pdf(&own()?.paper())?,
        };
        Ok(bytes)
    }

    /// All formats but this one, each under its name, without a calendar if there is nothing to put into one; for facilitators with what is theirs
    /// alone, in a folder that says so.
    fn everything(self, kept: &Kept, separator: Separator) -> Result<Vec<u8>, Unrendered> {
        let mut files = Vec::new();
        for form in Self::ALL.into_iter().filter(|form| *form != self && (kept.private.is_some() || !form.is_private())) {
            match form.render(kept, separator) {
                Ok(bytes) => files.push((form.place(), bytes)),
                Err(Unrendered::NoDates) => {}
                Err(Unrendered::TooLong) => files.push((format!("{}.txt", form.place()), NO_PDF.into())),
                Err(error) => return Err(error),
            }
        }
        zip(&files, kept.record.made_at).map_err(unrendered)
    }

    /// Where it lies in the ZIP.
    fn place(self) -> String {
        if self.is_private() { format!("{PRIVATE_FOLDER}/{}", self.file()) } else { self.file().to_owned() }
    }
}

/// Why there is no file.
#[derive(Debug)]
pub(super) enum Unrendered {
    /// Nothing in the record has a date.
    NoDates,
    /// Longer than a PDF can be made of.
    TooLong,
    /// The machine had no room or no time for it.
    NotNow,
    /// What went wrong, for the log.
    Broken(String),
}

impl From<TypesetError> for Unrendered {
    fn from(error: TypesetError) -> Self {
        match error {
            TypesetError::TooLong => Self::TooLong,
            TypesetError::NotNow => Self::NotNow,
            error => unrendered(error),
        }
    }
}

pub(super) fn unrendered(error: impl Display) -> Unrendered {
    Unrendered::Broken(error.to_string())
}
