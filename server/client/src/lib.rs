//! A screen without a picture: speaks the wire of `protocol/README.md` as a browser does.
//!
//! [`Server`] is the HTTP side (create, look, join, links, records); a [`Screen`] is one open socket that folds what it is sent into a
//! [`View`] and writes into its documents. `trestle play` and the tests are made of these two.

mod connection;
mod error;
mod http;
pub mod limits;
mod pen;
mod replica;
mod screen;
mod view;
pub mod wire;

pub use connection::Socket;
pub use error::ClientError;
pub use http::{Response, Server};
pub use pen::{Content, Pen};
pub use replica::Replica;
pub use screen::{Sample, Screen};
pub use view::{Ended, RefusedUpdate, View, Welcomed};
