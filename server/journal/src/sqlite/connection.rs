//! The settings of a connection to the file: what makes it durable, forgetful where it must be, and wary.

use crate::limits;
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{path::Path, time::Duration};

/// Opens an existing file for checking and writing. Changes nothing in it, not even when it is closed again.
pub(super) fn writing(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    // A damaged file is left as it is: whoever repairs it needs the write-ahead log as it was.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    wary(&connection)?;
    Ok(connection)
}

/// Settles a connection for writing, once the file is known to be sound. `false`: the folder's file system cannot do it.
pub(super) fn settle(connection: &Connection) -> rusqlite::Result<bool> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    // FULL syncs the log in each commit: that is the promise of an acknowledgement. The fullfsync settings are the same
    // for macOS, where an ordinary sync stops at the drive's cache.
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
         PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;",
    )?;
    connection.pragma_update(None, "journal_size_limit", limits::LOG_BYTES)?;
    Ok(mode == "wal")
}

/// Opens a sound file for reading only.
pub(super) fn reading(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    wary(&connection)?;
    Ok(connection)
}

/// Moves the write-ahead log into the file and cuts it to nothing; `false` if another program's reading prevents it for
/// longer than `patience`.
pub(super) fn empty_log(connection: &Connection, patience: Duration) -> rusqlite::Result<bool> {
    connection.busy_timeout(patience)?;
    let emptied = truncate(connection);
    connection.busy_timeout(limits::BUSY_TIMEOUT)?;
    emptied
}

fn truncate(connection: &Connection) -> rusqlite::Result<bool> {
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    Ok(busy == 0)
}

/// Believes nothing that the file says about itself.
fn wary(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(limits::BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(limits::STATEMENTS);
    connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")
}
