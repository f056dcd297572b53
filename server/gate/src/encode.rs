//! Owns writing what was admitted: the one encoding of it, whatever bytes it came in.
//!
//! The format is that of `decode`. Sections stand in descending order of client ids, as yjs writes
//! them; delete sections likewise, their ranges ascending and merged.

use crate::decode::{DELETED, GONE, HAS_KEY, HAS_ORIGIN, HAS_RIGHT, TEXT, TYPE, VALUES, split_scalar};
use crate::refusal::GateRefusal;
use crate::update::{Content, Id, Item, Parent, Shared};

/// Encoded structs of one client.
#[derive(Debug, Default)]
pub(crate) struct Structs {
    count: u32,
    bytes: Vec<u8>,
}

impl Structs {
    /// Writes the hole of a struct that was collected as garbage.
    pub(crate) fn gone(&mut self, len: u32) {
        self.count += 1;
        self.bytes.push(GONE);
        number(&mut self.bytes, len.into());
    }

    /// Writes an item of `len` units from `at` on; `keyed` says that it is a map entry. Values go one
    /// by one, each with the one before it as origin: yjs joins deleted ones, which says the same.
    pub(crate) fn item(&mut self, at: Id, item: &Item<'_>, len: u32, keyed: bool) -> Result<(), GateRefusal> {
        let Content::Values(mut scalars) = item.content else {
            self.whole(item, len, keyed);
            return Ok(());
        };
        let mut next = *item;
        for unit in 0..len {
            let (scalar, rest) = split_scalar(scalars)?;
            next.content = Content::Values(plain_zero(scalar));
            self.whole(&next, 1, keyed);
            let origin = Some(Id::new(at.client, at.clock + unit));
            next = Item { origin, parent: None, key: None, ..next };
            scalars = rest;
        }
        Ok(())
    }

    fn whole(&mut self, item: &Item<'_>, len: u32, keyed: bool) {
        self.count += 1;
        let out = &mut self.bytes;
        head(out, item, keyed);
        match item.content {
            Content::Deleted => number(out, len.into()),
            Content::Text(text) => string(out, text),
            Content::Type(Shared::Map) => out.push(1),
            Content::Type(Shared::Text) => out.push(2),
            Content::Values(scalars) => {
                number(out, len.into());
                out.extend_from_slice(scalars);
            }
        }
    }

    /// Appends these structs as a section.
    pub(crate) fn section(&self, out: &mut Vec<u8>, client: u32, clock: u32) {
        number(out, self.count.into());
        number(out, client.into());
        number(out, clock.into());
        out.extend_from_slice(&self.bytes);
    }
}

/// Appends the deletions of one client.
pub(crate) fn deletes(out: &mut Vec<u8>, client: u32, ranges: &[(u32, u32)]) {
    number(out, client.into());
    number(out, ranges.len() as u64);
    for (start, end) in ranges {
        number(out, (*start).into());
        number(out, (end - start).into());
    }
}

/// Appends a varint.
pub(crate) fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A scalar with zero instead of negative zero, which yrs does not keep and yjs does.
fn plain_zero(scalar: &[u8]) -> &[u8] {
    match scalar {
        [125, 0x40] | [124, 0x80, 0, 0, 0] | [123, 0x80, 0, 0, 0, 0, 0, 0, 0] => &[125, 0],
        other => other,
    }
}

fn head(out: &mut Vec<u8>, item: &Item<'_>, keyed: bool) {
    let kind = match item.content {
        Content::Deleted => DELETED,
        Content::Text(_) => TEXT,
        Content::Type(_) => TYPE,
        Content::Values(_) => VALUES,
    };
    let flag = |set: bool, bit: u8| if set { bit } else { 0 };
    out.push(kind | flag(item.origin.is_some(), HAS_ORIGIN) | flag(item.right.is_some(), HAS_RIGHT) | flag(keyed, HAS_KEY));
    [item.origin, item.right].into_iter().flatten().for_each(|neighbour| id(out, neighbour));
    match item.parent {
        Some(Parent::Root(name)) => {
            out.push(1);
            string(out, name);
        }
        Some(Parent::Type(parent)) => {
            out.push(0);
            id(out, parent);
        }
        None => {}
    }
    if let Some(key) = item.key {
        string(out, key);
    }
}

fn id(out: &mut Vec<u8>, id: Id) {
    number(out, id.client.into());
    number(out, id.clock.into());
}

fn string(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}
