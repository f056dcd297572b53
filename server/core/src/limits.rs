//! Bounds of a workshop in memory that nobody meets by name. What people and clients meet is in `trestle_protocol::limits`.

/// Command ids that are remembered: a client that was away resends at most the few that were under way, from every seat at once.
/// Whose: the workshop's. At it: the oldest is forgotten; sent again after that, its command is decided anew. Freed by: itself; at its fastest pace a seat alone
/// takes 100 s to push out another's.
pub(crate) const CAUSES: usize = 2_000;
/// Most seconds that one command adds to a clock, or takes: an hour.
/// Whose: the command's. At it: refused (`OutOfRange`). Freed by: the facilitator, who gives the time in two.
pub(crate) const EXTEND_SECONDS: u32 = 3_600;
