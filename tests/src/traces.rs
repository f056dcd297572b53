//! Traces of a text in bytes, in every form in which it could have travelled.

/// The forms in which a text may hide in bytes, each with its name.
pub fn forms(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let json = serde_json::to_string(text).expect("a string is JSON");
    let inner = json[1..json.len() - 1].to_owned();
    let escaped: String =
        text.encode_utf16().map(|unit| if unit < 128 { char::from(unit as u8).to_string() } else { format!("\\u{unit:04x}") }).collect();
    vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("JSON", inner.into_bytes()),
        ("JSON in ASCII", escaped.into_bytes()),
        ("UTF-16LE", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16BE", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ]
}

/// In which form bytes hold a text, if they do.
pub fn found(bytes: &[u8], text: &str) -> Option<&'static str> {
    assert!(text.len() >= 4, "a text so short is everywhere: {text:?}");
    forms(text).into_iter().find(|(_, form)| contains(bytes, form)).map(|(name, _)| name)
}

/// Do bytes hold any piece of a text that tells something: a run of `units` of its characters?
pub fn found_in_part(bytes: &[u8], text: &str, units: usize) -> Option<String> {
    let characters: Vec<char> = text.chars().collect();
    let pieces = characters.windows(units.min(characters.len())).map(|piece| piece.iter().collect::<String>());
    pieces.into_iter().find(|piece| found(bytes, piece).is_some())
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some(first) = wanted.first() else { return true };
    bytes.iter().enumerate().filter(|(_, byte)| *byte == first).any(|(place, _)| bytes[place..].starts_with(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_in_each_form_and_not_where_it_is_not() {
        for text in ["plain words", "\"quoted\" <b>", "جداتنا لا", "💻🔧 tools"] {
            for (name, form) in forms(text) {
                let bytes = [b"before".as_slice(), &form, b"behind"].concat();
                assert!(found(&bytes, text).is_some(), "{name}");
            }
            assert_eq!(found(b"quite another thing", text), None);
        }
        assert!(found_in_part(b"..only half of wor..", "half of words", 8).is_some());
        assert!(found_in_part(b"..only ha..", "half of words", 8).is_none());
    }
}
