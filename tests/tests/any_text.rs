//! P8, any text, by the real binary: whatever stands in a record that comes in, whatever people write and whatever they are called, every format comes and
//! other people's readers read it.
//!
//! `TRESTLE_TEXTS=50` for a longer proof, `TRESTLE_SEED` to repeat one.

use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process,
};
use tempfile::TempDir;
use trestle_protocol::{Command, CreateWorkshop, CreatedWorkshop, Details, DocumentName, Join, Refusal};
use trestle_tests::{AnyText, FILES, HARINGEY, Player, Room, Scenario, Trestle, seed, wait};

/// Nothing of these can be seen.
const UNSEEN: [&str; 5] = ["\u{ad}\u{ad}", "\u{feff}", "\u{202e}\u{202c}", "\u{301}", "\u{fffe}"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_owned()
}

/// Fetches every format into a folder; each must come, the calendar only where something has a date.
async fn fetch(trestle: &Trestle, created: &CreatedWorkshop) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for file in FILES {
        match trestle.server().export(created.workshop, &created.token, file).await {
            Ok(answer) => std::fs::write(folder.path().join(file), &answer.body).expect("a file"),
            Err(error) => assert_eq!((file, error.refusal()), ("record.ics", Some(Refusal::NoDates)), "{error}"),
        }
    }
    folder
}

fn text_of(folder: &TempDir, file: &str) -> String {
    std::fs::read_to_string(folder.path().join(file)).expect("a file of text")
}

/// What other people's libraries find in the folder.
fn read(folder: &TempDir) -> Value {
    let python = root().join("target/readers/bin/python");
    assert!(python.exists(), "the readers are missing: run deploy/scripts/export-needs");
    let output = process::Command::new(python).arg(root().join("tests/data/read-exports.py")).arg(folder.path()).output();
    let output = output.expect("the readers");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Is there anything to see, as the page judges it?
fn is_seen(value: &Value) -> bool {
    let unseen = |c: char| c.is_whitespace() || c.is_control() || "\u{ad}\u{feff}\u{202e}\u{202c}\u{301}\u{fffe}".contains(c);
    value.as_str().is_some_and(|text| !text.chars().all(unseen))
}

/// Accessible, with titles that can be seen.
fn is_whole(found: &Value) {
    let pdf = &found["pdf"];
    assert_eq!((&pdf["ua_part"], &pdf["marked"], &pdf["fonts_embedded"]), (&"1".into(), &true.into(), &true.into()), "an accessible PDF");
    let tags = pdf["tags"].as_array().expect("tags");
    assert_eq!(tags.iter().filter(|tag| **tag == "/Title").count(), 1);
    for title in [&pdf["title"], &found["docx"]["title"], &found["agreement"]["title"]] {
        assert!(is_seen(title), "{title}");
    }
    for paragraph in found["docx"]["paragraphs"]
        .as_array()
        .into_iter()
        .flatten()
        .chain(found["agreement"]["paragraphs"].as_array().into_iter().flatten())
    {
        let is_heading = paragraph[0].as_str().is_some_and(|style| style.starts_with("Heading") || style == "Title");
        assert!(!is_heading || is_seen(&paragraph[1]), "{paragraph}");
    }
    for event in found["ics"]["events"].as_array().into_iter().flatten() {
        assert!(is_seen(&event["summary"]), "{event}");
    }
}

/// The scenario, played to its end: its record, and what is private beside it.
async fn played(trestle: &Trestle) -> Value {
    let scenario = Scenario::parse(HARINGEY).expect("a scenario");
    let mut player = Player::begin(trestle.server(), scenario, None).await.expect("a workshop");
    player.play_until(None, |_| {}).await.unwrap_or_else(|error| panic!("{error}"));
    player.screen("s1").command(Command::Close { anyway: true }).await.expect("the end");
    let created = player.created();
    let record = trestle.server().record(created.workshop, &created.token, "json").await.expect("a record");
    let private = trestle.server().export(created.workshop, &created.token, "private-notes.json").await.expect("private notes").text();
    let parsed = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    json!({ "record": parsed(&record), "private": parsed(&private) })
}

/// The mark of every text that Markdown shows stands in the other papers as well: nothing is lost beside what is hard.
#[tokio::test]
async fn p8_a_record_of_any_texts_comes_in_and_goes_out_in_every_format() {
    let trestle = Trestle::start();
    let given = played(&trestle).await;
    let mut chance = seed::chance("any texts");
    for _ in 0..seed::rounds("TRESTLE_TEXTS", 4) {
        let mut spoilt = given.clone();
        let mut any = AnyText::new(&mut chance);
        any.spoil(&mut spoilt);
        let marks: Vec<String> = any.marks().collect();
        let created = trestle.server().import(&spoilt, None).await.unwrap_or_else(|error| panic!("{error}: {spoilt}"));
        let folder = fetch(&trestle, &created).await;
        let found = read(&folder);
        is_whole(&found);
        let page = text_of(&folder, "record.md");
        let shown: Vec<&String> = marks.iter().filter(|mark| page.contains(mark.as_str())).collect();
        assert!(shown.len() > 100, "only {} of {} marks", shown.len(), marks.len());
        let pdf = found["pdf"]["text"].as_str().expect("a text");
        let docx = found["docx"].to_string();
        let missing: Vec<_> = shown.iter().filter(|mark| !pdf.contains(mark.as_str()) || !docx.contains(mark.as_str())).collect();
        assert!(missing.is_empty(), "{missing:?} of {} are in Markdown and not in the PDF or the DOCX", shown.len());
    }
}

/// Nobody creates or joins under a name that cannot be seen. What a document holds cannot be refused: screens have it as nothing, and files say a word of ours.
#[tokio::test]
async fn p8_a_workshop_of_names_that_nobody_can_see_has_every_format() {
    let trestle = Trestle::start();
    for unseen in UNSEEN {
        let details = Details { title: unseen.to_owned(), ..Room::details() };
        let titled = CreateWorkshop { details, convener: "Library".to_owned(), ..CreateWorkshop::default() };
        let refused = trestle.server().create(&titled, None).await.expect_err("a title that nobody can see");
        assert_eq!(refused.refusal(), Some(Refusal::UnseenName), "{unseen:?}");
    }
    let details =
        Details { title: "\u{202e}Reading\u{ad} \u{2066}in Haringey\u{feff}".to_owned(), place: "\u{ad}".to_owned(), ..Room::details() };
    let mut room = Room::open_with(trestle.server(), 1, details).await;
    for unseen in UNSEEN {
        let join = Join { key: room.created.code.clone(), name: unseen.to_owned(), ..Join::default() };
        assert_eq!(trestle.server().join(&join).await.err().and_then(|error| error.refusal()), Some(Refusal::UnseenName), "{unseen:?}");
    }
    room.join("\u{202e}=cmd|' /C calc'!A0").await;
    room.go("write").await;
    room.people[0].note("\u{ad}\u{202e}", "reading").await;
    room.people[0].note("\u{202e}A note\u{ad}", "reading").await;
    room.go("group").await;
    room.groups(&["\u{ad}\u{ad}"]).await;
    room.facilitate(Command::Assign { seat: room.people[0].seat, team: None }).await;
    room.go("brief").await;
    let team = wait::until(&room.people[0].screen, "a team", |view| wait::mine(view)?.team).await;
    room.people[0].screen.until_writable(DocumentName::Brief(team)).await.expect("a brief to write");
    room.people[0].types(DocumentName::Brief(team), "title", "\u{feff}").await;

    let groups = room.facilitator.screen.view(|view| wait::groups(view));
    assert_eq!(groups.iter().map(|group| group.title.as_str()).collect::<Vec<_>>(), [""], "screens say it in their own words");
    assert_eq!(room.facilitator.screen.view(|view| wait::notes(view)).len(), 1, "a note that nobody can see is none");

    let folder = fetch(&trestle, &room.created).await;
    is_whole(&read(&folder));
    let page = text_of(&folder, "record.md");
    for words in ["# Reading in Haringey", "### Group without a name", "### Brief without a title"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let record: Value = serde_json::from_str(&text_of(&folder, "record.json")).expect("JSON");
    let again = trestle.server().import(&record, None).await.expect("what goes out comes in");
    is_whole(&read(&fetch(&trestle, &again).await));
}

/// A record of a version that let everything through, as it lies on somebody's disk.
#[tokio::test]
async fn p10_a_record_of_before_with_names_that_nobody_can_see_comes_in() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let record = room.server.record(room.workshop(), &room.created.token, "json").await.expect("a record");
    let mut record: Value = serde_json::from_str(&record).expect("JSON");
    let organisation = record["organisations"].as_array_mut().expect("organisations").last_mut().expect("one");
    organisation["name"] = "\u{ad}".into();
    record["organisations"][0]["people"][0] = "\u{301}".into();
    record["workshop"]["title"] = "\u{feff}\u{202e}".into();
    let created = trestle.server().import(&record, None).await.expect("an import");
    let folder = fetch(&trestle, &created).await;
    is_whole(&read(&folder));
    let page = text_of(&folder, "record.md");
    for words in ["# Workshop without a title", "### Organisation without a name", "Somebody without a name"] {
        assert!(page.contains(words), "{words} in {page}");
    }
}
