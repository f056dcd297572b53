//! Deciding about shows of hands: who counts whom, and that nobody counts more hands than there are people to raise them.

use super::{poll::asked, table};
use crate::{documents::Documents, event::Event, identity::Actor, poll::Poll, state::State};
use trestle_protocol::{
    Counter, PollId, PollKind, Refusal, Voice,
    limits::{HANDS, SEATS},
};

/// Hands are people: they count where people do.
pub(super) fn count(
    state: &State,
    documents: &Documents,
    actor: Actor,
    id: &PollId,
    (subject, values): (&str, &[u8]),
    count: u32,
) -> Result<Vec<Event>, Refusal> {
    let by = counter(state, actor)?;
    let asked = asked(state, documents, id, subject, values)?;
    if asked.voice == Voice::Organisation {
        return Err(Refusal::NotNow);
    }
    if count as usize > SEATS || (asked.kind == PollKind::Dots && values == [0]) {
        return Err(Refusal::OutOfRange);
    }
    let same = asked.hands_of(by).find(|hands| hands.subject == subject && hands.values == values);
    let known = same.map_or(0, |hands| hands.count);
    if known == count {
        return Err(Refusal::Already);
    }
    if asked.struck.contains(&by) {
        return Err(Refusal::HandsStruck);
    }
    if known == 0 && asked.hands_of(by).count() >= HANDS {
        return Err(Refusal::TooMany);
    }
    // Fewer than before is always possible: there may be more than people by now, who have gone to another table.
    if count > known && !are_there(asked, by, people(state, by), (subject, values), count) {
        return Err(Refusal::TooManyHands);
    }
    Ok(vec![Event::HandsCounted { poll: id.clone(), subject: subject.to_owned(), values: values.to_vec(), count, by }])
}

/// A facilitator counts for the room, whoever of them it is; a table for those at it.
fn counter(state: &State, actor: Actor) -> Result<Counter, Refusal> {
    if state.facilitates(actor) {
        return Ok(Counter::Room);
    }
    table::own_table(state, actor).map(Counter::Table).ok_or(Refusal::NotYours)
}

/// How many people one counts for. In the room there may be more than anybody has named: then a facilitator has said how many.
fn people(state: &State, by: Counter) -> u32 {
    match by {
        Counter::Earlier => 0,
        Counter::Room => (state.at_no_table().count() as u32).max(state.in_the_room),
        Counter::Table(table) => state.at_table(table).count() as u32,
    }
}

/// Are there people enough to raise these hands besides the others that were counted? Each raises one for a subject, or in a choice one at all;
/// dots are given by as many as there are, each of whom has so many.
fn are_there(poll: &Poll, by: Counter, people: u32, (subject, values): (&str, &[u8]), count: u32) -> bool {
    let others = || poll.hands_of(by).filter(|hands| hands.subject != subject || hands.values != values);
    let for_subject = count + others().filter(|hands| hands.subject == subject).map(|hands| hands.count).sum::<u32>();
    let dots = |values: &[u8], count: u32| values.first().map_or(0, |dots| u32::from(*dots)) * count;
    match poll.kind {
        PollKind::Choice => count + others().map(|hands| hands.count).sum::<u32>() <= people,
        PollKind::Rating | PollKind::Fit | PollKind::Pulse => for_subject <= people,
        PollKind::Dots => {
            let given = dots(values, count) + others().map(|hands| dots(&hands.values, hands.count)).sum::<u32>();
            for_subject <= people && given <= people * u32::from(poll.dots)
        }
    }
}

pub(super) fn strike(state: &State, id: &PollId, by: Counter, struck: bool) -> Result<Vec<Event>, Refusal> {
    let poll = state.polls.get(id).ok_or(Refusal::Unknown)?;
    if poll.struck.contains(&by) == struck {
        return Err(Refusal::Already);
    }
    if struck && poll.hands_of(by).next().is_none() {
        return Err(Refusal::Unknown);
    }
    Ok(vec![Event::HandsStruck { poll: id.clone(), by, struck }])
}

pub(super) fn count_room(state: &State, people: u32) -> Result<Vec<Event>, Refusal> {
    match people {
        people if people as usize > SEATS => Err(Refusal::OutOfRange),
        people if people == state.in_the_room => Err(Refusal::Already),
        people => Ok(vec![Event::RoomCounted { people }]),
    }
}
