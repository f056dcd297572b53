//! A record with a text of a test's choice in every place in which people's texts stand.

use serde_json::{Map, Value, json};
use trestle_core::{
    Private, Record,
    programmes::{DEFAULT, built_in},
};
use trestle_protocol::{About, Field, FieldKind, Form, List, ListMap};

/// Every kind that can stand in a column; a form picks groups besides.
const KINDS: [FieldKind; 9] = [
    FieldKind::Text,
    FieldKind::Line,
    FieldKind::Organisation,
    FieldKind::Person,
    FieldKind::Date,
    FieldKind::Moment,
    FieldKind::Choice,
    FieldKind::Scale,
    FieldKind::Tick,
];

/// The record, and what is private beside it.
pub(crate) fn written(text: &mut impl FnMut() -> String) -> (Record, Private) {
    let forms = forms(text);
    let record = serde_json::from_value(record(&forms, text)).expect("a record");
    let mut private: Private = serde_json::from_value(private(&forms, text)).expect("private notes");
    private.script = vec![(text(), text())];
    private.forms = forms;
    (record, private)
}

/// The built-in forms, and one about each thing with a field of every kind and with labels of the test's choice.
fn forms(text: &mut impl FnMut() -> String) -> Vec<Form> {
    let mut forms = built_in(DEFAULT).expect("the built-in programme").forms;
    for (id, about) in [("costs", About::Workshop), ("audit", About::Organisation), ("check", About::Team), ("sift", About::Group)] {
        let mut fields = of_every_kind(text);
        fields.push(Field { id: "picks".into(), kind: FieldKind::Groups, label: text(), ..Field::default() });
        forms.push(Form { id: id.into(), title: text(), about, is: None, fields });
    }
    forms
}

fn of_every_kind(text: &mut impl FnMut() -> String) -> Vec<Field> {
    let field = |(place, kind): (usize, FieldKind)| {
        let options = json!(if kind == FieldKind::Choice { vec![json!({ "id": "one", "label": text() })] } else { Vec::new() });
        let options = serde_json::from_value(options).expect("options");
        Field { id: format!("f{place}").as_str().into(), kind, label: text(), hint: text(), options, ..Field::default() }
    };
    KINDS.into_iter().enumerate().map(field).collect()
}

/// The built-in lists, and one with a column of every kind, as a map of two scales.
fn lists(text: &mut impl FnMut() -> String) -> Vec<List> {
    let mut lists = built_in(DEFAULT).expect("the built-in programme").lists;
    for rows in [About::Workshop, About::Organisation, About::Team, About::Group] {
        let mut columns = of_every_kind(text);
        columns.push(Field { id: "again".into(), kind: FieldKind::Scale, label: text(), ..Field::default() });
        let map = Some(ListMap { x: "f7".into(), y: "again".into() });
        lists.push(List {
            id: format!("list-{rows:?}").to_lowercase().as_str().into(),
            title: text(),
            rows,
            columns,
            map,
            ..List::default()
        });
    }
    lists
}

/// Something in every one of these fields, and the names that go with it.
fn filled(fields: &[Field], private: bool, text: &mut impl FnMut() -> String) -> (Value, Value) {
    let (mut values, mut names) = (Map::new(), Map::new());
    for field in fields.iter().filter(|field| field.private == private) {
        let value = match field.kind {
            FieldKind::Text | FieldKind::Line => json!(text()),
            FieldKind::Organisation | FieldKind::Person => {
                names.insert(field.id.0.clone(), json!(text()));
                json!(1)
            }
            FieldKind::Date => json!("2026-12-18"),
            FieldKind::Moment => json!("2027-01-12T14:00"),
            FieldKind::Choice => json!(field.options[0].id),
            FieldKind::Scale => json!(3),
            FieldKind::Tick => json!(true),
            FieldKind::Groups => json!(["g1", "g2"]),
        };
        values.insert(field.id.0.clone(), value);
    }
    (values.into(), names.into())
}

/// What is filled in about one thing: values, and names.
fn about(forms: &[Form], about: About, private: bool, text: &mut impl FnMut() -> String) -> (Value, Value) {
    let (mut by_form, mut names) = (Map::new(), Map::new());
    for form in forms.iter().filter(|form| form.about == about) {
        let (values, named) = filled(&form.fields, private, text);
        by_form.insert(form.id.0.clone(), values);
        names.insert(form.id.0.clone(), named);
    }
    (by_form.into(), names.into())
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

fn brief(forms: &[Form], chosen: bool, text: &mut impl FnMut() -> String) -> Value {
    let author = |text: &mut dyn FnMut() -> String| json!({ "name": text(), "organisation": text(), "via": text() });
    let line = |kind: &str, text: &mut dyn FnMut() -> String| json!({ "kind": kind, "text": text(), "author": author(text) });
    let feedback = [line("like", text), line("improve", text)];
    let agreements = [json!({ "organisation": text(), "current": false }), json!({ "organisation": text(), "current": true })];
    let (forms, names) = about(forms, About::Team, false, text);
    json!({ "team_id": if chosen { 1 } else { 2 }, "chosen": chosen, "team": [text(), text()], "agreements": agreements, "feedback": feedback, "forms": forms, "names": names })
}

fn organisations(given: &[Form], text: &mut impl FnMut() -> String) -> Vec<Value> {
    let mut organisation = |id: u32, stance: &str| {
        let commitment = json!({ "stance": stance, "until": "2026-12-18", "line": text() });
        let (forms, names) = about(given, About::Organisation, false, text);
        json!({ "id": id, "name": text(), "convener": id == 1, "people": [text(), text()], "forms": forms, "names": names, "commitment": commitment })
    };
    ["in", "reflecting", "later", "away", "in"].iter().zip(1..).map(|(stance, id)| organisation(id, stance)).collect()
}

fn group(id: &str, forms: &[Form], text: &mut impl FnMut() -> String) -> Value {
    let (forms, names) = about(forms, About::Group, false, text);
    json!({ "id": id, "title": text(), "forms": forms, "names": names, "notes": [note(text), note(text)] })
}

/// Two rows in every list.
fn with_rows(list: &List, text: &mut impl FnMut() -> String) -> Value {
    let mut row = |id: &str| {
        let (values, names) = filled(&list.columns, false, text);
        json!({ "id": id, "values": values, "names": names })
    };
    let rows = if list.rows == About::Group { ["g1", "g2"].map(&mut row) } else { ["1", "2"].map(&mut row) };
    json!({ "list": list, "rows": rows })
}

fn record(forms: &[Form], text: &mut impl FnMut() -> String) -> Value {
    let workshop = joined(
        fields(["title", "place", "purpose", "convener", "privacy"], text),
        json!({ "id": "00000000-0000-0000-0000-000000000001", "rules": [text(), text()], "themes": [{ "id": text(), "title": text() }],
            "authors": "name", "zone": "Europe/London", "started_at": 1_795_530_300_000_u64, "closed_at": null, "starts_at": null, "ends_at": null }),
    );
    let link = joined(fields(["offered_by", "offer", "asked_by", "ask"], text), json!({ "heading": "spaces" }));
    let lists: Vec<Value> = lists(text).iter().map(|list| with_rows(list, text)).collect();
    let (filled, names) = about(forms, About::Workshop, false, text);
    let missing = json!({ "communications": true, "date": true, "organisations": [text()] });
    json!({
        "version": Record::VERSION, "made_at": 1_795_530_300_000_u64, "draft": true, "workshop": workshop, "step": "act", "step_title": text(),
        "forms": forms, "filled": filled, "names": names, "lists": lists, "organisations": organisations(forms, text), "others": [text(), text()], "links": [link], "face_down": 2, "loose": [note(text)],
        "groups": [group("g1", forms, text), group("g2", forms, text)], "briefs": [brief(forms, true, text), brief(forms, false, text)], "committed": 2, "committed_needed": 2,
        "closed_without": missing, "questions": questions(text),
    })
}

/// One of each kind, and words of people wherever a question has any.
fn questions(text: &mut impl FnMut() -> String) -> Vec<Value> {
    let mut asked = |kind: &str, about: &str, subjects: [&str; 2], shape: Value, result: Value| {
        let mut named = |id: &str| json!({ "id": id, "label": text() });
        let mut question = joined(json!({ "id": kind, "kind": kind, "about": about }), shape);
        if matches!(kind, "one" | "several" | "order") {
            question["options"] = json!([named("a"), named("b")]);
        }
        if kind == "scale" {
            question["scales"] = json!([named("a"), named("b")]);
        }
        question["title"] = text().into();
        let mut one = |subject: &str| joined(json!({ "title": text(), "subject": subject, "count": 2, "hands": 1 }), result.clone());
        let mut results = vec![one(subjects[0]), one(subjects[1])];
        if kind == "line" {
            results[0]["lines"] = json!([text(), text()]);
        }
        json!({ "question": question, "step": "rate", "answered": 2, "results": results, "hands": [{ "table": text(), "hands": 3 }] })
    };
    let means = json!({ "means": [3.5, 3.5], "spreads": [1.0, 1.0], "counts": [[0, 0, 1, 1, 0], [0, 0, 1, 1, 0]] });
    vec![
        asked("scale", "group", ["g1", "g2"], json!({ "show": "scatter" }), means.clone()),
        asked("scale", "organisation", ["1", "2"], json!({ "show": "difference" }), joined(means, json!({ "apart": [2.0, 1.0] }))),
        asked("one", "group", ["g1", "g2"], json!({ "show": "matrix" }), json!({ "counts": [[2, 0]] })),
        asked("several", "organisation", ["1", "2"], json!({}), json!({ "counts": [[2, 1]] })),
        asked("dots", "group", ["g1", "g2"], json!({}), json!({ "dots": 3 })),
        asked("pick", "team", ["1", "2"], json!({}), json!({})),
        asked("order", "group", ["g1", "g2"], json!({}), json!({ "counts": [[1, 1], [1, 1]] })),
        asked("line", "team", ["1", "2"], json!({}), json!({})),
        asked("line", "organisation", ["1", "2"], json!({}), json!({})),
    ]
}

fn private(forms: &[Form], text: &mut impl FnMut() -> String) -> Value {
    let step = joined(
        fields(["title", "prompt", "hint", "clock", "script"], text),
        json!({ "id": "act", "minutes": 5, "does": ["act"], "at_end": "hold" }),
    );
    let (told, _) = about(forms, About::Organisation, true, text);
    json!({
        "version": Private::VERSION, "made_at": 1_795_530_300_000_u64, "workshop": "00000000-0000-0000-0000-000000000001", "title": text(),
        "asides": [{ "id": 1, "organisation": text(), "forms": told }], "briefs": [brief(forms, false, text)],
        "programme": { "id": "p", "title": text(), "stages": [{ "id": "s", "title": text(), "steps": [step] }] },
    })
}
