//! The form of the file, and why each workshop has tables of its own in it.
//!
//! `secure_delete` overwrites what is deleted, but when SQLite rebuilds a page while balancing a table, copies of the
//! neighbouring rows stay behind in its gaps, and nothing overwrites these until the page is freed (found with a canary;
//! the tests do it again). So whatever has to vanish vanishes in whole tables, whose pages are all overwritten when they
//! are freed: each workshop has tables of its own, erasing clears them, and a snapshot clears the one it replaces and
//! puts back what is still needed. The tables that workshops share are small and are rewritten on erasure.

use super::place::Tables;
use rusqlite::{Connection, Transaction};
use std::collections::BTreeSet;

/// Marks the file as a journal of ours ("Trst"), so that no other application's database is taken for one.
pub(super) const APPLICATION: i32 = 0x5472_7374;

/// The form of the tables. A file with a higher one was written by a newer version and is refused.
pub(super) const VERSION: i32 = 3;

/// The oldest form. A file that has one from before the present is brought up when it is opened.
pub(super) const OLDEST: i32 = 1;

/// The form that `due` came with.
const WITH_DUE: i32 = 2;

/// The form that `course` and `lapse` came with.
const WITH_TIME: i32 = 3;

/// Bytes of a page: SQLite's default, and set, so that the file's length can be checked.
pub(super) const PAGE_BYTES: u32 = 4096;

/// Row kinds of `recent_N`.
pub(super) const EVENT: i64 = 0;
pub(super) const UPDATE: i64 = 1;
pub(super) const SNAPSHOT: i64 = 2;

/// A table or index as the file itself describes it: its name, the table it belongs to, its definition.
pub(super) type Definition = (String, String, String);

// Ids and keys are unique through an index beside the table: a flipped bit in either shows as a difference between them.
const SHARED: [(&str, &str, &str); 4] = [
    (
        "place",
        "place",
        "CREATE TABLE place (
    number INTEGER PRIMARY KEY,
    workshop BLOB UNIQUE CHECK (length(workshop) = 16)
) STRICT",
    ),
    (
        "claim",
        "claim",
        "CREATE TABLE claim (
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 32),
    workshop BLOB NOT NULL CHECK (length(workshop) = 16)
) STRICT",
    ),
    ("claim_workshop", "claim", "CREATE INDEX claim_workshop ON claim (workshop)"),
    (
        "pulse",
        "pulse",
        "CREATE TABLE pulse (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    beats INTEGER NOT NULL
) STRICT",
    ),
];

// When workshops fall due. The index serves the search, and shows a flipped bit in a time, which would erase too early.
const DUE: [(&str, &str, &str); 2] = [
    (
        "due",
        "due",
        "CREATE TABLE due (
    workshop BLOB NOT NULL UNIQUE CHECK (length(workshop) = 16),
    at INTEGER NOT NULL
) STRICT",
    ),
    ("due_at", "due", "CREATE INDEX due_at ON due (at)"),
];

// How workshops' time goes, and how long it has been counted since those lapsed whose time is up.
const TIME: [(&str, &str, &str); 2] = [
    (
        "course",
        "course",
        "CREATE TABLE course (
    workshop BLOB NOT NULL UNIQUE CHECK (length(workshop) = 16),
    boot BLOB NOT NULL CHECK (length(boot) = 16),
    ahead INTEGER NOT NULL
) STRICT",
    ),
    (
        "lapse",
        "lapse",
        "CREATE TABLE lapse (
    workshop BLOB NOT NULL UNIQUE CHECK (length(workshop) = 16),
    counted INTEGER NOT NULL
) STRICT",
    ),
];

// Where rows wait while their table is cleared. Temporary tables are in memory and belong to one connection.
const KEPT: &str = "
    CREATE TEMP TABLE IF NOT EXISTS kept_place (number INTEGER PRIMARY KEY, workshop BLOB);
    CREATE TEMP TABLE IF NOT EXISTS kept_claim (key BLOB, workshop BLOB);
    CREATE TEMP TABLE IF NOT EXISTS kept_due (workshop BLOB, at INTEGER);
    CREATE TEMP TABLE IF NOT EXISTS kept_course (workshop BLOB, boot BLOB, ahead INTEGER);
    CREATE TEMP TABLE IF NOT EXISTS kept_lapse (workshop BLOB, counted INTEGER);
    CREATE TEMP TABLE IF NOT EXISTS kept_event (seq INTEGER PRIMARY KEY, bytes BLOB, sum INTEGER);
    CREATE TEMP TABLE IF NOT EXISTS kept_recent (seq INTEGER PRIMARY KEY, kind INTEGER, bytes BLOB, sum INTEGER);
";

/// Makes an empty journal of a fresh database file.
pub(super) fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "page_size", PAGE_BYTES)?;
    let transaction = connection.transaction()?;
    for (_, _, sql) in SHARED.into_iter().chain(since(0)) {
        transaction.execute(sql, [])?;
    }
    transaction.execute("INSERT INTO pulse VALUES (1, 0)", [])?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// The shared tables that came after that form.
fn since(version: i32) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let due = DUE.into_iter().filter(move |_| version < WITH_DUE);
    due.chain(TIME.into_iter().filter(move |_| version < WITH_TIME))
}

/// Brings a sound file of a form before up to the present one.
pub(super) fn upgrade(connection: &Connection, version: i32) -> rusqlite::Result<()> {
    let transaction = connection.unchecked_transaction()?;
    for (_, _, sql) in since(version) {
        transaction.execute(sql, [])?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// What a file of this form with places of these numbers describes.
pub(super) fn definitions(version: i32, places: impl IntoIterator<Item = i64>) -> BTreeSet<Definition> {
    let due = DUE.into_iter().filter(|_| version >= WITH_DUE);
    let time = TIME.into_iter().filter(|_| version >= WITH_TIME);
    let shared = SHARED.into_iter().chain(due).chain(time).map(|(name, table, sql)| (name.into(), table.into(), sql.into()));
    let own = places.into_iter().flat_map(|number| Tables::of(number).definitions());
    own.chain(shared).collect()
}

/// Prepares the writing connection for [`rewrite`].
pub(super) fn prepare_rewriting(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(KEPT)
}

/// Clears `table` as a whole, which overwrites every page of it, and puts the rows `keep` (a condition) back.
///
/// `kept` is the temporary table that they wait in.
pub(super) fn rewrite(transaction: &Transaction<'_>, table: &str, kept: &str, keep: &str) -> rusqlite::Result<()> {
    // A DELETE without a condition frees the pages; one with a condition would delete row by row, and leave gaps.
    transaction.execute_batch(&format!(
        "INSERT INTO {kept} SELECT * FROM {table} WHERE {keep};
         DELETE FROM {table};
         INSERT INTO {table} SELECT * FROM {kept};
         DELETE FROM {kept};"
    ))
}

/// Turns "no such row" into `None`.
pub(super) fn none_if_absent<T>(error: rusqlite::Error) -> rusqlite::Result<Option<T>> {
    match error {
        rusqlite::Error::QueryReturnedNoRows => Ok(None),
        error => Err(error),
    }
}
