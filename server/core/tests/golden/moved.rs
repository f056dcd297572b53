//! Records of older generations as they are moved when they are read, and facilitators' records together with what is private: both as they are compared.

use serde_json::Value;
use std::collections::BTreeMap;
use trestle_core::record::before;

/// What facilitators have of a workshop, as their record alone held it in the first generation: what is private has a document of its own since, and
/// every word of it must be there.
pub(crate) fn with_private(mut record: Value, private: &Value) -> Value {
    record["workshop"]["programme"] = private["programme"].clone();
    for organisation in record["organisations"].as_array_mut().into_iter().flatten() {
        let told = private["asides"].as_array().expect("a list").iter().find(|aside| aside["id"] == organisation["id"]);
        organisation["unsure"] = told.map_or("".into(), |aside| aside["forms"]["card"]["unsure"].clone());
    }
    record["briefs"].as_array_mut().expect("a list").extend(private["briefs"].as_array().expect("a list").iter().cloned());
    record
}

/// What a generation expects, as it is moved when it is read. Groups and teams had no keys in records: those of now are theirs.
pub(crate) fn moved(file: &str, expected: &Value, found: &Value) -> Value {
    if !file.starts_with("record") {
        return expected.clone();
    }
    let is_before = expected["version"].as_u64() < Some(4);
    let mut moved = before::record(expected.clone());
    if is_before {
        let pairs = |of: &str| found[of].as_array().into_iter().flatten().cloned().collect::<Vec<_>>();
        let mut keys = BTreeMap::new();
        for (group, found) in moved["groups"].as_array_mut().into_iter().flatten().zip(pairs("groups")) {
            keys.insert(std::mem::replace(&mut group["id"], found["id"].clone()).to_string(), found["id"].clone());
        }
        for (brief, found) in moved["briefs"].as_array_mut().into_iter().flatten().zip(pairs("briefs")) {
            let number = std::mem::replace(&mut brief["team_id"], found["team_id"].clone());
            keys.insert(Value::from(number.to_string()).to_string(), found["team_id"].to_string().into());
            let picked = brief.pointer_mut("/forms/brief/groups").and_then(Value::as_array_mut);
            picked.into_iter().flatten().for_each(|group| *group = keys.get(&group.to_string()).unwrap_or(group).clone());
        }
        for asked in moved["questions"].as_array_mut().into_iter().flatten() {
            for one in asked["results"].as_array_mut().into_iter().flatten() {
                one["subject"] = keys.get(&one["subject"].to_string()).unwrap_or(&one["subject"]).clone();
            }
        }
    }
    moved
}
