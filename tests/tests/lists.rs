//! Every list in a workshop has a share for each seat, room for facilitators, and somebody who frees it (P9): against the real binary, as own clients attack it.

use hyper::Method;
use trestle_protocol::{
    Cell, Command, DocumentName, FeedbackKind, FeedbackLine, Join, LinkKind, OfferHeading, OrganisationId, Refusal, Role, TeamId, limits,
};
use trestle_tests::wait::until;
use trestle_tests::{Room, Screen, Trestle, View};

const TEAM: TeamId = TeamId(1);

fn lines(view: &View) -> Option<Vec<FeedbackLine>> {
    match view.cell(&format!("feedback/{TEAM}"))? {
        Cell::Feedback(cell) => Some(cell.lines.clone()),
        _ => None,
    }
}

fn organisations(view: &View) -> Vec<(OrganisationId, String)> {
    let named = |number| match view.cell(&format!("organisation/{number}")) {
        Some(Cell::Organisation(cell)) => Some((cell.id, cell.name.clone())),
        _ => None,
    };
    (1..200).filter_map(named).collect()
}

fn links(view: &View) -> usize {
    match view.cell("links") {
        Some(Cell::Links(cell)) => cell.rows.len(),
        _ => 0,
    }
}

/// Somebody new, who names an organisation.
async fn newcomer(room: &Room, name: &str, organisation: &str) -> Result<String, Option<Refusal>> {
    let join = Join { key: room.created.code.clone(), name: name.into(), organisation_name: organisation.into(), ..Join::default() };
    room.server.join(&join).await.map(|joined| joined.token).map_err(|error| error.refusal())
}

#[tokio::test]
async fn p9_a_flood_of_new_organisations_leaves_room_for_the_facilitator_who_clears_it() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    let mut seats = Vec::new();
    let refused = loop {
        match newcomer(&room, "Flood", &format!("Flood {}", seats.len())).await {
            Ok(token) => seats.push(token),
            Err(refusal) => break refusal,
        }
    };
    assert_eq!((refused, seats.len() + 3), (Some(Refusal::OrganisationsFull), limits::shared(limits::ORGANISATIONS)));
    newcomer(&room, "Ann", "the clinic").await.expect("one that is there can be chosen");
    newcomer(&room, "Ben", "").await.expect("nobody has to name one");
    room.facilitate(Command::AddOrganisation { name: "The museum".into() }).await;
    room.facilitate(Command::RenameOrganisation { organisation: OrganisationId(2), name: "The surgery".into() }).await;
    assert_eq!(room.facilitator.refused(Command::RemoveOrganisation { organisation: OrganisationId(4) }).await, Refusal::OrganisationInUse);
    // Hers took a place, too: when one of the flood has gone, all but the facilitators' places are used still.
    for (number, room_again) in [(0, Some(Some(Refusal::OrganisationsFull))), (1, None)] {
        let screen = Screen::open(&room.server, room.workshop(), &seats[number]).await.expect("a screen");
        let flooder = screen.seat().expect("a seat");
        room.facilitate(Command::RemoveSeat { seat: flooder, with_notes: true, hidden: false }).await;
        room.facilitate(Command::RemoveOrganisation { organisation: OrganisationId(4 + number as u32) }).await;
        assert_eq!(newcomer(&room, "Cat", "The theatre").await.err(), room_again);
    }
    let names = until(&room.people[0].screen, "the new names", |view| {
        let names: Vec<String> = organisations(view).into_iter().map(|(_, name)| name).collect();
        names.iter().any(|name| name == "The theatre").then_some(names)
    })
    .await;
    assert!(names.contains(&"The surgery".to_owned()) && !names.contains(&"Flood 0".to_owned()), "{names:?}");
}

#[tokio::test]
async fn p9_a_flood_of_lines_about_a_brief_uses_up_one_share_and_is_taken_away() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 3).await;
    room.go("brief").await;
    room.go("report").await;
    let say = |text: &str| Command::Feedback { team: TEAM, kind: FeedbackKind::Like, text: text.into() };
    let [loud, quiet, other] = &room.people[..] else { unreachable!("three came") };
    for number in 0..limits::FEEDBACK_PER_SEAT {
        loud.command(say(&format!("Loud {number}"))).await;
    }
    assert_eq!(loud.refused(say("Louder")).await, Refusal::ShareUsed);
    quiet.command(say("Quiet")).await;
    let shown = until(&other.screen, "all lines", |view| lines(view).filter(|lines| lines.len() == limits::FEEDBACK_PER_SEAT + 1)).await;
    let take = |line: &FeedbackLine| Command::RemoveFeedback { team: TEAM, line: line.id.clone().expect("an id") };
    assert_eq!(loud.refused(take(shown.last().expect("a line"))).await, Refusal::NotYours);
    quiet.command(take(shown.last().expect("a line"))).await;
    for line in &shown[..shown.len() - 1] {
        room.facilitate(take(line)).await;
    }
    until(&other.screen, "no line", |view| lines(view).filter(Vec::is_empty)).await;
}

#[tokio::test]
async fn p9_a_flood_of_links_between_offers_and_asks_uses_up_one_share_and_is_taken_away() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let list = |word: &str| (0..40).map(|number| format!("{word} {number}\n")).collect::<String>();
    room.facilitator.types(DocumentName::Card(OrganisationId(1)), "spaces", &list("offer")).await;
    room.facilitator.types(DocumentName::Card(OrganisationId(2)), "hope", "ask").await;
    let link = |number: usize| Command::Link {
        organisation: OrganisationId(1),
        heading: OfferHeading::Spaces,
        offer: format!("offer {number}"),
        asker: OrganisationId(2),
        ask: "ask".into(),
    };
    let [greedy, other] = &room.people[..] else { unreachable!("two came") };
    for number in 0..limits::LINKS_PER_SEAT {
        greedy.command(link(number)).await;
    }
    assert_eq!(greedy.refused(link(39)).await, Refusal::ShareUsed);
    other.command(link(39)).await;
    assert_eq!(greedy.refused(Command::Unlink { link: limits::LINKS_PER_SEAT as u32 + 1 }).await, Refusal::NotYours);
    for number in 1..=limits::LINKS_PER_SEAT as u32 {
        room.facilitate(Command::Unlink { link: number }).await;
    }
    until(&other.screen, "one link", |view| (links(view) == 1).then_some(())).await;
    greedy.command(link(0)).await;
}

/// Ten seats that open their own link a hundred times each once closed every door: to newcomers, to a phone's second device, to a co-facilitator.
#[tokio::test]
async fn p9_a_flood_of_devices_closes_no_door() {
    let trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 10).await;
    let joins = room.people.iter().map(|person| async {
        let link = room.server.link(room.workshop(), person.screen.token(), LinkKind::Seat).await.expect("a link of one's own");
        let key = room.key(&link.link);
        for _ in 0..limits::SEAT_TOKENS {
            room.server.join(&Join { key: key.clone(), ..Join::default() }).await.expect("one's own link opens");
        }
    });
    futures_util::future::join_all(joins).await;
    doors_are_open(&mut room).await;
}

/// The two others of the kind: 996 links of one participant's own, and as many as one facilitator may make for others.
#[tokio::test]
async fn p9_a_flood_of_one_seats_links_closes_no_door() {
    let trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 1).await;
    let first = room.server.link(room.workshop(), room.people[0].screen.token(), LinkKind::Seat).await.expect("a link of one's own").link;
    // One device asks so often and no more; so there are many.
    let mut devices = vec![room.people[0].screen.token().to_owned()];
    for _ in 0..30 {
        devices.push(room.server.join(&Join { key: room.key(&first), ..Join::default() }).await.expect("one's own link opens").token);
    }
    let make = async |room: &Room, at: usize, kind| {
        let made = room.server.link(room.workshop(), &devices[at % devices.len()], kind).await;
        made.map(|made| made.link).map_err(|error| error.refusal())
    };
    let mut last = String::new();
    for at in 0..996 {
        last = make(&room, at, LinkKind::Seat).await.expect("a link of one's own");
    }
    let open = async |room: &Room, link: &str| room.server.join(&Join { key: room.key(link), ..Join::default() }).await;
    assert_eq!(open(&room, &first).await.err().and_then(|error| error.refusal()), Some(Refusal::WrongKey), "the oldest made room");
    assert_eq!(open(&room, &last).await.expect("the newest opens").seat, Some(room.people[0].seat));
    Screen::open(&room.server, room.workshop(), &devices[0]).await.expect("their first device stays");
    doors_are_open(&mut room).await;

    let promoted = room.people[0].seat;
    room.facilitate(Command::SetRole { seat: promoted, role: Role::Facilitator }).await;
    let mut made = 0;
    let refused = loop {
        match make(&room, made, LinkKind::Wall).await {
            Ok(_) => made += 1,
            Err(refusal) => break refusal,
        }
    };
    assert_eq!((made, refused), (limits::LINKS_MADE_PER_SEAT, Some(Refusal::ShareUsed)));
    doors_are_open(&mut room).await;
    // Each stands before facilitators, who end it.
    let theirs = until(&room.facilitator.screen, "their links", |view| {
        let Some(Cell::Passes(cell)) = view.cell("passes") else { return None };
        let theirs: Vec<u32> = cell.rows.iter().filter(|row| row.made_by == Some(promoted)).map(|row| row.number).collect();
        (theirs.len() == made).then_some(theirs)
    })
    .await;
    let path = format!("/api/workshops/{}/links/{}", room.workshop(), theirs[0]);
    let bearer = [("authorization", format!("Bearer {}", room.facilitator.screen.token()))];
    assert_eq!(room.server.request(Method::DELETE, &path, &bearer, Vec::new()).await.expect("an answer").status, 204);
    make(&room, 0, LinkKind::Wall).await.expect("one in its place");
}

/// A newcomer comes in, and so do their laptop, a co-facilitator and a wall.
async fn doors_are_open(room: &mut Room) {
    let ann = room.join("Ann").await;
    let made = room.server.link(room.workshop(), room.people[ann].screen.token(), LinkKind::Seat).await.expect("a link of one's own");
    let laptop = room.server.join(&Join { key: room.key(&made.link), ..Join::default() }).await.expect("a second device");
    assert_eq!(laptop.seat, Some(room.people[ann].seat));
    let second =
        room.server.join(&Join { key: room.key(&room.created.links.facilitator), ..Join::default() }).await.expect("a co-facilitator");
    assert_eq!(second.role, Role::Facilitator);
    let wall = room.server.link(room.workshop(), &room.created.token, LinkKind::Wall).await.expect("a link for a wall");
    let wall = room.server.join(&Join { key: room.key(&wall.link), ..Join::default() }).await.expect("a wall");
    for token in [&laptop.token, &second.token, &wall.token] {
        Screen::open(&room.server, room.workshop(), token).await.expect("a screen that connects");
    }
}
