//! The record in every format, made by the real binary and read by other people's libraries: what was written is what is found.
//!
//! The readers come from `deploy/scripts/export-needs`, which `make test` runs.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use trestle_protocol::{Authors, Command, CreateWorkshop, CreatedWorkshop, Details, Refusal, Theme};
use trestle_tests::{Content, FILES, HARINGEY, Player, Room, Scenario, Trestle, hostile};

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
    fetch_some(trestle, player.created(), &FILES).await
}

async fn fetch_some(trestle: &Trestle, created: &CreatedWorkshop, files: &[&str]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for file in files {
        let start = Instant::now();
        let answer =
            trestle.server().export(created.workshop, &created.token, file).await.unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(start.elapsed() < PATIENCE, "{file} took {:?}", start.elapsed());
        let disposition = answer.headers.get("content-disposition").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let ends = format!("{file}\"; filename*=UTF-8''");
        assert!(
            disposition.starts_with("attachment; filename=\"") && disposition.contains(&ends) && disposition.ends_with(file),
            "{disposition}"
        );
        std::fs::write(folder.path().join(file), &answer.body).expect("a file");
    }
    folder
}

/// What other people's libraries find in the folder.
fn read(folder: &Path) -> Value {
    let python = root().join("target/readers/bin/python");
    assert!(python.exists(), "the readers are missing: run deploy/scripts/export-needs");
    let output = process::Command::new(python).arg(root().join("tests/data/read-exports.py")).arg(folder).output().expect("the readers");
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
    assert_eq!(events.len(), actions.len() + 2);
    let (workshop, meeting) = (&events[0], &events[1]);
    assert_eq!((&workshop["summary"], &workshop["zone"]), (&scenario["title"], &scenario["zone"]));
    // Case 09: the hour that was agreed, in the workshop's zone, and an end. It is winter in London.
    assert_eq!(text(&meeting["start"]), format!("{}:00+00:00", text(&scenario["plan"]["reconvene"]["when"])));
    assert_eq!(text(&meeting["end"]), text(&meeting["start"]).replace("T14:", "T15:"));
    assert_eq!((&meeting["location"], &meeting["zone"]), (&scenario["plan"]["reconvene"]["where"], &scenario["zone"]));
    assert_eq!(calendar["zones"], serde_json::json!([scenario["zone"]]), "the rules of the zone are in the file");
    assert_eq!((&calendar["method"], &calendar["organisers"]), (&Value::Null, &0.into()), "nobody organises these");
    for (event, action) in events[2..].iter().zip(actions) {
        assert_eq!((&event["summary"], &event["start"]), (&action["what"], &action["due"]));
        assert!(text(&event["end"]) > text(&event["start"]), "{event}");
    }
    let mut ids: Vec<&str> = events.iter().map(|event| text(&event["uid"])).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), events.len(), "ids that are not unique");
}

fn check_sheets(scenario: &Value, found: &Value) {
    let safe = |text: &str| if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    check_workbook(scenario, &found["xlsx"]);
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

/// Dates are dates and numbers are numbers; what people wrote is text, without guards.
fn check_workbook(scenario: &Value, book: &Value) {
    let notes: Vec<&Value> = list(&book["Notes"])[1..].iter().map(|row| &row[2]).collect();
    for note in list(&scenario["notes"]) {
        assert!(notes.contains(&&note["text"]), "{note}");
    }
    for (row, action) in list(&book["Actions"])[1..].iter().zip(list(&scenario["plan"]["actions"])) {
        let due = action["due"].as_str().map_or(Value::Null, |due| serde_json::json!({ "day": due }));
        assert_eq!((&row[0], &row[3]), (&action["what"], &due));
    }
    assert!(list(&book["Problems"])[1..].iter().all(|row| row[1].is_number() && row[3].is_number()), "{}", book["Problems"]);
}

/// Everything is in the ZIP, each file as it is on its own (but for when it was made).
fn check_zip(folder: &Path) {
    let output = process::Command::new(root().join("target/readers/bin/python"))
        .args(["-m", "zipfile", "-l"])
        .arg(folder.join("record.zip"))
        .output();
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

/// Who wrote down what somebody without a device says, and who counted whose hands, stands wherever the words and the numbers do.
#[tokio::test]
async fn p8_by_way_of_whom_stands_in_every_format() {
    let trestle = Trestle::start();
    let mut room = Room::open_with(trestle.server(), 0, Details { authors: Authors::Name, ..Room::details() }).await;
    room.join("Tina").await;
    room.go("write").await;
    let table = &room.people[0];
    let maud = room.table(table, 1).await[0];
    let fields = [("text", Content::text("No buses")), ("theme", Content::value("reading")), ("for", Content::value(f64::from(maud.0)))];
    table.screen.write(table.desk(), |pen| pen.row("notes", "n1", &fields)).expect("a desk");
    table.screen.saved().await.expect("saved");
    room.go("group").await;
    room.groups(&["g1"]).await;
    room.go("rate").await;
    table.command(Command::CountHands { poll: "rate".into(), subject: "g1".to_owned(), values: vec![4, 4], count: 1 }).await;
    room.facilitate(Command::ClosePoll { poll: "rate".into() }).await;
    let folder = fetch_some(&trestle, &room.created, &FILES).await;
    let file = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a file");
    let (written, counted) = ("by way of Tina", "the table of Tina (1)");
    let blocks = trestle_tests::markdown::read(&file("record.md")).blocks;
    let markdown = blocks.iter().map(trestle_tests::markdown::Block::text).collect::<Vec<_>>().join("\n");
    assert!(markdown.contains(written) && markdown.contains(counted), "{markdown}");
    let json: Value = serde_json::from_str(&file("record.json")).expect("JSON");
    assert_eq!((&json["loose"][0]["via"], &json["hands"][0]["table"]), (&"Tina".into(), &"Tina".into()));
    let found = read(folder.path());
    let pdf = flowing(text(&found["pdf"]["text"]));
    assert!(pdf.contains(written) && pdf.contains(counted), "{pdf}");
    let docx = found["docx"]["paragraphs"].to_string();
    assert!(docx.contains(written) && docx.contains(counted), "{docx}");
    assert_eq!(found["notes"][0][5], "Written down by");
    assert_eq!((&found["notes"][1][3], &found["notes"][1][5]), (&"Guest 1".into(), &"Tina".into()));
    assert_eq!((&found["xlsx"]["Notes"][1][3], &found["xlsx"]["Notes"][1][5]), (&"Guest 1".into(), &"Tina".into()));
    assert_eq!(found["xlsx"]["Shows of hands"][1][1], "the table of Tina");
    check_zip(folder.path());
}

/// A workshop of which nobody said when it is.
fn unplanned() -> CreateWorkshop {
    let theme = Theme { id: "reading".into(), title: "Reading".to_owned() };
    let details = Details { title: "Some day".to_owned(), themes: vec![theme], ..Details::default() };
    CreateWorkshop { details, convener: "Library".to_owned(), ..CreateWorkshop::default() }
}

#[tokio::test]
async fn an_empty_workshop_has_every_format() {
    let trestle = Trestle::start();
    // Case 10: a calendar with nothing in it is refused by some, so there is none; and the ZIP does without. Nobody has said when this one is to begin.
    let created = trestle.server().create(&unplanned(), None).await.expect("a workshop");
    let dates = "record.ics";
    let refused = trestle.server().export(created.workshop, &created.token, dates).await.expect_err("a calendar without a date");
    assert_eq!(refused.refusal(), Some(Refusal::NoDates));
    let files: Vec<&str> = FILES.into_iter().filter(|file| *file != dates).collect();
    let folder = fetch_some(&trestle, &created, &files).await;
    let zip = std::fs::read(folder.path().join("record.zip")).expect("a file");
    assert!(!zip.windows(dates.len()).any(|name| name == dates.as_bytes()) && zip.windows(8).any(|name| name == b"notes.cs"));
    let found = read(folder.path());
    assert_eq!(found["ics"], Value::Null);
    assert_eq!(list(&found["notes"]).len(), 1);
    assert!(text(&found["pdf"]["text"]).contains("No notes yet."));
}

/// The hour that was agreed stays that hour when the clocks change in between, by the zone's name and by the rules in the file alone (case 09).
#[tokio::test]
async fn a_calendar_keeps_the_hours_of_its_zone() {
    let trestle = Trestle::start();
    let scenario = Scenario::parse(HARINGEY).expect("a scenario");
    let player = Player::begin(trestle.server(), scenario, None).await.expect("a workshop");
    let created = player.created();
    let record = trestle.server().record(created.workshop, &created.token, "json").await.expect("a record");
    let mut record: Value = serde_json::from_str(&record).expect("JSON");
    for (zone, when, utc) in [
        ("Europe/London", "2027-03-26T14:00", "2027-03-26T14:00:00+00:00"),
        ("Europe/London", "2027-04-15T14:00", "2027-04-15T13:00:00+00:00"),
        ("America/New_York", "2027-11-08T09:30", "2027-11-08T14:30:00+00:00"),
        ("Australia/Lord_Howe", "2027-01-10T10:00", "2027-01-09T23:00:00+00:00"),
        ("Europe/Dublin", "2027-07-01T10:00", "2027-07-01T09:00:00+00:00"),
        ("Asia/Kolkata", "2027-07-01T10:00", "2027-07-01T04:30:00+00:00"),
        ("Africa/Casablanca", "2027-02-20T10:00", "2027-02-20T10:00:00+00:00"),
        ("UTC", "2027-07-01T10:00", "2027-07-01T10:00:00+00:00"),
    ] {
        record["workshop"]["zone"] = zone.into();
        record["plan"]["next"]["when"] = when.into();
        let made = trestle.server().import(&record, None).await.unwrap_or_else(|error| panic!("{zone}: {error}"));
        let (folder, file) = (TempDir::new().expect("a folder"), "record.ics");
        let answer = trestle.server().export(made.workshop, &made.token, file).await.expect("a calendar");
        std::fs::write(folder.path().join(file), &answer.body).expect("a file");
        let found = read(folder.path());
        let meeting = list(&found["ics"]["events"]).last().expect("an event").clone();
        assert_eq!((text(&meeting["utc"]), text(&meeting["utc_by_rules"])), (utc, utc), "{when} in {zone}: {meeting}");
    }
}

/// A spreadsheet of a country where numbers have commas; what is neither comma nor semicolon is refused.
#[tokio::test]
async fn cells_are_kept_apart_as_the_reader_wants() {
    let trestle = Trestle::start();
    let scenario = Scenario::parse(HARINGEY).expect("a scenario");
    let player = Player::begin(trestle.server(), scenario, None).await.expect("a workshop");
    let created = player.created();
    let get = async |file: &str| trestle.server().export(created.workshop, &created.token, file).await;
    let titles = |answer: &trestle_client::Response| answer.text().lines().next().unwrap_or_default().to_owned();
    assert_eq!(titles(&get("actions.csv").await.expect("a file")), "\u{feff}Action,Person,Organisation,Due");
    assert_eq!(titles(&get("actions.csv?separator=semicolon").await.expect("a file")), "\u{feff}Action;Person;Organisation;Due");
    for odd in ["actions.csv?separator=tab", "actions.csv?separator=", "actions.csv?other=1"] {
        assert_eq!(get(odd).await.expect_err("nothing").refusal(), Some(Refusal::Malformed), "{odd}");
    }
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
