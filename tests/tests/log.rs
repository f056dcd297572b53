//! P2: nothing that people wrote is in any log, however much is logged and whatever goes wrong.

use hyper::Method;
use serde_json::{Value, json};
use trestle_protocol::{Command, Join};
use trestle_tests::{HARINGEY, Player, Scenario, Trestle, hostile, traces};

/// Said in every request that fails.
const CANARY: &str = "Kanarienvogel im Lesesaal";
/// No font has these, and a typesetter that meets them quotes the text around.
const UNSETTABLE: &str = " \u{e000}\u{378}\u{10ffff}\u{f8ff} \u{ad}\u{feff}";

/// Every text of the scenario that is long enough to be told from other words.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.chars().count() >= 16 && text.contains(' ') => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| texts(value, found)),
        Value::Object(members) => members.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

/// The scenario with hostile words, and with what cannot be set in type in its title, in a note, a brief and an action.
fn hard_to_set() -> Value {
    let mut scenario: Value = serde_json::from_str(&hostile::made_hostile(HARINGEY)).expect("JSON");
    for place in ["/title", "/notes/0/text", "/teams/0/brief/title", "/plan/actions/0/what"] {
        let text = scenario.pointer_mut(place).expect(place);
        *text = json!(format!("{}{UNSETTABLE}", text.as_str().expect("a text")));
    }
    scenario
}

#[tokio::test]
async fn p2_nothing_that_people_wrote_is_in_any_log() {
    let trestle = Trestle::start_tracing();
    let scenario = hard_to_set();
    let player = Player::begin(trestle.server(), Scenario::parse(&scenario.to_string()).expect("a scenario"), None).await;
    let mut player = player.unwrap_or_else(|error| panic!("{error}"));
    player.play_until(None, |_| {}).await.unwrap_or_else(|error| panic!("{error}"));
    let (server, created) = (trestle.server(), player.created());
    for file in
        "record.md record.json record.docx record.pdf record.ics record.zip notes.csv actions.csv agreement.docx agreement.md private-notes.md private-notes.json private-notes.docx private-notes.pdf"
            .split(' ')
    {
        server.export(created.workshop, &created.token, file).await.unwrap_or_else(|error| panic!("{file}: {error}"));
    }
    failures(&trestle, &player).await;

    let log = trestle.log();
    assert!(log.contains("workshop created") && log.contains(&created.workshop.to_string()), "negative control: it logs");
    let mut written = Vec::new();
    texts(&scenario, &mut written);
    assert!(written.len() > 100, "{}", written.len());
    for text in written.iter().map(String::as_str).chain([CANARY]) {
        assert_eq!(traces::found(log.as_bytes(), text), None, "{text:?}");
        let beginning: String = text.chars().take(16).collect();
        assert_eq!(traces::found(log.as_bytes(), &beginning), None, "the beginning of {text:?}");
    }
    for secret in [&created.token, &created.code] {
        assert_eq!(traces::found(log.as_bytes(), secret), None, "a secret");
    }
}

/// Words that arrive with what is refused: bodies that are no JSON, or not of the form; names that are too long; keys that open nothing.
async fn failures(trestle: &Trestle, player: &Player) {
    let (server, created) = (trestle.server(), player.created());
    let headers = [("content-type", "application/json".to_owned()), ("authorization", format!("Bearer {}", created.token))];
    let links = format!("/api/workshops/{}/links", created.workshop);
    for path in ["/api/workshops", "/api/import", "/api/join", "/api/look", links.as_str()] {
        for body in [
            CANARY.to_owned(),
            json!({ "title": CANARY, "key": [CANARY], "kind": CANARY, "version": CANARY }).to_string(),
            format!("{{\"{CANARY}\":"),
        ] {
            let answer = server.request(Method::POST, path, &headers, body.into_bytes()).await.expect("an answer");
            assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
        }
    }
    let join = Join { key: CANARY.replace(' ', "-"), name: CANARY.into(), ..Join::default() };
    assert!(server.join(&join).await.is_err());
    let screen = player.screen("s1");
    assert!(screen.command(Command::AddOrganisation { name: CANARY.repeat(50) }).await.is_err());
}
