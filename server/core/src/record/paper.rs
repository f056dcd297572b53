//! A paper: a document before it has a format. Markdown, DOCX and PDF are made from it, so that they say the same in the same order.

pub mod moment;
mod plot;
mod table;

pub use plot::{Plot, Point};
pub use table::{Column, Table};

use crate::{name::tidy, text::is_visible};
use serde::{Deserialize, Serialize};
use trestle_protocol::Time;

/// A document's content. People's text stands in it as they wrote it; each format escapes it in its own way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// What it is called.
    pub title: String,
    /// What it is, for its running header.
    pub kind: String,
    /// The workshop that it comes from.
    pub workshop: String,
    /// When it was made.
    pub made_at: Time,
    /// The workshop's zone, in which moments are said.
    pub zone: String,
    /// The workshop goes on, or the paper is one to be agreed.
    pub draft: bool,
    /// Under the title: who, where, when; may be empty.
    pub byline: String,
    /// A page that stands alone, so that it can be pinned up; what follows begins on a new one. May be empty.
    pub front: Vec<Block>,
    /// In reading order.
    pub blocks: Vec<Block>,
}

/// A piece of a paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// A section (1) or a part of one (2).
    Heading {
        /// 1 or 2.
        level: u8,
        /// What it says.
        text: String,
    },
    /// What a section comes down to, in large type.
    Lead {
        /// With its line breaks.
        text: String,
    },
    /// Text on its own.
    Paragraph {
        /// With its line breaks.
        text: String,
    },
    /// A label and what stands under it.
    Field {
        /// Ours.
        label: String,
        /// People's.
        text: String,
    },
    /// Items without an order, under a label if it has one.
    List {
        /// Ours; may be empty.
        label: String,
        /// At least one.
        items: Vec<Item>,
    },
    /// Rows under a header row.
    Table(Table),
    /// A drawing. What it shows stands in a table as well.
    Picture(Plot),
    /// Something that is not known yet and has to be agreed.
    Question {
        /// The question.
        text: String,
    },
    /// What follows begins on a page of its own.
    PageBreak,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What it says.
    pub text: String,
    /// Said about it in passing, behind it; may be empty.
    pub aside: String,
}

impl From<String> for Item {
    fn from(text: String) -> Self {
        Self { text, aside: String::new() }
    }
}

impl Paper {
    /// Everything so far stands alone on the first page.
    pub fn stands_alone(&mut self) {
        self.front.append(&mut self.blocks);
    }

    /// All of it in reading order.
    pub fn reading(&self) -> impl Iterator<Item = &Block> {
        let between = (!self.front.is_empty() && !self.blocks.is_empty()).then_some(&Block::PageBreak);
        self.front.iter().chain(between).chain(&self.blocks)
    }

    /// Begins a section.
    pub fn section(&mut self, text: &str) {
        self.blocks.push(Block::Heading { level: 1, text: tidy(text) });
    }

    /// Begins a part of a section.
    pub fn part(&mut self, text: &str) {
        self.blocks.push(Block::Heading { level: 2, text: tidy(text) });
    }

    /// What a section comes down to; nothing if there is nothing to see.
    pub fn lead(&mut self, text: impl Into<String>) {
        let text = text.into();
        if is_visible(&text) {
            self.blocks.push(Block::Lead { text });
        }
    }

    /// Text on its own; nothing if there is none.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        let text = text.into();
        if is_visible(&text) {
            self.blocks.push(Block::Paragraph { text });
        }
    }

    /// A label and what stands under it; nothing for an empty field.
    pub fn field(&mut self, label: &str, text: &str) {
        if is_visible(text) {
            self.blocks.push(Block::Field { label: label.to_owned(), text: text.to_owned() });
        }
    }

    /// Items under a label, without those in which there is nothing to see; nothing if there are none.
    pub fn list<I: Into<Item>>(&mut self, label: &str, items: impl IntoIterator<Item = I>) {
        let items: Vec<Item> = items.into_iter().map(Into::into).filter(|item: &Item| is_visible(&item.text)).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List { label: label.to_owned(), items });
        }
    }

    /// A table; nothing without rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// A drawing; nothing without points.
    pub fn picture(&mut self, plot: Plot) {
        if !plot.points.is_empty() {
            self.blocks.push(Block::Picture(plot));
        }
    }

    /// Something to be agreed.
    pub fn question(&mut self, text: &str) {
        self.blocks.push(Block::Question { text: text.to_owned() });
    }

    /// A line that says when this was made, and that a draft is a draft.
    pub fn made(&self) -> String {
        let moment = moment::of(self.made_at, &self.zone);
        if self.draft { format!("Draft, made on {moment}") } else { format!("Made on {moment}") }
    }

    /// As CommonMark.
    pub fn markdown(&self) -> String {
        super::markdown::document(self)
    }
}
