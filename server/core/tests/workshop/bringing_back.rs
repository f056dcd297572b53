//! Bringing back who was removed: the person with their notes and ways in, or their notes alone; never who was erased.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey, Holder, JoinOrganisation, Order, SecretHash, Viewer, record};
use trestle_protocol::{Authors, Cell, Command, DocumentName, Door, FeedbackKind, NoteId, Refusal, Role, RoundKind, SeatId, TeamId};

fn remove(world: &mut World, person: Actor) {
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(person), with_notes: false, hidden: false }).unwrap();
}

fn show(person: Actor, shown: bool) -> Command {
    Command::ShowNotes { seat: seat(person), shown }
}

fn bring(person: Actor) -> Command {
    Command::BringBack { seat: seat(person) }
}

/// Ann and Ben with a note each, in the report back; Ann has said a line about the brief.
fn reported() -> (World, [Actor; 2], NoteId) {
    let mut world = World::open(|create| create.details.authors = Authors::Name);
    let people = [("Ann", "Council"), ("Ben", "Charity")].map(|(name, organisation)| world.join(name, organisation));
    let [note, _] = people.map(|person| world.note(person, "a", "No trains"));
    world.go("write");
    world.go("group");
    world.go("brief");
    world.go("report");
    let line = Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text: "Warm".into() };
    world.command(people[0], line).unwrap();
    (world, people, note)
}

fn lines(world: &World) -> usize {
    match world.cell(Role::Facilitator, &CellKey::Feedback(TeamId(1))) {
        Some(Cell::Feedback(cell)) => cell.lines.len(),
        other => panic!("no lines: {other:?}"),
    }
}

#[test]
fn what_a_removed_person_wrote_goes_out_of_sight_and_comes_back() {
    let (mut world, [ann, _], note) = reported();
    assert_eq!(world.refuses(FACILITATOR, show(ann, false)), Refusal::Unknown, "she is here");
    remove(&mut world, ann);
    assert!(world.is_shown(&note), "removed without a word about her notes");
    assert_eq!(world.refuses(FACILITATOR, show(ann, true)), Refusal::Already);
    world.command(FACILITATOR, show(ann, false)).unwrap();
    assert!(!world.is_shown(&note));
    assert_eq!((world.writing().notes, lines(&world)), (1, 0));
    let record = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now);
    assert_eq!((record.loose.len(), record.briefs[0].feedback.len()), (1, 0));
    let gone = |world: &World| match world.cell(Role::Facilitator, &CellKey::Gone) {
        Some(Cell::Gone(cell)) => cell.people.into_iter().map(|person| (person.seat, person.hidden)).collect(),
        _ => Vec::new(),
    };
    assert_eq!(gone(&world), [(seat(ann), true)]);
    world.command(FACILITATOR, show(ann, true)).unwrap();
    assert!(world.is_shown(&note) && lines(&world) == 1);
    assert_eq!(gone(&world), [(seat(ann), false)]);
}

#[test]
fn p5_who_is_brought_back_is_who_they_were() {
    let (mut world, [ann, ben], note) = reported();
    let before = world.fold.state.seats[&seat(ann)].clone();
    let token = world.fold.state.grants.iter().find(|(_, holder)| **holder == Holder::Seat(seat(ann))).map(|(secret, _)| *secret).unwrap();
    let refusal = world.refuses(ben, bring(ann));
    assert_eq!(refusal, Refusal::NotFacilitator);
    assert_eq!(world.refuses(FACILITATOR, bring(ann)), Refusal::Unknown, "she is here");
    remove(&mut world, ann);
    world.command(FACILITATOR, show(ann, false)).unwrap();
    assert_eq!(world.fold.state.holder(&token), None, "her link opens nothing");
    world.command(FACILITATOR, bring(ann)).unwrap();
    assert_eq!(world.fold.state.seats[&seat(ann)], before);
    assert_eq!(world.fold.state.holder(&token), Some(Holder::Seat(seat(ann))), "her link opens again");
    assert!(world.is_shown(&note) && world.fold.state.team_of(seat(ann)).is_some());
    world.try_note(ann, "b", "No buses").unwrap();
    assert_eq!(world.cell(Role::Facilitator, &CellKey::Gone), None);
}

#[test]
fn who_was_erased_stays_erased() {
    let (mut world, [ann, ben], _) = reported();
    remove(&mut world, ben);
    for person in [ann, ben] {
        world.command(FACILITATOR, Command::RemoveSeat { seat: seat(person), with_notes: true, hidden: false }).unwrap();
        assert!(world.fold.state.grants.values().all(|holder| *holder != Holder::Seat(seat(person))));
        for command in [bring(person), show(person, true), show(person, false)] {
            assert_eq!(world.refuses(FACILITATOR, command), Refusal::Unknown);
        }
    }
}

#[test]
fn who_was_turned_away_at_the_door_comes_back_to_the_door() {
    let mut world = World::open(|_| {});
    world.command(FACILITATOR, Command::SetDoor { door: Door::Ask }).unwrap();
    let ann = world.join("Ann", "Council");
    remove(&mut world, ann);
    world.command(FACILITATOR, bring(ann)).unwrap();
    assert_eq!(world.fold.state.role(Holder::Seat(seat(ann))), Some(Role::Guest));
}

/// What a table wrote for somebody who is kept out of sight is out of sight with them.
#[test]
fn what_others_wrote_for_a_removed_person_goes_out_of_sight_with_them() {
    let mut world = World::open(|create| create.details.authors = Authors::Name);
    let person = Command::AddPerson { name: "Pat".into(), organisation: None, organisation_name: "Church".into(), table: None };
    world.command(FACILITATOR, person).unwrap();
    let pat = Actor::Seat(SeatId(2));
    world.go("write");
    let note = super::the_room::note(&mut world, "a", &[("for", 2)]);
    world.go("group");
    assert!(world.is_shown(&note));
    remove(&mut world, pat);
    world.command(FACILITATOR, show(pat, false)).unwrap();
    assert!(!world.is_shown(&note));
    world.command(FACILITATOR, bring(pat)).unwrap();
    assert!(world.is_shown(&note));
}

#[test]
fn a_share_that_is_used_up_is_freed_by_erasing_who_was_removed() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    let before = world.fold.state.grants.len();
    remove(&mut world, ann);
    assert_eq!(world.fold.state.grants.len(), before);
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes: true, hidden: false }).unwrap();
    assert_eq!(world.fold.state.grants.len(), before - 1);
    assert!(!world.fold.state.seats[&seat(ann)].name.contains("Ann"));
    let again = Order::Join {
        token: SecretHash::of("again"),
        name: "Ann".into(),
        organisation: JoinOrganisation::None,
        role: Role::Participant,
        table: false,
        place: None,
    };
    world.order(Actor::System, again).unwrap();
    assert!(world.fold.documents.desk(SeatId(3)).is_empty() && world.fold.documents.state(DocumentName::Desk(SeatId(3))).is_ok());
}

/// One command: were there two, what is to be out of sight would stay on the wall when the page goes between them.
#[test]
fn p2_who_is_removed_out_of_sight_is_so_at_once_and_whole() {
    let (mut world, [ann, ben], note) = reported();
    let removed = world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes: false, hidden: true }).unwrap();
    assert_eq!(removed.events.len(), 2);
    assert!(!world.is_shown(&note) && lines(&world) == 0);
    world.command(FACILITATOR, bring(ann)).unwrap();
    assert!(world.is_shown(&note));
    let erased = world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ben), with_notes: true, hidden: true }).unwrap();
    assert_eq!(erased.events.len(), 1, "what is erased needs no hiding");
}

/// As with whoever joins, is admitted, is added or changes their organisation.
#[test]
fn who_convenes_is_heard_first_when_they_are_brought_back() {
    let mut world = World::open(|_| {});
    let (una, _) = (world.join("Una", "Council"), world.join("Sue", "School"));
    let fay = Actor::Seat(SeatId(1));
    world.command(una, Command::Wave {}).unwrap();
    world.command(FACILITATOR, Command::SetRole { seat: seat(una), role: Role::Facilitator }).unwrap();
    world.command(fay, Command::RemoveSeat { seat: seat(fay), with_notes: false, hidden: false }).unwrap();
    world.command(una, Command::Move { to: "introduce".into(), from: world.fold.state.step.clone() }).unwrap();
    let order = |world: &World| world.fold.state.rounds.iter().find(|(id, _)| id.kind == RoundKind::Speak).unwrap().1.order.clone();
    assert!(!order(&world).contains(&1));
    world.command(una, bring(fay)).unwrap();
    assert_eq!(order(&world)[0], 1);
}

/// Where notes do not say whose they are, taking one person's away and bringing them back would.
#[test]
fn p2_notes_without_names_cannot_be_told_by_hiding_them() {
    for authors in [Authors::Hidden, Authors::Organisation] {
        let mut world = World::open(|create| create.details.authors = authors);
        let ann = world.join("Ann", "Council");
        let hide = Command::RemoveSeat { seat: seat(ann), with_notes: false, hidden: true };
        assert_eq!(world.command(FACILITATOR, hide).err(), Some(Refusal::WouldTellAuthors));
        remove(&mut world, ann);
        assert_eq!(world.command(FACILITATOR, show(ann, false)).err(), Some(Refusal::WouldTellAuthors));
    }
}
