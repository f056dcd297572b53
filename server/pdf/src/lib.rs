//! A paper as PDF/UA-1: tagged, with its title, its language, alternative texts, and every font in it. Pure but for one thing: where the fonts
//! that come along cannot show a text, fonts of the system are read.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod coverage;
mod embedded;
mod faults;
mod limits;
mod script;
mod system;
mod world;

use limits::{KEPT_PAPERS, ROUNDS};
use script::Setting;
use std::collections::BTreeSet;
pub use system::{Unshown, unshown_scripts};
use trestle_core::record::paper::Paper;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use world::World;

/// Why a paper could not be set. It says where and of which kind, and quotes nothing: the typesetter's own messages quote what people wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The script was not carried out.
    #[error("the paper could not be laid out (paper.typ, line {line})")]
    Layout {
        /// Of our script; 0 if it is not known.
        line: usize,
    },
    /// Some text cannot be set, however often what could not be set was marked.
    #[error("{pieces} pieces of text could not be set")]
    Text {
        /// How many.
        pieces: usize,
    },
    /// The pages are not what the standard wants.
    #[error("the pages could not be written as an accessible document (paper.typ, line {line})")]
    Export {
        /// Of our script; 0 if it is not known.
        line: usize,
    },
    /// The options contradict each other.
    #[error("the standard is not known")]
    Standard,
}

/// The paper as PDF/UA-1. Whatever people wrote, there is a document: at worst one in plainer type, or one that is less accessible.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PdfError> {
    let set = set(paper, Setting::Full).or_else(|error| set_again(paper, Setting::Plain, error));
    let set = set.or_else(|error| set_again(paper, Setting::Bare, error));
    typst::comemo::evict(KEPT_PAPERS);
    set
}

fn set_again(paper: &Paper, setting: Setting, error: PdfError) -> Result<Vec<u8>, PdfError> {
    tracing::warn!(%error, ?setting, "a paper is set again");
    set(paper, setting)
}

fn set(paper: &Paper, setting: Setting) -> Result<Vec<u8>, PdfError> {
    let mut unset = BTreeSet::new();
    for _ in 0..ROUNDS {
        let document = laid_out(paper, setting, &unset)?;
        let before = unset.len();
        if setting != Setting::Bare {
            unset.extend(faults::of(&document));
        }
        if unset.len() == before {
            return typst_pdf::pdf(&document, &options(paper, setting)?).map_err(|errors| PdfError::Export { line: line(errors) });
        }
    }
    Err(PdfError::Text { pieces: unset.len() })
}

fn laid_out(paper: &Paper, setting: Setting, unset: &BTreeSet<String>) -> Result<PagedDocument, PdfError> {
    let world = World::new(script::write(paper, setting, unset));
    typst::compile::<PagedDocument>(&world).output.map_err(|errors| PdfError::Layout { line: line(errors) })
}

fn options(paper: &Paper, setting: Setting) -> Result<PdfOptions, PdfError> {
    let wanted: &[PdfStandard] = if setting == Setting::Bare { &[] } else { &[PdfStandard::Ua_1] };
    let standards = PdfStandards::new(wanted).map_err(|_| PdfError::Standard)?;
    let timestamp = world::moment(paper.made_at).map(Timestamp::new_utc);
    let creator = typst::foundations::Smart::Custom(Some("Trestle".to_owned()));
    Ok(PdfOptions { standards, timestamp, creator, ..PdfOptions::default() })
}

/// Where in our script the first of these went wrong. Only its place is told: messages quote the text that they are about.
fn line(errors: impl IntoIterator<Item = SourceDiagnostic>) -> usize {
    errors.into_iter().find_map(|error| world::line(error.span)).unwrap_or_default()
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
            kind: "The record".to_owned(),
            workshop: text.to_owned(),
            made_at: Time(1_795_530_300_000),
            zone: String::new(),
            draft: true,
            byline: text.to_owned(),
            front: Vec::new(),
            blocks: Vec::new(),
        };
        paper.section("What we agreed");
        paper.lead(text);
        paper.field("Who it affects", text);
        paper.stands_alone();
        paper.section("Problems");
        paper.part(text);
        paper.paragraph(text);
        paper.field("Why it matters", text);
        paper.list("Notes", [Item { text: text.to_owned(), aside: text.to_owned() }]);
        let point = Point { number: 1, x: 2.0, y: 3.0, spread: (1.0, 0.5) };
        paper.picture(Plot {
            caption: "A picture".to_owned(),
            alt: format!("Alt: {text}"),
            x: "Seriousness".to_owned(),
            y: "Priority".to_owned(),
            points: vec![point],
        });
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

    /// The case: a Ukrainian note with one tick, and a Greek one with a key.
    #[test]
    fn one_character_that_is_hard_to_set_changes_no_other() {
        let case: serde_json::Value = serde_json::from_str(include_str!("../../../tests/data/cases/07-pdf-one-tick.json")).unwrap();
        let notes = case["notes"].as_array().unwrap().iter().map(|note| note["text"].as_str().unwrap());
        let none = BTreeSet::new();
        for text in notes {
            is_set(text);
            let written = script::write(&paper(text), Setting::Full, &none).json;
            assert!(written.contains(text.trim_end_matches(';')) && !written.contains(coverage::MARK), "{text}: {written}");
        }
    }

    #[test]
    fn an_empty_paper_is_set() {
        let mut empty = paper("");
        empty.blocks.clear();
        assert!(pdf(&empty).is_ok());
        for setting in [Setting::Plain, Setting::Bare] {
            assert!(set(&paper("图"), setting).is_ok());
        }
    }

    #[test]
    fn what_nobody_can_see_is_set_under_a_word_of_ours() {
        for nothing in [
            "\u{ad}\u{ad}",
            "\u{feff}",
            "\u{202e}\u{202c}",
            "\u{2066}\u{2069}",
            "\u{3164}",
            "\u{301}\u{301}",
            "\u{200b}",
            "\u{fe0f}",
            "\u{b}",
        ] {
            is_set(nothing);
        }
    }

    /// Texts put together at random from what is hard to set: alone, beside letters, and among each other.
    #[test]
    fn random_texts_are_set_as_accessible_pdf() {
        const PIECES: [&str; 40] = [
            "a",
            "Ł",
            "ế",
            "ɓ",
            "є",
            "ή",
            "ש",
            "م",
            "图",
            "の",
            "한",
            "हि",
            "ไ",
            "ქ",
            "\u{301}",
            "\u{20e3}",
            "\u{fe0f}",
            "\u{200d}",
            "\u{200b}",
            "\u{ad}",
            "\u{feff}",
            "\u{202e}",
            "\u{2066}",
            "\u{3164}",
            "✅",
            "👩",
            "🏿",
            "🇵",
            "1",
            "#",
            "\u{e000}",
            "\u{fffe}",
            "\u{10ffff}",
            "\u{378}",
            "𝒳",
            "\n",
            "\u{2028}",
            " ",
            "\u{f8ff}",
            "\u{e0041}",
        ];
        let mut dice: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut next = |below: usize| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) as usize % below
        };
        for _ in 0..40 {
            let text: String = (0..=next(12)).map(|_| PIECES[next(PIECES.len())]).collect();
            is_set(&text);
        }
    }
}
