//! The clock: what time it is by the calendar, and how time goes on. Pauses on the wire (pings, spacing) go by the runtime's own time instead.

use crate::limits;
use futures_util::future::BoxFuture;
use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::time::Instant;
use trestle_protocol::Time;

/// What time it is. The calendar may be put right, and jump; the other two only ever go on.
pub trait Clock: Send + Sync + 'static {
    /// What the calendar says.
    fn civil(&self) -> Time;

    /// Milliseconds since the machine started, those in which it slept among them.
    fn since_boot(&self) -> u64;

    /// Milliseconds that this process has run, those in which the machine slept not among them.
    fn awake(&self) -> u64;

    /// Which start of the machine; none if that cannot be told.
    fn boot(&self) -> Option<[u8; 16]>;

    /// Resolves once it is so many milliseconds since the machine started, or the calendar is not any more so far ahead of that as `agreed` says, if it does.
    fn sleep_until(&self, since_boot: u64, agreed: Option<i64>) -> BoxFuture<'_, ()>;

    /// By how much the calendar is ahead of the time since the machine started: as long as nobody puts it right, that stays.
    fn ahead(&self) -> i64 {
        i64::try_from(self.civil().0).unwrap_or(i64::MAX).saturating_sub_unsigned(self.since_boot())
    }

    /// Has the calendar been put right since it was so far ahead? Keeping pace with a time server, it moves by less.
    fn has_stepped(&self, agreed: i64) -> bool {
        self.ahead().abs_diff(agreed) >= limits::CLOCK_STEP_MS
    }
}

/// A clock that everybody shares.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's own clock.
#[derive(Clone, Copy, Debug)]
pub struct System {
    began: Instant,
}

impl System {
    /// The machine's own clock, from now on.
    pub fn new() -> Self {
        Self { began: Instant::now() }
    }
}

impl Default for System {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for System {
    fn civil(&self) -> Time {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        plausible(millis(since), self.since_boot())
    }

    #[cfg(target_os = "linux")]
    fn since_boot(&self) -> u64 {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let (seconds, nanos) = (u64::try_from(time.tv_sec).unwrap_or_default(), u64::try_from(time.tv_nsec).unwrap_or_default());
        seconds.saturating_mul(1_000).saturating_add(nanos / 1_000_000)
    }

    /// Elsewhere the process takes the machine's place: what runs goes on by the calendar over a restart, as after one of the machine.
    #[cfg(not(target_os = "linux"))]
    fn since_boot(&self) -> u64 {
        self.awake()
    }

    fn awake(&self) -> u64 {
        millis(self.began.elapsed())
    }

    #[cfg(target_os = "linux")]
    fn boot(&self) -> Option<[u8; 16]> {
        let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        uuid::Uuid::try_parse(id.trim()).ok().map(uuid::Uuid::into_bytes)
    }

    #[cfg(not(target_os = "linux"))]
    fn boot(&self) -> Option<[u8; 16]> {
        None
    }

    fn sleep_until(&self, since_boot: u64, agreed: Option<i64>) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            loop {
                let left = since_boot.saturating_sub(self.since_boot());
                if left == 0 || agreed.is_some_and(|agreed| self.has_stepped(agreed)) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(left).min(limits::CLOCK_NAP)).await;
            }
        })
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// When this binary was built, in milliseconds since 1970.
const BUILT: u64 = include!(concat!(env!("OUT_DIR"), "/built.rs"));

/// A calendar from before this binary was built is wrong: a small machine without a battery says 1970 until it has found the network, and some never find one.
/// Until then it is taken to have started when the binary was built, so that nothing is to be erased in 1970.
fn plausible(wall: u64, since_boot: u64) -> Time {
    Time(if wall >= BUILT { wall } else { BUILT.saturating_add(since_boot) })
}

/// A clock that stands still until it is moved on. For tests only: the binary that people run is built without it.
#[cfg(any(test, feature = "stepped-clock"))]
#[derive(Debug)]
pub struct Stepped {
    shown: tokio::sync::watch::Sender<Shown>,
    boot: Option<[u8; 16]>,
}

/// What a stepped clock shows.
#[cfg(any(test, feature = "stepped-clock"))]
#[derive(Clone, Copy, Debug)]
struct Shown {
    civil: Time,
    since_boot: u64,
    awake: u64,
}

#[cfg(any(test, feature = "stepped-clock"))]
impl Stepped {
    /// A clock that shows `start`, on a machine that has been started just now, or so many milliseconds ago: then always the same machine.
    pub fn new(start: Time, since_boot: Option<u64>) -> Self {
        let shown = Shown { civil: start, since_boot: since_boot.unwrap_or_default(), awake: 0 };
        Self { shown: tokio::sync::watch::Sender::new(shown), boot: since_boot.map(|_| [7; 16]) }
    }

    /// Lets so many milliseconds pass, and puts the calendar right by so many; answers what it says then.
    pub fn advance(&self, passed: u64, put_right: i64) -> Time {
        self.shown.send_modify(|shown| {
            shown.civil = Time(shown.civil.0.saturating_add(passed).saturating_add_signed(put_right));
            shown.since_boot += passed;
            shown.awake += passed;
        });
        self.civil()
    }
}

#[cfg(any(test, feature = "stepped-clock"))]
impl Clock for Stepped {
    fn civil(&self) -> Time {
        self.shown.borrow().civil
    }

    fn since_boot(&self) -> u64 {
        self.shown.borrow().since_boot
    }

    fn awake(&self) -> u64 {
        self.shown.borrow().awake
    }

    fn boot(&self) -> Option<[u8; 16]> {
        self.boot
    }

    fn sleep_until(&self, since_boot: u64, agreed: Option<i64>) -> BoxFuture<'_, ()> {
        let mut shown = self.shown.subscribe();
        Box::pin(async move {
            loop {
                let left = since_boot.saturating_sub(shown.borrow_and_update().since_boot);
                let stepped = agreed.is_some_and(|agreed| self.has_stepped(agreed));
                // The sender is `self`: it cannot end while this future borrows it.
                if left == 0 || stepped || shown.changed().await.is_err() {
                    return;
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_from_before_the_binary_goes_on_from_when_it_was_built() {
        let built = Time(BUILT);
        const { assert!(BUILT > 1_500_000_000_000, "it knows when it was built") };
        assert_eq!(plausible(BUILT, 5), built);
        assert_eq!(plausible(BUILT + 7, 5), built.plus(7), "what is right is left alone");
        for wall in [0, 5_000, BUILT - 1] {
            assert_eq!((plausible(wall, 0), plausible(wall, 9_000)), (built, built.plus(9_000)), "it does not stand still either");
        }
    }

    #[test]
    fn the_machines_clock_goes_on_and_knows_its_machine() {
        let clock = System::new();
        let before = (clock.since_boot(), clock.awake(), clock.ahead());
        assert!(clock.since_boot() >= before.0 && clock.awake() >= before.1);
        assert!(!clock.has_stepped(before.2) && clock.has_stepped(before.2 + 3_600_000) && clock.has_stepped(before.2 - 3_600_000));
        assert_eq!(clock.boot(), System::new().boot());
        assert_eq!(clock.boot().is_some(), cfg!(target_os = "linux"));
    }
}
