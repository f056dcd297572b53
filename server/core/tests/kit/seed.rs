//! Seeds of random runs: which ones, how long, and the line that says how to repeat the one that failed.

use super::dice::Dice;

/// A seed; says itself when its test fails.
pub(crate) struct Seed(pub(crate) u64);

impl Seed {
    /// The dice of this seed.
    pub(crate) fn dice(&self) -> Dice {
        Dice::new(self.0)
    }
}

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("repeat with TRESTLE_SEED={}", self.0);
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "tests take their seeds from outside; the core does not")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// The first `usual` seeds; `TRESTLE_SEED` for one of them, `TRESTLE_SEEDS` for another number.
pub(crate) fn seeds(usual: u64) -> impl Iterator<Item = Seed> {
    let (first, count) = match setting("TRESTLE_SEED") {
        Some(seed) => (seed, 1),
        None => (1, setting("TRESTLE_SEEDS").unwrap_or(usual)),
    };
    (first..first + count).map(Seed)
}

/// Is this the usual run? Only that one is long enough for controls over all seeds.
pub(crate) fn usual() -> bool {
    ["TRESTLE_SEED", "TRESTLE_SEEDS", "TRESTLE_STEPS"].into_iter().all(|name| setting(name).is_none())
}

/// Actions of one run: `usual`, or `TRESTLE_STEPS`.
pub(crate) fn steps(usual: u64) -> u64 {
    setting("TRESTLE_STEPS").unwrap_or(usual)
}
