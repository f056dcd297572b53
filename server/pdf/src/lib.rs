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
    let set = set(paper, Setting::Full).or_else(|error| {
        tracing::warn!(%error, "a paper is set again in the plain setting");
        set(paper, Setting::Plain)
    });
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

#[cfg(test)]
mod tests {
    use super::*;
    use trestle_core::record::paper::{Item, Paper, Plot, Point, Table};
    use trestle_protocol::Time;

    /// A paper with every kind of piece, of which every text is this one.
    fn paper(text: &str) -> Paper {
        let mut paper = Paper {
            title: text.to_owned(),
            kind: "The record",
            workshop: text.to_owned(),
            made_at: Time(1_795_530_300_000),
            draft: true,
            blocks: Vec::new(),
        };
        paper.section("Problems");
        paper.part(text);
        paper.paragraph(text);
        paper.field("Why it matters", text);
        paper.list("Notes", [Item { text: text.to_owned(), aside: text.to_owned() }]);
        let point = Point { number: 1, x: 2.0, y: 3.0, spread: (1.0, 0.5) };
        paper.picture(Plot { caption: "A picture", alt: format!("Alt: {text}"), x: "Seriousness", y: "Priority", points: vec![point] });
        paper.question(text);
        paper.table(Table::new("Who does what", [("What", 3), ("Who", 1)]).with([[text.to_owned(), "Ada".to_owned()]]));
        paper
    }

    /// Set as it should be: with every font that there is, not in the plainer way that is kept for trouble.
    fn is_set(text: &str) {
        let bytes = set(&paper(text), Setting::Full).unwrap_or_else(|error| panic!("{error}: {text:?}"));
        let found = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
        assert!(bytes.starts_with(b"%PDF-1.7") && found(b"<pdfuaid:part>1</pdfuaid:part>") && found(b"/StructTreeRoot"), "{text:?}");
    }

    #[test]
    fn whatever_people_write_is_set_as_accessible_pdf() {
        for text in [
            "Library",
            "مكتبة عامة\nسطر ثان",
            "图书馆 日本語 한국어 ไทย हिन्दी ქართული",
            "*stars* #let x = 1 $x^2$ `code` <label> @ref // comment \\u{41} [content]",
            "a\u{0}b\u{1b}[31m \u{202e}backwards\u{202c} \u{200f} \u{feff}zero\u{200b}width \u{fffe}\u{ffff}\u{e000}",
            "👩‍👩‍👧‍👦 🏳️‍🌈 e\u{301} n\u{303} 𝒳 𐍈 ﷽ H\u{335}\u{31b}\u{352}",
        ] {
            is_set(text);
        }
        is_set(&"W".repeat(2_000));
        is_set(&"three thousand words of a brief ".repeat(500));
    }

    #[test]
    fn an_empty_paper_is_set() {
        let mut empty = paper("");
        empty.blocks.clear();
        assert!(pdf(&empty).is_ok());
        assert!(set(&paper("图"), Setting::Plain).is_ok());
    }
}
