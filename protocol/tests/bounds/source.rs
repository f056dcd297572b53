//! Where bounds stand in the code, and how they are read there.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file all of whose constants are bounds.
pub(crate) struct File {
    /// Where it lies, from the root of the repository.
    pub(crate) path: &'static str,
    /// What it bounds, as a heading of the table.
    pub(crate) title: &'static str,
}

const fn file(path: &'static str, title: &'static str) -> File {
    File { path, title }
}

/// All files with bounds, in the order of the table.
pub(crate) const FILES: [File; 9] = [
    file("protocol/src/limits.rs", "What people and clients meet"),
    file("server/core/src/limits.rs", "The workshop in memory"),
    file("server/gate/src/limits.rs", "One update, one document"),
    file("server/src/limits.rs", "The machine, addresses, screens"),
    file("server/journal/src/limits.rs", "The journal"),
    file("server/pdf/src/limits.rs", "The record as PDF"),
    file("server/export/src/limits.rs", "The record as a spreadsheet"),
    file("server/client/src/limits.rs", "The client in Rust"),
    file("web/src/lib/bounds.ts", "The page"),
];

/// Files with numbers that bound nothing that people, clients or machines can use up: layouts, formats, scales, closed lists.
const OTHERS: [&str; 44] = [
    "protocol/src/frame.rs",
    "protocol/src/lib.rs",
    "server/core/src/author.rs",
    "server/core/src/code.rs",
    "server/core/src/decide/room.rs",
    "server/core/src/decide/round.rs",
    "server/core/src/decide/team.rs",
    "server/core/src/documents/content.rs",
    "server/core/src/documents/replica.rs",
    "server/core/src/entry.rs",
    "server/core/src/fold.rs",
    "server/core/src/import/notes.rs",
    "server/core/src/import/pen.rs",
    // What was ever let in: the bounds of the protocol, as reading goes by them.
    "server/core/src/let_in.rs",
    "server/core/src/pairing.rs",
    "server/core/src/pass.rs",
    "server/core/src/poll.rs",
    "server/core/src/record/mod.rs",
    "server/core/src/record/paper/plot.rs",
    "server/core/src/record/private.rs",
    "server/core/src/record/sheet/front.rs",
    "server/export/src/calendar.rs",
    "server/export/src/calendar/text.rs",
    "server/export/src/calendar/timezone.rs",
    "server/export/src/docx/body.rs",
    "server/export/src/picture.rs",
    "server/export/src/xlsx.rs",
    // An id.
    "server/gate/src/anew.rs",
    "server/gate/src/decode.rs",
    "server/gate/src/sequence.rs",
    "server/journal/src/sqlite/queue.rs",
    "server/journal/src/sqlite/schema.rs",
    "server/journal/src/sqlite/frames.rs",
    "server/journal/src/sqlite/witness.rs",
    "server/pdf/src/script.rs",
    "server/src/clock.rs",
    "server/src/disk.rs",
    "server/src/edge/binary.rs",
    "server/src/edge/file_name.rs",
    "server/src/edge/identity.rs",
    "server/src/edge/keys.rs",
    "server/src/edge/upgrade.rs",
    "server/src/play",
    "server/src/workshop/erasing.rs",
];

/// A constant with its comment.
pub(crate) struct Bound {
    /// Its name.
    pub(crate) name: String,
    /// What it is set to, as the code says it.
    pub(crate) value: String,
    /// Its comment on one line.
    pub(crate) comment: String,
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The bounds of a file, in its order.
pub(crate) fn bounds(file: &File) -> Vec<Bound> {
    read(&fs::read_to_string(root().join(file.path)).unwrap())
}

fn read(source: &str) -> Vec<Bound> {
    let mut found = Vec::new();
    let mut comment = String::new();
    for line in source.lines().map(str::trim) {
        if let Some(said) = comment_on(line) {
            comment = format!("{comment} {said}").trim().to_owned();
            continue;
        }
        if let Some((name, value)) = constant(line).or_else(|| field(source, line)) {
            found.push(Bound { name, value, comment: std::mem::take(&mut comment) });
        }
        comment.clear();
    }
    found
}

/// What a line of a documenting comment says, in Rust or TypeScript.
fn comment_on(line: &str) -> Option<&str> {
    let rust = line.strip_prefix("///");
    let script = || (line.starts_with("/**") || line.starts_with("* ") || line == "*/").then_some(line);
    rust.or_else(script).map(|said| said.trim_start_matches(['/', '*', ' ']).trim_end_matches("*/").trim())
}

/// `pub const NAME: type = value;`, or `export const NAME = value;`.
fn constant(line: &str) -> Option<(String, String)> {
    let line = ["pub(crate) ", "pub(super) ", "pub ", "export "].iter().find_map(|public| line.strip_prefix(public)).unwrap_or(line);
    let (name, value) = line.strip_prefix("const ")?.split_once('=')?;
    let name = name.split(':').next()?.trim();
    let named = name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_') && name != "_";
    (named && value.trim() != "Self {").then(|| (name.to_owned(), value.trim().trim_end_matches(';').to_owned()))
}

/// `pub name: type,` of a struct of bounds, with its value in `DEFAULT`.
fn field(source: &str, line: &str) -> Option<(String, String)> {
    let (name, _) = line.strip_prefix("pub ")?.strip_suffix(',')?.split_once(':')?;
    let (_, values) = source.split_once("const DEFAULT")?;
    let value = values.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(": "))?;
    Some((name.to_owned(), value.trim_end_matches(',').to_owned()))
}

/// Numbers and times that are constants in files of neither list, by file and line.
pub(crate) fn held_elsewhere() -> Vec<String> {
    let mut strays = Vec::new();
    for folder in [
        "protocol/src",
        "server/src",
        "server/client/src",
        "server/core/src",
        "server/export/src",
        "server/gate/src",
        "server/journal/src",
        "server/pdf/src",
    ] {
        look_into(&root().join(folder), &mut strays);
    }
    strays
}

fn look_into(folder: &Path, strays: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let relative = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        if OTHERS.contains(&relative.as_str()) || FILES.iter().any(|file| file.path == relative) {
            continue;
        }
        if path.is_dir() {
            look_into(&path, strays);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            let numbers = source.split("#[cfg(test)]").next().unwrap_or_default().lines().filter(|line| is_number(line));
            strays.extend(numbers.map(|line| format!("{relative}: {}", line.trim())));
        }
    }
}

fn is_number(line: &str) -> bool {
    let kinds = [": usize =", ": u8 =", ": u16 =", ": u32 =", ": u64 =", ": i64 =", ": f32 =", ": f64 =", ": Duration ="];
    constant(line.trim()).is_some() && kinds.iter().any(|kind| line.contains(kind))
}
