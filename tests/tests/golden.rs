//! P10: a database that a released version left behind opens in the binary, and gives the records and the view that it gave then.
//!
//! What it gave lies in `tests/data/golden/`; how the core reads the same journals is in `server/core/tests/golden/`.

#[path = "../../server/core/tests/golden/changed.rs"]
mod changed;
#[path = "../../server/core/tests/golden/compare.rs"]
mod compare;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use trestle_protocol::{Cell, WorkshopId};
use trestle_tests::{Screen, Trestle};

/// Holds in every workshop of a generation: a console's token, and a participant's.
const TOKENS: [(&str, &str); 2] = [("golden-console", "record-facilitator"), ("golden-participant", "record-participant")];

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn read(folder: &Path, file: &str) -> Value {
    let text = fs::read_to_string(folder.join(format!("{file}.json"))).expect("a file");
    serde_json::from_str(&text).expect("JSON")
}

/// A server on a copy of that database, at that time.
fn opened(database: &Path, now: u64) -> Trestle {
    let mut trestle = Trestle::stepped(now);
    assert_eq!(trestle.terminate(), Some(0));
    fs::copy(database, trestle.data().join("trestle.sqlite")).expect("a database in place");
    trestle.restart();
    trestle
}

fn assert_given(what: &str, file: &str, expected: &Value, found: &Value) {
    let lost = compare::lost(file, expected, found);
    assert!(lost.is_empty(), "{what}, {file}: {} lost or altered\n{}", lost.len(), lost.join("\n"));
}

/// What facilitators have of a workshop, as their record alone held it in the first generation: what is private has a document of its own since.
fn with_private(record: &mut Value, private: &Value) {
    record["workshop"]["programme"] = private["programme"].clone();
    for organisation in record["organisations"].as_array_mut().into_iter().flatten() {
        let told = private["asides"].as_array().into_iter().flatten().find(|aside| aside["id"] == organisation["id"]);
        organisation["unsure"] = told.map_or("".into(), |aside| aside["unsure"].clone());
    }
    let briefs = private["briefs"].as_array().into_iter().flatten().cloned();
    record["briefs"].as_array_mut().expect("briefs").extend(briefs);
}

async fn compare_with(trestle: &Trestle, kept: &Path) {
    let what = kept.display().to_string();
    let id: WorkshopId = serde_json::from_value(read(kept, "about")["id"].clone()).expect("an id");
    for (token, file) in TOKENS {
        let record = trestle.server().record(id, token, "json").await.expect("a record");
        let mut found: Value = serde_json::from_str(&record).expect("JSON");
        if token == "golden-console" {
            let private = trestle.server().export(id, token, "private-notes.json").await.expect("private notes");
            with_private(&mut found, &serde_json::from_str(&private.text()).expect("JSON"));
        }
        assert_given(&what, file, &read(kept, file), &found);
    }
    let console = Screen::open(trestle.server(), id, "golden-console").await.expect("a console");
    let cells = console.view(|view| serde_json::to_value(&view.cells).expect("JSON"));
    let expected = serde_json::json!({ "facilitator": read(kept, "views")["facilitator"] });
    assert_given(&what, "views", &expected, &serde_json::json!({ "facilitator": cells }));
}

#[tokio::test]
async fn p10_golden_databases_open_in_the_binary() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/golden");
    for generation in folders(&golden) {
        for kept in folders(&generation) {
            let now = read(&kept, "about")["now"].as_u64().expect("a time");
            compare_with(&opened(&generation.join("journal.sqlite"), now), &kept).await;
        }
    }
}

#[tokio::test]
async fn p10_a_workshop_from_before_invitations_has_one_once_a_facilitator_opens_it() {
    let generation = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/golden/2");
    let about = read(&generation.join("rehearsing"), "about");
    let id: WorkshopId = serde_json::from_value(about["id"].clone()).expect("an id");
    let mut trestle = opened(&generation.join("journal.sqlite"), about["now"].as_u64().expect("a time"));
    let console = Screen::open(trestle.server(), id, "golden-console").await.expect("a console");
    let shown = console.until_open("an invitation", |view| match view.cell("workshop") {
        Some(Cell::Workshop(cell)) if !cell.invitation.is_empty() => Some(cell.invitation.clone()),
        _ => None,
    });
    let invitation = shown.await.expect("an invitation");
    assert_eq!(trestle.server().look(&invitation).await.expect("it opens the workshop").workshop, id);
    trestle.kill();
    trestle.restart();
    assert_eq!(trestle.server().look(&invitation).await.expect("it stays").workshop, id);
}
