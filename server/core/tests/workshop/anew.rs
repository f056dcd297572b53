//! Documents that begin anew: how often one may, and that what is deleted, hidden, struck, left or to be erased is so afterwards as well.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    screen::{CLASSES, Watcher, honest},
    words::Words,
    world::{FACILITATOR, World},
    writer::Writer,
};
use trestle_core::{Actor, Changed, Fold, Unwritten, Viewer, documents::note_id, entry::Entry, record};
use trestle_protocol::{Authors, Command, DocumentName, GroupId, Refusal, Role, limits};
use yrs::{Any, Map, MapRef, ReadTxn, Text, TextRef, Transact, TransactionMut, WriteTxn};

const BOARD: DocumentName = DocumentName::Board;
const MINUTE: u64 = 60_000;

/// A world at the board, with a group to write into.
fn at_the_board() -> World {
    let mut world = World::open(|_| {});
    world.go("group");
    world.group(FACILITATOR, "g", "A problem").unwrap();
    world
}

/// A device that has the board as it is, and what it sends next.
struct Device(Writer);

impl Device {
    fn of(world: &World, client: u64) -> Self {
        let writer = Writer::new(client);
        writer.sync(&world.fold.documents, BOARD);
        Self(writer)
    }

    /// Letters in a text, and then every second one of them taken out: each of these is two pieces more.
    fn holes(&self, count: u32) -> [Vec<u8>; 2] {
        [
            self.changes("who", |text, txn| text.insert(txn, 0, &"ab".repeat(count as usize))),
            self.changes("who", |text, txn| cut(text, txn, count)),
        ]
    }

    fn changes(&self, field: &str, how: impl FnOnce(&TextRef, &mut TransactionMut<'_>)) -> Vec<u8> {
        let mut txn = self.0.doc().transact_mut();
        let before = txn.state_vector();
        let group = txn.get_or_insert_map("groups").get(&txn, "g").unwrap().cast::<MapRef>().unwrap();
        let text = group.get(&txn, field).unwrap().cast::<TextRef>().unwrap();
        how(&text, &mut txn);
        txn.encode_diff_v1(&before)
    }
}

fn cut(text: &TextRef, txn: &mut TransactionMut<'_>, count: u32) {
    (0..count).for_each(|at| text.remove_range(txn, at, 1));
}

/// What the server does with an update: takes it in, and lets the board begin anew.
fn send(world: &mut World, actor: Actor, update: &[u8]) -> (Result<(), Unwritten>, Option<Changed>) {
    let generation = world.fold.documents.generation(BOARD);
    let taken = world.fold.update_in(actor, (BOARD, generation), update, world.now).map(drop);
    (taken, world.fold.begin_anew_if_worn(BOARD, world.now))
}

fn people(world: &mut World, count: usize) -> Vec<Actor> {
    (0..count).map(|number| world.join(&format!("Person {number}"), "Council")).collect()
}

/// Each of them makes holes until nobody may any more: what they were told.
fn flood(world: &mut World, people: &[Actor], client: &mut u64) -> (Vec<Refusal>, u32) {
    let (mut told, mut begun) = (Vec::new(), 0);
    for person in people {
        *client += 1;
        let device = Device::of(world, *client);
        for update in device.holes(2_000) {
            let (taken, changed) = send(world, *person, &update);
            told.extend(taken.err().map(Refusal::from));
            begun += u32::from(changed.is_some());
        }
    }
    (told, begun)
}

#[test]
fn p9_one_person_makes_a_document_begin_anew_no_more_than_their_share_allows() {
    let mut world = at_the_board();
    let mallory = people(&mut world, 1);
    let (mut begun, mut client) = (0, 70_000);
    let share = limits::SHARE_PIECES * limits::SHARE_PIECE_MS;
    let rounds = 40;
    for _ in 0..rounds {
        begun += flood(&mut world, &mallory, &mut client).1;
        world.wait(share);
    }
    // A new document has three quarters of its pieces to use up first; what is at least gained is a quarter of them.
    assert!(begun >= 3, "{begun}: the control");
    assert!(u64::from(begun) * 24 * 1_024 <= (rounds + 1) * limits::SHARE_PIECES, "{begun} in {rounds} whole shares");
}

#[test]
fn p9_a_roomful_that_is_out_to_makes_a_document_begin_anew_at_a_pace_and_nobodys_words_are_lost() {
    let mut world = at_the_board();
    let (crowd, ann) = (people(&mut world, 40), world.join("Ann", "Charity"));
    let mut client = 80_000;
    let (told, begun) = flood(&mut world, &crowd, &mut client);
    assert_eq!(begun, 1);
    assert!(told.contains(&Refusal::Later) && !told.contains(&Refusal::DocumentFull), "{told:?}");
    assert!(world.fold.documents.cost(BOARD).pieces > 24 * 1_024, "the control: it is worn again");
    // Ann is told to come back, her very bytes are taken then, and it begins anew with them.
    let mut words = Words::default();
    let word = words.say("By post");
    let device = Device::of(&world, 99_000).0;
    let row = |device: &Writer| device.edit(&Edit::Text { path: path("groups/g/factors"), word: Some(word) }, &words);
    let update = row(&device);
    let (taken, changed) = send(&mut world, ann, &update);
    if taken.is_err() {
        assert!(matches!(taken, Err(Unwritten::Later { seconds }) if seconds <= 60), "{taken:?}");
    }
    assert!(changed.is_none());
    world.wait(MINUTE);
    let (_, changed) = send(&mut world, ann, &update);
    assert!(changed.is_some(), "the minute is over");
    let again = row(&Device::of(&world, 99_001).0);
    assert_eq!(send(&mut world, ann, &again).0, Ok(()), "there is room");
    assert_eq!(world.fold.documents.board().groups[&GroupId("g".into())].factors, "By post");
}

/// A board with as much in it as may stand there, and worn: its state would be longer than an entry of the journal.
fn too_long_to_begin_anew() -> World {
    let mut world = at_the_board();
    let value = Any::from("\u{20ac}".repeat(100));
    for part in 0..50 {
        let device = Device::of(&world, 60_000 + part);
        let update = device.changes("who", |_, txn| {
            let places = txn.get_or_insert_map("places");
            for at in 0..140 {
                places.insert(txn, format!("{part:02}{at:03}{}", "k".repeat(59)), value.clone());
            }
        });
        take(&mut world, &update);
        if part < 18 {
            take(&mut world, &device.changes("factors", |text, txn| text.insert(txn, 0, &"\u{20ac}".repeat(20_000))));
        }
    }
    for part in 0..5 {
        let device = Device::of(&world, 61_000 + part);
        device.holes(2_000).iter().for_each(|update| take(&mut world, update));
    }
    assert!(world.fold.documents.cost(BOARD).pieces > 24 * 1_024, "{:?}", world.fold.documents.cost(BOARD));
    world
}

/// As the server takes it in before it looks whether the board is worn.
fn take(world: &mut World, update: &[u8]) {
    world.wait(60 * MINUTE);
    let taken = world.fold.update_in(FACILITATOR, (BOARD, 0), update, world.now);
    assert!(taken.is_ok(), "{taken:?}");
}

#[test]
fn p9_a_document_too_long_to_begin_anew_goes_on_and_is_not_rewritten_for_every_update() {
    let mut world = too_long_to_begin_anew();
    assert!(world.fold.begin_anew_if_worn(BOARD, world.now).is_none());
    let before = world.fold.snapshot().unwrap();
    // Somebody makes room. It has been found out just now that it cannot: that is not looked at again yet, and then it is.
    let update = Device::of(&world, 62_000).changes("factors", |text, txn| text.remove_range(txn, 0, text.len(txn)));
    let (taken, changed) = send(&mut world, FACILITATOR, &update);
    assert!(taken.is_ok() && changed.is_none(), "{taken:?}");
    world.wait(9_999);
    assert!(world.fold.begin_anew_if_worn(BOARD, world.now).is_none());
    world.wait(1);
    assert!(world.fold.begin_anew_if_worn(BOARD, world.now).is_some(), "it can");
    assert_eq!(world.fold.documents.generation(BOARD), 1);
    assert_ne!(world.fold.snapshot().unwrap(), before);
}

/// A world with notes that are shown, hidden, deleted, taken for somebody, and half written; one that begins its documents anew at every turn and one that never does.
struct Twins {
    plain: World,
    anew: World,
}

impl Twins {
    fn open(authors: Authors) -> Self {
        let [plain, anew] = [(), ()].map(|()| World::open(|create| create.details.authors = authors));
        Self { plain, anew }
    }

    /// Both do it, and one begins everything anew before and after.
    fn both<R: PartialEq + std::fmt::Debug>(&mut self, act: impl Fn(&mut World) -> R) -> R {
        begin_all(&mut self.anew);
        let (plain, anew) = (act(&mut self.plain), act(&mut self.anew));
        begin_all(&mut self.anew);
        assert_eq!(plain, anew);
        assert_eq!(shown(&self.plain), shown(&self.anew), "nobody can tell them apart");
        plain
    }
}

fn begin_all(world: &mut World) {
    let desks = world.fold.state.seats.keys().map(|seat| DocumentName::Desk(*seat));
    let all: Vec<DocumentName> = desks.chain([BOARD, DocumentName::Plan]).collect();
    all.into_iter().for_each(|name| drop(world.begin_anew(name)));
}

/// Everything that anybody is shown, and what comes out of it.
fn shown(world: &World) -> String {
    let state = &world.fold.state;
    let seats = state.seats.keys().map(|seat| Watcher::Seat(*seat));
    let cells: Vec<_> = CLASSES.map(Watcher::Class).into_iter().chain(seats).map(|watcher| watcher.cells(world, &honest)).collect();
    let records = CLASSES.map(|role| record(state, &world.fold.documents, Viewer::class(role), world.now));
    let marked: Vec<Vec<&String>> = state.seats.keys().map(|seat| world.fold.documents.marked(*seat).collect()).collect();
    format!("{cells:?} {records:?} {marked:?}")
}

fn holds(fold: &Fold, text: &str) -> bool {
    let snapshot = String::from_utf8(fold.snapshot().unwrap()).unwrap();
    let digits: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    snapshot.contains(text) || snapshot.contains(&digits)
}

/// The last journal entry of a document that began anew, as text.
fn last_generation(world: &World, document: DocumentName) -> String {
    let mut of_it = world
        .journal
        .iter()
        .filter(|entry| matches!(Entry::decode(entry), Ok(Entry::Generation(entry)) if entry.head.document == document));
    String::from_utf8_lossy(of_it.next_back().expect("it began anew")).into_owned()
}

fn mark(world: &mut World, author: Actor, key: &str, gone: bool) {
    let gone = if gone { Any::from(1.0) } else { Any::Null };
    let edit = Edit::Value { path: path(&format!("notes/{key}/gone")), value: gone };
    world.write(author, DocumentName::Desk(seat(author)), &edit, true).unwrap();
}

#[test]
fn p2_what_is_deleted_hidden_or_left_is_so_in_a_document_that_begins_anew() {
    for authors in [Authors::Hidden, Authors::Organisation, Authors::Name] {
        let mut twins = Twins::open(authors);
        let [ann, ben] = ["Ann", "Ben"].map(|name| twins.both(|world| world.join(name, "Council")));
        let desk = DocumentName::Desk(seat(ann));
        for person in [ann, ben] {
            for key in ["shown", "hidden", "marked", "back"] {
                twins.both(|world| world.note(person, key, &format!("{key} by {person:?}")));
            }
            twins
                .both(|world| drop(world.text(person, DocumentName::Desk(seat(person)), "draft", "a password, and then a draft").unwrap()));
            twins.both(|world| drop(world.text(person, DocumentName::Desk(seat(person)), "draft", "then a draft").unwrap()));
            twins.both(|world| mark(world, person, "marked", true));
            twins.both(|world| mark(world, person, "back", true));
            twins.both(|world| mark(world, person, "back", false));
        }
        // Deleted words are in no new state; the old updates go behind the next snapshot, as always.
        assert!(last_generation(&twins.anew, desk).contains("then a draft"), "the control");
        assert!(!last_generation(&twins.anew, desk).contains("password") && !holds(&twins.anew.fold, "password"));
        assert!(holds(&twins.anew.fold, "marked by"), "it can come back until the end");
        twins.both(|world| drop(world.go("group")));
        let hidden = note_id(&twins.plain.fold.state.salt, seat(ann), "hidden");
        twins.both(|world| drop(world.command(FACILITATOR, Command::HoldNote { note: hidden.clone(), held: true }).unwrap()));
        assert!(twins.anew.seen(Role::Participant, &hidden).is_none(), "it is held back");
        twins.both(|world| world.group(FACILITATOR, "g", "A problem").map(drop).unwrap());
        twins.both(|world| world.place(ann, "shown", "g"));
        twins.both(|world| drop(world.command(FACILITATOR, Command::CutAuthor { seat: seat(ann) }).unwrap()));
        twins.both(|world| {
            drop(world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ben), with_notes: true, hidden: false }).unwrap())
        });
        twins.both(|world| drop(world.command(FACILITATOR, Command::Close { anyway: true }).unwrap()));
        for world in [&twins.plain, &twins.anew] {
            let mut replayed = Fold::empty();
            world.journal.iter().for_each(|entry| drop(replayed.replay(entry).unwrap()));
            let restored = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
            assert!(replayed.snapshot().unwrap() == world.fold.snapshot().unwrap(), "every replica has the same bytes");
            for fold in [&world.fold, &replayed, &restored] {
                for gone in ["marked by", "then a draft", "password", "shown by Seat(SeatId(3))"] {
                    assert!(!holds(fold, gone), "{gone}");
                }
                assert!(holds(fold, "shown by Seat(SeatId(2))"), "nobody's, and it stands");
            }
        }
    }
}

/// Names on notes that their writers had no right to stay without effect.
#[test]
fn p2_a_name_that_did_not_count_does_not_count_in_a_document_that_begins_anew() {
    let mut twins = Twins::open(Authors::Name);
    let [ann, ben] = ["Ann", "Ben"].map(|name| twins.both(|world| world.join(name, "Council")));
    let table = twins.both(|world| world.join("Table", "Church"));
    let [cleo] = twins.both(|world| world.table(table, &["Cleo"])).try_into().unwrap();
    let sign = |world: &mut World, author: Actor, key: &str, whom: Actor| {
        let value = f64::from(seat(whom).0).into();
        world
            .write(author, DocumentName::Desk(seat(author)), &Edit::Value { path: path(&format!("notes/{key}/for")), value }, true)
            .map(drop)
    };
    for (author, key, whom) in [(table, "c", cleo), (table, "forged", ben), (ann, "forged", ben)] {
        twins.both(|world| world.note(author, key, &format!("{key} of {author:?}")));
        twins.both(|world| sign(world, author, key, whom)).unwrap();
    }
    twins.both(|world| drop(world.go("group")));
    let written_for = |world: &World| {
        let desks = [seat(table), seat(ann)].map(|seat| world.fold.documents.desk(seat).clone());
        desks.iter().flat_map(|desk| desk.iter().map(|(key, note)| (key.clone(), format!("{:?}", note.written_for)))).collect::<Vec<_>>()
    };
    assert_eq!(written_for(&twins.plain), written_for(&twins.anew));
    assert!(
        written_for(&twins.anew).iter().any(|(key, whom)| key == "c" && whom.contains("Seat")),
        "the control: {:?}",
        written_for(&twins.anew)
    );
    twins
        .both(|world| drop(world.command(FACILITATOR, Command::RemoveSeat { seat: seat(cleo), with_notes: true, hidden: false }).unwrap()));
    for world in [&twins.plain, &twins.anew] {
        assert!(!holds(&world.fold, "c of ") && holds(&world.fold, "forged of "));
    }
}
