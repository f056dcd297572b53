//! Where newcomers came from, so that many who came from one place can be seen, slowed down and removed together.

use serde::{Deserialize, Serialize};
use trestle_protocol::Time;

/// A place, such as one Wi-Fi: a number that stands for an address in one workshop as long as the process lives that made it, and says nothing about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place(pub u32);

/// How somebody came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Came {
    /// Where from.
    pub from: Place,
    /// When.
    pub at: Time,
}
