//! What can only be tested with a hand on the writer: holding it up, filling its disk, making it panic.

use super::{Sqlite, connection, file, place, stop::Stop, work::Scrub};
use crate::{Entry, Journal, JournalError, Seq, Snapshot, limits};
use futures_util::{StreamExt, future::join_all};
use std::sync::mpsc;
use tempfile::TempDir;
use uuid::Uuid;

fn journal() -> (TempDir, Sqlite) {
    let folder = tempfile::tempdir().unwrap();
    let journal = Sqlite::open(folder.path().join("journal.sqlite")).unwrap();
    (folder, journal)
}

async fn begin(journal: &Sqlite, entries: usize) -> Uuid {
    let id = Uuid::new_v4();
    let entries = vec![Entry::update(*b"begun"); entries];
    journal.append(id, Some(Seq::START), entries).await.unwrap();
    id
}

/// Holds the writer up until the sender is used or dropped.
fn hold(journal: &Sqlite) -> mpsc::Sender<()> {
    let (release, held) = mpsc::channel::<()>();
    let (started, reached) = mpsc::channel::<()>();
    drop(journal.queue.submit(0, Scrub::Needless, move |_, _| {
        started.send(()).unwrap();
        let _ = held.recv();
        Ok(())
    }));
    reached.recv().unwrap();
    release
}

/// Changes a setting of the writing connection.
async fn set(journal: &Sqlite, pragma: &'static str) {
    let set = journal.queue.submit(0, Scrub::Needless, move |it, _| it.query_row(pragma, [], |_| Ok(())).map_err(Stop::from));
    set.await.unwrap();
}

#[test]
fn the_connection_is_durable_and_forgetful() {
    let folder = tempfile::tempdir().unwrap();
    let opened = file::open(&folder.path().join("journal.sqlite")).unwrap();
    let number = |pragma: &str| -> i64 { opened.writing.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0)).unwrap() };
    // 2 is FULL and 2 is MEMORY; secure_delete 1 is ON and not FAST.
    assert_eq!((number("synchronous"), number("temp_store"), number("secure_delete")), (2, 2, 1));
    let mode: String = opened.writing.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    for reading in &opened.reading {
        assert!(reading.execute("UPDATE pulse SET beats = 1", []).is_err(), "readers only read");
    }
}

#[test]
fn pages_are_read_without_sorting() {
    let folder = tempfile::tempdir().unwrap();
    let opened = file::open(&folder.path().join("journal.sqlite")).unwrap();
    let mut writing = opened.writing;
    let transaction = writing.transaction().unwrap();
    let tables = place::take(&transaction, Uuid::new_v4()).unwrap();
    let plan = format!("EXPLAIN QUERY PLAN {}", super::entries::page_sql(&tables));
    let mut statement = transaction.prepare(&plan).unwrap();
    let steps: Vec<String> = statement.query_map([0], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
    assert!(steps.iter().any(|it| it.contains("MERGE (UNION ALL)")), "{steps:?}");
    assert!(!steps.iter().any(|it| it.contains("TEMP B-TREE")), "{steps:?}");
}

#[tokio::test]
async fn everything_that_waits_shares_one_transaction() {
    let (_folder, journal) = journal();
    let mut ids = Vec::new();
    for _ in 0..64 {
        ids.push(begin(&journal, 1).await);
    }
    let before = journal.counts();
    let release = hold(&journal);
    let good = ids.iter().map(|id| journal.append(*id, Some(Seq(1)), vec![Entry::event(*b"x")]));
    let good: Vec<_> = good.collect();
    let late = ids.iter().map(|id| journal.append(*id, Some(Seq(1)), vec![Entry::event(*b"y")]));
    let late: Vec<_> = late.collect();
    drop(release);
    // A conflict of one does not fail the others.
    assert!(join_all(good).await.iter().all(|it| *it == Ok(Seq(2))));
    let conflict = Err(JournalError::Conflict { head: Seq(2) });
    assert!(join_all(late).await.iter().all(|it| *it == conflict));
    let after = journal.counts();
    // One for what held the writer up, one for all the rest.
    assert_eq!(after.transactions - before.transactions, 2);
    assert_eq!(after.writes - before.writes, 129);
}

#[tokio::test]
async fn a_full_disk_fails_the_whole_batch_and_loses_nothing() {
    let (_folder, journal) = journal();
    let (large, small) = (begin(&journal, 1).await, begin(&journal, 1).await);
    set(&journal, "PRAGMA max_page_count = 1").await; // no page beyond those that there are
    let release = hold(&journal);
    let first = journal.append(small, Some(Seq(1)), vec![Entry::event(*b"fits")]);
    let rival = journal.append(small, Some(Seq(1)), vec![Entry::event(*b"conflict")]);
    let second = journal.append(large, None, vec![Entry::event(vec![7; 1 << 20])]);
    drop(release);
    assert_eq!(second.await, Err(JournalError::Full));
    assert_eq!(first.await, Err(JournalError::Full));
    // It must not be told of a head that was never committed.
    assert_eq!(rival.await, Err(JournalError::Full));
    for id in [large, small] {
        assert_eq!(journal.head(id).await, Ok(Some(Seq(1))), "reading goes on");
    }
    set(&journal, "PRAGMA max_page_count = 1000000").await;
    let again = journal.append(large, Some(Seq(1)), vec![Entry::event(vec![7; 1 << 20])]);
    assert_eq!(again.await, Ok(Seq(2)), "and writing, once there is space");
}

#[tokio::test]
async fn a_store_that_cannot_be_written_is_not_healthy() {
    let (_folder, journal) = journal();
    assert_eq!(journal.healthy().await, Ok(()));
    let unwritable = journal.queue.submit(0, Scrub::Needless, |it, _| it.execute_batch("PRAGMA query_only = ON").map_err(Stop::from));
    unwritable.await.unwrap();
    assert!(matches!(journal.healthy().await, Err(JournalError::Internal { .. })));
}

#[tokio::test]
async fn a_panic_of_the_writer_answers_everybody() {
    let (folder, journal) = journal();
    let id = begin(&journal, 1).await;
    let release = hold(&journal);
    let same_batch = journal.append(id, None, vec![Entry::event(*b"before")]);
    let panics = journal.queue.submit(0, Scrub::Needless, |_, _| -> Result<(), Stop> { panic!("on purpose") });
    let behind: Vec<_> = (0..2000).map(|_| journal.append(id, None, vec![Entry::event(*b"behind")])).collect();
    drop(release);
    assert_eq!(panics.await, Err(JournalError::Closed));
    assert_eq!(same_batch.await, Err(JournalError::Closed));
    assert!(join_all(behind).await.iter().all(|it| *it == Err(JournalError::Closed)));
    let afterwards = journal.append(id, None, vec![Entry::event(*b"after")]).await;
    assert_eq!(afterwards, Err(JournalError::Closed));
    assert_eq!(journal.close().await, Err(JournalError::Closed));
    let reopened = Sqlite::open(folder.path().join("journal.sqlite")).unwrap();
    assert_eq!(reopened.head(id).await, Ok(Some(Seq(1))), "nothing of the batch was committed");
}

#[tokio::test]
async fn the_queue_is_bounded_in_number() {
    let (_folder, journal) = journal();
    let id = begin(&journal, 1).await;
    let release = hold(&journal);
    let append = || journal.append(id, None, vec![Entry::update(*b"x")]);
    let queued: Vec<_> = (0..limits::QUEUE_WRITES).map(|_| append()).collect();
    assert_eq!(append().await, Err(JournalError::Busy));
    drop(release);
    assert!(join_all(queued).await.iter().all(Result::is_ok));
    assert!(append().await.is_ok());
}

#[tokio::test]
async fn the_queue_is_bounded_in_bytes() {
    let (_folder, journal) = journal();
    let id = begin(&journal, 1).await;
    let release = hold(&journal);
    let four = vec![Entry::update(vec![0; limits::ENTRY_BYTES]); 4];
    let fit = limits::QUEUE_BYTES / limits::APPEND_BYTES;
    let queued: Vec<_> = (1..fit).map(|_| journal.append(id, None, four.clone())).collect();
    assert_eq!(journal.append(id, None, four.clone()).await, Err(JournalError::Busy));
    drop(release);
    assert!(join_all(queued).await.iter().all(Result::is_ok));
    assert!(journal.append(id, None, four).await.is_ok(), "the space is given back");
}

#[tokio::test]
async fn erasing_is_not_done_while_somebody_reads_what_was() {
    let (folder, journal) = journal();
    let id = begin(&journal, 3).await;
    let other = connection::reading(&folder.path().join("journal.sqlite")).unwrap();
    let reading = other.unchecked_transaction().unwrap();
    reading.query_row("SELECT count(*) FROM place", [], |_| Ok(())).unwrap();
    assert_eq!(journal.erase(id).await, Err(JournalError::Busy));
    assert_eq!(journal.head(id).await, Ok(None), "it is deleted all the same");
    let new = begin(&journal, 1).await;
    assert_eq!(journal.head(new).await, Ok(Some(Seq(1))), "and others go on");
    let copy = left_by_a_crash(&folder);
    assert!(traces(&copy) > 0, "remains are in the log");
    drop(reading);
    assert_eq!(journal.erase(id).await, Ok(()));
    let log = std::fs::metadata(folder.path().join("journal.sqlite-wal")).unwrap();
    assert_eq!(log.len(), 0);
    // Had the machine stopped in between, opening would have done it.
    let opened = Sqlite::open(copy.path().join("journal.sqlite")).unwrap();
    assert_eq!(opened.erase(new).await, Ok(()));
    assert_eq!(traces(&copy), 0);
}

/// The files as they are now, elsewhere.
fn left_by_a_crash(folder: &TempDir) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for name in ["journal.sqlite", "journal.sqlite-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    copy
}

/// How often the text of [`begin`] is in any file.
fn traces(folder: &TempDir) -> usize {
    let files = std::fs::read_dir(folder.path()).unwrap();
    let bytes = files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap());
    bytes.collect::<Vec<_>>().windows(5).filter(|it| it == b"begun").count()
}

#[tokio::test]
async fn join_codes_of_workshops_that_never_began_are_released() {
    let (folder, journal) = journal();
    let id = begin(&journal, 1).await;
    assert_eq!(journal.claim([1; 32], id).await, Ok(true));
    assert_eq!(journal.claim([2; 32], Uuid::new_v4()).await, Ok(true));
    assert_eq!(journal.close().await, Ok(()));
    let reopened = Sqlite::open(folder.path().join("journal.sqlite")).unwrap();
    assert_eq!(reopened.find([1; 32]).await, Ok(Some(id)));
    assert_eq!(reopened.find([2; 32]).await, Ok(None));
}

#[tokio::test]
async fn a_snapshot_that_overtakes_a_reading_ends_it() {
    let (_folder, journal) = journal();
    let entries = limits::PAGE_ENTRIES + 10;
    let head = Seq(entries as u64);
    for at in [Seq(0), Seq(5), head] {
        let id = begin(&journal, entries).await;
        let mut reading = journal.read(id, Seq::START);
        assert!(matches!(reading.next().await, Some(Ok((Seq(1), _)))));
        journal.snapshot(id, Snapshot { at, bytes: vec![] }).await.unwrap();
        let rest: Vec<_> = reading.collect().await;
        let last = rest.last().cloned().unwrap();
        match at {
            // Behind what was read already: no harm.
            Seq(0 | 5) => assert_eq!(last.map(|(seq, _)| seq), Ok(head)),
            _ => assert_eq!(last.map(|(seq, _)| seq), Err(JournalError::Conflict { head })),
        }
    }
}

#[tokio::test]
async fn an_erasure_that_overtakes_a_reading_ends_it() {
    let (_folder, journal) = journal();
    let id = begin(&journal, limits::PAGE_ENTRIES + 10).await;
    let mut reading = journal.read(id, Seq::START);
    assert!(matches!(reading.next().await, Some(Ok((Seq(1), _)))));
    journal.erase(id).await.unwrap();
    let last = reading.collect::<Vec<_>>().await.pop().unwrap();
    assert_eq!(last.map(|(seq, _)| seq), Err(JournalError::Conflict { head: Seq::START }));
}

#[tokio::test]
async fn an_entry_that_is_missing_or_altered_is_damage() {
    for (harm, expected) in [
        ("DELETE FROM recent_1 WHERE seq = 4", "entry 4 is missing"),
        ("UPDATE recent_1 SET bytes = x'00' WHERE seq = 4", "entry 4 is not what was stored"),
        ("UPDATE recent_1 SET kind = 7 WHERE seq = 4", "entry 4 is not what was stored"),
        ("UPDATE recent_1 SET seq = 40 WHERE seq = 4", "entry 40 is not what was stored"),
    ] {
        let (_folder, journal) = journal();
        let id = begin(&journal, 6).await;
        let harmed = journal.queue.submit(0, Scrub::Needless, move |it, _| Ok(it.execute(harm, [])?));
        assert_eq!(harmed.await, Ok(1));
        let read: Vec<_> = journal.read(id, Seq::START).collect().await;
        let Some(Err(JournalError::Damaged { what })) = read.last() else { panic!("{harm}: {read:?}") };
        assert!(what.contains(expected), "{harm}: {what}");
    }
}
