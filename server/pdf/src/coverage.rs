//! What fonts can show. PDF/UA knows no missing glyph: what no font can show is replaced by a mark here, before it is set.

use std::{cell::Cell, collections::BTreeSet};
use typst::text::Font;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Stands for what cannot be shown; our own fonts have it.
pub(crate) const MARK: char = '\u{25a1}';

/// What some fonts can show, and whether that was enough.
pub(crate) struct Coverage<'a> {
    fonts: Vec<&'a Font>,
    marked: Cell<bool>,
}

impl<'a> Coverage<'a> {
    pub(crate) fn new(fonts: impl IntoIterator<Item = &'a Font>) -> Self {
        Self { fonts: fonts.into_iter().collect(), marked: Cell::new(false) }
    }

    /// Did anything have to be marked so far?
    pub(crate) fn has_marked(&self) -> bool {
        self.marked.get()
    }

    /// Can one font show all of it? Characters that stand together (a letter and its accents, a family of emoji) must come from one font.
    fn shows(&self, cluster: &str) -> bool {
        let covers = |font: &&Font| cluster.chars().all(|c| is_joining(c) || font.info().coverage.contains(u32::from(c)));
        self.fonts.iter().any(covers)
    }

    /// Characters of the text that these fonts do not show.
    pub(crate) fn missing(&self, text: &str) -> BTreeSet<char> {
        let text = clean(text);
        text.graphemes(true)
            .filter(|cluster| !is_break(cluster) && !self.shows(cluster))
            .flat_map(str::chars)
            .filter(|c| !is_joining(*c))
            .collect()
    }

    /// The text as these fonts can show it.
    pub(crate) fn fit(&self, text: &str) -> String {
        clean(text).graphemes(true).map(|cluster| self.fit_cluster(cluster)).collect()
    }

    fn fit_cluster(&self, cluster: &str) -> String {
        if is_break(cluster) || self.shows(cluster) {
            return cluster.to_owned();
        }
        self.marked.set(true);
        let base: String = cluster.chars().take(1).collect();
        if self.shows(&base) { base } else { MARK.to_string() }
    }
}

fn is_break(cluster: &str) -> bool {
    cluster == "\n"
}

/// Shapes its neighbours and has no shape of its own.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{61c}')
}

/// Composed, so that accents are found in fonts; every kind of line break is one; without what controls a terminal or turns the text of others.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let kept = text.nfc().filter_map(|c| match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}' => None,
        c if c.is_control() => None,
        c => Some(c),
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    #[test]
    fn what_no_font_has_is_marked_once_for_each_thing_that_people_see() {
        let coverage = Coverage::new(embedded::fonts());
        assert_eq!(coverage.fit("Tŷ hapus, café, Łódź, مكتبة\nline"), "Tŷ hapus, café, Łódź, مكتبة\nline");
        assert!(!coverage.has_marked());
        assert_eq!(coverage.fit("图书馆 👩‍👩‍👧 a\u{336}\u{1f}b"), "□□□ □ ab");
        assert!(coverage.has_marked());
        assert_eq!(coverage.missing("a图b").into_iter().collect::<String>(), "图");
    }

    #[test]
    fn an_accent_typed_on_its_own_is_one_letter() {
        let coverage = Coverage::new(embedded::fonts());
        assert_eq!(coverage.fit("cafe\u{301}"), "café");
        assert!(!coverage.has_marked());
    }

    #[test]
    fn what_turns_or_hides_text_is_left_out() {
        assert_eq!(clean("a\u{202e}b\u{feff}c\u{0}d\r\ne\u{2028}f\tg"), "abcd\ne\nf g");
    }
}
