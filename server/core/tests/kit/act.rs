//! An act: one thing that happens in a workshop, written down so that it can be done again.

use super::edit::{Edit, NoteRef};
use trestle_core::{Actor, Order};
use trestle_protocol::{DocumentName, OfferHeading, OrganisationId};

/// One thing that happens.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Somebody asks for something.
    Order { actor: Actor, cause: Option<String>, order: Box<Order> },
    /// Somebody holds a note back, or shows it again.
    Hold { actor: Actor, note: NoteRef, held: bool },
    /// Somebody links the first offer of a card under a heading to the first ask of another, whatever they say, or lines that may not be there.
    Link { actor: Actor, cause: Option<String>, organisation: OrganisationId, heading: OfferHeading, asker: OrganisationId, line: Line },
    /// Somebody writes; `synced` says whether what the others wrote has reached them.
    Edit { actor: Actor, document: DocumentName, edit: Edit, synced: bool },
    /// Somebody sends bytes.
    Bytes { actor: Actor, document: DocumentName, bytes: Vec<u8> },
    /// A document begins anew, worn or not.
    Anew(DocumentName),
    /// Milliseconds go by.
    Wait(u64),
}

/// Which line of a card is meant.
#[derive(Clone, Debug)]
pub(crate) enum Line {
    /// The first one, as it stands.
    First,
    /// This one, which may not be there.
    Of(String),
}
