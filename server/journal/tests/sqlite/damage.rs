//! Flipped bits: whatever flips, the file is refused, or what is read is what was written, or it says that it is not.

use crate::kit::{Folder, begin, chance, copy};
use futures_util::TryStreamExt;
use std::{collections::BTreeMap, fs};
use trestle_journal::{Entry, Journal, JournalError, Seq, Snapshot, Sqlite};
use uuid::Uuid;

/// What a journal says about one workshop.
type Told = (Option<Snapshot>, Vec<(Seq, Entry)>);

/// When they all fall due.
const DUE: u64 = 1_900_000_000_000;

type Held = BTreeMap<Uuid, Told>;
type Claims = BTreeMap<[u8; 32], Uuid>;

async fn told(journal: &Sqlite, id: Uuid) -> Result<Told, JournalError> {
    let entries = journal.read(id, Seq::START).try_collect().await?;
    Ok((journal.latest(id).await?, entries))
}

/// A closed journal with small and large entries and with snapshots, and what it holds.
async fn filled(folder: &Folder, chance: &mut fastrand::Rng) -> (Held, Claims) {
    let journal = folder.open();
    let mut claims = Claims::new();
    for n in 0..12u8 {
        let size = chance.usize(1..6000);
        let entries = (0..12).map(|m| match m % 3 {
            0 => Entry::event(vec![n; size / 4]),
            _ => Entry::update(vec![m; size]),
        });
        let id = begin(&journal, entries.collect()).await;
        assert_eq!(journal.append_until(id, None, vec![], Some(DUE)).await, Ok(Seq(12)));
        if n % 2 == 0 {
            let snapshot = Snapshot { at: Seq(5), bytes: vec![n; size] };
            assert_eq!(journal.snapshot(id, snapshot).await, Ok(()));
        }
        assert_eq!(journal.claim([n; 32], id).await, Ok(true));
        claims.insert([n; 32], id);
    }
    let mut held = BTreeMap::new();
    for id in claims.values() {
        held.insert(*id, told(&journal, *id).await.expect("readable"));
    }
    assert_eq!(journal.close().await, Ok(()));
    (held, claims)
}

/// Anywhere, or where SQLite keeps a page's structure, which anywhere seldom hits.
fn place(chance: &mut fastrand::Rng, size: usize) -> usize {
    match chance.bool() {
        true => chance.usize(..size),
        false => chance.usize(..size / 4096) * 4096 + chance.usize(..24),
    }
}

#[tokio::test]
async fn a_flipped_bit_is_never_taken_for_what_was_written() {
    let mut chance = chance();
    let (whole, harmed) = (Folder::new(), Folder::new());
    let (held, claims) = filled(&whole, &mut chance).await;
    let size = fs::metadata(whole.path()).expect("a file").len();
    let (mut refused, mut said, mut harmless) = (0, 0, 0);
    for _ in 0..300 {
        copy(&whole.path(), &harmed.path());
        let mut bytes = fs::read(harmed.path()).expect("bytes");
        let (at, bit) = (place(&mut chance, bytes.len()), chance.u8(..8));
        bytes[at] ^= 1 << bit;
        fs::write(harmed.path(), bytes).expect("written");
        let Ok(journal) = Sqlite::open(harmed.path()) else {
            refused += 1;
            continue;
        };
        let mut damaged = false;
        for (id, expected) in &held {
            match told(&journal, *id).await {
                Ok(told) => assert!(told == *expected, "byte {at} bit {bit} of {size}: {id}"),
                Err(JournalError::Damaged { .. }) => damaged = true,
                Err(other) => panic!("byte {at} bit {bit}: {other}"),
            }
        }
        let due = journal.due(DUE).await.expect("readable");
        assert!(journal.due(DUE - 1).await == Ok(vec![]) && due.len() == held.len(), "byte {at} bit {bit}: {due:?}");
        for (key, id) in &claims {
            assert_eq!(journal.find(*key).await, Ok(Some(*id)), "byte {at} bit {bit}");
        }
        let counted = if damaged { &mut said } else { &mut harmless };
        *counted += 1;
        // It may find more damage when it tidies up; it must only end.
        let _ = journal.close().await;
    }
    println!("{refused} refused, {said} said so while reading, {harmless} harmless");
    assert!(refused > 0 && said > 0, "the flips did reach what matters");
}
