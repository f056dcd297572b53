//! Tables, against the real binary: a device is one only once a facilitator says so, and writes and counts for the people at it alone (P9).

use serde_json::json;
use trestle_protocol::{Author, Authors, Cell, Command, Counter, HandsBy, PollId, Refusal, SeatId, TableWish};
use trestle_tests::room::guest;
use trestle_tests::wait::{poll, until};
use trestle_tests::{Content, Person, Room, Trestle, View};

fn hands(count: u32) -> Command {
    Command::CountHands { poll: PollId::from("rate"), subject: "g1".to_owned(), values: vec![5, 5], count }
}

/// A workshop that shows authors by name, with Ada, Ben and Cai.
async fn named(trestle: &Trestle) -> Room {
    let mut room = Room::open_with(trestle.server(), 0, trestle_protocol::Details { authors: Authors::Name, ..Room::details() }).await;
    for name in ["Ada", "Ben", "Cai"] {
        room.join(name).await;
    }
    room.go("write").await;
    room
}

/// Somebody writes a note in another's name on their own desk.
async fn note_for(author: &Person, text: &str, whom: SeatId) {
    let fields = [("text", Content::text(text)), ("theme", Content::value("reading")), ("for", Content::value(f64::from(whom.0)))];
    author.screen.write(author.desk(), |pen| pen.row("notes", text, &fields)).expect("a desk of one's own");
    author.screen.saved().await.expect("a note that is saved");
}

fn author_of(view: &View, text: &str) -> Option<Author> {
    view.cells_under("note/").find_map(|(_, cell)| match cell {
        Cell::Note(note) if note.text == text => note.author.clone(),
        _ => None,
    })
}

fn wish(view: &View) -> Option<TableWish> {
    match view.cell("mine") {
        Some(Cell::Mine(mine)) => Some(mine.table_wish),
        _ => None,
    }
}

#[tokio::test]
async fn p9_a_phone_that_makes_itself_a_table_counts_nobody_and_speaks_for_nobody() {
    let trestle = Trestle::start();
    let room = named(&trestle).await;
    let [ada, ben, cai] = [&room.people[0], &room.people[1], &room.people[2]];
    let theirs = room.table(ben, 1).await;
    // All that an own client can do by itself is to ask.
    ada.command(Command::Table { seat: ada.seat, table: true }).await;
    until(&ada.screen, "the wish", |view| wish(view).filter(|wish| *wish == TableWish::Asked)).await;
    assert_eq!(ada.refused(guest("Nobody")).await, Refusal::NotYours);
    note_for(ada, "Before", cai.seat).await;
    room.facilitate(Command::Table { seat: ada.seat, table: true }).await;
    // Allowed, it still speaks for nobody but those who sit at it.
    for (text, whom) in [("With a device", cai.seat), ("At another table", theirs[0]), ("The facilitator", room.facilitator.seat)] {
        note_for(ada, text, whom).await;
    }
    ada.command(guest("Maud")).await;
    let maud = |view: &View| {
        let seats = view.cells_under("seat/").filter_map(|(_, cell)| if let Cell::Seat(seat) = cell { Some(seat) } else { None });
        seats.filter(|seat| seat.name == "Maud").map(|seat| seat.id).next()
    };
    let maud = until(&ada.screen, "Maud", maud).await;
    note_for(ada, "At this table", maud).await;
    room.go("group").await;
    let wall = room.wall().await;
    let shown = until(&wall, "Maud's note", |view| author_of(view, "At this table")).await;
    assert_eq!((shown.name.as_deref(), shown.via.as_deref()), (Some("Maud"), Some("Ada")));
    for text in ["Before", "With a device", "At another table", "The facilitator"] {
        let shown = until(&wall, text, |view| author_of(view, text)).await;
        assert_eq!((shown.name.as_deref(), shown.via), (Some("Ada"), None), "{text}: it is Ada's own");
    }
}

#[tokio::test]
async fn p9_three_hundred_hands_of_one_phone_are_refused_and_what_a_table_counted_can_be_struck() {
    let trestle = Trestle::start();
    let room = named(&trestle).await;
    let ada = &room.people[0];
    room.go("group").await;
    room.groups(&["g1"]).await;
    room.go("rate").await;
    until(&ada.screen, "the poll", |view| poll(view, "rate").filter(|poll| poll.open)).await;
    ada.command(Command::Table { seat: ada.seat, table: true }).await;
    assert_eq!(ada.refused(hands(300)).await, Refusal::NotYours, "it has only asked");
    room.table(ada, 2).await;
    for count in [300, 3] {
        assert_eq!(ada.refused(hands(count)).await, Refusal::TooManyHands, "{count} hands of two people");
    }
    ada.command(hands(2)).await;
    assert_eq!(room.facilitator.refused(hands(1)).await, Refusal::TooManyHands, "nobody is left to count");
    room.facilitate(Command::CountRoom { people: 5 }).await;
    room.facilitate(hands(5)).await;
    let by = Counter::Table(ada.seat);
    room.facilitate(Command::StrikeHands { poll: PollId::from("rate"), by, struck: true }).await;
    assert_eq!(ada.refused(hands(1)).await, Refusal::HandsStruck);
    let wall = room.wall().await;
    let counted = until(&wall, "the strike", |view| poll(view, "rate").filter(|poll| poll.hands == 5)).await.counted;
    let of = |by, hands, struck| HandsBy { by, hands, struck };
    assert_eq!(counted, [of(Counter::Room, 5, false), of(by, 2, true)]);
    room.facilitate(Command::ClosePoll { poll: PollId::from("rate") }).await;
    let record = room.record(wall.token()).await;
    assert_eq!(record["groups"][0]["rating"]["hands"], 5);
    assert_eq!(record["hands"], json!([{ "poll": "rating", "hands": 5 }]));
}
