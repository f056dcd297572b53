//! P2: who may read or write which document, as a table that was written from the design and not from the code.

use crate::kit::world::{FACILITATOR, World};
use std::collections::BTreeMap;
use trestle_core::{Access, Actor, Event, Fold, State, access, apply, writable};
use trestle_protocol::{Command, DocumentName, Door, OrganisationId, Role, SeatId, TeamId};

/// Who asks, in the order of the table's columns. The rows are about organisation 2 and team 1.
///
/// Seat 2 owns the desk and belongs to both; 3 to the organisation; 4 to the team; 5 to neither; 6 to no organisation and no team; 1 facilitates
/// for another organisation; 8 facilitates and belongs to the organisation; 7 belonged to it and was removed; 99 never came. Last come those who are not
/// in: who fills in the card of the organisation beforehand, or another's, and seat 9, of the organisation, which waits at the door.
/// Seat 10 is with the organisation by name only.
const ACTORS: [Actor; 16] = [
    Actor::Seat(SeatId(2)),
    Actor::Seat(SeatId(3)),
    Actor::Seat(SeatId(4)),
    Actor::Seat(SeatId(5)),
    Actor::Seat(SeatId(6)),
    Actor::Seat(SeatId(1)),
    Actor::Seat(SeatId(8)),
    Actor::Seat(SeatId(7)),
    Actor::Seat(SeatId(99)),
    Actor::Console,
    Actor::Wall,
    Actor::System,
    Actor::Organisation(OrganisationId(2)),
    Actor::Organisation(OrganisationId(3)),
    Actor::Seat(SeatId(9)),
    Actor::Seat(SeatId(10)),
];

/// What is there in every phase, as far as it does not change: `w` writes, `r` reads.
const ALWAYS: &str = "
              owner partner   out   fac dep gone never cons wall sys card waits named
                 same-org  none                                         other
    desk/2     w  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
    desk/7     .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
    desk/0     .  .  .  .  .  .  .  .  .  w  .  .  .  .  .  .
    desk/99    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
    card/2     w  w  r  r  r  w  w  .  .  w  r  w  w  .  .  w
    aside/2    w  w  .  .  .  r  w  .  .  r  .  r  w  .  .  .
    card/66    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
    aside/66   .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
    brief/66   .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
";

const FACE_DOWN: &str = "board      .  .  .  .  .  w  w  .  .  w  .  w  .  .  .  .";
const ARRANGING: &str = "board      w  w  w  w  w  w  w  .  .  w  r  w  .  .  .  w";
const ARRANGED: &str = "board       r  r  r  r  r  w  w  .  .  w  r  w  .  .  .  r";

const NO_TEAMS: &str = "brief/1     .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .";
const IN_TEAMS: &str = "brief/1     w  .  w  .  .  w  w  .  .  w  .  w  .  .  .  .";
const REPORTED: &str = "brief/1     w  r  w  r  r  w  w  .  .  w  r  w  .  .  .  r";
const CHOSEN: &str = "brief/1       w  w  w  w  w  w  w  .  .  w  r  w  .  .  .  w";

const PLAN_SHUT: &str = "plan       r  r  r  r  r  w  w  .  .  w  r  w  .  .  .  r";
const PLAN_OPEN: &str = "plan       w  w  w  w  w  w  w  .  .  w  r  w  .  .  .  w";

/// Steps in the order in which they are visited here, the second time after everything, and what is open in each.
const PHASES: [(&str, [&str; 3]); 16] = [
    ("welcome", [FACE_DOWN, NO_TEAMS, PLAN_SHUT]),
    ("introduce", [FACE_DOWN, NO_TEAMS, PLAN_SHUT]),
    ("write", [FACE_DOWN, NO_TEAMS, PLAN_SHUT]),
    ("group", [ARRANGING, NO_TEAMS, PLAN_SHUT]),
    ("discuss", [ARRANGING, NO_TEAMS, PLAN_SHUT]),
    // The whole stage is open for arranging, so that words in flight at a change of step are not lost.
    ("rate", [ARRANGING, NO_TEAMS, PLAN_SHUT]),
    ("brief", [ARRANGED, IN_TEAMS, PLAN_SHUT]),
    ("report", [ARRANGED, REPORTED, PLAN_SHUT]),
    ("choose", [ARRANGED, REPORTED, PLAN_SHUT]),
    ("agree", [ARRANGED, CHOSEN, PLAN_SHUT]),
    ("roles", [ARRANGED, CHOSEN, PLAN_OPEN]),
    ("act", [ARRANGED, CHOSEN, PLAN_OPEN]),
    ("write", [ARRANGING, CHOSEN, PLAN_SHUT]),
    ("group", [ARRANGING, CHOSEN, PLAN_SHUT]),
    ("brief", [ARRANGED, CHOSEN, PLAN_SHUT]),
    ("act", [ARRANGED, CHOSEN, PLAN_OPEN]),
];

type Table = BTreeMap<DocumentName, Vec<Access>>;

fn table<'a>(rows: impl IntoIterator<Item = &'a str>) -> Table {
    let lines = rows.into_iter().flat_map(str::lines);
    lines
        .filter_map(|line| {
            let (name, marks) = line.trim().split_once(' ')?;
            let access = marks.split_whitespace().map(|mark| match mark {
                "w" => Access::Write,
                "r" => Access::Read,
                _ => Access::None,
            });
            name.parse().ok().map(|name| (name, access.collect()))
        })
        .collect()
}

fn assert_table(state: &State, expected: &Table, phase: &str) {
    assert_eq!(expected.len(), 12, "every row of {phase} was read");
    for (document, row) in expected {
        assert_eq!(row.len(), ACTORS.len(), "{phase} {document}");
        for (actor, expected) in ACTORS.iter().zip(row) {
            assert_eq!(access(state, *document, *actor), *expected, "{phase}: {document} for {actor:?}");
        }
    }
    for (column, actor) in ACTORS.iter().enumerate() {
        let expected = expected.iter().filter(|(_, row)| row[column] == Access::Write).map(|(document, _)| *document);
        let ours = |document: &DocumentName| table([ALWAYS, FACE_DOWN, NO_TEAMS, PLAN_SHUT]).contains_key(document);
        let found: Vec<_> = writable(state, *actor).into_iter().filter(ours).collect();
        assert_eq!(found, expected.collect::<Vec<_>>(), "{phase}: what {actor:?} may write");
    }
}

/// Everybody has come, nobody has been removed yet.
fn gathered() -> World {
    let mut world = World::open(|_| {});
    for (name, organisation) in
        [("Own", "Council"), ("Colleague", "Council"), ("Partner", "Charity"), ("Out", "School"), ("Loner", ""), ("Gone", "Council")]
    {
        world.join(name, organisation);
    }
    assert_eq!(world.join_as("Deputy", "Council", Role::Facilitator), Ok(Actor::Seat(SeatId(8))));
    world.command(FACILITATOR, Command::RemoveSeat { seat: SeatId(7), with_notes: false, hidden: false }).unwrap();
    world.command(FACILITATOR, Command::SetDoor { door: Door::Ask }).unwrap();
    assert_eq!(world.join_as("Waits", "Council", Role::Participant), Ok(Actor::Seat(SeatId(9))));
    world.command(FACILITATOR, Command::SetDoor { door: Door::Open }).unwrap();
    assert_eq!(world.join_by_name("Named", "Council"), Actor::Seat(SeatId(10)));
    world
}

fn set_teams(state: &mut State, world: &World) {
    let teams = BTreeMap::from([(TeamId(1), vec![SeatId(2), SeatId(4)]), (TeamId(2), vec![SeatId(3), SeatId(5)])]);
    apply(state, world.now, &Event::TeamsSet { teams });
}

#[test]
fn p2_access_is_as_the_design_says_in_every_phase() {
    let mut world = gathered();
    for (visit, (phase, rows)) in PHASES.iter().enumerate() {
        if visit > 0 {
            world.go(phase);
        }
        if visit == 6 {
            let mut state = std::mem::take(&mut world.fold.state);
            set_teams(&mut state, &world);
            world.fold.state = state;
        }
        if visit == 9 {
            world.command(FACILITATOR, Command::Settle { team: Some(TeamId(1)) }).unwrap();
        }
        let expected = table([ALWAYS].iter().chain(rows).copied());
        assert_table(&world.fold.state, &expected, &format!("{phase} (visit {visit})"));
        assert_closed_and_open_again(&mut world, &expected, phase);
    }
}

/// Closed, everybody reads what they could read or write, and nobody writes; open again, it is as before.
fn assert_closed_and_open_again(world: &mut World, expected: &Table, phase: &str) {
    world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
    let closed: Table =
        expected.iter().map(|(document, row)| (*document, row.iter().map(|access| (*access).min(Access::Read)).collect())).collect();
    assert_table(&world.fold.state, &closed, &format!("{phase}, closed"));
    world.command(FACILITATOR, Command::Reopen {}).unwrap();
    assert_table(&world.fold.state, expected, &format!("{phase}, open again"));
}

#[test]
fn p2_before_it_is_created_nobody_has_access_to_anything() {
    let nothing =
        table([ALWAYS, FACE_DOWN, NO_TEAMS, PLAN_SHUT]).into_keys().map(|document| (document, vec![Access::None; ACTORS.len()])).collect();
    assert_table(&Fold::empty().state, &nothing, "nothing there");
}

/// A reveal that is taken back shuts the board again.
#[test]
fn p2_a_reveal_that_is_taken_back_shuts_the_board() {
    let mut world = gathered();
    world.go("write");
    world.go("group");
    world.command(FACILITATOR, Command::Conceal {}).unwrap();
    assert_table(&world.fold.state, &table([ALWAYS, FACE_DOWN, NO_TEAMS, PLAN_SHUT]), "concealed");
}

/// Rights follow the person: another team, another role, no seat any more.
#[test]
fn p2_access_follows_team_role_and_removal_at_once() {
    let mut world = gathered();
    world.go("brief");
    let mut state = std::mem::take(&mut world.fold.state);
    set_teams(&mut state, &world);
    world.fold.state = state;
    let (stranger, brief) = (SeatId(5), DocumentName::Brief(TeamId(1)));
    let may = |world: &World| access(&world.fold.state, brief, Actor::Seat(stranger));
    assert_eq!(may(&world), Access::None);
    for (command, expected) in [
        (Command::Assign { seat: stranger, team: Some(TeamId(1)) }, Access::Write),
        (Command::Unassign { seat: stranger }, Access::None),
        (Command::SetRole { seat: stranger, role: Role::Facilitator }, Access::Write),
        (Command::SetRole { seat: stranger, role: Role::Participant }, Access::None),
        (Command::Assign { seat: stranger, team: Some(TeamId(1)) }, Access::Write),
        (Command::RemoveSeat { seat: stranger, with_notes: false, hidden: false }, Access::None),
    ] {
        world.command(FACILITATOR, command.clone()).unwrap();
        assert_eq!(may(&world), expected, "{command:?}");
    }
}

/// Whoever waits at the door has nothing, and after admission what everybody else in that seat would have.
#[test]
fn p2_access_begins_with_admission() {
    let mut world = gathered();
    let waits = Actor::Seat(SeatId(9));
    assert!(writable(&world.fold.state, waits).is_empty());
    world.command(FACILITATOR, Command::Admit { seat: SeatId(9) }).unwrap();
    let expected = [DocumentName::Desk(SeatId(9)), DocumentName::Card(OrganisationId(2)), DocumentName::Aside(OrganisationId(2))];
    assert_eq!(writable(&world.fold.state, waits), expected.into());
}

/// The brief of a team of everyone is everybody's who is in, also who came later or sits in another team; the wall reads it.
#[test]
fn p2_everybody_writes_the_brief_of_the_whole_group() {
    let mut world = gathered();
    world.go("brief");
    let mut state = std::mem::take(&mut world.fold.state);
    set_teams(&mut state, &world);
    apply(&mut state, world.now, &Event::WholeMade { team: TeamId(1) });
    let whole = "brief/1 w  w  w  w  w  w  w  .  .  w  r  w  .  .  .  w";
    for (actor, expected) in ACTORS.iter().zip(&table([whole])[&DocumentName::Brief(TeamId(1))]) {
        assert_eq!(access(&state, DocumentName::Brief(TeamId(1)), *actor), *expected, "{actor:?}");
    }
    assert_eq!(access(&state, DocumentName::Brief(TeamId(2)), ACTORS[0]), Access::None, "the others' own stays their own");
}
