//! The update gate: decides which bytes from a client may reach a document.
//!
//! Documents are CRDTs (yrs here, yjs in the browser), and neither withstands hostile bytes. An
//! [`Index`] knows what a document holds without its content; [`Index::admit`] checks an update
//! against it and writes it anew; only that canonical update goes to the document, the journal and
//! other clients. The encoding and the numbered rules are in the crate's README.
//!
//! Pure: no input or output, no clock, no randomness, no unsafe code.

#![forbid(unsafe_code)]

mod admit;
mod anew;
mod budget;
mod cost;
mod decode;
mod draft;
mod encode;
mod ends;
mod index;
mod limits;
mod lists;
mod place;
mod ranges;
mod refusal;
mod schema;
mod sequence;
mod settle;
mod trim;
mod update;

pub use admit::Admitted;
pub use anew::SERVER;
pub use cost::{Cost, Growth};
pub use index::{Index, Owner, Owners};
pub use limits::{Limits, List};
pub use refusal::GateRefusal;
pub use schema::{Schema, Shape};
