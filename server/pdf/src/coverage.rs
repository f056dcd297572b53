//! What fonts can show, asked of their glyphs. PDF/UA knows no missing glyph: what no font can show is replaced by a mark here, before it is set,
//! and nothing beside it changes.

use crate::limits::MARKS;
use std::{cell::Cell, collections::BTreeSet};
use trestle_core::text::{is_ignorable, is_no_character, lined};
use ttf_parser::Face;
use typst::text::Font;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

/// Stands for what cannot be shown; our own fonts have it.
pub(crate) const MARK: char = '\u{25a1}';
/// Joins emoji to one picture.
const JOINER: char = '\u{200d}';

/// What some fonts can show, and whether that was enough.
pub(crate) struct Coverage<'a> {
    faces: Vec<Face<'a>>,
    /// What the typesetter could not set with these fonts, although they have its characters.
    unset: &'a BTreeSet<String>,
    marked: Cell<bool>,
}

/// The glyphs of a font; none if it cannot be read.
pub(crate) fn face(font: &Font) -> Option<Face<'_>> {
    Face::parse(font.data(), font.index()).ok()
}

/// Has the font a glyph for it? Ranges that it announces may hold characters that it has none for.
pub(crate) fn has_glyph(face: &Face, c: char) -> bool {
    face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
}

impl<'a> Coverage<'a> {
    pub(crate) fn new(fonts: impl IntoIterator<Item = &'a Font>, unset: &'a BTreeSet<String>) -> Self {
        Self { faces: fonts.into_iter().filter_map(face).collect(), unset, marked: Cell::new(false) }
    }

    /// Did anything have to be marked so far?
    pub(crate) fn has_marked(&self) -> bool {
        self.marked.get()
    }

    /// Can one font show all of it? Characters that stand together (a letter and its accents, a family of emoji) must come from one font.
    fn shows(&self, cluster: &str) -> bool {
        let covers = |face: &Face| cluster.chars().all(|c| is_ignorable(c) || has_glyph(face, c));
        !self.is_unset(cluster) && self.faces.iter().any(covers)
    }

    /// Has it Latin letters that the first font does not have and another one does?
    pub(crate) fn needs_other_letters(&self, text: &str) -> bool {
        let is_latin =
            |c: char| matches!(c, '\u{100}'..='\u{36f}' | '\u{1ab0}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}');
        self.faces.first().is_some_and(|first| text.chars().any(|c| is_latin(c) && !has_glyph(first, c)))
    }

    fn is_unset(&self, cluster: &str) -> bool {
        self.unset.iter().any(|unset| cluster.contains(unset.as_str()) || (!cluster.is_ascii() && unset.contains(cluster)))
    }

    /// Characters of the text that these fonts do not show.
    pub(crate) fn missing(&self, text: &str) -> BTreeSet<char> {
        let text = clean(text);
        text.graphemes(true)
            .filter(|cluster| !is_break(cluster) && self.shown(cluster).is_none())
            .flat_map(str::chars)
            .filter(|c| !is_ignorable(*c) && !is_tone(*c))
            .collect()
    }

    /// The text as these fonts can show it.
    pub(crate) fn fit(&self, text: &str) -> String {
        clean(text).graphemes(true).map(|cluster| self.fit_cluster(cluster)).collect()
    }

    fn fit_cluster(&self, cluster: &str) -> String {
        if is_break(cluster) {
            return cluster.to_owned();
        }
        self.shown(cluster).unwrap_or_else(|| {
            self.marked.set(true);
            let base: String = cluster.chars().take(1).collect();
            if self.shows(&base) { base } else { MARK.to_string() }
        })
    }

    /// What stands together as it can be shown without losing anything that has a meaning on paper: whole; without the colour of its skin, since
    /// there is no colour; or the people of a picture one after the other.
    fn shown(&self, cluster: &str) -> Option<String> {
        if cluster.chars().all(is_ignorable) {
            return Some(cluster.chars().filter(|c| is_turning(*c)).collect());
        }
        if self.shows(cluster) {
            return Some(cluster.to_owned());
        }
        let plain: String = cluster.chars().filter(|c| !is_tone(*c) && !matches!(c, '\u{fe00}'..='\u{fe0f}')).collect();
        if !plain.is_empty() && self.shows(&plain) {
            return Some(plain);
        }
        let parts: Vec<&str> = plain.split(JOINER).collect();
        (parts.len() > 1 && parts.iter().all(|part| self.shows(part))).then(|| parts.concat())
    }
}

fn is_break(cluster: &str) -> bool {
    cluster == "\n"
}

/// A colour of skin.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// Says which way its neighbours run, or where a word may break.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{61c}')
}

/// Composed, so that accents are found in fonts; without what turns or hides the text of others, and without more marks on a letter than any language has: they
/// cost the typesetter tens of times what letters cost.
pub(crate) fn clean(text: &str) -> String {
    let mut marks = 0;
    let is_borne = |c: &char| {
        marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
        marks <= MARKS
    };
    let turns = |c: char| matches!(c, '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{e0001}');
    let hides = |c: &char| turns(*c) || is_no_character(*c);
    lined(text).nfc().filter(|c| !hides(c)).filter(is_borne).map(|c| if c == '\t' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    fn fit(text: &str) -> (String, bool) {
        let none = BTreeSet::new();
        let coverage = Coverage::new(embedded::fonts(), &none);
        (coverage.fit(text), coverage.has_marked())
    }

    #[test]
    fn a_letter_bears_as_many_marks_as_languages_put_on_it() {
        assert_eq!(clean(&format!("x{}y\u{301}", "\u{335}".repeat(499))), format!("x{}ý", "\u{335}".repeat(MARKS)));
        for whole in ["שָּׁלוֹם", "ọ̀rọ̀ ẹ̀kọ́", "H\u{335}\u{31b}\u{352}", "क्‍षि"] {
            assert_eq!(clean(whole), whole.nfc().collect::<String>());
        }
    }

    #[test]
    fn the_fonts_that_come_along_show_what_libraries_write() {
        for text in [
            "Tŷ hapus, café, Łódź, İstanbul",
            "Tiếng Việt: Thư viện mở cửa buổi tối, được không?",
            "Yorùbá: ọ̀rọ̀ àti ẹ̀kọ́; Hausa: ɓaure, ƙofa; Ewe: ɖeví ŋutsu; Igbo: ụlọ ọrụ",
            "Чому немає книжок? ✅ Ґанок, їжак",
            "1️⃣ Γιατί όχι; Ἑλλάς",
            "ספרייה ציבורית שָׁלוֹם",
            "مكتبة عامة، کتابخانه",
            "→ ⇒ ≥ ≈ ∑ ☎ ✓ ✗ ★ ① ♿ €₺₹ № ™ ½ ²",
            "😀 👩‍👩‍👧 🏳️‍🌈 🇵🇱 ❤️ 👩🏿‍🏫 👍🏽 🧑‍🦽 📚",
            "a\u{336}b",
        ] {
            let (shown, marked) = fit(text);
            assert!(!marked && !shown.contains(MARK), "{text}: {shown}");
        }
    }

    #[test]
    fn what_no_font_has_is_marked_once_and_nothing_else_changes() {
        assert_eq!(fit("图书馆 ✅ є a\u{1f}b"), ("□□□ ✅ є ab".to_owned(), true));
        let none = BTreeSet::new();
        let coverage = Coverage::new(embedded::fonts(), &none);
        assert_eq!(coverage.missing("a图b👩🏿").into_iter().collect::<String>(), "图");
        let unset = BTreeSet::from(["є".to_owned()]);
        assert_eq!(Coverage::new(embedded::fonts(), &unset).fit("Чому немає? ✅"), "Чому нема□? ✅");
    }

    #[test]
    fn an_accent_typed_on_its_own_is_one_letter() {
        assert_eq!(fit("cafe\u{301}"), ("café".to_owned(), false));
    }

    #[test]
    fn what_turns_or_hides_text_is_left_out() {
        assert_eq!(clean("a\u{202e}b\u{feff}c\u{0}d\r\ne\u{2028}f\tg\u{b}h"), "abcd\ne\nf g\nh");
        assert_eq!(fit("\u{ad}\u{feff}\u{3164}\u{fe0f}\u{2066}").0, "");
    }
}
