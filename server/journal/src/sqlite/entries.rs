//! Entries and snapshots of one workshop in the file: appending, reading by pages, replacing snapshots.

use super::{
    checksum::checksum,
    place::{self, Tables},
    schema::{EVENT, SNAPSHOT, UPDATE, none_if_absent, rewrite},
    stop::Stop,
};
use crate::{Entry, JournalError, Kind, Listed, Seq, Snapshot, limits};
use rusqlite::{CachedStatement, Connection, Row, Transaction, params};
use uuid::Uuid;

/// Adds entries behind the head; the number of the last one.
pub(super) fn append(transaction: &Transaction<'_>, workshop: Uuid, expected: Option<Seq>, entries: &[Entry]) -> Result<Seq, Stop> {
    let found = place::find(transaction, workshop)?;
    let head = found.as_ref().map_or(Ok(Seq::START), |it| head_of(transaction, it))?;
    if expected.map_or(found.is_none(), |it| it != head) {
        return Err(conflict(head));
    }
    if entries.is_empty() {
        return Ok(head);
    }
    let tables = match found {
        Some(tables) => tables,
        None => place::take(transaction, workshop)?,
    };
    insert(transaction, &tables, workshop, head, entries)
}

fn insert(transaction: &Transaction<'_>, tables: &Tables, workshop: Uuid, head: Seq, entries: &[Entry]) -> Result<Seq, Stop> {
    let Tables { events, recent } = tables;
    let event = format!("INSERT INTO {events} VALUES (?1, ?2, ?3)");
    let update = format!("INSERT INTO {recent} VALUES (?1, {UPDATE}, ?2, ?3)");
    let mut last = head;
    for Entry { kind, bytes } in entries {
        last = last.next();
        let seq = number(last);
        let (sql, kind) = match kind {
            Kind::Event => (&event, EVENT),
            Kind::Update => (&update, UPDATE),
        };
        let sum = checksum(workshop, seq, kind, bytes);
        transaction.prepare_cached(sql)?.execute(params![seq, &bytes[..], sum])?;
    }
    Ok(last)
}

/// One page of reading.
pub(super) struct Page {
    /// In order, with numbers above the one asked for.
    pub(super) entries: Vec<(Seq, Entry)>,
    /// The latest snapshot's place when the page was read; 0 without one.
    pub(super) floor: Seq,
    /// The number of the last entry when the page was read.
    pub(super) head: Seq,
    /// Whether there was nothing more.
    pub(super) last: bool,
}

/// The entries above `after`, as many as a page holds; `None` if there is no such workshop.
///
/// Called within a read transaction, so that floor and entries belong together.
pub(super) fn page(connection: &Connection, workshop: Uuid, after: Seq) -> Result<Option<Page>, Stop> {
    let Some(tables) = place::find(connection, workshop)? else {
        return Ok(None);
    };
    let head = head_of(connection, &tables)?;
    let floor = floor(connection, &tables.recent)?;
    let mut statement = connection.prepare_cached(&page_sql(&tables))?;
    let (entries, last) = gather(&mut statement, workshop, after)?;
    without_gaps(workshop, &entries, after.max(floor))?;
    Ok(Some(Page { entries, floor, head, last }))
}

/// Both tables in the order of the numbers. Each is in that order already, so SQLite merges them without sorting.
pub(super) fn page_sql(Tables { events, recent }: &Tables) -> String {
    format!(
        "SELECT seq, {EVENT} AS kind, bytes, sum FROM {events} WHERE seq > ?1
         UNION ALL
         SELECT seq, kind, bytes, sum FROM {recent} WHERE seq > ?1 AND kind <> {SNAPSHOT}
         ORDER BY seq"
    )
}

/// Reads rows until the page is full, and whether there was nothing more.
fn gather(statement: &mut CachedStatement<'_>, workshop: Uuid, after: Seq) -> Result<(Vec<(Seq, Entry)>, bool), Stop> {
    let mut rows = statement.query(params![number(after)])?;
    let mut entries = Vec::new();
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let (seq, kind, value) = checked(row, workshop)?;
        let kind = match kind {
            EVENT => Kind::Event,
            UPDATE => Kind::Update,
            _ => return Err(damaged(workshop, seq, "is of an unknown kind")),
        };
        bytes += value.len();
        entries.push((seq, Entry { kind, bytes: value.into() }));
        if entries.len() >= limits::PAGE_ENTRIES || bytes >= limits::PAGE_BYTES {
            return Ok((entries, false));
        }
    }
    Ok((entries, true))
}

/// Whether everything that is stored is what was stored, of all workshops, with no number missing.
pub(super) fn are_whole(connection: &Connection) -> Result<bool, Stop> {
    for Listed { workshop, .. } in list(connection)? {
        latest(connection, workshop)?;
        let mut after = Seq::START;
        while let Some(page) = page(connection, workshop, after)? {
            after = page.entries.last().map_or(after, |(seq, _)| *seq);
            if page.last {
                break;
            }
        }
    }
    Ok(true)
}

/// Whether a workshop has a snapshot as late as this one, and no event of what was replaced up to there.
pub(super) fn has_forgotten(connection: &Connection, workshop: Uuid, snapshot: Seq, replaced: Seq) -> Result<bool, Stop> {
    let Some(Tables { events, recent }) = place::find(connection, workshop)? else {
        return Ok(false);
    };
    let sql = format!("SELECT NOT EXISTS (SELECT 1 FROM {events} WHERE seq <= ?1)");
    let gone: bool = connection.query_row(&sql, params![number(replaced)], |row| row.get(0))?;
    Ok(gone && floor(connection, &recent)? >= snapshot)
}

/// The entries above `after` that a second file has, as far as they are what was stored and none is missing; none if a snapshot there has the place of
/// some.
pub(super) fn intact(first: &Connection, second: &Connection, workshop: Uuid, after: Seq) -> Result<Vec<Entry>, Stop> {
    let Some(tables) = place::find(second, workshop)? else {
        return Ok(Vec::new());
    };
    let here = place::find(first, workshop)?.map_or(Ok(Seq::START), |it| floor(first, &it.recent))?;
    if floor(second, &tables.recent)? > here {
        return Ok(Vec::new());
    }
    let mut statement = second.prepare_cached(&page_sql(&tables))?;
    let mut rows = statement.query(params![number(after)])?;
    let (mut found, mut expected) = (Vec::new(), after.next());
    // The first that is not right ends it, also where SQLite can read no further.
    while let Ok(Some(row)) = rows.next() {
        let entry = match checked(row, workshop) {
            Ok((seq, EVENT, bytes)) if seq == expected => Entry { kind: Kind::Event, bytes: bytes.into() },
            Ok((seq, UPDATE, bytes)) if seq == expected => Entry { kind: Kind::Update, bytes: bytes.into() },
            _ => break,
        };
        found.push(entry);
        expected = expected.next();
    }
    Ok(found)
}

/// Above the snapshot every number is there: one that is missing was lost.
fn without_gaps(workshop: Uuid, entries: &[(Seq, Entry)], floor: Seq) -> Result<(), Stop> {
    let mut expected = floor.next();
    for (seq, _) in entries.iter().filter(|(seq, _)| *seq > floor) {
        if *seq != expected {
            return Err(damaged(workshop, expected, "is missing"));
        }
        expected = expected.next();
    }
    Ok(())
}

/// A row's number, kind and bytes, if they are what was stored.
fn checked<'a>(row: &'a Row<'_>, workshop: Uuid) -> Result<(Seq, i64, &'a [u8]), Stop> {
    let (seq, kind, sum): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(3)?);
    let bytes = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
    let numbered = Seq(seq.unsigned_abs());
    if checksum(workshop, seq, kind, bytes) != sum {
        return Err(damaged(workshop, numbered, "is not what was stored (its checksum differs)"));
    }
    Ok((numbered, kind, bytes))
}

/// Replaces the snapshot and overwrites the updates that it contains.
pub(super) fn snapshot(transaction: &Transaction<'_>, workshop: Uuid, snapshot: &Snapshot) -> Result<(), Stop> {
    store(transaction, workshop, snapshot).map(drop)
}

/// The same, and overwrites the events that it contains, too.
pub(super) fn replace(transaction: &Transaction<'_>, workshop: Uuid, snapshot: &Snapshot) -> Result<(), Stop> {
    let Tables { events, .. } = store(transaction, workshop, snapshot)?;
    let later = format!("seq > {}", number(snapshot.at));
    Ok(rewrite(transaction, &events, "kept_event", &later)?)
}

/// Stores a snapshot in place of the one before and of the updates that it contains; the tables that it is in.
fn store(transaction: &Transaction<'_>, workshop: Uuid, snapshot: &Snapshot) -> Result<Tables, Stop> {
    let Some(tables) = place::find(transaction, workshop)? else {
        return Err(conflict(Seq::START));
    };
    let head = head_of(transaction, &tables)?;
    let stored = floor(transaction, &tables.recent)?;
    if snapshot.at < stored || snapshot.at > head {
        return Err(conflict(head));
    }
    let seq = number(snapshot.at);
    let recent = &tables.recent;
    rewrite(transaction, recent, "kept_recent", &format!("seq > {seq}"))?;
    let sum = checksum(workshop, seq, SNAPSHOT, &snapshot.bytes);
    transaction.prepare_cached(&format!("INSERT INTO {recent} VALUES (?1, {SNAPSHOT}, ?2, ?3)"))?.execute(params![
        seq,
        snapshot.bytes,
        sum
    ])?;
    Ok(tables)
}

/// The latest snapshot.
pub(super) fn latest(connection: &Connection, workshop: Uuid) -> Result<Option<Snapshot>, Stop> {
    let Some(Tables { recent, .. }) = place::find(connection, workshop)? else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(&format!("SELECT seq, kind, bytes, sum FROM {recent} ORDER BY seq LIMIT 1"))?;
    let mut rows = statement.query([])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let (at, kind, bytes) = checked(row, workshop)?;
    Ok((kind == SNAPSHOT).then(|| Snapshot { at, bytes: bytes.to_vec() }))
}

/// The number of a workshop's last entry.
pub(super) fn head(connection: &Connection, workshop: Uuid) -> Result<Option<Seq>, Stop> {
    let tables = place::find(connection, workshop)?;
    tables.map(|it| head_of(connection, &it)).transpose()
}

/// All workshops with their heads.
pub(super) fn list(connection: &Connection) -> Result<Vec<Listed>, Stop> {
    let mut statement = connection.prepare_cached("SELECT number, workshop FROM place WHERE workshop IS NOT NULL ORDER BY workshop")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut listed = Vec::new();
    for row in rows {
        let (number, id): (i64, [u8; 16]) = row?;
        let head = head_of(connection, &Tables::of(number))?;
        listed.push(Listed { workshop: Uuid::from_bytes(id), head });
    }
    Ok(listed)
}

/// The head is the highest number in either table: a snapshot holds the place of the updates that it replaced.
fn head_of(connection: &Connection, tables: &Tables) -> Result<Seq, Stop> {
    let Tables { events, recent } = tables;
    let sql = format!(
        "SELECT max(coalesce((SELECT max(seq) FROM {events}), 0),
                    coalesce((SELECT max(seq) FROM {recent}), 0))"
    );
    let head: i64 = connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
    Ok(Seq(head.unsigned_abs()))
}

/// The number of the latest snapshot, which is the first row of its table; 0 without one.
fn floor(connection: &Connection, recent: &str) -> Result<Seq, Stop> {
    let first: Option<(i64, i64)> = connection
        .prepare_cached(&format!("SELECT seq, kind FROM {recent} ORDER BY seq LIMIT 1"))?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .map(Some)
        .or_else(none_if_absent)?;
    Ok(match first {
        Some((seq, SNAPSHOT)) => Seq(seq.unsigned_abs()),
        _ => Seq::START,
    })
}

/// A number as SQLite keeps it. Beyond its range there are no entries.
fn number(seq: Seq) -> i64 {
    i64::try_from(seq.0).unwrap_or(i64::MAX)
}

fn conflict(head: Seq) -> Stop {
    Stop::Refused(JournalError::Conflict { head })
}

fn damaged(workshop: Uuid, seq: Seq, what: &str) -> Stop {
    Stop::Damaged(format!("workshop {workshop}, entry {seq} {what}"))
}
