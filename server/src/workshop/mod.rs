//! Live workshops: one task owns each, handles reach it, the registry opens it.

mod anew;
mod batch;
mod documents;
mod encode;
mod erasure;
mod handle;
mod lapse;
mod opening;
mod outbox;
mod presence;
mod registry;
mod screen;
mod screens;
mod snapshots;
pub(crate) mod sweep;
mod task;
mod told;
mod waits;
mod welcome;

pub use handle::{Attached, Gone, Handle, Ordered, Place, ScreenRequest};
pub use lapse::Lapses;
pub use opening::OpenError;
pub(crate) use opening::peek;
pub use registry::{Registry, Surroundings};
pub use screen::{Ending, Frame, Pace, ScreenId, ScreenReceiver, Size};
