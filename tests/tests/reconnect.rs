//! P3 and P5: moving destroys nothing, and coming back is being you.

use trestle_protocol::{Cell, Command, FeedbackKind, Join, LinkKind, TeamId};
use trestle_tests::wait::until_step;
use trestle_tests::{Room, Screen, Trestle, View};

#[tokio::test]
async fn p3_p5_a_phone_that_was_lost_while_writing_comes_back_as_itself_with_its_half_typed_note() {
    let mut trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 2).await;
    room.go("write").await;
    room.all_in("write").await;
    let desk = room.people[0].desk();
    let key = room.people[0].note("A whole note", "health").await;
    let phone = &mut room.people[0].screen;
    phone.write(desk, |pen| pen.push("draft", "Half a tho")).expect("a draft");
    phone.saved().await.expect("saved");

    phone.cut().await;
    phone.write(desk, |pen| pen.push("draft", "ught, typed in a tunnel 🚇")).expect("typing goes on without a connection");
    phone.write(desk, |pen| pen.insert(&format!("notes/{key}/text"), 2, "quite ")).expect("a note is bettered without a connection");
    phone.view(|view| assert!(!view.all_saved(), "\"saved\" without a connection"));

    room.go("group").await;
    trestle.kill();
    trestle.restart();
    let seat = room.people[0].seat;
    let phone = &mut room.people[0].screen;
    phone.reconnect().await.expect("back again");
    assert_eq!(phone.seat(), Some(seat), "another seat");
    until_step(phone, "group").await;
    phone.until_writable(desk).await.expect("one's own desk");
    phone.saved().await.expect("what was typed in the tunnel is saved");

    // P5: the personal link on another device is the same seat with the same notes.
    let link = trestle.server().link(room.created.workshop, phone.token(), LinkKind::Seat).await.expect("a link of one's own").link;
    let joined = trestle.server().join(&Join { key: room.key(&link), ..Join::default() }).await.expect("the other device");
    assert_eq!(joined.seat, Some(seat));
    let tablet = Screen::open(trestle.server(), room.created.workshop, &joined.token).await.expect("the other device");
    tablet.until_writable(desk).await.expect("the same desk");
    tablet.view(|view| {
        let replica = &view.documents[&desk];
        assert_eq!(replica.text("draft"), "Half a thought, typed in a tunnel 🚇");
        assert_eq!(replica.keys("notes"), std::slice::from_ref(&key));
        assert_eq!(replica.text(&format!("notes/{key}/text")), "A quite whole note");
    });
    // And both are one: what one types, the other has.
    let phone = &room.people[0].screen;
    tablet.write(desk, |pen| pen.push("draft", " and on")).expect("typing on the tablet");
    let both = |view: &View| (view.documents.get(&desk)?.text("draft").ends_with(" and on")).then_some(());
    phone.until_open("what the tablet typed", both).await.expect("both screens");
}

#[tokio::test]
async fn p3_going_back_and_forth_loses_no_keystroke_and_no_answer() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    room.go("write").await;
    let author = &room.people[0];
    author.note("One", "health").await;
    author.screen.write(author.desk(), |pen| pen.push("draft", "not yet")).expect("a draft");
    for step in ["rate", "welcome", "brief", "act", "write", "group", "choose", "introduce", "write"] {
        room.go(step).await;
    }
    author.screen.saved().await.expect("saved");
    until_step(&author.screen, "write").await;
    author.note("Two", "health").await;
    let counted = |view: &View| matches!(view.cell("writing"), Some(Cell::Writing(writing)) if writing.notes == 2).then_some(());
    room.facilitator.screen.until_open("two notes", counted).await.expect("two notes");
    author.screen.view(|view| assert_eq!(view.documents[&author.desk()].text("draft"), "not yet"));
}

#[tokio::test]
async fn w10_a_command_that_lost_its_answer_takes_effect_once() {
    let mut trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 2).await;
    let seat = room.people[0].seat;
    room.facilitate(Command::Assign { seat, team: None }).await;
    room.go("report").await;
    let line = Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text: "Said once".to_owned() };
    let phone = &mut room.people[1].screen;
    let id = phone.ask(line);
    // Whether it arrived before the line was cut is chance; once it must take effect either way.
    phone.cut().await;
    trestle.kill();
    trestle.restart();
    phone.reconnect().await.expect("back again");
    phone.answer(&id, "the answer to what was said").await.expect("carried out");
    // Sent again after it was answered, as by a screen that did not hear: still once.
    let again =
        serde_json::json!({"type": "command", "id": id, "command": {"type": "feedback", "team": 1, "kind": "like", "text": "Said once"}});
    phone.view(|view| drop(view.answers.remove(&id)));
    phone.send_raw(tokio_tungstenite::tungstenite::Message::text(again.to_string()));
    phone.answer(&id, "the answer to what was said").await.expect("carried out");
    phone.ping().await.expect("a server that answers");
    let said = |view: &View| match view.cell("feedback/1") {
        Some(Cell::Feedback(feedback)) if !feedback.lines.is_empty() => Some(feedback.lines.len()),
        _ => None,
    };
    let lines = room.people[1].screen.until_open("the line", said).await.expect("the line");
    assert_eq!(lines, 1);
    let record = trestle.server().record(room.created.workshop, room.people[1].screen.token(), "json").await.expect("a record");
    assert_eq!(record.matches("Said once").count(), 1, "{record}");
}

#[tokio::test]
async fn a_server_that_stops_says_so_and_everybody_comes_back() {
    let mut trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 3).await;
    room.go("write").await;
    let key = room.people[2].note_unsaved("Typed while the server was told to stop", "health");
    assert_eq!(trestle.terminate(), Some(0), "a server that was told to stop ends well");
    for person in &room.people {
        let ended = person.screen.until("the farewell", |view| view.ended.clone()).await.expect("a farewell");
        assert_eq!(ended.code, Some(trestle_protocol::close::RESTART), "{ended}");
        assert_eq!(ended.farewell, Some(trestle_protocol::Farewell::Restart));
    }
    trestle.restart();
    for person in &mut room.people {
        person.screen.reconnect().await.expect("back again");
        person.screen.until_writable(trestle_protocol::DocumentName::Desk(person.seat)).await.expect("one's own desk");
    }
    let writer = &room.people[2];
    writer.screen.saved().await.expect("saved");
    let known = |view: &View| matches!(view.cell("mine/notes"), Some(Cell::MyNotes(mine)) if mine.ids.contains_key(&key)).then_some(());
    writer.screen.until_open("the note", known).await.expect("the note");
}
