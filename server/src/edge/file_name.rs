//! What a file is called on whatever device it is saved on: after its workshop, in its own letters, and once more in ASCII for what knows no others
//! (RFC 6266, RFC 5987). Letters, digits and dashes alone: no system gives these a meaning.

use std::fmt::Write;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words of a workshop's title that stand in a file's name.
const WORDS: usize = 8;
/// Longest part of a name that comes from the title, in bytes: with its ending it fits where names have 143 bytes, the least that is in use.
const TITLE_BYTES: usize = 100;

/// The value of `Content-Disposition` for a file of a workshop: `record.pdf` of `Reading in Haringey` is saved as `Reading-in-Haringey-record.pdf`.
pub(crate) fn disposition(title: &str, file: &str) -> String {
    format!("attachment; filename=\"{}\"; filename*=UTF-8''{}", named(&ascii(title), file), encoded(&named(title, file)))
}

/// The title's words and the file's own name. That one is always there, so the name is never empty, hidden, or one that Windows keeps for devices.
fn named(title: &str, file: &str) -> String {
    let letters: String = title.nfc().map(|c| if c.is_alphanumeric() || is_combining_mark(c) { c } else { ' ' }).collect();
    let mut name = String::new();
    for word in letters.split(' ').filter(|word| word.contains(char::is_alphanumeric)).take(WORDS) {
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word.trim_start_matches(is_combining_mark));
    }
    while name.len() > TITLE_BYTES {
        name.pop();
    }
    match name.trim_end_matches('-') {
        "" => file.to_owned(),
        name => format!("{name}-{file}"),
    }
}

/// Latin letters without their marks; a space for everything that ASCII has no letter for.
fn ascii(title: &str) -> String {
    let mut plain = String::new();
    for c in title.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            c if c.is_ascii() => plain.push(c),
            'ł' | 'Ł' => plain.push(if c == 'ł' { 'l' } else { 'L' }),
            'ø' | 'Ø' => plain.push(if c == 'ø' { 'o' } else { 'O' }),
            'đ' | 'ð' => plain.push('d'),
            'Đ' | 'Ð' => plain.push('D'),
            'ı' => plain.push('i'),
            'ß' => plain.push_str("ss"),
            'æ' | 'Æ' => plain.push_str(if c == 'æ' { "ae" } else { "AE" }),
            'œ' | 'Œ' => plain.push_str(if c == 'œ' { "oe" } else { "OE" }),
            'þ' | 'Þ' => plain.push_str(if c == 'þ' { "th" } else { "Th" }),
            _ => plain.push(' '),
        }
    }
    plain
}

/// Bytes as RFC 5987 writes them in a header.
fn encoded(name: &str) -> String {
    name.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b if b.is_ascii_alphanumeric() || b"-._".contains(&b) => encoded.push(char::from(b)),
            b => drop(write!(encoded, "%{b:02X}")),
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// Titles, and what their files are called.
    const CASE: &str = include_str!("../../../tests/data/cases/13-file-names.json");

    fn decoded(header: &str) -> String {
        let (_, encoded) = header.split_once("filename*=UTF-8''").unwrap();
        let mut bytes = Vec::new();
        let mut rest = encoded.bytes();
        while let Some(byte) = rest.next() {
            bytes.push(match byte {
                b'%' => u8::from_str_radix(std::str::from_utf8(&[rest.next().unwrap(), rest.next().unwrap()]).unwrap(), 16).unwrap(),
                byte => byte,
            });
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn case_13_files_are_called_after_their_workshop_on_every_system() {
        let cases: Vec<Value> = serde_json::from_str(CASE).unwrap();
        assert!(cases.len() > 15);
        for case in cases {
            let text = |key: &str| case[key].as_str().unwrap().to_owned();
            let title = text("title").repeat(case["times"].as_u64().unwrap_or(1) as usize);
            let header = disposition(&title, "record.pdf");
            assert!(header.is_ascii() && !header.contains(['\r', '\n']), "{header}");
            assert!(header.starts_with(&format!("attachment; filename=\"{}\"; ", text("ascii"))), "{header}");
            if let Some(name) = case["name"].as_str() {
                assert_eq!(decoded(&header), name);
            }
            let name = decoded(&header);
            assert!(name.len() <= 143 && name.ends_with("record.pdf") && !name.starts_with(['.', '-']), "{name}");
            assert!(
                !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '%', ' ']) && !name.chars().any(char::is_control),
                "{name}"
            );
        }
    }
}
