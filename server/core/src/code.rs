//! Join codes: eight characters of Crockford's base32, read kindly out of whatever people type and paste, and shown in two halves.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Length of a code in characters; 40 bits.
pub const LENGTH: usize = 8;

/// Zeros of decimal digits that keyboards of other scripts type; the other nine follow each. Arabic, Persian, Nagari, Bengali, Gurmukhi, Gujarati,
/// Tamil, Telugu, Kannada, Malayalam, Thai, Burmese, Khmer.
const ZEROS: [u32; 13] = [0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0x1040, 0x17E0];

/// The code that the lowest 40 bits of a random number spell.
pub fn from_bits(bits: u64) -> String {
    (0..LENGTH).rev().map(|place| ALPHABET[(bits >> (place * 5)) as usize & 31] as char).collect()
}

/// The code in what somebody typed or pasted: alone, in a sentence, in a link, in quotes or brackets, with a full stop behind it. Case, spaces and
/// dashes do not matter, O is 0, I and L are 1. None if there is none.
pub fn read(typed: &str) -> Option<String> {
    let plain = plain(typed);
    let text = behind_the_address(&plain);
    normalise(text).or_else(|| in_words(text))
}

/// A code alone, in its one form.
pub fn normalise(typed: &str) -> Option<String> {
    let mut code = String::with_capacity(LENGTH);
    for typed in typed.trim_matches(|c: char| !c.is_alphanumeric() && !is_currency(c)).chars().filter(|c| !is_between(*c)) {
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

/// What may stand between the characters of a code.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '_' | '.' | '·')
}

/// Is it a mistyped letter rather than something around the code?
fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '€')
}

/// A normalised code as people read it: `K7QM-2RTP`.
pub fn shown(code: &str) -> String {
    match code.split_at_checked(LENGTH / 2) {
        Some((first, second)) => format!("{first}-{second}"),
        None => code.to_owned(),
    }
}

/// What other keyboards and programs make of plain text: percent-encoding, wide letters and digits, digits of other scripts, characters that cannot
/// be seen.
pub fn plain(typed: &str) -> String {
    unescaped(typed).chars().filter(|c| !is_invisible(*c)).map(narrow).collect()
}

fn narrow(c: char) -> char {
    let code = u32::from(c);
    let other = match code {
        0x3000 => Some(0x20),
        0xFF01..=0xFF5E => Some(code - 0xFEE0),
        _ => ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero + 0x30),
    };
    other.and_then(char::from_u32).unwrap_or(c)
}

/// Marks of direction and joining, soft hyphens, variation selectors: they come along with what is copied.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

/// `%2D` is a dash. What is no proper escape, or no text, stays as it is.
fn unescaped(typed: &str) -> String {
    let mut bytes = Vec::with_capacity(typed.len());
    let mut rest = typed.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let escape = (*first == b'%').then(|| behind.split_at_checked(2)).flatten();
        let escape = escape.filter(|(digits, _)| digits.iter().all(u8::is_ascii_hexdigit));
        let byte = escape.and_then(|(digits, _)| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| typed.to_owned())
}

/// Of an address what stands behind its `#`, up to what trackers and slashes add; of anything else all of it.
fn behind_the_address(text: &str) -> &str {
    let hash = text.match_indices('#').map(|(place, _)| place).rfind(|place| ends_in_an_address(&text[..*place]));
    match hash {
        Some(place) => {
            let code = text[place + 1..].trim_start();
            code.split(['?', '&', '/', '#', '\n']).next().unwrap_or(code)
        }
        None => text,
    }
}

/// Does an address end here? A `#` that begins a word of its own is none's.
fn ends_in_an_address(before: &str) -> bool {
    before.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains('/'))
}

/// The word, or the two halves, that look most like a code in a sentence. "workshop" and "join code" spell codes as well: digits and capitals tell
/// them apart, and then the place, because a code is said last.
fn in_words(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '?' | '&' | ',' | ';' | '"' | '(' | ')' | '<' | '>' | '[' | ']'))
        .filter(|word| !word.is_empty())
        .collect();
    let alone = words.iter().filter_map(|word| Some((likeness(word) * 2, normalise(word)?)));
    let halves = words.windows(2).filter(|pair| pair.iter().all(|word| symbols(word) == LENGTH / 2));
    let halves = halves.filter_map(|pair| Some((likeness(pair[0]) + likeness(pair[1]), normalise(&pair.concat())?)));
    let best = alone.chain(halves).filter(|(likeness, _)| *likeness > 0).max_by_key(|(likeness, _)| *likeness);
    best.map(|(_, code)| code)
}

/// Letters and digits of a word.
fn symbols(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphanumeric()).count()
}

/// 1 if a word has a digit or no small letter, as codes are shown and words are not.
fn likeness(word: &str) -> u8 {
    u8::from(word.chars().any(|c| c.is_ascii_digit()) || !word.chars().any(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Case 14: codes as people paste them.
    const PASTED: &str = include_str!("../../../tests/data/cases/14-codes.txt");
    /// More of the kind.
    const MORE: &str = include_str!("../../../tests/data/cases/14-codes-more.txt");
    /// No codes.
    const NONE: &str = include_str!("../../../tests/data/cases/14-no-codes.txt");

    #[test]
    fn a_code_survives_being_typed_by_people() {
        let code = from_bits(0x12_3456_789A);
        for typed in [code.clone(), shown(&code), code.to_lowercase(), format!("  {} {}", &code[..3], &code[3..])] {
            assert_eq!(read(&typed).as_deref(), Some(code.as_str()), "{typed}");
        }
        assert_eq!(read("olIO-0000").as_deref(), Some("01100000"));
    }

    #[test]
    fn p6_codes_are_read_as_people_paste_them() {
        let forms = PASTED.lines().skip(1).chain(MORE.lines());
        for typed in forms.map(|line| line.replace("\\n", "\n").replace("ORIGIN", "https://trestle.example")) {
            assert_eq!(read(&typed).as_deref(), Some("G1JQFD02"), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for typed in
            NONE.lines().chain(["", "K7QM", "K7QM-2RTPX", "K7QM-2RTU", "K7QM-2RT€", "K7QM/2RTP", "%", "%F", "%FF%FE", "###", "a/#"])
        {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn words_around_a_code_are_not_taken_for_it() {
        for typed in ["Join code K7QM 2RTP", "K7QM 2RTP join code", "workshop K7QM2RTP", "K7QM2RTP workshop", "K7QM-2RTP (workshop code)"] {
            assert_eq!(read(typed).as_deref(), Some("K7QM2RTP"), "{typed}");
        }
    }
}
