//! P9 at one address: thirty phones of one library share it with somebody who guesses, and notice nothing.

use futures_util::{SinkExt, StreamExt};
use hyper::Method;
use serde_json::json;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;
use trestle_client::Server;
use trestle_protocol::{ClientFrame, CreateWorkshop, Join, LinkKind, Refusal, VERSION, WorkshopId};
use trestle_tests::{Room, Screen, Trestle};

/// How long somebody at the same address may be held up, as `server/src/limits.rs` has it, and some for a busy machine.
const PATIENCE: Duration = Duration::from_secs(12);

/// More wrong codes than may be tried at once, from everywhere together: behind them the pace holds.
const PRESSED: usize = 500;

/// Types wrong codes as fast as the server answers, over so many connections, until the answer is dropped; resolves once the pace holds them back.
async fn guess(server: &Server, connections: usize) -> JoinSet<()> {
    let answered = Arc::new(AtomicUsize::new(0));
    let mut guessing = JoinSet::new();
    for connection in 0..connections {
        let (server, answered) = (server.clone(), answered.clone());
        guessing.spawn(async move {
            for number in 0.. {
                let body = json!({ "key": format!("Z{connection:03}{number:04}") }).to_string();
                let headers = [("content-type", "application/json".to_owned())];
                server.request(Method::POST, "/api/look", &headers, body.into_bytes()).await.expect("an answer");
                answered.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    while answered.load(Ordering::Relaxed) < PRESSED {
        tokio::task::yield_now().await;
    }
    guessing
}

/// Connects as a page that comes back does, and waits until everything that it shows has come.
async fn comes_back(server: Server, workshop: WorkshopId, token: String) {
    let mut socket = server.socket(workshop, None).await.expect("a socket");
    let hello = serde_json::to_string(&ClientFrame::Hello { version: VERSION, token }).expect("a frame");
    socket.send(Message::text(hello)).await.expect("a server that listens");
    loop {
        match socket.next().await.expect("a socket that stays").expect("a frame") {
            Message::Text(frame) if frame.contains(r#""type":"cells""#) => return,
            Message::Close(reason) => panic!("{reason:?}"),
            _ => {}
        }
    }
}

/// 500 screens of one library; with `TRESTLE_SCREENS=3000` as many as the promise speaks of.
#[tokio::test(flavor = "multi_thread")]
async fn p9_after_a_restart_all_screens_of_one_address_are_back_at_once() {
    let wanted: usize = std::env::var("TRESTLE_SCREENS").ok().and_then(|number| number.parse().ok()).unwrap_or(500);
    let mut trestle = Trestle::start();
    let mut tokens = Vec::new();
    while tokens.len() < wanted {
        let room = Room::open(trestle.server(), 0).await;
        for number in 0..50 {
            let join = Join { key: room.created.code.clone(), name: format!("Reader {number}"), ..Join::default() };
            let token = room.server.join(&join).await.expect("a seat").token;
            tokens.extend(std::iter::repeat_n((room.workshop(), token), 10));
        }
    }
    tokens.truncate(wanted);
    trestle.kill();
    trestle.restart();
    let began = Instant::now();
    let mut coming: JoinSet<()> =
        tokens.into_iter().map(|(workshop, token)| comes_back(trestle.server().clone(), workshop, token)).collect();
    while let Some(back) = coming.join_next().await {
        back.expect("a screen that is back");
    }
    println!("{wanted} screens of one address were back in {:?}", began.elapsed());
    assert!(began.elapsed() < PATIENCE);
}

#[tokio::test]
async fn p9_who_guesses_codes_keeps_nobody_at_the_same_address_out() {
    let trestle = Trestle::start();
    let server = trestle.server();
    let mut room = Room::open(server, 1).await;
    let personal = server.link(room.workshop(), room.people[0].screen.token(), LinkKind::Seat).await.expect("a personal link");
    let key = personal.link.split_once('#').expect("a key behind the address").1.to_owned();
    let guessing = guess(server, 40).await;
    for number in 0..20 {
        let asked = Instant::now();
        room.join(&format!("Right {number}")).await;
        assert!(asked.elapsed() < PATIENCE, "the right code after {:?}", asked.elapsed());
        let asked = Instant::now();
        let looked = server.join(&Join { key: key.clone(), ..Join::default() }).await.expect("the personal link");
        assert_eq!(looked.workshop, room.workshop());
        assert!(asked.elapsed() < Duration::from_secs(2), "a link waits for no guess: {:?}", asked.elapsed());
    }
    drop(guessing);
}

/// As many as can wait at one address and have their turn in time.
const CROWD: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_where_three_hundred_guess_a_newcomer_types_the_code_and_waits_once() {
    let trestle = Trestle::start();
    let server = trestle.server();
    let mut room = Room::open(server, 0).await;
    let guessing = guess(server, CROWD).await;
    let asked = Instant::now();
    room.join("The first of them").await;
    println!("the right code beside {CROWD} guesses: {:?}", asked.elapsed());
    assert!(asked.elapsed() < PATIENCE, "the right code after {:?}", asked.elapsed());
    for number in 0..10 {
        let asked = Instant::now();
        room.join(&format!("Behind {number}")).await;
        assert!(asked.elapsed() < Duration::from_secs(2), "what was typed here before is no guess: {:?}", asked.elapsed());
    }
    drop(guessing);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_an_invitation_waits_for_nobody_who_tries_wrong_keys() {
    let trestle = Trestle::start();
    let server = trestle.server();
    let room = Room::open(server, 0).await;
    let invitation = room.created.links.join.split_once('#').expect("an invitation behind the address").1.to_owned();
    let mut trying = guess(server, CROWD).await;
    let tried = Arc::new(AtomicUsize::new(0));
    for connection in 0..CROWD {
        let (server, tried, id) = (server.clone(), tried.clone(), room.workshop());
        trying.spawn(async move {
            for number in 0.. {
                let body = json!({ "key": format!("{id}.wrong{connection}x{number}") }).to_string();
                let headers = [("content-type", "application/json".to_owned())];
                server.request(Method::POST, "/api/look", &headers, body.into_bytes()).await.expect("an answer");
                tried.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    while tried.load(Ordering::Relaxed) < PRESSED {
        tokio::task::yield_now().await;
    }
    let mut longest = Duration::ZERO;
    for number in 0..20 {
        let asked = Instant::now();
        let join = Join { key: invitation.to_ascii_uppercase(), name: format!("Scanned {number}"), ..Join::default() };
        assert_eq!(server.join(&join).await.expect("who scans the code comes in").workshop, room.workshop());
        longest = longest.max(asked.elapsed());
    }
    println!("an invitation beside {CROWD} wrong codes and {CROWD} wrong links: {longest:?}");
    assert!(longest < Duration::from_secs(2), "an invitation waited {longest:?}");
    drop(trying);
}

#[tokio::test]
async fn p9_a_flood_of_requests_makes_no_token_of_the_same_address_wait() {
    let trestle = Trestle::start();
    let server = trestle.server();
    let room = Room::open(server, 1).await;
    let mut flood = JoinSet::new();
    let flooded = Arc::new(AtomicUsize::new(0));
    for _ in 0..60 {
        let (server, flooded) = (server.clone(), flooded.clone());
        flood.spawn(async move {
            loop {
                let answer = server.request(Method::GET, "/api/programmes", &[], Vec::new()).await.expect("an answer");
                assert_eq!(answer.status, 200, "who is too fast waits");
                flooded.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    while flooded.load(Ordering::Relaxed) < 600 {
        tokio::task::yield_now().await;
    }
    for person in [&room.facilitator, &room.people[0]] {
        let asked = Instant::now();
        server.record(room.workshop(), person.screen.token(), "md").await.expect("the record");
        Screen::open(server, room.workshop(), person.screen.token()).await.expect("a screen that comes back");
        assert!(asked.elapsed() < Duration::from_secs(2), "a token waited for its address: {:?}", asked.elapsed());
    }
    drop(flood);
}

#[tokio::test]
async fn p9_a_disk_that_is_nearly_full_takes_no_new_workshop_and_goes_on_with_those_it_has() {
    let mut trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    let (id, token) = (room.workshop(), room.people[0].screen.token().to_owned());
    drop(room);
    assert_eq!(trestle.terminate(), Some(0));
    trestle.restart_with(&["--disk-floor-mib", "1000000000"]);
    let server = trestle.server();
    let refused = server.create(&CreateWorkshop::default(), None).await.expect_err("no room for a new workshop");
    assert_eq!(refused.refusal(), Some(Refusal::DiskLow));
    let record = server.record(id, &token, "json").await.expect("the record of what is there");
    let json = [("content-type", "application/json".to_owned())];
    let imported = server.request(Method::POST, "/api/import", &json, record.into_bytes()).await.expect("an answer");
    assert_eq!(imported.status, 507, "{}", imported.text());
    let ready = server.request(Method::GET, "/readyz", &[], Vec::new()).await.expect("an answer");
    assert_eq!((ready.status, ready.text().contains("nearly full")), (200, true));
    assert!(trestle.log().contains("the disk is nearly full"));
    let screen = Screen::open(server, id, &token).await.expect("the screen of somebody who was there");
    screen.until_open("the clock", |view| view.cell("clock").map(drop)).await.expect("a workshop that goes on");
}
