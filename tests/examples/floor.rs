//! Five workshops of thirty people on one server, for `make floor`: everybody writes, groups and takes the record home, at the same time. The script beside it
//! (`deploy/scripts/floor`) starts that server within the least machine that is promised to do.

use std::{env, time::Instant};
use tokio::task::JoinSet;
use trestle_tests::{Person, Room, Server, wait::notes};

const ROOMS: usize = 5;
const PEOPLE: usize = 30;
const NOTES_EACH: usize = 12;

#[tokio::main]
async fn main() {
    let address = env::args().nth(1).expect("the server's address");
    let server = Server::at(&address).expect("an address");
    let begun = Instant::now();
    let mut rooms = JoinSet::new();
    for _ in 0..ROOMS {
        let server = server.clone();
        rooms.spawn(async move { workshop(&server).await });
    }
    let mut slowest = 0;
    while let Some(done) = rooms.join_next().await {
        slowest = slowest.max(done.expect("a workshop that goes well"));
    }
    println!(
        "{ROOMS} workshops of {PEOPLE}: {} notes, all shown, all records made, in {:.0?}",
        ROOMS * PEOPLE * NOTES_EACH,
        begun.elapsed()
    );
    println!("slowest note from hand to durable: {slowest} ms");
}

/// A workshop from its door to its record; the longest that anybody waited for a note to be saved, in milliseconds.
async fn workshop(server: &Server) -> u128 {
    let room = Room::open(server, PEOPLE).await;
    let _wall = room.wall().await;
    room.go("write").await;
    room.all_in("write").await;
    let slowest = together(&room.people).await;
    room.go("group").await;
    room.groups(&["first", "second", "third"]).await;
    let all = |view: &trestle_tests::View| (notes(view).len() == PEOPLE * NOTES_EACH).then_some(());
    for person in &room.people {
        person.screen.until("every note", all).await.expect("a wall full of notes");
    }
    let tokens = room.people.iter().take(5).map(|person| person.screen.token()).chain([room.created.token.as_str()]);
    for token in tokens {
        for file in ["record.pdf", "record.docx", "record.zip", "record.md"] {
            server.export(room.workshop(), token, file).await.unwrap_or_else(|error| panic!("{file}: {error}"));
        }
    }
    slowest
}

/// Everybody writes their notes at the same time, one after the other.
async fn together(people: &[Person]) -> u128 {
    let each = people.iter().map(async |person| {
        let mut slowest = 0;
        for number in 0..NOTES_EACH {
            let begun = Instant::now();
            person.note(&format!("{number}: what we hear at the desk, every day, from people who wait too long"), "reading").await;
            slowest = slowest.max(begun.elapsed().as_millis());
        }
        slowest
    });
    futures_util::future::join_all(each).await.into_iter().max().unwrap_or_default()
}
