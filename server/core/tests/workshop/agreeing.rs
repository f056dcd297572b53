//! Choosing one brief and agreeing on it: ties that hands or a facilitator decide, briefs that are parked and kept, and consent to words, not to a name.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, Record, Viewer, record};
use trestle_protocol::{Agreement, Command, DocumentName, OrganisationId, Refusal, Role, Step, TeamId, Voice};

const COUNCIL: OrganisationId = OrganisationId(2);
const CHARITY: OrganisationId = OrganisationId(3);

/// Six people in three teams, who all wrote a title, at the choice.
fn choosing(change: impl Fn(&mut Step)) -> (World, Vec<Actor>) {
    let mut world = World::open(|create| {
        let steps = create.programme.stages.iter_mut().flat_map(|stage| &mut stage.steps);
        steps.filter(|step| step.id.as_str() == "choose").for_each(&change);
    });
    let organisations = ["Council", "Charity", "School", "Church", "Club", "Council"];
    let people: Vec<Actor> = organisations.iter().map(|organisation| world.join("Somebody", organisation)).collect();
    world.go("brief");
    let teams: Vec<TeamId> = world.fold.state.teams.keys().copied().collect();
    assert_eq!(teams, [TeamId(1), TeamId(2), TeamId(3)]);
    for team in teams {
        world.text(FACILITATOR, DocumentName::Brief(team), "title", &format!("Brief {team}")).unwrap();
    }
    world.go("choose");
    (world, people)
}

/// The first brief is chosen; Ann is of the council, Ben of the charity.
fn chosen() -> (World, Actor, Actor) {
    let (mut world, people) = choosing(|_| {});
    facilitate(&mut world, Command::Settle { team: Some(TeamId(1)) });
    (world, people[0], people[1])
}

fn facilitate(world: &mut World, command: Command) {
    world.command(FACILITATOR, command.clone()).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
}

fn vote(team: u32) -> Command {
    Command::Answer { poll: "choose".into(), subject: team.to_string(), values: vec![] }
}

fn hands(team: u32, count: u32) -> Command {
    Command::CountHands { poll: "choose".into(), subject: team.to_string(), values: vec![], count }
}

fn close(world: &mut World) {
    facilitate(world, Command::ClosePoll { poll: "choose".into() });
}

fn agree(organisation: OrganisationId, agreed: bool) -> Command {
    Command::AgreeTo { organisation, agreed }
}

fn made(world: &World) -> Record {
    record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Wall), world.now)
}

#[test]
fn hands_decide_what_answers_leave_level() {
    let (mut world, people) = choosing(|_| {});
    world.command(people[0], vote(1)).unwrap();
    world.command(people[1], vote(2)).unwrap();
    facilitate(&mut world, Command::CountRoom { people: 6 });
    facilitate(&mut world, hands(2, 3));
    facilitate(&mut world, hands(3, 3));
    close(&mut world);
    assert_eq!((world.choice().chosen, world.choice().tied), (Some(TeamId(2)), vec![]));
    let briefs = made(&world).briefs;
    assert_eq!(briefs.iter().map(|brief| (brief.votes, brief.vote_hands)).collect::<Vec<_>>(), [(Some(4), 3), (Some(1), 0), (Some(3), 3)]);
}

#[test]
fn a_tie_among_organisations_counts_each_once() {
    let (mut world, people) = choosing(|step| step.voice = Voice::Organisation);
    for (person, team) in [(0, 1), (5, 2), (1, 3)] {
        world.command(people[person], vote(team)).unwrap();
    }
    assert_eq!(world.refuses(FACILITATOR, hands(3, 9)), Refusal::NotNow, "hands are people");
    let lee = world.join("Lee", "");
    assert_eq!(world.refuses(lee, vote(3)), Refusal::NoOrganisation);
    assert_eq!((world.poll("choose").answered, world.poll("choose").of), (2, 5));
    close(&mut world);
    assert_eq!((world.choice().chosen, world.choice().tied), (None, vec![TeamId(2), TeamId(3)]), "the council's last word counts");
    facilitate(&mut world, Command::Settle { team: Some(TeamId(3)) });
    assert_eq!(world.choice().chosen, Some(TeamId(3)));
}

#[test]
fn who_was_removed_and_a_team_that_is_gone_decide_nothing() {
    let (mut world, people) = choosing(|_| {});
    facilitate(&mut world, Command::Assign { seat: seat(people[5]), team: None });
    for (person, team) in [(0, 1), (1, 2), (2, 2), (3, 4), (4, 4), (5, 4)] {
        world.command(people[person], vote(team)).unwrap();
    }
    facilitate(&mut world, Command::Dissolve { team: TeamId(4) });
    assert_eq!(world.refuses(people[0], vote(4)), Refusal::Unknown);
    facilitate(&mut world, Command::RemoveSeat { seat: seat(people[2]), with_notes: false, hidden: false });
    close(&mut world);
    assert_eq!((world.choice().chosen, world.choice().tied), (None, vec![TeamId(1), TeamId(2)]));
}

#[test]
fn p3_briefs_that_are_not_chosen_are_parked_and_kept_whole() {
    let (mut world, people) = choosing(|_| {});
    let status = |record: &Record| {
        let count = |status: &str| record.markdown().matches(status).count();
        (count("The chosen brief"), count("Parked"), count("Not decided yet"))
    };
    assert_eq!(status(&made(&world)), (0, 0, 3));
    for (person, team) in [(0, 3), (1, 2)] {
        world.command(people[person], vote(team)).unwrap();
    }
    close(&mut world);
    assert_eq!(status(&made(&world)), (0, 0, 3), "a tie parks nothing");
    facilitate(&mut world, Command::Settle { team: Some(TeamId(3)) });
    let record = made(&world);
    assert_eq!(status(&record), (1, 2, 0));
    let titles: Vec<(&str, bool)> = record.briefs.iter().map(|brief| (brief.title.as_str(), brief.chosen)).collect();
    assert_eq!(titles, [("Brief 3", true), ("Brief 1", false), ("Brief 2", false)], "the chosen one first");
    let cells = [1, 2, 3].map(|team| world.team(Role::Wall, TeamId(team)).unwrap().chosen);
    assert_eq!(cells, [false, false, true]);
    // Another choice brings a parked one back as it was.
    facilitate(&mut world, Command::Settle { team: Some(TeamId(1)) });
    assert_eq!(made(&world).briefs[0].title, "Brief 1");
}

#[test]
fn an_organisation_agrees_to_words_and_a_later_word_makes_that_old() {
    let (mut world, ann, ben) = chosen();
    let brief = DocumentName::Brief(TeamId(1));
    let since = world.now;
    world.command(ann, agree(COUNCIL, true)).unwrap();
    world.wait(1_000);
    let at = |organisation, at, current| Agreement { organisation, at, current };
    assert_eq!(world.choice().agreements, [at(COUNCIL, since, true)]);
    assert_eq!(world.refuses(ann, agree(COUNCIL, true)), Refusal::Already, "to the same words");
    world.text(ben, brief, "title", "Another title").unwrap();
    assert_eq!(world.choice().agreements, [at(COUNCIL, since, false)], "to an older version");
    world.command(ben, agree(CHARITY, true)).unwrap();
    assert_eq!(world.choice().agreements, [at(COUNCIL, since, false), at(CHARITY, world.now, true)]);
    assert!(made(&world).markdown().contains("to an older version: it was changed since"));
    let told: Vec<bool> = made(&world).briefs[0].agreements.iter().map(|agreement| agreement.current).collect();
    assert_eq!(told, [false, true]);
    world.command(ann, agree(COUNCIL, true)).unwrap();
    assert_eq!(world.choice().agreements, [at(COUNCIL, world.now, true), at(CHARITY, world.now, true)]);
    world.text(ben, brief, "title", "Brief 1").unwrap();
    assert!(world.choice().agreements.iter().all(|agreement| !agreement.current), "the first words are not what they agreed to last");
    world.text(ben, brief, "title", "Another title").unwrap();
    assert!(world.choice().agreements.iter().all(|agreement| agreement.current), "what they agreed to is there again");
    world.text(ben, DocumentName::Brief(TeamId(1)), "success", " ").unwrap();
    assert!(world.choice().agreements.iter().all(|agreement| !agreement.current), "every letter counts");
}

#[test]
fn agreement_is_given_and_taken_back_for_a_brief_that_was_chosen() {
    let (mut world, people) = choosing(|_| {});
    let lee = world.join("Lee", "");
    assert_eq!(world.refuses(people[0], agree(COUNCIL, true)), Refusal::NotNow, "nothing was chosen");
    facilitate(&mut world, Command::Settle { team: Some(TeamId(2)) });
    for (actor, organisation, agreed, refusal) in [
        (people[0], OrganisationId(66), true, Refusal::Unknown),
        (people[0], COUNCIL, false, Refusal::Already),
        (people[0], CHARITY, true, Refusal::NotYourOrganisation),
        (lee, COUNCIL, true, Refusal::NotYourOrganisation),
        (FACILITATOR, OrganisationId(66), true, Refusal::Unknown),
    ] {
        assert_eq!(world.refuses(actor, agree(organisation, agreed)), refusal, "{actor:?} {organisation} {agreed}");
    }
    world.command(people[0], agree(COUNCIL, true)).unwrap();
    world.command(people[5], agree(COUNCIL, false)).unwrap();
    assert!(world.choice().agreements.is_empty(), "a colleague takes it back");
    for who in [FACILITATOR, Actor::Console] {
        world.command(who, agree(CHARITY, true)).unwrap();
        world.command(who, agree(CHARITY, false)).unwrap();
    }
}

#[test]
fn agreement_ends_with_the_choice_that_it_was_given_to() {
    let (mut world, ann, _) = chosen();
    world.command(ann, agree(COUNCIL, true)).unwrap();
    facilitate(&mut world, Command::Settle { team: Some(TeamId(2)) });
    assert!(world.choice().agreements.is_empty());
    facilitate(&mut world, Command::Settle { team: Some(TeamId(1)) });
    assert!(world.choice().agreements.is_empty(), "nobody agreed to it in the light of that");
    world.command(ann, agree(COUNCIL, true)).unwrap();
    facilitate(&mut world, Command::Settle { team: None });
    assert!(world.choice().agreements.is_empty());
    assert_eq!(world.refuses(ann, agree(COUNCIL, true)), Refusal::NotNow);
}

#[test]
fn p3_agreement_outlives_moving_closing_and_who_gave_it() {
    let (mut world, ann, _) = chosen();
    world.go("agree");
    assert_eq!(world.choice().chosen, Some(TeamId(1)), "a poll that nobody answered does not undo what was settled");
    world.command(ann, agree(COUNCIL, true)).unwrap();
    let given = world.choice();
    for step in ["act", "write", "brief", "choose"] {
        world.go(step);
        assert_eq!(world.choice(), given, "at {step}");
    }
    facilitate(&mut world, Command::RemoveSeat { seat: seat(ann), with_notes: true, hidden: false });
    facilitate(&mut world, Command::Close { anyway: true });
    assert_eq!(world.choice(), given);
}
