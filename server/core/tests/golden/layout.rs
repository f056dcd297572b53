//! How bytes are laid out so that people and diff tools can read them: an entry on one line, a snapshot's members and documents on one line each.

use serde_json::Value;
use std::fmt::Write;
use trestle_journal::{Entry, Kind};

/// An entry as a line: its kind, a space, its bytes.
pub(crate) fn line(entry: &Entry) -> String {
    let kind = match entry.kind {
        Kind::Event => "event",
        Kind::Update => "update",
    };
    format!("{kind} {}", escaped(&entry.bytes))
}

/// An entry from its line.
pub(crate) fn entry(line: &str) -> Entry {
    match line.split_once(' ') {
        Some(("event", bytes)) => Entry::event(unescaped(bytes)),
        Some(("update", bytes)) => Entry::update(unescaped(bytes)),
        _ => panic!("no entry: {line}"),
    }
}

/// Text as it is; control characters, backslashes and bytes that are no text as `\xNN`.
fn escaped(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c.is_control() || c == '\\' {
                true => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| escape(&mut out, byte)),
                false => out.push(c),
            }
        }
        chunk.invalid().iter().for_each(|byte| escape(&mut out, *byte));
    }
    out
}

fn escape(out: &mut String, byte: u8) {
    write!(out, "\\x{byte:02x}").unwrap();
}

fn unescaped(text: &str) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some((before, behind)) = rest.split_once("\\x") {
        out.extend_from_slice(before.as_bytes());
        let (digits, after) = behind.split_at(2);
        out.push(u8::from_str_radix(digits, 16).unwrap());
        rest = after;
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// JSON with the two outermost levels broken into lines.
pub(crate) fn broken(json: &[u8]) -> String {
    let mut out = String::new();
    lay(&serde_json::from_slice(json).unwrap(), 2, &mut out);
    out.push('\n');
    out
}

fn lay(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Object(members) if depth > 0 && !members.is_empty() => {
            let members = members.iter().map(|(key, value)| (format!("{}:", Value::from(key.as_str())), value));
            lay_all(('{', '}'), members, depth, out);
        }
        Value::Array(items) if depth > 0 && !items.is_empty() => {
            lay_all(('[', ']'), items.iter().map(|item| (String::new(), item)), depth, out);
        }
        value => write!(out, "{value}").unwrap(),
    }
}

fn lay_all<'a>((open, close): (char, char), items: impl Iterator<Item = (String, &'a Value)>, depth: usize, out: &mut String) {
    for (place, (key, item)) in items.enumerate() {
        out.push(if place == 0 { open } else { ',' });
        out.push('\n');
        out.push_str(&key);
        lay(item, depth - 1, out);
    }
    out.push('\n');
    out.push(close);
}

#[test]
fn what_is_laid_out_comes_back_to_the_byte() {
    for bytes in [&b""[..], b"\x01{\"a\":\"b\\n\"}", "鸟 ŵ \\x41 \u{85}".as_bytes(), &(0..=255).collect::<Vec<u8>>()] {
        for given in [Entry::event(bytes), Entry::update(bytes)] {
            let line = line(&given);
            assert!(!line.contains('\n') && entry(&line) == given, "{line}");
        }
    }
    let json = serde_json::json!({ "a": [1, { "b": [2, 3] }], "c": {}, "d": [] });
    assert_eq!(serde_json::from_str::<Value>(&broken(json.to_string().as_bytes())).unwrap(), json);
}
