//! A zone's rules for calendars that do not know its name: a rule for every year where the zone has one, else each change by itself.

use super::text::Lines;
use jiff::{
    Span, Timestamp,
    civil::DateTime,
    tz::{Offset, TimeZone},
};

/// So many years of changes show whether they follow one rule.
const RULE_YEARS: usize = 6;
/// Before the first event and after the last one, in hours: a year and some, so that every event has a change before it.
const AROUND_HOURS: i64 = 400 * 24;

/// The clocks go from one offset to another.
struct Change {
    /// What they showed at that moment.
    at: DateTime,
    from: Offset,
    to: Offset,
    /// What the time is called from then on.
    name: String,
}

/// Writes what the clocks of that zone do around these moments.
pub(super) fn write(lines: &mut Lines, zone: &TimeZone, first: Timestamp, last: Timestamp) {
    let around = Span::new().hours(AROUND_HOURS);
    let since = first.checked_sub(around).unwrap_or(first);
    let until = last.checked_add(around).unwrap_or(last);
    let changes: Vec<Change> = zone.following(since).take_while(|change| change.timestamp() <= until).map(|it| change(zone, &it)).collect();
    lines.line("BEGIN", "VTIMEZONE");
    lines.line("TZID", super::name(zone));
    match yearly(zone, since) {
        _ if changes.is_empty() => standing(lines, zone, since),
        Some(rules) => rules.iter().for_each(|(change, rule)| write_change(lines, change, Some(rule))),
        None => {
            standing(lines, zone, since);
            changes.iter().for_each(|change| write_change(lines, change, None));
        }
    }
    lines.line("END", "VTIMEZONE");
}

fn change(zone: &TimeZone, change: &jiff::tz::TimeZoneTransition<'_>) -> Change {
    let before = change.timestamp().checked_sub(Span::new().seconds(1)).unwrap_or(change.timestamp());
    let from = zone.to_offset(before);
    Change { at: from.to_datetime(change.timestamp()), from, to: change.offset(), name: change.abbreviation().to_owned() }
}

/// The rule of each change, if there are two a year and both fall on the same kind of day at the same time in each.
fn yearly(zone: &TimeZone, since: Timestamp) -> Option<Vec<(Change, String)>> {
    let all: Vec<Change> = zone.following(since).take(2 * RULE_YEARS).map(|it| change(zone, &it)).collect();
    let (one, other): (Vec<_>, Vec<_>) = all.into_iter().enumerate().partition(|(place, _)| place % 2 == 0);
    let rule = |changes: Vec<(usize, Change)>| {
        let changes: Vec<Change> = changes.into_iter().map(|(_, change)| change).collect();
        let rule = rule_of(&changes)?;
        Some((changes.into_iter().next()?, rule))
    };
    Some(vec![rule(one)?, rule(other)?])
}

/// `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`, if that is what these changes have in common.
fn rule_of(changes: &[Change]) -> Option<String> {
    let first = changes.first().filter(|_| changes.len() == RULE_YEARS)?;
    let alike = |change: &Change| {
        let same_day = change.at.month() == first.at.month() && change.at.weekday() == first.at.weekday();
        same_day && change.at.time() == first.at.time() && (change.from, change.to) == (first.from, first.to)
    };
    let in_a_row = changes.windows(2).all(|pair| pair[0].at.year() + 1 == pair[1].at.year());
    let place = |change: &Change| (change.at.day() - 1) / 7 + 1;
    let place = match () {
        () if changes.iter().all(|change| change.at.day() + 7 > change.at.days_in_month()) => -1,
        () if changes.iter().all(|change| place(change) == place(first)) => place(first),
        () => return None,
    };
    let weekday = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][first.at.weekday().to_monday_zero_offset() as usize];
    (in_a_row && changes.iter().all(alike)).then(|| format!("FREQ=YEARLY;BYMONTH={};BYDAY={place}{weekday}", first.at.month()))
}

/// What the clocks show where nothing has changed them yet.
fn standing(lines: &mut Lines, zone: &TimeZone, at: Timestamp) {
    let info = zone.to_offset_info(at);
    let change = Change {
        at: DateTime::constant(1970, 1, 1, 0, 0, 0, 0),
        from: info.offset(),
        to: info.offset(),
        name: info.abbreviation().to_owned(),
    };
    write_change(lines, &change, None);
}

fn write_change(lines: &mut Lines, change: &Change, rule: Option<&str>) {
    // By what the clocks do, not by what a law calls it: Ireland's summer is its standard time.
    let kind = if change.to > change.from { "DAYLIGHT" } else { "STANDARD" };
    lines.line("BEGIN", kind);
    lines.line("DTSTART", &change.at.strftime("%Y%m%dT%H%M%S").to_string());
    lines.line("TZOFFSETFROM", &offset(change.from));
    lines.line("TZOFFSETTO", &offset(change.to));
    lines.text_line("TZNAME", &change.name);
    if let Some(rule) = rule {
        lines.line("RRULE", rule);
    }
    lines.line("END", kind);
}

/// `+0530`; seconds, which only history has, where there are some.
fn offset(offset: Offset) -> String {
    let (sign, size) = (if offset.seconds() < 0 { '-' } else { '+' }, offset.seconds().unsigned_abs());
    let seconds = if size % 60 == 0 { String::new() } else { format!("{:02}", size % 60) };
    format!("{sign}{:02}{:02}{seconds}", size / 3_600, size / 60 % 60)
}
