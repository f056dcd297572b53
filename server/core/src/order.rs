//! Orders: everything that can be asked of a workshop, by a client or by the server on somebody's behalf.

use crate::{
    identity::{Holder, SecretHash},
    place::Place,
};
use serde::{Deserialize, Serialize};
use trestle_protocol::{Command, Details, OrganisationId, Programme, Role, SeatId, Time, WorkshopId};

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Begin a journal.
    Create(Box<Create>),
    /// Take a seat.
    Join {
        /// Hash of the new seat's token.
        token: SecretHash,
        /// The person's name, 1 to `NAME_CHARS` characters.
        name: String,
        /// Where the person belongs.
        organisation: JoinOrganisation,
        /// Facilitator or participant, as the key allows.
        role: Role,
        /// Several people use this device: a facilitator is asked, unless one joins.
        table: bool,
        /// Where it came from; none for who is not counted by that.
        place: Option<Place>,
    },
    /// A link or another token for somebody who is there.
    Grant {
        /// Hash of its secret.
        secret: SecretHash,
        /// Whom it stands for.
        holder: Holder,
    },
    /// A link is opened: another token for whom it stands for.
    Open {
        /// Hash of the link's secret.
        link: SecretHash,
        /// Hash of the new token.
        token: SecretHash,
        /// The seat that this device has in the workshop already.
        by: Option<SeatId>,
    },
    /// A link, or what was opened with it, is used. Idempotent: it is noted every ten minutes at most.
    Use {
        /// Hash of its secret.
        secret: SecretHash,
        /// The seat that it was used for.
        by: Option<SeatId>,
    },
    /// A link ends with what was opened with it, or one console does.
    End {
        /// Its number.
        pass: u32,
        /// Hash of the token of whoever asks.
        asker: SecretHash,
    },
    /// Another join code and another invitation, which the workshop holds already.
    ChangeCode {
        /// Normalised.
        code: String,
        /// As it stands in links.
        invitation: String,
    },
    /// An invitation for a workshop from before there were any, which it holds already.
    Invite {
        /// As it stands in links.
        invitation: String,
    },
    /// Another facilitator's link, made by the server's operator because no other is left.
    Recover {
        /// Hash of its secret.
        secret: SecretHash,
    },
    /// Entries of the workshop were lost by damage to the journal. Idempotent: what was found at one time is noted once.
    Lost(Loss),
    /// A client's command.
    Command(Command),
    /// Time has passed. Idempotent: it does not matter who sends it or how often.
    Tick,
}

/// What damage to the journal took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// When it was found.
    pub found_at: Time,
    /// How many entries.
    pub entries: u64,
    /// Among them somebody's erasure.
    pub returned: bool,
}

/// Where somebody who joins belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoinOrganisation {
    /// Nowhere in particular.
    None,
    /// To one that is there: by name only, until somebody confirms it.
    Known(OrganisationId),
    /// To one that may be new.
    Named(String),
    /// To the one whose own link this is: they belong there.
    Link(SecretHash),
}

/// A new workshop, with everything random made outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Create {
    /// Its id.
    pub id: WorkshopId,
    /// Title, place, purpose, rules, themes, authors, end.
    pub details: Details,
    /// The convening organisation's name.
    pub convener: String,
    /// Other expected organisations.
    pub organisations: Vec<String>,
    /// The whole programme, minutes adjusted.
    pub programme: Programme,
    /// The join code, normalised.
    pub code: String,
    /// The invitation, as it stands in links. None stands in journals from before the QR code carried one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub invitation: String,
    /// Salts note ids, so that they say nothing about authors.
    pub salt: [u8; 16],
    /// The creator's name and token: a facilitator's seat at the convener.
    pub facilitator: Option<(String, SecretHash)>,
    /// Links and tokens to begin with.
    pub grants: Vec<(SecretHash, Holder)>,
    /// The creator's token: the seat's, or that of a console among the grants. None stands in journals from before links could be ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<SecretHash>,
}
