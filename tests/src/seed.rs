//! Seeds: random tests print theirs, and take one from `TRESTLE_SEED` to be repeated.

use fastrand::Rng;

/// A source of chance for the test of that name; prints its seed.
pub fn chance(test: &str) -> Rng {
    let given = std::env::var("TRESTLE_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or_else(|| fastrand::u64(..));
    println!("{test}: TRESTLE_SEED={seed}");
    Rng::with_seed(seed)
}

/// How often to do something: `usual`, or what the environment says.
pub fn rounds(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(usual)
}
