//! The workshop, the next date and every due action for a calendar (RFC 5545), in the workshop's zone. Nobody organises these events: who takes the
//! file in does not answer to anybody, so there is no method and no organiser, which Outlook, Google and Apple all take as events of one's own.
//! Their ids stay the same, so that importing again changes them.

mod text;
mod timezone;

use jiff::{Span, Timestamp, ZonedDateTime, civil::DateTime, tz::TimeZone};
use text::{Lines, day, next_day, stamp};
use trestle_core::{heading::Heading, record::Record, text::is_visible, zone::zone};
use trestle_protocol::Time;

/// What a meeting takes that only has a beginning, in minutes: an hour is what calendars give it, and a calendar refuses an event without an end.
const MEETING_MINUTES: i64 = 60;
/// What a workshop takes whose end nobody said, in minutes: two hours are usual.
const WORKSHOP_MINUTES: i64 = 120;

/// When something is, from and to.
enum When {
    /// By the clocks of the workshop's zone.
    There(ZonedDateTime, ZonedDateTime),
    /// By the clocks of whoever reads it: the hour that was agreed, where no zone was said.
    Anywhere(DateTime, DateTime),
    /// A moment, where no zone was said.
    Moment(Timestamp, Timestamp),
}

/// The workshop, the next date and the due actions; none if nothing of it has a date.
pub fn ics(record: &Record) -> Option<Vec<u8>> {
    let zone = zone(&record.workshop.details.zone);
    let (workshop, meeting) = (workshop(record, zone.as_ref()), meeting(record, zone.as_ref()));
    let due = record.plan.actions.iter().any(|action| action.row.due.as_deref().and_then(day).is_some());
    if workshop.is_none() && meeting.is_none() && !due {
        return None;
    }
    let mut lines = Lines::new(record.workshop.id.to_string(), stamp(record.made_at.0));
    lines.line("BEGIN", "VCALENDAR");
    lines.line("VERSION", "2.0");
    lines.line("PRODID", "-//Trestle//The record//EN");
    lines.line("CALSCALE", "GREGORIAN");
    lines.text_line("X-WR-CALNAME", &title(record));
    let times: Vec<&ZonedDateTime> = [&workshop, &meeting].into_iter().flatten().flat_map(When::there).collect();
    if let Some((zone, (first, last))) = zone.as_ref().zip(times.iter().min().zip(times.iter().max())) {
        lines.line("X-WR-TIMEZONE", name(zone));
        timezone::write(&mut lines, zone, first.timestamp(), last.timestamp());
    }
    write_workshop(&mut lines, record, workshop);
    write_meeting(&mut lines, record, meeting);
    write_actions(&mut lines, record);
    lines.line("END", "VCALENDAR");
    Some(lines.bytes())
}

/// From when it began, or is to begin, to its agreed end; to its real one if that came first, or nothing was agreed.
fn workshop(record: &Record, zone: Option<&TimeZone>) -> Option<When> {
    let workshop = &record.workshop;
    let start = timestamp(workshop.started_at.or(workshop.begins_at)?)?;
    let ends = [workshop.details.ends_at, workshop.closed_at].into_iter().flatten().filter_map(timestamp).filter(|end| *end > start);
    let end = ends.min().or_else(|| start.checked_add(Span::new().minutes(WORKSHOP_MINUTES)).ok())?;
    Some(match zone {
        Some(zone) => When::There(start.to_zoned_datetime(zone.clone()), end.to_zoned_datetime(zone.clone())),
        None => When::Moment(start, end),
    })
}

/// An hour that the clocks leave out is the one after it; of one that they show twice it is the first.
fn meeting(record: &Record, zone: Option<&TimeZone>) -> Option<When> {
    let start: DateTime = record.plan.next.when.as_deref().filter(|when| when.contains('T'))?.parse().ok()?;
    let length = Span::new().minutes(MEETING_MINUTES);
    Some(match zone {
        Some(zone) => {
            let start = start.to_zoned_datetime(zone.clone()).ok()?;
            When::There(start.clone(), start.checked_add(length).ok()?)
        }
        None => When::Anywhere(start, start.checked_add(length).ok()?),
    })
}

impl When {
    fn there(&self) -> Vec<&ZonedDateTime> {
        if let Self::There(from, to) = self { vec![from, to] } else { Vec::new() }
    }

    fn write(&self, lines: &mut Lines) {
        let local = |at: DateTime| at.strftime("%Y%m%dT%H%M%S").to_string();
        match self {
            Self::There(from, to) => {
                for (what, at) in [("DTSTART", from), ("DTEND", to)] {
                    lines.line(&format!("{what};TZID={}", name(at.time_zone())), &local(at.datetime()));
                }
            }
            Self::Anywhere(from, to) => {
                lines.line("DTSTART", &local(*from));
                lines.line("DTEND", &local(*to));
            }
            Self::Moment(from, to) => {
                lines.line("DTSTART", &stamp(from.as_millisecond().max(0) as u64));
                lines.line("DTEND", &stamp(to.as_millisecond().max(0) as u64));
            }
        }
    }
}

fn write_workshop(lines: &mut Lines, record: &Record, when: Option<When>) {
    let Some(when) = when else { return };
    let details = &record.workshop.details;
    lines.event("workshop", |lines| {
        when.write(lines);
        lines.text_line("SUMMARY", &title(record));
        lines.text_line("LOCATION", &details.place);
        lines.text_line("DESCRIPTION", &details.purpose);
    });
}

fn write_meeting(lines: &mut Lines, record: &Record, when: Option<When>) {
    let Some(when) = when else { return };
    let next = &record.plan.next;
    lines.event("meeting", |lines| {
        when.write(lines);
        lines.text_line("SUMMARY", &format!("We meet again: {}", title(record)));
        lines.text_line("LOCATION", &next.place);
        lines.text_line("DESCRIPTION", &next.communications);
    });
}

/// What the workshop is called: calendars show an event by it alone.
fn title(record: &Record) -> String {
    Heading::Workshop.printed(&record.workshop.details.title)
}

/// A deadline takes a day and no time of it.
fn write_actions(lines: &mut Lines, record: &Record) {
    let title = title(record);
    for action in &record.plan.actions {
        let due = action.row.due.as_deref();
        let Some((from, to)) = due.and_then(day).zip(due.and_then(next_day)) else { continue };
        let who: Vec<&str> = [&action.person, &action.organisation_name].into_iter().flatten().map(String::as_str).collect();
        lines.event(&format!("action-{}", action.row.id), |lines| {
            lines.line("DTSTART;VALUE=DATE", &from);
            lines.line("DTEND;VALUE=DATE", &to);
            lines.line("TRANSP", "TRANSPARENT");
            lines.text_line("SUMMARY", if is_visible(&action.row.what) { &action.row.what } else { "Action" });
            let who = if who.is_empty() { String::new() } else { format!("Who: {}\n", who.join(", ")) };
            lines.text_line("DESCRIPTION", &format!("{who}Agreed in: {title}"));
        });
    }
}

fn timestamp(time: Time) -> Option<Timestamp> {
    Timestamp::from_millisecond(i64::try_from(time.0).ok()?).ok()
}

/// A zone by its name, as both its rules and the times that follow them say it.
fn name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}
