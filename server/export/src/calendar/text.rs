//! How a calendar is written: lines, folded; text, escaped; dates and moments.

use jiff::civil::Date;
use trestle_core::{
    record::paper::moment::civil,
    text::{is_visible, lined},
};

/// Longest line in bytes, its end left out.
const LINE_BYTES: usize = 75;

/// A calendar in the making.
pub(super) struct Lines {
    text: String,
    /// Where it comes from, for ids.
    workshop: String,
    /// When it was made.
    stamp: String,
}

impl Lines {
    pub(super) fn new(workshop: String, stamp: String) -> Self {
        Self { text: String::new(), workshop, stamp }
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    pub(super) fn event(&mut self, id: &str, content: impl FnOnce(&mut Self)) {
        self.line("BEGIN", "VEVENT");
        self.text_line("UID", &format!("{id}@{}.trestle", self.workshop));
        self.line("DTSTAMP", &self.stamp.clone());
        content(self);
        self.line("END", "VEVENT");
    }

    /// People's text; left out if there is nothing to see.
    pub(super) fn text_line(&mut self, name: &str, text: &str) {
        let text = lined(text);
        if is_visible(&text) {
            self.line(name, &escape(text.trim()));
        }
    }

    /// A line, folded between characters where it is too long.
    pub(super) fn line(&mut self, name: &str, value: &str) {
        let mut left = LINE_BYTES;
        for c in format!("{name}:{value}").chars() {
            if c.len_utf8() > left {
                self.text.push_str("\r\n ");
                left = LINE_BYTES - 1;
            }
            self.text.push(c);
            left -= c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// Text as a value: what separates values is escaped, line breaks are written.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// `2026-12-15` as `20261215`.
pub(super) fn day(text: &str) -> Option<String> {
    written(date(text)?)
}

/// The day after it.
pub(super) fn next_day(text: &str) -> Option<String> {
    written(date(text)?.tomorrow().ok()?)
}

fn date(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

fn written(date: Date) -> Option<String> {
    Some(format!("{:04}{:02}{:02}", date.year(), date.month(), date.day()))
}

/// Milliseconds since 1970 as `20261124T142500Z`.
pub(super) fn stamp(time: u64) -> String {
    let (year, month, day) = civil(time / 86_400_000);
    let seconds = time / 1_000 % 86_400;
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> Lines {
        Lines::new("w".into(), stamp(0))
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_unfold_to_what_they_were() {
        let text = "مكتبة 图书馆 Łódź 👩‍👩‍👧 ".repeat(40);
        let mut lines = lines();
        lines.text_line("SUMMARY", &text);
        assert!(lines.text.split("\r\n").all(|line| line.len() <= LINE_BYTES), "{}", lines.text);
        assert_eq!(lines.text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", text.trim()));
    }

    #[test]
    fn text_cannot_become_a_line_of_its_own() {
        let mut lines = lines();
        lines.text_line("SUMMARY", "a;b,c\\d\r\nEND:VEVENT\u{b}e\u{0}\u{2028}");
        assert_eq!(lines.text, "SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT\\ne\r\n");
    }

    #[test]
    fn dates_are_dates_or_nothing() {
        assert_eq!(day("2026-12-15").as_deref(), Some("20261215"));
        assert_eq!(next_day("2026-12-31").as_deref(), Some("20270101"));
        assert_eq!(stamp(1_795_530_300_000), "20261124T142500Z");
        for odd in ["", "soon", "2026-12-1é", "2026-02-30"] {
            assert_eq!(day(odd), None);
        }
    }
}
