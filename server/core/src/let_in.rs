//! Bounds of what was ever let in: the widest that any released version had.
//!
//! `protocol::limits` bounds what is let in now, and may become tighter. Whatever reads what is kept (documents, records that come back) goes by these, which
//! are raised with those and never lowered: a tighter limit then cuts no word that stands in an old journal. What a hostile client puts on its own desk beyond
//! them still stays there.

use trestle_protocol::limits;

/// UTF-16 units of a note.
pub(crate) const NOTE_UNITS: u32 = 500;
/// Notes on one desk.
pub(crate) const NOTES_PER_DESK: usize = 100;
/// Characters of a name, and UTF-16 units of a value in a document.
pub(crate) const NAME_CHARS: usize = 80;
/// Characters of a line of prose.
pub(crate) const LINE_CHARS: usize = 1_000;
/// UTF-16 units of a prose field.
pub(crate) const FIELD_UNITS: u32 = 30_000;
/// Groups on the board.
pub(crate) const GROUPS: usize = 100;
/// Rows in a list of the plan.
pub(crate) const PLAN_ROWS: usize = 200;
/// Seats.
pub(crate) const SEATS: usize = 300;
/// Feedback lines on one brief.
pub(crate) const FEEDBACK_PER_BRIEF: usize = 200;
/// Links between offers and asks.
pub(crate) const LINKS: usize = 300;
/// Characters of a line of a card that was linked.
pub(crate) const CARD_LINE_CHARS: usize = 300;

// Who lets in more has to read more: otherwise this does not compile.
const _: () = assert!(NOTE_UNITS >= limits::NOTE_UNITS && NOTES_PER_DESK >= limits::NOTES_PER_DESK && NAME_CHARS >= limits::NAME_CHARS);
const _: () = assert!(LINE_CHARS >= limits::LINE_CHARS && FIELD_UNITS >= limits::FIELD_UNITS && GROUPS >= limits::GROUPS);
const _: () = assert!(PLAN_ROWS >= limits::PLAN_ROWS && SEATS >= limits::SEATS && FEEDBACK_PER_BRIEF >= limits::FEEDBACK_PER_BRIEF);
const _: () = assert!(LINKS >= limits::LINKS && CARD_LINE_CHARS >= limits::CARD_LINE_CHARS);

#[cfg(test)]
mod tests {
    use super::*;

    /// What the first release let in. These numbers are never changed here; a later release adds its own line if it let in more.
    #[test]
    fn p10_nothing_that_was_let_in_is_cut_when_it_is_read() {
        const { assert!(NOTE_UNITS >= 500 && NOTES_PER_DESK >= 100 && NAME_CHARS >= 80 && LINE_CHARS >= 1_000 && FIELD_UNITS >= 30_000) };
        const {
            assert!(
                GROUPS >= 100 && PLAN_ROWS >= 200 && SEATS >= 300 && FEEDBACK_PER_BRIEF >= 200 && LINKS >= 300 && CARD_LINE_CHARS >= 300
            )
        };
    }
}
