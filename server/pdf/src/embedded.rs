//! The fonts that come along: our two typefaces, one for Arabic, and Noto for all that these lack. How they are made stands in `fonts/make.py`.

use std::sync::LazyLock;
use typst::{foundations::Bytes, text::Font};

/// Texts.
pub(crate) const TEXT: &str = "Atkinson Hyperlegible Next";
/// Latin with every mark, Greek, Cyrillic.
pub(crate) const LETTERS: &str = "Noto Sans";
/// Behind the first one, in this order. Vazirmatn is Arabic and Persian: its letters are whole, dots and all, so that what reading programs hear is
/// what was written. Emoji come before symbols: where both have a sign, people meant the one of their phone.
pub(crate) const BEHIND: [&str; 8] = [
    LETTERS,
    "Vazirmatn",
    "Noto Sans Hebrew",
    "Noto Emoji",
    "Noto Emoji More",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Noto Sans Math",
];

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 14] = [
        include_bytes!("../fonts/atkinson-hyperlegible-next-400.ttf"),
        include_bytes!("../fonts/atkinson-hyperlegible-next-700.ttf"),
        include_bytes!("../fonts/bricolage-grotesque-700.ttf"),
        include_bytes!("../fonts/noto-sans-400.ttf"),
        include_bytes!("../fonts/noto-sans-700.ttf"),
        include_bytes!("../fonts/vazirmatn-400.ttf"),
        include_bytes!("../fonts/vazirmatn-700.ttf"),
        include_bytes!("../fonts/noto-sans-hebrew-400.ttf"),
        include_bytes!("../fonts/noto-sans-hebrew-700.ttf"),
        include_bytes!("../fonts/noto-emoji-400.ttf"),
        include_bytes!("../fonts/noto-emoji-more-400.ttf"),
        include_bytes!("../fonts/noto-sans-symbols-400.ttf"),
        include_bytes!("../fonts/noto-sans-symbols2-400.ttf"),
        include_bytes!("../fonts/noto-sans-math-400.ttf"),
    ];
    files.into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect()
});

/// All of them.
pub(crate) fn fonts() -> &'static [Font] {
    &FONTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn all_fonts_can_be_read_and_are_called_as_the_script_calls_them() {
        let families: BTreeSet<&str> = fonts().iter().map(|font| font.info().family.as_str()).collect();
        assert_eq!(fonts().len(), 14);
        assert_eq!(families, BEHIND.into_iter().chain([TEXT, "Bricolage Grotesque"]).collect());
    }
}
