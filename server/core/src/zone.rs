//! Time zones: a workshop has one, by its IANA name, and everything that says a time says it there. None for workshops from before there were zones:
//! what is a moment is then said in UTC, what is a local time stands without a zone, as it did.

use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::sync::LazyLock;
use trestle_protocol::Refusal;

/// The bundled zones; neither the system's files nor its environment are asked.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The zone of that name; none for an empty name or one that nobody knows.
pub fn zone(name: &str) -> Option<TimeZone> {
    // A name with something else in it would be a path; the longest has 32 characters.
    let is_name = !name.is_empty() && name.len() <= 64 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
    is_name.then(|| ZONES.get(name).ok()).flatten().filter(|zone| !zone.is_unknown())
}

/// A zone's name as given in a command, in its usual letters; empty is none.
pub(crate) fn checked(name: &str) -> Result<String, Refusal> {
    match name.trim() {
        "" => Ok(String::new()),
        name => Ok(zone(name).ok_or(Refusal::BadZone)?.iana_name().unwrap_or(name).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_known_by_its_name_or_refused() {
        for (given, kept) in [("Europe/London", "Europe/London"), (" america/new_york ", "America/New_York"), ("UTC", "UTC"), ("", "")] {
            assert_eq!(checked(given).as_deref(), Ok(kept));
        }
        for odd in ["Europe/Lodnon", "Etc/Unknown", "../../etc/passwd", "GMT\nUTC", "Europe/Łódź", &"a".repeat(65)] {
            assert_eq!(checked(odd), Err(Refusal::BadZone), "{odd:?}");
        }
    }
}
