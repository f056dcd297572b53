//! Every bound says whose it is, what happens at it and who frees it (P9); `UPDATE=1 cargo test -p trestle-protocol --test bounds` gathers the answers in
//! `server/BOUNDS.md`.

#![allow(clippy::unwrap_used)] // a test may panic

#[path = "bounds/answer.rs"]
mod answer;
#[path = "bounds/source.rs"]
mod source;
#[path = "bounds/table.rs"]
mod table;

use answer::Answer;
use source::{FILES, bounds, held_elsewhere, root};
use std::{collections::BTreeSet, fs};

#[test]
fn p9_every_bound_says_whose_it_is_what_happens_at_it_and_who_frees_it() {
    let unanswered: Vec<String> = FILES
        .iter()
        .flat_map(|file| bounds(file).into_iter().map(move |bound| (file, bound)))
        .filter(|(_, bound)| Answer::of(&bound.comment).is_none())
        .map(|(file, bound)| format!("{}: {}", file.path, bound.name))
        .collect();
    assert!(unanswered.is_empty(), "`Whose: ... At it: ... Freed by: ...`, or `Not a share: ...`, is missing at {unanswered:#?}");
}

#[test]
fn p9_no_bound_stands_where_nobody_looks_for_it() {
    let strays = held_elsewhere();
    assert!(strays.is_empty(), "a number that bounds something belongs into a limits file, or its file into `source.rs`: {strays:#?}");
}

#[test]
fn the_table_is_what_the_code_says() {
    let path = root().join("server/BOUNDS.md");
    let wanted = table::written();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "server/BOUNDS.md has drifted from the code: run `make bounds`");
}

#[test]
fn an_answer_that_leaves_something_out_is_none() {
    let whole = "Most of them. Whose: the seat's. At it: refused (`TooMany`). Freed by: itself.";
    assert!(matches!(Answer::of(whole), Some(Answer::Share { whose, .. }) if whose == "the seat's"));
    assert!(matches!(Answer::of("A pace. Not a share: a pace."), Some(Answer::Setting { .. })));
    for partial in ["Most of them.", "Whose: the seat's. At it: refused.", "Whose: . At it: refused. Freed by: itself.", "Not a share: ."] {
        assert!(Answer::of(partial).is_none(), "{partial}");
    }
}

#[test]
fn many_bounds_are_read_and_each_once() {
    let names: Vec<String> =
        FILES.iter().flat_map(|file| bounds(file).into_iter().map(|bound| format!("{}:{}", file.path, bound.name))).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    for known in [
        "protocol/src/limits.rs:SEATS",
        "server/gate/src/limits.rs:pieces",
        "web/src/lib/bounds.ts:SURPLUS_UNITS",
        "server/src/limits.rs:SCREENS",
    ] {
        assert!(names.iter().any(|name| name == known), "{known}");
    }
}
