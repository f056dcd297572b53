//! The kit of the tests: real servers, rooms full of screens, and eyes for what travels.
//!
//! Tests start the binaries from `target/debug` (or `TRESTLE_BIN`, `TRESTLE_STEPPED_BIN`), never anything inside this process.

pub mod any_text;
pub mod hostile;
pub mod markdown;
pub mod process;
pub mod room;
pub mod seed;
pub mod traces;
pub mod wait;
pub mod wear;

pub use any_text::AnyText;
pub use process::Trestle;
pub use room::{Person, Room};
pub use trestle::play::{Player, Scenario};
pub use trestle_client::{ClientError, Content, Pen, Screen, Server, View};

/// The scenario that everything is measured by.
pub const HARINGEY: &str = include_str!("../data/haringey.json");

/// Every format of the record, as it is asked for.
pub const FILES: [&str; 15] = [
    "record.md",
    "record.json",
    "record.docx",
    "record.pdf",
    "record.ics",
    "record.zip",
    "record.xlsx",
    "notes.csv",
    "actions.csv",
    "agreement.docx",
    "agreement.md",
    "private-notes.md",
    "private-notes.json",
    "private-notes.docx",
    "private-notes.pdf",
];
