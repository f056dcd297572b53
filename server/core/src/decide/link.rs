//! Deciding about offers that answer asks.

use crate::{documents::Documents, event::Event, offers, state::State};
use trestle_protocol::{LinkRow, OfferHeading, OrganisationId, Refusal, limits};

/// An offer or an ask, as a client names it: whose card, and the line.
pub(super) type Named<'a> = (OrganisationId, &'a str);

pub(super) fn link(
    state: &State,
    documents: &Documents,
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
    if state.links.len() >= limits::LINKS {
        return Err(Refusal::TooMany);
    }
    let link = LinkRow { id: state.last_link + 1, organisation, heading, offer: offer.to_owned(), asker, ask: ask.to_owned() };
    if state.links.values().any(|known| LinkRow { id: link.id, ..known.clone() } == link) {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::Linked { link }])
}

pub(super) fn unlink(state: &State, link: u32) -> Result<Vec<Event>, Refusal> {
    if state.links.contains_key(&link) { Ok(vec![Event::Unlinked { link }]) } else { Err(Refusal::Already) }
}
