//! A record with a text of a test's choice in every place in which people's texts stand.

use serde_json::{Map, Value, json};
use trestle_core::{Private, Record};

/// The record, and what is private beside it.
pub(crate) fn written(text: &mut impl FnMut() -> String) -> (Record, Private) {
    let record = serde_json::from_value(record(text)).expect("a record");
    let mut private: Private = serde_json::from_value(private(text)).expect("private notes");
    private.script = vec![(text(), text())];
    (record, private)
}

fn fields<const N: usize>(names: [&str; N], text: &mut impl FnMut() -> String) -> Value {
    names.into_iter().map(|name| (name.to_owned(), json!(text()))).collect::<Map<_, _>>().into()
}

fn joined(mut value: Value, more: Value) -> Value {
    if let (Some(fields), Value::Object(more)) = (value.as_object_mut(), more) {
        fields.extend(more);
    }
    value
}

fn note(text: &mut impl FnMut() -> String) -> Value {
    joined(fields(["text", "theme_title", "author", "organisation", "via"], text), json!({ "theme": "t" }))
}

fn brief(chosen: bool, text: &mut impl FnMut() -> String) -> Value {
    let author = |text: &mut dyn FnMut() -> String| json!({ "name": text(), "organisation": text(), "via": text() });
    let line = |kind: &str, text: &mut dyn FnMut() -> String| json!({ "kind": kind, "text": text(), "author": author(text) });
    let given = fields(["title", "who", "why", "fit", "constraints", "ideas", "already", "success"], text);
    let feedback = [line("like", text), line("improve", text)];
    let agreements = [json!({ "organisation": text(), "current": false }), json!({ "organisation": text(), "current": true })];
    let around = json!({ "chosen": chosen, "team": [text(), text()], "votes": 1, "groups": [text(), text()], "agreements": agreements });
    joined(joined(given, around), json!({ "feedback": feedback }))
}

fn organisations(text: &mut impl FnMut() -> String) -> Vec<Value> {
    let card = ["does", "priorities", "contact", "spaces", "skills", "networks", "impact", "hope"];
    let mut organisation = |id: u32, stance: &str| {
        let commitment = json!({ "stance": stance, "until": "2026-12-18", "line": text() });
        json!({ "id": id, "name": text(), "convener": id == 1, "people": [text(), text()], "card": fields(card, text), "commitment": commitment })
    };
    ["in", "reflecting", "later", "away", "in"].iter().zip(1..).map(|(stance, id)| organisation(id, stance)).collect()
}

fn group(text: &mut impl FnMut() -> String) -> Value {
    let score = json!({ "mean": 3.5, "spread": 1.0 });
    let rating = json!({ "count": 2, "hands": 1, "seriousness": score, "priority": score });
    joined(
        fields(["title", "who", "factors", "seriousness", "priority"], text),
        json!({ "notes": [note(text), note(text)], "rating": rating }),
    )
}

fn plan(text: &mut impl FnMut() -> String) -> Value {
    let row = |names: [&str; 2], text: &mut dyn FnMut() -> String| json!({ "id": "r", "influence": 3, "interest": 2, names[0]: text(), names[1]: text() });
    let core = joined(row(["role", "commits"], text), json!({ "organisation": 1, "seat": 1, "lead": true }));
    let core = joined(core, fields(["organisation_name", "person"], text));
    let leadership = joined(row(["who", "how"], text), json!({ "organisation": 1, "decides": true }));
    let extended = joined(row(["who", "why"], text), fields(["how", "when"], text));
    let action = joined(
        fields(["what", "organisation_name", "person"], text),
        json!({ "id": text(), "organisation": 1, "seat": null, "due": "2026-12-18" }),
    );
    let next = joined(fields(["communications", "place", "reason"], text), json!({ "when": "2027-01-12T14:00" }));
    json!({ "core": [core], "leadership": [leadership], "extended": [extended], "actions": [action.clone(), action], "next": next })
}

fn record(text: &mut impl FnMut() -> String) -> Value {
    let workshop = joined(
        fields(["title", "place", "purpose", "convener", "privacy"], text),
        json!({ "id": "00000000-0000-0000-0000-000000000001", "rules": [text(), text()], "themes": [{ "id": text(), "title": text() }],
            "authors": "name", "zone": "Europe/London", "started_at": 1_795_530_300_000_u64, "closed_at": null, "starts_at": null, "ends_at": null }),
    );
    let link = joined(fields(["offered_by", "offer", "asked_by", "ask"], text), json!({ "heading": "spaces" }));
    let missing = json!({ "communications": true, "date": true, "organisations": [text()] });
    json!({
        "version": Record::VERSION, "made_at": 1_795_530_300_000_u64, "draft": true, "workshop": workshop, "step": "act", "step_title": text(),
        "organisations": organisations(text), "others": [text(), text()], "links": [link], "face_down": 2, "rated": 2, "loose": [note(text)],
        "groups": [group(text), group(text)], "briefs": [brief(true, text), brief(false, text)], "plan": plan(text), "committed": 2, "committed_needed": 2,
        "closed_without": missing, "pulse": [{ "subject": "useful", "count": 2, "mean": 4.0, "counts": [0, 0, 0, 2, 0] }],
        "hands": [{ "poll": "rating", "table": text(), "hands": 3 }, { "poll": "dots", "table": text(), "hands": 1 }],
    })
}

fn private(text: &mut impl FnMut() -> String) -> Value {
    let step = joined(
        fields(["title", "prompt", "hint", "clock", "script"], text),
        json!({ "id": "act", "minutes": 5, "does": ["act"], "at_end": "hold" }),
    );
    json!({
        "version": Private::VERSION, "made_at": 1_795_530_300_000_u64, "workshop": "00000000-0000-0000-0000-000000000001", "title": text(),
        "asides": [{ "id": 1, "organisation": text(), "unsure": text() }], "briefs": [brief(false, text)],
        "programme": { "id": "p", "title": text(), "stages": [{ "id": "s", "title": text(), "steps": [step] }] },
    })
}
