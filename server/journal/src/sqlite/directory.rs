//! What workshops share in the file: join codes, the erasure of one workshop from it, the pulse.

use super::{
    place,
    schema::{none_if_absent, rewrite},
    stop::Stop,
};
use rusqlite::{Connection, Transaction, params};
use uuid::Uuid;

/// Whether `key` belongs to `workshop` now.
pub(super) fn claim(transaction: &Transaction<'_>, key: [u8; 32], workshop: Uuid) -> Result<bool, Stop> {
    transaction.prepare_cached("INSERT INTO claim VALUES (?1, ?2) ON CONFLICT DO NOTHING")?.execute(params![key, workshop.as_bytes()])?;
    Ok(find(transaction, key)? == Some(workshop))
}

/// Lets `key` belong to nobody.
pub(super) fn release(transaction: &Transaction<'_>, key: [u8; 32]) -> Result<(), Stop> {
    transaction.prepare_cached("DELETE FROM claim WHERE key = ?1")?.execute(params![key])?;
    Ok(())
}

/// The workshop that `key` belongs to.
pub(super) fn find(connection: &Connection, key: [u8; 32]) -> Result<Option<Uuid>, Stop> {
    let id: Option<[u8; 16]> = connection
        .prepare_cached("SELECT workshop FROM claim WHERE key = ?1")?
        .query_row(params![key], |row| row.get(0))
        .map(Some)
        .or_else(none_if_absent)?;
    Ok(id.map(Uuid::from_bytes))
}

/// Removes everything about a workshop, overwriting every page that it was on.
pub(super) fn erase(transaction: &Transaction<'_>, workshop: Uuid) -> Result<(), Stop> {
    place::vacate(transaction, workshop)?;
    let id = params![workshop.as_bytes()];
    transaction.execute("DELETE FROM claim WHERE workshop = ?1", id)?;
    rewrite(transaction, "claim", "kept_claim", "true")?;
    Ok(())
}

/// Releases the join codes of workshops that never began: a server that stopped in between left them behind.
pub(super) fn release_orphans(connection: &Connection) -> rusqlite::Result<()> {
    let sql = "DELETE FROM claim WHERE NOT EXISTS (
        SELECT 1 FROM place WHERE place.workshop = claim.workshop
    )";
    connection.execute(sql, [])?;
    Ok(())
}

/// Writes something tiny.
pub(super) fn beat(transaction: &Transaction<'_>) -> Result<(), Stop> {
    transaction.prepare_cached("UPDATE pulse SET beats = beats + 1")?.execute([])?;
    Ok(())
}
