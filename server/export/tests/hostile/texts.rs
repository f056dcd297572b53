//! Texts that are hard for one format or another: pieces to put together at random, and whole ones.

use std::sync::LazyLock;

/// Alone, beside letters, and among each other: letters that need another font or direction, what cannot be seen, joins, hides or turns, pictures in parts,
/// what is no character, controls and breaks of lines, and what means something to a program.
static PIECES: LazyLock<Vec<String>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../../tests/data/cases/11-pieces.json")).expect("pieces"));

/// Nothing of it can be seen.
pub(crate) const UNSEEN: [&str; 9] =
    ["", "\u{ad}\u{ad}", "\u{feff}", "\u{202e}\u{202c}", "\u{3164}", "\u{301}", "\u{b}", "\u{fffe}", "\u{94d}"];

/// Random from a seed (Knuth's MMIX), which says itself when its test fails.
pub(crate) struct Dice {
    seed: u64,
    state: u64,
}

impl Dice {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % bound
    }

    /// A text of some pieces: mostly short, now and then one long word.
    pub(crate) fn text(&mut self) -> String {
        let text: String = (0..=self.below(12)).map(|_| PIECES[self.below(PIECES.len())].as_str()).collect();
        if self.below(40) == 0 { text.repeat(40) } else { text }
    }
}

impl Drop for Dice {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("repeat with TRESTLE_SEED={}", self.seed);
        }
    }
}

/// The first `usual` seeds; `TRESTLE_SEED` for one of them, `TRESTLE_SEEDS` for another number.
pub(crate) fn seeds(usual: u64) -> impl Iterator<Item = Dice> {
    let setting = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let (first, count) = match setting("TRESTLE_SEED") {
        Some(seed) => (seed, 1),
        None => (1, setting("TRESTLE_SEEDS").unwrap_or(usual)),
    };
    (first..first + count).map(|seed| Dice { seed, state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) })
}

/// Texts without an end in sight: words that cannot be broken, in scripts that join and that do not, marks upon marks, and nothing but lines.
pub(crate) fn long() -> Vec<String> {
    let words = ["W", "م", "ह", "क्षि", "图", "👩‍👩‍👧‍👦", "ไ", "\u{e000}", "a\u{ad}", "-"];
    let mut long: Vec<String> = words.iter().map(|word| word.repeat(300 / word.chars().count())).collect();
    long.extend([format!("a{}", "\u{301}".repeat(2_000)), format!("क{}", "\u{94d}".repeat(2_000)), "\n".repeat(2_000) + "x"]);
    long.push("(".repeat(500) + "[{<" + &"\u{202e}\u{2066}".repeat(500));
    long.extend(["W", "م"].map(|word| word.repeat(20_000)));
    long
}
