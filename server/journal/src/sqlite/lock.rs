//! The lock that keeps two servers from serving one file.
//!
//! It is on a file beside the database, not on the database: SQLite's own locks are the process's and would be lost if
//! we opened and closed the database file ourselves. The system gives it back when the process ends, however it ends.

use super::OpenError;
use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::{Path, PathBuf},
};

/// Held while the journal is open.
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, or says who has it.
    pub(super) fn take(path: &Path) -> Result<Self, OpenError> {
        let beside = beside(path, ".lock");
        let unusable = |error| OpenError::unusable(&beside, &error);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = super::file::private(&mut options).open(&beside).map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(in_use(path, &mut file)),
            Err(TryLockError::Error(error)) => return Err(unusable(error)),
        }
        file.set_len(0).map_err(unusable)?;
        write!(file, "{}", std::process::id()).map_err(unusable)?;
        Ok(Self { _file: file })
    }
}

/// The file's path with something added to its name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn in_use(path: &Path, file: &mut File) -> OpenError {
    let mut holder = String::new();
    // The number is a help for the operator; without it the sentence is still true.
    let known = file.read_to_string(&mut holder).is_ok() && holder.parse::<u32>().is_ok();
    let process = if known { format!(" (process {holder})") } else { String::new() };
    OpenError::InUse { path: path.to_owned(), process }
}
