//! The record in the formats that people take home: pure functions from the record to bytes. (Markdown and JSON are the core's; PDF has a
//! crate of its own, since what it is made with takes minutes to build.)

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod agreement;
mod bundle;
mod calendar;
mod csv;
mod docx;
mod limits;
mod picture;
mod sheet;
mod xlsx;

pub use agreement::agreement;
pub use bundle::zip;
pub use calendar::ics;
pub use csv::{Separator, actions_csv, notes_csv};
pub use docx::docx;
pub use xlsx::xlsx;

/// Why something could not be exported. Nothing that people write should lead to one of these.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Bytes could not be written.
    #[error("could not be written: {0}")]
    Write(#[from] std::io::Error),
    /// A picture could not be drawn.
    #[error("a picture could not be drawn: {0}")]
    Picture(String),
    /// Files could not be packed.
    #[error("could not be packed: {0}")]
    Pack(#[from] ::zip::result::ZipError),
    /// Cells could not be written.
    #[error("cells could not be written: {0}")]
    Cells(#[from] ::csv::Error),
    /// A workbook could not be written.
    #[error("a workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}
