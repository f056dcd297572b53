//! Organisations: what they are called, when one goes, and who can fill the list of them.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    world::{FACILITATOR, FIRST_TOKEN, World},
};
use trestle_core::{
    Actor, CellKey, Fold, Holder, JoinOrganisation, NewHome, Order, SecretHash, Viewer, comparable, import, private, record,
};
use trestle_protocol::{
    Author, Authors, Cell, Command, DocumentName, FeedbackKind, OfferHeading, OrganisationId, Refusal, Role, RoundId, RoundKind, SeatId,
    Stance, TeamId, Turn, WorkshopId, limits,
};
use yrs::Any;

const LIBRARY: OrganisationId = OrganisationId(1);
const COUNCIL: OrganisationId = OrganisationId(2);
const CHARITY: OrganisationId = OrganisationId(3);

fn called(organisation: OrganisationId, name: &str) -> Command {
    Command::RenameOrganisation { organisation, name: name.into() }
}

fn removed(organisation: OrganisationId) -> Command {
    Command::RemoveOrganisation { organisation }
}

fn name(world: &World, organisation: OrganisationId) -> Option<String> {
    match world.cell(Role::Wall, &CellKey::Organisation(organisation)) {
        Some(Cell::Organisation(cell)) => Some(cell.name),
        _ => None,
    }
}

#[test]
fn p9_a_facilitator_renames_an_organisation_and_all_that_bears_its_name_follows() {
    let mut world = World::open(|create| create.details.authors = Authors::Organisation);
    let ann = world.join("Ann", "Council");
    world.text(ann, DocumentName::Card(COUNCIL), "does", "Roads").unwrap();
    let note = world.note(ann, "a", "Too far away");
    world.go("group");
    world.command(FACILITATOR, called(COUNCIL, "  Cyngor\u{200b}  Sir ")).unwrap();
    assert_eq!(name(&world, COUNCIL).as_deref(), Some("Cyngor Sir"));
    let cell = world.seen(Role::Wall, &note).unwrap();
    assert_eq!(cell.author.and_then(|author: Author| author.organisation).as_deref(), Some("Cyngor Sir"));
    let told = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now);
    assert_eq!((told.organisations[1].name.as_str(), told.organisations[1].card.does.as_str()), ("Cyngor Sir", "Roads"));
    let sue = world.join("Sue", "cyngor sir");
    assert_eq!(world.fold.state.seats[&seat(sue)].organisation, Some(COUNCIL), "who types the new name is with it");
}

#[test]
fn p6_an_organisation_is_called_by_no_other_ones_name_and_by_facilitators_alone() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    for (who, command, refusal) in [
        (FACILITATOR, called(COUNCIL, "CHARITY."), Refusal::Taken),
        (FACILITATOR, called(COUNCIL, "Council"), Refusal::Already),
        (FACILITATOR, called(COUNCIL, " \u{200b}"), Refusal::UnseenName),
        (FACILITATOR, called(COUNCIL, &"é".repeat(limits::NAME_CHARS + 1)), Refusal::TooLong),
        (FACILITATOR, called(OrganisationId(66), "New"), Refusal::Unknown),
        (ann, called(COUNCIL, "Ours"), Refusal::NotFacilitator),
        (ann, removed(CHARITY), Refusal::NotFacilitator),
    ] {
        assert_eq!(world.refuses(who, command.clone()), refusal, "{command:?}");
    }
    world.command(FACILITATOR, called(COUNCIL, "COUNCIL")).unwrap();
    assert_eq!(name(&world, COUNCIL).as_deref(), Some("COUNCIL"), "its own name, written otherwise");
}

#[test]
fn p9_an_organisation_that_nobody_is_with_goes_and_its_number_is_never_used_again() {
    let mut world = World::open(|_| {});
    let link = SecretHash::of("a card's link");
    world.order(FACILITATOR, Order::Grant { secret: link, holder: Holder::Organisation(OrganisationId(4)) }).unwrap();
    world.go("introduce");
    world.command(FACILITATOR, removed(OrganisationId(4))).unwrap();
    assert_eq!((name(&world, OrganisationId(4)), world.fold.state.holder(&link)), (None, None));
    assert!(!world.fold.state.passes.contains_key(&link));
    world.command(FACILITATOR, Command::AddOrganisation { name: "School".into() }).unwrap();
    assert_eq!(name(&world, OrganisationId(5)).as_deref(), Some("School"));
    assert_eq!(world.refuses(FACILITATOR, removed(OrganisationId(4))), Refusal::Unknown);
}

#[test]
fn an_organisation_that_goes_takes_no_turn_any_more() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    let round = RoundId::new(&"introduce".into(), RoundKind::Speak);
    world.go("introduce");
    for _ in 0..2 {
        world.command(FACILITATOR, Command::Turn { round: round.clone(), turn: Turn::Next }).unwrap();
    }
    assert_eq!(world.fold.state.rounds[&round].now, Some(COUNCIL.0));
    world
        .command(FACILITATOR, Command::SetOrganisation { seat: seat(ann), organisation: Some(CHARITY), organisation_name: String::new() })
        .unwrap();
    world.command(FACILITATOR, removed(COUNCIL)).unwrap();
    let left = &world.fold.state.rounds[&round];
    assert!(left.now.is_none() && !left.order.contains(&COUNCIL.0) && left.order.contains(&CHARITY.0), "{left:?}");
}

#[test]
fn p3_an_organisation_with_people_or_words_stays_and_the_refusal_says_which() {
    let mut world = World::open(|create| create.details.authors = Authors::Name);
    let ann = world.join("Ann", "Council");
    assert_eq!(world.refuses(FACILITATOR, removed(LIBRARY)), Refusal::ConvenerStays);
    assert_eq!(world.refuses(FACILITATOR, removed(COUNCIL)), Refusal::OrganisationInUse);
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes: false, hidden: false }).unwrap();
    assert_eq!(world.refuses(FACILITATOR, removed(COUNCIL)), Refusal::OrganisationInUse, "she could be brought back");
    let stays =
        |world: &mut World, what: &str| assert_eq!(world.refuses(FACILITATOR, removed(CHARITY)), Refusal::OrganisationSpeaks, "{what}");
    world.text(FACILITATOR, DocumentName::Card(CHARITY), "hope", "A room").unwrap();
    stays(&mut world, "its card");
    world.text(FACILITATOR, DocumentName::Card(LIBRARY), "spaces", "A hall").unwrap();
    let link = Command::Link {
        organisation: LIBRARY,
        heading: OfferHeading::Spaces,
        offer: "A hall".into(),
        asker: CHARITY,
        ask: "A room".into(),
    };
    world.command(FACILITATOR, link).unwrap();
    world.text(FACILITATOR, DocumentName::Card(CHARITY), "hope", "").unwrap();
    stays(&mut world, "a link");
    world.command(FACILITATOR, Command::Unlink { link: 1 }).unwrap();
    let commit = |stance| Command::Commit { organisation: CHARITY, stance, until: None, line: String::new() };
    world.command(FACILITATOR, commit(Some(Stance::Later))).unwrap();
    stays(&mut world, "its commitment");
    world.command(FACILITATOR, commit(None)).unwrap();
    let value = Any::from(f64::from(CHARITY.0));
    world
        .write(
            FACILITATOR,
            DocumentName::Plan,
            &Edit::Row { root: "actions", key: "x".into(), texts: vec![], values: vec![("organisation", value)] },
            true,
        )
        .unwrap();
    stays(&mut world, "an action");
    world.write(FACILITATOR, DocumentName::Plan, &Edit::Drop { path: path("actions/x") }, true).unwrap();
    world.command(FACILITATOR, removed(CHARITY)).unwrap();
}

/// A table wrote a note for the school, and another for the charity.
fn written_for(authors: Authors) -> World {
    let mut world = World::open(|create| create.details.authors = authors);
    for (key, organisation) in [("s", OrganisationId(4)), ("c", CHARITY)] {
        let texts = vec![("text", Some(world.words.say("Too far away")))];
        let values = vec![("theme", "reading".into()), ("for_organisation", Any::from(f64::from(organisation.0)))];
        let edit = Edit::Row { root: "notes", key: key.into(), texts, values };
        world.write(Actor::Console, DocumentName::Desk(SeatId::ROOM), &edit, true).unwrap();
    }
    world
}

/// A refusal says no more than what facilitators are shown: neither that somebody wrote, nor for whom.
#[test]
fn p2_a_refusal_does_not_tell_of_notes_that_nobody_reads_yet_or_whose_authors_are_hidden() {
    let mut world = written_for(Authors::Organisation);
    world.command(FACILITATOR, removed(CHARITY)).unwrap();
    world.go("group");
    assert_eq!(world.refuses(FACILITATOR, removed(OrganisationId(4))), Refusal::OrganisationSpeaks, "everybody reads it now");
    let mut world = written_for(Authors::Hidden);
    world.go("group");
    world.command(FACILITATOR, removed(CHARITY)).unwrap();
}

#[test]
fn p9_newcomers_leave_room_for_facilitators_who_make_room_for_newcomers() {
    let mut world = World::open(|_| {});
    let shared = limits::shared(limits::ORGANISATIONS);
    for number in world.fold.state.organisations.len()..shared {
        world.join(&format!("Ann {number}"), &format!("Partner {number}"));
    }
    assert_eq!(world.join_as("Late", "Another", Role::Participant), Err(Refusal::OrganisationsFull));
    world.join("Late", "");
    world.join("Later", "Partner 9");
    for number in shared..limits::ORGANISATIONS {
        world.command(FACILITATOR, Command::AddOrganisation { name: format!("Expected {number}") }).unwrap();
    }
    assert_eq!(world.refuses(FACILITATOR, Command::AddOrganisation { name: "More".into() }), Refusal::TooMany);
    for number in shared..=limits::ORGANISATIONS {
        let organisation = OrganisationId(number as u32);
        if world.fold.state.organisations[&organisation].founder.is_none() {
            world.command(FACILITATOR, removed(organisation)).unwrap();
        }
    }
    let person =
        world.fold.state.seats.iter().find(|(_, seat)| seat.organisation == Some(OrganisationId(9))).map(|(seat, _)| *seat).unwrap();
    world.command(FACILITATOR, Command::RemoveSeat { seat: person, with_notes: true, hidden: false }).unwrap();
    world.command(FACILITATOR, removed(OrganisationId(9))).unwrap();
    world.join("Another", "Another");
}

#[test]
fn p9_a_table_names_no_more_organisations_than_sit_around_it() {
    let mut world = World::open(|_| {});
    let order = Order::Join {
        token: SecretHash::of("table"),
        name: "Table".into(),
        organisation: JoinOrganisation::None,
        role: Role::Participant,
        table: true,
        place: None,
    };
    world.order(Actor::System, order).unwrap();
    let table = Actor::Seat(*world.fold.state.seats.keys().next_back().unwrap());
    world.command(FACILITATOR, Command::Table { seat: seat(table), table: true }).unwrap();
    let person = |number: usize| Command::AddPerson {
        name: "Pat".into(),
        organisation: None,
        organisation_name: format!("Partner {number}"),
        table: None,
    };
    for number in 0..limits::ORGANISATIONS_PER_SEAT {
        world.command(table, person(number)).unwrap();
    }
    assert_eq!(world.refuses(table, person(99)), Refusal::ShareUsed);
    world.command(table, person(3)).unwrap();
    world.command(FACILITATOR, person(99)).unwrap();
}

/// Numbers that are missing are none of the record's business.
#[test]
fn p10_a_record_comes_back_though_organisations_were_taken_away() {
    let mut world = World::open(|create| create.details.authors = Authors::Organisation);
    world.command(FACILITATOR, removed(COUNCIL)).unwrap();
    let ann = world.join("Ann", "School");
    world.text(ann, DocumentName::Card(OrganisationId(4)), "does", "Lessons").unwrap();
    world.text(ann, DocumentName::Aside(OrganisationId(4)), "unsure", "The bus").unwrap();
    let value = Any::from(4.0);
    world
        .write(
            FACILITATOR,
            DocumentName::Plan,
            &Edit::Row { root: "actions", key: "x".into(), texts: vec![], values: vec![("organisation", value)] },
            true,
        )
        .unwrap();
    world
        .command(
            FACILITATOR,
            Command::Commit { organisation: OrganisationId(4), stance: Some(Stance::In), until: None, line: String::new() },
        )
        .unwrap();
    let (state, documents) = (&world.fold.state, &world.fold.documents);
    let given = record(state, documents, Viewer::class(Role::Facilitator), world.now);
    let aside = private(state, documents, world.now);
    let home = NewHome {
        id: WorkshopId(uuid::Uuid::from_u128(9)),
        code: "ABCD2345".into(),
        invitation: String::new(),
        salt: [3; 16],
        grants: Vec::new(),
    };
    let imported = import(&given, Some(&aside), home, world.now).unwrap();
    let mut fold = Fold::empty();
    imported.entries.iter().for_each(|entry| drop(fold.replay(&entry.bytes).unwrap()));
    let again = record(&fold.state, &fold.documents, Viewer::class(Role::Facilitator), world.now);
    let told = |record: &trestle_core::Record| {
        let school = &record.organisations[2];
        let action = &record.plan.actions[0];
        (
            school.name.clone(),
            school.card.does.clone(),
            school.commitment.is_some(),
            action.organisation_name.clone(),
            action.row.organisation == Some(school.id),
        )
    };
    assert_eq!(told(&again), told(&given));
    assert_eq!(fold.documents.aside(OrganisationId(3)), "The bus");
    let mut world = World::of(fold);
    assert_eq!(world.refuses(Actor::Console, removed(OrganisationId(3))), Refusal::OrganisationInUse);
    let _ = comparable(&again);
}

/// What was said in the record's lines is said in its name, too.
#[test]
fn p3_a_line_about_a_brief_keeps_its_organisation() {
    let mut world = World::open(|create| create.details.authors = Authors::Organisation);
    let ann = world.join("Ann", "School");
    world.join("Ben", "Charity");
    world.go("brief");
    world.go("report");
    world.command(ann, Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text: "Bold".into() }).unwrap();
    assert_eq!(world.refuses(FACILITATOR, removed(OrganisationId(4))), Refusal::OrganisationInUse);
    assert!(world.fold.state.grants.contains_key(&SecretHash::of(FIRST_TOKEN)));
}

/// Whoever was erased and left them is with no organisation any more; what they said is.
#[test]
fn p9_what_a_cut_author_left_keeps_its_organisation_and_follows_its_name() {
    for of_lines in [true, false] {
        let mut world = World::open(|create| create.details.authors = Authors::Organisation);
        let ann = world.join("Ann", "School");
        let school = OrganisationId(4);
        let note = (!of_lines).then(|| world.note(ann, "a", "Too far away"));
        world.go(if of_lines { "brief" } else { "group" });
        if of_lines {
            world.go("report");
            world.command(ann, Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text: "Bold".into() }).unwrap();
        }
        world.command(FACILITATOR, Command::CutAuthor { seat: seat(ann) }).unwrap();
        assert_eq!(world.refuses(FACILITATOR, removed(school)), Refusal::OrganisationSpeaks, "lines: {of_lines}");
        world.command(FACILITATOR, called(school, "Academy")).unwrap();
        let author = match note {
            Some(note) => world.seen(Role::Wall, &note).unwrap().author,
            None => match world.cell(Role::Wall, &CellKey::Feedback(TeamId(1))) {
                Some(Cell::Feedback(cell)) => cell.lines[0].author.clone(),
                other => panic!("no lines: {other:?}"),
            },
        };
        assert_eq!(author.and_then(|author| author.organisation).as_deref(), Some("Academy"), "lines: {of_lines}");
    }
}
