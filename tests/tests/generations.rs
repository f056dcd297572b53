//! P3 and P9: a document whose pieces run out begins anew, and nothing that anybody wrote is lost or stands twice.

use tokio_tungstenite::tungstenite::Message;
use trestle_client::wire::{BinaryFrame, Kind};
use trestle_protocol::{DocumentName, Refusal};
use trestle_tests::{
    Room, Screen, Trestle, View,
    wear::{make_holes, wear_out},
};
use yrs::{Doc, ReadTxn, StateVector, Text, Transact};

const PLAN: DocumentName = DocumentName::Plan;
const TEXT: &str = "communications";
/// Some day in 2026, in milliseconds.
const BEGINNING: u64 = 1_795_530_300_000;

/// A room in which everybody may write the plan, and as many tokens as wear it out once and once more.
async fn room(trestle: &Trestle) -> (Room, Vec<String>) {
    let room = Room::open(trestle.server(), 17).await;
    room.go("act").await;
    room.all_in("act").await;
    let tokens = room.people[1..].iter().map(|person| person.screen.token().to_owned()).collect();
    (room, tokens)
}

fn says(view: &View) -> Option<String> {
    Some(view.documents.get(&PLAN)?.text(TEXT))
}

#[tokio::test]
async fn p9_a_document_that_is_worn_out_begins_anew_for_everybody_and_goes_on() {
    let trestle = Trestle::start();
    let (room, tokens) = room(&trestle).await;
    room.people[0].types(PLAN, TEXT, "By the library's list").await;
    let generation = wear_out(trestle.server(), room.workshop(), PLAN, TEXT, &tokens).await;
    assert_eq!(generation, 1);
    // Those who had it open have it anew, and write on.
    let anew = |view: &View| (view.documents.get(&PLAN)?.generation == 1 && says(view)? == "By the library's list").then_some(());
    for screen in [&room.facilitator.screen, &room.people[0].screen] {
        screen.until_open("the plan anew", anew).await.expect("the plan anew");
        screen.view(|view| assert!(view.lost.is_empty() && view.unreadable.is_empty() && view.refused_updates.is_empty()));
    }
    room.people[0].types(PLAN, TEXT, ", every Friday").await;
    let on = |view: &View| (says(view)? == "By the library's list, every Friday").then_some(());
    room.facilitator.screen.until_open("what was written in it", on).await.expect("what was written in it");
}

#[tokio::test]
async fn p3_a_phone_of_generation_0_comes_back_when_the_document_is_in_generation_2_and_the_server_was_killed_between() {
    let mut trestle = Trestle::start();
    let (mut room, tokens) = room(&trestle).await;
    room.people[0].types(PLAN, TEXT, "By the library's list").await;
    let (first, then) = tokens.split_at(tokens.len() / 2);
    room.people[0].screen.cut().await;
    assert_eq!(wear_out(trestle.server(), room.workshop(), PLAN, TEXT, first).await, 1);
    trestle.kill();
    trestle.restart();
    assert_eq!(wear_out(trestle.server(), room.workshop(), PLAN, TEXT, then).await, 2);
    trestle.kill();
    trestle.restart();

    let phone = &mut room.people[0].screen;
    let old = phone.view(|view| view.documents[&PLAN].state());
    phone.reconnect().await.expect("back again");
    phone.until_writable(PLAN).await.expect("the plan");
    // What it has of the old one, and a word more, sent as if nothing had happened.
    let number = phone.view(|view| view.sent) + 1;
    for (more, generation) in [(0, 0), (1, 1), (2, 3), (3, u32::MAX)] {
        let payload = if more == 0 { old.clone() } else { of_a_stranger() };
        phone.send_raw(Message::binary(
            BinaryFrame { document: PLAN, number: number + more, generation, kind: Kind::Update, payload }.encode(),
        ));
    }
    let answered = |view: &View| (view.refused_updates.len() == 4 && view.saved >= number + 3).then(|| view.refused_updates.clone());
    for refused in phone.until_open("the refusals", answered).await.expect("the refusals") {
        assert_eq!((refused.refusal.rule, refused.behind), (Refusal::NewGeneration, true));
    }
    phone.view(|view| assert_eq!((says(view).as_deref(), view.documents[&PLAN].generation), (Some("By the library's list"), 2)));
    let fresh = Screen::open(trestle.server(), room.workshop(), room.people[0].screen.token()).await.expect("a reload");
    fresh.until_writable(PLAN).await.expect("the plan");
    fresh.view(|view| assert_eq!(says(view).as_deref(), Some("By the library's list"), "every word stands once"));
}

/// Whoever wants to make everybody take a document again and again: a roomful does it every five seconds at most, one person alone once an hour of their share.
#[tokio::test]
async fn p9_a_roomful_that_wears_a_document_out_makes_it_begin_anew_at_a_pace() {
    let trestle = Trestle::stepped(BEGINNING);
    let (room, tokens) = room(&trestle).await;
    let (first, then) = tokens.split_at(tokens.len() / 2);
    assert_eq!(wear_out(trestle.server(), room.workshop(), PLAN, TEXT, first).await, 1);
    // As much as wears it out, and leaves a little room.
    for token in &then[..7] {
        let screen = Screen::open(trestle.server(), room.workshop(), token).await.expect("a screen");
        screen.until_writable(PLAN).await.expect("the plan");
        assert_eq!(screen.view(|view| view.documents[&PLAN].generation), 1, "it is worn out again, and goes on");
        make_holes(&screen, PLAN, TEXT).await;
        screen.close().await;
    }
    let ann = &room.people[0];
    ann.types(PLAN, "place", "In the hall").await;
    ann.screen.view(|view| assert_eq!(view.documents[&PLAN].generation, 1));
    trestle.advance(5_000).await;
    ann.types(PLAN, "place", ", as always").await;
    let anew = |view: &View| {
        let plan = view.documents.get(&PLAN)?;
        (plan.generation == 2 && plan.text("place") == "In the hall, as always").then_some(())
    };
    for screen in [&room.facilitator.screen, &ann.screen] {
        screen.until_open("the next generation", anew).await.expect("the next generation");
    }
}

/// An update that would be let in, had it come in the document's generation.
fn of_a_stranger() -> Vec<u8> {
    let doc = Doc::with_client_id(77_777);
    let text = doc.get_or_insert_text(TEXT);
    text.push(&mut doc.transact_mut(), "twice ");
    doc.transact().encode_state_as_update_v1(&StateVector::default())
}

#[tokio::test]
async fn the_same_bytes_are_let_in_where_they_are_of_the_documents_generation() {
    let trestle = Trestle::start();
    let (room, _) = room(&trestle).await;
    let phone = &room.people[0].screen;
    phone.until_writable(PLAN).await.expect("the plan");
    let number = phone.view(|view| view.sent) + 1;
    phone.send_raw(Message::binary(
        BinaryFrame { document: PLAN, number, generation: 0, kind: Kind::Update, payload: of_a_stranger() }.encode(),
    ));
    let said = |view: &View| (says(view)? == "twice ").then_some(());
    room.facilitator.screen.until_open("the words", said).await.expect("the words");
}
