//! The end through the real binary: how many are in, what is missing, closing all the same, reading on, opening again; and a kill right behind it.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use trestle_client::wire::{BinaryFrame, Kind};
use trestle_protocol::{Cell, ClosingCell, Command, DocumentName, Join, LinkKind, Missing, OrganisationId, Refusal, Stance, Time, WayOut};
use trestle_tests::room::refused;
use trestle_tests::wait::{closing, stage, until};
use trestle_tests::{Content, Pen, Person, Room, Screen, Trestle, View};
use yrs::{Doc, ReadTxn, StateVector, Text, Transact, WriteTxn};

fn silent(organisation: u32) -> Missing {
    Missing::Organisation { organisation: OrganisationId(organisation) }
}

fn commit(organisation: u32, stance: Option<Stance>) -> Command {
    Command::Commit { organisation: OrganisationId(organisation), stance, until: None, line: String::new() }
}

/// A room of three organisations at the last step: the facilitator's and person 0's, person 1's, person 2's.
async fn acting(trestle: &Trestle) -> Room {
    let room = Room::open(trestle.server(), 3).await;
    room.go("act").await;
    room.all_in("act").await;
    for person in &room.people {
        person.screen.until_writable(DocumentName::Plan).await.expect("the plan");
    }
    room
}

/// Waits until a screen shows the end so.
async fn until_closing(screen: &Screen, what: &str, is: impl Fn(&ClosingCell) -> bool) -> ClosingCell {
    until(screen, what, |view| closing(view).filter(|closing| is(closing))).await
}

async fn until_missing(screen: &Screen, missing: &[Missing]) {
    until_closing(screen, &format!("{missing:?} to be missing"), |closing| closing.missing == missing).await;
}

fn closed_at(view: &View) -> Option<Time> {
    match view.cell("workshop") {
        Some(Cell::Workshop(workshop)) => workshop.closed_at,
        _ => None,
    }
}

async fn until_closed(screen: &Screen) {
    until(screen, "the end", closed_at).await;
}

/// Somebody writes down an action of an organisation.
async fn acts(person: &Person, organisation: u32, what: &str) {
    let fields = [
        ("what", Content::text(what)),
        ("order", Content::value(f64::from(organisation))),
        ("organisation", Content::value(f64::from(organisation))),
    ];
    let row = |pen: &mut Pen<'_, '_>| pen.row("actions", &format!("a{organisation}"), &fields);
    person.screen.write(DocumentName::Plan, row).expect("the plan");
    person.screen.saved().await.expect("saved");
}

/// What all three have to say before the end.
async fn say_everything(room: &Room) {
    room.people[0].types(DocumentName::Plan, "communications", "By post, on Mondays").await;
    room.people[1].types(DocumentName::Plan, "reason", "Elections come first").await;
    for (person, organisation) in [(0, 1), (1, 2), (2, 3)] {
        acts(&room.people[person], organisation, "Speak to our board").await;
    }
    until_missing(&room.facilitator.screen, &[]).await;
}

/// An update of the plan as an honest client would make it that has not heard of the end.
fn late_words() -> Message {
    let doc = Doc::with_client_id(4_000_000_000);
    {
        let mut transaction = doc.transact_mut();
        let text = transaction.get_or_insert_text("communications");
        text.push(&mut transaction, "TOO LATE");
    }
    let payload = doc.transact().encode_state_as_update_v1(&StateVector::default());
    Message::binary(BinaryFrame { document: DocumentName::Plan, number: 1_000, generation: 0, kind: Kind::Update, payload }.encode())
}

#[tokio::test]
async fn two_organisations_carry_a_project_and_with_fewer_there_are_three_ways_out() {
    let trestle = Trestle::start();
    let room = acting(&trestle).await;
    let wall = room.wall().await;
    let verdict = async || room.server.record(room.workshop(), wall.token(), "md").await.expect("a record");
    let none = until_closing(&wall, "nobody in", |closing| closing.committed == 0).await;
    assert_eq!((none.needed, none.way_out), (2, None));
    assert_eq!(room.people[0].refused(commit(2, Some(Stance::In))).await, Refusal::NotYourOrganisation);
    room.people[0].command(commit(1, Some(Stance::In))).await;
    room.people[1].command(commit(2, Some(Stance::Away))).await;
    for screen in [&wall, &room.people[2].screen] {
        until_closing(screen, "one in", |closing| closing.committed == 1).await;
    }
    assert!(verdict().await.contains("change the focus, work with one organisation, or park it"));
    let take = |way| Command::ChooseWayOut { way };
    for screen in [&wall, &room.people[0].screen] {
        assert_eq!(refused(screen, take(Some(WayOut::Park))).await, Refusal::NotFacilitator);
    }
    for (way, said) in [
        (WayOut::ChangeFocus, "So its focus will be changed."),
        (WayOut::OneOrganisation, "So the work goes on with one organisation."),
        (WayOut::Park, "So it is parked."),
    ] {
        room.facilitate(take(Some(way))).await;
        until_closing(&wall, "the way out", |closing| closing.way_out == Some(way)).await;
        assert!(verdict().await.contains(said), "{way:?}");
    }
    assert_eq!(room.facilitator.refused(take(Some(WayOut::Park))).await, Refusal::Already);
    room.people[2].command(commit(3, Some(Stance::In))).await;
    until_closing(&wall, "two in", |closing| closing.committed == 2).await;
    let record = verdict().await;
    assert!(record.contains("2 organisations are in. The project goes ahead.") && !record.contains("parked"));
    room.people[2].command(commit(3, None)).await;
    room.facilitate(take(None)).await;
    until_closing(&wall, "no way out", |closing| closing.way_out.is_none() && closing.committed == 1).await;
}

#[tokio::test]
async fn the_gate_names_what_is_missing_to_everybody_and_opens_when_it_is_there() {
    let trestle = Trestle::start();
    let room = acting(&trestle).await;
    let wall = room.wall().await;
    let everybody = [&wall, &room.people[2].screen, &room.facilitator.screen];
    let close = Command::Close { anyway: false };
    for screen in everybody {
        until_missing(screen, &[Missing::Communications, Missing::Date, silent(1), silent(2), silent(3)]).await;
    }
    assert_eq!(room.facilitator.refused(close.clone()).await, Refusal::Unfinished);
    assert_eq!(room.people[0].refused(close.clone()).await, Refusal::NotFacilitator);
    room.people[0].types(DocumentName::Plan, "communications", "By post").await;
    acts(&room.people[1], 1, "Speak to our board").await;
    for screen in everybody {
        until_missing(screen, &[Missing::Date, silent(2), silent(3)]).await;
    }
    room.people[1].command(commit(2, Some(Stance::Away))).await;
    room.people[2].command(commit(3, Some(Stance::In))).await;
    until_missing(&wall, &[Missing::Date, silent(3)]).await;
    assert_eq!(room.facilitator.refused(close.clone()).await, Refusal::Unfinished, "to be in is no action yet");
    room.facilitate(Command::RemoveSeat { seat: room.people[2].seat, with_notes: false, hidden: false }).await;
    until_missing(&wall, &[Missing::Date]).await;
    room.people[0].screen.write(DocumentName::Plan, |pen| pen.set("reconvene/when", "2027-01-15T14:00")).expect("the plan");
    room.people[0].screen.saved().await.expect("saved");
    until_missing(&wall, &[]).await;
    room.facilitate(close).await;
    for screen in [&wall, &room.people[0].screen] {
        until_closed(screen).await;
        until_closing(screen, "nothing that it was closed without", |closing| closing.closed_without.is_empty()).await;
    }
    let record = room.record(wall.token()).await;
    assert_eq!((&record["draft"], &record["closed_without"]), (&json!(false), &Value::Null));
}

#[tokio::test]
async fn closing_all_the_same_is_said_in_every_record() {
    let trestle = Trestle::start();
    let room = acting(&trestle).await;
    let wall = room.wall().await;
    acts(&room.people[0], 1, "Speak to our board").await;
    room.people[1].types(DocumentName::Plan, "reason", "Elections come first").await;
    until_missing(&room.facilitator.screen, &[Missing::Communications, silent(2), silent(3)]).await;
    assert_eq!(room.facilitator.refused(Command::Close { anyway: false }).await, Refusal::Unfinished);
    assert_eq!(room.record(wall.token()).await["closed_without"], Value::Null, "negative control: not while it goes on");
    room.facilitate(Command::Close { anyway: true }).await;
    for screen in [&wall, &room.people[2].screen] {
        let said = until_closing(screen, "what it was closed without", |closing| !closing.closed_without.is_empty()).await;
        assert_eq!(said.closed_without, [Missing::Communications, silent(2), silent(3)]);
    }
    let without = json!({ "communications": true, "date": false, "organisations": ["The clinic", "The school"] });
    let said = "The workshop was closed without: how we keep in touch; an action of The clinic, or their stepping away; an action of The \
                school, or their stepping away.";
    for token in [wall.token(), room.people[2].screen.token(), &room.created.token] {
        assert_eq!(room.record(token).await["closed_without"], without);
        let text = room.server.record(room.workshop(), token, "md").await.expect("a record");
        assert!(text.contains(said), "{text}");
    }
}

#[tokio::test]
async fn p3_after_the_end_everybody_reads_and_nobody_writes_until_it_is_opened_again() {
    let trestle = Trestle::start();
    let mut room = acting(&trestle).await;
    let wall = room.wall().await;
    say_everything(&room).await;
    let before = room.record(&room.created.token).await;
    room.facilitate(Command::Close { anyway: false }).await;
    for person in room.people.iter().chain([&room.facilitator]) {
        until_closed(&person.screen).await;
        until(&person.screen, "every document to go", |view| {
            let written = view.documents.keys().filter(|document| view.writable(**document)).count();
            (written == 0).then_some(())
        })
        .await;
        // Whoever has not heard of it yet, or does not want to.
        person.screen.send_raw(late_words());
        let refused = until(&person.screen, "a refusal", |view| view.refused_updates.first().cloned()).await;
        assert_eq!((refused.refusal.rule, refused.behind), (Refusal::NotYours, false));
    }
    for command in [
        commit(1, Some(Stance::In)),
        Command::Wave {},
        Command::Hand { up: true },
        Command::Rename { seat: room.people[0].seat, name: "Another".into() },
        Command::AgreeTo { organisation: OrganisationId(1), agreed: true },
    ] {
        assert_eq!(room.people[0].refused(command.clone()).await, Refusal::Closed, "{command:?}");
    }
    let from = room.facilitator.screen.view(|view| stage(view)).expect("a step").step;
    for command in [
        Command::Move { to: "write".into(), from },
        Command::Resume {},
        Command::Pair {},
        Command::ChooseWayOut { way: Some(WayOut::Park) },
        Command::Close { anyway: true },
        Command::Describe { details: trestle_protocol::Details { title: "Another".into(), ..Room::details() } },
    ] {
        assert_eq!(room.facilitator.refused(command.clone()).await, Refusal::Closed, "{command:?}");
    }
    let join = Join { key: room.created.code.clone(), name: "Late".into(), ..Join::default() };
    assert_eq!(room.server.join(&join).await.expect_err("somebody new").refusal(), Some(Refusal::Closed));

    // Reading goes on: who was away comes back, and every file is there for everybody.
    let shown = |room: &Room| room.people.iter().map(|person| person.screen.view(|view| view.cells.clone())).collect::<Vec<_>>();
    let before_that = shown(&room);
    room.come_back().await;
    assert_eq!(shown(&room), before_that, "and is shown what stood there");
    for token in [room.people[1].screen.token(), wall.token()] {
        for file in ["record.md", "record.json", "record.docx", "record.pdf", "record.ics", "record.zip", "notes.csv", "actions.csv"] {
            let answer = room.server.export(room.workshop(), token, file).await.unwrap_or_else(|error| panic!("{file}: {error}"));
            assert!(answer.status == 200 && !answer.body.is_empty(), "{file}: {}", answer.status);
        }
    }
    let mut after = room.record(&room.created.token).await;
    assert_ne!(after["workshop"]["closed_at"], Value::Null);
    (after["draft"], after["workshop"]["closed_at"]) = (before["draft"].clone(), before["workshop"]["closed_at"].clone());
    assert_eq!(after, before, "closing changed nothing that people wrote, and nobody did since");

    assert_eq!(room.people[0].refused(Command::Reopen {}).await, Refusal::NotFacilitator);
    room.facilitate(Command::Reopen {}).await;
    assert_eq!(room.facilitator.refused(Command::Reopen {}).await, Refusal::Already);
    until(&room.people[0].screen, "it to be open", |view| closed_at(view).is_none().then_some(())).await;
    room.people[0].types(DocumentName::Plan, "communications", " and Fridays").await;
    room.people[0].command(commit(1, Some(Stance::In))).await;
    let record = room.record(wall.token()).await;
    assert_eq!(record["plan"]["next"]["communications"], "By post, on Mondays and Fridays");
    assert_eq!((&record["draft"], &record["committed"]), (&json!(true), &json!(1)));
}

/// The kill comes when the facilitator has been told that it is closed, and nobody had time for anything else.
#[tokio::test]
async fn p1_a_kill_right_after_the_end_loses_nothing_and_it_stays_closed() {
    let mut trestle = Trestle::start();
    let mut room = acting(&trestle).await;
    let wall = room.wall().await;
    room.people[2].note("A note of the last minute", "health").await;
    room.people[0].command(commit(1, Some(Stance::In))).await;
    room.people[1].command(commit(2, Some(Stance::In))).await;
    room.people[0].types(DocumentName::Plan, "communications", "By post").await;
    acts(&room.people[2], 3, "Count the buses").await;
    room.facilitate(Command::ChooseWayOut { way: Some(WayOut::OneOrganisation) }).await;
    room.facilitate(Command::Close { anyway: true }).await;
    trestle.kill();
    trestle.restart();
    let record = room.record(wall.token()).await;
    assert_eq!((&record["draft"], &record["committed"], &record["way_out"]), (&json!(false), &json!(2), &json!("one_organisation")));
    assert_eq!(record["closed_without"], json!({ "communications": false, "date": true, "organisations": ["The library", "The clinic"] }));
    let next = &record["plan"];
    assert_eq!((&next["next"]["communications"], &next["actions"][0]["what"]), (&json!("By post"), &json!("Count the buses")));
    assert_eq!(record["loose"][0]["text"], "A note of the last minute");
    room.come_back().await;
    for person in &room.people {
        until_closed(&person.screen).await;
        person.screen.view(|view| assert!(view.documents.keys().all(|document| !view.writable(*document))));
        assert_eq!(person.refused(Command::Wave {}).await, Refusal::Closed);
    }
    // A link that is made after the end opens the record; and it opens again, for whoever may.
    let link = room.server.link(room.workshop(), &room.created.token, LinkKind::Results).await.expect("a link").link;
    let reader = room.server.join(&Join { key: room.key(&link), ..Join::default() }).await.expect("a reader");
    assert_eq!(room.record(&reader.token).await, record);
    room.facilitate(Command::Reopen {}).await;
    trestle.kill();
    trestle.restart();
    room.come_back().await;
    room.people[0].types(DocumentName::Plan, "communications", " and by phone").await;
    let record = room.record(wall.token()).await;
    assert_eq!((&record["draft"], &record["plan"]["next"]["communications"]), (&json!(true), &json!("By post and by phone")));
    assert_eq!(record["closed_without"], Value::Null);
}
