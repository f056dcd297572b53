//! People's text as it may be shown: plain, without control characters, bounded.

use trestle_protocol::{Refusal, limits::LINK_CHARS};

/// Text for the eye: control characters other than line breaks and tabs left out, cut after `units` UTF-16 units.
pub(crate) fn plain(text: &str, units: u32) -> String {
    let mut left = units as usize;
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}

/// A name or line given in a command: trimmed, on one line; none if it is empty or longer than `chars` characters.
pub(crate) fn line(text: &str, chars: usize) -> Result<String, Refusal> {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Refusal::Empty),
        count if count > chars => Err(Refusal::TooLong),
        _ => Ok(text.to_owned()),
    }
}

/// Prose given in a command: trimmed, line breaks kept; may be empty.
pub(crate) fn prose(text: &str, chars: usize) -> Result<String, Refusal> {
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
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

    #[test]
    fn text_is_cut_between_characters_and_keeps_its_lines() {
        assert_eq!(plain("a\u{0}b\nc\u{1b}[31m", 100), "ab\nc[31m");
        assert_eq!(plain("ab💻c", 3), "ab");
        assert_eq!(plain("ab💻c", 4), "ab💻");
    }
}
