//! What is not opened, and in which words; and that nothing empty is opened instead.

use crate::kit::{Folder, begin, chance};
use rusqlite::Connection;
use std::{fs, os::unix::fs::PermissionsExt, path::Path};
use trestle_journal::{Entry, Journal, OpenError, Sqlite};

/// The words of the refusal; the file must be as it was.
fn refused(path: &Path) -> String {
    let before = fs::read(path).ok();
    let Err(error) = Sqlite::open(path) else { panic!("{} was opened", path.display()) };
    assert_eq!(fs::read(path).ok(), before, "a refused file is not changed");
    let words = error.to_string();
    let name = path.file_name().expect("a name").to_string_lossy();
    assert!(words.contains(&*name), "the words name the file: {words}");
    words
}

/// A closed journal with a few workshops.
async fn filled() -> Folder {
    let folder = Folder::new();
    let journal = folder.open();
    for n in 0..20u8 {
        let id = begin(&journal, vec![Entry::event(vec![n; 300]), Entry::update(vec![n; 700])]).await;
        assert_eq!(journal.claim([n; 32], id).await, Ok(true));
    }
    assert_eq!(journal.close().await, Ok(()));
    folder
}

#[tokio::test]
async fn a_second_server_is_refused() {
    let folder = filled().await;
    let journal = folder.open();
    let words = refused(&folder.path());
    assert!(words.contains("another running trestle"), "{words}");
    assert!(words.contains(&format!("process {}", std::process::id())), "{words}");
    // By another way to the same file, too.
    let link = folder.path().with_file_name("link.sqlite");
    std::os::unix::fs::symlink(folder.path(), &link).expect("a link");
    assert!(matches!(Sqlite::open(&link), Err(OpenError::InUse { .. })));
    assert_eq!(journal.healthy().await, Ok(()), "the first is not disturbed");
    assert_eq!(journal.close().await, Ok(()));
    assert_eq!(folder.open().list().await.map(|it| it.len()), Ok(20));
}

#[tokio::test]
async fn only_its_owner_may_read_the_files() {
    let folder = filled().await;
    let journal = folder.open();
    begin(&journal, vec![Entry::event(*b"private")]).await;
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let file = format!("{}{suffix}", folder.path().display());
        let mode = fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[test]
fn what_is_not_a_database_is_refused() {
    let folder = Folder::new();
    for (content, expected) in [
        (&b""[..], "it is empty"),
        (b"SQLite", "does not begin as an SQLite database"),
        (&[b'x'; 5000], "does not begin as an SQLite database"),
    ] {
        fs::write(folder.path(), content).expect("written");
        let words = refused(&folder.path());
        assert!(words.contains(expected) && words.contains("backup"), "{words}");
    }
}

#[test]
fn a_missing_folder_is_not_made() {
    let folder = Folder::new();
    let path = folder.path().with_file_name("nowhere").join("journal.sqlite");
    assert!(matches!(Sqlite::open(&path), Err(OpenError::Unusable { .. })));
    assert!(!path.exists());
}

#[tokio::test]
async fn a_log_without_its_file_is_refused() {
    let folder = filled().await;
    fs::remove_file(folder.path()).expect("removed");
    fs::write(format!("{}-wal", folder.path().display()), b"what was not yet moved").expect("written");
    let words = refused(&folder.path());
    assert!(words.contains("it is missing, but"), "{words}");
    assert!(!folder.path().exists());
}

#[tokio::test]
async fn a_half_made_file_is_made_anew() {
    let folder = Folder::new();
    fs::write(format!("{}.new", folder.path().display()), b"a server stopped here").expect("written");
    assert_eq!(folder.open().list().await, Ok(vec![]));
}

#[tokio::test]
async fn another_application_s_database_is_refused() {
    let folder = Folder::new();
    let other = Connection::open(folder.path()).expect("a database");
    other.execute_batch("CREATE TABLE workshop (id); PRAGMA user_version = 1;").expect("filled");
    drop(other);
    let words = refused(&folder.path());
    assert!(words.contains("another application"), "{words}");
}

#[tokio::test]
async fn a_newer_format_is_refused() {
    let folder = filled().await;
    let newer = Connection::open(folder.path()).expect("a database");
    newer.pragma_update(None, "user_version", 4).expect("set");
    drop(newer);
    let words = refused(&folder.path());
    assert!(words.contains("written by a newer trestle (format 4"), "{words}");
}

#[tokio::test]
async fn every_format_before_is_brought_up() {
    for harm in [
        "DROP TABLE due; DROP TABLE course; DROP TABLE lapse; PRAGMA user_version = 1;",
        "DELETE FROM due; DROP TABLE course; DROP TABLE lapse; PRAGMA user_version = 2;",
    ] {
        is_brought_up(harm).await;
    }
}

async fn is_brought_up(before: &str) {
    let folder = filled().await;
    let hand = Connection::open(folder.path()).expect("a database");
    hand.execute_batch(before).expect("as it was");
    drop(hand);
    for _ in 0..2 {
        let journal = folder.open();
        let listed = journal.list().await.expect("a list");
        assert_eq!((listed.len(), journal.due(u64::MAX).await), (20, Ok(vec![])));
        assert_eq!(journal.close().await, Ok(()));
    }
    let journal = folder.open();
    let id = journal.list().await.expect("a list")[0].workshop;
    assert_eq!(journal.append_until(id, None, vec![], Some(5)).await.map(|it| it.0), Ok(2));
    assert_eq!(journal.due(5).await, Ok(vec![id]));
    assert_eq!((journal.lapse(id, Some(7)).await, journal.lapsed().await), (Ok(()), Ok(vec![(id, 7)])));
}

#[tokio::test]
async fn a_lost_table_or_workshop_is_refused() {
    for harm in [
        "DROP TABLE event_3",
        "DROP TABLE recent_3",
        "DELETE FROM place WHERE number = 3",
        "UPDATE place SET number = 99 WHERE number = 3",
        "ALTER TABLE event_3 RENAME COLUMN bytes TO cytes",
        "CREATE TABLE event_99 (seq)",
        "DROP TABLE due",
        "DROP TABLE course",
        "DROP TABLE lapse",
    ] {
        let folder = filled().await;
        let hand = Connection::open(folder.path()).expect("a database");
        hand.execute_batch(harm).expect("harmed");
        drop(hand);
        let words = refused(&folder.path());
        assert!(words.contains("the places that it lists do not agree"), "{harm}: {words}");
    }
}

#[tokio::test]
async fn a_damaged_header_is_refused() {
    let folder = filled().await;
    let whole = fs::read(folder.path()).expect("bytes");
    // The signature, the page size, the application's id, the schema's format, the text encoding's place.
    for at in [0, 5, 16, 17, 20, 21, 47, 68, 71] {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        fs::write(folder.path(), &bytes).expect("written");
        refused(&folder.path());
    }
    fs::write(folder.path(), &whole).expect("written");
    assert_eq!(folder.open().list().await.map(|it| it.len()), Ok(20), "whole, it is opened");
}

#[tokio::test]
async fn a_file_cut_short_is_refused() {
    let folder = filled().await;
    let whole = fs::read(folder.path()).expect("bytes");
    let mut chance = chance();
    let mut lengths: Vec<usize> = (0..60).map(|_| chance.usize(1..whole.len())).collect();
    lengths.extend((1..whole.len()).step_by(4096));
    lengths.extend([1, 99, 100, 4095, 4096, whole.len() - 4096, whole.len() - 1]);
    for length in lengths {
        fs::write(folder.path(), &whole[..length]).expect("written");
        let words = refused(&folder.path());
        assert!(words.contains("is damaged"), "{length}: {words}");
    }
}
