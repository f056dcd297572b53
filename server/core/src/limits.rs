//! Bounds of a workshop in memory that nobody meets by name. What people and clients meet is in `trestle_protocol::limits`.

/// How far the calendar has to be from a workshop's course of time before an entry says both, in milliseconds: a minute is what people read from a date, and
/// clocks that are kept right drift by less.
/// Not a share: a rule of the server's own.
pub(crate) const APART_MS: u64 = 60_000;

/// Command ids that are remembered: a client that was away resends at most the few that were under way, from every seat at once.
/// Whose: the workshop's. At it: the oldest is forgotten; sent again after that, its command is decided anew. Freed by: itself; at its fastest pace a seat alone
/// takes 100 s to push out another's.
pub(crate) const CAUSES: usize = 2_000;
/// Most seconds that one command adds to a clock, or takes: an hour.
/// Whose: the command's. At it: refused (`OutOfRange`). Freed by: the facilitator, who gives the time in two.
pub(crate) const EXTEND_SECONDS: u32 = 3_600;
/// Largest state that a document begins anew with, in bytes: one entry of the journal takes 4 MiB.
/// Whose: the document's. At it: it does not begin anew, and is full once its pieces are. Freed by: whoever takes something away in it; a facilitator always can.
pub(crate) const STATE_BYTES: usize = 3 << 20;
/// How long a document that began anew goes on before it does so again, in milliseconds. One person alone comes back to it after an hour of their share; a roomful
/// that is out to could make everybody take states without end. And no longer than a pause in typing: until then a document that was worn out at once takes nothing.
/// Whose: the document's. At it: what has no room is told to come back, and waits on its device. Freed by: time.
pub(crate) const BEGUN_MS: u64 = 5_000;
/// How long a document that could not begin anew is left alone, in milliseconds: to find that out costs as much as to do it, some 50 ms at the very worst, and is
/// not done for every letter. Soon after somebody took something away in it, it can.
/// Not a share: a pace of the server's own.
pub(crate) const TRIED_MS: u64 = 10_000;
