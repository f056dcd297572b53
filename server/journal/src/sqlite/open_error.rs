//! Why a journal file was not opened, in words for the operator who reads the server's last line.

use std::{
    fmt::Display,
    path::{Path, PathBuf},
};

/// Why a file was refused. It was not changed, and nothing empty was opened instead.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another server has it open.
    #[error("{} is being served by another running trestle{process}. Stop that one first, or give this one another folder", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
        /// " (process N)", if known.
        process: String,
    },
    /// It is not whole.
    #[error("{} is damaged: {what}. Nothing in it was changed. Keep it, and put a copy from before (a backup, with its -wal file if there is one) in its place", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite or the checks said.
        what: String,
    },
    /// It is damaged, and could be gone on with, but for the copies of it that are made first.
    #[error("{} is damaged, and the copy of it that is made before it is mended could not be written: {what}. Nothing in it was changed. Make room for as much again on that disk, or bring the folder to a larger one, and start again", path.display())]
    Uncopied {
        /// The file.
        path: PathBuf,
        /// What the system said.
        what: String,
    },
    /// It is a database, but not a journal of ours.
    #[error("{} belongs to another application (its id is {id:#010x}). Nothing in it was changed. Give trestle a folder of its own", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Its application id.
        id: i32,
    },
    /// A newer version wrote it.
    #[error("{} was written by a newer trestle (format {found}, this one knows up to {known}). Nothing in it was changed. Start the newer version", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i32,
        /// The newest format that this version knows.
        known: i32,
    },
    /// It cannot be read or written at all: permissions, a missing folder, a full disk, an unsuitable file system.
    #[error("{} cannot be used: {what}", path.display())]
    Unusable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        what: String,
    },
}

impl OpenError {
    pub(super) fn unusable(path: &Path, what: &impl Display) -> Self {
        Self::Unusable { path: path.to_owned(), what: what.to_string() }
    }

    pub(super) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), what: what.into() }
    }

    /// What SQLite's error means for opening this file.
    pub(super) fn from_sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => Self::damaged(path, format!("SQLite says \"{error}\"")),
            _ => Self::unusable(path, &format!("SQLite says \"{error}\"")),
        }
    }
}
