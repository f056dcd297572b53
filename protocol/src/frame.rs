//! Frames: what travels on a workshop's socket as text. Binary frames are described in `README.md`.

use crate::{Cell, Command, DocumentName, OrganisationId, Refusal, Role, SeatId, StepId, Time, WorkshopId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// From a screen to the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientFrame {
    /// The first frame on every socket.
    Hello {
        /// [`crate::VERSION`] of the page.
        version: u32,
        /// Who this is.
        token: String,
    },
    /// Something to decide.
    Command {
        /// Made by the client; sent again with the same id after a reconnect, it takes effect once.
        id: String,
        /// What.
        command: Box<Command>,
    },
    /// Where this seat is writing, as `document#field`; none when it stops. And where it stayed behind. Never stored.
    Presence {
        /// For example `brief/2#who`.
        at: Option<String>,
        /// The step that this screen shows, where it stayed behind the live one.
        #[serde(default)]
        #[ts(optional)]
        step: Option<StepId>,
    },
    /// What time is it?
    Ping {
        /// The client's own time; comes back unchanged.
        sent: f64,
    },
}

/// May this screen write a document?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentAccess {
    /// Yes: its state follows as a binary frame, then its updates.
    Write,
    /// Not any more: what it showed comes as cells, if at all.
    None,
}

/// Why the server ends a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Farewell {
    /// The server restarts: come back after a random moment.
    Restart,
    /// The seat was removed, or its token ended.
    Removed,
    /// This screen could not keep up: come back for a fresh view.
    Slow,
    /// The page speaks another version: reload it.
    Outdated,
    /// A rehearsal ended: forget what was written in it and come back.
    Rewound,
    /// The workshop was erased.
    Erased,
    /// The workshop's time is up: it is closed to this screen, and will be erased unless a facilitator chooses a later day.
    TimeUp,
}

/// Who is connected and where they write.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PresentSeat {
    /// `document#field`, only if the receiver may know that document.
    pub at: Option<String>,
    /// Facilitators alone: the step that one of its screens shows, where it stayed behind the live one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub step: Option<StepId>,
}

/// From the server to a screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The answer to a good hello; all cells and documents follow.
    Welcome {
        /// Which workshop.
        workshop: WorkshopId,
        /// What this screen is.
        role: Role,
        /// Whose it is; walls and consoles may have no seat.
        seat: Option<SeatId>,
        /// A guest who fills in this organisation's card.
        organisation: Option<OrganisationId>,
        /// The number of its pass; screens of seats have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pass: Option<u32>,
        /// What time it is in the workshop, by its own course of time: every time that is counted from or towards goes by it.
        now: Time,
        /// The address that phones use, as in the QR code: scheme, host and port.
        address: String,
    },
    /// Cells that changed, whole, and cells that are gone. After the welcome all of them come, in one frame or several.
    Cells {
        /// By key.
        set: BTreeMap<String, Cell>,
        /// Keys.
        gone: Vec<String>,
        /// All cells begin with this frame: what is in none of the frames up to the one without `more` is to be forgotten.
        whole: bool,
        /// These are not all cells yet: show none of them before the others are there.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(optional, as = "Option<bool>")]
        more: bool,
    },
    /// This screen's access to a document, when it begins or ends.
    Document {
        /// Which.
        #[ts(type = "string")]
        name: DocumentName,
        /// May it write?
        access: DocumentAccess,
    },
    /// The command of that id took effect, durably.
    Done {
        /// The client's id.
        id: String,
    },
    /// The command of that id was refused.
    Refused {
        /// The client's id; empty if the frame had none that could be read.
        id: String,
        /// Why.
        refusal: Refused,
    },
    /// All document updates up to this number are durable or were refused.
    Saved {
        /// As the client numbered them.
        number: u32,
    },
    /// One document update was refused.
    UpdateRefused {
        /// Its number.
        number: u32,
        /// Which document.
        #[ts(type = "string")]
        document: DocumentName,
        /// Why.
        refusal: Refused,
        /// The client is merely behind: the document's state follows, send again what is missing there.
        behind: bool,
        /// With `later`: the same bytes will be taken in so many seconds. Keep them and send them again then; no state follows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        after: Option<u32>,
    },
    /// Who is connected.
    Presence {
        /// By seat.
        seats: BTreeMap<SeatId, PresentSeat>,
        /// For facilitators: links and consoles that have a screen connected, by the number of their pass.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        #[ts(optional, as = "Option<Vec<u32>>")]
        passes: BTreeSet<u32>,
    },
    /// The answer to a ping.
    Pong {
        /// As it came.
        sent: f64,
        /// What time it is in the workshop, as in the welcome.
        now: Time,
    },
    /// The connection ends.
    Farewell {
        /// Why.
        reason: Farewell,
    },
}

/// A refusal as it travels: the rule for the page's own words, and a sentence for everybody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Refused {
    /// Which rule.
    pub rule: Refusal,
    /// In words.
    pub message: String,
}

impl From<Refusal> for Refused {
    fn from(rule: Refusal) -> Self {
        Self { message: rule.to_string(), rule }
    }
}

/// Close codes of the socket (4000 to 4999 are an application's own).
pub mod close {
    /// The server restarts; come back after a random moment (RFC 6455 "service restart").
    pub const RESTART: u16 = 1012;
    /// The token is not known (any more).
    pub const UNKNOWN: u16 = 4001;
    /// The first frame was late, too large or no hello.
    pub const HELLO: u16 = 4002;
    /// Another version: reload the page.
    pub const OUTDATED: u16 = 4003;
    /// The seat was removed.
    pub const REMOVED: u16 = 4004;
    /// The screen could not keep up.
    pub const SLOW: u16 = 4005;
    /// Too many refused frames.
    pub const FLOOD: u16 = 4006;
    /// The workshop cannot be opened at the moment.
    pub const UNAVAILABLE: u16 = 4007;
    /// A rehearsal ended: drop documents and unsent text, then come back.
    pub const REWOUND: u16 = 4008;
    /// The workshop was erased for good.
    pub const ERASED: u16 = 4009;
    /// A newer version has run the workshop: this server cannot open it, and touches nothing of it.
    pub const NEWER: u16 = 4010;
    /// The workshop's time is up: it is closed to all but its facilitators until they choose a later day, and will be erased.
    pub const TIME_UP: u16 = 4011;
}
