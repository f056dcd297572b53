//! Owns one game against the gate: honest clients edit, a hostile one forges, mutates and sends
//! noise, in an order that bytes choose.

use trestle_gate::{Schema, Shape};
use yrs::{Doc, Map, MapPrelim, MapRef, Out, Text, TextPrelim, TextRef, Transact, WriteTxn};

use super::choices::Choices;
use super::forge::{Forge, Part, scalar};
use super::{Guarded, apply, document, show};

/// Every shape that documents use, in few names, so that hostile and honest hands meet.
pub const SCHEMA: Schema = Schema {
    roots: &[
        ("t", Shape::Text),
        ("m", Shape::Map(&Shape::Value)),
        ("n", Shape::Map(&Shape::Record(&[("text", Shape::Text), ("theme", Shape::Value)]))),
        ("r", Shape::Record(&[("when", Shape::Value), ("why", Shape::Text)])),
    ],
};

/// Who sends what nobody honest would.
const HOSTILE: u32 = 9;
const HOSTILE_CLIENTS: [u64; 5] = [7, 102, 70_000, 1 << 24, u32::MAX as u64];
const WORDS: [&str; 8] = ["a", "room", "🤝", "é", "\u{fffd}", "قر", "x🎭y", "0123456789"];
const KEYS: [&str; 5] = ["text", "theme", "when", "why", "k"];
const ROOTS: [&str; 4] = ["t", "m", "n", "r"];

/// What a game came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub honest: u32,
    pub hostile: u32,
    pub hostile_admitted: u32,
}

/// An honest client, on yrs as clients in Rust are.
struct Client {
    doc: Doc,
    owner: u32,
    received: usize,
    outbox: Vec<Vec<u8>>,
}

pub struct Game<'a> {
    choices: Choices<'a>,
    pub guarded: Guarded,
    clients: Vec<Client>,
    pub log: Vec<Vec<u8>>,
    /// Last updates that somebody honest sent, to mutate.
    seen: Vec<Vec<u8>>,
    pub score: Score,
}

impl<'a> Game<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        let client = |owner: u32| Client { doc: document(100 + u64::from(owner) * 2, &SCHEMA), owner, received: 0, outbox: Vec::new() };
        Self {
            choices: Choices::new(bytes),
            guarded: Guarded::new(SCHEMA),
            clients: (0..3).map(client).collect(),
            log: Vec::new(),
            seen: Vec::new(),
            score: Score::default(),
        }
    }

    /// Plays until the bytes run out, then lets everybody catch up; all must agree.
    pub fn play(mut self) -> Self {
        // Honest client ids are bound before the hostile one can take them.
        (0..self.clients.len()).for_each(|client| self.greet(client));
        while !self.choices.is_empty() {
            self.turn();
        }
        for client in 0..self.clients.len() {
            self.send(client, usize::MAX);
        }
        self.guarded.check_index();
        let shown = show(&self.guarded.doc, &SCHEMA);
        for client in 0..self.clients.len() {
            self.receive(client, usize::MAX);
            let seen = show(&self.clients[client].doc, &SCHEMA);
            assert_eq!(shown, seen, "client {client} sees what the server sees");
        }
        self
    }

    fn greet(&mut self, client: usize) {
        let Client { doc, outbox, .. } = &mut self.clients[client];
        let mut txn = doc.transact_mut();
        let text = txn.get_or_insert_text("t");
        text.insert(&mut txn, 0, "base");
        outbox.push(txn.encode_update_v1());
        drop(txn);
        self.send(client, 1);
    }

    fn turn(&mut self) {
        let client = self.choices.below(3) as usize;
        match self.choices.below(16) {
            0..=5 => self.edit(client),
            6 | 7 => self.send(client, 1),
            8 => self.send(client, usize::MAX),
            9 | 10 => self.receive(client, 3),
            11 => self.mutate(),
            12 => {
                let len = usize::from(self.choices.byte());
                let noise = self.choices.take(len);
                self.hostile(noise);
            }
            _ => self.forge(),
        }
    }

    fn send(&mut self, client: usize, most: usize) {
        let sender = &mut self.clients[client];
        let count = most.min(sender.outbox.len());
        let updates: Vec<Vec<u8>> = sender.outbox.drain(..count).collect();
        for update in updates {
            let owner = self.clients[client].owner;
            let outcome = self.guarded.push(owner, &update);
            let outcome = outcome.unwrap_or_else(|refusal| panic!("honest update refused: {refusal}"));
            self.score.honest += 1;
            self.log.extend((!outcome.is_empty()).then_some(outcome));
            self.seen.push(update);
        }
    }

    fn receive(&mut self, client: usize, most: usize) {
        let client = &mut self.clients[client];
        for update in self.log.iter().skip(client.received).take(most) {
            apply(&client.doc, update).expect("a client takes what the server passes on");
            client.received += 1;
        }
    }

    fn hostile(&mut self, update: &[u8]) {
        self.score.hostile += 1;
        match self.guarded.push(HOSTILE, update) {
            Ok(passed_on) if !passed_on.is_empty() => {
                self.score.hostile_admitted += 1;
                self.log.push(passed_on);
                // Each check reads the whole document several times.
                if self.score.hostile_admitted % 4 == 1 {
                    self.guarded.check();
                }
            }
            Ok(_) | Err(_) => {}
        }
    }

    fn mutate(&mut self) {
        let Some(last) = self.seen.len().checked_sub(1) else {
            return;
        };
        let back = self.choices.below(8).min(last as u32) as usize;
        let update = mutated(&mut self.choices, &self.seen[last - back]);
        self.hostile(&update);
    }

    fn forge(&mut self) {
        let known: Vec<(u32, u32)> = self.guarded.index.clocks().collect();
        let mut forge = Forge::default();
        for number in 0..1 + self.choices.below(2) {
            let first = self.choices.below(HOSTILE_CLIENTS.len() as u32) + number;
            let client = HOSTILE_CLIENTS[first as usize % HOSTILE_CLIENTS.len()];
            let next = known.iter().find(|(id, _)| u64::from(*id) == client).map_or(0, |(_, next)| *next);
            let clock = if self.choices.chance(40) { self.choices.below(next + 2) } else { next };
            let count = 1 + self.choices.below(4);
            let mut parts = Vec::new();
            let mut at = clock;
            for _ in 0..count {
                let (part, len) = match self.choices.below(3) {
                    0 => self.wild(&known, (client, at)),
                    _ => self.aimed((client, at)),
                };
                parts.push(part);
                at += len;
            }
            forge = forge.section(client, clock, &parts);
        }
        if self.choices.chance(100) && !known.is_empty() {
            let (client, next) = self.choices.pick(&known);
            let start = self.choices.below(next + 1);
            forge = forge.delete(client.into(), &[(start, 1 + self.choices.below(next - start + 1))]);
        }
        self.hostile(&forge.bytes());
    }

    fn edit(&mut self, client: usize) {
        let choices = &mut self.choices;
        let Client { doc, outbox, .. } = &mut self.clients[client];
        let mut txn = doc.transact_mut();
        match choices.below(8) {
            0..=3 => {
                let text = txn.get_or_insert_text("t");
                write(choices, &mut txn, &text);
            }
            4 => {
                let map = txn.get_or_insert_map("m");
                set(choices, &mut txn, &map, KEYS[4]);
            }
            5 => {
                let record = txn.get_or_insert_map("r");
                set(choices, &mut txn, &record, "when");
            }
            _ => {
                let notes = txn.get_or_insert_map("n");
                note(choices, &mut txn, &notes);
            }
        }
        let update = txn.encode_update_v1();
        outbox.push(update);
    }

    /// A struct whose neighbours are any units that are known or just about to be; and its length.
    fn wild<'b>(&mut self, known: &[(u32, u32)], own: (u64, u32)) -> (Part<'b>, u32) {
        let choices = &mut self.choices;
        let len = 1 + choices.below(3);
        let word = choices.pick(&WORDS);
        let (mut part, len) = match choices.below(10) {
            0 => (Part::gone(len), len),
            1 => (Part::deleted(len), len),
            2..=5 => (Part::text(word), units(word)),
            6 => (Part::value(word), 1),
            7 => (Part::values(&[scalar("one"), vec![126], vec![125, choices.byte() & 0x7f]]), 3),
            8 => (Part::map(), 1),
            _ => (Part::y_text(), 1),
        };
        let any = |choices: &mut Choices<'_>| {
            if known.is_empty() || choices.chance(50) {
                return (own.0, own.1.saturating_sub(1 + choices.below(3)));
            }
            let (client, next) = choices.pick(known);
            (u64::from(client), choices.below(next + 1))
        };
        match choices.below(8) {
            0..=2 => {
                part.origin = Some(any(choices));
                if choices.chance(120) {
                    part.right = Some(any(choices));
                }
            }
            3 => part.right = Some(any(choices)),
            4 => part.origin = Some((own.0, own.1.saturating_sub(1))),
            5 => {
                let (client, clock) = any(choices);
                part = part.inside(client, clock);
            }
            _ => part = part.under(choices.pick(&ROOTS)),
        }
        if part.parent.is_some() && choices.chance(140) {
            part = part.at(choices.pick(&KEYS));
        }
        (part, len)
    }

    /// A struct that the schema allows, between neighbours in their order; and its length.
    fn aimed<'b>(&mut self, own: (u64, u32)) -> (Part<'b>, u32) {
        let choices = &mut self.choices;
        let word = choices.pick(&WORDS);
        let types = &self.guarded.contents.types;
        match choices.below(8) {
            0 => (Part::value(word).under("m").at("k"), 1),
            1 => (Part::map().under("n").at("k"), 1),
            2 if !types.is_empty() => {
                let (client, clock) = choices.pick(types);
                let part = match choices.below(3) {
                    0 => Part::text(word),
                    1 => Part::y_text().at("text"),
                    _ => Part::value(word).at("theme"),
                };
                let len = if part.kind == 4 { units(word) } else { 1 };
                (part.inside(client.into(), clock), len)
            }
            3 => (Part::text(word).after(own.0, own.1.saturating_sub(1)), units(word)),
            _ => {
                let order = self.guarded.index.order("t");
                let line: Vec<(u32, u32)> =
                    order.flat_map(|(client, clock, len)| (clock..clock + len).map(move |at| (client, at))).collect();
                let left = choices.below(line.len() as u32 + 1) as usize;
                let right = left + choices.below(((line.len() - left) as u32 + 1).min(6)) as usize;
                let mut part = Part::text(word).under("t");
                if let Some((client, clock)) = left.checked_sub(1).and_then(|at| line.get(at)) {
                    part = part.after((*client).into(), *clock);
                }
                if let Some((client, clock)) = line.get(right) {
                    part = part.before((*client).into(), *clock);
                }
                (part, units(word))
            }
        }
    }
}

/// An update with one to four bytes changed, added or taken away.
pub fn mutated(choices: &mut Choices<'_>, update: &[u8]) -> Vec<u8> {
    let mut update = update.to_vec();
    for _ in 0..1 + choices.below(4) {
        let at = choices.below(update.len() as u32) as usize;
        match choices.below(4) {
            0 => update[at] = choices.byte(),
            1 => update[at] ^= 1 << choices.below(8),
            2 => update.insert(at, choices.byte()),
            _ if update.len() > 1 => drop(update.remove(at)),
            _ => {}
        }
    }
    update
}

fn units(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

fn write(choices: &mut Choices<'_>, txn: &mut yrs::TransactionMut<'_>, text: &TextRef) {
    let len = text.len(txn);
    let at = choices.below(len + 1);
    if choices.chance(80) && at < len {
        text.remove_range(txn, at, 1 + choices.below((len - at).min(4)));
    } else {
        text.insert(txn, at, choices.pick(&WORDS));
    }
}

fn set(choices: &mut Choices<'_>, txn: &mut yrs::TransactionMut<'_>, map: &MapRef, key: &str) {
    match choices.below(4) {
        0 => drop(map.remove(txn, key)),
        1 => drop(map.insert(txn, key, f64::from(choices.byte()) / 2.0)),
        _ => drop(map.insert(txn, key, choices.pick(&WORDS))),
    }
}

fn note(choices: &mut Choices<'_>, txn: &mut yrs::TransactionMut<'_>, notes: &MapRef) {
    let key = choices.pick(&["text", "k"]);
    match (notes.get(txn, key), choices.below(8)) {
        (None, _) | (_, 0) => {
            let note = notes.insert(txn, key, MapPrelim::default());
            note.insert(txn, "text", TextPrelim::new(choices.pick(&WORDS)));
            note.insert(txn, "theme", "reading");
        }
        (_, 1) => drop(notes.remove(txn, key)),
        (Some(Out::YMap(note)), 2) => set(choices, txn, &note, "theme"),
        (Some(Out::YMap(note)), _) => match note.get(txn, "text") {
            Some(Out::YText(text)) => write(choices, txn, &text),
            _ => drop(note.insert(txn, "text", TextPrelim::new("again"))),
        },
        _ => {}
    }
}
