//! What can go wrong for a client, with the sentence a person reads.

use crate::Ended;
use trestle_protocol::{DocumentName, Refused};

/// Why a client could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Not an address that this client can use.
    #[error("`{address}` is not an address I can use: {reason}")]
    Address {
        /// As given.
        address: String,
        /// In words.
        reason: &'static str,
    },
    /// Nobody answers there.
    #[error("there is no Trestle server to be reached at {address}: {reason}")]
    Unreachable {
        /// Scheme, host and port.
        address: String,
        /// What the network said.
        reason: String,
    },
    /// The server refused an HTTP request.
    #[error("the server refused {what} ({status}): {}", refusal.message)]
    HttpRefused {
        /// Method and path.
        what: String,
        /// The status.
        status: u16,
        /// The rule and its sentence.
        refusal: Refused,
    },
    /// An HTTP answer that the protocol does not know.
    #[error("the server's answer to {what} ({status}) is none of Trestle's: {reason}")]
    BadAnswer {
        /// Method and path.
        what: String,
        /// The status.
        status: u16,
        /// What is wrong with it.
        reason: String,
    },
    /// The server refused a command or an update.
    #[error("the server refused {what}: {}", refusal.message)]
    Refused {
        /// The command or document.
        what: String,
        /// The rule and its sentence.
        refusal: Refused,
    },
    /// The connection ended.
    #[error("the connection ended while waiting for {what}: {ended}")]
    Ended {
        /// What was waited for.
        what: String,
        /// How it ended.
        ended: Ended,
    },
    /// It did not happen in time.
    #[error("waited in vain for {what}")]
    Late {
        /// What was waited for.
        what: String,
    },
    /// This screen may not write there (yet).
    #[error("this screen may not write {0} at the moment")]
    NotWritable(DocumentName),
}

impl ClientError {
    /// The rule that was broken, if a rule it was.
    pub fn refusal(&self) -> Option<trestle_protocol::Refusal> {
        match self {
            Self::HttpRefused { refusal, .. } | Self::Refused { refusal, .. } => Some(refusal.rule),
            _ => None,
        }
    }
}
