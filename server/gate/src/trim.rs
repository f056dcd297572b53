//! Owns cutting off what a document knows of an update already; rule G16.

use crate::decode::split_scalar;
use crate::draft::Result;
use crate::refusal::GateRefusal;
use crate::update::{Body, Content, Id, Item, Struct};

/// Drops what lies before clock `known` from structs that begin at `clock`; returns their end.
pub(crate) fn trim(structs: &mut Vec<Struct<'_>>, client: u32, clock: u32, known: u32) -> Result<u32> {
    if clock > known {
        return Err(GateRefusal::Behind);
    }
    let mut end = clock;
    let mut whole = 0;
    for next in structs.iter_mut() {
        let start = end;
        end += next.len;
        if end <= known {
            whole += 1;
        } else if start < known {
            *next = cut(*next, Id::new(client, known), known - start)?;
        }
    }
    structs.drain(..whole);
    Ok(end)
}

/// A struct without its first `count` units; `at` is the first one that stays.
fn cut<'a>(whole: Struct<'a>, at: Id, count: u32) -> Result<Struct<'a>> {
    let len = whole.len - count;
    let Body::Item(item) = whole.body else {
        return Ok(Struct { len, ..whole });
    };
    let content = match item.content {
        Content::Text(text) => Content::Text(cut_text(text, count)?),
        Content::Values(mut scalars) => {
            for _ in 0..count {
                scalars = split_scalar(scalars)?.1;
            }
            Content::Values(scalars)
        }
        other => other,
    };
    let item = Item { origin: at.before(), right: item.right, parent: None, key: None, content };
    Ok(Struct { len, body: Body::Item(item) })
}

/// A text without its first `count` UTF-16 units.
fn cut_text(text: &str, count: u32) -> Result<&str> {
    let mut units = 0;
    for (at, character) in text.char_indices() {
        if units == count {
            return Ok(&text[at..]);
        }
        units += character.len_utf16() as u32;
        if units > count {
            break;
        }
    }
    Err(GateRefusal::SplitCharacter)
}
