//! Teams through the real binary: made across organisations, changed by hand, helped, given time; their briefs are theirs until everybody reads them.

use std::collections::BTreeSet;
use tokio_tungstenite::tungstenite::Message;
use trestle_client::wire::{BinaryFrame, Kind};
use trestle_protocol::{Cell, Command, DocumentName, OrganisationId, Refusal, SeatId, TeamCell, TeamId, TurnState};
use trestle_tests::room::refused;
use trestle_tests::wait::{choice, clock, mine, team, teams, until};
use trestle_tests::{Person, Room, Screen, Trestle, View, traces};
use yrs::{Doc, ReadTxn, StateVector, Text, Transact, WriteTxn};

/// What is written in a brief before everybody may read it.
const SECRET: &str = "Zwölf Kisten warten im Keller";
/// Characters in a row that tell something.
const TELLING: usize = 10;

fn organisation(view: &View, seat: SeatId) -> Option<OrganisationId> {
    match view.cell(&format!("seat/{seat}")) {
        Some(Cell::Seat(seat)) => seat.organisation,
        _ => None,
    }
}

/// How many meet somebody of their own organisation in their team.
fn meets_own(view: &View) -> usize {
    let own = |team: &TeamCell| {
        let organisations: Vec<_> = team.seats.iter().map(|seat| organisation(view, *seat)).collect();
        organisations.len() - organisations.iter().collect::<BTreeSet<_>>().len()
    };
    teams(view).iter().map(own).sum()
}

fn sizes(view: &View) -> Vec<usize> {
    let mut sizes: Vec<usize> = teams(view).iter().map(|team| team.seats.len()).collect();
    sizes.sort();
    sizes
}

/// That many people of three organisations in turn, where teams write.
async fn writing(trestle: &Trestle, people: usize) -> Room {
    let room = Room::open(trestle.server(), people).await;
    room.go("brief").await;
    room.all_in("brief").await;
    room
}

async fn until_in(person: &Person, team: Option<TeamId>) {
    until(&person.screen, &format!("a place in {team:?}"), |view| mine(view).filter(|mine| mine.team == team)).await;
}

/// Waits until a screen shows that team so.
async fn until_team(screen: &Screen, id: TeamId, what: &str, is: impl Fn(&TeamCell) -> bool) -> TeamCell {
    until(screen, what, |view| team(view, id).filter(|team| is(team))).await
}

/// The team that somebody is in.
fn team_of(person: &Person) -> TeamId {
    person.screen.view(|view| mine(view)).and_then(|mine| mine.team).expect("a team")
}

/// Somebody of that team, and somebody of another.
fn inside_and_outside(room: &Room, team: TeamId) -> (&Person, &Person) {
    let inside = room.people.iter().find(|person| team_of(person) == team).expect("a member");
    (inside, room.people.iter().find(|person| team_of(person) != team).expect("somebody else"))
}

fn received(screen: &Screen) -> Vec<u8> {
    screen.view(|view| view.transcript.clone().expect("a transcript"))
}

/// An update of a brief as an honest client would make it, from whoever may not write there.
fn forged(team: TeamId) -> Message {
    let doc = Doc::with_client_id(4_000_000_000);
    {
        let mut transaction = doc.transact_mut();
        let title = transaction.get_or_insert_text("title");
        title.push(&mut transaction, "MALLORY was here");
    }
    let payload = doc.transact().encode_state_as_update_v1(&StateVector::default());
    Message::binary(BinaryFrame { document: DocumentName::Brief(team), number: 1, generation: 0, kind: Kind::Update, payload }.encode())
}

#[tokio::test]
async fn nobody_is_put_together_with_their_own_organisation_while_that_can_be_avoided() {
    let trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 6).await;
    room.join("The seventh").await;
    let wall = room.wall().await;
    room.go("brief").await;
    until(&wall, "three teams", |view| (teams(view).len() == 3).then_some(())).await;
    wall.view(|view| {
        assert_eq!((sizes(view), meets_own(view)), (vec![2, 2, 3], 0), "the odd one makes a trio, of three organisations");
        let placed: BTreeSet<SeatId> = teams(view).into_iter().flat_map(|team| team.seats).collect();
        assert_eq!(placed, room.people.iter().map(|person| person.seat).collect(), "everybody but the facilitator");
    });
    for _ in 0..5 {
        let before = wall.view(|view| teams(view));
        room.facilitate(Command::Shuffle {}).await;
        until(&wall, "other teams", |view| (teams(view) != before).then_some(())).await;
        wall.view(|view| assert_eq!((sizes(view), meets_own(view)), (vec![2, 2, 3], 0)));
    }
    // Negative control: the same eyes see a meeting that cannot be avoided.
    let mut room = Room::open(trestle.server(), 1).await;
    for name in ["Ann", "Ben", "Cem"] {
        room.join_in(name, OrganisationId(1)).await;
    }
    room.go("brief").await;
    let screen = &room.people[0].screen;
    until(screen, "two teams", |view| (teams(view).len() == 2).then_some(())).await;
    screen.view(|view| assert_eq!((sizes(view), meets_own(view)), (vec![2, 2], 2), "four of one organisation"));
}

#[tokio::test]
async fn teams_are_pinned_swapped_shuffled_and_dissolved_before_everybodys_eyes() {
    let trestle = Trestle::start();
    let room = writing(&trestle, 7).await;
    let wall = room.wall().await;
    let before = until(&wall, "three teams", |view| Some(teams(view)).filter(|teams| teams.len() == 3)).await;
    let trio = before.iter().find(|team| team.seats.len() == 3).expect("a trio").clone();
    for screen in [&room.people[0].screen, &wall] {
        for command in [
            Command::Pin { team: trio.id, pinned: true },
            Command::Swap { a: room.people[0].seat, b: room.people[1].seat },
            Command::Dissolve { team: trio.id },
            Command::ExtendTeam { team: trio.id, seconds: 60 },
            Command::WholeGroup {},
        ] {
            assert_eq!(refused(screen, command.clone()).await, Refusal::NotFacilitator, "{command:?}");
        }
    }
    room.facilitate(Command::Pin { team: trio.id, pinned: true }).await;
    until_team(&wall, trio.id, "the pin", |team| team.pinned).await;
    room.facilitate(Command::Shuffle {}).await;
    let pairs = |view: &View| Some(teams(view)).filter(|teams| teams.len() == 3 && teams.iter().all(|team| !before.contains(team)));
    let shuffled = until(&wall, "other pairs", pairs).await;
    let kept = shuffled.iter().find(|team| team.id == trio.id).expect("the trio");
    assert_eq!(kept.seats, trio.seats, "pinned");
    let people = |teams: &[TeamCell]| teams.iter().flat_map(|team| team.seats.clone()).collect::<BTreeSet<_>>();
    assert_eq!(people(&shuffled), people(&before), "nobody is lost");

    // Two change places: each phone is told its own, gets the other document and loses its former one.
    let [one, other] = [trio.id, shuffled.iter().find(|team| team.id != trio.id).expect("a pair").id];
    let member = |team: TeamId| room.people.iter().find(|person| kept_in(&shuffled, team, person)).expect("a member");
    let (a, b) = (member(one), member(other));
    a.screen.until_writable(DocumentName::Brief(one)).await.expect("one's own brief");
    assert_eq!(room.facilitator.refused(Command::Swap { a: a.seat, b: SeatId(99) }).await, Refusal::Unknown);
    room.facilitate(Command::Swap { a: a.seat, b: b.seat }).await;
    for (person, now, former) in [(a, other, one), (b, one, other)] {
        until_in(person, Some(now)).await;
        person.screen.until_writable(DocumentName::Brief(now)).await.expect("the other brief");
        until(&person.screen, "the former brief to go", |view| (!view.writable(DocumentName::Brief(former))).then_some(())).await;
    }
    room.facilitate(Command::Dissolve { team: other }).await;
    until(&wall, "the team to go", |view| team(view, other).is_none().then_some(())).await;
    until_in(a, None).await;
    assert_eq!(room.facilitator.refused(Command::Dissolve { team: other }).await, Refusal::Unknown);
    room.facilitate(Command::Pair {}).await;
    let team = until(&a.screen, "another team", |view| mine(view)?.team).await;
    assert!(team > other, "numbers are never used again");
    assert!(until_team(&wall, one, "the trio", |team| team.seats.contains(&b.seat)).await.pinned);
}

fn kept_in(teams: &[TeamCell], id: TeamId, person: &Person) -> bool {
    teams.iter().any(|team| team.id == id && team.seats.contains(&person.seat))
}

#[tokio::test]
async fn p5_who_comes_late_gets_a_team_and_writes_at_once() {
    let trestle = Trestle::start();
    let mut room = writing(&trestle, 4).await;
    let wall = room.wall().await;
    let before = until(&wall, "two teams", |view| Some(teams(view)).filter(|teams| teams.len() == 2)).await;
    let late = room.join("Late").await;
    let late = &room.people[late];
    let own = until(&late.screen, "a team", |view| mine(view)?.team).await;
    let joined = until_team(&wall, own, "the trio", |team| team.seats.contains(&late.seat)).await;
    for team in &before {
        let now: Vec<SeatId> = wall.view(|view| trestle_tests::wait::team(view, team.id)).expect("a team").seats;
        assert_eq!(now.into_iter().filter(|seat| *seat != late.seat).collect::<Vec<_>>(), team.seats, "nobody else moves");
    }
    assert_eq!(joined.seats.len(), 3);
    wall.view(|view| assert_eq!(meets_own(view), 0, "also for who comes late"));
    late.types(DocumentName::Brief(own), "title", "Late, but not too late").await;
    let colleague = room.people.iter().find(|person| person.seat == joined.seats[0]).expect("a colleague");
    let document = DocumentName::Brief(own);
    until(&colleague.screen, "the title", |view| (view.documents.get(&document)?.text("title") == "Late, but not too late").then_some(()))
        .await;
}

#[tokio::test]
async fn p1_minutes_of_one_team_are_its_own_outlive_a_kill_and_end_with_the_step() {
    let mut trestle = Trestle::start();
    let mut room = writing(&trestle, 4).await;
    let wall = room.wall().await;
    let ids: Vec<TeamId> =
        until(&wall, "two teams", |view| Some(teams(view)).filter(|teams| teams.len() == 2)).await.iter().map(|team| team.id).collect();
    let ends = wall.view(|view| clock(view)).expect("a clock").ends_at;
    let extend = |seconds| Command::ExtendTeam { team: ids[0], seconds };
    for seconds in [0, 3_601, -3_601, i32::MIN] {
        assert_eq!(room.facilitator.refused(extend(seconds)).await, Refusal::OutOfRange, "{seconds}");
    }
    assert_eq!(room.facilitator.refused(Command::ExtendTeam { team: TeamId(99), seconds: 60 }).await, Refusal::Unknown);
    room.facilitate(extend(180)).await;
    room.facilitate(extend(-60)).await;
    for screen in [&wall, &room.people[0].screen] {
        until_team(screen, ids[0], "two minutes", |team| team.extra_ms == 120_000).await;
        assert_eq!(screen.view(|view| team(view, ids[1])).expect("the other team").extra_ms, 0);
    }
    trestle.kill();
    trestle.restart();
    room.come_back().await;
    let screen = &room.people[0].screen;
    until_team(screen, ids[0], "two minutes", |team| team.extra_ms == 120_000).await;
    assert_eq!(screen.view(|view| clock(view)).expect("a clock").ends_at, ends, "the step's own clock is everybody's");
    room.go("report").await;
    until_team(screen, ids[0], "no minutes", |team| team.extra_ms == 0).await;
}

#[tokio::test]
async fn p2_a_brief_is_written_and_read_by_its_team_and_facilitators_alone_until_it_is_reported() {
    let trestle = Trestle::start();
    let room = writing(&trestle, 4).await;
    let wall = room.wall().await;
    let id = until(&wall, "two teams", |view| Some(teams(view)).filter(|teams| teams.len() == 2)).await[0].id;
    for person in &room.people {
        until(&person.screen, "a team", |view| mine(view)?.team).await;
    }
    let (inside, outside) = inside_and_outside(&room, id);
    let brief = DocumentName::Brief(id);
    inside.types(brief, "title", SECRET).await;
    room.facilitator.types(brief, "ideas", "Ask the archive").await;
    until(&inside.screen, "what the facilitator wrote", |view| {
        (view.documents.get(&brief)?.text("ideas") == "Ask the archive").then_some(())
    })
    .await;
    outside.screen.view(|view| assert!(!view.writable(brief) && view.cell(&format!("brief/{id}")).is_none()));
    for screen in [&outside.screen, &wall] {
        until_team(screen, id, "how far it is", |team| team.filled == 2).await;
        screen.send_raw(forged(id));
        let refused = until(screen, "a refusal", |view| view.refused_updates.first().cloned()).await;
        assert_eq!((refused.refusal.rule, refused.behind), (Refusal::NotYours, false));
        assert_eq!(traces::found_in_part(&received(screen), SECRET, TELLING), None);
        let record = room.record(screen.token()).await.to_string();
        assert_eq!(traces::found_in_part(record.as_bytes(), SECRET, TELLING), None);
    }
    // Negative control: the same eyes find it where it may be, and later everywhere.
    let mate = room.people.iter().find(|person| person.seat != inside.seat && team_of(person) == id).expect("a colleague");
    until(&mate.screen, "the brief", |view| (view.documents.get(&brief)?.text("title") == SECRET).then_some(())).await;
    until(&room.facilitator.screen, "the brief", |view| view.cell(&format!("brief/{id}")).map(drop)).await;
    for person in [mate, &room.facilitator] {
        assert!(traces::found(&received(&person.screen), SECRET).is_some());
    }
    room.go("report").await;
    for screen in [&outside.screen, &wall] {
        until(screen, "the brief", |view| match view.cell(&format!("brief/{id}")) {
            Some(Cell::Brief(brief)) => (brief.title == SECRET).then_some(()),
            _ => None,
        })
        .await;
        assert!(traces::found(&received(screen), SECRET).is_some());
        screen.view(|view| assert!(!view.writable(brief), "to read it is not to write it"));
    }
    assert!(!room.record(&room.created.token).await.to_string().contains("MALLORY"));
}

#[tokio::test]
async fn everybody_finishes_the_chosen_brief_and_consent_is_to_the_words_that_were_there() {
    let mut trestle = Trestle::start();
    let mut room = writing(&trestle, 4).await;
    for person in &room.people {
        until(&person.screen, "a team", |view| mine(view)?.team).await;
    }
    let id = team_of(&room.people[0]);
    let brief = DocumentName::Brief(id);
    room.people[0].types(brief, "title", "A bus").await;
    room.people[0].command(Command::Happy { happy: true }).await;
    until_team(&room.facilitator.screen, id, "somebody happy", |team| team.happy == [room.people[0].seat]).await;
    room.go("agree").await;
    let agree = |organisation, agreed| Command::AgreeTo { organisation: OrganisationId(organisation), agreed };
    // Persons 0 and 3 are of the first organisation, 1 of the second.
    assert_eq!(room.people[0].refused(agree(1, true)).await, Refusal::NotNow, "nothing was chosen");
    room.facilitate(Command::Settle { team: Some(id) }).await;
    assert_eq!(room.people[1].refused(agree(1, true)).await, Refusal::NotYourOrganisation);
    room.people[0].command(agree(1, true)).await;
    assert_eq!(room.people[3].refused(agree(1, true)).await, Refusal::Already);
    let agreements = |view: &View| {
        choice(view).map(|choice| choice.agreements.iter().map(|given| (given.organisation.0, given.current)).collect::<Vec<_>>())
    };
    until(&room.people[1].screen, "an agreement", |view| agreements(view).filter(|given| *given == [(1, true)])).await;
    let outside = room.people.iter().position(|person| team_of(person) != id).expect("somebody of another team");
    room.people[outside].types(brief, "title", " of our own").await;
    for person in &room.people {
        until(&person.screen, "an agreement to an older version", |view| agreements(view).filter(|given| *given == [(1, false)])).await;
        until_team(&person.screen, id, "nobody happy", |team| team.happy.is_empty()).await;
    }
    room.people[1].command(agree(2, true)).await;
    let expected = [(1, false), (2, true)];
    until(&room.people[0].screen, "another agreement", |view| agreements(view).filter(|given| *given == expected)).await;
    trestle.kill();
    trestle.restart();
    room.come_back().await;
    until(&room.people[0].screen, "both agreements", |view| agreements(view).filter(|given| *given == expected)).await;
    let record = room.record(room.people[2].screen.token()).await;
    assert_eq!(record["briefs"][0]["agreements"][0]["current"], false);
    room.people[0].command(agree(1, true)).await;
    let both = [(1, true), (2, true)];
    until(&room.people[2].screen, "both to this version", |view| agreements(view).filter(|given| *given == both)).await;
}

#[tokio::test]
async fn a_team_calls_for_help_and_its_helper_says_when_it_came() {
    let trestle = Trestle::start();
    let room = writing(&trestle, 4).await;
    for person in &room.people {
        until(&person.screen, "a team", |view| mine(view)?.team).await;
    }
    let id = team_of(&room.people[0]);
    let (inside, outside) = inside_and_outside(&room, id);
    let help = |wanted| Command::Help { team: id, wanted };
    assert_eq!(outside.refused(help(true)).await, Refusal::NotYours);
    assert_eq!(refused(&room.wall().await, help(true)).await, Refusal::NoSeat);
    inside.command(help(true)).await;
    let asked = until_team(&room.facilitator.screen, id, "a call for help", |team| team.help_at.is_some()).await;
    assert_eq!(inside.refused(help(true)).await, Refusal::Already);
    assert_eq!(outside.refused(help(false)).await, Refusal::NotYours, "nobody else's call");
    let still = room.facilitator.screen.view(|view| team(view, id)).expect("the team");
    assert_eq!(still.help_at, asked.help_at, "it waits since the first call");
    room.facilitate(help(false)).await;
    until_team(&inside.screen, id, "no call", |team| team.help_at.is_none()).await;
    inside.command(help(true)).await;
    inside.command(help(false)).await;
    until_team(&room.facilitator.screen, id, "no call", |team| team.help_at.is_none()).await;
}

#[tokio::test]
async fn p2_a_line_to_one_team_reaches_no_other_screen() {
    let trestle = Trestle::start();
    let room = writing(&trestle, 4).await;
    for person in &room.people {
        until(&person.screen, "a team", |view| mine(view)?.team).await;
    }
    let id = team_of(&room.people[0]);
    let (inside, outside) = inside_and_outside(&room, id);
    let wall = room.wall().await;
    room.facilitate(Command::Say { team: Some(id), text: SECRET.to_owned() }).await;
    room.facilitate(Command::TeamVideo { team: id, link: "https://meet.example/quiet-room".to_owned() }).await;
    until(&inside.screen, "the line", |view| mine(view)?.said.filter(|said| said.text == SECRET)).await;
    until(&inside.screen, "the link", |view| mine(view).filter(|mine| mine.video.ends_with("quiet-room"))).await;
    room.facilitate(Command::Say { team: None, text: "To everybody".to_owned() }).await;
    for screen in [&outside.screen, &wall] {
        until(screen, "the line for everybody", |view| trestle_tests::wait::message(view)?.said).await;
        let bytes = received(screen);
        assert_eq!(traces::found_in_part(&bytes, SECRET, TELLING), None);
        assert_eq!(traces::found(&bytes, "quiet-room"), None);
    }
    for screen in [&inside.screen, &room.facilitator.screen] {
        let bytes = received(screen);
        assert!(traces::found(&bytes, SECRET).is_some() && traces::found(&bytes, "quiet-room").is_some(), "negative control");
    }
}

/// A team that reports is one that is there: when it is dissolved its turn goes with it.
#[tokio::test]
async fn a_team_that_is_gone_has_no_turn_to_report() {
    let trestle = Trestle::start();
    let room = writing(&trestle, 6).await;
    let ids: Vec<u32> = until(&room.facilitator.screen, "three teams", |view| Some(teams(view)).filter(|teams| teams.len() == 3))
        .await
        .iter()
        .map(|team| team.id.0)
        .collect();
    room.go("report").await;
    let turns = |view: &View| match view.cell("round/report/report") {
        Some(Cell::Round(round)) => Some(round.turns.iter().map(|turn| (turn.subject, turn.state)).collect::<Vec<_>>()),
        _ => None,
    };
    let waiting = |subjects: &[u32]| subjects.iter().map(|subject| (*subject, TurnState::Waiting)).collect::<Vec<_>>();
    let screen = &room.people[0].screen;
    let all = until(screen, "the round", turns).await;
    assert_eq!(all.iter().map(|turn| turn.0).collect::<BTreeSet<_>>(), ids.iter().copied().collect());
    room.facilitate(Command::Dissolve { team: TeamId(ids[1]) }).await;
    until(screen, "two turns", |view| turns(view).filter(|turns| *turns == waiting(&[ids[0], ids[2]]))).await;
}
