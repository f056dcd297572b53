//! People's text as it may be shown: plain, without control characters, bounded.

use std::iter;
use trestle_protocol::{Refusal, limits::LINK_CHARS};
use unicode_normalization::char::is_combining_mark;

/// Text without control characters but line breaks and tabs. Whatever Word, Excel and phones send as a line break is one: carriage returns with
/// and without a line feed, vertical tabs, form feeds, and Unicode's next line, line and paragraph separators. So words never run together.
/// Views, commands and every format of the record go through here.
pub fn lined(text: &str) -> String {
    characters(text).collect()
}

/// The same on one line: breaks and tabs become spaces, many of them one.
pub fn unlined(text: &str) -> String {
    lined(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The characters of `lined`.
fn characters(text: &str) -> impl Iterator<Item = char> {
    let mut rest = text.chars().peekable();
    iter::from_fn(move || {
        loop {
            match rest.next()? {
                '\r' => {
                    let _ = rest.next_if_eq(&'\n');
                    return Some('\n');
                }
                '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => return Some('\n'),
                c if c == '\t' || !c.is_control() => return Some(c),
                _ => {}
            }
        }
    })
}

/// Is there anything to see in it? Spaces, controls, what turns or hides text, fillers, marks without a letter and what is no character are nothing.
pub fn is_visible(text: &str) -> bool {
    !text.chars().all(|c| c.is_whitespace() || c.is_control() || is_unseen(c) || is_combining_mark(c))
}

/// Shows nothing by itself; what turns text around, marks of annotation, the place of an object that is not there, and what is no character are among it.
pub fn is_unseen(c: char) -> bool {
    is_ignorable(c) || is_no_character(c) || matches!(c, '\u{fff9}'..='\u{fffc}')
}

/// A number that no character will ever have.
pub fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Shapes or turns its neighbours, or holds a place, and has no shape of its own (Unicode's `Default_Ignorable_Code_Point`, and the empty Braille).
pub fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Text for the eye, cut after `units` UTF-16 units.
pub(crate) fn plain(text: &str, units: u32) -> String {
    let mut left = units as usize;
    characters(text)
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}

/// A name or line given in a command: trimmed, on one line; none if it is empty or longer than `chars` characters.
pub(crate) fn line(text: &str, chars: usize) -> Result<String, Refusal> {
    let text = lined(text).replace(['\n', '\t'], " ");
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Refusal::Empty),
        count if count > chars => Err(Refusal::TooLong),
        _ => Ok(text.to_owned()),
    }
}

/// Prose given in a command: trimmed, line breaks kept; may be empty.
pub(crate) fn prose(text: &str, chars: usize) -> Result<String, Refusal> {
    let text = lined(text);
    let text = text.trim();
    if text.chars().count() > chars { Err(Refusal::TooLong) } else { Ok(text.to_owned()) }
}

/// An address that a page may link to: http or https, without spaces; empty is fine.
pub(crate) fn link(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        _ if text.is_empty() => Ok(String::new()),
        _ if text.chars().count() > LINK_CHARS => Err(Refusal::TooLong),
        Some(rest) if !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control()) => Ok(text.to_owned()),
        _ => Err(Refusal::BadLink),
    }
}

/// Is this a day of the calendar, as YYYY-MM-DD?
pub(crate) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    let (Some(year), Some(month), Some(day)) =
        (text.get(0..4).and_then(number), text.get(5..7).and_then(number), text.get(8..10).and_then(number))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Is this a local moment, as YYYY-MM-DDTHH:MM?
pub(crate) fn is_moment(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else { return false };
    let Some((hour, minute)) = time.split_once(':') else { return false };
    let within = |part: &str, below: u32| {
        part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()) && part.parse::<u32>().is_ok_and(|n| n < below)
    };
    is_date(date) && within(hour, 24) && within(minute, 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_of_the_calendar() {
        for good in ["2026-11-27", "2028-02-29", "2000-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["2026-11-31", "2027-02-29", "1900-02-29", "26-11-27", "2026-1-1", "2026-11-2x", "2026/11/27", "२०२६-११-२७", ""]
        {
            assert!(!is_date(bad), "{bad}");
        }
        assert!(is_moment("2026-12-15T14:00") && !is_moment("2026-12-15T24:00") && !is_moment("2026-12-15"));
    }

    /// A note that was written in Word with its soft line break, as it comes out of the clipboard.
    const WORD: &str = include_str!("../../../tests/data/cases/05-word-soft-break.txt");

    #[test]
    fn every_line_break_that_programs_send_is_one() {
        let breaks = ["\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"];
        for broken in breaks.map(|sign| format!("Opening hours{sign}Too short")).iter().chain([&WORD.replace(" on Saturdays", "")]) {
            assert_eq!(lined(broken), "Opening hours\nToo short");
            assert_eq!(plain(broken, 100), "Opening hours\nToo short");
            assert_eq!(prose(broken, 100).as_deref(), Ok("Opening hours\nToo short"));
            assert_eq!(line(broken, 100).as_deref(), Ok("Opening hours Too short"));
            assert_eq!(unlined(broken), "Opening hours Too short");
        }
        assert_eq!(lined("a\r\r\n\nb\u{0}\u{1b}\tc"), "a\n\n\nb\tc", "each break once, and no other control character");
    }

    /// The cases that the page is held to as well (`web/src/lib/names.test.ts`).
    const UNSEEN: &str = include_str!("../../../tests/data/cases/11-unseen.json");

    #[test]
    fn case_11_what_nobody_can_see_is_told_from_what_somebody_can() {
        let case: std::collections::BTreeMap<String, Vec<String>> = serde_json::from_str(UNSEEN).unwrap();
        assert!(case["unseen"].len() > 20 && case["seen"].len() > 10);
        for nothing in case["unseen"].iter().map(String::as_str).chain(["", " \n"]) {
            assert!(!is_visible(nothing), "{nothing:?}");
        }
        for something in &case["seen"] {
            assert!(is_visible(something), "{something:?}");
        }
    }

    #[test]
    fn text_is_cut_between_characters_and_keeps_its_lines() {
        assert_eq!(plain("a\u{0}b\nc\u{1b}[31m", 100), "ab\nc[31m");
        assert_eq!(plain("ab💻c", 3), "ab");
        assert_eq!(plain("ab💻c", 4), "ab💻");
    }
}
