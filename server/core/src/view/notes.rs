//! Notes and groups: what of the desks is shown to whom.

use crate::{
    documents::{
        Documents,
        content::{Note, WrittenFor},
    },
    heading::Heading,
    identity::Viewer,
    state::{Organisation, State},
};
use trestle_protocol::{Author, Authors, GroupCell, GroupId, MyNotesCell, NoteCell, NoteId, OrganisationId, SeatId, ThemeId, WritingCell};

/// Has this note been turned over?
fn is_revealed(state: &State, note: &Note) -> bool {
    note.round <= state.reveal.shown
}

pub(super) fn writing(state: &State, documents: &Documents) -> WritingCell {
    let all = || documents.desks().flat_map(|(seat, desk)| desk.values().map(move |note| (seat, note)));
    // What is held back stands on nobody's wall, so it is in nobody's count either (rule 30): those turned over are those that everybody sees.
    let stands = |note: &Note| !is_revealed(state, note) || !state.held.contains(&note.id);
    let counts = |seat: SeatId, note: &Note| !is_gone(state, seat, note) && stands(note);
    let notes = || all().filter(|(seat, note)| counts(*seat, note)).map(|(_, note)| note);
    WritingCell {
        notes: notes().count() as u32,
        face_down: notes().filter(|note| !is_revealed(state, note)).count() as u32,
        done: state.participants().filter(|(_, seat)| seat.done).count() as u32,
        more_time: state.participants().filter(|(_, seat)| seat.more_time).count() as u32,
        of: state.answering().count() as u32,
    }
}

pub(super) fn note(state: &State, documents: &Documents, viewer: Viewer, id: &NoteId) -> Option<NoteCell> {
    let (seat, note) = documents.note(id)?;
    let held = state.held.contains(id);
    let face_down = !is_revealed(state, note);
    let unseen = face_down && !(state.details.preview && viewer.facilitates());
    if unseen || is_gone(state, seat, note) || (held && !viewer.facilitates()) {
        return None;
    }
    Some(NoteCell {
        id: id.clone(),
        text: note.text.clone(),
        theme: theme(state, &note.theme),
        author: if face_down { None } else { note_author(state, seat, note) },
        group: documents.board().places.get(id).cloned(),
        held,
        face_down,
    })
}

/// A note whose theme is not one of the workshop's has none: nobody's words are put under a heading that they did not choose.
fn theme(state: &State, chosen: &ThemeId) -> ThemeId {
    state.details.themes.iter().find(|theme| theme.id == *chosen).map(|theme| theme.id.clone()).unwrap_or_default()
}

/// Out of sight with its author, or with the person that somebody else wrote it for.
fn is_gone(state: &State, seat: SeatId, note: &Note) -> bool {
    let person = match note.written_for {
        Some(WrittenFor::Seat(person)) if state.writes_for_others(seat) => {
            state.seats.contains_key(&person) && state.is_out_of_sight(person)
        }
        _ => false,
    };
    person || state.is_out_of_sight(seat)
}

/// A table writes for the people around it, and a console without a seat for those in the room: they are the authors, and who wrote for them is said
/// as well. Nobody else can write in another's name.
fn note_author(state: &State, seat: SeatId, note: &Note) -> Option<Author> {
    let own = author(state, seat);
    let Some(written_for) = note.written_for.filter(|_| state.writes_for_others(seat)) else { return own };
    let Author { name, room, .. } = own?;
    let table = name.and_then(|_| state.called(seat)).map(|table| table.alone());
    match written_for {
        WrittenFor::Seat(person) if has_no_device(state, person) => {
            let person = author(state, person)?;
            Some(Author { via: table.filter(|_| person.name.is_some()), room: room && person.name.is_some(), ..person })
        }
        WrittenFor::Organisation(id) if state.organisations.contains_key(&id) => {
            let organisation = state.organisations.get(&id).map(Organisation::shown_name);
            Some(Author { name: None, organisation, via: table, room: room && state.details.authors == Authors::Name })
        }
        WrittenFor::Seat(_) | WrittenFor::Organisation(_) => author(state, seat),
    }
}

/// Whose a note is when `of` is erased and leaves it: what a table wrote for somebody else stays theirs, under anything else stays the organisation that
/// stands there. Nobody is given words that did not stand for them.
pub(crate) fn left_for(state: &State, of: SeatId, owner: SeatId, note: &Note) -> Option<WrittenFor> {
    match note.written_for {
        Some(WrittenFor::Seat(person)) if person != of && state.writes_for_others(owner) && has_no_device(state, person) => {
            note.written_for
        }
        _ => organisation_under(state, owner, note).map(WrittenFor::Organisation),
    }
}

/// The organisation that stands under a note, where authors are shown at all.
fn organisation_under(state: &State, seat: SeatId, note: &Note) -> Option<OrganisationId> {
    let name = note_author(state, seat, note)?.organisation?;
    let of = |seat: SeatId| state.seats.get(&seat).and_then(|seat| seat.organisation);
    let written_for = note.written_for.and_then(|written_for| match written_for {
        WrittenFor::Seat(person) => of(person),
        WrittenFor::Organisation(id) => Some(id),
    });
    // By number: two of before may be shown alike.
    let is_called_so = |id: &OrganisationId| state.organisations.get(id).is_some_and(|organisation| organisation.shown_name() == name);
    [written_for, of(seat)].into_iter().flatten().find(is_called_so)
}

/// Whoever has a device writes for themselves.
fn has_no_device(state: &State, seat: SeatId) -> bool {
    state.seats.get(&seat).is_some_and(|seat| seat.without_device)
}

/// An author, as far as the workshop shows authors.
pub(super) fn author(state: &State, id: SeatId) -> Option<Author> {
    if id == SeatId::ROOM {
        // Nobody in particular: the screens say it in their own words.
        let room = Author { name: None, organisation: None, via: None, room: true };
        return (state.details.authors != Authors::Hidden).then_some(room);
    }
    if id == SeatId::NOBODY {
        return (state.details.authors != Authors::Hidden).then_some(Author { name: None, organisation: None, via: None, room: false });
    }
    let seat = state.seats.get(&id)?;
    let organisation = || seat.organisation.and_then(|id| state.organisations.get(&id)).map(Organisation::shown_name);
    // Name and organisation are shown together.
    let called = || state.called(id).map(|called| called.among_own()).unwrap_or_default();
    match state.details.authors {
        Authors::Hidden => None,
        Authors::Organisation => Some(Author { name: None, organisation: organisation(), via: None, room: false }),
        Authors::Name => Some(Author { name: Some(called()), organisation: organisation(), via: None, room: false }),
    }
}

pub(super) fn group(state: &State, documents: &Documents, id: &GroupId) -> Option<GroupCell> {
    let group = documents.board().groups.get(id)?;
    (state.reveal.shown > 0).then(|| GroupCell { title: Heading::Group.shown(&group.title), ..group.clone() })
}

pub(super) fn mine(state: &State, documents: &Documents, seat: SeatId) -> Option<MyNotesCell> {
    if seat != SeatId::ROOM {
        state.seat(seat)?;
    }
    let desk = documents.desk(seat);
    let shown = |note: &&Note| is_revealed(state, note) && !state.held.contains(&note.id);
    Some(MyNotesCell {
        ids: desk.iter().map(|(key, note)| (key.clone(), note.id.clone())).collect(),
        shown: desk.values().filter(shown).map(|note| note.id.clone()).collect(),
    })
}
