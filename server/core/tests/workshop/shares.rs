//! P9, fair to everybody, in documents: each author uses up their own share and nobody else's, what is used comes back, and what stands can be taken away.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    words::Words,
    world::{FACILITATOR, World},
    writer::Writer,
};
use trestle_core::{Actor, Author, Fold, Holder, Order, SecretHash, Unwritten};
use trestle_protocol::{DocumentName, OrganisationId, Refusal, Role, limits};

const BOARD: DocumentName = DocumentName::Board;
const FIELD: usize = limits::FIELD_UNITS as usize;

/// A whole share comes back, and more.
const A_WHILE: u64 = limits::SHARE_UNITS * limits::SHARE_UNIT_MS + limits::SHARE_PIECES * limits::SHARE_PIECE_MS;

/// A world at the board, with a group to write into.
fn at_the_board() -> World {
    let mut world = World::open(|_| {});
    world.go("group");
    world.group(FACILITATOR, "g", "A problem").unwrap();
    world
}

fn write(world: &mut World, actor: Actor, field: &str, text: &str) -> Option<Refusal> {
    world.text(actor, BOARD, &format!("groups/g/{field}"), text).err()
}

fn seconds(world: &mut World, author: impl Into<Author>, document: DocumentName, update: &[u8]) -> Option<u32> {
    match world.fold.update(author, document, update, world.now) {
        Ok(_) => None,
        Err(Unwritten::Later { seconds }) => Some(seconds),
        Err(refused) => panic!("{refused}"),
    }
}

/// An update of a page of its own that writes so much into a text of a document.
fn page(client: u64, at: &str, text: &str) -> Vec<u8> {
    let mut words = Words::default();
    let word = words.say(text);
    Writer::new(client).edit(&Edit::Text { path: path(at), word: Some(word) }, &words)
}

#[test]
fn p9_typing_and_deleting_without_end_closes_the_board_for_nobody() {
    let mut world = at_the_board();
    let (mallory, ann) = (world.join("Mallory", "Council"), world.join("Ann", "Charity"));
    let mut answers = Vec::new();
    for round in 0..60 {
        let text = format!("{round}{}", "x".repeat(FIELD));
        answers.push(write(&mut world, mallory, "who", &text));
        answers.push(write(&mut world, mallory, "who", ""));
    }
    assert!(answers.contains(&Some(Refusal::Later)) && !answers.contains(&Some(Refusal::DocumentFull)), "{answers:?}");
    // Nobody else waits, now or later, nor on other documents; and Mallory goes on in time.
    for actor in [ann, FACILITATOR, Actor::Console] {
        assert_eq!(write(&mut world, actor, "factors", &"y".repeat(FIELD)), None, "{actor:?}");
    }
    world.note(mallory, "m", "Something short");
    world.wait(A_WHILE);
    assert_eq!(write(&mut world, mallory, "who", "Something short"), None);
}

#[test]
fn p9_an_hour_offline_and_four_full_fields_wait_for_nothing() {
    let mut world = at_the_board();
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    for field in ["who", "factors", "seriousness", "priority"] {
        assert_eq!(write(&mut world, ann, field, &"x".repeat(FIELD - 100)), None, "a paste into {field}");
    }
    // An hour of ten letters a second, all over the text, in which something is taken back every six seconds; then everything goes at once.
    let desk = DocumentName::Desk(seat(ben));
    let device = Writer::new(77_000);
    let mut words = Words::default();
    let word = words.say("sixty letters that somebody types while the train has no net");
    for _ in 0..6 {
        let typing = |_| {
            let typed = device.edit(&Edit::Type { path: path("draft"), after: 60, word }, &words);
            [typed, device.edit(&Edit::Cut { path: path("draft"), after: 61, characters: 3 }, &words)]
        };
        let flight = yrs::merge_updates_v1((0..100).flat_map(typing).collect::<Vec<_>>()).unwrap();
        assert_eq!(seconds(&mut world, ben, desk, &flight), None);
    }
    let cost = world.fold.documents.cost(desk);
    assert!(cost.units > 30_000 && cost.pieces > 600, "{cost:?}: that was an hour");
}

#[test]
fn p9_an_empty_share_says_when_and_then_takes_the_same_bytes() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    let desk = DocumentName::Desk(seat(ann));
    for client in 0..4 {
        assert_eq!(seconds(&mut world, ann, desk, &page(500 + client, "draft", &"x".repeat(FIELD - 10))), None);
    }
    let more = page(600, "draft", &"y".repeat(10_000));
    let wait = seconds(&mut world, ann, desk, &more).expect("it is used up");
    assert!(wait > 100 && wait < 200, "{wait} s for 10,000 units");
    world.wait(u64::from(wait - 1) * 1_000);
    assert_eq!(seconds(&mut world, ann, desk, &more), Some(1));
    world.wait(1_000);
    assert_eq!(seconds(&mut world, ann, desk, &more), None);
}

#[test]
fn p9_taking_away_never_waits_for_room() {
    let mut world = at_the_board();
    let ann = world.join("Ann", "Council");
    for field in ["who", "factors", "seriousness", "priority"] {
        write(&mut world, ann, field, &"x".repeat(FIELD - 100));
    }
    assert_eq!(write(&mut world, ann, "who", &"y".repeat(1_000)), Some(Refusal::Later));
    for field in ["who", "factors", "seriousness", "priority"] {
        assert_eq!(write(&mut world, ann, field, ""), None);
    }
}

#[test]
fn p9_a_full_document_is_made_room_in_by_deleting_and_facilitators_always_write() {
    let mut world = at_the_board();
    let people: Vec<Actor> = (0..30).map(|number| world.join(&format!("Mallory {number}"), "Council")).collect();
    let mut refused = None;
    'full: for (number, person) in people.iter().enumerate() {
        for part in 0..4 {
            let group = format!("g{number}-{part}");
            world.group(*person, &group, "A problem").unwrap();
            refused = world.text(*person, BOARD, &format!("groups/{group}/who"), &"x".repeat(FIELD - 1_000)).err();
            if refused.is_some() {
                break 'full;
            }
        }
    }
    assert_eq!(refused, Some(Refusal::DocumentFull));
    let ann = world.join("Ann", "Charity");
    assert_eq!(write(&mut world, ann, "who", &"x".repeat(FIELD)), Some(Refusal::DocumentFull));
    assert_eq!(write(&mut world, FACILITATOR, "who", &"x".repeat(FIELD)), None, "the last eighth is theirs");
    for part in 0..2 {
        world.write(FACILITATOR, BOARD, &Edit::Drop { path: path(&format!("groups/g0-{part}")) }, true).unwrap();
    }
    assert_eq!(write(&mut world, ann, "factors", &"x".repeat(20_000)), None, "there is room again");
}

fn console(world: &mut World, name: &str, holder: Holder) -> SecretHash {
    let secret = SecretHash::of(name);
    world.order(Actor::System, Order::Grant { secret, holder }).unwrap();
    secret
}

#[test]
fn p9_every_console_and_every_device_at_a_card_has_client_ids_and_a_share_of_its_own() {
    let mut world = World::open(|_| {});
    let guest = Holder::Organisation(OrganisationId(2));
    for (holder, document) in [(Holder::Console, DocumentName::Plan), (guest, DocumentName::Card(OrganisationId(2)))] {
        let [one, other] = ["one", "other"].map(|name| console(&mut world, &format!("{name} {holder:?}"), holder));
        let [one, other] = [one, other].map(|secret| Author::of(&world.fold.state, holder, &secret));
        let at = if holder == guest { "does" } else { "place" };
        let used_up = (0..).find(|client| seconds(&mut world, one, document, &page(9_000 + client, at, "x")).is_some()).unwrap();
        assert_eq!(used_up, limits::SHARE_CLIENTS);
        assert_eq!(seconds(&mut world, other, document, &page(5_000, at, "x")), None, "{holder:?}");
        assert_eq!(world.fold.update(other, document, &page(9_000, at, "xyz"), world.now).err(), Some(Refusal::BadUpdate.into()));
    }
}

#[test]
fn p9_a_console_that_is_reloaded_every_minute_still_writes_after_many_hours() {
    let mut world = World::open(|_| {});
    let secret = console(&mut world, "console", Holder::Console);
    let author = Author::of(&world.fold.state, Holder::Console, &secret);
    for reload in 0..1_000 {
        world.wait(60_000);
        assert_eq!(seconds(&mut world, author, DocumentName::Plan, &page(9_000 + reload, "place", "x")), None, "reload {reload}");
    }
}

/// What a console had not sent yet when the server began to tell consoles apart.
#[test]
fn a_console_goes_on_with_client_ids_that_all_consoles_shared() {
    let mut world = World::open(|_| {});
    let secret = console(&mut world, "console", Holder::Console);
    let device = Writer::new(9_000);
    let says = |word| Edit::Text { path: path("place"), word: Some(word) };
    let [before, after] = [1, 2].map(|word| device.edit(&says(word), &world.words));
    world.fold.update(Actor::Console, DocumentName::Plan, &before, world.now).unwrap();
    let author = Author::of(&world.fold.state, Holder::Console, &secret);
    assert!(author.pass.is_some());
    world.fold.update(author, DocumentName::Plan, &after, world.now).unwrap();
    let seat = world.join_as("Fred", "", Role::Facilitator).unwrap();
    let more = device.edit(&says(3), &world.words);
    assert_eq!(world.fold.update(seat, DocumentName::Plan, &more, world.now).err(), Some(Refusal::BadUpdate.into()), "seats do not");
}

#[test]
fn p9_shares_are_the_same_from_a_snapshot_and_from_the_journal() {
    let mut world = at_the_board();
    let ann = world.join("Ann", "Council");
    for field in ["who", "factors", "seriousness", "priority"] {
        write(&mut world, ann, field, &"x".repeat(FIELD - 100));
    }
    let mut replayed = Fold::empty();
    world.journal.iter().for_each(|entry| drop(replayed.replay(entry).unwrap()));
    let restored = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
    let update = page(600, "groups", "not even of the right kind");
    assert!(world.fold.update(ann, BOARD, &update, world.now).is_err(), "the control: this says nothing of shares");
    let mut words = Words::default();
    let long = words.say(&"x".repeat(5_000));
    let row = Edit::Row { root: "groups", key: "late".into(), texts: vec![("who", Some(long))], values: vec![] };
    let late = Writer::new(601).edit(&row, &words);
    for mut fold in [replayed, restored] {
        assert_eq!(fold.update(ann, BOARD, &late, world.now).err(), world.fold.update(ann, BOARD, &late, world.now).err());
    }
    assert!(matches!(world.fold.update(ann, BOARD, &late, world.now), Err(Unwritten::Later { .. })), "and not whole");
}

/// What the server takes off desks makes room there.
#[test]
fn what_is_taken_off_a_desk_costs_nothing_any_more() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.note(ann, "a", &"x".repeat(400));
    let units = |world: &World| world.fold.documents.cost(DocumentName::Desk(seat(ann))).units;
    assert_eq!(units(&world), 400);
    world.write(ann, DocumentName::Desk(seat(ann)), &Edit::Value { path: path("notes/a/gone"), value: 1.0.into() }, true).unwrap();
    assert_eq!(units(&world), 400, "it can come back");
    world.command(FACILITATOR, trestle_protocol::Command::Close { anyway: true }).unwrap();
    assert_eq!(units(&world), 0);
    let restored = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
    assert_eq!(restored.documents.cost(DocumentName::Desk(seat(ann))).units, 0);
}
