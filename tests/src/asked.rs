//! What was asked, in a record as JSON.

use serde_json::Value;

/// The question of that id; null if the record has none.
pub fn asked<'a>(record: &'a Value, question: &str) -> &'a Value {
    let known = record["questions"].as_array().into_iter().flatten().find(|asked| asked["question"]["id"] == question);
    known.unwrap_or(&Value::Null)
}

/// What it came to for that; null if nobody answered.
pub fn result<'a>(record: &'a Value, question: &str, subject: &Value) -> &'a Value {
    let subject = subject.as_str().map_or_else(|| subject.to_string(), str::to_owned);
    let results = asked(record, question)["results"].as_array();
    results.into_iter().flatten().find(|result| result["subject"] == subject).unwrap_or(&Value::Null)
}

/// What it came to for the group of that place.
pub fn of_group<'a>(record: &'a Value, question: &str, group: usize) -> &'a Value {
    result(record, question, &record["groups"][group]["id"])
}
