//! `trestle play`: what scripts rely on, and scenarios that are nothing like the first one.

use serde_json::{Value, json};
use std::process::Output;
use trestle_protocol::{Cell, ClockState};
use trestle_tests::process::{Binary, binary};
use trestle_tests::wait::{clock, stage};
use trestle_tests::{HARINGEY, Player, Scenario, Screen, Server, Trestle};

/// Runs the command on a scenario.
async fn play(scenario: &str, server: &str, until: Option<&str>) -> Output {
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("scenario.json");
    std::fs::write(&file, scenario).expect("a file");
    let mut command = std::process::Command::new(binary(Binary::Real));
    command.arg("play").arg(&file).args(["--server", server]);
    if let Some(step) = until {
        command.args(["--until", step]);
    }
    tokio::task::spawn_blocking(move || {
        let output = command.output().expect("the binary");
        drop(folder);
        output
    })
    .await
    .expect("an end")
}

async fn console(server: &Server, line: &Value) -> Screen {
    let workshop = serde_json::from_value(line["workshop"].clone()).expect("an id");
    Screen::open(server, workshop, line["token"].as_str().expect("a token")).await.expect("a console")
}

#[tokio::test]
async fn it_prints_one_line_and_leaves_a_live_workshop_at_the_step_that_was_asked_for() {
    let trestle = Trestle::start();
    let server = trestle.server();
    for step in trestle::play::STEPS {
        let output = play(HARINGEY, &server.address(), Some(step)).await;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let stdout = String::from_utf8(output.stdout).expect("text");
        assert_eq!((stdout.lines().count(), stdout.ends_with('\n')), (1, true), "{stdout}");
        let line: Value = serde_json::from_str(&stdout).expect("JSON");
        assert_eq!(
            line.as_object().expect("an object").keys().map(String::as_str).collect::<Vec<_>>(),
            ["code", "links", "token", "workshop"]
        );
        for link in ["facilitator", "wall", "join"] {
            assert!(line["links"][link].as_str().expect("a link").starts_with("http://"), "{line}");
        }
        assert_eq!(
            server.look(line["code"].as_str().expect("a code")).await.expect("the code opens it").workshop.to_string(),
            line["workshop"]
        );
        let screen = console(server, &line).await;
        screen.view(|view| {
            let live = stage(view).expect("a live step");
            assert_eq!(live.step.as_str(), step);
            assert_eq!(clock(view).expect("a clock").state, ClockState::Running, "{step}");
            assert_eq!(view.cells_under("seat/").count(), 14);
            let Some(Cell::Writing(writing)) = view.cell("writing") else { panic!("no count of notes") };
            assert_eq!(writing.face_down, if step == "write" { 48 } else { 0 }, "{step}");
            let open =
                |poll: &str| matches!(view.cell(&format!("poll/{poll}")), Some(Cell::Poll(cell)) if cell.open && cell.answered == 13);
            assert_eq!((open("rate"), open("choose")), (step == "rate", step == "choose"), "{step}");
        });
    }
}

#[tokio::test]
async fn what_cannot_be_played_is_said_and_the_exit_code_is_2() {
    let trestle = Trestle::start();
    let here = trestle.server().address();
    for (scenario, server, until, word) in [
        (HARINGEY, here.as_str(), Some("lunch"), "lunch"),
        (HARINGEY, "http://127.0.0.1:1", None, "127.0.0.1:1"),
        (HARINGEY, "https://workshops.example.org", None, "https"),
        (HARINGEY, "nonsense", None, "nonsense"),
        ("{", here.as_str(), None, "line 1"),
        ("{}", here.as_str(), None, "title"),
        (&HARINGEY.replacen("\"seat\": \"s2\"", "\"seat\": \"s99\"", 1), here.as_str(), None, "s99"),
        (&HARINGEY.replacen("Co-creation workshop", &"very long ".repeat(30), 1), here.as_str(), None, "too long"),
    ] {
        let output = play(scenario, server, until).await;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(output.stdout.is_empty(), "something on stdout");
        assert!(said.contains(word), "{word}: {said}");
    }
}

/// Everything that may be uneven: empty fields, people who do nothing, teams of one and of four, a tie, no plan, nobody committed.
fn uneven() -> Value {
    let seat = |id: &str, organisation: Value, role: &str| json!({"id": id, "name": id, "organisation": organisation, "device": "phone", "role": role});
    json!({
        "title": "Uneven", "place": "", "convener": "Somebody else", "purpose": "", "rules": [],
        "themes": [{"id": "only", "title": "Only one"}],
        "organisations": [
            {"id": "p", "name": "A partner", "role": "partner", "card": {"does": "", "hope": "Much"}},
            {"id": "c", "name": "The convener", "role": "convener", "card": {}},
            {"id": "n", "name": "Nobody came", "role": "partner", "card": {"does": "Typed by the facilitator", "unsure": "Nobody can type this"}}
        ],
        "seats": [
            seat("a", json!("p"), "participant"), seat("b", json!("p"), "participant"), seat("d", json!(null), "participant"),
            seat("e", json!("c"), "participant"), seat("f", json!("p"), "facilitator"), seat("g", json!("c"), "facilitator"),
            seat("h", json!("p"), "participant")
        ],
        "notes": [
            {"seat": "f", "theme": "only", "text": "A facilitator writes too"},
            {"seat": "d", "theme": "only", "text": "  \n "},
            {"seat": "d", "theme": "only", "text": "  kept as it is\n\n\twith its spaces  "},
            {"seat": "a", "theme": "only", "text": "In two groups, so it lies in the first"}
        ],
        "groups": [
            {"title": "First", "notes": [3], "who": "", "factors": ""},
            {"title": "", "notes": [3, 1], "who": "Somebody", "factors": ""},
            {"title": "Empty", "notes": []}
        ],
        "ratings": {"a": [[1, 5]], "f": [[2, 2], null, [5, 5]], "b": []},
        "teams": [
            {"seats": ["b"], "brief": {"title": "", "groups": []}, "feedback": [{"seat": "b", "kind": "like", "text": ""}]},
            {"seats": ["a", "d", "e", "h"], "brief": {"title": "Four", "groups": [0, 2], "why": "字".repeat(29_000)}, "feedback": []}
        ],
        "choose": {"a": 1, "b": 0, "e": null},
        "plan": {"actions": [{"what": "Whoever", "organisation": "n", "seat": null, "due": null}], "commitments": {"p": ["reflecting", null], "n": ["in", null]},
                 "communications": "", "reconvene": {"when": null, "where": ""}}
    })
}

#[tokio::test]
async fn an_uneven_scenario_is_played_as_it_is() {
    let trestle = Trestle::start();
    let output = play(&uneven().to_string(), &trestle.server().address(), None).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let line: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let workshop = serde_json::from_value(line["workshop"].clone()).expect("an id");
    let record = trestle.server().record(workshop, line["token"].as_str().expect("a token"), "json").await.expect("the record");
    let record: Value = serde_json::from_str(&record).expect("JSON");
    assert_eq!(record["workshop"]["convener"], "The convener");
    assert_eq!(record["organisations"][2]["card"]["does"], "Typed by the facilitator");
    assert_eq!(record["organisations"][2]["people"], json!([]));
    assert_eq!(record["others"], json!(["d"]));
    let texts = |notes: &Value| {
        notes.as_array().expect("notes").iter().map(|note| note["text"].as_str().expect("a text").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(texts(&record["groups"][0]["notes"]), ["In two groups, so it lies in the first"]);
    assert_eq!(record["groups"][1]["who"], "Somebody");
    let mut loose = texts(&record["loose"]);
    loose.sort();
    assert_eq!(loose, ["  kept as it is\n\n\twith its spaces  ", "A facilitator writes too"]);
    assert_eq!(record["groups"][0]["rating"]["count"], 2);
    assert_eq!(record["groups"][1]["rating"], Value::Null);
    // One vote each: a tie, settled for the team that stands first.
    assert_eq!(record["briefs"][0]["chosen"], true);
    assert_eq!(record["briefs"][0]["team"], json!(["b (A partner)"]));
    assert_eq!(record["briefs"][1]["why"], "字".repeat(29_000));
    assert_eq!(record["briefs"][1]["team"].as_array().expect("a team").len(), 4);
    assert_eq!(record["plan"]["core"], json!([]));
    assert_eq!(record["plan"]["actions"][0]["organisation_name"], "Nobody came");
    assert_eq!(record["committed"], 1);
}

#[tokio::test]
async fn a_scenario_of_nobody_and_nothing_is_played_too() {
    let trestle = Trestle::start();
    let empty = json!({"title": "Nothing", "convener": "Nobody", "themes": [{"id": "t", "title": "T"}]});
    let output = play(&empty.to_string(), &trestle.server().address(), None).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lonely = json!({"title": "One", "convener": "C", "themes": [{"id": "t", "title": "T"}], "seats": [{"id": "a", "name": "A", "role": "participant"}, {"id": "b", "name": "B", "role": "participant"}]});
    let player = Player::begin(trestle.server(), Scenario::parse(&lonely.to_string()).expect("a scenario"), None).await;
    let mut player = player.unwrap_or_else(|error| panic!("{error}"));
    player.play_until(None, |_| ()).await.unwrap_or_else(|error| panic!("{error}"));
    player.screen("a").view(|view| assert_eq!(view.cells_under("team/").count(), 0, "teams that the file does not have"));
}
