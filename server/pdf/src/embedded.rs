//! The fonts that come along: our two typefaces, and one for Arabic. How they are made stands in `fonts/make.py`.

use std::sync::LazyLock;
use typst::{foundations::Bytes, text::Font};

/// Texts.
pub(crate) const TEXT: &str = "Atkinson Hyperlegible Next";
/// Arabic and Persian texts. Its letters are whole, dots and all, so that what reading programs hear is what was written.
pub(crate) const ARABIC: &str = "Vazirmatn";

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 5] = [
        include_bytes!("../fonts/atkinson-hyperlegible-next-400.ttf"),
        include_bytes!("../fonts/atkinson-hyperlegible-next-700.ttf"),
        include_bytes!("../fonts/bricolage-grotesque-700.ttf"),
        include_bytes!("../fonts/vazirmatn-400.ttf"),
        include_bytes!("../fonts/vazirmatn-700.ttf"),
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

    #[test]
    fn all_fonts_can_be_read_and_are_called_as_the_script_calls_them() {
        let families: Vec<&str> = fonts().iter().map(|font| font.info().family.as_str()).collect();
        assert_eq!(families, [TEXT, TEXT, "Bricolage Grotesque", ARABIC, ARABIC]);
    }
}
