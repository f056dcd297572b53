//! Words: what stands for each numbered text, so that one run can be played again with other texts.

use std::collections::{BTreeMap, BTreeSet};

/// The number of a text; each is written once.
pub(crate) type Word = u32;

/// Which texts stand for the numbers.
#[derive(Clone, Default)]
pub(crate) struct Words {
    /// Numbers whose text is another one than usual.
    pub(crate) replaced: BTreeSet<Word>,
    /// Texts that a test chose itself.
    said: BTreeMap<Word, String>,
}

/// Numbers of texts that a test chose itself.
const SAID: Word = 1_000_000;

/// What people write besides plain words.
const COLOUR: [&str; 8] = [
    "no trains after nine",
    "<b>*bold*</b> [a](b) & `c`",
    "مكتبة الحي مغلقة",
    "👩‍👩‍👧 💻",
    "two\nlines",
    "=1+1\ttab",
    "\u{200f}\u{1b}[31m",
    "cŵn a llyfrau",
];

impl Words {
    /// Other texts for these numbers.
    pub(crate) fn replacing(replaced: BTreeSet<Word>) -> Self {
        Self { replaced, ..Self::default() }
    }

    /// A number for this text.
    pub(crate) fn say(&mut self, text: &str) -> Word {
        let word = SAID + self.said.len() as Word;
        self.said.insert(word, text.to_owned());
        word
    }

    /// The text of that number; never blank, unless a test said so.
    pub(crate) fn text(&self, word: Word) -> String {
        if let Some(said) = self.said.get(&word) {
            return said.clone();
        }
        if self.replaced.contains(&word) {
            let pad = "x".repeat(word as usize % 23);
            format!("z{word}.{pad} quite another text, {}", COLOUR[(word as usize + 3) % COLOUR.len()])
        } else {
            format!("{}{}", mark(word), COLOUR[word as usize % COLOUR.len()])
        }
    }
}

/// What a text of that number begins with, and no other text holds.
pub(crate) fn mark(word: Word) -> String {
    format!("w{word}.")
}
