//! A paper as PDF/UA-1: tagged, with its title, its language, alternative texts, and every font in it. Pure but for one thing: where the fonts
//! that come along cannot show a text, fonts of the system are read.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod coverage;
mod embedded;
mod script;
mod system;
mod world;


use script::Setting;
use trestle_core::record::paper::Paper;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use world::World;

/// Why a paper could not be set. Nothing that people write should lead to this.
#[derive(Debug, thiserror::Error)]
#[error("the paper could not be set: {0}")]
pub struct PdfError(String);

/// Text that was longer than this when it was set last may stay in the typesetter's memory; none may, since people can have it erased.
const KEPT_PAPERS: usize = 0;

/// The paper as PDF/UA-1.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PdfError> {
    let set = set(paper, Setting::Full).or_else(|_| set(paper, Setting::Plain));
    typst::comemo::evict(KEPT_PAPERS);
    set
}

fn set(paper: &Paper, setting: Setting) -> Result<Vec<u8>, PdfError> {
    let world = World::new(script::write(paper, setting));
    let document = typst::compile::<PagedDocument>(&world).output.map_err(told)?;
    typst_pdf::pdf(&document, &options(paper)?).map_err(told)
}

fn options(paper: &Paper) -> Result<PdfOptions, PdfError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| PdfError(error.message().to_string()))?;
    let timestamp = world::moment(paper.made_at).map(Timestamp::new_utc);
    let creator = typst::foundations::Smart::Custom(Some("Trestle".to_owned()));
    Ok(PdfOptions { standards, timestamp, creator, ..PdfOptions::default() })
}

/// Messages are the typesetter's own; they speak of its script, not of what people wrote.
fn told(errors: impl IntoIterator<Item = SourceDiagnostic>) -> PdfError {
    PdfError(errors.into_iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
}
