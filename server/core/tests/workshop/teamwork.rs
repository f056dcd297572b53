//! Teams at work: pinned, swapped, dissolved, shuffled; what they ask for and are given, and whether they are happy with what they wrote.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey, Viewer, record};
use trestle_protocol::{Cell, Command, DocumentName, Door, GroupId, MineCell, Refusal, Role, SeatId, TeamId, limits};

const ONE: TeamId = TeamId(1);
const TWO: TeamId = TeamId(2);
const NONE: TeamId = TeamId(9);

/// People of as many organisations, the facilitator among none of them, with the briefs begun.
fn teams(people: usize) -> (World, Vec<Actor>) {
    let mut world = World::open(|_| {});
    let people = (0..people).map(|number| world.join(&format!("Person {number}"), &format!("Organisation {number}"))).collect();
    world.go("brief");
    (world, people)
}

/// Four people in two teams: both of the first, both of the second.
fn two_teams() -> (World, [Actor; 2], [Actor; 2]) {
    let (world, _) = teams(4);
    let of = |team| <[Actor; 2]>::try_from(members(&world, team)).unwrap();
    let (first, second) = (of(ONE), of(TWO));
    (world, first, second)
}

fn members(world: &World, team: TeamId) -> Vec<Actor> {
    world.fold.state.teams[&team].iter().map(|seat| Actor::Seat(*seat)).collect()
}

fn facilitate(world: &mut World, command: Command) {
    world.command(FACILITATOR, command.clone()).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
}

fn write(world: &mut World, who: Actor, team: TeamId, field: &str, text: &str) {
    world.text(who, DocumentName::Brief(team), field, text).unwrap();
}

fn swap(a: Actor, b: Actor) -> Command {
    Command::Swap { a: seat(a), b: seat(b) }
}

fn mine(world: &World, who: Actor) -> MineCell {
    match world.own_cell(who, &CellKey::Mine) {
        Some(Cell::Mine(cell)) => cell,
        other => panic!("nothing of one's own: {other:?}"),
    }
}

#[test]
fn a_pin_is_set_and_taken_out_once_and_goes_with_its_team() {
    let (mut world, ..) = two_teams();
    let pin = |team, pinned| Command::Pin { team, pinned };
    let pinned = |world: &World, team| world.team(Role::Wall, team).map(|cell| cell.pinned);
    assert_eq!(world.refuses(FACILITATOR, pin(NONE, true)), Refusal::Unknown);
    assert_eq!(world.refuses(FACILITATOR, pin(ONE, false)), Refusal::Already);
    facilitate(&mut world, pin(ONE, true));
    assert_eq!((pinned(&world, ONE), pinned(&world, TWO)), (Some(true), Some(false)));
    assert_eq!(world.refuses(FACILITATOR, pin(ONE, true)), Refusal::Already);
    facilitate(&mut world, pin(ONE, false));
    facilitate(&mut world, pin(ONE, true));
    facilitate(&mut world, Command::Dissolve { team: ONE });
    assert!(world.fold.state.pinned.is_empty());
    assert_eq!(world.refuses(FACILITATOR, pin(ONE, false)), Refusal::Unknown, "it is gone");
}

#[test]
fn two_change_places_and_nobody_else_moves() {
    let (mut world, [a, b], [c, d]) = two_teams();
    facilitate(&mut world, swap(a, d));
    assert_eq!((members(&world, ONE), members(&world, TWO)), (vec![d, b], vec![c, a]));
    assert_eq!((mine(&world, a).team, mine(&world, d).team), (Some(TWO), Some(ONE)));
    facilitate(&mut world, swap(a, d));
    assert_eq!((members(&world, ONE), members(&world, TWO)), (vec![a, b], vec![c, d]), "and back again");
}

#[test]
fn a_swap_needs_two_people_in_two_places() {
    let (mut world, [a, b], [c, _]) = two_teams();
    let deputy = world.join_as("Dee", "", Role::Facilitator).unwrap();
    let gone = world.join("Rae", "");
    facilitate(&mut world, Command::RemoveSeat { seat: seat(gone), with_notes: false, hidden: false });
    facilitate(&mut world, Command::SetDoor { door: Door::Ask });
    let waits = world.join("Wes", "");
    for (one, other, refusal) in [
        (a, a, Refusal::Already),
        (a, b, Refusal::Already),
        (FACILITATOR, deputy, Refusal::Already),
        (a, Actor::Seat(SeatId(99)), Refusal::Unknown),
        (Actor::Seat(SeatId(0)), a, Refusal::Unknown),
        (a, gone, Refusal::Unknown),
        (waits, a, Refusal::Unknown),
    ] {
        assert_eq!(world.refuses(FACILITATOR, swap(one, other)), refusal, "{one:?} {other:?}");
    }
    facilitate(&mut world, swap(FACILITATOR, a));
    assert_eq!((members(&world, ONE), mine(&world, a).team), (vec![FACILITATOR, b], None), "with somebody in no team");
    facilitate(&mut world, swap(c, a));
    assert_eq!((mine(&world, a).team, mine(&world, c).team), (Some(TWO), None));
}

/// Who wrote in an earlier round stays in that team, too. Whoever takes their place there is in it once.
#[test]
fn a_swap_with_somebody_of_an_earlier_round_puts_nobody_into_a_team_twice() {
    let (mut world, [a, b], _) = two_teams();
    write(&mut world, a, ONE, "title", "A bus of our own");
    facilitate(&mut world, Command::WholeGroup {});
    facilitate(&mut world, Command::Assign { seat: seat(b), team: Some(ONE) });
    assert_eq!(members(&world, ONE), [a, b], "both, and one of them writes with everybody besides");
    let whole = mine(&world, a).team.unwrap();
    assert_ne!(whole, ONE);
    facilitate(&mut world, swap(a, b));
    for (team, seats) in &world.fold.state.teams {
        assert!(seats.iter().all(|seat| seats.iter().filter(|other| *other == seat).count() == 1), "{team}: {seats:?}");
    }
    assert_eq!((mine(&world, a).team, mine(&world, b).team), (Some(ONE), Some(whole)));
}

#[test]
fn a_team_that_wrote_nothing_is_dissolved_with_all_that_it_had() {
    let (mut world, [a, b], _) = two_teams();
    facilitate(&mut world, Command::Say { team: Some(ONE), text: "Well done".into() });
    facilitate(&mut world, Command::ExtendTeam { team: ONE, seconds: 60 });
    facilitate(&mut world, Command::TeamVideo { team: ONE, link: "https://meet.example/1".into() });
    world.command(a, Command::Help { team: ONE, wanted: true }).unwrap();
    world.command(b, Command::Happy { happy: true }).unwrap();
    assert_eq!(world.refuses(FACILITATOR, Command::Dissolve { team: NONE }), Refusal::Unknown);
    facilitate(&mut world, Command::Dissolve { team: ONE });
    assert_eq!(world.refuses(FACILITATOR, Command::Dissolve { team: ONE }), Refusal::Unknown, "it is gone");
    assert!(world.team(Role::Facilitator, ONE).is_none());
    let state = &world.fold.state;
    assert!(
        state.said.is_empty() && state.extra_ms.is_empty() && state.videos.is_empty() && state.help.is_empty() && state.happy.is_empty()
    );
    for who in [a, b] {
        let cell = mine(&world, who);
        assert_eq!((cell.team, cell.said, cell.video.as_str()), (None, None, ""));
        assert_eq!(world.refuses(who, Command::Happy { happy: true }), Refusal::NotYours);
    }
    facilitate(&mut world, Command::Pair {});
    assert_eq!((mine(&world, a).team, mine(&world, b).team), (Some(TeamId(3)), Some(TeamId(3))), "its number is never used again");
}

#[test]
fn p3_a_team_that_wrote_or_was_chosen_is_dissolved_and_its_brief_stays() {
    let (mut world, [a, _], [c, _]) = two_teams();
    write(&mut world, a, ONE, "ideas", "A bus of our own");
    facilitate(&mut world, Command::Settle { team: Some(TWO) });
    for team in [ONE, TWO] {
        facilitate(&mut world, Command::Dissolve { team });
        assert!(members(&world, team).is_empty());
        assert_eq!(world.refuses(FACILITATOR, Command::Dissolve { team }), Refusal::Already);
    }
    assert_eq!((world.team(Role::Wall, ONE).unwrap().filled, world.choice().chosen), (1, Some(TWO)));
    assert_eq!(world.text(a, DocumentName::Brief(ONE), "ideas", "Gone").err(), Some(Refusal::NotYours), "it is not theirs any more");
    write(&mut world, c, TWO, "ideas", "The chosen one is everybody's");
}

#[test]
fn what_cannot_be_made_anew_is_not_shuffled() {
    let shuffle = Command::Shuffle {};
    let (mut world, [a, _], [c, _]) = two_teams();
    for team in [ONE, TWO] {
        facilitate(&mut world, Command::Pin { team, pinned: true });
    }
    assert_eq!(world.refuses(FACILITATOR, shuffle.clone()), Refusal::Already, "all are pinned");
    for (who, team) in [(a, ONE), (c, TWO)] {
        facilitate(&mut world, Command::Pin { team, pinned: false });
        write(&mut world, who, team, "title", "Words");
    }
    assert_eq!(world.refuses(FACILITATOR, shuffle.clone()), Refusal::Already, "all have written");
    let (mut world, _) = teams(0);
    assert_eq!(world.refuses(FACILITATOR, shuffle.clone()), Refusal::Already, "nobody is there");
    world.join("Ann", "Council");
    facilitate(&mut world, Command::Pair {});
    let alone = world.fold.state.teams.clone();
    world.wait(13);
    // One person alone may get another number, but stays one person in one team.
    let _ = world.command(FACILITATOR, shuffle);
    assert_eq!(world.fold.state.teams.values().collect::<Vec<_>>(), alone.values().collect::<Vec<_>>());
}

#[test]
fn shuffling_leaves_a_pinned_trio_and_pairs_the_rest() {
    let (mut world, people) = teams(7);
    let trio = *world.fold.state.teams.iter().find(|(_, seats)| seats.len() == 3).unwrap().0;
    facilitate(&mut world, Command::Pin { team: trio, pinned: true });
    let before = world.fold.state.teams.clone();
    world.wait(17);
    facilitate(&mut world, Command::Shuffle {});
    let teams = &world.fold.state.teams;
    assert_eq!(teams[&trio], before[&trio]);
    let mut sizes: Vec<usize> = teams.values().map(Vec::len).collect();
    sizes.sort();
    assert_eq!(sizes, [2, 2, 3]);
    assert!(people.iter().all(|who| world.fold.state.team_of(seat(*who)).is_some()));
    // Without the pin the odd one finds a place in another team.
    facilitate(&mut world, Command::Pin { team: trio, pinned: false });
    world.wait(17);
    facilitate(&mut world, Command::Shuffle {});
    assert_ne!(world.fold.state.teams.get(&trio), before.get(&trio));
}

#[test]
fn help_is_asked_for_by_the_team_and_ends_when_it_or_a_facilitator_says_so() {
    let (mut world, [a, b], [c, _]) = two_teams();
    let help = |team, wanted| Command::Help { team, wanted };
    let asked = |world: &World| world.team(Role::Wall, ONE).unwrap().help_at;
    let alone = world.join_as("Dee", "", Role::Facilitator).unwrap();
    facilitate(&mut world, Command::SetRole { seat: seat(alone), role: Role::Participant });
    for (actor, team, wanted, refusal) in [
        (a, ONE, false, Refusal::Already),
        (a, NONE, true, Refusal::Unknown),
        (FACILITATOR, NONE, true, Refusal::Unknown),
        (c, ONE, true, Refusal::NotYours),
        (alone, ONE, true, Refusal::NotYours),
    ] {
        assert_eq!(world.refuses(actor, help(team, wanted)), refusal, "{actor:?} {team} {wanted}");
    }
    let since = world.now;
    world.command(a, help(ONE, true)).unwrap();
    world.wait(5_000);
    assert_eq!(world.refuses(b, help(ONE, true)), Refusal::Already, "it has asked since then");
    assert_eq!(asked(&world), Some(since));
    assert_eq!(world.refuses(c, help(ONE, false)), Refusal::NotYours, "others do not take it back");
    for who in [b, FACILITATOR, Actor::Console] {
        world.command(who, help(ONE, false)).unwrap();
        assert_eq!(asked(&world), None);
        world.command(who, help(ONE, true)).unwrap();
        assert_eq!(asked(&world), Some(world.now));
    }
}

#[test]
fn p2_a_line_to_one_team_is_read_by_it_and_facilitators_alone() {
    let (mut world, [a, b], [c, _]) = two_teams();
    let say = |team, text: &str| Command::Say { team: Some(team), text: text.into() };
    for (team, text, refusal) in
        [(NONE, "Hello", Refusal::Unknown), (ONE, " \n ", Refusal::Already), (ONE, &"é".repeat(limits::SAY_CHARS + 1), Refusal::TooLong)]
    {
        assert_eq!(world.refuses(FACILITATOR, say(team, text)), refusal);
    }
    facilitate(&mut world, say(ONE, &"é".repeat(limits::SAY_CHARS)));
    facilitate(&mut world, say(ONE, " Look at the title "));
    let said = |world: &World, who| mine(world, who).said.map(|said| said.text);
    for who in [a, b] {
        assert_eq!(said(&world, who).as_deref(), Some("Look at the title"));
    }
    assert_eq!(said(&world, c), None);
    let told = [Role::Facilitator, Role::Participant, Role::Wall].map(|role| world.team(role, ONE).unwrap().said.is_some());
    assert_eq!(told, [true, false, false]);
    facilitate(&mut world, swap(a, c));
    assert_eq!((said(&world, a), said(&world, c).is_some()), (None, true), "it was said to the team, not to the person");
    facilitate(&mut world, say(ONE, ""));
    assert_eq!(said(&world, c), None);
}

#[test]
fn p7_a_teams_own_minutes_have_bounds_and_end_with_the_step() {
    let (mut world, ..) = two_teams();
    let hour = (limits::TEAM_EXTRA_MS / 1_000) as i32;
    let extend = |team, seconds| Command::ExtendTeam { team, seconds };
    let extra = |world: &World, team| world.team(Role::Participant, team).unwrap().extra_ms;
    assert_eq!(world.refuses(FACILITATOR, extend(NONE, 60)), Refusal::Unknown);
    for seconds in [0, hour + 1, -hour - 1, i32::MAX, i32::MIN] {
        assert_eq!(world.refuses(FACILITATOR, extend(ONE, seconds)), Refusal::OutOfRange, "{seconds}");
    }
    facilitate(&mut world, extend(ONE, hour));
    assert_eq!(world.refuses(FACILITATOR, extend(ONE, 1)), Refusal::OutOfRange, "an hour in all");
    facilitate(&mut world, extend(ONE, -hour));
    facilitate(&mut world, extend(ONE, -hour));
    assert_eq!(world.refuses(FACILITATOR, extend(ONE, -1)), Refusal::OutOfRange);
    assert_eq!(world.refuses(FACILITATOR, extend(ONE, 2 * hour)), Refusal::OutOfRange, "no more than an hour in one go");
    assert_eq!((extra(&world, ONE), extra(&world, TWO)), (-limits::TEAM_EXTRA_MS, 0), "no other team's");
    let ends = world.clock().ends_at;
    facilitate(&mut world, extend(ONE, 120));
    assert_eq!(world.clock().ends_at, ends, "the step's own clock goes on");
    world.go("report");
    assert_eq!(extra(&world, ONE), 0);
}

#[test]
fn p2_where_a_team_meets_is_known_to_it_and_facilitators_alone() {
    let (mut world, [a, _], [c, _]) = two_teams();
    let video = |team, link: &str| Command::TeamVideo { team, link: link.into() };
    let long = |chars| format!("https://{}", "x".repeat(chars - "https://".len()));
    assert_eq!(world.refuses(FACILITATOR, video(NONE, "https://meet.example")), Refusal::Unknown);
    for (link, refusal) in [
        ("meet.example", Refusal::BadLink),
        ("javascript:alert(1)", Refusal::BadLink),
        ("https://", Refusal::BadLink),
        ("https://meet.example/a b", Refusal::BadLink),
        (" ", Refusal::Already),
        (&long(limits::LINK_CHARS + 1), Refusal::TooLong),
    ] {
        assert_eq!(world.refuses(FACILITATOR, video(ONE, link)), refusal, "{link}");
    }
    facilitate(&mut world, video(ONE, &long(limits::LINK_CHARS)));
    facilitate(&mut world, video(ONE, " https://meet.example/1 "));
    assert_eq!(world.refuses(FACILITATOR, video(ONE, "https://meet.example/1")), Refusal::Already);
    assert_eq!((mine(&world, a).video.as_str(), mine(&world, c).video.as_str()), ("https://meet.example/1", ""));
    let told = [Role::Facilitator, Role::Participant, Role::Wall].map(|role| world.team(role, ONE).unwrap().video);
    assert_eq!(told, ["https://meet.example/1", "", ""]);
    let mut details = world.fold.state.details.clone();
    details.video = "https://rooms.example/{team}".into();
    facilitate(&mut world, Command::Describe { details });
    assert_eq!(mine(&world, c).video, "https://rooms.example/2");
    facilitate(&mut world, video(ONE, ""));
    assert_eq!(mine(&world, a).video, "https://rooms.example/1", "the pattern's again");
}

#[test]
fn who_is_happy_with_a_brief_is_so_with_the_words_that_they_saw() {
    let (mut world, [a, b], [c, _]) = two_teams();
    let happy = |happy| Command::Happy { happy };
    let shown = |world: &World| world.team(Role::Wall, ONE).unwrap().happy;
    write(&mut world, a, ONE, "title", "A bus");
    assert_eq!(world.refuses(a, happy(false)), Refusal::Already);
    assert_eq!(world.refuses(FACILITATOR, happy(true)), Refusal::NotYours, "in no team");
    world.command(a, happy(true)).unwrap();
    world.command(b, happy(true)).unwrap();
    world.command(c, happy(true)).unwrap();
    assert_eq!((shown(&world), world.refuses(a, happy(true))), (vec![seat(a), seat(b)], Refusal::Already));
    write(&mut world, b, ONE, "title", "A bus of our own");
    assert!(shown(&world).is_empty(), "a later word needs another look, one's own too");
    assert_eq!(world.team(Role::Wall, TWO).unwrap().happy, [seat(c)], "another brief is another matter");
    world.command(b, happy(true)).unwrap();
    assert_eq!(shown(&world), [seat(b)]);
    write(&mut world, a, ONE, "title", "A bus");
    assert_eq!(shown(&world), [seat(a)], "what one was happy with is there again");
    world.command(a, happy(false)).unwrap();
    assert!(shown(&world).is_empty());
    world.command(a, happy(true)).unwrap();
    facilitate(&mut world, swap(a, c));
    assert!(shown(&world).is_empty() && world.team(Role::Wall, TWO).unwrap().happy.is_empty(), "who left is happy with nothing there");
}

/// A problem that a brief takes up is a group of the board, picked in the brief's own document.
#[test]
fn a_team_picks_its_problems_and_others_do_not() {
    let (mut world, [a, _], [c, _]) = two_teams();
    for key in ["g", "h"] {
        world.group(FACILITATOR, key, &format!("Problem {key}")).unwrap();
    }
    let pick = |group: &str, picked: bool| Edit::Value { path: path(&format!("groups/{group}")), value: picked.into() };
    let brief = DocumentName::Brief(ONE);
    for stranger in [c, Actor::Wall, Actor::Organisation(trestle_protocol::OrganisationId(2))] {
        assert_eq!(world.write(stranger, brief, &pick("g", true), true).err(), Some(Refusal::NotYours), "{stranger:?}");
    }
    assert_eq!(
        world.write(a, DocumentName::Brief(NONE), &pick("g", true), true).err(),
        Some(Refusal::NotYours),
        "a team that is not there"
    );
    assert_eq!(world.team(Role::Wall, ONE).unwrap().filled, 0);
    world.write(a, brief, &pick("g", true), true).unwrap();
    world.write(FACILITATOR, brief, &pick("h", true), true).unwrap();
    assert_eq!(world.team(Role::Wall, ONE).unwrap().filled, 1, "the problem is one part of the brief");
    let told = |world: &World| {
        let made = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now);
        made.briefs[0].groups.clone()
    };
    assert_eq!(told(&world), ["Problem g", "Problem h"]);
    world.write(a, brief, &pick("h", false), true).unwrap();
    world.write(FACILITATOR, DocumentName::Board, &Edit::Drop { path: path("groups/g") }, true).unwrap();
    assert!(told(&world).is_empty(), "a group that is gone is nobody's problem");
    world.group(FACILITATOR, "g", "Back again").unwrap();
    assert_eq!(told(&world), ["Back again"], "what was picked was kept");
}

#[test]
fn p7_a_brief_picks_no_more_problems_than_a_board_holds() {
    let (mut world, [a, _], _) = two_teams();
    for group in 0..limits::GROUPS + 3 {
        let pick = Edit::Value { path: path(&format!("groups/g{group:03}")), value: true.into() };
        world.write(a, DocumentName::Brief(ONE), &pick, true).unwrap();
    }
    assert_eq!(world.fold.documents.brief(ONE).groups.len(), limits::GROUPS);
}

#[test]
fn the_group_that_is_discussed_is_one_that_is_there() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.go("group");
    world.group(ann, "g", "Getting here").unwrap();
    let light = |group: Option<&str>| Command::Spotlight { group: group.map(GroupId::from) };
    assert_eq!(world.refuses(ann, light(Some("g"))), Refusal::NotFacilitator);
    assert_eq!(world.refuses(FACILITATOR, light(Some("nothing"))), Refusal::Unknown);
    assert_eq!(world.refuses(FACILITATOR, light(None)), Refusal::Already);
    facilitate(&mut world, light(Some("g")));
    assert_eq!(world.stage().spotlight, Some("g".into()));
    assert_eq!(world.refuses(FACILITATOR, light(Some("g"))), Refusal::Already);
    facilitate(&mut world, light(None));
    assert_eq!(world.stage().spotlight, None);
}
