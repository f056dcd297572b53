//! P8: a record that was downloaded comes back on another server, equal to what it was.

use serde_json::{Value, json};
use trestle_protocol::{Command, CreatedWorkshop, Refusal, Time, limits::KEEP_MS};
use trestle_tests::{HARINGEY, Player, Room, Scenario, Screen, Server, Trestle, process::Binary};

/// When the stepped clock of the second server begins: in 2030, when everything has long been over.
const LATER: u64 = 1_900_000_000_000;
/// The operator's token.
const OPERATOR: &str = "a-token-of-the-operator";

async fn record(server: &Server, created: &CreatedWorkshop) -> Value {
    let json = server.record(created.workshop, &created.token, "json").await.expect("a record");
    serde_json::from_str(&json).expect("JSON")
}

async fn private(server: &Server, created: &CreatedWorkshop) -> Value {
    let json = server.export(created.workshop, &created.token, "private-notes.json").await.expect("the private notes").text();
    serde_json::from_str(&json).expect("JSON")
}

/// A record without what is the workshop's own: which one it is, when this was made, and the numbers of people in the plan, whose names stay.
fn without_its_own(mut record: Value) -> Value {
    record["workshop"]["id"] = Value::Null;
    record["made_at"] = Value::Null;
    for list in ["core", "actions"] {
        for row in record["plan"][list].as_array_mut().expect("rows") {
            row["seat"] = Value::Null;
        }
    }
    record
}

#[tokio::test]
async fn p8_the_whole_scenario_comes_back_on_an_empty_server() {
    let (first, second) = (Trestle::start(), Trestle::start());
    let mut player = Player::begin(first.server(), Scenario::parse(HARINGEY).expect("a scenario"), None).await.expect("a workshop");
    player.play_until(None, |_| {}).await.unwrap_or_else(|error| panic!("{error}"));
    for close in [false, true] {
        if close {
            player.screen("s1").command(Command::Close { anyway: true }).await.expect("the end");
        }
        let exported = record(first.server(), player.created()).await;
        let created = second.server().import(&exported, None).await.expect("an import");
        assert_ne!(created.workshop, player.created().workshop);
        let again = record(second.server(), &created).await;
        assert_eq!(again["draft"], !close);
        assert_eq!(without_its_own(again.clone()), without_its_own(exported), "closed: {close}");
        // What came back comes back once more.
        let twice = second.server().import(&again, None).await.expect("an import");
        assert_eq!(without_its_own(record(second.server(), &twice).await), without_its_own(again));
    }
}

/// What is private to facilitators lies beside the record, and comes back with it.
#[tokio::test]
async fn p8_what_is_private_comes_back_beside_the_record() {
    let (first, second) = (Trestle::start(), Trestle::start());
    let mut player = Player::begin(first.server(), Scenario::parse(HARINGEY).expect("a scenario"), None).await.expect("a workshop");
    player.play_until(None, |_| {}).await.unwrap_or_else(|error| panic!("{error}"));
    player.screen("s1").command(Command::Close { anyway: true }).await.expect("the end");
    let (exported, aside) = (record(first.server(), player.created()).await, private(first.server(), player.created()).await);
    assert!(!exported.to_string().contains("Whether a card needs a guardian's signature."));
    assert!(aside.to_string().contains("Whether a card needs a guardian's signature.") && !aside["programme"].is_null());
    let created = second.server().import(&json!({ "record": exported, "private": aside }), None).await.expect("an import");
    assert_eq!(without_its_own(record(second.server(), &created).await), without_its_own(exported.clone()));
    let again = private(second.server(), &created).await;
    assert_eq!((&again["asides"], &again["programme"]), (&aside["asides"], &aside["programme"]));

    // Nobody else has it, and from the end on the record is the same for everybody.
    let server = first.server();
    for seat in ["s3", "s1"] {
        let token = player.screen(seat).token().to_owned();
        let file = server.export(player.created().workshop, &token, "private-notes.pdf").await;
        assert_eq!(file.is_ok(), seat == "s1");
        let theirs: Value =
            serde_json::from_str(&server.record(player.created().workshop, &token, "json").await.expect("a record")).expect("JSON");
        assert_eq!(without_its_own(theirs), without_its_own(exported.clone()));
    }

    // A record of an older version carried it all.
    let mut older = exported;
    older["version"] = json!(2);
    older["workshop"]["programme"] = aside["programme"].clone();
    for told in aside["asides"].as_array().expect("asides") {
        let place = told["id"].as_u64().expect("a number") as usize - 1;
        older["organisations"][place]["unsure"] = told["unsure"].clone();
    }
    let created = second.server().import(&older, None).await.expect("an import");
    assert_eq!(private(second.server(), &created).await["asides"], aside["asides"]);
}

/// An import is a workshop like any other: it is opened, read and carried on.
#[tokio::test]
async fn an_imported_workshop_goes_on() {
    let mut trestle = Trestle::start();
    let room = Room::open(trestle.server(), 3).await;
    room.go("write").await;
    room.people[0].note("Too few buses", "reading").await;
    room.go("group").await;
    let exported = record(trestle.server(), &room.created).await;
    let created = trestle.server().import(&exported, None).await.expect("an import");
    for club in ["The chess club", "The choir"] {
        let console = Screen::open(trestle.server(), created.workshop, &created.token).await.expect("a console");
        assert_eq!(trestle.server().look(&created.code).await.expect("a code that opens it").workshop, created.workshop);
        console.command(Command::AddOrganisation { name: club.to_owned() }).await.expect("it goes on");
        trestle.kill();
        trestle.restart();
    }
    let record = record(trestle.server(), &created).await.to_string();
    for text in ["Too few buses", "The chess club", "The choir"] {
        assert!(record.contains(text), "{text}: {record}");
    }
}

/// What was kept until a day that has passed is kept as long as anything new.
#[tokio::test]
async fn an_old_record_is_not_erased_as_soon_as_it_is_back() {
    let (first, second) = (Trestle::start(), Trestle::start_with(Binary::Stepped, &["--clock-start", &LATER.to_string()]));
    let room = Room::open(first.server(), 1).await;
    let exported = record(first.server(), &room.created).await;
    let created = second.server().import(&exported, None).await.expect("an import");
    let again = record(second.server(), &created).await;
    assert_eq!(again["workshop"]["erase_at"].as_u64(), Some(Time(LATER).plus(KEEP_MS).0));
}

#[tokio::test]
async fn p6_what_is_no_record_is_refused_in_words() {
    let trestle = Trestle::start_with(Binary::Real, &["--create-token", OPERATOR]);
    let refused = async |record: &Value, operator| trestle.server().import(record, operator).await.expect_err("refused").refusal();
    let other = Trestle::start();
    let room = Room::open(other.server(), 2).await;
    let good = record(other.server(), &room.created).await;
    let aside = private(other.server(), &room.created).await;
    let with = |pointer: &str, value: Value| {
        let mut record = good.clone();
        *record.pointer_mut(pointer).expect("a place") = value;
        record
    };
    let stranger = json!([{ "text": "By a stranger", "theme": "reading", "theme_title": "Reading", "organisation": "Nobody" }]);
    assert_eq!(refused(&good, None).await, Some(Refusal::NotAllowedToCreate));
    for (record, rule) in [
        (json!({}), Refusal::NotARecord),
        (json!([good]), Refusal::NotARecord),
        (with("/version", json!(9_000)), Refusal::NewerRecord),
        (with("/organisations", json!([])), Refusal::NotARecord),
        (json!({ "record": with("/step", json!("nowhere")), "private": aside }), Refusal::NotARecord),
        (json!({ "record": good, "private": "words" }), Refusal::NotARecord),
        (with("/committed", json!(7)), Refusal::NotARecord),
        (with("/workshop/started_at", json!(u64::MAX / 4)), Refusal::NotARecord),
        (with("/workshop/themes", json!([])), Refusal::Empty),
        (with("/others", json!(["x".repeat(500)])), Refusal::TooLong),
        (with("/loose", stranger), Refusal::NotARecord),
        (with("/others", json!(["x".repeat(5 << 20)])), Refusal::Oversized),
    ] {
        assert_eq!(refused(&record, Some(OPERATOR)).await, Some(rule));
    }
    assert!(trestle.server().import(&good, Some(OPERATOR)).await.is_ok(), "the good one is taken");
}
