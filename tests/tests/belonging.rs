//! Belonging through the real binary: who joins a second time and picks an organisation reads none of its private words and speaks for nobody.

use trestle_protocol::{
    Cell, Command, DocumentName, Join, LinkKind, MakeLink, MineCell, OrganisationId, PollId, Refusal, Role, Stance, TeamId, Voice,
};
use trestle_tests::{
    Room, Screen, Trestle, View,
    room::refused,
    traces,
    wait::{source, until},
};

/// The clinic, of which person 1 is.
const CLINIC: OrganisationId = OrganisationId(2);
const ASIDE: DocumentName = DocumentName::Aside(CLINIC);
/// What the clinic says in private.
const PRIVATE: &str = "Quentin doubts whether Zuckerby can pay";

fn mine(view: &View) -> Option<MineCell> {
    match view.cell("mine") {
        Some(Cell::Mine(mine)) => Some(mine.clone()),
        _ => None,
    }
}

fn received(screen: &Screen) -> Vec<u8> {
    screen.view(|view| view.transcript.clone().expect("a transcript"))
}

/// What somebody with the clinic's voice may say.
fn voiced(choice: &PollId) -> [Command; 3] {
    [
        Command::Answer { poll: choice.clone(), subject: "1".into(), values: Vec::new() },
        Command::AgreeTo { organisation: CLINIC, agreed: true },
        Command::Commit { organisation: CLINIC, stance: Some(Stance::In), until: None, line: String::new() },
    ]
}

/// A room in which organisations choose a brief with one voice each, and the clinic has said something in private.
async fn choosing(trestle: &Trestle) -> Room {
    let room = Room::open(trestle.server(), 4).await;
    let (mut programme, revision) = until(&room.facilitator.screen, "the programme", source).await;
    let steps = programme.stages.iter_mut().flat_map(|stage| &mut stage.steps);
    steps.filter(|step| step.id.as_str() == "choose").for_each(|step| step.voice = Voice::Organisation);
    room.facilitate(Command::SetProgramme { programme: Box::new(programme), revision }).await;
    room.people[1].types(ASIDE, "unsure", PRIVATE).await;
    room.go("brief").await;
    room.go("choose").await;
    room
}

#[tokio::test]
async fn p2_p9_who_joins_a_second_time_and_picks_an_organisation_has_neither_its_words_nor_its_voice() {
    let trestle = Trestle::start();
    let mut room = choosing(&trestle).await;
    let choice = PollId("choose".into());
    // Ben is of the school, and joins once more as somebody of the clinic, by its number and by its name.
    let second = room.join_by_name("Ben once more", CLINIC).await;
    let join =
        Join { key: room.created.code.clone(), name: "And again".into(), organisation_name: "the  CLINIC".into(), ..Join::default() };
    let third = room.server.join(&join).await.expect("a seat");
    let third = Screen::open_with_transcript(&room.server, room.workshop(), &third.token).await.expect("a screen");
    for screen in [&room.people[second].screen, &third] {
        screen
            .until_open("oneself", |view| mine(view).filter(|mine| mine.by_name && mine.newcomers.is_empty()).map(drop))
            .await
            .expect("told");
        assert!(!screen.view(|view| view.writable(ASIDE)));
        for command in &voiced(&choice)[..1] {
            assert_eq!(refused(screen, command.clone()).await, Refusal::NotConfirmed);
        }
        let other = Command::Confirm { seats: vec![screen.seat().expect("a seat")], belongs: true };
        assert_eq!(refused(screen, other).await, Refusal::NotYourOrganisation, "nobody vouches for themselves");
    }
    room.facilitate(Command::Settle { team: Some(TeamId(1)) }).await;
    for command in &voiced(&choice)[1..] {
        assert_eq!(refused(&third, command.clone()).await, Refusal::NotConfirmed);
    }
    for screen in [&room.people[second].screen, &third] {
        screen.ping().await.expect("a server that answers");
        assert_eq!(traces::found_in_part(&received(screen), PRIVATE, 10), None);
    }
    // Negative control: with a nod it is all there.
    let seat = third.seat().expect("a seat");
    room.facilitate(Command::Confirm { seats: vec![seat], belongs: true }).await;
    third.until_writable(ASIDE).await.expect("its private words");
    assert!(traces::found(&received(&third), PRIVATE).is_some());
    for command in voiced(&choice) {
        third.command(command).await.unwrap_or_else(|error| panic!("{error}"));
    }
    // And without it again nothing more comes.
    room.facilitate(Command::Confirm { seats: vec![seat], belongs: false }).await;
    third.until_open("the end of the document", |view| (!view.writable(ASIDE)).then_some(())).await.expect("taken back");
    room.people[1].types(ASIDE, "unsure", "; Xenia says so, too").await;
    third.ping().await.expect("a server that answers");
    assert_eq!(traces::found(&received(&third), "Xenia says so"), None);
}

#[tokio::test]
async fn p9_people_of_an_organisation_confirm_each_other_and_a_facilitator_all_that_are_shown() {
    let trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 2).await;
    let eve = room.join_by_name("Eve", CLINIC).await;
    let seat = room.people[eve].seat;
    let clinic = &room.people[1];
    clinic.screen.until_open("the newcomer", |view| mine(view).filter(|mine| mine.newcomers == [seat]).map(drop)).await.expect("told");
    assert!(mine_of(&room, 0).newcomers.is_empty(), "nobody else is asked");
    assert_eq!(room.people[0].refused(Command::Confirm { seats: vec![seat], belongs: true }).await, Refusal::NotYourOrganisation);
    clinic.command(Command::Confirm { seats: vec![seat], belongs: true }).await;
    let told = |view: &View| mine(view).filter(|mine| !mine.by_name).map(drop);
    room.people[eve].screen.until_open("that one belongs", told).await.expect("told");
    room.people[eve].screen.until_writable(ASIDE).await.expect("its private words");
    let (sly, ned) = (room.join_by_name("Sly", CLINIC).await, room.join_by_name("Ned", OrganisationId(3)).await);
    let by_name = |view: &View| {
        let cells = view.cells_under("seat/").filter_map(|(_, cell)| if let Cell::Seat(seat) = cell { Some(seat) } else { None });
        let seats: Vec<_> = cells.filter(|seat| seat.by_name).map(|seat| seat.id).collect();
        Some(seats).filter(|seats| seats.len() == 2)
    };
    let seats = until(&room.facilitator.screen, "those who have no voice", by_name).await;
    assert_eq!(by_name_of_others(&room), 0, "that is the facilitators' business");
    room.facilitate(Command::Confirm { seats, belongs: true }).await;
    for person in [sly, ned] {
        room.people[person].screen.until_open("that one belongs", told).await.expect("told");
    }
}

fn mine_of(room: &Room, person: usize) -> MineCell {
    room.people[person].screen.view(|view| mine(view)).expect("oneself")
}

fn by_name_of_others(room: &Room) -> usize {
    room.people[0]
        .screen
        .view(|view| view.cells_under("seat/").filter(|(_, cell)| matches!(cell, Cell::Seat(seat) if seat.by_name)).count())
}

#[tokio::test]
async fn p9_an_organisations_own_link_makes_people_of_it_also_after_a_restart() {
    let mut trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    room.people[1].types(ASIDE, "unsure", PRIVATE).await;
    let headers = [("authorization", format!("Bearer {}", room.created.token)), ("content-type", "application/json".to_owned())];
    let body = serde_json::to_vec(&MakeLink { kind: LinkKind::Card, organisation: Some(CLINIC) }).expect("JSON");
    let path = format!("/api/workshops/{}/links", room.workshop());
    let made = room.server.request(hyper::Method::POST, &path, &headers, body).await.expect("an answer");
    let made: trestle_protocol::MadeLink = serde_json::from_slice(&made.body).expect("a link");
    let join = Join { key: room.key(&made.link), name: "Ann".into(), organisation: Some(OrganisationId(3)), ..Join::default() };
    let joined = room.server.join(&join).await.expect("a seat");
    assert_eq!(joined.role, Role::Participant);
    let ann = Screen::open_with_transcript(&room.server, room.workshop(), &joined.token).await.expect("a screen");
    let own = |view: &View| mine(view).filter(|mine| mine.organisation == Some(CLINIC) && !mine.by_name).map(drop);
    ann.until_open("the clinic", own).await.expect("the link's organisation, whatever else was asked for");
    ann.until_writable(ASIDE).await.expect("its private words");
    trestle.kill();
    trestle.restart();
    let ann = Screen::open_with_transcript(&room.server, room.workshop(), &joined.token).await.expect("a screen");
    ann.until_open("the clinic", own).await.expect("after a restart, too");
    ann.until_writable(ASIDE).await.expect("its private words");
}
