//! The database of a generation: a file of the embedded journal, as a server leaves it behind.

use super::{
    generation::{Generation, Kept},
    story::Story,
};
use futures_util::TryStreamExt;
use std::{fs, path::Path};
use trestle_core::{Fold, SecretHash, entry::Entry as CoreEntry};
use trestle_journal::{Entry, Journal, Kind, Seq, Snapshot, Sqlite};

/// A story's entries with what becomes of each behind a snapshot.
pub(crate) fn entries(story: &Story) -> Vec<Entry> {
    let kind = |bytes: &Vec<u8>| match CoreEntry::decode(bytes) {
        Ok(CoreEntry::Event(_)) => Entry::event(bytes.clone()),
        _ => Entry::update(bytes.clone()),
    };
    story.world.journal.iter().map(kind).collect()
}

/// Writes the stories into a new file. The snapshot of a story's very end stays out, so that something stands behind the last one.
pub(crate) async fn write(path: &Path, stories: &[Story]) {
    let journal = Sqlite::open(path).unwrap();
    for story in stories {
        let (state, entries) = (&story.world.fold.state, entries(story));
        let id = state.id.unwrap().0;
        let mut done = 0;
        for (at, bytes) in story.snapshots.iter().filter(|(at, _)| *at < entries.len()) {
            append(&journal, story, entries[done..*at].to_vec(), done).await;
            journal.snapshot(id, Snapshot { at: Seq(*at as u64), bytes: bytes.clone() }).await.unwrap();
            done = *at;
        }
        append(&journal, story, entries[done..].to_vec(), done).await;
        assert!(journal.claim(SecretHash::of(state.code()).0, id).await.unwrap());
    }
    journal.close().await.unwrap();
}

async fn append(journal: &Sqlite, story: &Story, entries: Vec<Entry>, done: usize) {
    let state = &story.world.fold.state;
    let due = state.details.erase_at.map(|at| at.0);
    journal.append_until(state.id.unwrap().0, Some(Seq(done as u64)), entries, due).await.unwrap();
}

/// Opens a copy of a generation's database with the journal, and folds a workshop as the server does.
async fn opened(journal: &Sqlite, kept: &Kept) -> Fold {
    let snapshot = journal.latest(kept.id.0).await.unwrap();
    let (mut fold, at) = match snapshot {
        Some(snapshot) => (Fold::restore(&snapshot.bytes).unwrap(), snapshot.at),
        None => (Fold::empty(), Seq::START),
    };
    let rest: Vec<(Seq, Entry)> = journal.read(kept.id.0, at).try_collect().await.unwrap();
    for (_, entry) in &rest {
        fold.replay(&entry.bytes).unwrap();
    }
    assert!(rest.iter().any(|(_, entry)| entry.kind == Kind::Event || entry.kind == Kind::Update), "{}: something is behind it", kept.what);
    fold
}

/// Every workshop of a generation, opened from its database.
pub(crate) async fn folds(generation: &Generation) -> Vec<(Kept, Fold)> {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("journal.sqlite");
    fs::copy(generation.database(), &copy).unwrap();
    let journal = Sqlite::open(&copy).unwrap();
    let mut folds = Vec::new();
    for kept in generation.workshops() {
        let fold = opened(&journal, &kept).await;
        folds.push((kept, fold));
    }
    journal.close().await.unwrap();
    folds
}
