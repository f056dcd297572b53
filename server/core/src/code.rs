//! Join codes: eight characters of Crockford's base32, read kindly and shown in two halves.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Length of a code in characters; 40 bits.
pub const LENGTH: usize = 8;

/// The code that the lowest 40 bits of a random number spell.
pub fn from_bits(bits: u64) -> String {
    (0..LENGTH).rev().map(|place| ALPHABET[(bits >> (place * 5)) as usize & 31] as char).collect()
}

/// A code as typed, in its one form: case, spaces and dashes do not matter, O is 0, I and L are 1.
pub fn normalise(typed: &str) -> Option<String> {
    let mut code = String::with_capacity(LENGTH);
    for typed in typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | '—' | '_' | '.')) {
        let symbol = match typed.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if code.len() == LENGTH || !symbol.is_ascii() || !ALPHABET.contains(&(symbol as u8)) {
            return None;
        }
        code.push(symbol);
    }
    (code.len() == LENGTH).then_some(code)
}

/// A normalised code as people read it: `K7QM-2RTP`.
pub fn shown(code: &str) -> String {
    match code.split_at_checked(LENGTH / 2) {
        Some((first, second)) => format!("{first}-{second}"),
        None => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_being_typed_by_people() {
        let code = from_bits(0x12_3456_789A);
        for typed in [code.clone(), shown(&code), code.to_lowercase(), format!("  {} {}", &code[..3], &code[3..])] {
            assert_eq!(normalise(&typed).as_deref(), Some(code.as_str()), "{typed}");
        }
        assert_eq!(normalise("olIO-0000").as_deref(), Some("01100000"));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for typed in ["", "K7QM", "K7QM-2RTPX", "K7QM-2RTU", "K7QM-2RT€", "K7QM/2RTP"] {
            assert_eq!(normalise(typed), None, "{typed}");
        }
    }
}
