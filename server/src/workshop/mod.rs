//! Live workshops: one task owns each, handles reach it, the registry opens it.

mod batch;
mod documents;
mod encode;
mod ended;
mod erasing;
mod frame;
mod handle;
mod lapse;
mod opening;
mod outbox;
mod presence;
mod registry;
mod screen;
mod screens;
mod snapshots;
mod surroundings;
pub(crate) mod sweep;
mod task;
mod told;
mod waits;

pub use frame::Frame;
pub use handle::{Attached, Gone, Handle, Ordered, Place, ScreenRequest};
pub use lapse::Lapses;
pub use opening::OpenError;
pub(crate) use opening::peek;
pub use registry::Registry;
pub use screen::{Ending, Pace, ScreenId, ScreenReceiver, Size};
pub use surroundings::Surroundings;
