//! P9 for files: whoever takes everything home, as often as the server answers, keeps nobody else from their record.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use trestle_client::Server;
use trestle_protocol::{DocumentName, WorkshopId};
use trestle_tests::{Content, Room, Trestle};

/// In which text alone comes while files are made, on two busy cores; it takes a few milliseconds.
const AT_ONCE: Duration = Duration::from_secs(2);
/// The same for a document of one's own, in a debug build.
const SOON: Duration = Duration::from_secs(6);

/// Everybody in the room asks for a file that often, at the same time; what they get.
fn ask_all(room: &Room, file: &'static str, times: usize) -> JoinSet<(u16, Vec<u8>)> {
    let mut asking = JoinSet::new();
    for person in &room.people {
        for _ in 0..times {
            let (server, workshop, token) = (room.server.clone(), room.workshop(), person.screen.token().to_owned());
            asking.spawn(async move { ask(&server, workshop, &token, file).await });
        }
    }
    asking
}

async fn ask(server: &Server, workshop: WorkshopId, token: &str, file: &str) -> (u16, Vec<u8>) {
    let headers = [("authorization", format!("Bearer {token}"))];
    let path = format!("/api/workshops/{workshop}/{file}");
    let answer = server.request(hyper::Method::GET, &path, &headers, Vec::new()).await.expect("an answer");
    (answer.status, answer.body)
}

/// Asks for a file again and again until the others have theirs; how often, and the longest wait.
async fn meanwhile(asking: &mut JoinSet<(u16, Vec<u8>)>, room: &Room, file: &str) -> (usize, Duration, Vec<(u16, Vec<u8>)>) {
    let (mut count, mut longest, mut answers) = (0, Duration::ZERO, Vec::new());
    while !asking.is_empty() {
        let asked = Instant::now();
        let (status, _) = ask(&room.server, room.workshop(), room.facilitator.screen.token(), file).await;
        assert_eq!(status, 200, "{file}");
        longest = longest.max(asked.elapsed());
        count += 1;
        while let Some(answer) = asking.try_join_next() {
            answers.push(answer.expect("an answer"));
        }
    }
    (count, longest, answers)
}

/// A room in which somebody has written a note, so that there is something on paper.
async fn room(server: &Server, people: usize) -> Room {
    let room = Room::open(server, people).await;
    room.go("write").await;
    write(&room, "first").await;
    room
}

async fn write(room: &Room, key: &str) {
    let person = &room.people[0];
    let fields = [("text", Content::text("The bus does not come")), ("theme", Content::value("reading"))];
    person.screen.write(DocumentName::Desk(person.seat), |pen| pen.row("notes", key, &fields)).expect("a note");
    person.screen.saved().await.expect("saved");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_a_hundred_pdfs_of_one_workshop_keep_no_other_waiting() {
    let trestle = Trestle::start();
    let (busy, other) = (room(trestle.server(), 5).await, room(trestle.server(), 1).await);
    let began = Instant::now();
    let mut asking = ask_all(&busy, "record.pdf", 20);
    let (count, longest, answers) = meanwhile(&mut asking, &other, "record.md").await;
    println!("100 PDFs in {:?}; {count} times Markdown beside them, {longest:?} at most", began.elapsed());
    assert!(count > 1 && longest < AT_ONCE, "{count} times, {longest:?}");
    assert!(answers.len() == 100 && answers.iter().all(|(status, _)| *status == 200), "everybody has their file");
    let made: BTreeSet<&Vec<u8>> = answers.iter().map(|(_, body)| body).collect();
    assert_eq!(made.len(), 1, "it was made once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_participants_who_take_everything_keep_no_facilitator_waiting() {
    let trestle = Trestle::start();
    let room = room(trestle.server(), 13).await;
    let began = Instant::now();
    let mut asking = ask_all(&room, "record.zip", 30);
    let (count, longest, answers) = meanwhile(&mut asking, &room, "record.docx").await;
    println!("390 ZIPs in {:?}; {count} times a DOCX beside them, {longest:?} at most", began.elapsed());
    assert!(count > 1 && longest < SOON, "{count} times, {longest:?}");
    assert!(answers.len() == 390 && answers.iter().all(|(status, _)| *status == 200), "and everybody has theirs");
}

#[tokio::test]
async fn p8_a_file_is_made_once_and_anew_when_anything_in_it_changes() {
    let trestle = Trestle::start();
    let room = room(trestle.server(), 2).await;
    let of = |place: usize| room.people[place].screen.token().to_owned();
    let (server, workshop) = (trestle.server(), room.workshop());
    let first = ask(server, workshop, &of(0), "record.docx").await;
    assert_eq!(first.0, 200);
    assert!(ask(server, workshop, &of(1), "record.docx").await == first, "who may read the same gets the same file");
    assert!(ask(server, workshop, &of(1), "record.xlsx").await != first, "another format is another file");
    write(&room, "second").await;
    let second = ask(server, workshop, &of(0), "record.docx").await;
    assert!(second.0 == 200 && second != first, "one more note lies face down");
    room.facilitate(trestle_protocol::Command::RemoveSeat { seat: room.people[0].seat, with_notes: true, hidden: false }).await;
    let erased = ask(server, workshop, &of(1), "record.docx").await;
    assert!(erased.0 == 200 && erased != first && erased != second, "who was erased is in no file");
    assert_eq!(ask(server, workshop, &of(0), "record.docx").await.0, 401);
}
