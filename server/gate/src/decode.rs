//! Owns reading an update (lib0 encoding, version 1) against bounds; rules G1 to G12.
//!
//! Numbers are varints: seven bits a byte, least significant first, the high bit says that more
//! follow. Strings are a byte count and UTF-8. An update is
//!
//! ```text
//! count of sections, then per section:
//!     count of structs, client, clock of the first struct, then per struct:
//!         info byte: low five bits the kind, 0x80 an origin follows, 0x40 a right origin follows,
//!                    0x20 the item is a map entry
//!         kind 0 (gone):        length
//!         other kinds (items):  [origin: client, clock] [right origin: client, clock]
//!                               with neither: 1 and the root's name, or 0 and the parent's id;
//!                                             then the key, if 0x20
//!                               content: 1 deleted (length), 4 text (string),
//!                                        7 type (1 map, 2 text), 8 values (count, scalars)
//! count of delete sections, then per section: client, count of ranges, then per range: clock, length
//! ```
//!
//! A scalar is a tag and its bytes: 119 string, 120 true, 121 false, 123 double, 124 float, 125
//! integer (a varint whose first byte has a sign bit and six bits), 126 null.

use crate::limits::Limits;
use crate::refusal::GateRefusal;
use crate::update::{Body, Content, Deletes, Id, Item, Parent, Section, Shared, Struct, Update};

/// Kind of a struct that was garbage collected.
pub(crate) const GONE: u8 = 0;
/// Kind of an item whose content is deleted.
pub(crate) const DELETED: u8 = 1;
/// Kind of an item that holds a string.
pub(crate) const TEXT: u8 = 4;
/// Kind of an item that is a shared type.
pub(crate) const TYPE: u8 = 7;
/// Kind of an item that holds scalars.
pub(crate) const VALUES: u8 = 8;
/// Info bit: an origin follows.
pub(crate) const HAS_ORIGIN: u8 = 0x80;
/// Info bit: a right origin follows.
pub(crate) const HAS_RIGHT: u8 = 0x40;
/// Info bit: the item is a map entry.
pub(crate) const HAS_KEY: u8 = 0x20;
const KIND_BITS: u8 = 0x1f;

/// Largest integer that lib0 writes as an integer: 31 bits and a sign.
const INTEGER_MAX: u64 = 0x7fff_ffff;

type Result<T> = std::result::Result<T, GateRefusal>;

/// Reads a whole update.
pub(crate) fn update<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Update<'a>> {
    if bytes.len() > limits.update_bytes {
        return Err(GateRefusal::TooLarge);
    }
    let mut reader = Reader { bytes, at: 0 };
    let update = Update { sections: sections(&mut reader, limits)?, deletes: deletes(&mut reader, limits)? };
    if reader.at < bytes.len() {
        return Err(GateRefusal::TrailingBytes);
    }
    Ok(update)
}

fn sections<'a>(reader: &mut Reader<'a>, limits: &Limits) -> Result<Vec<Section<'a>>> {
    let count = reader.count(limits.clients)?;
    let mut sections: Vec<Section<'a>> = Vec::new();
    let mut budget = limits.structs;
    for _ in 0..count {
        sections.push(section(reader, limits, &mut budget)?);
    }
    sections.sort_unstable_by_key(|section| section.client);
    if sections.windows(2).any(|pair| pair[0].client == pair[1].client) {
        return Err(GateRefusal::RepeatedClient);
    }
    Ok(sections)
}

/// Reads one section and takes its structs from `budget`; each value of a run counts as one,
/// because it is passed on as one.
fn section<'a>(reader: &mut Reader<'a>, limits: &Limits, budget: &mut usize) -> Result<Section<'a>> {
    let count = reader.count(*budget)?;
    if count == 0 {
        return Err(GateRefusal::Empty);
    }
    let client = reader.client()?;
    let clock = reader.number()?;
    let mut end = clock;
    let mut structs = Vec::new();
    for _ in 0..count {
        let next = structure(reader, limits)?;
        end = end.checked_add(next.len).ok_or(GateRefusal::Number)?;
        *budget = budget.checked_sub(next.parts()).ok_or(GateRefusal::TooMany)?;
        structs.push(next);
    }
    Ok(Section { client, clock, structs })
}

fn structure<'a>(reader: &mut Reader<'a>, limits: &Limits) -> Result<Struct<'a>> {
    let info = reader.byte()?;
    if info == GONE {
        let len = reader.length()?;
        return Ok(Struct { len, body: Body::Gone });
    }
    let origin = (info & HAS_ORIGIN != 0).then(|| reader.id()).transpose()?;
    let right = (info & HAS_RIGHT != 0).then(|| reader.id()).transpose()?;
    let (mut parent, mut key) = (None, None);
    if origin.is_none() && right.is_none() {
        parent = Some(reader.parent()?);
        key = (info & HAS_KEY != 0).then(|| reader.key(limits)).transpose()?;
    }
    let (len, content) = content(reader, info & KIND_BITS, limits)?;
    let item = Item { origin, right, parent, key, content };
    Ok(Struct { len, body: Body::Item(item) })
}

fn content<'a>(reader: &mut Reader<'a>, kind: u8, limits: &Limits) -> Result<(u32, Content<'a>)> {
    match kind {
        DELETED => Ok((reader.length()?, Content::Deleted)),
        TEXT => {
            let text = reader.string()?;
            if text.is_empty() {
                return Err(GateRefusal::Empty);
            }
            Ok((units(text), Content::Text(text)))
        }
        TYPE => match reader.byte()? {
            1 => Ok((1, Content::Type(Shared::Map))),
            2 => Ok((1, Content::Type(Shared::Text))),
            _ => Err(GateRefusal::UnknownContent),
        },
        VALUES => {
            let len = reader.length()?;
            let start = reader.at;
            for _ in 0..len {
                reader.scalar(limits.value_bytes)?;
            }
            Ok((len, Content::Values(&reader.bytes[start..reader.at])))
        }
        _ => Err(GateRefusal::UnknownContent),
    }
}

fn deletes(reader: &mut Reader<'_>, limits: &Limits) -> Result<Vec<Deletes>> {
    let count = reader.count(limits.clients)?;
    let mut deletes: Vec<Deletes> = Vec::new();
    let mut budget = limits.delete_ranges;
    for _ in 0..count {
        let client = reader.client()?;
        let count = reader.count(budget)?;
        if count == 0 {
            return Err(GateRefusal::Empty);
        }
        budget -= count;
        let mut ranges = Vec::new();
        for _ in 0..count {
            let start = reader.number()?;
            let end = start.checked_add(reader.length()?).ok_or(GateRefusal::Number)?;
            ranges.push((start, end));
        }
        deletes.push(Deletes { client, ranges });
    }
    deletes.sort_unstable_by_key(|section| section.client);
    if deletes.windows(2).any(|pair| pair[0].client == pair[1].client) {
        return Err(GateRefusal::RepeatedClient);
    }
    Ok(deletes)
}

/// The clock units of a text: UTF-16 code units. A text comes from an update of bounded size.
fn units(text: &str) -> u32 {
    text.chars().map(|c| c.len_utf16() as u32).sum()
}

/// Reads one scalar from the front of `bytes` and returns its encoded bytes and the rest.
pub(crate) fn split_scalar(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let mut reader = Reader { bytes, at: 0 };
    reader.scalar(bytes.len())?;
    Ok(bytes.split_at(reader.at))
}

/// A cursor over the bytes of an update.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let byte = *self.bytes.get(self.at).ok_or(GateRefusal::Truncated)?;
        self.at += 1;
        Ok(byte)
    }

    fn take(&mut self, len: usize) -> Result<&'a [u8]> {
        let end = self.at.checked_add(len).ok_or(GateRefusal::Truncated)?;
        let taken = self.bytes.get(self.at..end).ok_or(GateRefusal::Truncated)?;
        self.at = end;
        Ok(taken)
    }

    /// A varint of at most `max` bytes in its shortest form, as a wide number.
    fn varint(&mut self, max: u32) -> Result<u64> {
        let mut value = 0u64;
        for shift in 0..max {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << (7 * shift);
            if byte & 0x80 == 0 {
                let shortest = byte != 0 || shift == 0;
                return if shortest { Ok(value) } else { Err(GateRefusal::Number) };
            }
        }
        Err(GateRefusal::Number)
    }

    fn number(&mut self) -> Result<u32> {
        u32::try_from(self.varint(5)?).map_err(|_| GateRefusal::Number)
    }

    /// A number of clock units, at least one.
    fn length(&mut self) -> Result<u32> {
        match self.number()? {
            0 => Err(GateRefusal::Empty),
            length => Ok(length),
        }
    }

    /// A count of things that take at least one byte each.
    fn count(&mut self, bound: usize) -> Result<usize> {
        let count = self.number()? as usize;
        if count > self.bytes.len() - self.at {
            return Err(GateRefusal::Truncated);
        }
        if count > bound {
            return Err(GateRefusal::TooMany);
        }
        Ok(count)
    }

    /// A client id; other implementations make ids of up to 53 bits, which are refused by name.
    fn client(&mut self) -> Result<u32> {
        let wide = self.varint(8)?;
        u32::try_from(wide).map_err(|_| GateRefusal::ClientId)
    }

    fn id(&mut self) -> Result<Id> {
        Ok(Id { client: self.client()?, clock: self.number()? })
    }

    fn string(&mut self) -> Result<&'a str> {
        let len = self.number()? as usize;
        std::str::from_utf8(self.take(len)?).map_err(|_| GateRefusal::NotUtf8)
    }

    fn parent(&mut self) -> Result<Parent<'a>> {
        match self.byte()? {
            0 => Ok(Parent::Type(self.id()?)),
            1 => Ok(Parent::Root(self.string()?)),
            _ => Err(GateRefusal::Number),
        }
    }

    fn key(&mut self, limits: &Limits) -> Result<&'a str> {
        let key = self.string()?;
        // In JavaScript an object cannot have an own key `__proto__` by assignment.
        let plain = !key.is_empty() && !key.chars().any(char::is_control) && key != "__proto__";
        if plain && key.len() <= limits.key_bytes { Ok(key) } else { Err(GateRefusal::Key) }
    }

    fn scalar(&mut self, string_bytes: usize) -> Result<()> {
        match self.byte()? {
            126 | 121 | 120 => Ok(()),
            125 => self.integer(),
            124 => finite(f32::from_be_bytes(self.array()?).into()),
            123 => finite(f64::from_be_bytes(self.array()?)),
            119 if self.string()?.len() <= string_bytes => Ok(()),
            _ => Err(GateRefusal::Value),
        }
    }

    /// A signed varint: sign and six bits in the first byte, seven bits in those that follow.
    fn integer(&mut self) -> Result<()> {
        let first = self.byte()?;
        let mut value = u64::from(first & 0x3f);
        if first & 0x80 != 0 {
            let rest = self.varint(4)?;
            if rest == 0 {
                return Err(GateRefusal::Number);
            }
            value |= rest << 6;
        }
        if value > INTEGER_MAX { Err(GateRefusal::Value) } else { Ok(()) }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        self.take(N)?.try_into().map_err(|_| GateRefusal::Truncated)
    }
}

fn finite(number: f64) -> Result<()> {
    if number.is_finite() { Ok(()) } else { Err(GateRefusal::Value) }
}
