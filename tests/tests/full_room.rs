//! P9 in one room: a device that joins as fast as it can takes nothing from anybody else, and a facilitator frees the room in one act.

use hyper::Method;
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use trestle_client::{Response, Server};
use trestle_protocol::{
    Cell, Command, CrowdCell, Door, Join, Joined, LinkKind, MadeLink, Role, SeatId,
    limits::{CROWD, REMOVED, SEATS, SEATS_RESERVED, WAITING},
};
use trestle_tests::{Room, Screen, Trestle, View, process::Binary};

/// The device that floods, a library, and somebody at home.
const FLOOD: &str = "198.51.100.7";
const LIBRARY: &str = "192.0.2.1";
const HOME: &str = "203.0.113.9";
/// Far less than the minutes that a place which brought many waits for its turns, and more than a busy machine takes to answer.
const SECONDS: Duration = Duration::from_secs(20);

/// A server that believes what stands in `X-Forwarded-For`, so that one machine can come from many addresses.
fn start() -> Trestle {
    Trestle::start_with(Binary::Real, &["--trusted-proxies", "127.0.0.1"])
}

async fn join_from(server: &Server, address: &str, join: &Join) -> Response {
    let headers = [("content-type", "application/json".to_owned()), ("x-forwarded-for", address.to_owned())];
    let body = serde_json::to_vec(join).expect("JSON");
    server.request(Method::POST, "/api/join", &headers, body).await.expect("an answer")
}

fn by(key: &str, name: &str) -> Join {
    Join { key: key.to_owned(), name: name.to_owned(), ..Join::default() }
}

/// Somebody comes in from there and is not made to wait.
async fn comes(room: &Room, address: &str, key: &str, name: &str) -> Joined {
    let asked = Instant::now();
    let answer = join_from(&room.server, address, &by(key, name)).await;
    assert_eq!(answer.status, 200, "{name}: {}", answer.text());
    assert!(asked.elapsed() < SECONDS, "{name} after {:?}", asked.elapsed());
    serde_json::from_slice(&answer.body).expect("a seat")
}

/// Joins from one address as fast as the server answers, over twenty connections, until it is dropped; resolves once so many are there.
async fn flood(room: &Room, there: usize) -> JoinSet<()> {
    let (came, mut flooding) = (Arc::new(AtomicUsize::new(0)), JoinSet::new());
    for connection in 0..20 {
        let (server, code, came) = (room.server.clone(), room.created.code.clone(), came.clone());
        flooding.spawn(async move {
            for number in 0.. {
                let answer = join_from(&server, FLOOD, &by(&code, &format!("Flood {connection} {number}"))).await;
                match answer.status {
                    200 => drop(came.fetch_add(1, Ordering::Relaxed)),
                    429 => {}
                    _ => return, // the room is full
                }
            }
        });
    }
    while came.load(Ordering::Relaxed) < there {
        tokio::task::yield_now().await;
    }
    flooding
}

async fn end(mut flood: JoinSet<()>) {
    flood.abort_all();
    while flood.join_next().await.is_some() {}
}

fn crowd(view: &View) -> Option<CrowdCell> {
    match view.cell("crowd") {
        Some(Cell::Crowd(crowd)) => Some(crowd.clone()),
        _ => None,
    }
}

fn names(view: &View) -> BTreeSet<String> {
    view.cells_under("seat/").filter_map(|(_, cell)| if let Cell::Seat(seat) = cell { Some(seat.given.clone()) } else { None }).collect()
}

fn floods(view: &View) -> BTreeSet<SeatId> {
    let cells = view.cells_under("seat/");
    cells
        .filter_map(|(_, cell)| if let Cell::Seat(seat) = cell { seat.given.starts_with("Flood").then_some(seat.id) } else { None })
        .collect()
}

async fn co_facilitators_key(room: &Room) -> String {
    let MadeLink { link, .. } =
        room.server.link(room.workshop(), &room.created.token, LinkKind::Facilitator).await.expect("a link for a colleague");
    room.key(&link)
}

#[tokio::test]
async fn p9_a_flood_of_joins_keeps_nobody_out_and_is_removed_in_one_act() {
    let trestle = start();
    let room = Room::open(trestle.server(), 2).await;
    let key = co_facilitators_key(&room).await;
    let flooding = flood(&room, 130).await;
    assert_eq!(comes(&room, LIBRARY, &key, "Colleague").await.role, Role::Facilitator);
    let key = co_facilitators_key(&room).await;
    assert_eq!(comes(&room, FLOOD, &key, "Colleague at the same place").await.role, Role::Facilitator);
    assert_eq!(comes(&room, HOME, &room.created.code, "From home").await.role, Role::Participant);
    for number in 0..30 {
        comes(&room, LIBRARY, &room.created.code, &format!("Reader {number}")).await;
    }
    end(flooding).await;
    let screen = &room.facilitator.screen;
    let there =
        screen.until_open("everybody", |view| (names(view).contains("Reader 29")).then(|| names(view).len())).await.expect("everybody");
    assert!(there < SEATS - SEATS_RESERVED, "the flood waits: {there} are in");
    let crowd = screen.until_open("the crowd", crowd).await.expect("a crowd");
    assert!(crowd.at_once as usize >= CROWD);
    let seats = crowd.seats.clone();
    let all: BTreeSet<SeatId> = seats.iter().copied().collect();
    assert_eq!(all, screen.view(|view| floods(view)), "everybody from there, and nobody else");
    let others: BTreeSet<String> = screen.view(|view| names(view)).into_iter().filter(|name| !name.starts_with("Flood")).collect();
    for person in &room.people {
        person.screen.ping().await.expect("up to date");
        assert_eq!(person.screen.view(|view| self::crowd(view)), None, "it is the facilitators' business");
    }
    room.facilitate(Command::RemoveSeats { seats: seats.clone(), with_notes: false, hidden: false }).await;
    let left = |view: &View| (floods(view).is_empty() && self::crowd(view).is_none()).then(|| names(view));
    assert_eq!(screen.until_open("a free room", left).await.expect("a free room"), others);
    comes(&room, FLOOD, &room.created.code, "Somebody honest from there").await;
    room.facilitate(Command::BringBackSeats { seats: seats.clone() }).await;
    screen.until_open("all of them", |view| (floods(view) == all).then_some(())).await.expect("a slip is taken back whole");
}

/// Measured on main: 299 joins closed the workshop for good, to the co-facilitator's link as well.
#[tokio::test]
async fn p9_a_room_that_is_full_takes_facilitators_and_is_freed_again_and_again() {
    let trestle = start();
    let room = Room::open(trestle.server(), 0).await;
    let key = co_facilitators_key(&room).await;
    let mut free = SEATS - SEATS_RESERVED - 1;
    for round in 0..2 {
        // Forty from each of seven addresses, one address after the other: none of them has to wait.
        for from in (0..free).step_by(40) {
            let mut coming = JoinSet::new();
            for number in from..free.min(from + 40) {
                let (server, code) = (room.server.clone(), room.created.code.clone());
                coming.spawn(async move {
                    let address = format!("198.51.{round}.{}", number / 40);
                    let answer = join_from(&server, &address, &by(&code, &format!("Flood {number}"))).await;
                    assert_eq!(answer.status, 200, "round {round}, {number}: {}", answer.text());
                });
            }
            while let Some(came) = coming.join_next().await {
                came.expect("a seat");
            }
        }
        let refused = join_from(&room.server, HOME, &by(&room.created.code, "One too many")).await;
        assert_eq!((refused.status, refused.text().contains("room_full")), (409, true), "{}", refused.text());
        assert_eq!(comes(&room, HOME, &key, "Colleague").await.role, Role::Facilitator);
        let all = |view: &View| Some(floods(view)).filter(|seats| seats.len() == free);
        let seats = room.facilitator.screen.until_open("a full room", all).await.expect("a full room");
        room.facilitate(Command::RemoveSeats { seats: seats.into_iter().collect(), with_notes: false, hidden: false }).await;
        // The colleagues stay.
        free = SEATS - SEATS_RESERVED - 2 - round;
    }
    comes(&room, HOME, &room.created.code, "From home").await;
    let kept = |view: &View| match view.cell("gone") {
        Some(Cell::Gone(gone)) => Some(gone.people.len()),
        _ => None,
    };
    let kept = room.facilitator.screen.until_open("who can be brought back", kept).await.expect("who can be brought back");
    assert!(kept <= REMOVED, "{kept} of more than five hundred who came are kept");
}

#[tokio::test]
async fn p9_thirty_phones_of_one_library_notice_nothing() {
    let trestle = start();
    let room = Room::open(trestle.server(), 0).await;
    let mut phones = JoinSet::new();
    for number in 0..30 {
        let (server, code) = (room.server.clone(), room.created.code.clone());
        phones.spawn(async move { join_from(&server, LIBRARY, &by(&code, &format!("Reader {number}"))).await });
    }
    let asked = Instant::now();
    while let Some(answer) = phones.join_next().await {
        assert_eq!(answer.expect("an answer").status, 200);
    }
    assert!(asked.elapsed() < SECONDS, "thirty phones after {:?}", asked.elapsed());
    let screen = &room.facilitator.screen;
    screen.until_open("everybody", |view| (names(view).len() == 31).then_some(())).await.expect("everybody");
    assert_eq!(screen.view(|view| crowd(view)), None, "and nobody says that it was an attack");
}

#[tokio::test]
async fn p9_a_flood_at_the_door_shuts_it_for_nobody_and_is_turned_away_in_one_act() {
    let trestle = start();
    let room = Room::open(trestle.server(), 0).await;
    room.facilitate(Command::SetDoor { door: Door::Ask }).await;
    let flooding = flood(&room, WAITING / 2).await;
    for number in 0..30 {
        let joined = comes(&room, LIBRARY, &room.created.code, &format!("Reader {number}")).await;
        assert_eq!(joined.role, Role::Guest, "they wait at the door");
    }
    let waits = comes(&room, HOME, &room.created.code, "From home").await;
    end(flooding).await;
    let screen = &room.facilitator.screen;
    screen.until_open("who waits", |view| names(view).contains("From home").then_some(())).await.expect("who waits");
    let seats: Vec<SeatId> = screen.view(|view| floods(view)).into_iter().collect();
    assert!(seats.len() >= WAITING / 2 && seats.len() <= WAITING);
    room.facilitate(Command::RemoveSeats { seats, with_notes: true, hidden: false }).await;
    room.facilitate(Command::Admit { seat: waits.seat.expect("a seat") }).await;
    let guest = Screen::open(&room.server, room.workshop(), &waits.token).await.expect("a screen");
    guest.until_open("the stage", |view| view.cell("stage").map(drop)).await.expect("let in");
    screen
        .until_open("the readers alone", |view| (floods(view).is_empty() && names(view).len() == 32).then_some(()))
        .await
        .expect("a free door");
}

/// Many screens of a few seats keep nobody's out.
#[tokio::test]
async fn p9_screens_of_a_few_seats_make_room_for_others() {
    let trestle = start();
    let mut room = Room::open(trestle.server(), 0).await;
    let mut open = Vec::new();
    'flood: loop {
        let joined = comes(&room, HOME, &room.created.code, &format!("Flood {}", open.len())).await;
        for _ in 0..12 {
            match Screen::open(&room.server, room.workshop(), &joined.token).await {
                Ok(screen) => open.push(screen),
                Err(_) => break 'flood, // whoever has most has no more
            }
        }
    }
    assert!(open.len() > 590, "{} screens", open.len());
    let place = room.join("Ann").await;
    room.people[place].screen.ping().await.expect("a screen that stays");
    drop(open);
}
