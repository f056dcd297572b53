//! Records as earlier versions made them, and how their members move: each change of the shape is a function over the JSON, and all are taken in order.

mod questions;

use super::{Private, Record};
use crate::{heading, programmes};
use serde_json::{Map, Value as Json, json};
use trestle_protocol::{Details, Field, FieldKind, Form, List, Programme};

/// What a record or what is private beside it goes through, in order.
type Moves = &'static [fn(&mut Json)];

/// To version 4: what people fill in is declared, and stands by form and list.
const TO_4: Moves = &[declarations, numbered, questions::moved, groups, briefs, cards, lists, meeting];

/// Of what is private, to version 2.
const PRIVATE_TO_2: Moves = &[asides];

/// A record of any version as this one has it.
pub fn record(mut given: Json) -> Json {
    if version(&given) < 4 {
        TO_4.iter().for_each(|moves| moves(&mut given));
        if let Some(programme) = given.get_mut("workshop").and_then(|workshop| workshop.get_mut("programme")) {
            declared(programme);
        }
        given["version"] = Record::VERSION.into();
    }
    given
}

/// What is private beside that record, of any version, as this one has it.
pub fn private(mut given: Json, record: &Json) -> Json {
    if version(&given) < 2 {
        PRIVATE_TO_2.iter().for_each(|moves| moves(&mut given));
        each(&mut given, "briefs", |brief| self::brief(brief, &record["groups"]));
        number(&mut given, record["briefs"].as_array().map_or(0, Vec::len));
        if let Some(programme) = given.get_mut("programme") {
            declared(programme);
        }
        given["version"] = Private::VERSION.into();
    }
    given
}

/// A record and what is private beside it. Until version 2 facilitators' records held both.
pub(super) fn parted(mut given: Json) -> (Json, Option<Json>) {
    if let Some((told, alone)) = given.get("private").cloned().zip(given.get_mut("record").map(Json::take)) {
        let alone = record(alone);
        let told = private(told, &alone);
        return (alone, Some(told));
    }
    let told = told_in(&given);
    let given = record(given);
    let told = told.map(|told| private(told, &given));
    (given, told)
}

/// Versions that say none are none of ours: what reads them refuses them.
fn version(given: &Json) -> u64 {
    given["version"].as_u64().unwrap_or(u64::MAX)
}

/// What stood in facilitators' records until version 2, and is private now.
fn told_in(record: &Json) -> Option<Json> {
    let workshop = &record["workshop"];
    let said = |one: &Json| one["unsure"].as_str().is_some_and(|unsure| !unsure.is_empty());
    let told = record["organisations"].as_array()?.iter().filter(|one| said(one));
    let asides: Vec<Json> = told.map(|one| json!({ "id": one["id"], "organisation": one["name"], "unsure": one["unsure"] })).collect();
    let programme = workshop.get("programme").filter(|programme| !programme.is_null());
    let is_there = !asides.is_empty() || programme.is_some();
    is_there.then(|| {
        json!({ "version": 1, "made_at": record["made_at"], "workshop": workshop["id"], "title": workshop["title"], "zone": workshop["zone"].as_str().unwrap_or_default(),
            "asides": asides, "programme": programme })
    })
}

fn each(of: &mut Json, name: &str, change: impl FnMut(&mut Json)) {
    of.get_mut(name).and_then(Json::as_array_mut).into_iter().flatten().for_each(change);
}

/// The built-in declarations, as its readers saw them.
fn built_in(record: &Json) -> Programme {
    let details: Details = serde_json::from_value(record["workshop"].clone()).unwrap_or_default();
    let convener = record["workshop"]["convener"].as_str().unwrap_or_default();
    programmes::said(&programmes::built_in(programmes::DEFAULT).unwrap_or_default(), &heading::details(&details), convener)
}

/// Everything that there was one of.
fn declarations(record: &mut Json) {
    let Programme { forms, lists, .. } = built_in(record);
    record["forms"] = json!(forms);
    record["lists"] = lists.iter().map(|list| json!({ "list": list, "rows": [] })).collect();
}

/// A programme with what its steps name.
fn declared(programme: &mut Json) {
    if let Ok(known) = serde_json::from_value::<Programme>(programme.clone()) {
        *programme = json!(programmes::declared(known));
    }
}

fn form(id: &str) -> Form {
    programmes::built_in(programmes::DEFAULT).and_then(|programme| programme.form(&id.into()).cloned()).unwrap_or_default()
}

/// Takes what stands in these fields out of one thing; what is empty is left behind.
fn taken(of: &mut Json, fields: &[Field]) -> Map<String, Json> {
    let Some(of) = of.as_object_mut() else { return Map::new() };
    let value = |field: &Field| Some((field.id.0.clone(), of.remove(field.id.as_str())?));
    let values: Map<String, Json> = fields.iter().filter_map(value).collect();
    values.into_iter().filter(|(_, value)| !is_empty(value)).collect()
}

fn is_empty(value: &Json) -> bool {
    value.is_null() || *value == json!(false) || value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty)
}

/// By form, of that alone, if there is anything.
fn by_form(form: &str, values: Map<String, Json>) -> Json {
    let mut forms = Map::new();
    if !values.is_empty() {
        forms.insert(form.to_owned(), values.into());
    }
    forms.into()
}

/// Groups and teams had no names that something else could name them by.
fn numbered(record: &mut Json) {
    let mut place = 0;
    each(record, "groups", |group| {
        place += 1;
        if group.is_object() {
            group["id"] = format!("g{place:03}").into();
        }
    });
    number(record, 0);
}

/// Answers about a group stood beside its title.
fn groups(record: &mut Json) {
    let form = form("discuss");
    each(record, "groups", |group| {
        if group.is_object() {
            group["forms"] = by_form("discuss", taken(group, &form.fields));
        }
    });
}

/// A brief's answers stood beside each other, and its groups by their titles.
fn briefs(record: &mut Json) {
    let groups = record["groups"].clone();
    each(record, "briefs", |brief| self::brief(brief, &groups));
}

fn brief(brief: &mut Json, groups: &Json) {
    if !brief.is_object() {
        return;
    }
    let mut values = taken(brief, &form("brief").fields);
    if let Some(titles) = values.remove("groups") {
        values.insert("groups".to_owned(), picked(&titles, groups));
    }
    brief["forms"] = by_form("brief", values);
}

/// The keys of groups by their titles, which stood in the order of the groups: two groups may have one title. One that there is not stays what it was.
fn picked(titles: &Json, groups: &Json) -> Json {
    let mut titles: Vec<&Json> = titles.as_array().into_iter().flatten().rev().collect();
    let mut picked = Vec::new();
    for group in groups.as_array().into_iter().flatten() {
        if titles.last().is_some_and(|title| **title == group["title"]) {
            titles.pop();
            picked.push(group["id"].clone());
        }
    }
    picked.extend(titles.into_iter().rev().cloned());
    picked.into()
}

/// Teams had no number: they get one in the order of their briefs, behind so many others.
fn number(of: &mut Json, others: usize) {
    let mut place = others;
    each(of, "briefs", |brief| {
        place += 1;
        if brief.is_object() {
            brief["team_id"] = place.into();
        }
    });
}

/// An organisation's card stood by itself.
fn cards(record: &mut Json) {
    let form = form("card");
    each(record, "organisations", |organisation| {
        if let Some(mut card) = organisation.as_object_mut().and_then(|organisation| organisation.remove("card")) {
            organisation["forms"] = by_form("card", taken(&mut card, &form.fields));
        }
    });
}

/// What was private was one text for each organisation.
fn asides(private: &mut Json) {
    let form = form("card");
    each(private, "asides", |aside| {
        if aside.is_object() {
            aside["forms"] = by_form("card", taken(aside, &form.fields));
        }
    });
}

/// The lists stood in the plan, each row with names of its own.
fn lists(record: &mut Json) {
    let organisations = record["organisations"].clone();
    let plan = record.get("plan").cloned().unwrap_or_default();
    each(record, "lists", |given| {
        let Ok(list) = serde_json::from_value::<List>(given["list"].clone()) else { return };
        let rows = plan[list.id.as_str()].as_array().into_iter().flatten();
        given["rows"] = rows.map(|row| self::row(row.clone(), &list, &organisations)).collect();
    });
}

fn row(mut row: Json, list: &List, organisations: &Json) -> Json {
    let values = taken(&mut row, &list.columns);
    let mut names = Map::new();
    for column in &list.columns {
        let name = match column.kind {
            FieldKind::Organisation => {
                row.get("organisation_name").cloned().or_else(|| name_of(values.get(column.id.as_str())?, organisations))
            }
            FieldKind::Person => row.get("person").cloned(),
            _ => None,
        };
        names.extend(name.filter(|name| !name.is_null()).map(|name| (column.id.0.clone(), name)));
    }
    let mut row = json!({ "id": row["id"], "values": values });
    if !names.is_empty() {
        row["names"] = names.into();
    }
    row
}

fn name_of(number: &Json, organisations: &Json) -> Option<Json> {
    organisations.as_array()?.iter().find(|organisation| organisation["id"] == *number).map(|organisation| organisation["name"].clone())
}

/// How we keep in touch stood in the plan, too.
fn meeting(record: &mut Json) {
    let plan = record.as_object_mut().and_then(|record| record.remove("plan"));
    let Some(mut next) = plan.and_then(|mut plan| plan.get_mut("next").map(Json::take)) else { return };
    record["filled"] = by_form("meeting", taken(&mut next, &form("meeting").fields));
}
