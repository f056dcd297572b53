//! A generation: one folder of what a released version wrote, read back.

use super::layout;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use trestle_core::Fold;
use trestle_journal::Entry;
use trestle_protocol::{Time, WorkshopId};

/// Where all generations lie.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/golden")
}

/// All generations, oldest first.
pub(crate) fn generations() -> Vec<Generation> {
    let names = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut numbers: Vec<u32> = names.filter_map(|name| name.parse().ok()).collect();
    numbers.sort_unstable();
    numbers.into_iter().map(|number| Generation { number, folder: folder().join(number.to_string()) }).collect()
}

/// One of them.
pub(crate) struct Generation {
    pub(crate) number: u32,
    pub(crate) folder: PathBuf,
}

/// A workshop in it.
pub(crate) struct Kept {
    /// Generation and name, for what a failing test says.
    pub(crate) what: String,
    pub(crate) id: WorkshopId,
    /// When its record was made.
    pub(crate) now: Time,
    pub(crate) entries: Vec<Entry>,
    /// By the number of entries that each contains.
    pub(crate) snapshots: BTreeMap<usize, Vec<u8>>,
    /// What it gave then, by the name of the file: records, documents, views.
    pub(crate) expected: BTreeMap<String, Value>,
}

impl Generation {
    /// Its workshops.
    pub(crate) fn workshops(&self) -> Vec<Kept> {
        let folders = fs::read_dir(&self.folder).unwrap().map(|entry| entry.unwrap().path());
        let mut folders: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
        folders.sort();
        folders.iter().map(|folder| Kept::read(self.number, folder)).collect()
    }

    /// The database that holds them.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.join("journal.sqlite")
    }
}

impl Kept {
    fn read(generation: u32, folder: &Path) -> Self {
        let text = |path: &Path| fs::read_to_string(path).unwrap();
        let (mut snapshots, mut expected): (BTreeMap<usize, Vec<u8>>, BTreeMap<String, Value>) = Default::default();
        for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let Some(name) = file.file_name().and_then(|name| name.to_str()?.strip_suffix(".json")) else { continue };
            match name.strip_prefix("snapshot-") {
                Some(at) => drop(snapshots.insert(at.parse().unwrap(), text(&file).into_bytes())),
                None => drop(expected.insert(name.to_owned(), serde_json::from_str(&text(&file)).unwrap())),
            }
        }
        let about = expected.remove("about").unwrap();
        Self {
            what: format!("generation {generation}, {}", folder.file_name().unwrap().to_string_lossy()),
            id: serde_json::from_value(about["id"].clone()).unwrap(),
            now: Time(about["now"].as_u64().unwrap()),
            entries: text(&folder.join("journal.txt")).lines().map(layout::entry).collect(),
            snapshots,
            expected,
        }
    }

    /// A fold with the entries behind it.
    pub(crate) fn replayed(&self, mut fold: Fold, after: usize) -> Fold {
        for (place, entry) in self.entries.iter().enumerate().skip(after) {
            fold.replay(&entry.bytes).unwrap_or_else(|error| panic!("{}, entry {}: {error}", self.what, place + 1));
        }
        fold
    }
}
