//! Results of before: those of each kind of poll stood with what it was about, and hands by themselves.

use crate::questions::before;
use serde_json::{Map, Value, json};
use trestle_protocol::PollKind;

/// The results of each kind of poll stood with what it was about, and hands by themselves.
pub(super) fn moved(record: &mut Value) {
    let rated = taken(record, "rated");
    let hands = taken(record, "hands");
    let asked = [
        (PollKind::Rating, of_each(record, "groups", "id", rating)),
        (PollKind::Dots, of_each(record, "groups", "id", |group| taken(group, "dots").as_object().cloned())),
        (PollKind::Fit, of_each(record, "groups", "id", fit)),
        (PollKind::Choice, of_each(record, "briefs", "team_id", votes)),
        (PollKind::Pulse, pulse(&taken(record, "pulse"))),
    ];
    let questions = asked.into_iter().filter_map(|(kind, results)| {
        let rated = rated.as_u64().filter(|_| kind == PollKind::Rating).unwrap_or(0);
        question(kind, rated, results, &hands)
    });
    let questions: Vec<Value> = questions.collect();
    if let Some(record) = record.as_object_mut() {
        record.insert("questions".to_owned(), questions.into());
    }
}

/// Nothing was asked, or nobody answered: then there is no question.
fn question(kind: PollKind, answered: u64, results: Vec<Value>, hands: &Value) -> Option<Value> {
    let of_it = |hands: &&Value| hands["poll"] == json!(kind);
    let hands: Vec<Value> = hands.as_array().into_iter().flatten().filter(of_it).cloned().map(without_poll).collect();
    let is_empty = results.is_empty() && hands.is_empty() && answered == 0;
    let mut question = json!({ "question": before::question(kind), "results": results });
    if answered > 0 {
        question["answered"] = answered.into();
    }
    if !hands.is_empty() {
        question["hands"] = hands.into();
    }
    (!is_empty).then_some(question)
}

fn without_poll(mut hands: Value) -> Value {
    taken(&mut hands, "poll");
    hands
}

/// What stood with each of these, as results about it.
fn of_each(record: &mut Value, of: &str, id: &str, take: impl Fn(&mut Value) -> Option<Map<String, Value>>) -> Vec<Value> {
    let result = |one: &mut Value| {
        let mut result = take(one)?;
        result.insert("subject".to_owned(), one[id].as_str().map_or_else(|| one[id].to_string(), str::to_owned).into());
        result.insert("title".to_owned(), one["title"].clone());
        Some(Value::Object(result))
    };
    items(record, of).filter_map(result).collect()
}

fn rating(group: &mut Value) -> Option<Map<String, Value>> {
    let mut rating = taken(group, "rating").as_object().cloned()?;
    let scales: Vec<Value> = ["seriousness", "priority"].into_iter().filter_map(|scale| rating.remove(scale)).collect();
    for (list, member) in [("means", "mean"), ("spreads", "spread")] {
        let values: Vec<Value> = scales.iter().map(|scale| scale[member].clone()).collect();
        rating.insert(list.to_owned(), values.into());
    }
    Some(rating)
}

fn fit(group: &mut Value) -> Option<Map<String, Value>> {
    let fit = taken(group, "fit").as_object().cloned()?;
    let counts: Vec<u64> =
        ["core", "useful", "not_ours"].into_iter().map(|said| fit.get(said).and_then(Value::as_u64).unwrap_or(0)).collect();
    let count = counts.iter().fold(0u64, |sum, said| sum.saturating_add(*said));
    json!({ "count": count, "counts": [counts] }).as_object().cloned()
}

fn votes(brief: &mut Value) -> Option<Map<String, Value>> {
    let (votes, hands) = (taken(brief, "votes"), taken(brief, "vote_hands"));
    let votes = votes.as_u64()?;
    json!({ "count": votes, "hands": hands.as_u64().unwrap_or(0) }).as_object().cloned()
}

fn pulse(pulse: &Value) -> Vec<Value> {
    let items = before::question(PollKind::Pulse).items;
    let result = |asked: &Value| {
        let title = items.iter().find(|item| asked["subject"] == item.id).map(|item| item.label.clone());
        let title = title.unwrap_or_else(|| asked["subject"].as_str().unwrap_or_default().to_owned());
        json!({ "subject": asked["subject"], "title": title, "count": asked["count"], "means": [asked["mean"]], "counts": [asked["counts"]] })
    };
    pulse.as_array().into_iter().flatten().map(result).collect()
}

/// A member, which is not there any more.
fn taken(value: &mut Value, member: &str) -> Value {
    value.as_object_mut().and_then(|value| value.remove(member)).unwrap_or_default()
}

fn items<'a>(value: &'a mut Value, member: &str) -> impl Iterator<Item = &'a mut Value> {
    value.get_mut(member).and_then(Value::as_array_mut).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p10_results_of_before_are_moved_to_the_questions_that_were_asked() {
        let score = json!({ "mean": 4.0, "spread": 1.0 });
        let mut given = json!({
            "version": 3, "rated": 2, "hands": [{ "poll": "rating", "hands": 1 }],
            "groups": [{ "title": "Buses", "rating": { "count": 3, "hands": 1, "seriousness": score, "priority": score },
                "fit": { "core": 1, "useful": 0, "not_ours": 2 } }, { "title": "Noise", "rating": null }],
            "briefs": [{ "title": "A lift", "votes": 2, "vote_hands": 1 }],
            "pulse": [{ "subject": "heard", "count": 1, "mean": 5.0, "counts": [0, 0, 0, 0, 1] }],
        });
        given["groups"][0]["id"] = "g001".into();
        given["groups"][1]["id"] = "g002".into();
        given["briefs"][0]["team_id"] = 1.into();
        moved(&mut given);
        let asked: Vec<&str> =
            given["questions"].as_array().unwrap().iter().map(|asked| asked["question"]["id"].as_str().unwrap()).collect();
        assert_eq!(asked, ["rating", "fit", "choice", "pulse"]);
        assert_eq!(given["questions"][0]["answered"], 2);
        assert_eq!(given["questions"][0]["hands"], json!([{ "hands": 1 }]));
        assert_eq!(given["questions"][0]["results"][0]["means"], json!([4.0, 4.0]));
        assert_eq!(given["questions"][1]["results"][0]["counts"], json!([[1, 0, 2]]));
        assert_eq!((&given["questions"][2]["results"][0]["subject"], &given["briefs"][0]["team_id"]), (&json!("1"), &json!(1)));
        assert_eq!(given["groups"][1], json!({ "title": "Noise", "id": "g002" }));
    }
}
