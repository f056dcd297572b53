//! What the SQLite tests share: a journal in a folder, its files as bytes, and seeded chance.

use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use trestle_journal::{Entry, Journal, Seq, Sqlite};
use uuid::Uuid;

/// A folder for one journal.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().join("journal.sqlite")
    }

    pub(crate) fn open(&self) -> Sqlite {
        Sqlite::open(self.path()).expect("a journal")
    }

    /// All files of the folder, one after the other.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let files = fs::read_dir(self.0.path()).expect("a folder");
        let paths = files.map(|file| file.expect("an entry").path());
        paths.flat_map(|path| fs::read(path).expect("bytes")).collect()
    }

    /// How often `needle` occurs in all files of the folder together.
    pub(crate) fn count(&self, needle: &[u8]) -> usize {
        self.bytes().windows(needle.len()).filter(|it| *it == needle).count()
    }
}

/// Chance that can be repeated: its seed is printed, and `TRESTLE_SEED` sets it.
pub(crate) fn chance() -> fastrand::Rng {
    let given = std::env::var("TRESTLE_SEED").ok().and_then(|it| it.parse().ok());
    let seed = given.unwrap_or_else(|| fastrand::u64(..));
    println!("TRESTLE_SEED={seed}");
    fastrand::Rng::with_seed(seed)
}

/// A new workshop with these entries.
pub(crate) async fn begin(journal: &Sqlite, entries: Vec<Entry>) -> Uuid {
    let id = Uuid::new_v4();
    journal.append(id, Some(Seq::START), entries).await.expect("appended");
    id
}

/// Copies the database file alone, as it is after closing.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::copy(from, to).expect("copied");
}
