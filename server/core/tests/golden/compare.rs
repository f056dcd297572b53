//! What has to be equal for a workshop to give what it gave then, and why no more than that.
//!
//! - Of a **record** and of what **documents** say, everything that was there is there, in its place: members may come in, none may go or change, and lists
//!   keep their length and order. So who wrote what, what stood where and how many voted is held, and later versions can still say more.
//! - Of a **view**, every word that a viewer was shown is shown to that viewer: cells are the wire between one server and its own page, and may be cut anew
//!   with every version. What they say may not go.
//!
//! A change that was meant stands in [`changed`](super::changed) with its reason.

use super::changed::{self, Change};
use serde_json::Value;
use std::collections::BTreeMap;

/// What of `expected` is not in `found`: one line for each thing that was lost or altered.
pub(crate) fn lost(file: &str, expected: &Value, found: &Value) -> Vec<String> {
    let mut lost = Vec::new();
    match file {
        "views" => {
            for (viewer, cells) in expected.as_object().expect("viewers") {
                lost.extend(words_lost(cells, &found[viewer]).into_iter().map(|word| format!("{viewer} is not shown {word:?}")));
            }
        }
        _ => contain(&mut Vec::new(), expected, found, &mut lost),
    }
    let meant = |line: &String| changed::CHANGES.iter().any(|change| change.file == file && line.starts_with(change.what));
    lost.retain(|line| !meant(line));
    lost
}

fn contain(path: &mut Vec<String>, expected: &Value, found: &Value, lost: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                path.push(key.clone());
                match found.get(key) {
                    Some(found) => contain(path, value, found, lost),
                    // What says nothing may be left out.
                    None if is_empty(value) => {}
                    None => lost.push(format!("{}: gone, was {value}", path.join("/"))),
                }
                path.pop();
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (place, (value, found)) in expected.iter().zip(found).enumerate() {
                path.push(place.to_string());
                contain(path, value, found, lost);
                path.pop();
            }
        }
        _ if expected == found => {}
        _ => lost.push(format!("{}: {found}, was {expected}", path.join("/"))),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

/// The words that are shown less often than they were.
fn words_lost(expected: &Value, found: &Value) -> Vec<String> {
    let (mut then, mut now) = (BTreeMap::new(), BTreeMap::new());
    count(expected, &mut then);
    count(found, &mut now);
    then.into_iter().filter(|(word, times)| now.get(word).copied().unwrap_or(0) < *times).map(|(word, _)| word).collect()
}

fn count(value: &Value, words: &mut BTreeMap<String, usize>) {
    match value {
        Value::String(text) if !text.is_empty() => *words.entry(text.clone()).or_default() += 1,
        Value::Array(items) => items.iter().for_each(|item| count(item, words)),
        Value::Object(members) => members.values().for_each(|member| count(member, words)),
        _ => {}
    }
}

/// The negative control: what is lost or altered is noticed, what comes in is not.
#[test]
fn a_lost_or_altered_word_is_noticed_and_an_addition_is_not() {
    let then = serde_json::json!({ "a": { "cells": [{ "text": "one", "n": 1 }, { "text": "two" }] } });
    let with = |pointer: &str, value: Value| {
        let mut now = then.clone();
        *now.pointer_mut(pointer).expect("a place") = value;
        now
    };
    let mut more = then.clone();
    more["a"]["cells"][0]["new"] = "word".into();
    more["b"] = 1.into();
    for file in ["views", "documents"] {
        assert_eq!(lost(file, &then, &then), Vec::<String>::new());
        assert_eq!(lost(file, &then, &more), Vec::<String>::new());
        assert_eq!(lost(file, &then, &with("/a/cells/1/text", "tow".into())).len(), 1);
        assert_eq!(lost(file, &then, &with("/a/cells", serde_json::json!([{ "text": "one", "n": 1 }]))).len(), 1);
    }
    assert_eq!(lost("documents", &then, &with("/a/cells/0/n", 2.into())), ["a/cells/0/n: 2, was 1"]);
}

/// A change is named by how its line begins, and names a file that there is.
#[test]
fn changes_that_were_meant_say_why() {
    for Change { file, what, why } in changed::CHANGES {
        assert!(["record-facilitator", "record-participant", "documents", "views"].contains(file) && !what.is_empty() && why.len() > 20);
    }
}
