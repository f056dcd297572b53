//! The clock: what time it is for the workshops. Pauses on the wire (pings, spacing) go by the runtime's own time instead.

use crate::limits;
use futures_util::future::BoxFuture;
use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use trestle_protocol::Time;

/// What time it is, and when it will be later.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Time;

    /// Resolves once it is `time` or later.
    fn sleep_until(&self, time: Time) -> BoxFuture<'_, ()>;
}

/// A clock that everybody shares.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl Clock for System {
    fn now(&self) -> Time {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Time(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }

    fn sleep_until(&self, time: Time) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            loop {
                let left = time.since(self.now());
                if left == 0 {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(left).min(limits::CLOCK_NAP)).await;
            }
        })
    }
}

/// A clock that stands still until it is advanced. For tests only: the binary that people run is built without it.
#[cfg(any(test, feature = "stepped-clock"))]
#[derive(Debug)]
pub struct Stepped {
    now: tokio::sync::watch::Sender<Time>,
}

#[cfg(any(test, feature = "stepped-clock"))]
impl Stepped {
    /// A clock that shows `start`.
    pub fn new(start: Time) -> Self {
        Self { now: tokio::sync::watch::Sender::new(start) }
    }

    /// Lets `millis` milliseconds pass; answers the new time.
    pub fn advance(&self, millis: u64) -> Time {
        self.now.send_modify(|now| *now = now.plus(millis));
        self.now()
    }
}

#[cfg(any(test, feature = "stepped-clock"))]
impl Clock for Stepped {
    fn now(&self) -> Time {
        *self.now.borrow()
    }

    fn sleep_until(&self, time: Time) -> BoxFuture<'_, ()> {
        let mut now = self.now.subscribe();
        Box::pin(async move {
            // The sender is `self`: it cannot end while this future borrows it.
            let _ = now.wait_for(|now| *now >= time).await;
        })
    }
}
