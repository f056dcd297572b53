//! Updates of documents: of others, out of turn, and such as break a CRDT.

use super::goes_on;
use tokio_tungstenite::tungstenite::Message;
use trestle_client::wire::{BinaryFrame, Kind};
use trestle_protocol::{Command, DocumentName, OrganisationId, Refusal, SeatId, TeamId};
use trestle_tests::{Room, Screen, Trestle};
use yrs::{Doc, Map, MapPrelim, ReadTxn, StateVector, Text, TextPrelim, Transact, WriteTxn};

/// An update as an honest client would make it, for a document that it may not write.
fn update(write: impl FnOnce(&mut yrs::TransactionMut<'_>)) -> Vec<u8> {
    let doc = Doc::with_client_id(4_000_000_000);
    write(&mut doc.transact_mut());
    doc.transact().encode_state_as_update_v1(&StateVector::default())
}

#[tokio::test]
async fn p6_documents_of_others_and_out_of_turn_take_no_word() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 4).await;
    room.facilitate(Command::Assign { seat: room.people[1].seat, team: None }).await;
    let forger = &room.people[0].screen;
    let text = |root: &'static str| {
        update(move |transaction| {
            let text = transaction.get_or_insert_text(root);
            text.push(transaction, "MALLORY was here");
        })
    };
    let note = update(|transaction| {
        let notes = transaction.get_or_insert_map("notes");
        let row = notes.insert(transaction, "forged", MapPrelim::default());
        row.insert(transaction, "text", TextPrelim::new("MALLORY was here"));
        row.insert(transaction, "theme", "health");
    });
    let place = update(|transaction| {
        let places = transaction.get_or_insert_map("places");
        places.insert(transaction, "MALLORY", "was here");
    });
    let forged = vec![
        (DocumentName::Desk(room.people[1].seat), note),
        (DocumentName::Desk(SeatId(99)), text("draft")),
        (DocumentName::Card(OrganisationId(2)), text("does")),
        (DocumentName::Card(OrganisationId(99)), text("does")),
        (DocumentName::Aside(OrganisationId(2)), text("unsure")),
        (DocumentName::Board, place),
        (DocumentName::Brief(TeamId(1)), text("title")),
        (DocumentName::Brief(TeamId(99)), text("title")),
        (DocumentName::Plan, text("communications")),
    ];
    let count = forged.len();
    for (number, (document, payload)) in forged.into_iter().enumerate() {
        forger.send_raw(Message::binary(
            BinaryFrame { document, number: number as u32 + 1, generation: 0, kind: Kind::Update, payload }.encode(),
        ));
    }
    forger
        .until_open("every refusal", |view| (view.refused_updates.len() == count && view.saved == count as u32).then_some(()))
        .await
        .expect("every refusal");
    forger.view(|view| {
        for refused in &view.refused_updates {
            assert!(!refused.behind, "{refused:?}");
            assert!(matches!(refused.refusal.rule, Refusal::NotYours | Refusal::NotNow | Refusal::Unknown), "{refused:?}");
        }
    });
    // A wall and an aside of one's own facilitators: nobody but its people writes it.
    let wall = room.wall().await;
    for (screen, document, payload) in [
        (&wall, DocumentName::Plan, text("communications")),
        (&room.facilitator.screen, DocumentName::Aside(OrganisationId(2)), text("unsure")),
    ] {
        screen.send_raw(Message::binary(BinaryFrame { document, number: 1, generation: 0, kind: Kind::Update, payload }.encode()));
        screen.until_open("a refusal", |view| view.refused_updates.first().map(drop)).await.expect("a refusal");
    }
    for step in ["group", "report", "act"] {
        room.go(step).await;
        let record = room.server.record(room.workshop(), &room.created.token, "json").await.expect("a record");
        assert!(!record.contains("MALLORY"), "{record}");
    }
    room.facilitator.screen.view(|view| assert!(!format!("{:?}", view.cells).contains("MALLORY")));
    goes_on(&room, &room.people[1]).await;
}

#[tokio::test]
async fn p6_updates_that_break_a_crdt_are_refused_and_nobody_notices() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let forger = &room.people[0];
    forger.note("Written in good faith", "health").await;
    let hostile = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/gate/tests/hostile");
    let mut samples: Vec<_> = std::fs::read_dir(hostile)
        .expect("samples")
        .map(|entry| entry.expect("a sample").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "bin"))
        .collect();
    samples.sort();
    assert!(samples.len() >= 20, "where are the samples?");
    let first = forger.screen.view(|view| view.sent) + 1;
    for (number, path) in samples.iter().enumerate() {
        let payload = std::fs::read(path).expect("a sample");
        forger.screen.send_raw(Message::binary(
            BinaryFrame { document: forger.desk(), number: first + number as u32, generation: 0, kind: Kind::Update, payload }.encode(),
        ));
    }
    let count = samples.len();
    forger.screen.until_open("every refusal", |view| (view.refused_updates.len() == count).then_some(())).await.expect("every refusal");
    forger.screen.view(|view| {
        let rules: Vec<Refusal> = view.refused_updates.iter().map(|refused| refused.refusal.rule).collect();
        assert!(rules.iter().all(|rule| matches!(rule, Refusal::BadUpdate | Refusal::Behind | Refusal::DocumentFull)), "{rules:?}");
    });
    let fresh = Screen::open(trestle.server(), room.workshop(), forger.screen.token()).await.expect("a reload");
    fresh.until_writable(forger.desk()).await.expect("the desk");
    fresh.view(|view| {
        let replica = &view.documents[&forger.desk()];
        let notes: Vec<String> = replica.keys("notes").iter().map(|key| replica.text(&format!("notes/{key}/text"))).collect();
        assert_eq!(notes, ["Written in good faith"]);
    });
    goes_on(&room, &room.people[1]).await;
}
