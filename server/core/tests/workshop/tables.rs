//! Tables: a device that several people use, notes for those around it, and people without a device.

use crate::kit::{
    edit::Edit,
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{
    Actor, CellKey, Fold, JoinOrganisation, NewHome, Order, Record, SecretHash, Viewer, comparable,
    entry::{Entry, UpdateEntry, UpdateHead},
    import, record,
    record::RecordHands,
};
use trestle_protocol::{
    Author, Authors, Cell, Command, Counter, DocumentName, Door, HandsBy, NoteId, PollKind, Refusal, Role, TableWish, WorkshopId,
    limits::AT_TABLE,
};
use yrs::Any;

fn table(world: &mut World, actor: Actor, which: Actor, table: bool) -> Result<(), Refusal> {
    world.command(actor, Command::Table { seat: seat(which), table }).map(drop)
}

/// A note on a desk that names for whom it was written.
fn note_for(world: &mut World, author: Actor, key: &str, field: &'static str, number: u32) -> NoteId {
    let word = world.words.say("No trains");
    let values = vec![("theme", Any::from("reading")), (field, Any::from(f64::from(number)))];
    let edit = Edit::Row { root: "notes", key: key.into(), texts: vec![("text", Some(word))], values };
    world.write(author, DocumentName::Desk(seat(author)), &edit, true).unwrap();
    trestle_core::documents::note_id(&world.fold.state.salt, seat(author), key)
}

fn author(world: &World, note: &NoteId) -> Option<Author> {
    world.seen(Role::Wall, note).unwrap().author
}

/// A table whose device is Tina's, with Pat beside it; notes are face up.
fn at_a_table(authors: Authors) -> (World, Actor, Actor) {
    let mut world = World::open(|create| create.details.authors = authors);
    let tina = world.join("Tina", "Council");
    let pat = world.table(tina, &["Pat"])[0];
    world.go("group");
    (world, tina, pat)
}

fn sits(world: &mut World, actor: Actor, person: Actor, table: Option<Actor>) -> Result<(), Refusal> {
    world.command(actor, Command::SitAt { seat: seat(person), table: table.map(seat) }).map(drop)
}

fn hands(poll: &str, subject: &str, values: &[u8], count: u32) -> Command {
    Command::CountHands { poll: poll.into(), subject: subject.into(), values: values.to_vec(), count }
}

fn wish(world: &World, who: Actor) -> TableWish {
    let Some(Cell::Mine(mine)) = world.own_cell(who, &CellKey::Mine) else { panic!("nobody") };
    mine.table_wish
}

fn asks(world: &World, role: Role, who: Actor) -> bool {
    matches!(world.cell(role, &CellKey::Seat(seat(who))), Some(Cell::Seat(cell)) if cell.asks_table)
}

#[test]
fn p9_a_device_is_a_table_only_once_a_facilitator_says_so() {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    assert_eq!(table(&mut world, ann, ben, true), Err(Refusal::NotYours));
    assert_eq!(table(&mut world, Actor::Wall, ben, true), Err(Refusal::NoSeat));
    table(&mut world, ann, ann, true).unwrap();
    assert_eq!(world.person(ann, "Pat", "Church").err(), Some(Refusal::NotYours), "it has only asked");
    assert_eq!(table(&mut world, ann, ann, true), Err(Refusal::Already));
    assert_eq!([Role::Facilitator, Role::Participant, Role::Wall].map(|role| asks(&world, role, ann)), [true, false, false]);
    table(&mut world, ann, ann, false).unwrap();
    assert_eq!((wish(&world, ann), asks(&world, Role::Facilitator, ann)), (TableWish::None, false), "taken back");
    table(&mut world, ann, ann, true).unwrap();
    table(&mut world, FACILITATOR, ann, false).unwrap();
    assert_eq!((wish(&world, ann), table(&mut world, ann, ann, true)), (TableWish::Refused, Err(Refusal::NotYours)));
    table(&mut world, FACILITATOR, ann, true).unwrap();
    world.person(ann, "Pat", "Church").unwrap();
    table(&mut world, ann, ann, false).unwrap();
    assert_eq!(world.person(ann, "Pia", "Church").err(), Some(Refusal::NotYours), "no table, no people at it");
    let pat = world.person(FACILITATOR, "Pru", "Church").unwrap();
    assert_eq!(table(&mut world, FACILITATOR, pat, true), Err(Refusal::Unknown), "there is no device");
    assert_eq!(world.person(FACILITATOR, " ", "Church").err(), Some(Refusal::Empty));
}

#[test]
fn p9_who_joins_as_a_table_asks_and_a_facilitator_who_does_is_one() {
    let mut world = World::open(|_| {});
    let join = |world: &mut World, name: &str, role| {
        let order = Order::Join {
            token: SecretHash::of(name),
            name: name.into(),
            organisation: JoinOrganisation::None,
            role,
            table: true,
            place: None,
        };
        world.order(Actor::System, order).unwrap();
        Actor::Seat(*world.fold.state.seats.keys().next_back().unwrap())
    };
    let (tina, fay) = (join(&mut world, "Tina", Role::Participant), join(&mut world, "Fay", Role::Facilitator));
    let is_table = |world: &World, who| world.fold.state.seat(seat(who)).unwrap().table;
    assert_eq!((is_table(&world, tina), is_table(&world, fay)), (false, true));
    assert_eq!((wish(&world, tina), wish(&world, fay)), (TableWish::Asked, TableWish::None));
    world.command(FACILITATOR, Command::SetDoor { door: Door::Ask }).unwrap();
    let waits = join(&mut world, "Wes", Role::Participant);
    assert_eq!(table(&mut world, FACILITATOR, waits, true), Err(Refusal::Unknown), "at the door");
    world.command(FACILITATOR, Command::Admit { seat: seat(waits) }).unwrap();
    assert!(!is_table(&world, waits), "letting in is not making a table");
}

#[test]
fn p9_a_table_adds_no_more_people_than_it_sees_and_a_facilitator_seats_more() {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    let [names, more] = [AT_TABLE, 1].map(|count| (0..count).map(|number| format!("Person {number}")).collect::<Vec<_>>());
    world.table(ann, &names.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(world.person(ann, &more[0], "Church").err(), Some(Refusal::TableFull));
    world.table(ben, &["Pat"]);
    let elsewhere = Command::AddPerson { name: "Pia".into(), organisation: None, organisation_name: String::new(), table: Some(seat(ben)) };
    assert_eq!(world.command(ann, elsewhere.clone()).err(), Some(Refusal::NotYours), "not at another table");
    world.command(FACILITATOR, elsewhere).unwrap();
    let last = world.person(FACILITATOR, "Pru", "Church").unwrap();
    sits(&mut world, FACILITATOR, last, Some(ann)).unwrap();
    assert_eq!(world.fold.state.at_table(seat(ann)).count(), AT_TABLE + 1);
    assert_eq!(world.fold.state.at_table(seat(ben)).count(), 2);
}

#[test]
fn p9_a_facilitator_alone_seats_people_and_only_those_without_a_device() {
    let (mut world, tina, pat) = at_a_table(Authors::Name);
    let ben = world.join("Ben", "Charity");
    let at = |world: &World| match world.cell(Role::Wall, &CellKey::Seat(seat(pat))) {
        Some(Cell::Seat(cell)) => cell.at,
        _ => panic!("nobody"),
    };
    assert_eq!(at(&world), Some(seat(tina)));
    assert_eq!(sits(&mut world, tina, pat, None), Err(Refusal::NotFacilitator));
    assert_eq!(sits(&mut world, FACILITATOR, ben, Some(tina)), Err(Refusal::Unknown), "has a device");
    assert_eq!(sits(&mut world, FACILITATOR, pat, Some(ben)), Err(Refusal::Unknown), "no table");
    assert_eq!(sits(&mut world, FACILITATOR, pat, Some(tina)), Err(Refusal::Already));
    sits(&mut world, FACILITATOR, pat, None).unwrap();
    assert_eq!(at(&world), None);
    sits(&mut world, FACILITATOR, pat, Some(tina)).unwrap();
    table(&mut world, FACILITATOR, tina, false).unwrap();
    assert_eq!(at(&world), None, "at no table once it is none");
}

#[test]
fn who_has_no_device_is_here_and_answers_nothing_by_themselves() {
    let (world, _, pat) = at_a_table(Authors::Name);
    let cell = world.cell(Role::Wall, &CellKey::Seat(seat(pat)));
    assert!(matches!(cell, Some(Cell::Seat(cell)) if cell.without_device && cell.role == Role::Participant));
    assert_eq!((world.writing().of, world.fold.state.participants().count()), (1, 2));
}

fn named(name: Option<&str>, organisation: &str, via: Option<&str>) -> Option<Author> {
    let [name, via] = [name, via].map(|text| text.map(str::to_owned));
    Some(Author { name, organisation: Some(organisation.into()), via, room: false })
}

#[test]
fn p9_a_table_writes_for_the_people_at_it_and_their_organisations_alone() {
    let (mut world, tina, pat) = at_a_table(Authors::Name);
    let (tom, ben) = (world.join("Tom", "School"), world.join("Ben", "Charity"));
    let pia = world.table(tom, &["Pia"])[0];
    let pru = world.person(FACILITATOR, "Pru", "Clinic").unwrap();
    let for_pat = note_for(&mut world, tina, "a", "for", seat(pat).0);
    assert_eq!(author(&world, &for_pat), named(Some("Pat"), "Church", Some("Tina")));
    let organisation = |world: &World, who: Actor| world.fold.state.seat(seat(who)).unwrap().organisation.unwrap().0;
    for (key, who, name) in [("b", pat, "Church"), ("c", tina, "Council")] {
        let number = organisation(&world, who);
        let note = note_for(&mut world, tina, key, "for_organisation", number);
        assert_eq!(author(&world, &note), named(None, name, Some("Tina")));
    }
    let foreign = [pia, pru, ben, FACILITATOR].map(|who| ("for", seat(who).0));
    let theirs = [tom, ben, pru].map(|who| ("for_organisation", organisation(&world, who)));
    for (place, (field, number)) in foreign.into_iter().chain(theirs).chain([("for", 77), ("for_organisation", 77)]).enumerate() {
        let note = note_for(&mut world, tina, &format!("x{place}"), field, number);
        assert_eq!(author(&world, &note), named(Some("Tina"), "Council", None), "{field} {number}: it is Tina's own");
    }
    table(&mut world, tina, tina, false).unwrap();
    assert_eq!(author(&world, &for_pat), named(Some("Tina"), "Council", None), "nobody else writes in another's name");
}

/// Judged when it is written, at its place in the journal: nobody's move gives a note to somebody else.
#[test]
fn p9_a_note_stays_whose_it_was_when_people_move_until_its_words_change() {
    let (mut world, tina, pat) = at_a_table(Authors::Name);
    let tom = world.join("Tom", "School");
    world.table(tom, &[]);
    let for_pat = note_for(&mut world, tina, "a", "for", seat(pat).0);
    let foreign = note_for(&mut world, tom, "b", "for", seat(pat).0);
    sits(&mut world, FACILITATOR, pat, Some(tom)).unwrap();
    let restored = World::of(Fold::restore(&world.fold.snapshot().unwrap()).unwrap());
    for world in [&world, &restored] {
        assert_eq!(author(world, &for_pat), named(Some("Pat"), "Church", Some("Tina")));
        assert_eq!(author(world, &foreign), named(Some("Tom"), "School", None), "it was not Tom's to write");
    }
    let mut replayed = Fold::empty();
    world.journal.iter().for_each(|entry| drop(replayed.replay(entry).unwrap()));
    assert_eq!(replayed.state, world.fold.state);
    assert_eq!(author(&World::of(replayed), &foreign), named(Some("Tom"), "School", None));
    world.text(tina, DocumentName::Desk(seat(tina)), "notes/a/text", "Other words").unwrap();
    assert_eq!(author(&world, &for_pat), named(Some("Tina"), "Council", None), "Pat sits elsewhere by now");
    world.text(tom, DocumentName::Desk(seat(tom)), "notes/b/text", "Other words").unwrap();
    assert_eq!(author(&world, &foreign), named(Some("Pat"), "Church", Some("Tom")), "Pat sits here by now");
}

/// What was let in before tables wrote for their own people alone reads as it did.
#[test]
fn p10_what_a_table_wrote_under_the_old_rules_reads_as_it_did() {
    let (mut world, tina, _) = at_a_table(Authors::Name);
    let pru = world.person(FACILITATOR, "Pru", "Clinic").unwrap();
    let notes = [note_for(&mut world, tina, "a", "for", seat(pru).0), note_for(&mut world, tina, "b", "for_organisation", 4)];
    let read = |world: &World| notes.clone().map(|note| author(world, &note));
    assert_eq!(read(&world), [named(Some("Tina"), "Council", None), named(Some("Tina"), "Council", None)]);
    let mut old = Fold::empty();
    for entry in &world.journal {
        let entry = match Entry::decode(entry).unwrap() {
            Entry::Update(UpdateEntry { head, update }) => {
                Entry::Update(UpdateEntry { head: UpdateHead { judged: false, ..head }, update })
            }
            event => event,
        };
        old.replay(&entry.encode().unwrap()).unwrap();
    }
    let old = World::of(old);
    assert_eq!(read(&old), [named(Some("Pru"), "Clinic", Some("Tina")), named(None, "School", Some("Tina"))]);
    let again = World::of(Fold::restore(&old.fold.snapshot().unwrap()).unwrap());
    assert_eq!(read(&again), read(&old));
}

#[test]
fn p9_nobody_counts_more_hands_than_there_are_people_to_raise_them() {
    let (mut world, tina, _) = at_a_table(Authors::Name);
    world.person(tina, "Pia", "Church").unwrap();
    for key in ["g", "h"] {
        world.group(FACILITATOR, key, "A problem").unwrap();
    }
    world.go("rate");
    let rated = |subject: &str, value, count| hands("rate", subject, &[value, value], count);
    assert_eq!(world.refuses(tina, rated("g", 5, 300)), Refusal::TooManyHands);
    assert_eq!(world.refuses(tina, rated("g", 5, 3)), Refusal::TooManyHands);
    world.command(tina, rated("g", 5, 1)).unwrap();
    assert_eq!(world.refuses(tina, rated("g", 4, 2)), Refusal::TooManyHands, "one of two has raised theirs for this problem");
    world.command(tina, rated("g", 4, 1)).unwrap();
    world.command(tina, rated("h", 4, 2)).unwrap();
    assert_eq!(world.refuses(FACILITATOR, rated("g", 5, 1)), Refusal::TooManyHands, "nobody is left in the room");
    world.person(FACILITATOR, "Pru", "Clinic").unwrap();
    world.command(FACILITATOR, rated("g", 5, 1)).unwrap();
    world.command(FACILITATOR, Command::CountRoom { people: 20 }).unwrap();
    world.command(Actor::Console, rated("g", 5, 20)).unwrap();
    assert_eq!(world.refuses(FACILITATOR, rated("g", 5, 21)), Refusal::TooManyHands, "as many as a facilitator said");
    assert_eq!(world.refuses(FACILITATOR, Command::CountRoom { people: 301 }), Refusal::OutOfRange);
    let counted = |by, hands| HandsBy { by, hands, struck: false };
    assert_eq!(world.poll("rate").counted, [counted(Counter::Room, 20), counted(Counter::Table(seat(tina)), 2)]);
    assert_eq!(world.poll("rate").hands, 22);
    world.command(tina, rated("g", 5, 0)).unwrap();
}

#[test]
fn p9_in_a_choice_everybody_raises_a_hand_once() {
    let (mut world, tina, _) = at_a_table(Authors::Name);
    world.person(tina, "Pia", "Church").unwrap();
    world.join("Ann", "Council");
    world.join("Ben", "Charity");
    for name in ["Cem", "Dia"] {
        world.join(name, "School");
    }
    world.go("brief");
    let teams: Vec<String> = world.fold.state.teams.keys().map(ToString::to_string).collect();
    world.go("choose");
    assert!(teams.len() > 1, "there is something to choose from");
    world.command(tina, hands("choose", &teams[0], &[], 1)).unwrap();
    assert_eq!(world.refuses(tina, hands("choose", &teams[1], &[], 2)), Refusal::TooManyHands);
    world.command(tina, hands("choose", &teams[1], &[], 1)).unwrap();
}

#[test]
fn a_facilitator_strikes_what_a_table_counted_and_lets_it_count_again() {
    let (mut world, tina, _) = at_a_table(Authors::Name);
    world.person(tina, "Pia", "Church").unwrap();
    world.group(FACILITATOR, "g", "A problem").unwrap();
    world.go("rate");
    let count = |count| hands("rate", "g", &[5, 5], count);
    let by = Counter::Table(seat(tina));
    let strike = |struck| Command::StrikeHands { poll: "rate".into(), by, struck };
    assert_eq!(world.refuses(FACILITATOR, strike(true)), Refusal::Unknown, "nothing is counted yet");
    world.command(tina, count(2)).unwrap();
    assert_eq!(world.refuses(tina, strike(true)), Refusal::NotFacilitator);
    world.command(FACILITATOR, strike(true)).unwrap();
    assert_eq!(world.refuses(tina, count(1)), Refusal::HandsStruck);
    assert_eq!((world.poll("rate").hands, world.poll("rate").counted), (0, vec![HandsBy { by, hands: 2, struck: true }]));
    world.command(FACILITATOR, Command::ClosePoll { poll: "rate".into() }).unwrap();
    let result = |world: &World| world.poll("rate").results.unwrap().remove(0);
    assert_eq!((result(&world).count, result(&world).hands), (0, 0));
    world.command(FACILITATOR, strike(false)).unwrap();
    assert_eq!((result(&world).count, result(&world).hands), (2, 2));
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(tina), with_notes: false, hidden: false }).unwrap();
    assert_eq!((result(&world).count, world.poll("rate").counted), (0, vec![]), "who is sent away counts for nobody");
}

/// Who counted stands in the record and in every paper made from it, and comes back with it.
#[test]
fn p8_who_counted_hands_and_who_wrote_for_whom_stands_in_the_record_and_comes_back() {
    let (mut world, tina, pat) = at_a_table(Authors::Name);
    note_for(&mut world, tina, "a", "for", seat(pat).0);
    world.group(FACILITATOR, "g", "A problem").unwrap();
    world.command(FACILITATOR, Command::CountRoom { people: 4 }).unwrap();
    world.go("rate");
    world.command(tina, hands("rate", "g", &[5, 5], 1)).unwrap();
    world.command(FACILITATOR, hands("rate", "g", &[1, 1], 4)).unwrap();
    world.command(FACILITATOR, Command::ClosePoll { poll: "rate".into() }).unwrap();
    let given = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Participant), world.now);
    let hands = |table: Option<&str>, hands| RecordHands { poll: PollKind::Rating, table: table.map(str::to_owned), hands };
    assert_eq!(given.hands, [hands(None, 4), hands(Some("Tina"), 1)]);
    let paper = given.markdown();
    assert!(paper.contains("a facilitator (4), the table of Tina (1)"), "{paper}");
    assert!(paper.contains("by way of Tina"), "{paper}");
    let home = NewHome {
        id: WorkshopId(uuid::Uuid::from_u128(9)),
        code: "ABCD2345".into(),
        invitation: String::new(),
        salt: [3; 16],
        grants: Vec::new(),
    };
    let read: Record = serde_json::from_str(&serde_json::to_string(&given).unwrap()).unwrap();
    let imported = import(&read, None, home, world.now).unwrap();
    let mut fold = Fold::empty();
    imported.entries.iter().for_each(|entry| drop(fold.replay(&entry.bytes).unwrap()));
    let again = record(&fold.state, &fold.documents, Viewer::class(Role::Participant), world.now);
    assert_eq!((again.hands.clone(), comparable(&again)), (given.hands.clone(), comparable(&given)));
}

#[test]
fn p2_authors_that_are_hidden_are_hidden_for_whom_a_table_writes_too() {
    let (mut world, tina, pat) = at_a_table(Authors::Hidden);
    let note = note_for(&mut world, tina, "a", "for", seat(pat).0);
    assert_eq!(author(&world, &note), None);
    let (mut world, tina, pat) = at_a_table(Authors::Organisation);
    let note = note_for(&mut world, tina, "a", "for", seat(pat).0);
    assert_eq!(author(&world, &note), Some(Author { name: None, organisation: Some("Church".into()), via: None, room: false }));
}

/// A number on a desk must not tell everybody the name of who waits at the door, or was turned away there.
#[test]
fn p2_a_note_for_who_waits_at_the_door_does_not_name_them() {
    let (mut world, tina, _) = at_a_table(Authors::Name);
    world.command(FACILITATOR, Command::SetDoor { door: Door::Ask }).unwrap();
    let waits = world.join("Secret", "Clinic");
    let note = note_for(&mut world, tina, "a", "for", seat(waits).0);
    let name = |world: &World| author(world, &note).unwrap().name;
    assert_eq!(name(&world).as_deref(), Some("Tina"));
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(waits), with_notes: false, hidden: false }).unwrap();
    assert_eq!(name(&world).as_deref(), Some("Tina"));
}

#[test]
fn a_note_of_somebody_who_is_erased_goes_with_them_and_is_not_counted() {
    let (mut world, tina, pat) = at_a_table(Authors::Name);
    let note = note_for(&mut world, tina, "a", "for", seat(pat).0);
    world.note(tina, "b", "No buses");
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(pat), with_notes: true, hidden: false }).unwrap();
    assert!(world.seen(Role::Facilitator, &note).is_none());
    assert_eq!(world.writing().notes, 1);
}

#[test]
fn a_table_puts_right_whom_it_added_and_nobody_else() {
    let (mut world, tina, pat) = at_a_table(Authors::Hidden);
    let ben = world.join("Ben", "Charity");
    let set = |whom| Command::SetOrganisation { seat: seat(whom), organisation: None, organisation_name: "Choir".into() };
    let rename = |whom| Command::Rename { seat: seat(whom), name: "Patricia".into() };
    for command in [set(ben), rename(ben), set(tina)] {
        assert_eq!(world.command(tina, command.clone()).err(), Some(Refusal::NotYours), "{command:?}");
    }
    for command in [set(pat), rename(pat)] {
        assert_eq!(world.command(ben, command.clone()).err(), Some(Refusal::NotYours), "no table: {command:?}");
        world.command(tina, command).unwrap();
    }
    let pat = world.fold.state.seat(seat(pat)).unwrap();
    assert_eq!((pat.name.as_str(), world.fold.state.organisations[&pat.organisation.unwrap()].name.as_str()), ("Patricia", "Choir"));
}

#[test]
fn p2_a_note_that_a_table_wrote_for_somebody_stays_in_their_organisations_name() {
    let (mut world, tina, pat) = at_a_table(Authors::Organisation);
    let set = Command::SetOrganisation { seat: seat(pat), organisation: None, organisation_name: "Choir".into() };
    note_for(&mut world, tina, "a", "for", seat(pat).0);
    assert_eq!(world.command(FACILITATOR, set).err(), Some(Refusal::SpokenAlready));
}
