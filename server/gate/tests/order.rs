//! Why G22: histories that keep it read the same in whatever order they are delivered; one that does
//! not reads differently.

mod guarded;

use guarded::choices::Seeded;
use guarded::forge::{Forge, Part};
use guarded::{Guarded, apply, document, show};
use trestle_gate::{GateRefusal, Schema, Shape};

const SCHEMA: Schema = Schema { roots: &[("t", Shape::Text)] };
const LETTERS: [&str; 5] = ["a", "bb", "c", "ddd", "e"];

/// A struct of one author between two units that stand anywhere, left before right.
#[derive(Clone)]
struct Written {
    id: (u32, u32),
    len: u32,
    origin: Option<(u32, u32)>,
    right: Option<(u32, u32)>,
}

impl Written {
    fn update(&self) -> Vec<u8> {
        let mut part = Part::text(LETTERS[self.id.0 as usize % 5]).under("t");
        if let Some((client, clock)) = self.origin {
            part = part.after(client.into(), clock);
        }
        if let Some((client, clock)) = self.right {
            part = part.before(client.into(), clock);
        }
        Forge::default().section(self.id.0.into(), self.id.1, &[part]).bytes()
    }
}

/// Up to twelve structs of up to five authors, as far as the gate admits them; and how many it did
/// not.
fn history(seeded: &mut Seeded) -> (Guarded, Vec<Written>, u32) {
    let mut guarded = Guarded::new(SCHEMA);
    let mut written: Vec<Written> = Vec::new();
    let mut refused = 0;
    let authors = 2 + seeded.next() % 4;
    for _ in 0..12 {
        let client = (seeded.next() % authors) as u32;
        let units = |(client, clock, len)| (clock..clock + len).map(move |clock| (client, clock));
        let line: Vec<(u32, u32)> = guarded.index.order("t").flat_map(units).collect();
        let left = seeded.next() as usize % (line.len() + 1);
        let right = left + seeded.next() as usize % (line.len() + 1 - left);
        let next = written.iter().filter(|one| one.id.0 == client).map(|one| one.len).sum();
        let one = Written {
            id: (client, next),
            len: LETTERS[client as usize % 5].len() as u32,
            origin: left.checked_sub(1).map(|left| line[left]),
            right: line.get(right).copied(),
        };
        match guarded.push(client, &one.update()) {
            Ok(_) => written.push(one),
            Err(refusal) => {
                assert_eq!(refusal, GateRefusal::Disorder);
                refused += 1;
            }
        }
    }
    (guarded, written, refused)
}

/// Delivers a history in some order in which everything comes after what it refers to.
fn deliver(seeded: &mut Seeded, mut waiting: Vec<Written>) -> yrs::Doc {
    let doc = document(1000, &SCHEMA);
    let mut clocks = [0; 5];
    while !waiting.is_empty() {
        let known = |id: Option<(u32, u32)>| id.is_none_or(|(client, clock)| clock < clocks[client as usize]);
        let ready: Vec<usize> = (0..waiting.len())
            .filter(|at| {
                let one = &waiting[*at];
                one.id.1 == clocks[one.id.0 as usize] && known(one.origin) && known(one.right)
            })
            .collect();
        let one = waiting.remove(ready[seeded.next() as usize % ready.len()]);
        apply(&doc, &one.update()).expect("yrs takes it");
        clocks[one.id.0 as usize] += one.len;
    }
    doc
}

#[test]
fn what_is_admitted_reads_the_same_in_every_order_of_delivery() {
    let (mut orders, mut refusals) = (0, 0);
    for seed in 1..=400 {
        let mut seeded = Seeded::new(seed);
        let (guarded, written, refused) = history(&mut seeded);
        guarded.check_index();
        let expected = show(&guarded.doc, &SCHEMA);
        for _ in 0..6 {
            let doc = deliver(&mut seeded, written.clone());
            assert_eq!(show(&doc, &SCHEMA), expected, "seed {seed}");
            orders += 1;
        }
        refusals += refused;
    }
    println!("{orders} orders, {refusals} structs refused");
    assert!(refusals > 100, "the rule had something to refuse");
}

/// The control: four structs in the right order of left and right, the last of which names a right
/// neighbour that stems from its left one by way of another.
#[test]
fn without_the_rule_two_orders_of_delivery_read_differently() {
    let part = |client: u64, part: Part<'_>| Forge::default().section(client, 0, &[part]).bytes();
    let first = part(1, Part::text("1").under("t"));
    let second = part(2, Part::text("2").after(1, 0));
    let third = part(0, Part::text("0").after(1, 0));
    let last = part(3, Part::text("3").before(0, 0));

    let mut guarded = Guarded::new(SCHEMA);
    for (owner, update) in [(1, &first), (2, &second), (0, &third)] {
        guarded.push(owner, update).expect("so far they were neighbours");
    }
    assert_eq!(guarded.refused(3, &last), Some(GateRefusal::Disorder));

    let read = |updates: [&Vec<u8>; 4]| {
        let doc = document(1000, &SCHEMA);
        updates.iter().for_each(|update| apply(&doc, update).expect("yrs takes it"));
        show(&doc, &SCHEMA)["t"].clone()
    };
    let one = read([&first, &second, &third, &last]);
    let other = read([&first, &third, &last, &second]);
    assert_ne!(one, other);
}
