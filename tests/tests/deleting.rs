//! Deleting a note and bringing it back, and the room's desk, against the real binary: who is sent the words, and where they are left.

use std::{fs, time::Duration};
use trestle_protocol::{Authors, Cell, Command, Details, DocumentName, Join, NoteCell, SeatId};
use trestle_tests::wait::notes;
use trestle_tests::{Content, Person, Room, Screen, Trestle, View, traces};

const WORDS: &str = "Canary in a marked note ünd 鸟";
const OTHER: &str = "Canary that stands ünd 鸟";
const FILES: [&str; 8] =
    ["record.md", "record.json", "record.docx", "record.pdf", "record.zip", "notes.csv", "agreement.docx", "agreement.md"];

/// Everything received so far by a screen that has caught up with the server.
async fn received(screen: &Screen) -> Vec<u8> {
    screen.ping().await.expect("a server that answers");
    screen.view(|view| view.transcript.clone().expect("a transcript"))
}

/// Does the text lie in the server's folder, in any form? Documents in snapshots are hexadecimal digits.
fn is_left(trestle: &Trestle, text: &str) -> bool {
    let digits: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let files = fs::read_dir(trestle.data()).expect("the data folder");
    let bytes: Vec<u8> = files.flat_map(|file| fs::read(file.expect("an entry").path()).unwrap_or_default()).collect();
    traces::found(&bytes, text).is_some() || traces::found(&bytes, &digits).is_some()
}

/// The journal's log is cleaned when its writer has nothing else to do: each answer gives it a moment for that.
async fn until_nothing_is_left(trestle: &Trestle, screen: &Screen, text: &str) {
    let gone = async {
        while is_left(trestle, text) {
            screen.ping().await.expect("a server that answers");
        }
    };
    tokio::time::timeout(Duration::from_secs(60), gone).await.expect("it is gone");
}

async fn delete(person: &Person, key: &str) {
    person.screen.write(person.desk(), |pen| pen.set(&format!("notes/{key}/gone"), 1_795_000_000_000_f64)).expect("a desk");
    person.screen.saved().await.expect("saved");
}

async fn bring_back(person: &Person, key: &str) {
    person.screen.write(person.desk(), |pen| pen.unset(&format!("notes/{key}/gone"))).expect("a desk");
    person.screen.saved().await.expect("saved");
}

async fn delete_for_good(person: &Person, key: &str) {
    person.screen.write(person.desk(), |pen| pen.unset(&format!("notes/{key}"))).expect("a desk");
    person.screen.saved().await.expect("saved");
}

async fn until_notes(screen: &Screen, count: usize) -> Vec<NoteCell> {
    let shown = |view: &View| Some(notes(view)).filter(|notes| notes.len() == count);
    screen.until_open("the notes", shown).await.expect("the notes")
}

async fn console(room: &Room) -> Screen {
    let key = room.key(&room.created.links.facilitator);
    let joined = room.server.join(&Join { key, ..Join::default() }).await.expect("a console");
    let screen = Screen::open_with_transcript(&room.server, room.workshop(), &joined.token).await.expect("a console");
    assert_eq!(screen.seat(), None);
    screen
}

#[tokio::test]
async fn p2_a_deleted_note_is_in_nobody_elses_bytes_and_in_no_document() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let wall = room.wall().await;
    let author = &room.people[0];
    room.go("write").await;
    let key = author.note(WORDS, "reading").await;
    author.note(OTHER, "reading").await;
    delete(author, &key).await;
    room.go("group").await;
    let others = [&room.people[1].screen, &room.facilitator.screen, &wall, &console(&room).await];
    for screen in others {
        let shown = until_notes(screen, 1).await;
        assert_eq!(shown[0].text, OTHER);
        assert_eq!(traces::found_in_part(&received(screen).await, WORDS, 10), None);
    }
    for file in FILES {
        for token in [room.created.token.as_str(), author.screen.token()] {
            let answer = room.server.export(room.workshop(), token, file).await.unwrap_or_else(|error| panic!("{file}: {error}"));
            assert_eq!(traces::found(&answer.body, WORDS), None, "{file}");
        }
    }
    let record = room.server.record(room.workshop(), &room.created.token, "json").await.expect("a record");
    assert!(record.contains(OTHER) && !record.contains(WORDS));
    assert!(traces::found(trestle.log().as_bytes(), WORDS).is_none(), "the log");
    // Negative control, and the way back: it was there all the time, for its author.
    assert!(is_left(&trestle, WORDS));
    bring_back(author, &key).await;
    for screen in others {
        until_notes(screen, 2).await;
        assert!(traces::found(&received(screen).await, WORDS).is_some());
    }
}

#[tokio::test]
async fn words_that_are_deleted_for_good_leave_the_files_also_through_a_crash() {
    let mut trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 1).await;
    room.go("write").await;
    let key = room.people[0].note(WORDS, "reading").await;
    room.people[0].note(OTHER, "reading").await;
    delete(&room.people[0], &key).await;
    trestle.kill();
    trestle.restart();
    room.come_back().await;
    room.people[0].screen.until_writable(room.people[0].desk()).await.expect("a desk of one's own");
    assert!(is_left(&trestle, WORDS), "marked, it is kept");
    bring_back(&room.people[0], &key).await;
    delete(&room.people[0], &key).await;
    delete_for_good(&room.people[0], &key).await;
    until_nothing_is_left(&trestle, &room.people[0].screen, WORDS).await;
    assert!(is_left(&trestle, OTHER), "somebody else's words stay");
    // What was decided is kept for the audit: only words went.
    let again = room.people[0].note(WORDS, "reading").await;
    delete_for_good(&room.people[0], &again).await;
    trestle.kill();
    trestle.restart();
    room.come_back().await;
    until_nothing_is_left(&trestle, &room.people[0].screen, WORDS).await;
    assert!(is_left(&trestle, OTHER));
}

#[tokio::test]
async fn at_the_end_of_a_workshop_the_words_of_deleted_notes_leave_the_files() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    room.go("write").await;
    let key = room.people[0].note(WORDS, "reading").await;
    room.people[0].note(OTHER, "reading").await;
    delete(&room.people[0], &key).await;
    room.facilitate(Command::Close { anyway: true }).await;
    until_nothing_is_left(&trestle, &room.facilitator.screen, WORDS).await;
    assert!(is_left(&trestle, OTHER));
}

#[tokio::test]
async fn a_removed_person_is_brought_back_with_their_notes_and_their_link() {
    let trestle = Trestle::start();
    let mut room = Room::open_with(trestle.server(), 2, Details { authors: Authors::Name, ..Room::details() }).await;
    let wall = room.wall().await;
    room.go("write").await;
    room.people[0].note(WORDS, "reading").await;
    room.go("group").await;
    until_notes(&wall, 1).await;
    let seat = room.people[0].seat;
    room.facilitate(Command::RemoveSeat { seat, with_notes: false, hidden: false }).await;
    room.facilitate(Command::ShowNotes { seat, shown: false }).await;
    until_notes(&wall, 0).await;
    let record = room.server.record(room.workshop(), &room.created.token, "json").await.expect("a record");
    assert!(!record.contains(WORDS));
    assert!(room.people[0].screen.reconnect().await.is_err(), "the door is shut");
    room.facilitate(Command::BringBack { seat }).await;
    until_notes(&wall, 1).await;
    room.people[0].screen.reconnect().await.expect("the same device comes back");
    assert_eq!(room.people[0].screen.seat(), Some(seat));
    room.people[0].screen.until_writable(room.people[0].desk()).await.expect("a desk of one's own");
    room.people[0].note(OTHER, "reading").await;
    until_notes(&wall, 2).await;
}

#[tokio::test]
async fn a_console_without_a_seat_writes_for_the_room_and_for_people_without_a_device() {
    let trestle = Trestle::start();
    let details = Details { authors: Authors::Name, ..Room::details() };
    let room = Room::open_with(trestle.server(), 1, details).await;
    let (scribe, second) = (console(&room).await, console(&room).await);
    let person = Command::AddPerson { name: "Pat".to_owned(), organisation: None, organisation_name: "The church".to_owned(), table: None };
    scribe.command(person).await.expect("a person");
    let pat = |view: &View| {
        view.cells_under("seat/").find_map(|(_, cell)| match cell {
            Cell::Seat(seat) if seat.name == "Pat" => Some(seat.id),
            _ => None,
        })
    };
    let pat: SeatId = scribe.until_open("Pat", pat).await.expect("Pat");
    room.go("write").await;
    let desk = DocumentName::Desk(SeatId::ROOM);
    scribe.until_writable(desk).await.expect("the room's desk");
    let text = |text: &str| vec![("text", Content::text(text)), ("theme", Content::value("reading"))];
    let mut for_pat = text(WORDS);
    for_pat.push(("for", Content::value(f64::from(pat.0))));
    scribe.write(desk, |pen| pen.row("notes", "a", &text(OTHER))).expect("a note");
    scribe.write(desk, |pen| pen.row("notes", "b", &for_pat)).expect("a note");
    scribe.saved().await.expect("saved");
    let both = |view: &View| (view.documents.get(&desk)?.keys("notes").len() == 2).then_some(());
    second.until_open("what the first console wrote", both).await.expect("one desk for all consoles");
    let own = |view: &View| matches!(view.cell("mine/notes"), Some(Cell::MyNotes(mine)) if mine.ids.len() == 2).then_some(());
    second.until_open("which notes are the room's", own).await.expect("the room's notes");
    for screen in [&room.people[0].screen, &room.facilitator.screen] {
        assert_eq!(traces::found_in_part(&received(screen).await, WORDS, 10), None, "face down");
        assert!(!screen.view(|view| view.writable(desk)));
    }
    room.go("group").await;
    let mut shown = until_notes(&room.people[0].screen, 2).await;
    shown.sort_by_key(|note| note.text.clone());
    let authors: Vec<_> = shown.into_iter().map(|note| note.author.expect("an author")).collect();
    assert_eq!(authors.iter().map(|author| (author.name.as_deref(), author.room)).collect::<Vec<_>>(), [(Some("Pat"), true), (None, true)]);
    let record = room.server.record(room.workshop(), &room.created.token, "md").await.expect("a record");
    assert!(record.contains("Pat, The church, by way of the room") && record.contains("the room"), "{record}");
    let json = room.server.record(room.workshop(), &room.created.token, "json").await.expect("a record");
    let record: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    room.server.import(&record, None).await.expect("it comes back");
}
