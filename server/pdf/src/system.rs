//! Fonts of the system, for scripts that the embedded ones do not have: Chinese above all. Looked at once, when they are first needed.

use crate::{
    coverage::{face, has_glyph},
    limits::{DEPTH, FILE_BYTES, FILES, FONTS, TRIED},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};
use ttf_parser::{Face, Permissions};
use typst::{
    foundations::Bytes,
    text::{Font, FontInfo, FontStyle},
};

/// Where systems and people keep fonts.
const FOLDERS: [&str; 4] = ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts"];

/// A font's place and what it can show.
struct Found {
    path: PathBuf,
    index: u32,
    info: FontInfo,
}

static FOUND: LazyLock<Vec<Found>> = LazyLock::new(|| {
    let mut files = Vec::new();
    FOLDERS.iter().for_each(|folder| walk(Path::new(folder), DEPTH, &mut files));
    files.sort();
    let mut found: Vec<Found> = files.iter().flat_map(|path| look(path)).collect();
    found.sort_by_key(|found| (strangeness(&found.info), found.path.clone(), found.index));
    found
});

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_font = path
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known)));
        if path.is_dir() && depth > 0 {
            walk(&path, depth - 1, files);
        } else if is_font && files.len() < FILES {
            files.push(path);
        }
    }
}

fn look(path: &Path) -> Vec<Found> {
    let Some(data) = read(path) else { return Vec::new() };
    let infos = FontInfo::iter(&data).enumerate();
    infos.map(|(index, info)| Found { path: path.to_owned(), index: index as u32, info }).collect()
}

fn read(path: &Path) -> Option<Vec<u8>> {
    let size = fs::metadata(path).ok()?.len();
    if size > FILE_BYTES { None } else { fs::read(path).ok() }
}

/// The plainer the font, the lower: upright, of normal weight, not of one width.
fn strangeness(info: &FontInfo) -> (bool, u16, bool) {
    let variant = info.variant;
    (variant.style != FontStyle::Normal, variant.weight.to_number().abs_diff(400), info.family.contains("Mono"))
}

/// Fonts that show as many of these characters as can be shown; the first font for a character is the plainest one. What a font announces only
/// says where to look: whether it has a character is asked of its glyphs.
pub(crate) fn fonts_for(mut wanted: BTreeSet<char>) -> Vec<Font> {
    let mut chosen: Vec<Font> = Vec::new();
    let mut tried = BTreeSet::new();
    while !wanted.is_empty() && chosen.len() < FONTS && tried.len() < TRIED {
        let announces = |found: &Found| wanted.iter().filter(|c| found.info.coverage.contains(u32::from(**c))).count();
        let untried = FOUND.iter().enumerate().rev().filter(|(place, _)| !tried.contains(place));
        let Some((place, best)) = untried.max_by_key(|(_, found)| announces(found)).filter(|(_, found)| announces(found) > 0) else {
            break;
        };
        tried.insert(place);
        let Some(font) = read(&best.path).and_then(|data| Font::new(Bytes::new(data), best.index)) else { continue };
        let before = wanted.len();
        if let Some(face) = face(&font).filter(may_be_embedded) {
            wanted.retain(|c| !has_glyph(&face, *c));
        }
        if wanted.len() < before {
            chosen.push(font);
        }
    }
    chosen
}

/// A font whose maker forbids it to be put into documents must not be.
fn may_be_embedded(face: &Face) -> bool {
    face.permissions() != Some(Permissions::Restricted)
}

/// A script that the embedded fonts do not have: what it is called, some of its letters, and the Debian package with a font for it.
const SCRIPTS: [(&str, &str, &str); 17] = [
    ("Chinese", "图書馆", "fonts-noto-cjk"),
    ("Japanese", "図のカ", "fonts-noto-cjk"),
    ("Korean", "도서관", "fonts-noto-cjk"),
    ("Hindi, Marathi and Nepali", "पुस", "fonts-noto-core"),
    ("Bengali", "গ্র", "fonts-noto-core"),
    ("Punjabi", "ਕਿਤ", "fonts-noto-core"),
    ("Gujarati", "પુસ", "fonts-noto-core"),
    ("Odia", "ପୁସ", "fonts-noto-core"),
    ("Tamil", "நூல", "fonts-noto-core"),
    ("Telugu", "గ్ర", "fonts-noto-core"),
    ("Kannada", "ಗ್ರ", "fonts-noto-core"),
    ("Malayalam", "ലൈബ", "fonts-noto-core"),
    ("Sinhala", "පුස", "fonts-noto-core"),
    ("Thai", "ห้อง", "fonts-noto-core"),
    ("Amharic and Tigrinya", "ቤተመ", "fonts-noto-core"),
    ("Armenian", "գրա", "fonts-noto-core"),
    ("Georgian", "წიგ", "fonts-noto-core"),
];

/// A script for which this system has no font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unshown {
    /// What it is called.
    pub script: &'static str,
    /// The Debian package that has a font for it.
    pub package: &'static str,
}

/// Scripts that the PDF has marks for on this system. Takes as long as looking through all its fonts, once.
pub fn unshown_scripts() -> Vec<Unshown> {
    let announces = |letters: &str| letters.chars().all(|c| FOUND.iter().any(|found| found.info.coverage.contains(u32::from(c))));
    let unshown = SCRIPTS.into_iter().filter(|(_, letters, _)| !announces(letters));
    unshown.map(|(script, _, package)| Unshown { script, package }).collect()
}
