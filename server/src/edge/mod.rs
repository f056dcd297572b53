//! The edge: HTTP and sockets. It knows who asks and passes on what they ask; what may happen is decided in the core.

mod assets;
mod binary;
mod body;
mod closing;
mod codes;
mod create;
mod export;
mod exports;
mod failure;
mod fair;
mod file_name;
mod form;
mod forwarded;
mod headers;
mod health;
mod hello;
mod holder;
mod identity;
mod import;
mod invitation;
mod join;
mod keys;
pub mod listen;
mod origin;
mod places;
mod reader;
mod readiness;
mod rendering;
mod router;
mod shared;
mod socket;
#[cfg(feature = "stepped-clock")]
mod stepped;
mod throttle;
mod turns;
mod underway;
mod upgrade;
mod writer;

pub(crate) use identity::Secret;
pub use router::router;
pub use shared::{Edge, EdgeSettings};
