//! A token bucket: how much of something may happen at once and a second.

use std::time::Duration;
use tokio::time::Instant;

/// Tokens that are used up and come back with time.
#[derive(Clone, Copy, Debug)]
pub struct Bucket {
    capacity: f64,
    per_second: f64,
    left: f64,
    seen: Instant,
}

impl Bucket {
    /// A full bucket.
    pub fn full(capacity: u32, per_second: f64, now: Instant) -> Self {
        Self { capacity: capacity.into(), per_second, left: capacity.into(), seen: now }
    }

    /// Takes one token, if there is one.
    pub fn take(&mut self, now: Instant) -> bool {
        self.refill(now);
        let there = self.left >= 1.0;
        if there {
            self.left -= 1.0;
        }
        there
    }

    /// Takes one token; if there is none, says how long to wait before what it was for.
    pub fn reserve(&mut self, now: Instant) -> Option<Duration> {
        self.refill(now);
        self.left -= 1.0;
        (self.left < 0.0).then(|| Duration::from_secs_f64(-self.left / self.per_second))
    }

    /// Takes one token and says how long to wait before what it was for; none, and nothing taken, if that would be longer than `most`.
    pub fn reserve_within(&mut self, most: Duration, now: Instant) -> Option<Duration> {
        self.refill(now);
        let wait = Duration::from_secs_f64((1.0 - self.left).max(0.0) / self.per_second);
        (wait <= most).then(|| {
            self.left -= 1.0;
            wait
        })
    }

    /// Is there a token?
    pub fn has(&mut self, now: Instant) -> bool {
        self.refill(now);
        self.left >= 1.0
    }

    /// Has everything come back?
    pub fn is_full(&mut self, now: Instant) -> bool {
        self.refill(now);
        self.left >= self.capacity
    }

    fn refill(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.seen).as_secs_f64();
        self.seen = self.seen.max(now);
        self.left = (self.left + passed * self.per_second).min(self.capacity);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_then_the_pace_holds() {
        let start = Instant::now();
        let mut bucket = Bucket::full(3, 2.0, start);
        assert!((0..3).all(|_| bucket.take(start)));
        assert!(!bucket.take(start));
        assert!(!bucket.take(start + Duration::from_millis(400)));
        assert!(bucket.take(start + Duration::from_millis(600)));
        assert!(!bucket.is_full(start + Duration::from_secs(1)));
        assert!(bucket.is_full(start + Duration::from_secs(3)));
    }

    #[test]
    fn who_reserves_waits_longer_each_time() {
        let start = Instant::now();
        let mut bucket = Bucket::full(1, 10.0, start);
        assert_eq!(bucket.reserve(start), None);
        assert_eq!(bucket.reserve(start), Some(Duration::from_millis(100)));
        assert_eq!(bucket.reserve(start), Some(Duration::from_millis(200)));
        assert_eq!(bucket.reserve_within(Duration::from_millis(200), start), None);
        assert_eq!(bucket.reserve_within(Duration::from_millis(300), start), Some(Duration::from_millis(300)));
    }
}
