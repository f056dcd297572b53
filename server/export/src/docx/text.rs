//! People's text as runs of a paragraph: its line breaks kept, what XML cannot hold left out, Arabic and Hebrew from right to left.

use quick_xml::{Writer, events::BytesText};
use std::io;
use trestle_core::text::lined;
use unicode_bidi::{Direction, get_base_direction};

pub(super) type Xml = Writer<Vec<u8>>;

/// How a run looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// As its paragraph does.
    Plain,
    /// In the character style of that name.
    Style(&'static str),
}

/// Does this text run from right to left?
pub(super) fn is_rtl(text: &str) -> bool {
    get_base_direction(text) == Direction::Rtl
}

/// A paragraph in that style, with one text.
pub(super) fn paragraph(xml: &mut Xml, style: &str, text: &str) -> io::Result<()> {
    paragraph_of(xml, style, &[(text, Look::Plain)])
}

/// A paragraph in that style, of several texts; it runs as the first one does.
pub(super) fn paragraph_of(xml: &mut Xml, style: &str, texts: &[(&str, Look)]) -> io::Result<()> {
    let rtl = texts.first().is_some_and(|(text, _)| is_rtl(text));
    xml.create_element("w:p").write_inner_content(|xml| {
        properties(xml, style, rtl)?;
        texts.iter().try_for_each(|(text, look)| run(xml, text, *look))
    })?;
    Ok(())
}

/// A paragraph's style and direction.
pub(super) fn properties(xml: &mut Xml, style: &str, rtl: bool) -> io::Result<()> {
    xml.create_element("w:pPr").write_inner_content(|xml| {
        xml.create_element("w:pStyle").with_attribute(("w:val", style)).write_empty()?;
        if rtl {
            xml.create_element("w:bidi").write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// One text in one look.
pub(super) fn run(xml: &mut Xml, text: &str, look: Look) -> io::Result<()> {
    let rtl = is_rtl(text);
    xml.create_element("w:r").write_inner_content(|xml| {
        if rtl || look != Look::Plain {
            xml.create_element("w:rPr").write_inner_content(|xml| {
                if let Look::Style(style) = look {
                    xml.create_element("w:rStyle").with_attribute(("w:val", style)).write_empty()?;
                }
                if rtl {
                    xml.create_element("w:rtl").write_empty()?;
                }
                Ok(())
            })?;
        }
        lines(xml, &valid(text))
    })?;
    Ok(())
}

fn lines(xml: &mut Xml, text: &str) -> io::Result<()> {
    for (index, line) in text.trim_end_matches('\n').lines().enumerate() {
        if index > 0 {
            xml.create_element("w:br").write_empty()?;
        }
        for (index, piece) in line.split('\t').enumerate() {
            if index > 0 {
                xml.create_element("w:tab").write_empty()?;
            }
            xml.create_element("w:t").with_attribute(("xml:space", "preserve")).write_text_content(BytesText::new(piece))?;
        }
    }
    Ok(())
}

/// What XML 1.0 can hold of a text. (Surrogates cannot be in a Rust string.)
pub(super) fn valid(text: &str) -> String {
    lined(text).chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
