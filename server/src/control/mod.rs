//! What the server's operator asks from the machine itself: whoever may use the data folder may have a new link to any workshop in it.
//!
//! While the server runs it is asked over a socket in that folder; while it does not, the journal is opened here. Both do the same.

mod ask;
mod recover;
mod serve;
mod workshops;

pub use recover::{Options, RecoverError, recover};
pub use serve::Control;

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use trestle_protocol::{Time, WorkshopId};

/// The socket's name in the data folder.
const SOCKET: &str = "control.sock";

/// Where the socket of a data folder lies.
fn socket(data: &Path) -> PathBuf {
    data.join(SOCKET)
}

/// A workshop, as the operator tells it from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    id: WorkshopId,
    /// None if it cannot be read.
    title: Option<String>,
    created_at: Option<Time>,
    /// When a link or a console was last used, or it moved on.
    used_at: Option<Time>,
}

/// A link that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Recovered {
    title: String,
    /// With its secret. Without an address in front if this server's is not known.
    link: String,
}

/// Why not, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Refused {
    why: String,
}
