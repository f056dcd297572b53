//! P7 of memory: what screens and readers of files cost that do not read, and that it comes back when they have gone. Sizes are what the system counts, of the
//! binary as it is built for tests; the system counts memory on Linux alone.
#![cfg(target_os = "linux")]

use futures_util::{SinkExt, StreamExt, future::join_all};
use hyper::Method;
use std::{pin::pin, process};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpSocket, TcpStream},
};
use tokio_tungstenite::tungstenite::Message;
use trestle_client::Socket;
use trestle_protocol::{ClientFrame, Command, DocumentName, Farewell, Refusal, ServerFrame, VERSION, close};
use trestle_tests::{Room, Trestle, View, wait::notes};

/// Seats with twelve screens each: 480 that do not read.
const SEATS: usize = 40;
const SCREENS_EACH: usize = 12;
/// Notes of each: what everybody is shown has about 800 KB then.
const NOTES_EACH: usize = 40;
/// What a screen that does not read may cost, in KiB.
const EACH: usize = 256;
/// Records that one person asks for and does not read.
const UNREAD: usize = 110;
/// What is on its way to one person at the most, in KiB (`FILES_UNDERWAY_BYTES_OWN`).
const SHARE: usize = 4 * 1024;
/// What stays in a process that has done something for the first time: code, caches, the journal's pages; in KiB.
const ONCE: usize = 24 * 1024;

/// A screen that says hello and reads nothing.
async fn silent(room: &Room, token: &str) -> Socket {
    let mut socket = room.server.socket(room.workshop(), None).await.expect("a socket");
    let hello = serde_json::to_string(&ClientFrame::Hello { version: VERSION, token: token.to_owned() }).expect("JSON");
    socket.send(Message::text(hello)).await.expect("a hello that leaves");
    socket
}

/// A room that has much to show: every note lies on the wall.
async fn full_of_notes(trestle: &Trestle) -> Room {
    let room = Room::open(trestle.server(), SEATS).await;
    room.go("write").await;
    room.all_in("write").await;
    for person in &room.people {
        for number in 0..NOTES_EACH {
            person.note_unsaved(&format!("{number} {}", "what we hear at the desk ".repeat(19)), "reading");
        }
    }
    for person in &room.people {
        person.screen.saved().await.expect("notes that are saved");
    }
    room.go("group").await;
    room.groups(&["g1"]).await;
    let all = |view: &View| (notes(view).len() == SEATS * NOTES_EACH).then_some(());
    room.people[0].screen.until("every note", all).await.expect("a wall full of notes");
    room
}

#[tokio::test]
async fn p7_a_screen_that_does_not_read_costs_little_and_nothing_once_it_has_gone() {
    let trestle = Trestle::start();
    let room = full_of_notes(&trestle).await;
    let (before, _) = trestle.memory();
    let mut silent_ones = Vec::new();
    for (number, person) in room.people.iter().enumerate() {
        silent_ones.extend(join_all((0..SCREENS_EACH - 1).map(|_| silent(&room, person.screen.token()))).await);
        // So that what the next ones are shown is not what these were shown.
        person.note(&format!("one more {number}"), "reading").await;
        room.facilitator.types(DocumentName::Board, "groups/g1/who", "words ").await;
    }
    // They have not kept anybody from anything.
    let screen = &room.facilitator.screen;
    screen
        .until("the last note", |view| notes(view).iter().any(|note| note.text == format!("one more {}", SEATS - 1)).then_some(()))
        .await
        .expect("it");
    let (_, most) = trestle.memory();
    let allowed = before + ONCE + silent_ones.len() * EACH;
    assert!(most < allowed, "{} screens that do not read cost {} KiB each", silent_ones.len(), (most - before) / silent_ones.len());
    let count = silent_ones.len();
    drop(silent_ones);
    let now = comes_back(&trestle, before).await;
    println!("{before} KiB before, {most} at the most with {count} screens that do not read, {now} after they had gone");
}

/// Waits until the server has given back what it took for somebody who has gone; what it has then.
async fn comes_back(trestle: &Trestle, before: usize) -> usize {
    for _ in 0..4_000 {
        let (now, _) = trestle.memory();
        if now < before + ONCE {
            return now;
        }
        // Each answer is some work for the server, so this is no waiting for a time but for what it does.
        trestle.server().request(Method::GET, "/healthz", &[], Vec::new()).await.expect("a server that answers");
    }
    panic!("{before} KiB before, {} after they had gone", trestle.memory().0);
}

/// Asks for the record and reads nothing of it.
async fn unread(room: &Room, token: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4_096).expect("a small buffer");
    let mut stream = socket.connect(room.server.authority().parse().expect("an address")).await.expect("a connection");
    let path = format!("/api/workshops/{}/record.json", room.workshop());
    let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n\r\n", room.server.authority());
    stream.write_all(request.as_bytes()).await.expect("a request that leaves");
    stream
}

#[tokio::test]
async fn p9_files_that_are_not_read_cost_their_reader_a_share_and_nobody_else_anything() {
    let trestle = Trestle::start();
    let room = full_of_notes(&trestle).await;
    let reader = &room.people[0];
    let record = room.server.record(room.workshop(), reader.screen.token(), "json").await.expect("a record");
    let (before, _) = trestle.memory();
    let mut unread_ones = Vec::new();
    for _ in 0..UNREAD {
        unread_ones.push(unread(&room, reader.screen.token()).await);
    }
    // Everybody else's come all the same: a neighbour's and the facilitator's.
    for token in [room.people[1].screen.token(), &room.created.token] {
        assert_eq!(room.server.record(room.workshop(), token, "json").await.expect("a record").len() / 1_000, record.len() / 1_000);
    }
    // Some work for the server, in which it would have made all of them.
    for _ in 0..2_000 {
        room.server.request(Method::GET, "/healthz", &[], Vec::new()).await.expect("a server that answers");
    }
    let (_, most) = trestle.memory();
    let (cost, all) = (most.saturating_sub(before), UNREAD * record.len() / 1_024);
    println!("{UNREAD} unread records of {} KiB cost {cost} KiB", record.len() / 1_024);
    // Twenty cost the same: what is being made, and a share.
    assert!(cost < all / 2 && cost < SHARE + 2 * ONCE, "{UNREAD} unread records of {} KiB cost {cost} KiB", record.len() / 1_024);
    drop(unread_ones);
    comes_back(&trestle, before).await;
}

/// Processes that the server has begun and that have not ended.
fn children(trestle: &Trestle) -> Vec<String> {
    let is_child =
        |status: String| status.lines().any(|line| line.strip_prefix("PPid:").is_some_and(|id| id.trim() == trestle.id().to_string()));
    let all = std::fs::read_dir("/proc").expect("processes").filter_map(Result::ok);
    let children = all.filter(|entry| std::fs::read_to_string(entry.path().join("status")).is_ok_and(is_child));
    children.map(|child| child.file_name().to_string_lossy().into_owned()).collect()
}

#[tokio::test]
async fn p8_a_record_that_is_too_long_for_a_pdf_is_refused_in_words_and_comes_in_every_other_format() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    let pdf = room.server.export(room.workshop(), &room.created.token, "record.pdf").await.expect("the record of a small workshop");
    assert!(pdf.body.starts_with(b"%PDF-1.7"));
    let room = full_of_notes(&trestle).await;
    let (before, _) = trestle.memory();
    let export = async |file| room.server.export(room.workshop(), &room.created.token, file).await;
    assert_eq!(export("record.pdf").await.err().and_then(|error| error.refusal()), Some(Refusal::TooLongForPdf));
    let zip = export("record.zip").await.expect("everything else").body;
    let names = |name: &[u8]| zip.windows(name.len()).any(|window| window == name);
    assert!(names(b"record.pdf.txt") && names(b"record.docx") && names(b"private-notes.pdf"), "a ZIP says what is not in it");
    let docx = export("record.docx").await.expect("the record as a Word file");
    assert!(docx.body.starts_with(b"PK"));
    assert_eq!(children(&trestle), [""; 0], "nothing is left of what took too much");
    comes_back(&trestle, before).await;
}

/// Ends the process that sets a PDF, as a system does that has no memory left. Nothing else is a child of the server.
fn end_typesetter(trestle: &Trestle) -> bool {
    children(trestle)
        .first()
        .is_some_and(|child| process::Command::new("kill").args(["-KILL", child]).status().expect("kill is there").success())
}

#[tokio::test]
async fn p8_a_pdf_whose_process_the_system_ends_is_asked_for_again_and_comes() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    let export = async |file| room.server.export(room.workshop(), &room.created.token, file).await;
    for file in ["record.pdf", "record.zip"] {
        let mut asked = pin!(export(file));
        while !end_typesetter(&trestle) {
            tokio::select! {
                answer = &mut asked => panic!("{file} came before anybody saw it being made: {answer:?}"),
                () = tokio::task::yield_now() => {}
            }
        }
        assert_eq!(asked.await.err().and_then(|error| error.refusal()), Some(Refusal::FilesWait), "{file}");
        export(file).await.expect("the same record, once the system has memory again");
    }
}

#[tokio::test]
async fn p3_a_screen_that_is_ended_in_the_middle_of_a_frame_is_told_why() {
    let trestle = Trestle::start();
    let room = full_of_notes(&trestle).await;
    let person = &room.people[0];
    let mut slow = join_all((0..SCREENS_EACH - 1).map(|_| silent(&room, person.screen.token()))).await;
    // Each has been welcomed, and reads no more: it has been sent as much as it takes.
    for socket in &mut slow {
        assert!(matches!(socket.next().await, Some(Ok(Message::Text(_)))), "a welcome");
    }
    room.facilitate(Command::RemoveSeat { seat: person.seat, with_notes: false, hidden: false }).await;
    let read = slow.iter_mut().map(async |socket| {
        let (mut said, mut code) = (None, None);
        while let Some(message) = socket.next().await {
            match message.expect("frames that can be read to the end") {
                Message::Text(text) => said = serde_json::from_str::<ServerFrame>(&text).ok(),
                Message::Close(close) => code = close.map(|close| u16::from(close.code)),
                _ => {}
            }
        }
        assert_eq!((said, code), (Some(ServerFrame::Farewell { reason: Farewell::Removed }), Some(close::REMOVED)));
    });
    join_all(read).await;
}

#[tokio::test]
async fn p9_the_largest_cell_keeps_nobody_out() {
    let trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 1).await;
    room.go("group").await;
    room.groups(&["g1"]).await;
    for field in ["title", "who", "factors", "seriousness"] {
        for _ in 0..3 {
            room.facilitator.types(DocumentName::Board, &format!("groups/g1/{field}"), &"é".repeat(9_000)).await;
        }
    }
    let newcomer = room.join("Somebody who comes late").await;
    let shown = |view: &View| view.cells_under("group/").next().is_some().then_some(());
    for screen in [&room.people[newcomer].screen, &room.people[0].screen, &room.facilitator.screen] {
        screen.until_open("the group", shown).await.expect("a screen that stays");
        screen.ping().await.expect("a screen that stays");
    }
}
