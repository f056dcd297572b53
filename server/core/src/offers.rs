//! Offers and asks: each line of a card says one thing that an organisation brings, or hopes to get.

use crate::text::is_visible;
use trestle_protocol::{CardFields, OfferHeading, limits::CARD_LINE_CHARS};

/// What a card offers under a heading, line by line.
pub fn offers(card: &CardFields, heading: OfferHeading) -> impl Iterator<Item = &str> {
    lines(match heading {
        OfferHeading::Spaces => &card.spaces,
        OfferHeading::Skills => &card.skills,
        OfferHeading::Networks => &card.networks,
        OfferHeading::Impact => &card.impact,
    })
}

/// What a card asks for, line by line.
pub fn asks(card: &CardFields) -> impl Iterator<Item = &str> {
    lines(&card.hope)
}

/// Lines with something on them, trimmed; longer ones are prose, not an offer.
fn lines(field: &str) -> impl Iterator<Item = &str> {
    field.lines().map(str::trim).filter(|line| is_visible(line) && line.chars().count() <= CARD_LINE_CHARS)
}
