//! The record in every format, made by the real binary and read by other people's libraries: what was written is what is found.
//!
//! The readers come from `deploy/scripts/export-needs`, which `make test` runs.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use trestle_tests::{HARINGEY, Player, Scenario, Trestle, hostile};

/// Every format, as it is asked for.
const FILES: [&str; 14] = [
    "record.md",
    "record.json",
    "record.docx",
    "record.pdf",
    "record.ics",
    "record.zip",
    "notes.csv",
    "actions.csv",
    "agreement.docx",
    "agreement.md",
    "private-notes.md",
    "private-notes.json",
    "private-notes.docx",
    "private-notes.pdf",
];
/// A debug binary on a busy machine; a release binary takes under a second for each.
const PATIENCE: Duration = Duration::from_secs(30);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_owned()
}

/// Plays a scenario to its end.
async fn play(trestle: &Trestle, scenario: &str) -> Player {
    let scenario = Scenario::parse(scenario).expect("a scenario");
    let mut player = Player::begin(trestle.server(), scenario, None).await.unwrap_or_else(|error| panic!("{error}"));
    loop {
        player.play_step().await.unwrap_or_else(|error| panic!("{error}"));
        if !player.move_on().await.unwrap_or_else(|error| panic!("{error}")) {
            return player;
        }
    }
}

/// Fetches every format into a folder.
async fn fetch(trestle: &Trestle, player: &Player) -> TempDir {
    let (folder, created) = (TempDir::new().expect("a folder"), player.created());
    for file in FILES {
        let start = Instant::now();
        let answer =
            trestle.server().export(created.workshop, &created.token, file).await.unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(start.elapsed() < PATIENCE, "{file} took {:?}", start.elapsed());
        let disposition = answer.headers.get("content-disposition").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        assert!(disposition.starts_with("attachment; filename=\"") && disposition.ends_with(&format!("{file}\"")), "{disposition}");
        std::fs::write(folder.path().join(file), &answer.body).expect("a file");
    }
    folder
}

/// What other people's libraries find in the folder.
fn read(folder: &Path) -> Value {
    let python = root().join("target/readers/bin/python");
    assert!(python.exists(), "the readers are missing: run deploy/scripts/export-needs");
    let output = Command::new(python).arg(root().join("tests/data/read-exports.py")).arg(folder).output().expect("the readers");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// Text as it reads, however it is broken into lines.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn other_peoples_readers_find_the_scenario_in_every_format() {
    let trestle = Trestle::start();
    let scenario: Value = serde_json::from_str(HARINGEY).expect("JSON");
    let player = play(&trestle, HARINGEY).await;
    let folder = fetch(&trestle, &player).await;
    let found = read(folder.path());
    check_pdf(&scenario, &found["pdf"]);
    check_docx(&scenario, &found["docx"]);
    check_agreement(&scenario, &found["agreement"]);
    check_calendar(&scenario, &found["ics"]);
    check_sheets(&scenario, &found);
    check_zip(folder.path());
}

fn check_pdf(scenario: &Value, pdf: &Value) {
    assert_eq!(pdf["ua_part"], "1");
    assert_eq!((&pdf["marked"], &pdf["shows_title"], &pdf["fonts_embedded"]), (&true.into(), &true.into(), &true.into()));
    assert_eq!((&pdf["language"], &pdf["title"]), (&"en-GB".into(), &scenario["title"]));
    let count = |tag: &str| list(&pdf["tags"]).iter().filter(|found| **found == tag).count();
    assert_eq!((count("/Title"), count("/Figure")), (1, 2));
    assert!(count("/H1") >= 5 && count("/H2") >= 20 && count("/Table") >= 6 && count("/THead") == count("/Table"), "{}", pdf["tags"]);
    assert!(list(&pdf["alts"]).iter().all(|alt| text(alt).len() > 40), "{}", pdf["alts"]);
    let fonts = pdf["fonts"].to_string();
    assert!(fonts.contains("Vazirmatn") && fonts.contains("Bricolage") && fonts.contains("Atkinson"), "{fonts}");
    let said = flowing(text(&pdf["text"]));
    assert_eq!(list(&pdf["pages_text"]).iter().position(|page| text(page).contains("Challenge briefs")), Some(1), "one page stands alone");
    // In reading order: what was agreed, who does it, what it started from, who was there.
    let places: Vec<usize> = ["Challenge briefs", "Team roles", "Next steps", "Problems", "Who took part"]
        .map(|heading| said.find(heading).unwrap_or_else(|| panic!("no {heading}")))
        .into();
    assert!(places.is_sorted(), "{places:?}");
    for team in list(&scenario["teams"]) {
        assert!(said.contains(&flowing(text(&team["brief"]["success"]))), "{}", team["brief"]["title"]);
    }
    // The scenario's Chinese, from a font of the system.
    assert!(said.contains("李娜"), "no Chinese: is a Chinese font installed?");
}

fn check_docx(scenario: &Value, docx: &Value) {
    assert_eq!((&docx["title"], &docx["language"]), (&scenario["title"], &"en-GB".into()));
    assert!(list(&docx["header_rows"]).iter().all(|is_header| is_header == true));
    assert_eq!(list(&docx["alts"]).len(), 2);
    let of_style = |style: &str| -> Vec<&str> {
        list(&docx["paragraphs"]).iter().filter(|paragraph| paragraph[0] == style).map(|paragraph| text(&paragraph[1])).collect()
    };
    let (headings, said, items) = (of_style("Heading 2"), of_style("Said"), of_style("List Bullet"));
    for team in list(&scenario["teams"]) {
        assert!(headings.contains(&text(&team["brief"]["title"])), "{}", team["brief"]["title"]);
        assert!(said.contains(&text(&team["brief"]["why"])), "{}", team["brief"]["why"]);
    }
    for note in list(&scenario["notes"]) {
        assert!(items.iter().any(|item| item.starts_with(text(&note["text"]))), "{note}");
    }
    let rows: Vec<&Value> = list(&docx["tables"]).iter().flat_map(list).collect();
    for action in list(&scenario["plan"]["actions"]) {
        assert!(rows.iter().any(|row| row[0] == action["what"]), "{action}");
    }
    let sections: Vec<&str> = list(&docx["paragraphs"])
        .iter()
        .filter(|paragraph| text(&paragraph[0]).starts_with("Heading 1"))
        .map(|paragraph| text(&paragraph[1]))
        .collect();
    assert_eq!(sections[..5], ["What we agreed", "Who is in", "Who does what by when", "When we meet again", "Challenge briefs"]);
    assert_eq!(of_style("Heading 1 On New Page"), ["Challenge briefs"], "one page stands alone");
}

fn check_agreement(scenario: &Value, agreement: &Value) {
    let paragraphs = list(&agreement["paragraphs"]);
    let headings: Vec<&str> = paragraphs.iter().filter(|p| p[0] == "Heading 1").map(|p| text(&p[1])).collect();
    for section in ["Aims", "Strategy", "Membership", "Management", "Resources", "Disputes", "Information sharing", "Ending"] {
        assert!(headings.iter().any(|heading| heading.contains(section)), "no {section} in {headings:?}");
    }
    let says = |wanted: &str| paragraphs.iter().any(|paragraph| text(&paragraph[1]).contains(wanted));
    assert!(says(text(&scenario["plan"]["communications"])) && says("To agree: "));
    let rows: Vec<&Value> = list(&agreement["tables"]).iter().flat_map(list).collect();
    let state = |ingredient: &str| rows.iter().find(|row| row[0] == ingredient).map(|row| text(&row[1])).expect("an ingredient");
    assert_eq!(state("At least two committed partners"), "in place");
    assert_eq!(state("How it ends"), "not in place");
    for row in list(&scenario["plan"]["core"]) {
        assert!(rows.iter().any(|found| found[1] == row["commits"]), "{row}");
    }
}

fn check_calendar(scenario: &Value, calendar: &Value) {
    let (events, actions) = (list(&calendar["events"]), list(&scenario["plan"]["actions"]));
    assert_eq!(events.len(), actions.len() + 1);
    assert_eq!(text(&events[0]["start"]), format!("{}:00", text(&scenario["plan"]["reconvene"]["when"])));
    assert_eq!(events[0]["location"], scenario["plan"]["reconvene"]["where"]);
    for (event, action) in events[1..].iter().zip(actions) {
        assert_eq!((&event["summary"], &event["start"]), (&action["what"], &action["due"]));
    }
    let mut ids: Vec<&str> = events.iter().map(|event| text(&event["uid"])).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), events.len(), "ids that are not unique");
}

fn check_sheets(scenario: &Value, found: &Value) {
    let safe = |text: &str| if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    let notes: Vec<&str> = list(&found["notes"])[1..].iter().map(|row| text(&row[2])).collect();
    assert_eq!(notes.len(), list(&scenario["notes"]).len());
    for note in list(&scenario["notes"]) {
        assert!(notes.contains(&safe(text(&note["text"])).as_str()), "{note}");
    }
    assert!(list(&found["notes"]).iter().flat_map(list).all(|cell| !text(cell).starts_with(['=', '+', '-', '@', '\t', '\r'])));
    let actions = list(&found["actions"]);
    assert_eq!(actions.len(), list(&scenario["plan"]["actions"]).len() + 1);
    for (row, action) in actions[1..].iter().zip(list(&scenario["plan"]["actions"])) {
        assert_eq!((text(&row[0]), &row[3]), (safe(text(&action["what"])).as_str(), &action["due"]));
    }
}

/// Everything is in the ZIP, each file as it is on its own (but for when it was made).
fn check_zip(folder: &Path) {
    let output =
        Command::new(root().join("target/readers/bin/python")).args(["-m", "zipfile", "-l"]).arg(folder.join("record.zip")).output();
    let listed = String::from_utf8(output.expect("a reader").stdout).expect("UTF-8");
    for file in FILES.iter().filter(|file| **file != "record.zip") {
        let place = if file.starts_with("private") { format!("for-facilitators-only/{file}") } else { (*file).to_owned() };
        assert!(listed.contains(&place), "{place} is not in\n{listed}");
    }
}

#[tokio::test]
async fn hostile_words_are_words_in_every_format() {
    let trestle = Trestle::start();
    let scenario = hostile::made_hostile(HARINGEY);
    let player = play(&trestle, &scenario).await;
    let found = read(fetch(&trestle, &player).await.path());
    assert_eq!(found["pdf"]["ua_part"], "1");
    assert!(text(&found["pdf"]["text"]).contains("<script>"), "markup is text");
    assert!(list(&found["notes"]).iter().flat_map(list).all(|cell| !text(cell).starts_with(['=', '+', '-', '@', '\t', '\r'])));
}

#[tokio::test]
async fn an_empty_workshop_has_every_format() {
    let trestle = Trestle::start();
    let scenario = Scenario::parse(HARINGEY).expect("a scenario");
    let player = Player::begin(trestle.server(), scenario, None).await.expect("a workshop");
    let found = read(fetch(&trestle, &player).await.path());
    assert_eq!(list(&found["ics"]["events"]).len(), 0);
    assert_eq!(list(&found["notes"]).len(), 1);
    assert!(text(&found["pdf"]["text"]).contains("No notes yet."));
}

#[tokio::test]
async fn nobody_without_a_token_has_any_format() {
    let trestle = Trestle::start();
    let scenario = Scenario::parse(HARINGEY).expect("a scenario");
    let player = Player::begin(trestle.server(), scenario, None).await.expect("a workshop");
    for file in FILES {
        assert!(trestle.server().export(player.created().workshop, "nobody", file).await.is_err(), "{file}");
    }
}
