//! An import of everything that a record can hold, written out by hand.

use serde_json::{Value, json};
use trestle_core::{
    Fold, Holder, NewHome, Private, Record, SecretHash, Viewer, comparable, import, import::comparable_aside, part, private, record,
};
use trestle_protocol::{Refusal, Role, Time, WorkshopId};
use uuid::Uuid;

const NOW: Time = Time(1_800_000_000_000);

fn home() -> NewHome {
    let grants = vec![(SecretHash::of("console"), Holder::Console)];
    NewHome { id: WorkshopId(Uuid::from_u128(9)), code: "ABCD2345".into(), invitation: String::new(), salt: *b"fedcba9876543210", grants }
}

fn card() -> Value {
    let fields = ["does", "priorities", "contact", "spaces", "skills", "networks", "impact", "hope"];
    fields
        .into_iter()
        .map(|field| (field.to_owned(), json!(format!("{field}: a line\nand another 鸟"))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn organisation(id: u32, name: &str, people: &[&str], commitment: &Value) -> Value {
    json!({ "id": id, "name": name, "convener": id == 1, "people": people, "card": card(), "unsure": format!("Whether {name} can"),
        "commitment": commitment })
}

fn group(title: &str, notes: Vec<Value>) -> Value {
    let score = json!({ "mean": 3.666_666_666_666_666_5, "spread": 0.942_809_041_582_063_4 });
    json!({ "title": title, "who": "Everybody", "factors": "", "seriousness": "Very", "priority": "المكتبة", "notes": notes,
        "rating": { "count": 3, "hands": 1, "seriousness": score, "priority": score }, "dots": { "dots": 5, "count": 3, "hands": 2 },
        "fit": { "core": 1, "useful": 2, "not_ours": 0 } })
}

fn note(text: &str, author: Option<&str>, organisation: Option<&str>, via: Option<&str>) -> Value {
    json!({ "text": text, "theme": "reading", "theme_title": "Reading", "author": author, "organisation": organisation, "via": via })
}

fn brief(title: &str, chosen: bool, team: &[&str]) -> Value {
    let gone = json!({ "name": "Gus", "organisation": "Council", "via": null });
    let agreements = json!([{ "organisation": "Library", "current": true }, { "organisation": "Council", "current": false }]);
    json!({ "chosen": chosen, "team": team, "whole": chosen, "votes": 4, "vote_hands": 1,
        "agreements": if chosen { agreements } else { json!([]) }, "title": title, "groups": ["No buses", "No time", "No buses"],
        "who": "x".repeat(29_000), "why": "💻".repeat(9_000), "fit": "", "constraints": "", "ideas": "One\nTwo", "already": "", "success": "",
        "feedback": [{ "kind": "like", "text": "Short", "author": gone }, { "kind": "improve", "text": "Say when",
            "author": { "name": "Zoe", "organisation": null, "via": null } }] })
}

fn everything() -> Value {
    let library = "Library";
    json!({
        "version": Record::VERSION, "made_at": 1_799_000_000_000u64, "draft": false,
        "workshop": { "id": Uuid::from_u128(1), "title": "Reading together", "place": "Oakfield", "purpose": "To begin", "rules": ["Listen"],
            "themes": [{ "id": "reading", "title": "Reading" }], "authors": "name", "ends_at": null, "preview": false, "privacy": "",
            "video": "https://meet.example/{team}", "erase_at": 1_850_000_000_000u64, "convener": library,
            "started_at": 1_798_000_000_000u64, "closed_at": 1_798_007_200_000u64 },
        "step": "act", "step_title": "Actions, in our words",
        "organisations": [
            organisation(1, library, &["Fay", "Fay"], &json!({ "stance": "in", "until": null, "line": "All of it" })),
            organisation(2, "Council", &["Ann", "The long table"], &json!({ "stance": "reflecting", "until": "2027-02-01", "line": "" })),
            organisation(3, "School", &[], &Value::Null),
        ],
        "others": ["Zoe"],
        "links": [{ "offered_by": library, "heading": "spaces", "offer": "A hall", "asked_by": "School", "ask": "Somewhere warm" }],
        "face_down": 0,
        "groups": [
            group("No buses", vec![note("By Ann", Some("Ann"), Some("Council"), None), note("By one who left", Some("Gus"), Some("Council"), None),
                note("By one of two", Some("Fay"), Some(library), None), note("For Zoe", Some("Zoe"), None, Some("The long table"))]),
            group("No time", vec![note("For all of us", None, Some("School"), Some("The long table"))]),
            group("No buses", (0..120).map(|number| note(&format!("Note {number}"), Some("Ann"), Some("Council"), None)).collect()),
        ],
        "loose": [note("Loose", Some("Nobody's"), None, None)],
        "rated": 2,
        "briefs": [brief("The chosen one", true, &["Ann (Council)", "Fay (Library)", "Fay (Library)"]), brief("The other", false, &["Zoe"])],
        "plan": {
            "core": [{ "id": "k1", "organisation": 1, "seat": 77, "lead": true, "role": "Leads", "commits": "Time", "influence": 5,
                "interest": null, "organisation_name": library, "person": "Fay" }],
            "extended": [{ "id": "zz", "who": "The clinic", "why": "", "how": "", "when": "Soon", "influence": 1, "interest": 2 },
                { "id": "aa", "who": "The press", "why": "", "how": "", "when": "", "influence": null, "interest": null }],
            "leadership": [{ "id": "l", "who": "The director", "organisation": 2, "decides": true, "how": "Write", "influence": 4, "interest": 4 }],
            "actions": [{ "id": "a", "what": "Ask", "organisation": 2, "seat": null, "due": "2027-01-31", "organisation_name": "Council",
                "person": null }],
            "next": { "communications": "By post", "when": "2027-03-01T14:00", "place": "The hall", "reason": "" },
        },
        "committed": 1, "committed_needed": 2, "way_out": "park",
        "closed_without": { "communications": false, "date": true, "organisations": ["School"] },
        "pulse": [{ "subject": "useful", "count": 5, "mean": 4.2, "counts": [0, 0, 1, 2, 2] }],
    })
}

#[test]
fn p8_everything_that_a_record_can_hold_comes_back() {
    // An older record: what facilitators were told in private stood in it.
    let (given, aside) = part(&serde_json::to_vec(&everything()).unwrap()).unwrap();
    let aside = aside.expect("what it says in private");
    assert_eq!((aside.asides.len(), aside.asides[1].organisation.as_str()), (3, "Council"));
    let imported = import(&given, Some(&aside), home(), NOW).unwrap();
    assert_eq!(imported.erase_at, Some(Time(1_850_000_000_000)), "kept as long as it was to be kept");
    let mut fold = Fold::empty();
    imported.entries.iter().for_each(|entry| drop(fold.replay(&entry.bytes).unwrap()));
    let restored = Fold::restore(&fold.snapshot().unwrap()).unwrap();
    for fold in [&fold, &restored] {
        let again = record(&fold.state, &fold.documents, Viewer::class(Role::Facilitator), NOW);
        assert_eq!(comparable(&again), comparable(&given));
        let aside_again = private(&fold.state, &fold.documents, NOW);
        assert_eq!(comparable_aside(&aside_again, &aside), comparable_aside(&aside, &aside));
        assert!(!serde_json::to_string(&again).unwrap().contains("Whether Council can"), "the record holds nothing of it");
        assert_eq!(again.groups[2].notes[119].text, "Note 119", "in their order");
        assert_eq!(again.plan.core[0].person.as_deref(), Some("Fay (Library)"), "the first of two of that name");
    }
    assert_eq!(fold.state.holder(&SecretHash::of("console")), Some(Holder::Console));
    assert_eq!(fold.state.grants.len(), 1, "nobody else comes in with an import");
}

/// What a record says twice must agree.
#[test]
fn p6_a_record_that_contradicts_itself_is_refused() {
    for (pointer, value) in [
        ("/committed", json!(2)),
        ("/organisations/1/id", json!(5)),
        ("/organisations/0/convener", json!(false)),
        ("/workshop/convener", json!("Somebody else")),
        ("/groups/0/rating/seriousness/mean", Value::Null),
        ("/groups/0/notes/0/theme_title", json!("Writing")),
        ("/groups/0/notes/0/organisation", json!("Nobody")),
        ("/briefs/1/team/0", json!("Nobody (Council)")),
        ("/briefs/1/groups/0", json!("No such group")),
        ("/plan/core/0/person", json!("Nobody")),
        ("/plan/core/0/id", json!("x".repeat(100))),
        ("/plan/actions/0/due", json!("2027-02-31")),
        ("/closed_without/organisations/0", json!("Nobody")),
        ("/workshop/closed_at", json!(1_797_000_000_000u64)),
    ] {
        let mut given = everything();
        *given.pointer_mut(pointer).expect(pointer) = value;
        let taken =
            part(&serde_json::to_vec(&given).unwrap()).is_ok_and(|(given, aside)| import(&given, aside.as_ref(), home(), NOW).is_ok());
        assert!(!taken, "{pointer}");
    }
    let mut newer: Record = serde_json::from_value(everything()).unwrap();
    newer.version += 1;
    assert_eq!(import(&newer, None, home(), NOW).err(), Some(Refusal::NewerRecord));
}

/// What was never shown to everybody stays so, and what belongs to another workshop is not taken.
#[test]
fn p2_what_was_private_comes_back_private() {
    let mut given = everything();
    let mut unshown = given["briefs"].as_array_mut().unwrap().pop().unwrap();
    unshown["feedback"] = json!([]); // nobody can say anything about what nobody has seen
    given["briefs"] = json!([]);
    let (given, aside) = part(&serde_json::to_vec(&given).unwrap()).unwrap();
    let aside = Private { briefs: vec![serde_json::from_value(unshown).unwrap()], ..aside.unwrap() };
    let imported = import(&given, Some(&aside), home(), NOW).unwrap();
    let mut fold = Fold::empty();
    imported.entries.iter().for_each(|entry| drop(fold.replay(&entry.bytes).unwrap()));
    for role in [Role::Facilitator, Role::Participant, Role::Wall] {
        let shown = record(&fold.state, &fold.documents, Viewer::class(role), NOW);
        assert_eq!(comparable(&shown), comparable(&given), "from the end on the record is the same for everybody");
    }
    assert_eq!(private(&fold.state, &fold.documents, NOW).briefs, aside.briefs);
    let mut other = aside.clone();
    other.asides[0].organisation = "Somebody else".into();
    assert_eq!(import(&given, Some(&other), home(), NOW).err(), Some(Refusal::NotARecord));
    let newer = Private { version: Private::VERSION + 1, ..aside };
    assert_eq!(import(&given, Some(&newer), home(), NOW).err(), Some(Refusal::NewerRecord));
}
