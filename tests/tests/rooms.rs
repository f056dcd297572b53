//! The house: within a room files import in one direction only, so that whoever changes one does not have to hold all the others in view.

use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path};

/// Rooms, by the folder that they are and the name under which they are imported.
const ROOMS: [(&str, &str); 2] = [("server/src/edge", "crate::edge"), ("server/src/workshop", "crate::workshop")];

/// Files by their path within the room, `task::admit`, with what stands in them.
type Files = BTreeMap<String, String>;

fn files(folder: &Path, within: &str, into: &mut Files) {
    for entry in fs::read_dir(folder).expect("a room").map(|entry| entry.expect("a file").path()) {
        let name = entry.file_stem().expect("a name").to_string_lossy().into_owned();
        let inside = if within.is_empty() { name.clone() } else { format!("{within}::{name}") };
        if entry.is_dir() {
            files(&entry, &inside, into);
        } else if entry.extension().is_some_and(|kind| kind == "rs") {
            let path = if name == "mod" { within.to_owned() } else { inside };
            into.insert(path, fs::read_to_string(&entry).expect("a text"));
        }
    }
}

/// What a `use` names, one path for each leaf of its tree.
fn leaves(tree: &str, prefix: &str, into: &mut Vec<String>) {
    let Some((before, inner)) = tree.split_once('{') else {
        into.push(format!("{prefix}{tree}"));
        return;
    };
    let inner = inner.strip_suffix('}').expect("a tree that ends");
    let (mut depth, mut from) = (0, 0);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 {
            leaves(&inner[from..at], &format!("{prefix}{before}"), into);
            from = at + 1;
        }
    }
}

/// Every path that a file names, in a `use` or in its code; tests apart.
fn paths(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests").next().expect("code");
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for piece in code.split("use ").skip(1).filter_map(|rest| rest.split_once(';')).map(|(tree, _)| tree) {
        leaves(&piece.split_whitespace().collect::<String>(), "", &mut found);
    }
    let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
    found.extend(words.filter(|word| word.starts_with("super::") || word.starts_with("crate::")).map(str::to_owned));
    found
}

/// The file of the room that a path leads to from `file`; none if it leads out of it, or to the room itself.
fn target(files: &Files, room: &str, file: &str, path: &str) -> Option<String> {
    let from_here: Vec<&str> = file.split("::").collect();
    let mut steps: Vec<&str> = match path.strip_prefix(&format!("{room}::")) {
        Some(inside) => inside.split("::").collect(),
        None => {
            let up = path.split("::").take_while(|step| *step == "super").count();
            let kept = from_here.len().checked_sub(up).filter(|_| up > 0)?;
            from_here[..kept].iter().copied().chain(path.split("::").skip(up)).collect()
        }
    };
    while !steps.is_empty() && !files.contains_key(&steps.join("::")) {
        steps.pop();
    }
    Some(steps.join("::")).filter(|found| !found.is_empty() && found != file)
}

/// The files that can be reached from themselves.
fn in_circles(files: &Files, room: &str) -> BTreeSet<String> {
    let arrows: BTreeMap<&String, BTreeSet<String>> =
        files.iter().map(|(file, text)| (file, paths(text).iter().filter_map(|path| target(files, room, file, path)).collect())).collect();
    let reaches_itself = |file: &&String| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![*file]);
        while let Some(at) = next.pop() {
            next.extend(arrows[at].iter().filter(|to| seen.insert((*to).clone())));
        }
        seen.contains(*file)
    };
    files.keys().filter(reaches_itself).cloned().collect()
}

#[test]
fn files_of_a_room_import_in_one_direction() {
    for (folder, name) in ROOMS {
        let mut found = Files::new();
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder), "", &mut found);
        assert!(found.len() > 10, "{folder} is not where it was");
        assert_eq!(in_circles(&found, name), BTreeSet::new(), "{folder}");
    }
}

/// A circle is seen, across a folder as well, and what is no circle is none.
#[test]
fn a_circle_is_seen() {
    let files = |pairs: [(&str, &str); 4]| pairs.into_iter().map(|(file, text)| (file.to_owned(), text.to_owned())).collect::<Files>();
    let round = files([
        ("", "mod a;"),
        ("a", "use super::{\n    b::{One, two},\n    task::Task,\n};"),
        ("b", "fn f() { crate::room::task::admit::go() }"),
        ("task::admit", "use super::super::a::Thing;"),
    ]);
    assert_eq!(in_circles(&round, "crate::room"), ["a", "b", "task::admit"].map(str::to_owned).into());
    let straight =
        files([("", "mod a;"), ("a", "use super::b;"), ("b", "// super::a\nuse crate::other::a;"), ("task::admit", "use super::Task;")]);
    assert_eq!(in_circles(&straight, "crate::room"), BTreeSet::new());
}
