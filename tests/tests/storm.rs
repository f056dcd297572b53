//! A storm: sixty people type at once. Nobody starves, and every replica ends equal.

use futures_util::future::join_all;
use std::time::{Duration, Instant};
use trestle_protocol::DocumentName;
use trestle_tests::{Content, Person, Room, Trestle, seed};

/// The largest workshop planned for.
const PEOPLE: usize = 60;
/// What each of them types, in pieces.
const PIECES: usize = 25;
/// Longest that anybody waits for one "saved", in a debug build on two busy cores.
const PATIENCE: Duration = Duration::from_secs(10);

/// Types in a shared text and on one's own desk; the longest wait for "saved".
async fn type_on(person: &Person, number: usize, mut chance: fastrand::Rng) -> Duration {
    let mut longest = Duration::ZERO;
    for piece in 0..PIECES {
        let word = format!("p{number}n{piece} ");
        let asked = Instant::now();
        person
            .screen
            .write(DocumentName::Board, |pen| {
                let offset = chance.u32(0..40);
                pen.insert("groups/storm/who", offset, &word);
                if chance.u8(0..4) == 0 {
                    pen.remove("groups/storm/factors", chance.u32(0..5), 2);
                    pen.push("groups/storm/factors", "💻 ");
                }
            })
            .expect("the board is open");
        person.screen.write(person.desk(), |pen| pen.push("draft", &word)).expect("one's own desk");
        person.screen.saved().await.expect("saved");
        longest = longest.max(asked.elapsed());
    }
    longest
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_people_type_at_once_and_every_replica_ends_equal() {
    let mut chance = seed::chance("sixty_people_type_at_once_and_every_replica_ends_equal");
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), PEOPLE).await;
    room.go("group").await;
    for person in &room.people {
        person.screen.until_writable(DocumentName::Board).await.expect("the board is open");
    }
    let maker = &room.people[0].screen;
    let fields = ["title", "who", "factors", "seriousness", "priority"].map(|field| (field, Content::text("")));
    let fields: Vec<_> = fields.into_iter().chain([("order", Content::value(1))]).collect();
    maker.write(DocumentName::Board, |pen| pen.row("groups", "storm", &fields)).expect("a group");
    for person in &room.people {
        let there = |view: &trestle_tests::View| view.documents.get(&DocumentName::Board)?.keys("groups").first().map(drop);
        person.screen.until_open("the group", there).await.expect("the group");
    }

    let began = Instant::now();
    let waits = join_all(room.people.iter().enumerate().map(|(number, person)| type_on(person, number, chance.fork()))).await;
    let longest = waits.iter().max().copied().unwrap_or_default();
    println!("{} pieces by {PEOPLE} people in {:?}; the longest wait was {longest:?}", PEOPLE * PIECES * 2, began.elapsed());
    assert!(longest < PATIENCE, "somebody starved: {longest:?}");

    // Everything has arrived everywhere: the vectors are equal, and then the texts must be.
    let board = |view: &trestle_tests::View| {
        view.documents
            .get(&DocumentName::Board)
            .map(|board| (board.vector_sorted(), board.text("groups/storm/who"), board.text("groups/storm/factors")))
    };
    let words = PEOPLE * PIECES;
    let whole = |view: &trestle_tests::View| board(view).filter(|(_, who, _)| who.split(' ').count() > words);
    let (vector, who, factors) = maker.until_open("everybody's words", whole).await.expect("everybody's words");
    for person in &room.people {
        let same = |view: &trestle_tests::View| board(view).filter(|(theirs, ..)| *theirs == vector);
        let (_, their_who, their_factors) = person.screen.until_open("the same vector", same).await.expect("the same vector");
        assert_eq!((&their_who, &their_factors), (&who, &factors));
    }
    let shown = |view: &trestle_tests::View| {
        trestle_tests::wait::groups(view).pop().filter(|group| group.who == who && group.factors == factors).map(drop)
    };
    room.facilitator.screen.until_open("the same text on the wall", shown).await.expect("the same text on the wall");
    for (number, person) in room.people.iter().enumerate() {
        person.screen.view(|view| {
            let draft = view.documents[&person.desk()].text("draft");
            assert_eq!(draft, (0..PIECES).map(|piece| format!("p{number}n{piece} ")).collect::<String>());
            assert!(view.refused_updates.is_empty() && view.complaints.is_empty() && view.unreadable.is_empty());
        });
    }
}
