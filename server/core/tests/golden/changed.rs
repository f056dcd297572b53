//! What later versions give otherwise, and why it was meant. A word that people wrote is never among this: it may move, but it stays somewhere.

/// Something that is given otherwise than a golden generation says.
pub(crate) struct Change {
    /// Where: `record-facilitator`, `record-participant`, `documents` or `views`.
    pub(crate) file: &'static str,
    /// How the line begins in which the test tells it.
    pub(crate) what: &'static str,
    /// Why it was meant, and where its words are now.
    pub(crate) why: &'static str,
}

/// All of them.
pub(crate) const CHANGES: &[Change] = &[
    Change { file: "record-facilitator", what: "version:", why: "the number of the record's shape rises when it changes" },
    Change { file: "record-participant", what: "version:", why: "the number of the record's shape rises when it changes" },
];
