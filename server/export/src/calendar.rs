//! The next date and every due action for a calendar (RFC 5545). Their ids stay the same, so that importing again changes them.

use trestle_core::{
    record::{Record, paper::moment::civil},
    text::lined,
};

/// Longest line in bytes, its end left out.
const LINE_BYTES: usize = 75;

/// A calendar in the making.
struct Calendar {
    text: String,
    /// When it was made.
    stamp: String,
    /// Where it comes from, for ids.
    workshop: String,
    title: String,
}

/// The next date and the due actions.
pub fn ics(record: &Record) -> Vec<u8> {
    let mut calendar = Calendar {
        text: String::new(),
        stamp: stamp(record.made_at.0),
        workshop: record.workshop.id.to_string(),
        title: record.workshop.details.title.clone(),
    };
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", "-//Trestle//The record//EN");
    calendar.line("CALSCALE", "GREGORIAN");
    calendar.text_line("X-WR-CALNAME", &record.workshop.details.title);
    meeting(&mut calendar, record);
    actions(&mut calendar, record);
    calendar.line("END", "VCALENDAR");
    calendar.text.into_bytes()
}

/// A local time without a zone: the hour that people agreed on, wherever their calendars are.
fn meeting(calendar: &mut Calendar, record: &Record) {
    let next = &record.plan.next;
    let Some(when) = next.when.as_deref().and_then(local) else { return };
    calendar.event("meeting", |calendar| {
        calendar.line("DTSTART", &when);
        calendar.text_line("SUMMARY", &format!("We meet again: {}", record.workshop.details.title));
        calendar.text_line("LOCATION", &next.place);
        calendar.text_line("DESCRIPTION", &next.communications);
    });
}

fn actions(calendar: &mut Calendar, record: &Record) {
    for action in &record.plan.actions {
        let Some(due) = action.row.due.as_deref().and_then(day) else { continue };
        let who: Vec<&str> = [&action.person, &action.organisation_name].into_iter().flatten().map(String::as_str).collect();
        calendar.event(&format!("action-{}", action.row.id), |calendar| {
            calendar.line("DTSTART;VALUE=DATE", &due);
            calendar.line("TRANSP", "TRANSPARENT");
            calendar.text_line("SUMMARY", if action.row.what.trim().is_empty() { "Action" } else { &action.row.what });
            let who = if who.is_empty() { String::new() } else { format!("Who: {}\n", who.join(", ")) };
            calendar.text_line("DESCRIPTION", &format!("{who}Agreed in: {}", calendar.title.clone()));
        });
    }
}

impl Calendar {
    fn event(&mut self, id: &str, content: impl FnOnce(&mut Self)) {
        self.line("BEGIN", "VEVENT");
        self.text_line("UID", &format!("{id}@{}.trestle", self.workshop.clone()));
        self.line("DTSTAMP", &self.stamp.clone());
        content(self);
        self.line("END", "VEVENT");
    }

    /// People's text; left out if there is none.
    fn text_line(&mut self, name: &str, text: &str) {
        let text = lined(text);
        if !text.trim().is_empty() {
            self.line(name, &escape(text.trim()));
        }
    }

    /// A line, folded between characters where it is too long.
    fn line(&mut self, name: &str, value: &str) {
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
fn day(text: &str) -> Option<String> {
    let shaped =
        text.len() == 10 && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    shaped.then(|| text.replace('-', ""))
}

/// `2026-12-15T14:00` as `20261215T140000`.
fn local(text: &str) -> Option<String> {
    let (date, time) = text.split_once('T')?;
    let shaped = time.len() == 5 && time.bytes().enumerate().all(|(at, b)| if at == 2 { b == b':' } else { b.is_ascii_digit() });
    shaped.then_some(())?;
    Some(format!("{}T{}00", day(date)?, time.replace(':', "")))
}

/// Milliseconds since 1970 as `20261124T142500Z`.
fn stamp(time: u64) -> String {
    let (year, month, day) = civil(time / 86_400_000);
    let seconds = time / 1_000 % 86_400;
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        Calendar { text: String::new(), stamp: stamp(0), workshop: "w".into(), title: "t".into() }
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_unfold_to_what_they_were() {
        let text = "مكتبة 图书馆 Łódź 👩‍👩‍👧 ".repeat(40);
        let mut calendar = calendar();
        calendar.text_line("SUMMARY", &text);
        assert!(calendar.text.split("\r\n").all(|line| line.len() <= LINE_BYTES), "{}", calendar.text);
        assert_eq!(calendar.text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", text.trim()));
    }

    #[test]
    fn text_cannot_become_a_line_of_its_own() {
        let mut calendar = calendar();
        calendar.text_line("SUMMARY", "a;b,c\\d\r\nEND:VEVENT\u{b}e\u{0}\u{2028}");
        assert_eq!(calendar.text, "SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT\\ne\r\n");
    }

    #[test]
    fn dates_are_dates_or_nothing() {
        assert_eq!(day("2026-12-15").as_deref(), Some("20261215"));
        assert_eq!(local("2026-12-15T14:05").as_deref(), Some("20261215T140500"));
        assert_eq!(stamp(1_795_530_300_000), "20261124T142500Z");
        for odd in ["", "soon", "2026-12-1é", "2026-12-15T1:00"] {
            assert_eq!((day(odd), local(odd)), (None, None));
        }
    }
}
