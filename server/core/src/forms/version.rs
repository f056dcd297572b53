//! What somebody was happy with, or agreed to: a hash that changes with every word.

use crate::identity::hex;
use sha2::{Digest, Sha256};
use trestle_protocol::{Value, Values};

/// The fields of a brief of before there were declarations. They are hashed as they always were, empty or not, so that what was agreed to then stays so.
const ALWAYS: [&str; 8] = ["title", "who", "why", "fit", "constraints", "ideas", "already", "success"];
/// Behind them: the groups that it picks up.
const PICKED: &str = "groups";

/// The version of what stands in a form.
pub fn version(values: &Values) -> String {
    let mut hash = Sha256::new();
    let mut take = |text: &str| {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    };
    ALWAYS.iter().for_each(|id| take(values.get(&(*id).into()).map_or("", Value::text)));
    if let Some(Value::Several(groups)) = values.get(&PICKED.into()) {
        groups.iter().for_each(|group| take(group));
    }
    for (id, value) in values {
        let known = ALWAYS.contains(&id.as_str()) && matches!(value, Value::Text(_));
        let known = known || id.as_str() == PICKED && matches!(value, Value::Several(_));
        if !known {
            take(id.as_str());
            take(&serde_json::to_string(value).unwrap_or_default());
        }
    }
    hex(&hash.finalize()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `Brief::version` of the first release gave it.
    #[test]
    fn p10_what_was_agreed_to_before_there_were_declarations_is_what_it_was() {
        let mut hash = Sha256::new();
        for text in ["A title", "", "Why", "", "", "", "", "", "g1", "g2"] {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        let then = hex(&hash.finalize()[..8]);
        let text = |text: &str| Value::Text(text.to_owned());
        let groups = Value::Several(vec!["g1".to_owned(), "g2".to_owned()]);
        let mut values = Values::from([("title".into(), text("A title")), ("why".into(), text("Why")), ("groups".into(), groups)]);
        assert_eq!(version(&values), then);
        values.insert("budget".into(), text("Nothing"));
        assert_ne!(version(&values), then);
    }
}
