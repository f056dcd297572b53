//! What the handlers share: the settings, and everything that remembers something from one request to the next.

use super::{
    codes::CodePace,
    exports::Exports,
    forwarded::{self, Client, Peer},
    headers::Headers,
    origin::Origins,
    places::Places,
    readiness::Readiness,
    throttle::Throttle,
};
use crate::{address::Reach, clock::SharedClock, disk::Disk, limits, network::Network, workshop::Registry};
use axum::{extract::State, http::HeaderMap};
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc, watch};
use trestle_core::SecretHash;
use trestle_journal::Journal;

/// What the edge is made of.
pub struct EdgeSettings {
    /// Where the server can be reached.
    pub reach: Reach,
    /// Only who knows this may create workshops.
    pub create_token: Option<SecretHash>,
    /// The operator's proxies.
    pub trusted_proxies: Vec<Network>,
    /// Sockets of one address.
    pub address_sockets: usize,
    /// Where the journal lies.
    pub disk: Disk,
    /// Live workshops.
    pub registry: Arc<Registry>,
    /// Where join codes are kept.
    pub journal: Arc<dyn Journal>,
    /// Damage to the journal was found when the server started.
    pub damaged: bool,
    /// What time it is.
    pub clock: SharedClock,
    /// Turns true when the server stops.
    pub stop: watch::Receiver<bool>,
    /// A clone of it lives as long as each socket.
    pub alive: mpsc::Sender<()>,
    /// The clock that a test may advance.
    #[cfg(feature = "stepped-clock")]
    pub stepped: Option<Arc<crate::clock::Stepped>>,
}

/// How handlers get at what they need.
pub(crate) type Shared = State<Arc<Edge>>;

/// What every request sees.
pub struct Edge {
    pub(crate) settings: EdgeSettings,
    pub(crate) origins: Arc<Origins>,
    pub(crate) headers: Arc<Headers>,
    pub(crate) throttle: Arc<Throttle>,
    /// Turns at trying a typed code.
    pub(crate) codes: Arc<CodePace>,
    /// Where newcomers come from, and their turns at a seat.
    pub(crate) places: Places,
    pub(crate) readiness: Readiness,
    /// Turns at making documents.
    pub(crate) exports: Exports,
    /// Turns at working on an import.
    pub(crate) imports: Arc<Semaphore>,
}

impl Edge {
    /// With nobody there yet.
    pub(super) fn new(settings: EdgeSettings) -> Self {
        Self {
            origins: Arc::new(Origins::new(settings.reach.origins.iter().map(ToString::to_string))),
            headers: Arc::new(Headers::new(&settings.reach.origins)),
            throttle: Throttle::new(settings.address_sockets),
            codes: CodePace::new(),
            places: Places::new(),
            readiness: Readiness::default(),
            exports: Exports::new(),
            imports: Arc::new(Semaphore::new(limits::IMPORTS_AT_ONCE)),
            settings,
        }
    }

    /// The client's address, as limits count it.
    pub(crate) fn client(&self, peer: Peer, headers: &HeaderMap) -> Client {
        forwarded::client(peer, headers, &self.settings.trusted_proxies)
    }

    /// The address that links carry.
    pub(crate) fn address(&self) -> String {
        self.settings.reach.address()
    }
}
