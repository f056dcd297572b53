//! Why work on the file stopped, and which answer that becomes.

use crate::JournalError;
use rusqlite::ErrorCode;
use std::path::Path;

/// Why one piece of work did not go through.
pub(super) enum Stop {
    /// This piece of work alone is refused; it has written nothing.
    Refused(JournalError),
    /// What is stored is not what was written: what, and where.
    Damaged(String),
    /// SQLite failed, and with it everything in the same transaction.
    Failed(rusqlite::Error),
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Stop::Failed(error)
    }
}

impl Stop {
    /// The answer for the caller; `path` tells an operator which file is meant.
    pub(super) fn into_error(self, path: &Path) -> JournalError {
        match self {
            Stop::Refused(error) => error,
            Stop::Damaged(what) => {
                let what = format!("{}: {what}", path.display());
                JournalError::Damaged { what }
            }
            Stop::Failed(error) => failed(&error, path),
        }
    }
}

/// What SQLite's error means for the caller.
pub(super) fn failed(error: &rusqlite::Error, path: &Path) -> JournalError {
    let what = format!("{}: SQLite says \"{error}\"", path.display());
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => JournalError::Full,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => JournalError::Busy,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => JournalError::Damaged { what },
        _ => JournalError::Internal { what },
    }
}
