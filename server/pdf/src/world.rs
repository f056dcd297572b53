//! All that the typesetter can see: its script, one paper, and fonts. No file, no package, no network, no clock.

use crate::{embedded, script::Written};
use std::sync::LazyLock;
use trestle_core::record::paper::moment::civil;
use trestle_protocol::Time;
use typst::{
    Library, LibraryExt,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{DiagSpan, DiagSpanKind, FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// Sets every paper; `paper.json` is the one.
static SCRIPT: LazyLock<Source> = LazyLock::new(|| Source::new(file("paper.typ"), include_str!("paper.typ").to_owned()));
static PAPER: LazyLock<FileId> = LazyLock::new(|| file("paper.json"));
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::builder().build()));

/// What one compilation sees.
pub(crate) struct World {
    paper: Bytes,
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

impl World {
    pub(crate) fn new(written: Written) -> Self {
        let fonts: Vec<Font> = embedded::fonts().iter().cloned().chain(written.fonts).collect();
        Self { paper: Bytes::from_string(written.json), book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
    }
}

/// The line of our script that a span stands in.
pub(crate) fn line(span: DiagSpan) -> Option<usize> {
    let range = match span.get() {
        DiagSpanKind::Number { id, num, sub_range } if id == SCRIPT.id() => SCRIPT.range(num, sub_range)?,
        DiagSpanKind::Range { id, range } if id == SCRIPT.id() => range,
        _ => return None,
    };
    Some(SCRIPT.lines().byte_to_line(range.start)? + 1)
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).unwrap_or_else(|error| unreachable!("{name} is a path: {error}"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        SCRIPT.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SCRIPT.id() { Ok(SCRIPT.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *PAPER { Ok(self.paper.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// A moment as the PDF's metadata want it.
pub(crate) fn moment(time: Time) -> Option<Datetime> {
    let (year, month, day) = civil(time.0 / 86_400_000);
    let seconds = time.0 / 1_000 % 86_400;
    let part = |number: u64| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        i32::try_from(year).ok()?,
        part(month)?,
        part(day)?,
        part(seconds / 3_600)?,
        part(seconds / 60 % 60)?,
        part(seconds % 60)?,
    )
}
