//! What a generation was given, as it would be said now: the same things, in the places where they stand since. So that nothing in them goes uncompared.

use serde_json::{Value, json};
use trestle_protocol::{Capability, Step};

/// What was given, as it is said now.
pub(crate) fn as_now(mut expected: Value) -> Value {
    steps(&mut expected);
    expected
}

/// What people fill in was named among what a step does.
fn steps(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(steps),
        Value::Object(members) if members.contains_key("does") && members.contains_key("minutes") => {
            let step: Step = serde_json::from_value(Value::Object(members.clone())).unwrap();
            let now = serde_json::to_value(step).unwrap();
            for (name, member) in members.iter_mut() {
                member.clone_from(&now[name]);
            }
            for declared in ["fills", "lists", "asks"] {
                members.extend(now.get(declared).map(|ids| (declared.to_owned(), ids.clone())));
            }
        }
        Value::Object(members) => {
            let is_done = |does: &Value| serde_json::from_value::<Capability>(does.clone()).is_ok();
            members.get_mut("does").and_then(Value::as_array_mut).into_iter().for_each(|does| does.retain(is_done));
            members.values_mut().for_each(steps);
        }
        _ => {}
    }
}

/// The negative control: what is moved is there, and nothing else is touched.
#[test]
fn what_was_named_among_what_a_step_does_is_asked() {
    let step = json!({ "id": "rate", "title": "Rate", "minutes": 3, "prompt": "How?", "does": ["group", "rate"], "off": false });
    let then = json!({ "stages": [{ "steps": [step] }], "stage": { "does": ["group", "rate"], "step": "rate" } });
    let now = as_now(then.clone());
    assert_eq!((&now["stages"][0]["steps"][0]["does"], &now["stages"][0]["steps"][0]["asks"]), (&json!(["group"]), &json!(["rating"])));
    assert_eq!(now["stage"], json!({ "does": ["group"], "step": "rate" }));
}
