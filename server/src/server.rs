//! The server: listener, edge, workshops and journal put together, and taken apart again in order.

use crate::{
    address::{self, Reach},
    clock::SharedClock,
    config::ServeOptions,
    control::Control,
    damage::Damages,
    descriptors,
    disk::{self, Disk},
    edge::{self, EdgeSettings, listen},
    network::Network,
    papers::Papers,
    workshop::{Lapses, Registry, Surroundings, sweep},
};
use axum::Router;
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    sync::{mpsc, watch},
    time::timeout,
};
use trestle_core::SecretHash;
use trestle_journal::{Journal, JournalError};

/// A server that has its port and has not begun to answer yet.
pub struct Server {
    listener: TcpListener,
    bound: SocketAddr,
    reach: Reach,
    router: Router,
    trusted_proxies: Vec<Network>,
    registry: Arc<Registry>,
    journal: Arc<dyn Journal>,
    beside: Beside,
    drain: Duration,
    stop: watch::Sender<bool>,
    /// Ends when the last socket has.
    alive: mpsc::Receiver<()>,
}

/// Why a server could not begin, or did not end well.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port.
    #[error("{address} cannot be listened on: {reason}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the system said.
        reason: io::Error,
    },
    /// The journal, at the end.
    #[error("the journal could not be closed: {0}")]
    Close(#[from] JournalError),
}

/// What the clock is made of besides telling the time.
#[derive(Clone)]
pub struct Time {
    /// What time it is.
    pub clock: SharedClock,
    /// The same clock, if a test may advance it.
    #[cfg(feature = "stepped-clock")]
    pub stepped: Option<Arc<crate::clock::Stepped>>,
}

impl Time {
    /// The machine's own.
    pub fn system() -> Self {
        Self {
            clock: Arc::new(crate::clock::System::new()),
            #[cfg(feature = "stepped-clock")]
            stepped: None,
        }
    }
}

/// What lies beside the journal in its folder. A journal in memory has nothing there.
#[derive(Debug, Default)]
pub struct Beside {
    /// Damage that was found in it.
    pub damages: Damages,
    /// Where the operator's commands come in.
    pub control: Option<Control>,
}

/// Tells workshops what damage took from them, then does what the operator asks until the server stops.
async fn operate(control: Option<Control>, damages: Damages, registry: Arc<Registry>, origin: String) {
    damages.tell(&registry).await;
    if let Some(control) = control {
        control.serve(registry, origin).await;
    }
}

impl Server {
    /// Takes the port and puts everything together.
    ///
    /// # Errors
    /// The port is taken, or the address is not this machine's.
    pub fn bind(options: &ServeOptions, journal: Arc<dyn Journal>, beside: Beside, time: Time) -> Result<Self, ServeError> {
        let failed = |reason| ServeError::Listen { address: options.listen, reason };
        let listener = listen::bind(options.listen).map_err(failed)?;
        let bound = listener.local_addr().map_err(failed)?;
        let reach = options.public_url.clone().map_or_else(|| Reach::own(bound), Reach::public);
        let registry = Registry::new(Surroundings {
            journal: journal.clone(),
            clock: time.clock.clone(),
            idle: Duration::from_secs(options.idle_minutes * 60),
            address: reach.address(),
            papers: Papers::new(),
            lapses: Lapses::new(journal.clone()),
            lost: beside.damages.lost_whole(),
        });
        let (stop, stopped) = watch::channel(false);
        let (held, alive) = mpsc::channel(1);
        let router = edge::router(EdgeSettings {
            reach: reach.clone(),
            create_token: options.create_token.as_deref().map(SecretHash::of),
            trusted_proxies: options.trusted_proxies.clone(),
            address_sockets: options.address_sockets,
            disk: Disk::new(&options.data, options.disk_floor_mib.saturating_mul(disk::MIB)),
            registry: registry.clone(),
            journal: journal.clone(),
            damaged: beside.damages.now,
            clock: time.clock,
            stop: stopped,
            alive: held,
            #[cfg(feature = "stepped-clock")]
            stepped: time.stepped,
        });
        let drain = Duration::from_secs(options.drain_seconds);
        let trusted_proxies = options.trusted_proxies.clone();
        Ok(Self { listener, bound, reach, router, trusted_proxies, registry, journal, beside, drain, stop, alive })
    }

    /// The address to name on this machine.
    pub fn here(&self) -> SocketAddr {
        address::here(self.bound)
    }

    /// Where it can be reached.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Answers until `end` resolves, then drains: accepts nothing more, lets every workshop flush and every screen leave, closes the journal.
    ///
    /// # Errors
    /// The journal could not be closed. What was acknowledged is durable all the same.
    pub async fn run(self, end: impl Future<Output = ()>) -> Result<(), ServeError> {
        let Self { listener, router, trusted_proxies, registry, journal, reach, beside, drain, stop, mut alive, .. } = self;
        let Beside { damages, control } = beside;
        // Before anybody is let in. If it cannot be read now, the sweep says so and tries again.
        let _ = registry.surroundings().lapses.load().await;
        let sweeping = tokio::spawn(sweep::run(registry.clone(), stop.subscribe()));
        let serving = tokio::spawn(listen::serve(listener, router, trusted_proxies, descriptors::connections(), stop.subscribe()));
        let forgetting = tokio::spawn(Damages::forget_old(damages.path().to_owned()));
        let operated = tokio::spawn(operate(control, damages, registry.clone(), reach.address()));
        end.await;
        operated.abort();
        forgetting.abort();
        tracing::info!("stopping: workshops flush, screens are told to come back");
        stop.send_replace(true);
        let drained = timeout(drain, async {
            let _ = sweeping.await;
            registry.drain().await;
            // The router, and with it the last clone that is no socket's, goes when serving ends.
            let _ = serving.await;
            while alive.recv().await.is_some() {}
        });
        if drained.await.is_err() {
            tracing::warn!(seconds = drain.as_secs(), "some screens did not leave in time");
        }
        journal.close().await?;
        tracing::info!("stopped");
        Ok(())
    }
}
