//! Who may give the commands of the second half, and when: in the workshop, in a rehearsal, after the end. Each is carried out for whom it is made,
//! so that no refusal here is that of a command which nobody could give.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, Fold};
use trestle_protocol::{
    Command, Details, DocumentName, Door, FeedbackKind, OfferHeading, OrganisationId, PollId, Refusal, SeatId, Stance, TeamId, WayOut,
};

const COUNCIL: OrganisationId = OrganisationId(2);

/// The last step of a workshop of three teams. Ann's device is a table's; Fin is in no team; the second brief is chosen.
struct Stage {
    world: World,
    ann: Actor,
    /// In Ann's team's neighbour.
    other: Actor,
    removed: Actor,
    waiting: Actor,
}

/// What is asked of the workshop's second half by facilitators alone.
fn by_facilitators(stage: &Stage) -> Vec<Command> {
    let (ann, other, team) = (seat(stage.ann), seat(stage.other), TeamId(1));
    let details = Details { erase_at: Some(stage.world.now.plus(86_400_000)), ..stage.world.fold.state.details.clone() };
    vec![
        Command::Pair {},
        Command::Shuffle {},
        Command::Pin { team, pinned: true },
        Command::Swap { a: ann, b: other },
        Command::Dissolve { team },
        Command::WholeGroup {},
        Command::Assign { seat: ann, team: None },
        Command::Unassign { seat: ann },
        Command::ExtendTeam { team, seconds: 60 },
        Command::TeamVideo { team, link: "https://meet.example/1".into() },
        Command::Say { team: Some(team), text: "Well done".into() },
        Command::Spotlight { group: Some("g".into()) },
        Command::Settle { team: Some(team) },
        Command::OpenPoll { poll: "choose".into() },
        Command::ClosePoll { poll: "act-pulse".into() },
        Command::ChooseWayOut { way: Some(WayOut::Park) },
        Command::Describe { details },
        Command::Close { anyway: true },
    ]
}

/// What is asked by people in their seats; all of it by Ann of the council, at a table.
fn by_people() -> Vec<Command> {
    let pulse = PollId::from("act-pulse");
    vec![
        Command::Help { team: TeamId(1), wanted: true },
        Command::Happy { happy: true },
        Command::AgreeTo { organisation: COUNCIL, agreed: true },
        Command::Commit { organisation: COUNCIL, stance: Some(Stance::In), until: None, line: String::new() },
        Command::Link {
            organisation: COUNCIL,
            heading: OfferHeading::Spaces,
            offer: "A hall".into(),
            asker: OrganisationId(1),
            ask: "A room".into(),
        },
        Command::Unlink { link: 1 },
        Command::Feedback { team: TeamId(2), kind: FeedbackKind::Like, text: "Bold".into() },
        Command::Answer { poll: pulse.clone(), subject: "useful".into(), values: vec![4] },
        Command::CountHands { poll: pulse, subject: "useful".into(), values: vec![4], count: 3 },
    ]
}

impl Stage {
    fn set(rehearsal: bool) -> Self {
        let mut world = World::open(|_| {});
        if rehearsal {
            world.command(FACILITATOR, Command::Rehearse { on: true }).unwrap();
        }
        let people = ["Council", "Charity", "School", "Church", "Club", "Clinic"].map(|organisation| world.join("Somebody", organisation));
        let removed = world.join("Rae", "Council");
        world.text(FACILITATOR, DocumentName::Card(COUNCIL), "spaces", "A hall\nA kitchen").unwrap();
        world.text(FACILITATOR, DocumentName::Card(OrganisationId(1)), "hope", "A room").unwrap();
        for step in ["group", "brief", "choose", "act"] {
            world.go(step);
        }
        world.group(FACILITATOR, "g", "Getting here").unwrap();
        world.command(FACILITATOR, Command::RemoveSeat { seat: seat(removed), with_notes: false, hidden: false }).unwrap();
        world.command(FACILITATOR, Command::Settle { team: Some(TeamId(2)) }).unwrap();
        let link = Command::Link {
            organisation: COUNCIL,
            heading: OfferHeading::Spaces,
            offer: "A kitchen".into(),
            asker: OrganisationId(1),
            ask: "A room".into(),
        };
        world.command(people[0], link).unwrap();
        let team_of = |who| world.fold.state.team_of(seat(who)).unwrap();
        let (ann, other) = (people[0], people.into_iter().find(|who| team_of(*who) != team_of(people[0])).unwrap());
        assert_eq!(team_of(ann), TeamId(1));
        // Somebody of the third team stands aside, so that there is somebody to pair.
        let aside = people.into_iter().find(|who| team_of(*who) == TeamId(3)).unwrap();
        world.command(FACILITATOR, Command::Unassign { seat: seat(aside) }).unwrap();
        world.command(FACILITATOR, Command::SetDoor { door: Door::Ask }).unwrap();
        let waiting = world.join("Wes", "Council");
        world.table(people[0], &["Pat", "Pia", "Per"]);
        world.wait(7);
        Self { world, ann, other, removed, waiting }
    }

    fn close(mut self) -> Self {
        self.world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
        self
    }

    /// Who holds no seat: the wall, who fills in a card beforehand, who was removed, who waits, who never was.
    fn without_a_seat(&self) -> [Actor; 5] {
        [Actor::Wall, Actor::Organisation(COUNCIL), self.removed, self.waiting, Actor::Seat(SeatId(99))]
    }

    /// Carried out, and then as before again.
    fn tries(&mut self, actor: Actor, command: Command) {
        let before = self.world.fold.snapshot().unwrap();
        self.world.command(actor, command.clone()).unwrap_or_else(|refusal| panic!("{refusal:?}: {command:?} by {actor:?}"));
        assert!(self.world.fold.snapshot().unwrap() != before, "nothing came of {command:?}");
        self.world.fold = Fold::restore(&before).unwrap();
    }
}

/// In the workshop, in a rehearsal, after the end of each.
fn situations() -> [Stage; 4] {
    [Stage::set(false), Stage::set(true), Stage::set(false).close(), Stage::set(true).close()]
}

#[test]
fn p6_what_facilitators_do_nobody_else_does_at_no_time() {
    for mut stage in situations() {
        let others = [stage.ann, stage.other].into_iter().chain(stage.without_a_seat()).collect::<Vec<_>>();
        for command in by_facilitators(&stage).into_iter().chain([Command::Reopen {}]) {
            for actor in &others {
                assert_eq!(stage.world.refuses(*actor, command.clone()), Refusal::NotFacilitator, "{command:?} by {actor:?}");
            }
        }
    }
}

#[test]
fn p6_what_people_do_is_done_from_a_seat_alone() {
    for mut stage in situations() {
        for command in by_people() {
            for actor in stage.without_a_seat() {
                assert_eq!(stage.world.refuses(actor, command.clone()), Refusal::NoSeat, "{command:?} by {actor:?}");
            }
        }
    }
}

/// The negative control of both.
#[test]
fn each_is_carried_out_for_whom_it_is_made_in_a_rehearsal_too() {
    for rehearsal in [false, true] {
        let mut stage = Stage::set(rehearsal);
        for command in by_facilitators(&stage) {
            for actor in [FACILITATOR, Actor::Console] {
                stage.tries(actor, command.clone());
            }
        }
        for command in by_people() {
            stage.tries(stage.ann, command);
        }
    }
}

/// What still protects people or says how it was, goes on; all else waits until it is open again.
#[test]
fn after_the_end_the_second_half_is_over_for_everybody() {
    for rehearsal in [false, true] {
        let mut stage = Stage::set(rehearsal).close();
        let of_the_pulse = |command: &Command| match command {
            Command::Answer { poll, .. } | Command::CountHands { poll, .. } | Command::ClosePoll { poll } => poll.as_str() == "act-pulse",
            _ => false,
        };
        let mut closed = 0;
        for (actor, commands) in
            [(FACILITATOR, by_facilitators(&stage)), (Actor::Console, by_facilitators(&stage)), (stage.ann, by_people())]
        {
            for command in commands {
                if of_the_pulse(&command) || matches!(command, Command::Describe { .. }) {
                    stage.tries(actor, command);
                } else {
                    assert_eq!(stage.world.refuses(actor, command.clone()), Refusal::Closed, "{command:?} by {actor:?}");
                    closed += 1;
                }
            }
        }
        assert_eq!(closed, 2 * 16 + 7);
        stage.world.command(FACILITATOR, Command::Reopen {}).unwrap();
        for command in by_people() {
            stage.tries(stage.ann, command);
        }
    }
}

/// Speaking for others: a table counts hands, but for its own organisation alone it commits and agrees, and for its own team it asks for help.
#[test]
fn nobody_speaks_for_another_organisation_or_another_team() {
    let mut stage = Stage::set(false);
    let others = OrganisationId(4);
    assert_ne!(stage.world.fold.state.seat(seat(stage.ann)).unwrap().organisation, Some(others));
    let team = stage.world.fold.state.team_of(seat(stage.other)).unwrap();
    let commit = |organisation| Command::Commit { organisation, stance: Some(Stance::In), until: None, line: String::new() };
    for (command, refusal) in [
        (commit(others), Refusal::NotYourOrganisation),
        (Command::AgreeTo { organisation: others, agreed: true }, Refusal::NotYourOrganisation),
        (Command::AgreeTo { organisation: others, agreed: false }, Refusal::NotYourOrganisation),
        (Command::Help { team, wanted: true }, Refusal::NotYours),
        (Command::Help { team, wanted: false }, Refusal::NotYours),
    ] {
        assert_eq!(stage.world.refuses(stage.ann, command.clone()), refusal, "{command:?}");
    }
    let hands = Command::CountHands { poll: "act-pulse".into(), subject: "useful".into(), values: vec![4], count: 3 };
    assert_eq!(stage.world.refuses(stage.other, hands), Refusal::NotYours, "no table's device");
    for command in [commit(others), Command::AgreeTo { organisation: others, agreed: true }, Command::Help { team, wanted: true }] {
        stage.tries(FACILITATOR, command);
    }
}
