//! P7, everything has a bound: what is one too many, or one character too long, is refused or not shown, and nothing else changes.

use crate::kit::{
    edit::Edit,
    hand::seat,
    world::{FACILITATOR, World, new_workshop},
};
use trestle_core::{Actor, Create, Holder, JoinOrganisation, Order, SecretHash};
use trestle_protocol::{Command, Details, DocumentName, OrganisationId, Refusal, Role, SeatId, Theme, limits};

fn refused(adjust: impl FnOnce(&mut Create)) -> Option<Refusal> {
    let mut create = new_workshop();
    adjust(&mut create);
    World::new().order(Actor::System, Order::Create(Box::new(create))).err()
}

fn described(change: impl FnOnce(&mut Details)) -> Option<Refusal> {
    refused(|create| change(&mut create.details))
}

fn chars(count: usize) -> String {
    "é".repeat(count)
}

#[test]
fn p7_seats() {
    let mut world = World::open(|_| {});
    for _ in 1..limits::SEATS - limits::SEATS_RESERVED {
        world.join("Somebody", "");
    }
    assert_eq!(world.join_as("One too many", "", Role::Participant), Err(Refusal::RoomFull));
    for _ in 0..limits::SEATS_RESERVED {
        world.join_as("A colleague", "", Role::Facilitator).unwrap();
    }
    assert_eq!(world.join_as("One too many", "", Role::Facilitator), Err(Refusal::RoomFull));
    assert_eq!(world.fold.state.seats.len(), limits::SEATS);
}

#[test]
fn p7_organisations() {
    let mut world = World::open(|_| {});
    for number in 4..limits::ORGANISATIONS {
        world.command(FACILITATOR, Command::AddOrganisation { name: format!("Partner {number}") }).unwrap();
    }
    let add = Command::AddOrganisation { name: "One too many".into() };
    assert_eq!(world.command(FACILITATOR, add).err(), Some(Refusal::TooMany));
    assert_eq!(world.join_as("Ann", "One too many", Role::Participant), Err(Refusal::OrganisationsFull));
    world.join("Ann", "Partner 7");
    assert_eq!(world.fold.state.organisations.len(), limits::ORGANISATIONS);
    let named = |count: usize| (0..count).map(|number| format!("Partner {number}")).collect::<Vec<_>>();
    assert_eq!(refused(|create| create.organisations = named(limits::ORGANISATIONS - 1)), None);
    assert_eq!(refused(|create| create.organisations = named(limits::ORGANISATIONS)), Some(Refusal::TooMany));
}

#[test]
fn expected_organisations_are_listed_once_and_without_the_convener() {
    let given = [" Council ", "council", "", "LIBRARY", "School"];
    let world = World::open(|create| create.organisations = given.map(str::to_owned).to_vec());
    let names: Vec<&str> = world.fold.state.organisations.values().map(|organisation| organisation.name.as_str()).collect();
    assert_eq!(names, ["Library", "Council", "School"]);
}

#[test]
fn p7_tokens() {
    let mut world = World::open(|_| {});
    let mut grant = |number: usize| {
        let order = Order::Grant { secret: SecretHash::of(&number.to_string()), holder: Holder::Wall };
        world.order(Actor::System, order).err()
    };
    for number in 2..limits::TOKENS {
        assert_eq!(grant(number), None);
    }
    assert_eq!(grant(0), Some(Refusal::TooMany));
    // Whoever comes in has a first token all the same: the bound of seats bounds those.
    world.join("Ann", "");
}

#[test]
fn p7_names_and_lines() {
    let name = limits::NAME_CHARS;
    for (text, refusal) in [
        (chars(name), None),
        (chars(name + 1), Some(Refusal::TooLong)),
        (" \n\t ".into(), Some(Refusal::Empty)),
        (String::new(), Some(Refusal::Empty)),
    ] {
        assert_eq!(refused(|create| create.convener.clone_from(&text)), refusal, "convener {text:?}");
        assert_eq!(refused(|create| create.facilitator = Some((text.clone(), SecretHash::of("x")))), refusal, "facilitator {text:?}");
        assert_eq!(described(|details| details.themes[0].title.clone_from(&text)), refusal, "theme {text:?}");
        assert_eq!(described(|details| details.themes[0].id.0.clone_from(&text)), refusal, "theme's id {text:?}");
        let mut world = World::open(|_| {});
        assert_eq!(world.join_as(&text, "", Role::Participant).err(), refusal, "name {text:?}");
        assert_eq!(
            world.command(FACILITATOR, Command::Rename { seat: SeatId(1), name: text.clone() }).err(),
            refusal,
            "another name {text:?}"
        );
        assert_eq!(world.command(FACILITATOR, Command::AddOrganisation { name: text.clone() }).err(), refusal, "organisation {text:?}");
    }
    assert_eq!(refused(|create| create.organisations[0] = chars(name + 1)), Some(Refusal::TooLong));
    assert_eq!(described(|details| details.title = chars(limits::TITLE_CHARS)), None);
    assert_eq!(described(|details| details.title = chars(limits::TITLE_CHARS + 1)), Some(Refusal::TooLong));
    assert_eq!(described(|details| details.title = " ".into()), Some(Refusal::Empty));
    assert_eq!(described(|details| details.place = String::new()), None);
    assert_eq!(described(|details| details.place = chars(name + 1)), Some(Refusal::TooLong));
    assert_eq!(described(|details| details.purpose = chars(limits::LINE_CHARS)), None);
    assert_eq!(described(|details| details.purpose = chars(limits::LINE_CHARS + 1)), Some(Refusal::TooLong));
}

#[test]
fn p7_rules_and_themes() {
    let rules = |count| described(|details| details.rules = (0..count).map(|number| format!("Rule {number}")).collect());
    assert_eq!((rules(0), rules(limits::RULES), rules(limits::RULES + 1)), (None, None, Some(Refusal::TooMany)));
    assert_eq!(described(|details| details.rules = vec![chars(limits::LINE_CHARS + 1)]), Some(Refusal::TooLong));
    let theme = |number: usize| Theme { id: number.to_string().as_str().into(), title: format!("Theme {number}") };
    let themes = |count| described(|details| details.themes = (0..count).map(theme).collect());
    assert_eq!((themes(1), themes(limits::THEMES), themes(limits::THEMES + 1)), (None, None, Some(Refusal::TooMany)));
    assert_eq!(themes(0), Some(Refusal::Empty));
    assert_eq!(described(|details| details.themes = vec![theme(1), theme(1)]), Some(Refusal::Taken));
}

#[test]
fn p7_programmes() {
    assert_eq!(refused(|create| create.programme.stages.clear()), Some(Refusal::BadProgramme));
    assert_eq!(refused(|create| create.programme.stages[0].steps[0].minutes = 0), Some(Refusal::BadProgramme));
    assert_eq!(refused(|create| create.programme.stages[0].steps[0].minutes = limits::STEP_MINUTES + 1), Some(Refusal::BadProgramme));
    let many = |create: &mut Create, count: usize| {
        let step = create.programme.stages[0].steps[0].clone();
        create.programme.stages.truncate(1);
        create.programme.stages[0].steps =
            (0..count).map(|number| trestle_protocol::Step { id: format!("s{number}").as_str().into(), ..step.clone() }).collect();
    };
    assert_eq!(refused(|create| many(create, limits::STEPS)), None);
    assert_eq!(refused(|create| many(create, limits::STEPS + 1)), Some(Refusal::BadProgramme));
}

/// What somebody puts on their own desk stays there; what others see of it is bounded.
#[test]
fn p7_notes_on_the_wall() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.go("group");
    let cut = |world: &World, id| world.seen(Role::Wall, id).unwrap().text;
    let exact = "é".repeat(limits::NOTE_UNITS as usize);
    let long = world.note(ann, "long", &format!("{exact}and more"));
    assert_eq!(cut(&world, &long), exact);
    let half = "é".repeat(limits::NOTE_UNITS as usize - 1);
    let split = world.note(ann, "split", &format!("{half}💻"));
    assert_eq!(cut(&world, &split), half, "never half a character");
    let odd = world.note(ann, "odd", "a\u{0}b\u{1b}[31m\nc");
    assert_eq!(cut(&world, &odd), "ab[31m\nc");
    for number in 0..limits::NOTES_PER_DESK {
        world.note(ann, &format!("m{number:03}"), "One of many");
    }
    assert_eq!(world.writing().notes as usize, limits::NOTES_PER_DESK);
    let ben = world.join("Ben", "Council");
    world.note(ben, "b", "Mine");
    assert_eq!(world.writing().notes as usize, limits::NOTES_PER_DESK + 1, "one desk takes nothing from another");
}

#[test]
fn p7_fields_of_documents() {
    let mut world = World::open(|_| {});
    let field = limits::FIELD_UNITS as usize;
    world.text(FACILITATOR, DocumentName::Card(OrganisationId(1)), "does", &"x".repeat(field + 9)).unwrap();
    assert_eq!(world.fold.documents.card(OrganisationId(1)).does.len(), field);
    world.go("brief");
    world.text(FACILITATOR, DocumentName::Plan, "communications", &"x".repeat(field + 9)).unwrap();
    assert_eq!(world.fold.documents.plan().next.communications.len(), field);
}

#[test]
fn p7_groups() {
    let mut world = World::open(|_| {});
    world.go("group");
    for number in 0..limits::GROUPS {
        world.group(FACILITATOR, &format!("g{number:03}"), "A problem").unwrap();
    }
    assert_eq!(world.group(FACILITATOR, "one more", "A problem").err(), Some(Refusal::TooMany));
    assert_eq!(world.fold.documents.board().groups.len(), limits::GROUPS);
}

#[test]
fn p7_rows_of_the_plan() {
    let mut world = World::open(|_| {});
    let row = |world: &mut World, number: usize| {
        let (key, texts) = (format!("r{number:03}"), vec![("what", None)]);
        world.write(FACILITATOR, DocumentName::Plan, &Edit::Row { root: "actions", key, texts, values: vec![] }, true)
    };
    for number in 0..limits::PLAN_ROWS {
        row(&mut world, number).unwrap();
    }
    assert_eq!(row(&mut world, limits::PLAN_ROWS).err(), Some(Refusal::TooMany));
    assert_eq!(world.fold.documents.plan().actions.len(), limits::PLAN_ROWS);
}

#[test]
fn p7_a_text_larger_than_a_frame_is_refused_whole() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    let result = world.text(ann, DocumentName::Desk(seat(ann)), "draft", &"x".repeat(limits::FRAME_BYTES));
    assert_eq!(result.err(), Some(Refusal::Oversized));
    world.text(ann, DocumentName::Desk(seat(ann)), "draft", "Shorter").unwrap();
}

/// One person can fill their own desk, however long that takes; everybody else goes on.
#[test]
fn p7_a_document_is_full_at_last() {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Council"));
    let text = "x".repeat(60_000);
    let more = |world: &mut World, number: usize| {
        world.wait(limits::SHARE_UNITS * limits::SHARE_UNIT_MS);
        world.try_note(ann, &format!("n{number}"), &text).err()
    };
    let refusal = (0..100).find_map(|number| more(&mut world, number));
    assert_eq!(refusal, Some(Refusal::DocumentFull));
    world.note(ben, "b", "Mine");
}

#[test]
fn a_join_with_an_unknown_organisation_takes_no_seat() {
    let mut world = World::open(|_| {});
    let before = world.fold.state.clone();
    let organisation = JoinOrganisation::Known(OrganisationId(9));
    let order =
        Order::Join { token: SecretHash::of("x"), name: "Ann".into(), organisation, role: Role::Participant, table: false, place: None };
    assert_eq!(world.order(Actor::System, order).err(), Some(Refusal::Unknown));
    assert_eq!(world.fold.state, before);
}
