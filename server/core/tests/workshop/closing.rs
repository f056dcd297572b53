//! The end: what is missing before it, closing all the same, the ways out where fewer than two organisations are in, opening again, and the pulse.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Access, Actor, Record, Viewer, access, record, record::RecordMissing};
use trestle_protocol::{
    Capability, Command, DocumentName, Missing, OrganisationId, PollKind, Refusal, Role, Stance, SubjectResult, WayOut, limits::PULSE,
};
use yrs::Any;

const LIBRARY: OrganisationId = OrganisationId(1);
const COUNCIL: OrganisationId = OrganisationId(2);
const CHARITY: OrganisationId = OrganisationId(3);

/// At the last step: the library's facilitator, Ann of the council, Ben of the charity, and Lee who is alone. Nobody of the school came.
fn acting() -> (World, [Actor; 3]) {
    let mut world = World::open(|_| {});
    let people = [("Ann", "Council"), ("Ben", "Charity"), ("Lee", "")].map(|(name, organisation)| world.join(name, organisation));
    world.go("act");
    (world, people)
}

/// Nothing is missing: a way to keep in touch, a date, an action of each.
fn complete() -> (World, [Actor; 3]) {
    let (mut world, people) = acting();
    plan(&mut world, "communications", "By post");
    set(&mut world, "reconvene/when", "2027-01-15T14:00");
    for organisation in [LIBRARY, COUNCIL, CHARITY] {
        action(&mut world, organisation.0, "Speak to our board");
    }
    assert_eq!(world.closing().missing, []);
    (world, people)
}

fn plan(world: &mut World, field: &str, text: &str) {
    world.text(FACILITATOR, DocumentName::Plan, field, text).unwrap();
}

fn set(world: &mut World, at: &str, value: &str) {
    world.write(FACILITATOR, DocumentName::Plan, &Edit::Value { path: path(at), value: value.into() }, true).unwrap();
}

/// A row of the list of actions, in place of that organisation's former one; of no organisation for 0.
fn action(world: &mut World, organisation: u32, what: &str) {
    let word = (!what.is_empty()).then(|| world.words.say(what));
    let values = if organisation == 0 { vec![] } else { vec![("organisation", Any::from(f64::from(organisation)))] };
    let row = Edit::Row { root: "actions", key: format!("a{organisation}"), texts: vec![("what", word)], values };
    world.write(FACILITATOR, DocumentName::Plan, &row, true).unwrap();
}

fn commit(world: &mut World, organisation: OrganisationId, stance: Option<Stance>) {
    world.command(FACILITATOR, Command::Commit { organisation, stance, until: None, line: String::new() }).unwrap();
}

fn facilitate(world: &mut World, command: Command) {
    world.command(FACILITATOR, command.clone()).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
}

fn close(anyway: bool) -> Command {
    Command::Close { anyway }
}

fn silent(organisation: OrganisationId) -> Missing {
    Missing::Organisation { organisation }
}

fn made(world: &World) -> Record {
    record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Wall), world.now)
}

#[test]
fn what_is_missing_is_named_until_it_is_there() {
    let (mut world, _) = acting();
    let [keep, date] = [Missing::Communications, Missing::Date];
    let [library, council, charity] = [LIBRARY, COUNCIL, CHARITY].map(silent);
    let missing = |world: &World| world.closing().missing;
    assert_eq!(missing(&world), [keep, date, library, council, charity], "who did not come is not missed");
    plan(&mut world, "communications", " \n ");
    plan(&mut world, "reason", "  ");
    assert_eq!(missing(&world), [keep, date, library, council, charity], "blanks say nothing");
    plan(&mut world, "communications", "By post");
    assert_eq!(missing(&world), [date, library, council, charity]);
    plan(&mut world, "reason", "Elections come first");
    assert_eq!(missing(&world), [library, council, charity], "a reason is as good as a date");
    plan(&mut world, "reason", "");
    set(&mut world, "reconvene/when", "2027-02-30T14:00");
    assert_eq!(missing(&world), [date, library, council, charity], "there is no such day");
    set(&mut world, "reconvene/when", "2027-02-28T14:00");
    assert_eq!(missing(&world), [library, council, charity]);
    for (organisation, what) in [(0, "Somebody does something"), (4, "Nobody of ours came"), (1, ""), (2, " \n")] {
        action(&mut world, organisation, what);
    }
    assert_eq!(missing(&world), [library, council, charity], "blank, or nobody's, or of who did not come");
    action(&mut world, 1, "Speak to our board");
    for stance in [Stance::In, Stance::Reflecting, Stance::Later] {
        commit(&mut world, COUNCIL, Some(stance));
        assert_eq!(missing(&world), [council, charity], "{stance:?} without an action");
    }
    commit(&mut world, COUNCIL, Some(Stance::Away));
    assert_eq!(missing(&world), [charity], "stepping away is an answer");
    commit(&mut world, COUNCIL, None);
    assert_eq!(missing(&world), [council, charity], "taken back");
    action(&mut world, 2, "Count the buses");
    action(&mut world, 3, "Ask our members");
    assert_eq!(missing(&world), []);
    facilitate(&mut world, close(false));
}

#[test]
fn an_organisation_whose_people_all_left_is_missed_by_nobody_and_a_latecomer_is() {
    let (mut world, [ann, ..]) = complete();
    let sue = world.join("Sue", "School");
    let newcomer = world.join("New", "Newcomers");
    assert_eq!(world.closing().missing, [silent(OrganisationId(4)), silent(OrganisationId(5))]);
    for gone in [sue, newcomer, ann] {
        facilitate(&mut world, Command::RemoveSeat { seat: seat(gone), with_notes: false, hidden: false });
    }
    world.write(FACILITATOR, DocumentName::Plan, &Edit::Drop { path: path("actions/a2") }, true).unwrap();
    assert_eq!(world.closing().missing, [], "nobody of the council is here any more");
    let guest = Command::AddPerson { name: "Gus".into(), organisation: Some(COUNCIL), organisation_name: String::new(), table: None };
    facilitate(&mut world, guest);
    assert_eq!(world.closing().missing, [silent(COUNCIL)], "without a device is here all the same");
}

#[test]
fn a_workshop_is_not_closed_with_something_missing_unless_that_is_meant() {
    let (mut world, [ann, ..]) = acting();
    assert_eq!(world.refuses(FACILITATOR, close(false)), Refusal::Unfinished);
    assert_eq!(world.refuses(Actor::Console, close(false)), Refusal::Unfinished);
    assert_eq!(world.refuses(ann, close(true)), Refusal::NotFacilitator);
    plan(&mut world, "communications", "By post");
    action(&mut world, 1, "Speak to our board");
    let without = [Missing::Date, silent(COUNCIL), silent(CHARITY)];
    facilitate(&mut world, close(true));
    assert_eq!((world.closing().closed_without, world.fold.state.closed_at), (without.to_vec(), Some(world.now)));
    let record = made(&world);
    let named = RecordMissing { communications: false, date: true, organisations: vec!["Council".into(), "Charity".into()] };
    assert_eq!((record.closed_without.as_ref(), record.draft), (Some(&named), false));
    let said = "The workshop was closed without: a date to meet again, or a reason why there is none; an action of Council, or their stepping \
                away; an action of Charity, or their stepping away.";
    assert!(record.markdown().contains(said), "{}", record.markdown());
    facilitate(&mut world, Command::RemoveSeat { seat: seat(ann), with_notes: true, hidden: false });
    assert_eq!(world.closing().closed_without, without, "what was missing then, whatever is now");
    for again in [close(false), close(true)] {
        assert_eq!(world.refuses(FACILITATOR, again), Refusal::Closed);
    }
}

#[test]
fn a_workshop_that_is_whole_is_closed_without_a_word_about_it() {
    for anyway in [false, true] {
        let (mut world, _) = complete();
        facilitate(&mut world, close(anyway));
        assert_eq!(world.closing().closed_without, []);
        assert!(made(&world).closed_without.is_none() && !made(&world).markdown().contains("closed without"));
    }
}

#[test]
fn it_is_opened_again_by_a_facilitator_and_asked_again_what_is_missing() {
    let (mut world, [ann, ..]) = acting();
    assert_eq!(world.refuses(FACILITATOR, Command::Reopen {}), Refusal::Already);
    world.wait(60_000);
    facilitate(&mut world, close(true));
    let left = world.clock().left_ms;
    world.wait(5 * 60_000);
    assert!(!world.tick() && world.fold.state.next_tick().is_none(), "time stands still");
    assert_eq!(world.refuses(ann, Command::Reopen {}), Refusal::NotFacilitator);
    world.command(Actor::Console, Command::Reopen {}).unwrap();
    assert_eq!((world.closing().closed_without, world.fold.state.closed_at), (vec![], None));
    assert_eq!((world.clock().left_ms, left > 0), (left, true), "the clock waits until somebody lets it run on");
    assert!(made(&world).draft && made(&world).closed_without.is_none());
    assert_eq!(world.refuses(FACILITATOR, close(false)), Refusal::Unfinished);
    plan(&mut world, "communications", "By post");
    facilitate(&mut world, close(true));
    assert!(!world.closing().closed_without.contains(&Missing::Communications), "what is missing this time");
}

#[test]
fn p3_after_the_end_everything_is_read_and_nothing_is_written() {
    let (mut world, [ann, ben, _]) = complete();
    let documents = |who: Actor| {
        [DocumentName::Desk(seat(who)), DocumentName::Card(COUNCIL), DocumentName::Aside(COUNCIL), DocumentName::Board, DocumentName::Plan]
    };
    let rights = |world: &World, who| documents(who).map(|document| access(&world.fold.state, document, who));
    let before = [rights(&world, ann), rights(&world, FACILITATOR)];
    assert!(before[0].iter().filter(|access| **access == Access::Write).count() == 4, "{before:?}");
    facilitate(&mut world, close(false));
    let after = [rights(&world, ann), rights(&world, FACILITATOR)];
    for (before, after) in before.iter().flatten().zip(after.iter().flatten()) {
        assert_eq!(*after, (*before).min(Access::Read));
    }
    for who in [ann, ben, FACILITATOR, Actor::Console] {
        assert_eq!(world.text(who, DocumentName::Plan, "communications", "Too late").err(), Some(Refusal::NotYours), "{who:?}");
    }
    assert_eq!(world.fold.documents.plan().next.communications, "By post");
    facilitate(&mut world, Command::Reopen {});
    assert_eq!([rights(&world, ann), rights(&world, FACILITATOR)], before);
}

#[test]
fn a_rehearsal_that_was_closed_ends_open() {
    let mut world = World::open(|_| {});
    facilitate(&mut world, Command::Rehearse { on: true });
    world.go("act");
    assert_eq!(world.refuses(FACILITATOR, close(false)), Refusal::Unfinished);
    facilitate(&mut world, close(true));
    facilitate(&mut world, Command::ClosePoll { poll: "act-pulse".into() });
    assert_eq!(world.refuses(FACILITATOR, Command::Rehearse { on: true }), Refusal::Closed);
    facilitate(&mut world, Command::Rehearse { on: false });
    assert_eq!((world.fold.state.closed_at, world.closing().closed_without, world.fold.state.polls.len()), (None, vec![], 0));
}

#[test]
fn with_fewer_than_two_in_one_of_three_ways_out_is_taken_or_taken_back() {
    let (mut world, [ann, ..]) = complete();
    let take = |way| Command::ChooseWayOut { way };
    let verdict = |world: &World| made(world).markdown();
    assert_eq!((world.closing().committed, world.closing().needed), (0, 2));
    commit(&mut world, COUNCIL, Some(Stance::In));
    assert!(verdict(&world).contains("1 organisation is in. It takes at least two for the project to go ahead: change the focus"));
    assert_eq!(world.refuses(FACILITATOR, take(None)), Refusal::Already);
    assert_eq!(world.refuses(ann, take(Some(WayOut::Park))), Refusal::NotFacilitator);
    for (way, said) in [
        (WayOut::ChangeFocus, "So its focus will be changed."),
        (WayOut::OneOrganisation, "So the work goes on with one organisation."),
        (WayOut::Park, "So it is parked."),
    ] {
        facilitate(&mut world, take(Some(way)));
        assert_eq!(world.refuses(FACILITATOR, take(Some(way))), Refusal::Already);
        assert_eq!((world.closing().way_out, made(&world).way_out), (Some(way), Some(way)));
        assert!(verdict(&world).contains(said), "{way:?}: {}", verdict(&world));
    }
    commit(&mut world, CHARITY, Some(Stance::In));
    assert_eq!((world.closing().committed, world.closing().way_out), (2, Some(WayOut::Park)));
    assert!(verdict(&world).contains("2 organisations are in. The project goes ahead.") && !verdict(&world).contains("parked"));
    commit(&mut world, CHARITY, Some(Stance::Reflecting));
    assert!(verdict(&world).contains("So it is parked."), "what was said for that case still holds");
    facilitate(&mut world, take(None));
    assert_eq!(world.closing().way_out, None);
    facilitate(&mut world, close(false));
    assert_eq!(world.refuses(FACILITATOR, take(Some(WayOut::Park))), Refusal::Closed);
    assert!(verdict(&world).contains("change the focus, work with one organisation, or park it."), "too few do not keep it from closing");
}

fn pulse(subject: &str, values: &[u8]) -> Command {
    Command::Answer { poll: "act-pulse".into(), subject: subject.into(), values: values.to_vec() }
}

fn pulse_poll(open: bool) -> Command {
    let poll = "act-pulse".into();
    if open { Command::OpenPoll { poll } } else { Command::ClosePoll { poll } }
}

#[test]
fn the_pulse_asks_three_questions_with_five_answers_each() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    for step in ["write", "group", "rate", "choose", "roles"] {
        world.go(step);
        assert!(!world.fold.state.can(Capability::Pulse));
        assert_eq!(world.refuses(ann, pulse("useful", &[5])), Refusal::Unknown, "nobody asked at {step}");
    }
    world.go("act");
    for (subject, values, refusal) in [
        ("useful", &[0][..], Refusal::OutOfRange),
        ("useful", &[6], Refusal::OutOfRange),
        ("useful", &[], Refusal::OutOfRange),
        ("useful", &[3, 3], Refusal::OutOfRange),
        ("lunch", &[3], Refusal::Unknown),
        ("", &[3], Refusal::Unknown),
    ] {
        assert_eq!(world.refuses(ann, pulse(subject, values)), refusal, "{subject} {values:?}");
    }
    for (subject, value) in PULSE.into_iter().zip([1, 3, 5]) {
        world.command(ann, pulse(subject, &[value])).unwrap();
    }
    world.command(ann, pulse("heard", &[4])).unwrap();
    let cell = world.poll("act-pulse");
    assert_eq!((cell.kind, cell.answered, cell.of, cell.results), (PollKind::Pulse, 1, 1, None));
    facilitate(&mut world, pulse_poll(false));
    let given: Vec<Vec<u32>> = world.poll("act-pulse").results.unwrap().into_iter().map(|result| result.counts).collect();
    assert_eq!(given, [[1, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]], "the last answer counts");
}

#[test]
fn the_pulse_goes_on_after_the_end_until_it_is_closed_itself() {
    let (mut world, [ann, ben, lee]) = complete();
    facilitate(&mut world, Command::Table { seat: seat(lee), table: true });
    for name in ["Gus", "Pia"] {
        let person = Command::AddPerson { name: name.into(), organisation: None, organisation_name: String::new(), table: None };
        world.command(lee, person).unwrap();
    }
    facilitate(&mut world, close(false));
    world.command(ann, pulse("useful", &[5])).unwrap();
    world.command(ben, pulse("useful", &[1])).unwrap();
    let hands = |count| Command::CountHands { poll: "act-pulse".into(), subject: "useful".into(), values: vec![4], count };
    world.command(lee, hands(2)).unwrap();
    assert_eq!(world.refuses(ann, hands(3)), Refusal::NotYours);
    assert_eq!(made(&world).pulse, [], "private until it is closed");
    facilitate(&mut world, Command::RemoveSeat { seat: seat(ben), with_notes: false, hidden: false });
    assert_eq!(world.refuses(ben, pulse("useful", &[2])), Refusal::NoSeat);
    facilitate(&mut world, pulse_poll(false));
    let useful = |world: &World| -> SubjectResult { world.poll("act-pulse").results.unwrap().remove(0) };
    let result = useful(&world);
    assert_eq!((result.count, result.hands, result.counts), (3, 2, vec![0, 0, 0, 2, 1]), "who was removed says nothing");
    assert_eq!(made(&world).pulse.len(), 1);
    assert_eq!(world.refuses(ann, pulse("heard", &[5])), Refusal::NotNow);
    assert_eq!(world.refuses(lee, hands(1)), Refusal::NotNow);
    assert_eq!(world.refuses(FACILITATOR, pulse_poll(false)), Refusal::Already);
    facilitate(&mut world, pulse_poll(true));
    world.command(ann, pulse("useful", &[4])).unwrap();
    facilitate(&mut world, pulse_poll(false));
    assert_eq!(useful(&world).counts, [0, 0, 0, 3, 0]);
    for other in ["rate", "choose", "nothing"] {
        assert_eq!(world.refuses(FACILITATOR, Command::OpenPoll { poll: other.into() }), Refusal::Closed, "{other}");
    }
}
