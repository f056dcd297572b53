//! What the typesetter could not set, found in the pages that it made, as the standard would find it: glyphs that are missing, and glyphs that stand
//! for no text that may be read out.

use std::collections::BTreeSet;
use trestle_core::text::is_ignorable;
use typst::{
    layout::{Frame, FrameItem},
    text::TextItem,
};
use typst_layout::PagedDocument;

/// Pieces of text that cannot stand in an accessible document as they are.
pub(crate) fn of(document: &PagedDocument) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    document.pages().iter().for_each(|page| look(&page.frame, &mut found));
    found
}

fn look(frame: &Frame, found: &mut BTreeSet<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => look(&group.frame, found),
            FrameItem::Text(text) => found.extend(faulty(text)),
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

fn faulty(item: &TextItem) -> impl Iterator<Item = String> + '_ {
    let text = |glyph: &typst::text::Glyph| item.text.get(glyph.range()).unwrap_or_default().to_owned();
    let faulty = item.glyphs.iter().map(move |glyph| (glyph.id, text(glyph)));
    faulty
        .filter(|(glyph, text)| *glyph == 0 || text.chars().any(is_private))
        .map(|(_, text)| text)
        .filter(|text| !text.chars().all(is_ignorable))
}

/// A character that means what whoever made a font says.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}
