//! The server of Trestle: workshops, each owned by one task, behind an HTTP and WebSocket edge. `README.md` beside this crate has the architecture.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod address;
pub mod bucket;
pub mod clock;
pub mod config;
pub mod control;
pub mod course;
pub mod damage;
pub mod descriptors;
pub mod disk;
pub mod edge;
pub mod limits;
pub mod network;
pub mod papers;
pub mod play;
pub mod server;
pub mod start;
pub mod typesetting;
pub mod workshop;
