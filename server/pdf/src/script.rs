//! A paper as the typesetting script reads it. People's text goes in as data, never as markup, in pieces that the fonts can show.

use crate::{
    coverage::{Coverage, MARK, clean},
    embedded, system,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use trestle_core::{
    record::paper::{Block, Item, Paper, Table},
    text::{is_visible, unlined},
};
use typst::text::Font;
use unicode_bidi::{Direction, get_base_direction};
use unicode_segmentation::UnicodeSegmentation;

/// What may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// Everything that a font of ours or of the system has.
    Full,
    /// What our own fonts have: for the case that a font of the system leads to trouble.
    Plain,
    /// The same, without the promise that the document is accessible: better than none.
    Bare,
}

/// The script's data, and the fonts that it needs beside the embedded ones.
pub(crate) struct Written {
    pub(crate) json: String,
    pub(crate) fonts: Vec<Font>,
}

/// A word that is longer than this, in letters, may be broken anywhere, so that nothing runs over the edge.
const LONG_WORD: usize = 36;
/// The same in a table.
const LONG_WORD_IN_CELL: usize = 14;

/// Letters of a title that stand at the head of each page.
const RUNNING: usize = 80;
/// What stands in a heading's place in which there is nothing to see.
const NAMELESS: &str = "Without a title";

/// `unset` is what could not be set before, although fonts have its characters.
pub(crate) fn write(paper: &Paper, setting: Setting, unset: &BTreeSet<String>) -> Written {
    let fonts = match setting {
        Setting::Full => system_fonts(paper, unset),
        Setting::Plain | Setting::Bare => Vec::new(),
    };
    let coverage = Coverage::new(embedded::fonts().iter().chain(&fonts), unset);
    let families: Vec<&str> =
        [embedded::TEXT].into_iter().chain(embedded::BEHIND).chain(fonts.iter().map(|font| font.info().family.as_str())).collect();
    let json = document(paper, &coverage, &families).to_string();
    Written { json, fonts }
}

fn document(paper: &Paper, coverage: &Coverage, families: &[&str]) -> Value {
    let mut page = json!({
        "title": unlined(&clean(title(paper))), "heading": words(title(paper), LONG_WORD, coverage), "kind": paper.kind,
        "letters": embedded::LETTERS, "workshop": running(&coverage.fit(&paper.workshop)), "made": paper.made(), "draft": paper.draft, "fonts": families,
        "byline": words(&paper.byline, LONG_WORD, coverage),
        "front": blocks(&paper.front, coverage), "blocks": blocks(&paper.blocks, coverage),
    });
    page["marked"] = if coverage.has_marked() { note().into() } else { Value::Null };
    page
}

/// Pieces in their order. Labels that follow each other stand in one column, what they say in another.
fn blocks(pieces: &[Block], coverage: &Coverage) -> Vec<Value> {
    let mut written: Vec<Value> = Vec::new();
    for piece in pieces {
        match (labelled(piece, coverage), written.last_mut()) {
            (Some(row), Some(last)) if last["type"] == "fields" => {
                last["rows"].as_array_mut().into_iter().for_each(|rows| rows.push(row.clone()))
            }
            (Some(row), _) => written.push(json!({ "type": "fields", "rows": [row] })),
            (None, _) => written.push(block(piece, coverage)),
        }
    }
    written
}

/// A piece that has a label.
fn labelled(piece: &Block, coverage: &Coverage) -> Option<Value> {
    let words = |text: &str| words(text, LONG_WORD, coverage);
    match piece {
        Block::Field { label, text } => {
            Some(json!({ "label": self::words(label, LONG_WORD_IN_CELL, coverage), "text": words(text), "items": null }))
        }
        Block::List { label, items } if !label.is_empty() => {
            let items: Vec<Value> = items.iter().map(|one| item(one, coverage)).collect();
            Some(json!({ "label": words(label), "text": null, "items": items }))
        }
        _ => None,
    }
}

/// An accessible document has a title, also where a workshop's has nothing that can be seen.
fn title(paper: &Paper) -> &str {
    if !is_visible(&paper.title) { &paper.kind } else { &paper.title }
}

/// A title as it fits into one line at the head of a page.
fn running(title: &str) -> String {
    let title = unlined(title);
    let kept: String = title.graphemes(true).take(RUNNING).collect();
    if kept.len() < title.len() { format!("{}…", kept.trim_end()) } else { title }
}

fn note() -> String {
    format!("This server has no font for some characters of this document: {MARK} stands in their place. The other formats have them all.")
}

fn block(piece: &Block, coverage: &Coverage) -> Value {
    let words = |text: &str| words(text, LONG_WORD, coverage);
    match piece {
        Block::Heading { level, text } => {
            json!({ "type": "heading", "level": level, "text": words(if is_visible(text) { text } else { NAMELESS }) })
        }
        Block::Paragraph { text } => json!({ "type": "paragraph", "text": words(text) }),
        Block::Lead { text } => json!({ "type": "lead", "text": words(text) }),
        Block::Field { .. } => Value::Null, // has a label
        Block::List { items, .. } => json!({ "type": "list", "items": items.iter().map(|one| item(one, coverage)).collect::<Vec<_>>() }),
        Block::Table(table) => self::table(table, coverage),
        Block::Picture(plot) => json!({ "type": "picture", "svg": plot.svg(), "alt": clean(&plot.alt), "caption": plot.caption }),
        Block::Question { text } => json!({ "type": "question", "text": words(text) }),
        Block::PageBreak => json!({ "type": "page_break" }),
    }
}

fn item(item: &Item, coverage: &Coverage) -> Value {
    let aside = if item.aside.is_empty() { Value::Null } else { words(&item.aside, LONG_WORD, coverage) };
    json!({ "text": words(&item.text, LONG_WORD, coverage), "aside": aside })
}

fn table(table: &Table, coverage: &Coverage) -> Value {
    let row = |row: &Vec<String>| row.iter().map(|cell| words(cell, LONG_WORD_IN_CELL, coverage)).collect::<Vec<_>>();
    json!({
        "type": "table",
        "columns": table.columns.iter().map(|column| &column.title).collect::<Vec<_>>(),
        "shares": table.columns.iter().map(|column| column.share).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

/// A text's lines, and which way it runs: as its first letter does. `other`: it has Latin letters that our typeface lacks, as Vietnamese does; then
/// all of it is set in the other one, since letters of two typefaces in one word look broken.
fn words(text: &str, longest: usize, coverage: &Coverage) -> Value {
    let text = coverage.fit(text.trim_end());
    let lines: Vec<String> = text.lines().map(|line| breakable(line, longest)).collect();
    json!({
        "lines": lines, "rtl": matches!(get_base_direction(text.as_str()), Direction::Rtl), "other": coverage.needs_other_letters(&text),
    })
}

/// Gives words that are too long places to break, between letters and never between a letter and its marks.
fn breakable(line: &str, longest: usize) -> String {
    let mut broken = String::with_capacity(line.len());
    let mut run = 0;
    for cluster in line.graphemes(true) {
        let Some(most) = cluster.chars().next().and_then(|c| unbroken(c, longest)) else {
            run = 0;
            broken.push_str(cluster);
            continue;
        };
        run += 1;
        if run > most {
            broken.push('\u{200b}');
            run = 1;
        }
        broken.push_str(cluster);
    }
    broken
}

/// How many letters of this one's script may stand together; none where the typesetter breaks by itself, as in Chinese and Thai. Letters that join stay
/// together as long as any word of theirs is: beyond that they would run over the edge.
fn unbroken(c: char, longest: usize) -> Option<usize> {
    match c {
        c if c.is_whitespace() || c == '\u{200b}' => None,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}' => None,
        '\u{2e80}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{1f000}'..='\u{1faff}'
        | '\u{20000}'..='\u{3ffff}' => None,
        '\u{600}'..='\u{8ff}' | '\u{1800}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Some(longest * 4),
        _ => Some(longest),
    }
}

fn system_fonts(paper: &Paper, unset: &BTreeSet<String>) -> Vec<Font> {
    let coverage = Coverage::new(embedded::fonts(), unset);
    let missing = texts(paper).flat_map(|text| coverage.missing(text)).collect::<BTreeSet<char>>();
    if missing.is_empty() { Vec::new() } else { system::fonts_for(missing) }
}

/// Everything in a paper that people may have written.
fn texts(paper: &Paper) -> impl Iterator<Item = &str> {
    [paper.title.as_str(), paper.workshop.as_str(), paper.byline.as_str()].into_iter().chain(paper.reading().flat_map(block_texts))
}

fn block_texts(piece: &Block) -> Vec<&str> {
    match piece {
        Block::Heading { text, .. } | Block::Lead { text } | Block::Paragraph { text } | Block::Question { text } => vec![text],
        Block::Field { label, text } => vec![label, text],
        Block::List { items, .. } => items.iter().flat_map(|item| [item.text.as_str(), item.aside.as_str()]).collect(),
        Block::Table(table) => table.rows.iter().flatten().map(String::as_str).collect(),
        Block::Picture(_) | Block::PageBreak => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_too_long_may_be_broken_and_others_may_not() {
        assert_eq!(breakable("abcdef gh", 4), "abcd\u{200b}ef gh");
        assert_eq!(breakable("مكتبةالعامة 图书馆图书馆", 4), "مكتبةالعامة 图书馆图书馆");
        assert_eq!(breakable("क्षक्षक्ष e\u{335}e\u{335}e\u{335}", 2), "क्षक्ष\u{200b}क्ष e\u{335}e\u{335}\u{200b}e\u{335}");
        assert_eq!(breakable(&"م".repeat(17), 4), format!("{}\u{200b}م", "م".repeat(16)));
    }

    #[test]
    fn a_text_runs_as_its_first_letter_does() {
        let none = BTreeSet::new();
        let coverage = Coverage::new(embedded::fonts(), &none);
        assert_eq!(words("1. مكتبة and more", 40, &coverage)["rtl"], true);
        assert_eq!(words("Library مكتبة", 40, &coverage)["rtl"], false);
        assert_eq!(words("a\n\nb\n", 40, &coverage)["lines"], json!(["a", "", "b"]));
    }
}
