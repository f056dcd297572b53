//! A record's Markdown, read by somebody else's CommonMark parser, so that texts are compared and not their escapes.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A piece of a document, as a reader sees it: plain text, hard line breaks as `\n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// With its level, 1 to 6.
    Heading(u8, String),
    /// Text on its own.
    Paragraph(String),
    /// An item of a list.
    Item(String),
}

impl Block {
    /// What it says.
    pub fn text(&self) -> &str {
        match self {
            Self::Heading(_, text) | Self::Paragraph(text) | Self::Item(text) => text,
        }
    }
}

/// Everything in a document, and what should not be in it: HTML, links, images, code, quotes, tables.
#[derive(Debug, Default)]
pub struct Page {
    /// In order.
    pub blocks: Vec<Block>,
    /// Lines across the page, where a new one begins.
    pub breaks: usize,
    /// Markup that people's text must not be able to make.
    pub intruders: Vec<String>,
}

/// Reads a document, with the extensions that common viewers have, so that text which only means something to these is found too.
pub fn read(markdown: &str) -> Page {
    let extensions = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES;
    let mut page = Page::default();
    let mut text = String::new();
    let mut items = 0_usize;
    for event in Parser::new_ext(markdown, extensions) {
        match event {
            Event::Start(Tag::Item) => {
                flush(&mut page, &mut text, Block::Item);
                items += 1;
            }
            Event::End(TagEnd::Item) => {
                flush(&mut page, &mut text, Block::Item);
                items -= 1;
            }
            Event::End(TagEnd::Heading(level)) => flush(&mut page, &mut text, |text| Block::Heading(level as u8, text)),
            Event::End(TagEnd::Paragraph) if items > 0 => flush(&mut page, &mut text, Block::Item),
            Event::End(TagEnd::Paragraph) => flush(&mut page, &mut text, Block::Paragraph),
            Event::Text(piece) => text.push_str(&piece),
            Event::Rule => page.breaks += 1,
            Event::HardBreak | Event::SoftBreak => text.push('\n'),
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::List(_) | Tag::Emphasis | Tag::Strong) => {}
            Event::End(_) => {}
            other => page.intruders.push(format!("{other:?}")),
        }
    }
    page
}

fn flush(page: &mut Page, text: &mut String, block: impl FnOnce(String) -> Block) {
    if !text.is_empty() {
        // CommonMark has no empty line within a paragraph; the record writes one as a line of a zero-width space.
        // Marks that keep a list of names in its order are ours.
        let lines = std::mem::take(text).replace('\u{200e}', "");
        let lines: Vec<&str> = lines.split('\n').map(|line| if line == "\u{200b}" { "" } else { line }).collect();
        page.blocks.push(block(lines.join("\n")));
    }
}

impl Page {
    /// What stands under a heading of that text, down to the next one of its level or above. An empty page if there is no such heading.
    pub fn under(&self, heading: &str) -> Page {
        let level_of = |block: &Block| if let Block::Heading(level, _) = block { Some(*level) } else { None };
        let Some(start) = self.blocks.iter().position(|block| level_of(block).is_some() && block.text() == heading) else {
            return Page::default();
        };
        let level = level_of(&self.blocks[start]);
        let behind = &self.blocks[start + 1..];
        let end = behind.iter().position(|block| level_of(block).is_some_and(|other| Some(other) <= level)).unwrap_or(behind.len());
        Page { blocks: behind[..end].to_vec(), ..Page::default() }
    }

    /// The items of lists.
    pub fn items(&self) -> Vec<&str> {
        self.blocks.iter().filter_map(|block| if let Block::Item(text) = block { Some(text.as_str()) } else { None }).collect()
    }

    /// What follows a label, beside it or under it.
    pub fn field(&self, label: &str) -> Option<&str> {
        self.blocks.iter().find_map(|block| block.text().strip_prefix(label)?.strip_prefix(':')?.strip_prefix([' ', '\n']))
    }

    /// The headings of one level.
    pub fn headings(&self, level: u8) -> Vec<&str> {
        self.blocks
            .iter()
            .filter_map(|block| if let Block::Heading(at, text) = block { (*at == level).then_some(text.as_str()) } else { None })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_without_their_escapes_and_intruders_are_seen() {
        let page = read(
            "# A \\*b\\*\n\n**Who:**\\\n1\\. x\\\n  y\n\n**Where:** here\n\n---\n\n- one\\\n  two\n- three (*t*)\n\n## Other\n\nmore\n",
        );
        assert_eq!(page.blocks[0], Block::Heading(1, "A *b*".to_owned()));
        assert_eq!(page.field("Who"), Some("1. x\ny"));
        assert_eq!((page.field("Where"), page.breaks), (Some("here"), 1));
        assert_eq!(page.items(), ["one\ntwo", "three (t)"]);
        assert_eq!(page.under("Other").blocks, [Block::Paragraph("more".to_owned())]);
        assert!(page.intruders.is_empty(), "{:?}", page.intruders);
        for markup in ["<b>x</b>", "[a](http://b)", "`c`", "> q", "|a|b|\n|-|-|\n|c|d|", "~~s~~"] {
            assert!(!read(markup).intruders.is_empty(), "{markup}");
        }
    }
}
