//! Commitments: who may give one, until when, and how many it takes.

use crate::kit::world::{FACILITATOR, World};
use trestle_core::{Actor, CellKey, Viewer, record};
use trestle_protocol::{Cell, Command, Commitment, OrganisationId, Refusal, Role, Stance, limits};

fn commit(
    world: &mut World,
    actor: Actor,
    organisation: u32,
    stance: Option<Stance>,
    until: Option<&str>,
    line: &str,
) -> Result<(), Refusal> {
    let (organisation, until) = (OrganisationId(organisation), until.map(str::to_owned));
    world.command(actor, Command::Commit { organisation, stance, until, line: line.to_owned() }).map(drop)
}

fn committed(world: &World, organisation: u32) -> Option<Commitment> {
    match world.cell(Role::Wall, &CellKey::Organisation(OrganisationId(organisation))) {
        Some(Cell::Organisation(cell)) => cell.commitment,
        other => panic!("no organisation: {other:?}"),
    }
}

#[test]
fn an_organisation_or_a_facilitator_says_how_it_stands() {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    commit(&mut world, ann, 2, Some(Stance::In), None, " Two days a week ").unwrap();
    assert_eq!(committed(&world, 2), Some(Commitment { stance: Stance::In, until: None, line: "Two days a week".into() }));
    commit(&mut world, FACILITATOR, 3, Some(Stance::Away), None, "").unwrap();
    commit(&mut world, Actor::Console, 4, Some(Stance::Later), None, "").unwrap();
    for (actor, organisation, refusal) in
        [(ben, 2, Refusal::NotYourOrganisation), (Actor::Wall, 2, Refusal::NoSeat), (ann, 66, Refusal::Unknown), (ann, 2, Refusal::Already)]
    {
        assert_eq!(
            commit(&mut world, actor, organisation, Some(Stance::In), None, "Two days a week"),
            Err(refusal),
            "{actor:?} {organisation}"
        );
    }
    commit(&mut world, ann, 2, None, None, "").unwrap();
    assert_eq!(committed(&world, 2), None, "taken back");
    let long = "x".repeat(limits::LINE_CHARS + 1);
    assert_eq!(commit(&mut world, ann, 2, Some(Stance::In), None, &long), Err(Refusal::TooLong));
}

#[test]
fn somebody_without_an_organisation_speaks_for_none() {
    let mut world = World::open(|_| {});
    let loner = world.join("Lee", "");
    for organisation in 1..=4 {
        assert_eq!(commit(&mut world, loner, organisation, Some(Stance::In), None, ""), Err(Refusal::NotYourOrganisation));
    }
}

#[test]
fn reflecting_has_a_day_of_the_calendar_or_none() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    for bad in ["2027-02-29", "2027-13-01", "soon", "27-01-01", "2027-1-1", "2027-01-01T10:00", " 2027-01-01"] {
        assert_eq!(commit(&mut world, ann, 2, Some(Stance::Reflecting), Some(bad), ""), Err(Refusal::BadDate), "{bad}");
    }
    commit(&mut world, ann, 2, Some(Stance::Reflecting), Some("2028-02-29"), "").unwrap();
    assert_eq!(committed(&world, 2).unwrap().until.as_deref(), Some("2028-02-29"));
    commit(&mut world, ann, 2, Some(Stance::Reflecting), Some(""), "").unwrap();
    assert_eq!(committed(&world, 2).unwrap().until, None);
    commit(&mut world, ann, 2, Some(Stance::In), Some("soon"), "").unwrap();
    assert_eq!(committed(&world, 2).unwrap().until, None, "a date means nothing to those who are in");
}

#[test]
fn a_project_goes_ahead_with_two_organisations() {
    let mut world = World::open(|_| {});
    let made = |world: &World| record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Participant), world.now);
    for (organisation, committed, goes_ahead) in [(2, 1, false), (3, 2, true), (4, 3, true)] {
        commit(&mut world, FACILITATOR, organisation, Some(Stance::In), None, "").unwrap();
        let record = made(&world);
        assert_eq!((record.committed, record.committed_needed), (committed, 2));
        assert_eq!(record.markdown().contains("The project goes ahead."), goes_ahead, "{committed}");
    }
    commit(&mut world, FACILITATOR, 2, Some(Stance::Away), None, "").unwrap();
    commit(&mut world, FACILITATOR, 3, Some(Stance::Reflecting), Some("2027-01-01"), "").unwrap();
    assert_eq!(made(&world).committed, 1);
}
