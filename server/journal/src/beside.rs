//! What a journal keeps beside a workshop's entries: when it falls due, and how its course of time goes by the machine's.

/// Written in the transaction of an append. What is `None` stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beside {
    /// When the workshop falls [due](crate::Journal::due), in milliseconds since 1970.
    pub due: Option<u64>,
    /// How its time goes.
    pub course: Option<Course>,
}

/// How a workshop's time goes: as long as the machine runs, so far ahead of the time since it started. So a clock that runs in it
/// goes on over a restart of the server, whatever has become of the machine's wall clock meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// Which start of the machine.
    pub boot: [u8; 16],
    /// Milliseconds that are added to the time since then.
    pub ahead: i64,
}
