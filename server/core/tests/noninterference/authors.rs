//! Authors: when they are not shown, who of two people wrote which note and which line makes no difference to anybody else.

use crate::{
    kit::{
        act::Act,
        edit::{Edit, NoteRef},
        player::Player,
        screen::{CLASSES, Look, Watcher, honest},
        seed::{Seed, seeds, steps},
        world::{World, new_workshop},
    },
    screens::documents_of_record,
};
use serde_json::Value;
use std::collections::BTreeMap;
use trestle_core::{Actor, CellKey, JoinOrganisation, Order, SecretHash, Viewer, documents::note_id, view};
use trestle_protocol::{Author, Authors, Cell, Command, Details, DocumentName, OrganisationId, Role, SeatId};

/// The two who change places.
const TWO: [SeatId; 2] = [SeatId(2), SeatId(3)];
/// Everybody else, classes and one seat.
const OTHERS: [Watcher; 4] = [Watcher::Class(CLASSES[0]), Watcher::Class(CLASSES[1]), Watcher::Class(CLASSES[2]), Watcher::Seat(SeatId(4))];

fn swapped(seat: SeatId) -> SeatId {
    match seat {
        SeatId(2) => SeatId(3),
        SeatId(3) => SeatId(2),
        other => other,
    }
}

/// A workshop in which authors are shown as chosen, and two people belong to these organisations.
fn begin(authors: Authors, organisations: [u32; 2], preview: bool) -> Vec<Act> {
    let mut create = new_workshop();
    (create.details.authors, create.details.preview) = (authors, preview);
    let mut acts = vec![Act::Order { actor: Actor::System, cause: None, order: Box::new(Order::Create(Box::new(create))) }];
    for (name, organisation) in [("Ann", organisations[0]), ("Ben", organisations[1]), ("Cem", 4)] {
        let (token, organisation) = (SecretHash::of(name), JoinOrganisation::Known(OrganisationId(organisation)));
        let order = Order::Join { token, name: name.into(), organisation, role: Role::Participant, table: false, place: None };
        acts.push(Act::Order { actor: Actor::System, cause: None, order: Box::new(order) });
    }
    acts
}

/// Acts that name the two in another way than by what they write, or show authors, are left out.
fn is_about_writing(act: &Act) -> bool {
    let Act::Order { order, .. } = act else { return true };
    match &**order {
        Order::Command(
            Command::RemoveSeat { seat, .. }
            | Command::SetRole { seat, .. }
            | Command::SetOrganisation { seat, .. }
            | Command::Rename { seat, .. }
            | Command::Table { seat, .. }
            | Command::CutAuthor { seat },
        ) => !TWO.contains(seat),
        Order::Command(Command::RemoveSeats { seats, .. }) => !seats.iter().any(|seat| TWO.contains(seat)),
        Order::Command(Command::Describe { .. }) => false,
        _ => true,
    }
}

fn record(seed: &Seed, authors: Authors, organisations: [u32; 2]) -> Vec<Act> {
    let (mut world, mut player) = (World::new(), Player::tidy(seed.dice()));
    let mut acts = begin(authors, organisations, seed.0.is_multiple_of(2));
    acts.iter().for_each(|act| drop(world.perform(act).unwrap()));
    while (acts.len() as u64) < steps(200) {
        let act = player.act(&world);
        if is_about_writing(&act) {
            let _ = world.perform(&act);
            acts.push(act);
        }
    }
    acts
}

/// The same act, where what one of the two writes comes from the other.
fn other_way_round(act: &Act) -> Act {
    let mut act = act.clone();
    let turn_note = |note: &mut NoteRef| {
        if let NoteRef::Of(seat, _) = note {
            *seat = swapped(*seat);
        }
    };
    match &mut act {
        Act::Edit { actor, document: document @ DocumentName::Desk(_), .. } => {
            if let (Actor::Seat(writer), DocumentName::Desk(owner)) = (*actor, *document) {
                (*actor, *document) = (Actor::Seat(swapped(writer)), DocumentName::Desk(swapped(owner)));
            }
        }
        Act::Edit { edit: Edit::Place { note, .. }, .. } => turn_note(note),
        Act::Hold { note, .. } => turn_note(note),
        Act::Order { actor: Actor::Seat(seat), order, .. } => {
            if let Order::Command(Command::Feedback { .. } | Command::RemoveFeedback { .. }) = &**order {
                *seat = swapped(*seat);
            }
        }
        _ => {}
    }
    act
}

/// Ids of notes by name: what the first world calls Ann's first note, the second calls Ben's.
fn names(swap: bool) -> BTreeMap<String, String> {
    let salt = new_workshop().salt;
    let named = |seat: SeatId, number: u32| {
        let (owner, key) = (if swap { swapped(seat) } else { seat }, format!("n{number}"));
        (note_id(&salt, owner, &key).0, format!("note-{key}-of-{seat}"))
    };
    (1..12).map(SeatId).flat_map(|seat| (1..400).map(move |number| named(seat, number))).collect()
}

/// What somebody is shown, with names for ids and lists of notes in the order of their texts.
fn shown(world: &World, watcher: Watcher, look: &Look, names: &BTreeMap<String, String>) -> Vec<String> {
    let cells = watcher.cells(world, look).into_iter();
    let mut lines: Vec<String> = cells
        .map(|(key, cell)| {
            let key = key.to_string();
            let key = key.split_once('/').and_then(|(kind, id)| names.get(id).map(|name| format!("{kind}/{name}"))).unwrap_or(key);
            let mut cell = serde_json::to_value(&cell).unwrap();
            rename(&mut cell, names);
            format!("{key} {cell}")
        })
        .collect();
    lines.sort();
    lines
}

fn rename(value: &mut Value, names: &BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some(name) = names.get(text) {
                text.clone_from(name);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| rename(value, names)),
        Value::Object(fields) => fields.values_mut().for_each(|value| rename(value, names)),
        _ => {}
    }
}

/// The record, with its lists of notes in the order of their texts; the lines of the Markdown likewise.
fn recorded(world: &World, watcher: Watcher) -> Option<(Value, Vec<String>)> {
    let (json, markdown) = documents_of_record(watcher, world)?;
    let mut json: Value = serde_json::from_str(&json).unwrap();
    let sort = |notes: &mut Value| notes.as_array_mut().unwrap().sort_by_key(ToString::to_string);
    sort(&mut json["loose"]);
    json["groups"].as_array_mut().unwrap().iter_mut().for_each(|group| sort(&mut group["notes"]));
    let mut lines: Vec<String> = markdown.lines().map(str::to_owned).collect();
    lines.sort();
    Some((json, lines))
}

/// Does anybody else notice which of the two wrote what?
fn notice(seed: &Seed, authors: Authors, organisations: [u32; 2], look: &Look) -> Result<usize, String> {
    compare(record(seed, authors, organisations), look)
}

/// The same, when at the end the first of the two is erased by this.
fn notice_erased(seed: &Seed, authors: Authors, organisations: [u32; 2], erased: Command) -> Result<usize, String> {
    let mut acts = record(seed, authors, organisations);
    acts.push(Act::Order { actor: Actor::Seat(SeatId(1)), cause: None, order: Box::new(Order::Command(erased)) });
    compare(acts, &honest)
}

fn compare(acts: Vec<Act>, look: &Look) -> Result<usize, String> {
    let (mut one, mut other) = (World::new(), World::new());
    let names = (names(false), names(true));
    let mut seen = 0;
    for (number, act) in acts.iter().enumerate() {
        let refusals = (one.perform(act).err(), other.perform(&other_way_round(act)).err());
        if refusals.0 != refusals.1 {
            return Err(format!("{act:?} gave {refusals:?}"));
        }
        if number % 10 != 0 && number + 1 != acts.len() {
            continue;
        }
        for watcher in OTHERS {
            let screens = (shown(&one, watcher, look, &names.0), shown(&other, watcher, look, &names.1));
            if screens.0 != screens.1 {
                return Err(format!("{watcher:?} knows who wrote what, after act {number}"));
            }
            if recorded(&one, watcher) != recorded(&other, watcher) {
                return Err(format!("the record of {watcher:?} knows who wrote what, after act {number}"));
            }
            seen += screens.0.iter().filter(|line| line.contains("-of-2 ") || line.contains("-of-3 ")).count();
        }
    }
    Ok(seen)
}

#[test]
fn p2_hidden_authors_leave_no_trace() {
    let seen: usize = seeds(8).map(|seed| notice(&seed, Authors::Hidden, [2, 3], &honest).unwrap_or_else(|said| panic!("{said}"))).sum();
    assert!(seen > 0, "somebody saw notes of the two");
}

#[test]
fn p2_authors_by_organisation_leave_no_trace_within_it() {
    let seen: usize =
        seeds(8).map(|seed| notice(&seed, Authors::Organisation, [2, 2], &honest).unwrap_or_else(|said| panic!("{said}"))).sum();
    assert!(seen > 0, "somebody saw notes of the two");
}

/// Who was erased, and whose notes stayed, is not known by them afterwards; nor by what changed with the erasure.
#[test]
fn p2_a_cut_author_leaves_no_trace() {
    for (authors, organisations) in [(Authors::Hidden, [2, 3]), (Authors::Organisation, [2, 2])] {
        let cut = |seed: &Seed| notice_erased(seed, authors, organisations, Command::CutAuthor { seat: TWO[0] });
        let seen: usize = seeds(8).map(|seed| cut(&seed).unwrap_or_else(|said| panic!("{said}"))).sum();
        assert!(seen > 0, "somebody saw notes of the two");
    }
    let erase =
        |seed: &Seed| notice_erased(seed, Authors::Hidden, [2, 3], Command::RemoveSeat { seat: TWO[0], with_notes: true, hidden: false });
    assert!(seeds(8).any(|seed| erase(&seed).is_err()), "the control: whose notes go is seen by all");
}

/// The negative controls: authors that are shown are noticed, and so is a mutant that shows hidden ones.
#[test]
fn authors_that_are_shown_are_noticed() {
    let is_noticed = |authors, organisations, look: &Look| seeds(8).any(|seed| notice(&seed, authors, organisations, look).is_err());
    assert!(is_noticed(Authors::Name, [2, 2], &honest), "by name");
    assert!(is_noticed(Authors::Organisation, [2, 3], &honest), "by organisation, of two");
    assert!(is_noticed(Authors::Hidden, [2, 2], &naming), "a mutant that names them");
    assert!(is_noticed(Authors::Hidden, [2, 2], &counting), "a mutant that counts the notes of each");
    assert!(is_noticed(Authors::Hidden, [2, 2], &previewing), "a mutant that names them in the preview");
}

fn naming(state: &trestle_core::State, documents: &trestle_core::Documents, viewer: Viewer, key: &CellKey) -> Option<Cell> {
    let by_name = Details { authors: Authors::Name, ..state.details.clone() };
    let leaky = trestle_core::State { details: by_name, ..state.clone() };
    match view(state, documents, viewer, key) {
        Some(Cell::Note(_)) => view(&leaky, documents, viewer, key),
        cell => cell,
    }
}

/// Names whose desk a note lies on that facilitators may read before its reveal.
fn previewing(state: &trestle_core::State, documents: &trestle_core::Documents, viewer: Viewer, key: &CellKey) -> Option<Cell> {
    match view(state, documents, viewer, key) {
        Some(Cell::Note(mut cell)) if cell.face_down => {
            let name = documents.note(&cell.id).map(|(seat, _)| state.seats[&seat].name.clone());
            cell.author = Some(Author { name, organisation: None, via: None, room: false });
            Some(Cell::Note(cell))
        }
        cell => cell,
    }
}

fn counting(state: &trestle_core::State, documents: &trestle_core::Documents, viewer: Viewer, key: &CellKey) -> Option<Cell> {
    match view(state, documents, viewer, key) {
        Some(Cell::Seat(mut cell)) => {
            let author = Author { name: Some(documents.desk(cell.id).len().to_string()), organisation: None, via: None, room: false };
            cell.name = format!("{} {author:?}", cell.name);
            Some(Cell::Seat(cell))
        }
        cell => cell,
    }
}
