//! The journal: the ordered log that every workshop is rebuilt from, and the stores that keep it.
//!
//! [`Journal`] is the promise, [`Sqlite`] keeps it on one machine, [`Memory`] keeps it for tests and can be told to
//! fail. All of them pass `tests/contract.rs`. What is acknowledged is durable; what is erased is gone.

mod beside;
mod entry;
mod error;
mod journal;
pub mod limits;
mod memory;
mod sqlite;

pub use beside::{Beside, Course};
pub use entry::{Entry, Kind, Listed, Seq, Snapshot};
pub use error::JournalError;
pub use journal::Journal;
pub use memory::{Lost, Memory};
pub use sqlite::{Counts, Damage, Missing, OpenError, Sqlite, age_damaged};
