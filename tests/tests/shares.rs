//! P9 in documents: what one device types and deletes without end closes nothing for anybody else, and what is too much at once is saved by itself later.

use std::time::Duration;
use tokio_tungstenite::tungstenite::Message;
use trestle_client::wire::{BinaryFrame, Kind};
use trestle_protocol::{Cell, Command, DocumentName, Join, LinkKind, Refusal, TeamId, limits};
use trestle_tests::wait::until;
use trestle_tests::{Person, Room, Screen, Trestle, View};
use yrs::{Doc, Map, MapPrelim, ReadTxn, StateVector, Text, TextPrelim, Transact, WriteTxn};

/// When the stepped clock begins.
const NOW: u64 = 1_800_000_000_000;

/// Types sixty kilobytes and deletes them, over and over, sixty times: as it was measured, 57 were enough. Takes no notice of answers but to wait for them.
async fn flood(mallory: &Person, document: DocumentName, field: &str) -> Vec<Refusal> {
    let doc = Doc::with_client_id(4_000_000_000);
    let mut number = mallory.screen.view(|view| view.sent) + 1;
    let mut send = |payload: Vec<u8>| {
        mallory.screen.send_raw(Message::binary(BinaryFrame { document, number, generation: 0, kind: Kind::Update, payload }.encode()));
        number += 1;
    };
    let mut made = doc.transact_mut();
    let text = match field.split_once('/') {
        None => made.get_or_insert_text(field),
        Some((map, field)) => {
            let row = made.get_or_insert_map(map).insert(&mut made, "mallory", MapPrelim::default());
            row.insert(&mut made, field, TextPrelim::new("x"))
        }
    };
    text.push(&mut made, "x");
    send(made.encode_update_v1());
    drop(made);
    for _ in 0..60 {
        let mut typed = doc.transact_mut();
        text.push(&mut typed, &"x".repeat(60_000));
        send(typed.encode_update_v1());
        drop(typed);
        let mut deleted = doc.transact_mut();
        text.remove_range(&mut deleted, 0, 60_000);
        send(deleted.encode_update_v1());
    }
    until(&mallory.screen, "the last answer", |view: &View| (view.saved + 1 >= number).then_some(())).await;
    mallory.screen.view(|view| view.refused_updates.iter().map(|refused| refused.refusal.rule).collect())
}

async fn said(screen: &Screen, document: DocumentName, path: &str, text: &str) {
    until(screen, text, |view| view.documents.get(&document).is_some_and(|replica| replica.text(path).contains(text)).then_some(())).await;
}

/// Everybody but Mallory writes into that document as if nothing had happened, and all of it arrives.
async fn goes_on(room: &Room, document: DocumentName, path: &str) {
    for (person, word) in [(&room.people[1], "Ann was here."), (&room.facilitator, "Fay was here.")] {
        person.types(document, path, word).await;
    }
    said(&room.facilitator.screen, document, path, "Ann was here.").await;
    said(&room.people[1].screen, document, path, "Fay was here.").await;
}

fn whole(view: &View) -> Option<TeamId> {
    view.cells_under("team/").find_map(|(_, cell)| if let Cell::Team(team) = cell { team.whole.then_some(team.id) } else { None })
}

#[tokio::test]
async fn p9_typing_and_deleting_closes_board_brief_and_plan_for_nobody() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 5).await;
    room.go("group").await;
    room.groups(&["g1"]).await;
    for (mallory, step, document, field, path) in [
        (2, "group", DocumentName::Board, "groups/who", "groups/g1/who"),
        (3, "brief", DocumentName::Plan, "why", "title"),
        (4, "roles", DocumentName::Plan, "communications", "place"),
    ] {
        let mallory = &room.people[mallory];
        room.go(step).await;
        let document = match step {
            "brief" => {
                room.facilitate(Command::WholeGroup {}).await;
                DocumentName::Brief(until(&mallory.screen, "a team of everyone", whole).await)
            }
            _ => document,
        };
        mallory.screen.until_writable(document).await.expect("the right to write");
        let rules = flood(mallory, document, field).await;
        assert!(!rules.contains(&Refusal::DocumentFull), "{document}: {rules:?}");
        goes_on(&room, document, path).await;
    }
}

#[tokio::test]
async fn p9_what_is_too_much_at_once_is_saved_by_itself_and_nobody_else_waits() {
    // A clock that stands still gives nothing back, however slow the machine is.
    let trestle = Trestle::stepped(NOW);
    let room = Room::open(trestle.server(), 2).await;
    let (ann, ben) = (&room.people[0], &room.people[1]);
    room.go("group").await;
    room.groups(&["g1", "g2"]).await;
    let board = DocumentName::Board;
    let field = "x".repeat(limits::FIELD_UNITS as usize);
    said(&ann.screen, board, "groups/g2/who", "g2").await;
    for path in ["groups/g1/who", "groups/g1/factors", "groups/g2/who", "groups/g2/factors"] {
        ann.types(board, path, &field).await;
    }
    ann.screen.view(|view| assert_eq!(view.refused_updates, [], "four full fields at once are nothing to wait for"));
    // More than there is left, and words behind it.
    ann.screen.write(board, |pen| pen.push("groups/g1/priority", &"y".repeat(100))).expect("the board");
    ann.screen.write(board, |pen| pen.push("groups/g1/priority", " and a word more")).expect("the board");
    let refused = until(&ann.screen, "an answer", |view| view.refused_updates.first().cloned()).await;
    assert_eq!((refused.refusal.rule, refused.behind), (Refusal::Later, false));
    let after = refused.after.expect("when to send it again");
    assert_eq!(u64::from(after), (100 * limits::SHARE_UNIT_MS).div_ceil(1_000), "{refused:?}");
    ann.screen.view(|view| assert!(view.lost.is_empty() && !view.all_saved() && view.writable(board)));
    ben.types(board, "groups/g2/priority", "Ben does not wait").await;
    trestle.advance(2 * u64::from(after) * 1_000).await;
    ann.screen.saved().await.expect("saved by itself");
    said(&ben.screen, board, "groups/g1/priority", "yyy and a word more").await;
    ann.screen.view(|view| assert!(view.lost.is_empty(), "no word was given up"));
    ben.screen.view(|view| assert_eq!(view.refused_updates, []));
}

/// A console that uses up what one device may bring into use takes nothing from another console, nor from itself for long.
#[tokio::test]
async fn p9_page_loads_of_one_console_end_the_writing_of_no_other() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 0).await;
    let mut consoles = Vec::new();
    for _ in 0..2 {
        let made = room.server.link(room.workshop(), &room.created.token, LinkKind::Facilitator).await.expect("a link for a console");
        let joined = room.server.join(&Join { key: room.key(&made.link), ..Join::default() }).await.expect("a console");
        consoles.push(Screen::open(&room.server, room.workshop(), &joined.token).await.expect("a console that connects"));
    }
    let plan = DocumentName::Plan;
    let [one, other] = &consoles[..] else { panic!("two consoles") };
    one.until_writable(plan).await.expect("the plan");
    let page = |client: u64| {
        let doc = Doc::with_client_id(client);
        let mut typed = doc.transact_mut();
        typed.get_or_insert_text("place").push(&mut typed, "x");
        drop(typed);
        doc.transact().encode_state_as_update_v1(&StateVector::default())
    };
    for load in 1..=129 {
        one.send_raw(Message::binary(
            BinaryFrame { document: plan, number: load, generation: 0, kind: Kind::Update, payload: page(1_000_000 + u64::from(load)) }
                .encode(),
        ));
    }
    until(one, "every answer", |view: &View| (view.saved >= 129).then_some(())).await;
    one.view(|view| {
        let rules: Vec<Refusal> = view.refused_updates.iter().map(|refused| refused.refusal.rule).collect();
        assert!(!rules.is_empty() && rules.iter().all(|rule| *rule == Refusal::Later), "{rules:?}");
        assert!(
            view.refused_updates
                .iter()
                .all(|refused| refused.after.is_some_and(|seconds| u64::from(seconds) * 1_000 <= limits::SHARE_CLIENT_MS))
        );
    });
    other.until_writable(plan).await.expect("the plan");
    tokio::time::timeout(Duration::from_secs(10), async {
        other.write(plan, |pen| pen.push("place", "The other console writes")).expect("the plan");
        other.saved().await.expect("saved at once");
    })
    .await
    .expect("at once");
    other.view(|view| assert_eq!(view.refused_updates, []));
}
