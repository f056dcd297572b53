//! Deciding about offers that answer asks.

use crate::{documents::Documents, event::Event, identity::Actor, offers, state::State};
use trestle_protocol::{LinkRow, OfferHeading, OrganisationId, Refusal, SeatId, limits};

/// An offer or an ask, as a client names it: whose card, and the line.
pub(super) type Named<'a> = (OrganisationId, &'a str);

pub(super) fn link(
    state: &State,
    documents: &Documents,
    actor: Actor,
    heading: OfferHeading,
    (organisation, offer): Named<'_>,
    (asker, ask): Named<'_>,
) -> Result<Vec<Event>, Refusal> {
    if organisation == asker || ![organisation, asker].iter().all(|id| state.organisations.contains_key(id)) {
        return Err(Refusal::Unknown);
    }
    let offered = offers::offers(documents.card(organisation), heading).any(|line| line == offer);
    if !offered || !offers::asks(documents.card(asker)).any(|line| line == ask) {
        return Err(Refusal::LineGone);
    }
    let by = actor.seat().filter(|_| !state.facilitates(actor));
    has_room(state, by)?;
    let link = LinkRow { id: state.last_link + 1, organisation, heading, offer: offer.to_owned(), asker, ask: ask.to_owned() };
    if state.links.values().any(|known| LinkRow { id: link.id, ..known.clone() } == link) {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::Linked { link, by }])
}

/// A seat has its share of the links, and everybody together leaves some to facilitators.
fn has_room(state: &State, by: Option<SeatId>) -> Result<(), Refusal> {
    let all = state.links.len();
    let own = state.linkers.values().filter(|linker| by == Some(**linker)).count();
    match by {
        None if all >= limits::LINKS => Err(Refusal::TooMany),
        Some(_) if own >= limits::LINKS_PER_SEAT => Err(Refusal::ShareUsed),
        Some(_) if all >= limits::shared(limits::LINKS) => Err(Refusal::TooMany),
        None | Some(_) => Ok(()),
    }
}

/// Whoever made it takes a link away, and facilitators any.
pub(super) fn unlink(state: &State, actor: Actor, link: u32) -> Result<Vec<Event>, Refusal> {
    if !state.links.contains_key(&link) {
        return Err(Refusal::Already);
    }
    let own = actor.seat().is_some() && state.linkers.get(&link).copied() == actor.seat();
    if own || state.facilitates(actor) { Ok(vec![Event::Unlinked { link }]) } else { Err(Refusal::NotYours) }
}
