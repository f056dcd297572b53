//! The record: what a workshop leaves behind, as one value that every document is made from (P8).

pub mod before;
mod escape;
mod filled;
mod make;
mod markdown;
mod names;
pub mod paper;
mod private;
pub(crate) mod sheet;
mod shown;
mod values;

pub use crate::questions::{Called, about, called};
pub use filled::Filled;
pub use make::record;
pub(crate) use names::{Names, Whose};
pub use private::{Aside, Private, part, private};
pub use sheet::{list_table, listed, offers_table, stance};
pub(crate) use shown::ShownNow;
pub use trestle_protocol::{
    Record, RecordAgreement, RecordBrief, RecordCommitment, RecordGroup, RecordHands, RecordLink, RecordList, RecordMissing, RecordNames,
    RecordNote, RecordOrganisation, RecordQuestion, RecordResult, RecordRow, RecordWorkshop, THE_ROOM,
};
pub(crate) use values::Valued;

use paper::Paper;

/// What can be printed.
pub trait Printed {
    /// As a document that has no format yet.
    fn paper(&self) -> Paper;

    /// As CommonMark.
    fn markdown(&self) -> String {
        self.paper().markdown()
    }
}
