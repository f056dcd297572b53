//! The fixed parts of a DOCX: styles, bullets, settings. Colours are those of the screens; the fonts are ones that offices have.

/// `word/settings.xml`: Word's present way of setting, so that it opens without "compatibility mode".
pub(super) const SETTINGS: &str = include_str!("settings.xml");
/// `word/numbering.xml`: the bullets of lists.
pub(super) const NUMBERING: &str = include_str!("numbering.xml");
/// `word/styles.xml`.
pub(super) const STYLES: &str = include_str!("styles.xml");
