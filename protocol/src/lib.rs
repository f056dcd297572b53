//! The words that server and page share: ids, programme, commands, cells, frames and refusals.
//!
//! Everything here is data. TypeScript is generated from it (`web/src/lib/protocol.gen.ts`); a test fails when the two drift apart.
//! `README.md` beside this crate describes the wire in numbered rules.

pub mod cell;
pub mod command;
pub mod document;
pub mod frame;
pub mod http;
pub mod ids;
pub mod limits;
pub mod programme;
pub mod refusal;
pub mod round;

pub use cell::*;
pub use command::*;
pub use document::*;
pub use frame::*;
pub use http::*;
pub use ids::*;
pub use programme::*;
pub use refusal::Refusal;
pub use round::*;

/// The version of the wire. A page that says another one in its first message is told to reload.
pub const VERSION: u32 = 4;
