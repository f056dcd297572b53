//! The places for workshops in the file: each is a pair of tables, made in advance and used again after an erasure.
//!
//! Making a table changes the description of the file, which every connection then reads anew, so that each workshop would
//! begin more slowly than the one before. Places are therefore made many at a time.

use super::schema::{Definition, none_if_absent, rewrite};
use crate::limits;
use rusqlite::{Connection, Transaction, params};
use uuid::Uuid;

/// Names of the tables of one place.
pub(super) struct Tables {
    /// Events, kept until the workshop is erased.
    pub(super) events: String,
    /// The latest snapshot, under the number it stands for, and the updates after it.
    pub(super) recent: String,
}

impl Tables {
    /// The tables of the place with this number.
    pub(super) fn of(number: i64) -> Self {
        Self { events: format!("event_{number}"), recent: format!("recent_{number}") }
    }

    /// How the file describes them.
    pub(super) fn definitions(&self) -> [Definition; 2] {
        let events = "seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL, sum INTEGER NOT NULL";
        let recent = "seq INTEGER PRIMARY KEY, kind INTEGER NOT NULL, bytes BLOB NOT NULL, sum INTEGER NOT NULL";
        [(&self.events, events), (&self.recent, recent)]
            .map(|(name, columns)| (name.clone(), name.clone(), format!("CREATE TABLE {name} ({columns}) STRICT")))
    }
}

/// The tables of a workshop, if it exists.
pub(super) fn find(connection: &Connection, workshop: Uuid) -> rusqlite::Result<Option<Tables>> {
    let number = connection
        .prepare_cached("SELECT number FROM place WHERE workshop = ?1")?
        .query_row(params![workshop.as_bytes()], |row| row.get(0))
        .map(Some)
        .or_else(none_if_absent)?;
    Ok(number.map(Tables::of))
}

/// Gives a workshop a place of its own, whose tables are empty.
pub(super) fn take(transaction: &Transaction<'_>, workshop: Uuid) -> rusqlite::Result<Tables> {
    let number = match free(transaction)? {
        Some(number) => number,
        None => make(transaction)?,
    };
    transaction.prepare_cached("UPDATE place SET workshop = ?2 WHERE number = ?1")?.execute(params![number, workshop.as_bytes()])?;
    Ok(Tables::of(number))
}

fn free(transaction: &Transaction<'_>) -> rusqlite::Result<Option<i64>> {
    transaction
        .prepare_cached("SELECT number FROM place WHERE workshop IS NULL LIMIT 1")?
        .query_row([], |row| row.get(0))
        .map(Some)
        .or_else(none_if_absent)
}

/// Makes some places; the number of the first.
fn make(transaction: &Transaction<'_>) -> rusqlite::Result<i64> {
    let last: i64 = transaction.query_row("SELECT coalesce(max(number), 0) FROM place", [], |row| row.get(0))?;
    for number in last + 1..=last + limits::PLACES_AT_ONCE {
        transaction.execute("INSERT INTO place VALUES (?1, NULL)", params![number])?;
        for (_, _, sql) in Tables::of(number).definitions() {
            transaction.execute(&sql, [])?;
        }
    }
    Ok(last + 1)
}

/// Frees a workshop's place; every page that its tables had is overwritten, and the list of places as well.
pub(super) fn vacate(transaction: &Transaction<'_>, workshop: Uuid) -> rusqlite::Result<()> {
    let Some(Tables { events, recent }) = find(transaction, workshop)? else {
        return Ok(());
    };
    // Without a condition: this frees whole pages. See `rewrite`.
    transaction.execute_batch(&format!("DELETE FROM {events}; DELETE FROM {recent};"))?;
    transaction.execute("UPDATE place SET workshop = NULL WHERE workshop = ?1", params![workshop.as_bytes()])?;
    rewrite(transaction, "place", "kept_place", "true")
}
