//! The database file on disk: made if it is not there, otherwise checked from the outside in before it is trusted.

use super::{
    OpenError, connection,
    damage::Damage,
    directory,
    lock::{Lock, beside},
    mend,
    schema::{self, Definition},
    witness::{Stands, Witness},
};
use crate::limits;
use rusqlite::{Connection, ErrorCode, Row};
use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};

/// The file, open and sound.
pub(super) struct Opened {
    pub(super) path: PathBuf,
    pub(super) lock: Lock,
    pub(super) writing: Connection,
    pub(super) reading: Vec<Connection>,
    /// Whether the write-ahead log was emptied: otherwise it may hold what was erased just before the end.
    pub(super) emptied: bool,
    pub(super) witness: Witness,
    /// What was found damaged and could be gone on without.
    pub(super) damage: Option<Damage>,
}

/// A connection to a file that was found sound, and the file's format.
pub(super) struct Checked {
    pub(super) connection: Connection,
    pub(super) version: i32,
}

/// Takes the lock, makes or checks the file, connects. Blocks while it reads the file once.
pub(super) fn open(path: &Path) -> Result<Opened, OpenError> {
    let path = resolved(path)?;
    let lock = Lock::take(&path)?;
    match fs::metadata(&path) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => create(&path)?,
        Err(error) => return Err(OpenError::unusable(&path, &error)),
    }
    let mend::Sound { checked: Checked { connection: writing, version }, stands, damage } = mend::open(&path)?;
    let emptied = settle(&path, &writing, version)?;
    let witness = Witness::new(&path, if emptied { Stands::new() } else { stands });
    let from_sqlite = |error| OpenError::from_sqlite(&path, &error);
    let reading = (0..limits::READERS).map(|_| connection::reading(&path)).collect::<Result<_, _>>().map_err(from_sqlite)?;
    Ok(Opened { path, lock, writing, reading, emptied, witness, damage })
}

/// Checks a file from the outside in. Changes nothing in it.
pub(super) fn check(path: &Path) -> Result<Checked, OpenError> {
    check_header(path)?;
    let connection = connection::writing(path).map_err(|error| OpenError::from_sqlite(path, &error))?;
    let version = check_inside(path, &connection)?;
    Ok(Checked { connection, version })
}

/// One name for one file, so that the lock cannot be passed by on another way to it.
fn resolved(path: &Path) -> Result<PathBuf, OpenError> {
    if let Ok(path) = path.canonicalize() {
        return Ok(path);
    }
    let name = path.file_name().ok_or_else(|| OpenError::unusable(path, &"not a file name"))?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let folder = folder.canonicalize().map_err(|error| OpenError::unusable(folder, &error))?;
    Ok(folder.join(name))
}

/// Makes an empty journal under another name first: a half-made file never bears the name of a whole one.
fn create(path: &Path) -> Result<(), OpenError> {
    let log = beside(path, "-wal");
    if log.exists() {
        let what = format!("it is missing, but {} is there", log.display());
        return Err(OpenError::damaged(path, what));
    }
    let new = beside(path, ".new");
    let unusable = |error| OpenError::unusable(&new, &error);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    let file = private(&mut options).open(&new).map_err(unusable)?;
    let mut connection = Connection::open(&new).map_err(|error| OpenError::from_sqlite(&new, &error))?;
    schema::create(&mut connection).map_err(|error| OpenError::from_sqlite(&new, &error))?;
    drop(connection);
    file.sync_all().map_err(unusable)?;
    fs::rename(&new, path).map_err(unusable)?;
    sync_folder(path)
}

/// A new name is durable once its folder is synced.
fn sync_folder(path: &Path) -> Result<(), OpenError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    File::open(folder).and_then(|it| it.sync_all()).map_err(|error| OpenError::unusable(folder, &error))
}

/// Looks at the file from outside, before SQLite does anything with one that may not be ours.
fn check_header(path: &Path) -> Result<(), OpenError> {
    let unusable = |error| OpenError::unusable(path, &error);
    let mut file = File::open(path).map_err(unusable)?;
    let mut header = Vec::new();
    file.by_ref().take(100).read_to_end(&mut header).map_err(unusable)?;
    if header.is_empty() {
        return Err(OpenError::damaged(path, "it is empty, and a journal never is"));
    }
    if header.len() < 100 || !header.starts_with(b"SQLite format 3\0") {
        return Err(OpenError::damaged(path, "it does not begin as an SQLite database does"));
    }
    let id = i32::from_be_bytes([header[68], header[69], header[70], header[71]]);
    if id != schema::APPLICATION {
        return Err(OpenError::Foreign { path: path.to_owned(), id });
    }
    check_length(path, file.metadata().map_err(unusable)?.len())
}

/// SQLite takes a last page that was cut short for one that ends in zeros. That can only be right if the machine stopped
/// while the page was written; then the write-ahead log still has it.
fn check_length(path: &Path, length: u64) -> Result<(), OpenError> {
    let logged = fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    match length.is_multiple_of(schema::PAGE_BYTES.into()) || logged {
        true => Ok(()),
        false => Err(OpenError::damaged(path, "it is cut short: its last page is not whole")),
    }
}

/// Asks SQLite for the format and for a check of every page, and whether the tables are those that the places need;
/// the format.
fn check_inside(path: &Path, connection: &Connection) -> Result<i32, OpenError> {
    let from_sqlite = |error| OpenError::from_sqlite(path, &error);
    let found = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(from_sqlite)?;
    if found > schema::VERSION {
        let known = schema::VERSION;
        return Err(OpenError::Newer { path: path.to_owned(), found, known });
    }
    if found < schema::OLDEST {
        return Err(OpenError::damaged(path, format!("its format {found} never existed")));
    }
    let mut wrong = structure(connection).map_err(from_sqlite)?;
    wrong.extend(description(connection, found).map_err(from_sqlite)?);
    match wrong.is_empty() {
        true => Ok(found),
        false => Err(OpenError::damaged(path, wrong.join("; "))),
    }
}

/// What SQLite finds wrong. The full check costs hardly more than the quick one here, since only the small shared
/// tables have indexes, and it alone notices an id that differs from its index.
fn structure(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut check = connection.prepare("PRAGMA integrity_check(5)")?;
    let found = check.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    Ok(found.into_iter().filter(|it| it != "ok").map(|it| format!("SQLite says \"{it}\"")).collect())
}

/// Whether the file describes exactly the tables that its places need: SQLite believes its own description, whatever a
/// flipped bit has made of it, and a place that vanished from the list would leave its tables.
fn description(connection: &Connection, version: i32) -> rusqlite::Result<Option<String>> {
    let mut places = connection.prepare("SELECT number FROM place")?;
    let numbers = places.query_map([], |row| row.get(0))?;
    let expected = schema::definitions(version, numbers.collect::<Result<Vec<i64>, _>>()?);
    let mut tables = connection.prepare(
        "SELECT CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB)
         FROM sqlite_schema WHERE sql IS NOT NULL",
    )?;
    let found =
        tables.query_map([], |row| Ok((text(row, 0)?, text(row, 1)?, text(row, 2)?)))?.collect::<Result<BTreeSet<Definition>, _>>()?;
    let differs = expected.symmetric_difference(&found).map(|(name, ..)| name).next();
    Ok(differs.map(|name| format!("the places that it lists do not agree with its tables (first in \"{name}\")")))
}

/// Text that need not be text any more.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    let bytes: Vec<u8> = row.get(column)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Makes the connection durable, and finishes what a server that stopped in between had begun; `false` if that could not
/// be done now, because the disk is full or another program is reading: everything can be read all the same.
fn settle(path: &Path, writing: &Connection, version: i32) -> Result<bool, OpenError> {
    let from_sqlite = |error| OpenError::from_sqlite(path, &error);
    if !connection::settle(writing).map_err(from_sqlite)? {
        let what = "its file system cannot keep a write-ahead log; use a disk of this machine";
        return Err(OpenError::unusable(path, &what));
    }
    if version < schema::VERSION {
        schema::upgrade(writing, version).map_err(from_sqlite)?;
    }
    schema::prepare_rewriting(writing).map_err(from_sqlite)?;
    let finished = directory::release_orphans(writing).and_then(|()| connection::empty_log(writing, limits::ERASE_PATIENCE));
    match finished {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => Ok(false),
        finished => finished.map_err(from_sqlite),
    }
}

/// What people wrote in private is nobody else's on this machine. The files that SQLite adds follow the first one.
#[cfg(unix)]
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

/// Other systems go by the folder's rights.
#[cfg(not(unix))]
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}
