//! Which events, documents and choices stand in golden generations. A new one that stands in none fails here: write a new generation.

use super::generation::{Kept, generations};
use serde_json::Value;
use std::collections::BTreeSet;
use trestle_core::{Actor, Event, Holder, documents::schema::schema, entry::Entry};
use trestle_gate::Shape;
use trestle_protocol::{
    Capability, DocumentName, Door, FeedbackKind, Missing, OfferHeading, OrganisationId, PollKind, Role, RoundKind, SeatId, Stance, TeamId,
    Voice, WayOut,
};

/// What to do about a failure here.
const ADVICE: &str = "stand in no golden generation: see tests/data/golden/README.md";

/// Came after the last generation, and goes into the next. Empty in what is released.
const WAITING: &[&str] = &[
    "AuthorCut",
    "BelongingSet",
    "SeatsKept",
    "SeatsForgotten",
    "SatAt",
    "TableAsked",
    "HandsStruck",
    "RoomCounted",
    "OrganisationRenamed",
    "OrganisationRemoved",
    "FeedbackRemoved",
    "EntriesLost",
    "LossesSeen",
    "Generation",
];

/// Lists every variant of [`Event`] once: one that is missing does not compile.
macro_rules! events {
    ($($variant:ident),* $(,)?) => {
        /// The names of all events.
        const EVENTS: &[&str] = &[$(stringify!($variant)),*];

        fn name(event: &Event) -> &'static str {
            match event { $(Event::$variant { .. } => stringify!($variant),)* }
        }
    };
}

events! {
    Created, SeatTaken, SeatsKept, SeatsForgotten, PersonAdded, Admitted, TableSet, OrganisationAdded, Granted, PassUsed, PassEnded, Waved, HandSet, DoneSet, MoreTimeSet, Renamed, OrganisationSet, Moved,
    Revealed, Concealed, WritingBegun, BriefsOpened, Paused, Resumed, Extended, Restarted, TimeUp, Stayed, MinutesSet, Replanned, ProgrammeSet, Said, Led,
    Spotlit, RehearsalBegun, RehearsalEnded, Linked, Unlinked, NoteHeld, Turned, PageTurned, TurnsOrdered, PollOpened, HandsCounted, PollClosed, Answered,
    ResultsImported, FeedbackGiven, Committed, TeamsSet, WholeMade, Pinned, TeamExtended, TeamVideoSet, HelpSet, HappySet, AgreedTo, WayOutChosen, Chosen,
    Described, SeatRemoved, NotesShown, SeatRestored, RoleSet, DoorSet, CodeChanged, Closed, Reopened, Brought, BelongingSet, AuthorCut, SatAt, TableAsked,
    HandsStruck, RoomCounted, OrganisationRenamed, OrganisationRemoved, FeedbackRemoved, EntriesLost, LossesSeen,
}

/// Lists values of an enum once, with the member that they stand under: a variant that is missing does not compile.
macro_rules! values {
    ($member:literal: $type:ident { $($pattern:pat => $value:expr),* $(,)? }) => {{
        let values: Vec<$type> = vec![$($value),*];
        for value in &values {
            match value { $($pattern => {})* }
        }
        values.iter().map(|value| format!("\"{}\":{}", $member, serde_json::to_string(value).unwrap())).collect::<Vec<_>>()
    }};
}

/// Values as they stand in entries. Numbers within them are cut off: any seat will do.
fn choices() -> Vec<String> {
    let all = [
        values!("kind": PollKind { PollKind::Rating => PollKind::Rating, PollKind::Choice => PollKind::Choice, PollKind::Dots => PollKind::Dots,
            PollKind::Fit => PollKind::Fit, PollKind::Pulse => PollKind::Pulse }),
        values!("kind": RoundKind { RoundKind::Speak => RoundKind::Speak, RoundKind::Report => RoundKind::Report, RoundKind::Act => RoundKind::Act }),
        values!("kind": FeedbackKind { FeedbackKind::Like => FeedbackKind::Like, FeedbackKind::Improve => FeedbackKind::Improve }),
        values!("heading": OfferHeading { OfferHeading::Spaces => OfferHeading::Spaces, OfferHeading::Skills => OfferHeading::Skills,
            OfferHeading::Networks => OfferHeading::Networks, OfferHeading::Impact => OfferHeading::Impact }),
        values!("door": Door { Door::Open => Door::Open, Door::Ask => Door::Ask, Door::Locked => Door::Locked }),
        values!("stance": Stance { Stance::In => Stance::In, Stance::Reflecting => Stance::Reflecting, Stance::Later => Stance::Later, Stance::Away => Stance::Away }),
        values!("way": WayOut { WayOut::ChangeFocus => WayOut::ChangeFocus, WayOut::OneOrganisation => WayOut::OneOrganisation, WayOut::Park => WayOut::Park }),
        values!("voice": Voice { Voice::Person => Voice::Person, Voice::Organisation => Voice::Organisation }),
        // Walls, guests and readers take no seat.
        values!("role": Role { Role::Facilitator | Role::Wall | Role::Guest | Role::Reader => Role::Facilitator, Role::Participant => Role::Participant }),
    ];
    all.concat()
}

/// Tags of values with a number inside.
fn tags() -> Vec<String> {
    let (seat, organisation) = (SeatId(1), OrganisationId(1));
    let all = [
        values!("holder": Holder { Holder::Seat(_) => Holder::Seat(seat), Holder::Console => Holder::Console, Holder::Wall => Holder::Wall,
            Holder::Results => Holder::Results, Holder::Organisation(_) => Holder::Organisation(organisation) }),
        // A wall asks for nothing.
        values!("by": Actor { Actor::Seat(_) => Actor::Seat(seat), Actor::Console | Actor::Wall => Actor::Console,
            Actor::Organisation(_) => Actor::Organisation(organisation), Actor::System => Actor::System }),
    ];
    let without_number = |text: String| text.split_once(":1").map_or(text.clone(), |(tag, _)| format!("{tag}:"));
    all.concat().into_iter().map(without_number).collect()
}

fn capabilities() -> Vec<String> {
    use Capability as C;
    let all = [
        C::Arrive,
        C::Card,
        C::Speak,
        C::Write,
        C::Reveal,
        C::Group,
        C::Discuss,
        C::Match,
        C::Dots,
        C::Fit,
        C::Rate,
        C::Pair,
        C::Brief,
        C::Report,
        C::Choose,
        C::Agree,
        C::Roles,
        C::Act,
        C::Pulse,
    ];
    for capability in all {
        match capability {
            C::Arrive
            | C::Card
            | C::Speak
            | C::Write
            | C::Reveal
            | C::Group
            | C::Discuss
            | C::Match
            | C::Dots
            | C::Fit
            | C::Rate
            | C::Pair
            | C::Brief => {}
            C::Report | C::Choose | C::Agree | C::Roles | C::Act | C::Pulse => {}
        }
    }
    all.iter().map(|capability| serde_json::to_string(capability).unwrap()).collect()
}

fn missing() -> Vec<String> {
    let all = [Missing::Communications, Missing::Date, Missing::Organisation { organisation: OrganisationId(1) }];
    for missing in all {
        match missing {
            Missing::Communications | Missing::Date | Missing::Organisation { .. } => {}
        }
    }
    all.iter().map(|missing| serde_json::to_string(missing).unwrap().replace(",\"organisation\":1}", "")).collect()
}

fn kept() -> Vec<Kept> {
    generations().iter().flat_map(|generation| generation.workshops()).collect()
}

fn none_missing<'a>(what: &str, all: impl IntoIterator<Item = &'a str>, held: &BTreeSet<String>) {
    let missing: Vec<&str> = all.into_iter().filter(|name| !held.contains(*name) && !WAITING.contains(name)).collect();
    assert!(missing.is_empty(), "these {what} {ADVICE}: {missing:?}");
}

/// The kind of an entry that is no event.
fn kind_of(entry: &Entry) -> Option<&'static str> {
    match entry {
        Entry::Event(_) => None,
        Entry::Update(_) => Some("Update"),
        Entry::Generation(_) => Some("Generation"),
    }
}

#[test]
fn p10_every_kind_of_entry_stands_in_a_golden_journal() {
    let kept = kept();
    let decoded = kept.iter().flat_map(|kept| &kept.entries).map(|entry| Entry::decode(&entry.bytes).unwrap());
    let held = decoded.filter_map(|entry| kind_of(&entry)).map(str::to_owned).collect();
    none_missing("kinds of entries", ["Update", "Generation"], &held);
}

#[test]
fn p10_every_event_stands_in_a_golden_journal() {
    let kept = kept();
    let decoded = kept.iter().flat_map(|kept| &kept.entries).map(|entry| Entry::decode(&entry.bytes).unwrap());
    let held =
        decoded.filter_map(|entry| if let Entry::Event(entry) = entry { Some(name(&entry.event).to_owned()) } else { None }).collect();
    none_missing("events", EVENTS.iter().copied(), &held);
}

#[test]
fn p10_every_choice_stands_in_a_golden_journal() {
    let kept = kept();
    let entries: Vec<String> =
        kept.iter().flat_map(|kept| &kept.entries).map(|entry| String::from_utf8_lossy(&entry.bytes).into_owned()).collect();
    let all = [choices(), tags(), capabilities(), missing()].concat();
    let held = all.iter().filter(|text| entries.iter().any(|entry| entry.contains(text.as_str()))).cloned().collect();
    none_missing("choices", all.iter().map(String::as_str), &held);
}

/// A document of each kind: one that is missing does not compile.
fn documents() -> [DocumentName; 6] {
    let all = [
        DocumentName::Desk(SeatId(1)),
        DocumentName::Card(OrganisationId(1)),
        DocumentName::Aside(OrganisationId(1)),
        DocumentName::Board,
        DocumentName::Brief(TeamId(1)),
        DocumentName::Plan,
    ];
    for document in all {
        match document {
            DocumentName::Desk(_) | DocumentName::Card(_) | DocumentName::Aside(_) => {}
            DocumentName::Board | DocumentName::Brief(_) | DocumentName::Plan => {}
        }
    }
    all
}

fn kind(name: &str) -> &str {
    name.split('/').next().unwrap()
}

/// All places that a schema knows, as `desk/notes/*/text`.
fn places(path: &str, shape: Shape, out: &mut BTreeSet<String>) {
    out.insert(path.to_owned());
    match shape {
        Shape::Text | Shape::Value => {}
        Shape::Map(inner) => places(&format!("{path}/*"), *inner, out),
        Shape::Record(fields) => fields.iter().for_each(|(field, shape)| places(&format!("{path}/{field}"), *shape, out)),
    }
}

/// The same of what the gate's index in a snapshot knows.
fn known(path: &str, shape: Shape, index: &Value, container: usize, out: &mut BTreeSet<String>) {
    out.insert(path.to_owned());
    let entries = index["containers"][container]["entries"].as_object().unwrap();
    for (key, place) in entries {
        let Some(inner) = shape.entry(key) else { continue };
        let name = if matches!(shape, Shape::Map(_)) { "*" } else { key };
        let path = format!("{path}/{name}");
        out.insert(path.clone());
        let containers = index["containers"].as_array().unwrap().iter().enumerate();
        for (number, _) in containers.filter(|(_, container)| container["home"]["Place"] == *place) {
            known(&path, inner, index, number, out);
        }
    }
}

#[test]
fn p10_every_document_with_all_its_roots_and_keys_stands_in_a_golden_snapshot() {
    let (mut all, mut held) = (BTreeSet::new(), BTreeSet::new());
    for name in documents() {
        let name_text = name.to_string();
        schema(name).roots.iter().for_each(|(root, shape)| places(&format!("{}/{root}", kind(&name_text)), *shape, &mut all));
    }
    for snapshot in kept().iter().flat_map(|kept| kept.snapshots.values()) {
        let snapshot: Value = serde_json::from_slice(snapshot).unwrap();
        for document in snapshot["documents"].as_array().unwrap() {
            let name: DocumentName = serde_json::from_value(document["name"].clone()).unwrap();
            let (index, name_text) = (&document["index"], name.to_string());
            for (root, container) in index["roots"].as_object().unwrap() {
                let Some(shape) = schema(name).root(root) else { continue };
                known(&format!("{}/{root}", kind(&name_text)), shape, index, container.as_u64().unwrap() as usize, &mut held);
            }
        }
    }
    none_missing("places of documents", all.iter().map(String::as_str), &held);
}

/// A rehearsal under way, tombstones, people who were removed and erased, a table, somebody without a device, somebody at the door.
#[test]
fn p10_what_a_workshop_can_be_in_stands_in_golden_snapshots() {
    let snapshots: Vec<String> =
        kept().iter().flat_map(|kept| kept.snapshots.values()).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
    for what in [
        "\"before\":\"",
        "\"erased\":true",
        "\"removed\":true",
        "\"table\":true",
        "\"without_device\":true",
        "\"waiting\":true",
        "\"Deleted\":",
        "\"stand\":\"Gone\"",
        "\"imported\":{",
    ] {
        assert!(snapshots.iter().any(|snapshot| snapshot.contains(what)), "{what} {ADVICE}");
    }
}

/// What waits for a generation is in none yet.
#[test]
fn what_waits_for_a_generation_is_taken_off_the_list_with_it() {
    let entries = kept();
    let held = |name: &&&str| {
        let event = |bytes: &[u8]| match Entry::decode(bytes) {
            Ok(Entry::Event(entry)) => self::name(&entry.event) == **name,
            Ok(other) => kind_of(&other) == Some(**name),
            Err(_) => false,
        };
        entries.iter().flat_map(|kept| &kept.entries).any(|entry| event(&entry.bytes))
    };
    assert_eq!(WAITING.iter().filter(held).count(), 0);
}
