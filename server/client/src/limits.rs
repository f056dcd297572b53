//! The client's bounds, each with its reason.

use std::time::Duration;

/// Waiting for something the server should show: far beyond any honest answer, short enough that a hang is a failure.
/// Not a share: how long a client waits.
pub const DEADLINE: Duration = Duration::from_secs(30);
/// Making a connection or asking by HTTP: a server that needs longer is as good as gone.
/// Not a share: how long a client waits.
pub const REACH: Duration = Duration::from_secs(10);
/// Saying goodbye: the other side may be gone already, nobody waits for that.
/// Not a share: how long a client waits.
pub const GOODBYE: Duration = Duration::from_secs(2);
/// Largest HTTP answer, in bytes: the record of the largest workshop, several times over.
/// Whose: the answer's. At it: the client gives it up. Freed by: itself: no record is that large.
pub const ANSWER_BYTES: usize = 64 * 1024 * 1024;
