//! What comes by HTTP: malformed, oversized, foreign, forged, wrong keys.

use super::{goes_on, post, rule};
use hyper::Method;
use serde_json::json;
use trestle_protocol::{LinkKind, Refusal, WorkshopId};
use trestle_tests::{ClientError, Room, Trestle};
use uuid::Uuid;

#[tokio::test]
async fn p6_http_that_is_malformed_oversized_foreign_or_forged_is_refused_with_its_rule() {
    let trestle = Trestle::start();
    let server = trestle.server();
    let room = Room::open(server, 2).await;
    let code = &room.created.code;
    for path in ["/api/workshops", "/api/look", "/api/join"] {
        for body in ["", "{", "[]", "null", "\"x\"", r#"{"key": 7}"#, r#"{"key": "a", "role": "facilitator"}"#, "{\"key\": \"\u{0}"] {
            let answer = post(server, path, &[], body).await;
            assert_eq!((answer.status, rule(&answer)), (400, Refusal::Malformed), "{path} {body}");
        }
        let large = json!({ "key": "x".repeat(70_000) }).to_string();
        let answer = post(server, path, &[], large).await;
        assert_eq!((answer.status, rule(&answer)), (413, Refusal::Oversized), "{path}");
        let answer = post(server, path, &[("origin", "http://evil.example")], json!({"key": code}).to_string()).await;
        assert_eq!((answer.status, rule(&answer)), (403, Refusal::ForeignOrigin), "{path}");
    }
    let own = server.address();
    let answer = post(server, "/api/look", &[("origin", &own)], json!({"key": code}).to_string()).await;
    assert_eq!(answer.status, 200, "the own origin is no stranger: {}", answer.text());
    assert!(!answer.text().contains(room.created.token.as_str()));
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1", &own.replace("http", "https")] {
        match server.socket(room.workshop(), Some(origin)).await {
            Err(ClientError::BadAnswer { status, .. }) => assert_eq!(status, 403, "{origin}"),
            other => panic!("{origin}: {:?}", other.map(drop)),
        }
    }
    server.socket(room.workshop(), Some(&own)).await.expect("a socket from the own origin");

    let workshop = room.workshop();
    for kind in [LinkKind::Facilitator, LinkKind::Wall] {
        let error = server.link(workshop, room.people[0].screen.token(), kind).await.expect_err("a forged role");
        assert_eq!(error.refusal(), Some(Refusal::NotFacilitator));
    }
    let other = Room::open(server, 1).await;
    for token in ["", "x", "not-a-token-at-all", other.people[0].screen.token(), &other.created.token] {
        for form in ["md", "json"] {
            let error = server.record(workshop, token, form).await.expect_err("somebody else's record");
            assert_eq!(error.refusal(), Some(Refusal::WrongKey), "{token}");
        }
        assert!(server.link(workshop, token, LinkKind::Seat).await.is_err());
    }
    let nowhere = WorkshopId(Uuid::new_v4());
    let error = server.record(nowhere, &room.created.token, "md").await.expect_err("a record of nothing");
    assert_eq!(error.refusal(), Some(Refusal::WrongKey));
    for path in ["/assets/missing.js", "/assets/../main.js", "/api/nothing", "/api/workshops/not-an-id/record.md"] {
        let answer = server.request(Method::GET, path, &[], Vec::new()).await.expect("an answer");
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
        let kind = answer.headers.get("content-type").map(|kind| kind.to_str().unwrap_or_default().to_owned()).unwrap_or_default();
        assert!(!kind.contains("html"), "{path} answers with {kind}");
    }
    goes_on(&room, &room.people[1]).await;
}

#[tokio::test]
async fn p6_what_cannot_be_a_workshop_is_not_created() {
    let trestle = Trestle::start();
    let good = json!({
        "details": {"title": "T", "place": "P", "purpose": "", "rules": [], "themes": [{"id": "a", "title": "A"}], "authors": "hidden", "ends_at": null},
        "convener": "C", "organisations": ["O"], "facilitator": "F"
    });
    assert_eq!(post(trestle.server(), "/api/workshops", &[], good.to_string()).await.status, 201);
    for (pointer, value, expected) in [
        ("/details/title", json!(""), Refusal::Empty),
        ("/details/title", json!("x".repeat(121)), Refusal::TooLong),
        ("/details/themes", json!([]), Refusal::Empty),
        ("/details/themes", json!([{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]), Refusal::Taken),
        ("/details/rules", json!(vec!["r"; 13]), Refusal::TooMany),
        ("/convener", json!("  \u{7}"), Refusal::Empty),
        ("/facilitator", json!("n".repeat(81)), Refusal::TooLong),
        ("/organisations", json!((0..81).map(|number| format!("O{number}")).collect::<Vec<_>>()), Refusal::TooMany),
        ("/details/authors", json!("everybody"), Refusal::Malformed),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect("a field") = value.clone();
        let answer = post(trestle.server(), "/api/workshops", &[], bad.to_string()).await;
        assert_eq!(rule(&answer), expected, "{pointer} = {value}");
    }
    let unknown = json!({"programme": "no-such-programme"});
    let mut bad = good.clone();
    bad.as_object_mut().expect("an object").extend(unknown.as_object().expect("an object").clone());
    assert_eq!(rule(&post(trestle.server(), "/api/workshops", &[], bad.to_string()).await), Refusal::BadProgramme);
}

#[tokio::test]
async fn p6_wrong_keys_get_one_answer_after_one_time() {
    let trestle = Trestle::start();
    let server = trestle.server();
    let room = Room::open(server, 1).await;
    let spaced = format!(" {} - {} ", room.created.code[..4].to_lowercase(), &room.created.code[4..]);
    assert_eq!(server.look(&spaced).await.expect("a code as typed").workshop, room.workshop());
    let secret = format!("{}.{}", room.workshop(), "a".repeat(26));
    let mut answers = Vec::new();
    for key in ["AAAA-AAAA", "", "nonsense", secret.as_str(), &"9".repeat(500)] {
        let asked = std::time::Instant::now();
        let answer = post(server, "/api/join", &[], json!({"key": key, "name": "Mallory"}).to_string()).await;
        assert!(asked.elapsed().as_millis() >= 200, "{key}: answered at once");
        answers.push((key.to_owned(), answer.status, answer.text()));
    }
    assert!(answers.iter().all(|(_, status, text)| (*status, text) == (404, &answers[0].2)), "{answers:?}");
    goes_on(&room, &room.people[0]).await;
}
