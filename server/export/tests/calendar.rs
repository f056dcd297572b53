//! Calendars: in the workshop's zone with its rules, with an end, and none without a date (cases 09 and 10).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use trestle_core::Record;
use trestle_export::ics;

/// 15 April 2027, 10:00 in UTC.
const STARTED: u64 = 1_807_783_200_000;

fn record(zone: &str, when: Option<&str>, due: Option<&str>, started: Option<u64>) -> Record {
    let action =
        json!({ "id": "a1", "what": "Ask", "organisation": null, "seat": null, "due": due, "organisation_name": null, "person": null });
    let record = json!({
        "version": Record::VERSION, "made_at": STARTED, "draft": true, "step": "s", "step_title": "S", "organisations": [], "others": [],
        "workshop": { "id": "00000000-0000-0000-0000-000000000009", "title": "Reading", "place": "Hall", "purpose": "", "rules": [],
            "themes": [], "authors": "hidden", "ends_at": null, "zone": zone, "convener": "Library", "started_at": started, "closed_at": null },
        "face_down": 0, "groups": [], "loose": [], "rated": 0, "briefs": [], "committed": 0, "committed_needed": 2,
        "plan": { "core": [], "extended": [], "leadership": [], "actions": [action],
            "next": { "communications": "", "when": when, "place": "", "reason": "" } },
    });
    serde_json::from_value::<Record>(record).unwrap()
}

fn calendar(zone: &str, when: Option<&str>, due: Option<&str>, started: Option<u64>) -> Option<String> {
    ics(&record(zone, when, due, started)).map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn case_10_a_calendar_without_a_date_is_none() {
    assert_eq!(calendar("Europe/London", None, None, None), None);
    assert_eq!(calendar("", Some("soon"), Some("soon"), None), None);
    assert!(calendar("", None, Some("2027-04-15"), None).is_some_and(|text| text.contains("DTEND;VALUE=DATE:20270416")));
}

#[test]
fn case_09_a_meeting_is_in_the_workshops_zone_and_ends() {
    let text = calendar("Europe/London", Some("2027-04-15T14:00"), None, Some(STARTED)).unwrap();
    let case = include_str!("../../../tests/data/cases/09-ics-floating-no-end.ics");
    assert!(case.contains("DTSTART:20270415T140000") && !text.contains("\r\nDTSTART:20270415T140000"), "it floats");
    for line in [
        "DTSTART;TZID=Europe/London:20270415T140000",
        "DTEND;TZID=Europe/London:20270415T150000",
        "DTSTART;TZID=Europe/London:20270415T110000",
        "DTEND;TZID=Europe/London:20270415T130000",
        "SUMMARY:Reading",
        "TZID:Europe/London",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "no {line} in\n{text}");
    }
    assert!(!text.contains("ORGANIZER") && !text.contains("METHOD"), "nobody organises it");
}

#[test]
fn a_zones_rules_are_those_of_every_year_or_each_change() {
    let london = calendar("Europe/London", Some("2027-04-15T14:00"), None, None).unwrap();
    let rules: Vec<&str> = london.split("\r\n").filter(|line| line.starts_with("RRULE")).collect();
    assert_eq!(rules.len(), 2);
    assert!(rules.contains(&"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU") && rules.contains(&"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"));
    let new_york = calendar("America/New_York", Some("2027-04-15T14:00"), None, None).unwrap();
    assert!(new_york.contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU") && new_york.contains("RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"));
    let tokyo = calendar("Asia/Tokyo", Some("2027-04-15T14:00"), None, None).unwrap();
    assert!(tokyo.contains("TZOFFSETTO:+0900") && !tokyo.contains("RRULE") && !tokyo.contains("DAYLIGHT"));
    // Morocco's clocks go by the moon: no rule of the sun's year says when.
    let casablanca = calendar("Africa/Casablanca", Some("2027-02-20T10:00"), None, None).unwrap();
    assert!(
        !casablanca.contains("RRULE") && casablanca.matches("BEGIN:STANDARD").count() + casablanca.matches("BEGIN:DAYLIGHT").count() > 2
    );
}

#[test]
fn an_hour_that_the_clocks_leave_out_is_the_one_after_it() {
    let text = calendar("Europe/London", Some("2027-03-28T01:30"), None, None).unwrap();
    assert!(
        text.contains("DTSTART;TZID=Europe/London:20270328T023000") && text.contains("DTEND;TZID=Europe/London:20270328T033000"),
        "{text}"
    );
}

/// Workshops from before there were zones: the hour that was agreed stays without one, moments are in UTC.
#[test]
fn a_workshop_without_a_zone_says_moments_in_utc_and_agreed_hours_as_they_were() {
    let text = calendar("", Some("2027-04-15T14:00"), None, Some(STARTED)).unwrap();
    for line in ["DTSTART:20270415T140000", "DTEND:20270415T150000", "DTSTART:20270415T100000Z", "DTEND:20270415T120000Z"] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "no {line} in\n{text}");
    }
    assert!(!text.contains("VTIMEZONE"));
}

/// Not started: it is to begin when the record says.
#[test]
fn a_workshop_that_is_to_come_is_an_event() {
    let mut record = record("Europe/London", None, None, None);
    record.workshop.begins_at = Some(trestle_protocol::Time(STARTED));
    record.workshop.details.ends_at = Some(trestle_protocol::Time(STARTED + 7_200_000));
    let text = String::from_utf8(ics(&record).unwrap()).unwrap();
    assert!(text.contains("DTSTART;TZID=Europe/London:20270415T110000") && text.contains("DTEND;TZID=Europe/London:20270415T130000"));
    assert_eq!(Value::from(text.matches("BEGIN:VEVENT").count()), Value::from(1));
}
