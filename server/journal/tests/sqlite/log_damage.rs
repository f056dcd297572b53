//! A damaged write-ahead log: whatever happened to it, everything acknowledged is there, or what is missing is named, workshop by workshop.
//!
//! `TRESTLE_DAMAGES` sets how many damaged copies, `TRESTLE_SEED` repeats a run's choices.

use crate::{
    harm::{files, harm, left_by_a_kill},
    kit::{Folder, begin, chance},
};
use futures_util::TryStreamExt;
use std::{collections::BTreeMap, fs};
use trestle_journal::{Damage, Entry, Journal, JournalError, Missing, OpenError, Seq, Sqlite};
use uuid::Uuid;

/// An entry follows from its place, so that nobody has to remember it.
fn entry(workshop: Uuid, seq: u64) -> Entry {
    let place = format!("{workshop}/{seq} ");
    let bytes: Vec<u8> = place.bytes().cycle().take(30 + (seq as usize * 137) % 1500).collect();
    if seq.is_multiple_of(3) { Entry::event(bytes) } else { Entry::update(bytes) }
}

/// What was acknowledged: the head of each workshop.
type Heads = BTreeMap<Uuid, Seq>;

async fn append(journal: &Sqlite, id: Uuid, heads: &mut Heads, count: u64) {
    let head = heads.get(&id).copied().unwrap_or_default();
    let entries = (1..=count).map(|n| entry(id, head.0 + n)).collect();
    let head = journal.append(id, Some(head), entries).await.expect("appended");
    heads.insert(id, head);
}

/// A journal that was busy, left by a kill: some workshops in the database file, some in the log alone, all with entries in the log.
async fn busy(chance: &mut fastrand::Rng, turns: usize) -> (Folder, Heads) {
    let folder = Folder::new();
    let mut heads = Heads::new();
    let ids: Vec<Uuid> = (0..9).map(|_| Uuid::from_u128(chance.u128(..))).collect();
    let journal = folder.open();
    for id in &ids[..4] {
        append(&journal, *id, &mut heads, 5).await;
    }
    assert_eq!(journal.close().await, Ok(()));
    let journal = folder.open();
    for turn in 0..turns {
        // Each comes in its time, so that some damage takes whole workshops.
        let known = 4 + (turn * 6 / turns).min(5);
        append(&journal, ids[chance.usize(..known)], &mut heads, 1 + turn as u64 % 3).await;
    }
    (left_by_a_kill(&folder), heads)
}

/// What a journal that was opened lacks of what was acknowledged. What is there is what was written.
async fn lacks(journal: &Sqlite, heads: &Heads, harm: &str) -> Vec<Missing> {
    let mut missing = Vec::new();
    for (id, saved) in heads {
        let left = journal.head(*id).await.expect("a head").unwrap_or_default();
        assert!(left <= *saved, "{harm}: nothing is invented");
        let read: Vec<_> = journal.read(*id, Seq::START).try_collect().await.expect("readable");
        let written = (1..=left.0).map(|seq| (Seq(seq), entry(*id, seq)));
        assert!(written.eq(read), "{harm}: what is there is what was written");
        if left < *saved {
            missing.push(Missing { workshop: *id, left, saved: *saved, returned: false });
        }
    }
    let listed = journal.list().await.expect("a list");
    assert!(listed.iter().all(|it| heads.contains_key(&it.workshop)), "{harm}: no workshop is invented");
    missing
}

/// Whether SQLite by itself, as it is to this day, opens these files with entries wanting and not a word about it.
fn is_silent(folder: &Folder, heads: &Heads) -> bool {
    let copy = left_by_a_kill(folder);
    let Ok(plain) = rusqlite::Connection::open(copy.path()) else { return false };
    let check: rusqlite::Result<String> = plain.query_row("PRAGMA integrity_check", [], |row| row.get(0));
    if check.as_deref() != Ok("ok") {
        return false;
    }
    let places: Vec<(i64, Vec<u8>)> = {
        let mut places = plain.prepare("SELECT number, workshop FROM place WHERE workshop IS NOT NULL").expect("a place");
        let rows = places.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("places");
        rows.collect::<Result<_, _>>().expect("readable")
    };
    let head = |number: &i64| -> i64 {
        let sql =
            format!("SELECT max(coalesce((SELECT max(seq) FROM event_{number}), 0), coalesce((SELECT max(seq) FROM recent_{number}), 0))");
        plain.query_row(&sql, [], |row| row.get(0)).expect("a head")
    };
    let found: Heads = places.iter().map(|(number, id)| (Uuid::from_slice(id).expect("an id"), Seq(head(number).unsigned_abs()))).collect();
    found != *heads
}

fn named(damage: Option<&Damage>) -> Vec<Missing> {
    damage.map(|it| it.missing.clone()).unwrap_or_default()
}

#[tokio::test]
async fn p1_what_a_damaged_log_lost_is_named() {
    let damages = std::env::var("TRESTLE_DAMAGES").ok().and_then(|it| it.parse().ok()).unwrap_or(101);
    let mut chance = chance();
    let (mut silent, mut whole, mut named_in, mut lost, mut restored) = (0, 0, 0, 0, 0);
    let mut journals = Vec::new();
    for turns in [40, 120, 400] {
        let journal = busy(&mut chance, turns).await;
        assert!(!is_silent(&journal.0, &journal.1), "undamaged, nothing is wanting");
        journals.push(journal);
    }
    for _ in 0..damages {
        let (journal, heads) = chance.choice(&journals).expect("one of three");
        let copy = left_by_a_kill(journal);
        let [_, log, _] = files(&copy);
        let mut bytes = fs::read(&log).expect("a log");
        let harm = harm(&mut bytes, &mut chance);
        fs::write(&log, bytes).expect("written");
        silent += usize::from(is_silent(&copy, heads));
        let journal = Sqlite::open(copy.path()).expect("a journal");
        let missing = lacks(&journal, heads, &harm).await;
        assert_eq!(named(journal.damage()), missing, "{harm}");
        if let Some(damage) = journal.damage() {
            assert_eq!(Damage::kept(&copy.path()), std::slice::from_ref(damage), "{harm}: the report says the same");
            assert!(!damage.unknown, "{harm}");
            restored += damage.restored;
        }
        lost += missing.iter().map(Missing::entries).sum::<u64>();
        *(if missing.is_empty() { &mut whole } else { &mut named_in }) += 1;
        assert_eq!(journal.close().await, Ok(()));
        let again = copy.open();
        assert_eq!(again.damage(), None, "{harm}: it is said once");
        assert_eq!(lacks(&again, heads, &harm).await, missing, "{harm}: and stays as it was");
    }
    println!("{damages} damaged logs: without log and witness looked at {silent} lose entries in silence; now {whole} have everything, ");
    println!("{named_in} say exactly what is missing: {lost} entries, {restored} entries were put back");
    assert!(silent * 10 > damages * 7, "the harm reaches what matters: {silent} of {damages}");
    assert!(whole > 0 && named_in > 0 && restored > 0);
}

#[tokio::test]
async fn p1_a_log_that_is_missing_whole_is_noticed() {
    let (folder, heads) = busy(&mut chance(), 60).await;
    let [_, log, _] = files(&folder);
    fs::remove_file(log).expect("removed");
    let journal = folder.open();
    let missing = lacks(&journal, &heads, "no log").await;
    assert!(missing.len() > 4 && missing.iter().any(|it| it.left == Seq::START), "{missing:?}");
    assert_eq!(named(journal.damage()), missing);
}

/// The control: with neither log nor witness to go by, the same loss is not noticed.
#[tokio::test]
async fn without_its_witness_a_log_that_is_cut_tells_nothing() {
    let (folder, heads) = busy(&mut chance(), 60).await;
    let [_, log, witness] = files(&folder);
    fs::remove_file(witness).expect("removed");
    fs::remove_file(log).expect("removed");
    let journal = folder.open();
    assert!(!lacks(&journal, &heads, "neither").await.is_empty());
    assert_eq!(journal.damage(), None);
}

#[tokio::test]
async fn p1_without_its_witness_damage_within_a_log_is_still_found() {
    let mut chance = chance();
    let (folder, heads) = busy(&mut chance, 120).await;
    let mut noticed = 0;
    for _ in 0..30 {
        let copy = left_by_a_kill(&folder);
        let [_, log, witness] = files(&copy);
        fs::remove_file(witness).expect("removed");
        let mut bytes = fs::read(&log).expect("a log");
        // Within the first half: transactions that were safe lie behind it.
        let at = 32 + chance.usize(..bytes.len() / 2);
        bytes[at] ^= 1 << chance.u8(..8);
        fs::write(&log, bytes).expect("written");
        let journal = copy.open();
        let missing = lacks(&journal, &heads, "a bit").await;
        let damage = journal.damage().expect("it is noticed");
        assert!(damage.unknown || missing.is_empty(), "nobody knows whether that is all");
        noticed += 1;
        let named = named(Some(damage));
        assert!(
            named.iter().all(|it| missing.iter().any(|lost| lost.workshop == it.workshop && lost.left == it.left)),
            "{named:?} of {missing:?}"
        );
    }
    assert_eq!(noticed, 30);
}

#[tokio::test]
async fn a_witness_that_is_damaged_itself_does_no_harm() {
    let mut chance = chance();
    let (folder, heads) = busy(&mut chance, 60).await;
    for _ in 0..40 {
        let copy = left_by_a_kill(&folder);
        let [_, _, witness] = files(&copy);
        let mut bytes = fs::read(&witness).expect("a witness");
        let (at, most) = (chance.usize(..bytes.len()), chance.usize(1..200));
        let to = (at + most).min(bytes.len());
        match chance.bool() {
            true => bytes[at..to].iter_mut().for_each(|byte| *byte = byte.wrapping_add(chance.u8(1..))),
            false => bytes.truncate(at),
        }
        let cut = bytes.len() == at;
        fs::write(&witness, bytes).expect("written");
        let journal = copy.open();
        assert_eq!(lacks(&journal, &heads, "the witness").await, []);
        assert_eq!(named(journal.damage()), []);
        assert_eq!(journal.damage().is_some_and(|it| it.folder.is_none()), !cut, "damage is said, a stop while writing is none");
    }
}

/// What a crash or a power cut leaves is no damage: the last transaction was never acknowledged.
#[tokio::test]
async fn p1_a_transaction_that_was_never_finished_is_no_damage() {
    let mut chance = chance();
    let Tail { folder, heads, finished, acknowledged, size } = busy_with_tail(&mut chance).await;
    let mut torn_off = 0;
    for torn in 0..60 {
        let copy = left_by_a_kill(&folder);
        let [_, log, _] = files(&copy);
        let mut bytes = fs::read(&log).expect("a log");
        let at = chance.usize(acknowledged..size);
        match torn % 3 {
            0 => bytes.truncate(at),
            // Any sector may be the one that was not written yet.
            1 => {
                let from = acknowledged + (at - acknowledged) / 512 * 512;
                let to = (from + 512).min(size);
                bytes[from..to].fill(0);
            }
            _ => bytes[at..].iter_mut().for_each(|byte| *byte = chance.u8(..)),
        }
        fs::write(&log, bytes).expect("written");
        let journal = copy.open();
        assert_eq!(journal.damage(), None, "torn at {at} of {acknowledged} to {size}");
        // Where what was overwritten had been the same, all of it is there.
        let there = lacks(&journal, &finished, "torn").await;
        assert!(there.is_empty() || there.iter().all(|it| it.left == heads[&it.workshop] && it.saved == finished[&it.workshop]));
        torn_off += there.len();
    }
    assert!(torn_off > 40, "they were torn: {torn_off}");
}

/// A journal whose last transaction was not acknowledged.
struct Tail {
    folder: Folder,
    /// What was acknowledged, and what would have been with that transaction.
    heads: Heads,
    finished: Heads,
    /// Bytes of the log that were acknowledged.
    acknowledged: usize,
    size: usize,
}

async fn busy_with_tail(chance: &mut fastrand::Rng) -> Tail {
    let folder = Folder::new();
    let journal = folder.open();
    let mut heads = Heads::new();
    let ids: Vec<Uuid> = (0..4).map(|_| Uuid::from_u128(chance.u128(..))).collect();
    for turn in 0..40 {
        append(&journal, ids[turn % 4], &mut heads, 2).await;
    }
    let [_, log, witness] = files(&folder);
    let acknowledged = fs::metadata(&log).expect("a log").len() as usize;
    let known = fs::read(&witness).expect("a witness");
    let mut finished = heads.clone();
    append(&journal, ids[0], &mut finished, 40).await;
    let left = left_by_a_kill(&folder);
    let [_, log, witness] = files(&left);
    fs::write(witness, known).expect("written");
    let size = fs::metadata(log).expect("a log").len() as usize;
    Tail { folder: left, heads, finished, acknowledged, size }
}

/// P2 outweighs putting back: what was erased does not come back with what is mended, nor by what is dropped.
#[tokio::test]
async fn p2_nothing_erased_returns_from_a_damaged_log() {
    let mut chance = chance();
    let folder = Folder::new();
    let journal = folder.open();
    let mut heads = Heads::new();
    let ids: Vec<Uuid> = (0..5).map(|_| Uuid::from_u128(chance.u128(..))).collect();
    for id in &ids {
        append(&journal, *id, &mut heads, 6).await;
    }
    assert_eq!(journal.close().await, Ok(()));
    let journal = folder.open();
    for turn in 0..30 {
        append(&journal, ids[turn % 5], &mut heads, 2).await;
    }
    // Somebody's reading keeps the log, so the erasure is in it, with more behind.
    let other = rusqlite::Connection::open(folder.path()).expect("a database");
    other.execute_batch("BEGIN; SELECT count(*) FROM place;").expect("reading");
    assert_eq!(journal.erase(ids[2]).await, Err(JournalError::Busy));
    heads.remove(&ids[2]);
    for turn in 0..30 {
        append(&journal, ids[[0, 1, 3, 4][turn % 4]], &mut heads, 2).await;
    }
    let mut opened = 0;
    for _ in 0..60 {
        let copy = left_by_a_kill(&folder);
        let [_, log, _] = files(&copy);
        let mut bytes = fs::read(&log).expect("a log");
        let harm = harm(&mut bytes, &mut chance);
        fs::write(&log, bytes).expect("written");
        let journal = match Sqlite::open(copy.path()) {
            Ok(journal) => journal,
            // Half of the log was in the file already, and the other half is nowhere.
            Err(OpenError::Damaged { .. }) => continue,
            Err(error) => panic!("{harm}: {error}"),
        };
        opened += 1;
        assert_eq!(journal.head(ids[2]).await, Ok(None), "{harm}");
        assert_eq!(lacks(&journal, &heads, &harm).await, named(journal.damage()), "{harm}");
        assert_eq!(journal.close().await, Ok(()));
    }
    assert!(opened > 40, "{opened}");
}

#[tokio::test]
async fn copies_are_private_and_few() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _) = busy(&mut chance(), 40).await;
    let [database, log, witness] = files(&folder);
    let kept: Vec<Vec<u8>> = [&database, &log, &witness].map(|it| fs::read(it).expect("bytes")).into();
    for round in 1..=5 {
        for (file, bytes) in [&database, &log, &witness].into_iter().zip(&kept) {
            fs::write(file, bytes).expect("written");
        }
        fs::write(&log, &kept[1][..5000]).expect("cut");
        let journal = folder.open();
        let aside = journal.damage().and_then(|it| it.folder.clone()).expect("copies");
        assert_eq!(fs::metadata(&aside).expect("a folder").permissions().mode() & 0o777, 0o700);
        assert_eq!(fs::read(aside.join("journal.sqlite-wal")).expect("a copy"), &kept[1][..5000], "as it was");
        assert_eq!(fs::read(aside.join("journal.sqlite")).expect("a copy"), kept[0], "as it was");
        assert_eq!(journal.close().await, Ok(()));
        assert_eq!(Damage::kept(&folder.path()).len(), round.min(3));
    }
    let day = 24 * 60 * 60 * 1000;
    trestle_journal::age_damaged(&folder.path(), 13 * day).expect("looked at");
    assert_eq!(Damage::kept(&folder.path()).len(), 3);
    trestle_journal::age_damaged(&folder.path(), day).expect("removed");
    assert_eq!(Damage::kept(&folder.path()).len(), 0);
}

/// A journal that nothing happened to has nothing said of it, however it was left.
#[tokio::test]
async fn p1_a_sound_journal_is_not_called_damaged() {
    let folder = Folder::new();
    let journal = folder.open();
    begin(&journal, vec![Entry::event(*b"first")]).await;
    let killed = left_by_a_kill(&folder);
    assert_eq!(killed.open().damage(), None);
    assert_eq!(journal.close().await, Ok(()));
    assert_eq!(folder.open().damage(), None);
}
