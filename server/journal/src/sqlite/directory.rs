//! What workshops share in the file: join codes, when they fall due, how their time goes, the erasure of one workshop from it, the pulse.

use super::{
    place,
    schema::{none_if_absent, rewrite},
    stop::Stop,
};
use crate::Course;
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

/// From now on a workshop falls due at this time.
pub(super) fn set_due(transaction: &Transaction<'_>, workshop: Uuid, at: u64) -> Result<(), Stop> {
    let sql = "INSERT INTO due VALUES (?1, ?2) ON CONFLICT (workshop) DO UPDATE SET at = excluded.at";
    transaction.prepare_cached(sql)?.execute(params![workshop.as_bytes(), milliseconds(at)])?;
    Ok(())
}

/// Those due at `now` or before, the longest overdue first.
pub(super) fn due(connection: &Connection, now: u64) -> Result<Vec<Uuid>, Stop> {
    let mut statement = connection.prepare_cached("SELECT workshop FROM due WHERE at <= ?1 ORDER BY at, workshop")?;
    let ids = statement.query_map(params![milliseconds(now)], |row| row.get(0).map(Uuid::from_bytes))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// From now on a workshop's time goes like this.
pub(super) fn set_course(transaction: &Transaction<'_>, workshop: Uuid, Course { boot, ahead }: Course) -> Result<(), Stop> {
    let sql = "INSERT INTO course VALUES (?1, ?2, ?3) ON CONFLICT (workshop) DO UPDATE SET boot = excluded.boot, ahead = excluded.ahead";
    transaction.prepare_cached(sql)?.execute(params![workshop.as_bytes(), boot, ahead])?;
    Ok(())
}

/// How a workshop's time went when that was last said.
pub(super) fn course(connection: &Connection, workshop: Uuid) -> Result<Option<Course>, Stop> {
    let mut statement = connection.prepare_cached("SELECT boot, ahead FROM course WHERE workshop = ?1")?;
    let found = statement.query_row(params![workshop.as_bytes()], |row| Ok(Course { boot: row.get(0)?, ahead: row.get(1)? }));
    Ok(found.map(Some).or_else(none_if_absent)?)
}

/// So much has been counted since a workshop lapsed, if there is such a workshop; or it has not lapsed.
pub(super) fn lapse(transaction: &Transaction<'_>, workshop: Uuid, counted: Option<u64>) -> Result<(), Stop> {
    let id = workshop.as_bytes();
    match counted {
        Some(counted) => {
            let sql = "INSERT INTO lapse SELECT workshop, ?2 FROM place WHERE workshop = ?1
                ON CONFLICT (workshop) DO UPDATE SET counted = excluded.counted";
            transaction.prepare_cached(sql)?.execute(params![id, milliseconds(counted)])?;
        }
        None => drop(transaction.prepare_cached("DELETE FROM lapse WHERE workshop = ?1")?.execute(params![id])?),
    }
    Ok(())
}

/// The workshops that have lapsed, with what has been counted since.
pub(super) fn lapsed(connection: &Connection) -> Result<Vec<(Uuid, u64)>, Stop> {
    let mut statement = connection.prepare_cached("SELECT workshop, counted FROM lapse ORDER BY workshop")?;
    let rows = statement.query_map([], |row| Ok((Uuid::from_bytes(row.get(0)?), row.get::<_, i64>(1)?)))?;
    let counted = |(id, counted): (Uuid, i64)| (id, u64::try_from(counted).unwrap_or_default());
    Ok(rows.map(|row| row.map(counted)).collect::<Result<_, _>>()?)
}

/// A time as SQLite keeps it. Beyond its range there is none.
fn milliseconds(time: u64) -> i64 {
    i64::try_from(time).unwrap_or(i64::MAX)
}

/// Removes everything about a workshop, overwriting every page that it was on.
pub(super) fn erase(transaction: &Transaction<'_>, workshop: Uuid) -> Result<(), Stop> {
    place::vacate(transaction, workshop)?;
    let id = params![workshop.as_bytes()];
    transaction.execute("DELETE FROM claim WHERE workshop = ?1", id)?;
    rewrite(transaction, "claim", "kept_claim", "true")?;
    transaction.execute("DELETE FROM due WHERE workshop = ?1", id)?;
    rewrite(transaction, "due", "kept_due", "true")?;
    transaction.execute("DELETE FROM course WHERE workshop = ?1", id)?;
    rewrite(transaction, "course", "kept_course", "true")?;
    transaction.execute("DELETE FROM lapse WHERE workshop = ?1", id)?;
    rewrite(transaction, "lapse", "kept_lapse", "true")?;
    Ok(())
}

/// Takes join codes and the time of a workshop over from a second file, as far as it can be read.
pub(super) fn take_over(transaction: &Transaction<'_>, second: &Connection, workshop: Uuid) -> Result<(), Stop> {
    let id = params![workshop.as_bytes()];
    let mut claims = second.prepare_cached("SELECT key FROM claim WHERE workshop = ?1")?;
    for key in claims.query_map(id, |row| row.get(0))?.map_while(Result::ok) {
        claim(transaction, key, workshop)?;
    }
    let at: rusqlite::Result<i64> = second.query_row("SELECT at FROM due WHERE workshop = ?1", id, |row| row.get(0));
    match at {
        Ok(at) => set_due(transaction, workshop, at.unsigned_abs()),
        // Its next entry says it again.
        Err(_) => Ok(()),
    }
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
