//! Owns what canonical updates said that units are, to lay the gate's order beside the document.

use std::collections::{BTreeMap, BTreeSet};

/// Text units by name, and which units were deleted. It reads what the gate writes, nothing else.
#[derive(Default)]
pub struct Contents {
    units: BTreeMap<(u32, u32), u16>,
    deleted: BTreeSet<(u32, u32)>,
    /// Units that are shared types, in the order of their coming.
    pub types: Vec<(u32, u32)>,
    /// Values and types that were not deleted.
    entries: BTreeSet<(u32, u32)>,
    /// How many structs these updates had.
    pub structs: u64,
}

impl Contents {
    pub fn add(&mut self, update: &[u8]) {
        let mut at = Cursor(update);
        for _ in 0..at.number() {
            let (structs, client, mut clock) = (at.number(), at.number(), at.number());
            for _ in 0..structs {
                clock += self.structure(&mut at, client, clock);
            }
        }
        for _ in 0..at.number() {
            let (client, ranges) = (at.number(), at.number());
            for _ in 0..ranges {
                let (clock, len) = (at.number(), at.number());
                self.delete(client, clock, len);
            }
        }
        assert!(at.0.is_empty(), "a canonical update ends with its delete set");
    }

    /// How many units of text stand, and how many values and types.
    pub fn standing(&self) -> (u64, u64) {
        ((self.units.len() - self.deleted.len()) as u64, self.entries.len() as u64)
    }

    fn structure(&mut self, at: &mut Cursor<'_>, client: u32, clock: u32) -> u32 {
        self.structs += 1;
        let info = at.byte();
        if info != 0 {
            let neighbours = u32::from(info >> 7) + u32::from(info >> 6 & 1);
            for _ in 0..neighbours * 2 {
                at.number();
            }
            if neighbours == 0 {
                self.parent(at);
                if info & 0x20 != 0 {
                    at.string();
                }
            }
        }
        match info & 0x1f {
            0 | 1 => {
                let len = at.number();
                self.delete(client, clock, len);
                len
            }
            4 => {
                let units: Vec<u16> = at.string().encode_utf16().collect();
                for (offset, unit) in units.iter().enumerate() {
                    self.units.insert((client, clock + offset as u32), *unit);
                }
                units.len() as u32
            }
            7 => {
                at.byte();
                self.types.push((client, clock));
                self.entries.insert((client, clock));
                1
            }
            8 => {
                assert_eq!(at.number(), 1, "values go one by one");
                match at.byte() {
                    119 => _ = at.string(),
                    123 => at.skip(8),
                    124 => at.skip(4),
                    125 => while at.byte() >= 0x80 {},
                    _ => {}
                }
                self.entries.insert((client, clock));
                1
            }
            other => panic!("canonical updates have no kind {other}"),
        }
    }

    fn parent(&mut self, at: &mut Cursor<'_>) {
        if at.byte() == 1 {
            at.string();
        } else {
            at.number();
            at.number();
        }
    }

    fn delete(&mut self, client: u32, clock: u32, len: u32) {
        // Ranges of nothing but clocks may be long; only units of text are looked up.
        let units: Vec<_> = self.units.range((client, clock)..(client, clock + len)).map(|(id, _)| *id).collect();
        self.deleted.extend(units);
        self.entries.retain(|(of, at)| *of != client || !(clock..clock + len).contains(at));
    }

    /// The text of pieces (client, clock, length). Halves of surrogate pairs are all the same,
    /// because a pair that was split reads as two replacement characters.
    pub fn text(&self, order: impl Iterator<Item = (u32, u32, u32)>) -> Vec<u16> {
        let names = order.flat_map(|(client, clock, len)| self.units.range((client, clock)..(client, clock + len)));
        names.filter(|(id, _)| !self.deleted.contains(id)).map(|(_, unit)| blur(*unit)).collect()
    }
}

/// A unit with every half of a pair as the replacement character.
pub fn blur(unit: u16) -> u16 {
    if (0xd800..0xe000).contains(&unit) { 0xfffd } else { unit }
}

struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().expect("a canonical update is complete");
        self.0 = rest;
        *first
    }

    fn skip(&mut self, count: usize) {
        self.0 = &self.0[count..];
    }

    fn number(&mut self) -> u32 {
        let mut value = 0;
        for shift in 0.. {
            let byte = self.byte();
            value |= u32::from(byte & 0x7f) << (7 * shift);
            if byte < 0x80 {
                break;
            }
        }
        value
    }

    fn string(&mut self) -> &'a str {
        let len = self.number() as usize;
        let (text, rest) = self.0.split_at(len);
        self.0 = rest;
        std::str::from_utf8(text).expect("canonical strings are UTF-8")
    }
}
