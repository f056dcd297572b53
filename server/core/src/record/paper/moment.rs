//! Dates and moments in words, as British English says them.

use crate::zone::zone;
use jiff::Timestamp;
use trestle_protocol::Time;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
/// 1970-01-01 was a Thursday.
const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

/// A moment as `24 November 2026 at 14:25 GMT`, by the clocks of that zone; by UTC where there is none.
pub fn of(time: Time, zone: &str) -> String {
    let (there, name) = by_clocks_of(time, zone);
    let minutes = there.0 / 60_000 % 1_440;
    format!("{} at {:02}:{:02} {name}", day_of(there), minutes / 60, minutes % 60)
}

/// A moment's day in that zone as `24 November 2026`.
pub fn date(time: Time, zone: &str) -> String {
    day_of(by_clocks_of(time, zone).0)
}

/// What the clocks show there as if it were UTC, and what they call it: `BST`, or `UTC+05:30` where there is no name but a number.
fn by_clocks_of(time: Time, name: &str) -> (Time, String) {
    let Some((zone, at)) = zone(name).zip(i64::try_from(time.0).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok())) else {
        return (time, "UTC".to_owned());
    };
    let info = zone.to_offset_info(at);
    let seconds = i64::from(info.offset().seconds());
    let there = Time(time.0.saturating_add_signed(seconds * 1_000));
    let called = info.abbreviation();
    if called.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return (there, called.to_owned());
    }
    let (sign, size) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs() / 60);
    (there, format!("UTC{sign}{:02}:{:02}", size / 60, size % 60))
}

fn day_of(time: Time) -> String {
    let (year, month, day) = civil(time.0 / 86_400_000);
    format!("{day} {} {year}", MONTHS[month as usize - 1])
}

/// `2026-12-15` as `Tuesday 15 December 2026`. What is no date stays as it is.
pub fn day(text: &str) -> String {
    let Some((year, month, number)) = parts(text) else { return text.to_owned() };
    let name = WEEKDAYS[(days(year, month, number) % 7) as usize];
    format!("{name} {number} {} {year}", MONTHS[month as usize - 1])
}

/// `2026-12-15T14:00`, a local time, as `Tuesday 15 December 2026 at 14:00`.
pub fn local(text: &str) -> String {
    match text.split_once('T') {
        Some((date, time)) => format!("{} at {time}", day(date)),
        None => day(text),
    }
}

/// Year, month and day of `2026-12-15`; none before 1970, which no workshop plans for.
fn parts(text: &str) -> Option<(u64, u64, u64)> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<u64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    ((1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}

/// Days since 1970-01-01 (Howard Hinnant's algorithm `days_from_civil`).
fn days(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let (era, year_of_era) = (year / 400, year % 400);
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Days since 1970-01-01 as year, month and day of the Gregorian calendar (Howard Hinnant's algorithm `civil_from_days`).
pub fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_days_of_the_calendar() {
        assert_eq!(of(Time(0), ""), "1 January 1970 at 00:00 UTC");
        assert_eq!(date(Time(951_782_400_000), ""), "29 February 2000");
        assert_eq!(of(Time(1_795_530_300_000), ""), "24 November 2026 at 14:25 UTC");
    }

    #[test]
    fn moments_are_said_by_the_clocks_of_the_workshops_zone() {
        let (winter, summer) = (Time(1_795_530_300_000), Time(1_782_000_000_000));
        for (zone, in_winter, in_summer) in [
            ("Europe/London", "24 November 2026 at 14:25 GMT", "21 June 2026 at 01:00 BST"),
            ("Asia/Kolkata", "24 November 2026 at 19:55 IST", "21 June 2026 at 05:30 IST"),
            ("America/Sao_Paulo", "24 November 2026 at 11:25 UTC-03:00", "20 June 2026 at 21:00 UTC-03:00"),
            ("Nowhere/Else", "24 November 2026 at 14:25 UTC", "21 June 2026 at 00:00 UTC"),
        ] {
            assert_eq!((of(winter, zone).as_str(), of(summer, zone).as_str()), (in_winter, in_summer));
        }
        assert_eq!(date(summer, "America/Sao_Paulo"), "20 June 2026");
    }

    #[test]
    fn days_have_their_names() {
        assert_eq!(day("1970-01-01"), "Thursday 1 January 1970");
        assert_eq!(day("2000-02-29"), "Tuesday 29 February 2000");
        assert_eq!(local("2026-12-15T14:00"), "Tuesday 15 December 2026 at 14:00");
        for odd in ["", "soon", "2026-13-01", "0000-00-00", "18446744073709551615-01-01"] {
            assert_eq!(day(odd), odd);
        }
        assert!((0..40_000).all(|count| {
            let (year, month, day) = civil(count);
            days(year, month, day) == count
        }));
    }
}
