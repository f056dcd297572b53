//! Deciding about the workshop's description and its people.

use super::{create, join, pass, room, round, table, team};
use crate::{
    apply::apply,
    documents::{
        Documents,
        content::{Note, WrittenFor},
    },
    event::Event,
    identity::{Actor, SecretHash},
    name,
    state::{Seat, State},
};
use std::collections::BTreeSet;
use trestle_protocol::{Authors, Details, Door, OrganisationId, Refusal, Role, SeatId, Time, Voice, limits};

pub(super) fn describe(state: &State, documents: &Documents, details: &Details, now: Time) -> Result<Vec<Event>, Refusal> {
    let details = create::details(details, Some(&state.details), now)?;
    if details == state.details {
        return Err(Refusal::Already);
    }
    let somebody_wrote = writing_begun(state, documents) || state.people_were_told();
    if somebody_wrote && details.authors > state.details.authors {
        return Err(Refusal::AuthorsOnlyTighter);
    }
    if somebody_wrote && details.preview && !state.details.preview {
        return Err(Refusal::PreviewOnlyBefore);
    }
    Ok(vec![Event::Described { details: Box::new(details) }])
}

/// Has anybody begun to write what an author belongs to, if only half a note?
pub(crate) fn writing_begun(state: &State, documents: &Documents) -> bool {
    documents.whole_desks().any(|(_, desk)| desk.is_begun())
        || !documents.left().is_empty()
        || state.feedback.values().any(|lines| !lines.is_empty())
}

pub(super) fn remove(
    state: &State,
    documents: &Documents,
    actor: Actor,
    seat: SeatId,
    (with_notes, hidden): (bool, bool),
) -> Result<Vec<Event>, Refusal> {
    // Who was removed and left their notes can still be erased.
    let known = state.seats.get(&seat).filter(|known| !known.removed || (with_notes && !known.erased));
    known.ok_or(Refusal::Unknown)?;
    spare_the_creator(state, actor, seat)?;
    keep_a_facilitator(state, actor, seat)?;
    room::can_be_kept(state, documents, &BTreeSet::from([seat]), with_notes)?;
    removal(state, seat, (with_notes, hidden))
}

/// What removes somebody, who may be.
pub(super) fn removal(state: &State, seat: SeatId, (with_notes, hidden): (bool, bool)) -> Result<Vec<Event>, Refusal> {
    if hidden && !with_notes {
        may_hide(state)?;
    }
    let removed = Event::SeatRemoved { seat, with_notes, ways_kept: !with_notes };
    // With the removal, whole: at no moment does a wall show what is to be out of sight. What is erased needs no hiding.
    let hidden = (hidden && !with_notes).then_some(Event::NotesShown { seat, shown: false });
    Ok([removed].into_iter().chain(hidden).collect())
}

/// Somebody is erased, and what they wrote stays as nobody's. What is out of everybody's sight already goes: it tells nobody whose it was, and is not to
/// come back.
pub(super) fn cut_author(state: &State, documents: &Documents, actor: Actor, seat: SeatId) -> Result<Vec<Event>, Refusal> {
    let removal = remove(state, documents, actor, seat, (true, false))?;
    let cut = (!state.is_out_of_sight(seat)).then_some(Event::AuthorCut { seat });
    let stay = documents.left().len() + documents.to_leave(seat, |_, _| None).len();
    if cut.is_some() && stay > limits::NOTES_LEFT {
        return Err(Refusal::TooMany);
    }
    Ok(cut.into_iter().chain(removal).collect())
}

/// Who was erased is nobody: there is nothing to bring back.
fn removed(state: &State, seat: SeatId) -> Result<&Seat, Refusal> {
    state.seats.get(&seat).filter(|known| known.removed && !known.erased).ok_or(Refusal::Unknown)
}

pub(super) fn show_notes(state: &State, seat: SeatId, shown: bool) -> Result<Vec<Event>, Refusal> {
    match removed(state, seat)?.hidden != shown {
        true => Err(Refusal::Already),
        false if shown => Ok(vec![Event::NotesShown { seat, shown }]),
        false => may_hide(state).map(|()| vec![Event::NotesShown { seat, shown }]),
    }
}

/// Where notes do not say whose they are, taking one person's out of sight would, and could be taken back as if nothing had been (P2).
fn may_hide(state: &State) -> Result<(), Refusal> {
    if state.details.authors == Authors::Name { Ok(()) } else { Err(Refusal::WouldTellAuthors) }
}

/// Back where they were: in, with a team if teams write, or at the door.
pub(super) fn bring_back(state: &State, documents: &Documents, seat: SeatId, now: Time) -> Result<Vec<Event>, Refusal> {
    let known = removed(state, seat)?;
    if !known.waiting {
        room::has_room(state, limits::SEATS)?;
    }
    let mut events = vec![Event::SeatRestored { seat, without: without(state, seat)? }];
    events.extend(round::opened_by_the_convener(state, known.organisation.filter(|_| !known.waiting)));
    events.extend(into_a_team(state, documents, &events, seat, now));
    Ok(events)
}

/// Their ways in took nobody's share while they were shut: the oldest of those that have no place any more stay shut for good.
fn without(state: &State, seat: SeatId) -> Result<Vec<SecretHash>, Refusal> {
    let room = limits::TOKENS.saturating_sub(state.ways_in()).min(limits::SEAT_TOKENS);
    if room == 0 && state.ways_of(seat).next().is_some() {
        return Err(Refusal::TooMany);
    }
    pass::make_room(state, seat, room, |_| true)
}

pub(super) fn set_role(state: &State, actor: Actor, id: SeatId, role: Role) -> Result<Vec<Event>, Refusal> {
    let seat = state.seat(id).ok_or(Refusal::Unknown)?;
    match role {
        Role::Wall | Role::Guest | Role::Reader => Err(Refusal::OutOfRange),
        _ if seat.without_device => Err(Refusal::NotNow),
        role if role == seat.role => Err(Refusal::Already),
        Role::Participant => {
            spare_the_creator(state, actor, id)?;
            keep_a_facilitator(state, actor, id)?;
            Ok(vec![Event::RoleSet { seat: id, role }])
        }
        // Whoever is to run the workshop is vouched for.
        Role::Facilitator => {
            let vouched = seat.by_name.then(|| Event::BelongingSet { seats: vec![id], belongs: true });
            // Who sits at their table is counted with the room from now on.
            let no_table = seat.table.then_some(Event::TableSet { seat: id, table: false });
            Ok(no_table.into_iter().chain([Event::RoleSet { seat: id, role }]).chain(vouched).collect())
        }
    }
}

/// Whoever created the workshop is sent away by nobody else, as long as they run it: a link that came into the wrong hands is not to take it from them.
fn spare_the_creator(state: &State, actor: Actor, leaving: SeatId) -> Result<(), Refusal> {
    if state.is_creators(leaving) && actor.seat() != Some(leaving) { Err(Refusal::CreatorOnly) } else { Ok(()) }
}

/// The last facilitator cannot lock themselves out. A console's link that was made once does not count, because nobody may have kept it;
/// a console that asks does.
fn keep_a_facilitator(state: &State, actor: Actor, leaving: SeatId) -> Result<(), Refusal> {
    let another = state.present_seats().any(|(id, seat)| id != leaving && seat.role == Role::Facilitator);
    if another || actor == Actor::Console { Ok(()) } else { Err(Refusal::LastFacilitator) }
}

pub(super) fn set_door(state: &State, door: Door) -> Result<Vec<Event>, Refusal> {
    if state.door == door { Err(Refusal::Already) } else { Ok(vec![Event::DoorSet { door }]) }
}

/// Somebody at the door comes in, and into a team if there are any.
pub(super) fn admit(state: &State, documents: &Documents, seat: SeatId, now: Time) -> Result<Vec<Event>, Refusal> {
    match state.kept_seat(seat) {
        None => Err(Refusal::Unknown),
        Some(known) if !known.waiting => Err(Refusal::Already),
        Some(known) => {
            room::has_room(state, limits::SEATS)?;
            let mut events = vec![Event::Admitted { seat }];
            events.extend(round::opened_by_the_convener(state, known.organisation));
            events.extend(into_a_team(state, documents, &events, seat, now));
            Ok(events)
        }
    }
}

/// Who comes while teams write is put into one. `events`: what brings the seat in.
pub(super) fn into_a_team(state: &State, documents: &Documents, events: &[Event], seat: SeatId, now: Time) -> Option<Event> {
    if !team::takes_latecomers(state) {
        return None;
    }
    let mut then = state.clone();
    events.iter().for_each(|event| apply(&mut then, now, event));
    then.seat(seat).filter(|seat| seat.role == Role::Participant)?;
    team::with_latecomer(&then, documents, seat)
}

pub(super) fn rename(state: &State, actor: Actor, id: SeatId, name: &str) -> Result<Vec<Event>, Refusal> {
    let seat = state.seat(id).ok_or(Refusal::Unknown)?;
    if actor.seat() != Some(id) {
        table::speaks_for(state, actor, seat)?;
    }
    let name = name::name(name)?;
    if seat.name == name { Err(Refusal::Already) } else { Ok(vec![Event::Renamed { seat: id, name }]) }
}

/// Not by oneself: an organisation's private words are read by its people, and the door is the facilitators'.
pub(super) fn set_organisation(
    state: &State,
    documents: &Documents,
    actor: Actor,
    id: SeatId,
    (known, name): (Option<OrganisationId>, &str),
) -> Result<Vec<Event>, Refusal> {
    let seat = state.seat(id).ok_or(Refusal::Unknown)?;
    table::speaks_for(state, actor, seat)?;
    let (organisation, mut events) = join::organisation(state, (known, name), by(state, actor))?;
    if seat.organisation == organisation {
        return Err(Refusal::Already);
    }
    if has_spoken(state, documents, id) {
        return Err(Refusal::SpokenAlready);
    }
    events.push(Event::OrganisationSet { seat: id, organisation });
    events.extend(round::opened_by_the_convener(state, organisation));
    Ok(events)
}

/// Whose share an organisation is that somebody names: facilitators have none of their own.
pub(super) fn by(state: &State, actor: Actor) -> Option<SeatId> {
    actor.seat().filter(|_| !state.facilitates(actor))
}

/// Does something stand in the name of this seat's organisation? Were it to change its name with the seat, everybody would see whose it is;
/// and no organisation gets a second voice.
fn has_spoken(state: &State, documents: &Documents, id: SeatId) -> bool {
    let named = state.details.authors == Authors::Organisation;
    // What was deleted can come back.
    let mut notes =
        documents.whole_desks().flat_map(|(seat, desk)| desk.notes.values().chain(desk.marked.values()).map(move |it| (seat, it)));
    let is_theirs = |note: &Note| note.written_for == Some(WrittenFor::Seat(id));
    let notes = notes.any(|(seat, note)| seat == id || is_theirs(note)) || documents.left().values().any(is_theirs);
    let lines = state.feedback.values().flatten().any(|line| line.seat == id);
    let voice = state.polls.values().any(|poll| poll.voice == Voice::Organisation && poll.answers.contains_key(&id));
    (named && (notes || lines)) || voice
}
