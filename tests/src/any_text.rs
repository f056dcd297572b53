//! Any text: a record in which every text that people wrote has become another one, put together at random from what is hard for one format or another.

use fastrand::Rng;
use serde_json::Value;
use std::{collections::BTreeMap, sync::LazyLock};

/// What is hard: shared with the tests of the exports.
static PIECES: LazyLock<Vec<String>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../data/cases/11-pieces.json")).expect("pieces"));

/// Texts of several lines and of one, with the room that each has, in characters. What is not here is no text of people's, or a name.
const TEXTS: [(&str, usize); 33] = [
    ("text", 200),
    ("line", 200),
    ("who", 200),
    ("why", 200),
    ("fit", 200),
    ("constraints", 200),
    ("ideas", 200),
    ("already", 200),
    ("success", 200),
    ("factors", 200),
    ("seriousness", 200),
    ("priority", 200),
    ("does", 200),
    ("priorities", 200),
    ("contact", 200),
    ("spaces", 200),
    ("skills", 200),
    ("networks", 200),
    ("impact", 200),
    ("hope", 200),
    ("role", 200),
    ("commits", 200),
    ("how", 200),
    ("what", 200),
    ("communications", 200),
    ("reason", 200),
    ("unsure", 200),
    ("script", 200),
    ("purpose", 200),
    ("prompt", 200),
    ("hint", 200),
    ("offer", 200),
    ("ask", 200),
];
/// Headings, which stand in several places each: the same one becomes the same.
const HEADINGS: [&str; 4] = ["title", "theme_title", "step_title", "place"];

/// A record in the making.
pub struct AnyText<'a> {
    chance: &'a mut Rng,
    headings: BTreeMap<String, String>,
    /// Marks that stand in the texts, to be found again.
    marks: u32,
}

impl<'a> AnyText<'a> {
    /// Texts from that source of chance.
    pub fn new(chance: &'a mut Rng) -> Self {
        Self { chance, headings: BTreeMap::new(), marks: 0 }
    }

    /// A text of some pieces, without more characters than that.
    pub fn text(&mut self, most: usize) -> String {
        let count = self.chance.usize(1..12);
        let text: String = (0..count).map(|_| PIECES[self.chance.usize(..PIECES.len())].as_str()).collect();
        text.chars().take(most).collect()
    }

    /// A text with a mark that every format has to show. It ends in a letter, so that it is no other's beginning, whatever a reader puts behind it.
    fn marked(&mut self, most: usize) -> String {
        self.marks += 1;
        let mark = format!(" mark{}q ", self.marks);
        let room = (most - mark.len()) / 2;
        format!("{}{mark}{}", self.text(room), self.text(room)).trim_matches(|c: char| c.is_whitespace() || c.is_control()).to_owned()
    }

    /// How many marks stand in what was spoilt so far.
    pub fn marks(&self) -> impl Iterator<Item = String> + use<> {
        (1..=self.marks).map(|mark| format!("mark{mark}q"))
    }

    /// Puts other texts into a record, or into what is private beside it.
    pub fn spoil(&mut self, value: &mut Value) {
        match value {
            Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| self.field(name, value)),
            Value::Array(values) => values.iter_mut().for_each(|value| self.spoil(value)),
            _ => {}
        }
    }

    fn field(&mut self, name: &str, value: &mut Value) {
        match value {
            Value::String(text) if HEADINGS.contains(&name) => *text = self.heading(text),
            // Of a brief: the titles of its groups.
            Value::Array(titles) if name == "groups" && titles.iter().all(Value::is_string) => {
                for title in titles {
                    *title = self.heading(title.as_str().unwrap_or_default()).into();
                }
            }
            // A seat's or a person's role is a word of ours.
            Value::String(text) if !matches!(text.as_str(), "" | "participant" | "facilitator") => {
                if let Some((_, most)) = TEXTS.into_iter().find(|(known, _)| *known == name) {
                    *text = self.marked(most);
                }
            }
            _ => self.spoil(value),
        }
    }

    /// Now and then nothing of it can be seen.
    fn heading(&mut self, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        if !self.headings.contains_key(text) {
            let other = if self.chance.u8(..4) == 0 { "\u{ad}\u{feff}\u{202e}".to_owned() } else { self.marked(60) };
            self.headings.insert(text.to_owned(), other);
        }
        self.headings[text].clone()
    }
}
