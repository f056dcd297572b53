//! The core of Trestle: a workshop as a fold over its journal. No clock, no randomness, no I/O: time and secrets come in as arguments.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod access;
pub mod apply;
mod author;
mod called;
pub mod cell_key;
pub mod clock;
pub mod closing;
pub mod code;
pub mod decide;
pub mod documents;
pub mod entry;
pub mod event;
pub mod fold;
pub mod identity;
pub mod import;
mod let_in;
mod limits;
pub mod name;
pub mod offers;
pub mod order;
mod pairing;
pub mod pass;
pub mod place;
pub mod poll;
pub mod programmes;
pub mod record;
mod room;
pub mod round;
pub mod shown;
pub mod state;
mod taste;
pub mod text;
pub mod touch;
mod unwritten;
pub mod view;
pub mod zone;

pub use access::{Access, access, writable};
pub use apply::apply;
pub use author::Author;
pub use cell_key::{CellKey, PlanList};
pub use decide::decide;
pub use documents::Documents;
pub use event::Event;
pub use fold::{Changed, EntryBytes, Fold, FoldError, Owed};
pub use identity::{Actor, Holder, SecretHash, Viewer};
pub use import::{Imported, NewHome, comparable, import};
pub use order::{Create, JoinOrganisation, Order};
pub use place::{Came, Place};
pub use record::{Private, Record, part, private, record};
pub use shown::Shown;
pub use state::State;
pub use touch::Touched;
pub use unwritten::Unwritten;
pub use view::view;
