//! Writing a generation: the stories are played, and everything that they leave behind is kept. What is there is never written again.

use super::{
    compare, database,
    expected::given,
    generation::{Generation, folder},
    layout,
    story::{Story, stories},
};
use serde_json::{Value, json};
use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::Path,
};
use trestle_core::Fold;

/// Largest database of a generation, in bytes: it stays in the repository for ever.
const DATABASE_BYTES: u64 = 600 * 1024;

/// Writes all stories into a folder, which must not be there yet.
async fn write(folder: &Path) {
    fs::create_dir(folder).unwrap_or_else(|error| panic!("{}: {error}. A generation is never written again", folder.display()));
    let stories = stories();
    for story in &stories {
        workshop(&folder.join(story.name), story);
    }
    // Elsewhere first: beside an open database lie a lock and a log.
    let elsewhere = tempfile::tempdir().unwrap();
    let database = elsewhere.path().join("journal.sqlite");
    database::write(&database, &stories).await;
    fs::copy(&database, folder.join("journal.sqlite")).unwrap();
}

fn workshop(folder: &Path, story: &Story) {
    fs::create_dir(folder).unwrap();
    let now = story.world.now;
    let entries = database::entries(story);
    file(&folder.join("journal.txt"), &entries.iter().map(|entry| layout::line(entry) + "\n").collect::<String>());
    file(&folder.join("about.json"), &pretty(&json!({ "id": story.world.fold.state.id, "now": now })));
    for (at, bytes) in &story.snapshots {
        file(&folder.join(format!("snapshot-{at:04}.json")), &layout::broken(bytes));
    }
    let fold = Fold::restore(&story.world.fold.snapshot().unwrap()).unwrap();
    for (name, value) in given(fold, now) {
        file(&folder.join(format!("{name}.json")), &pretty(&value));
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

fn file(path: &Path, text: &str) {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

#[allow(clippy::disallowed_methods, reason = "whoever writes a generation names it; the core does not")]
fn asked() -> Option<u32> {
    std::env::var("GOLDEN_GENERATION").ok().map(|number| number.parse().expect("the number of a new generation"))
}

/// Writes the generation that `GOLDEN_GENERATION` names; without it one beside the others, which is thrown away.
#[tokio::test]
async fn a_generation_is_written_and_opens() {
    let elsewhere = tempfile::tempdir().unwrap();
    let (number, folder) = match asked() {
        Some(number) => (number, folder().join(number.to_string())),
        None => (0, elsewhere.path().join("0")),
    };
    write(&folder).await;
    let generation = Generation { number, folder };
    for (kept, fold) in database::folds(&generation).await {
        let found = given(fold, kept.now);
        for (file, expected) in &kept.expected {
            assert_eq!(compare::lost(file, expected, &found[file]), Vec::<String>::new(), "{}, {file}", kept.what);
        }
    }
    assert!(fs::metadata(generation.database()).unwrap().len() < DATABASE_BYTES);
}

#[tokio::test]
#[should_panic(expected = "A generation is never written again")]
async fn what_is_there_is_never_written_again() {
    let there = tempfile::tempdir().unwrap();
    write(there.path()).await;
}
