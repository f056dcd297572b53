//! Names of people and organisations: what may be one, how it is kept and shown, and which of two are the same. Everything that takes, compares or shows
//! a name asks here: joining, adding, renaming, creating, importing, every view.

use crate::{
    state::{Organisation, Seat},
    text::is_unseen,
};
use trestle_protocol::{Refusal, limits::NAME_CHARS};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A name given in a command, as it is kept: on one line, without what cannot be seen or turns the text around it, single spaces between words.
///
/// # Errors
/// `Empty` if nothing is there, `UnseenName` if nothing of it can be seen, `TooLong`.
pub(crate) fn name(given: &str) -> Result<String, Refusal> {
    kept(given, NAME_CHARS)
}

/// A name or a heading of so many characters at most.
pub(crate) fn kept(given: &str, chars: usize) -> Result<String, Refusal> {
    let name = tidy(given);
    match name.chars().count() {
        0 if given.chars().all(|c| c.is_whitespace() || c.is_control()) => Err(Refusal::Empty),
        0 => Err(Refusal::UnseenName),
        count if count > chars => Err(Refusal::TooLong),
        _ => Ok(name),
    }
}

/// What somebody is called in whose name nobody can see anything: older versions let such names through.
pub(crate) const PERSON: &str = "Somebody without a name";
/// The same for an organisation.
pub(crate) const ORGANISATION: &str = "Organisation without a name";

impl Seat {
    /// The name as it is shown, whenever it was given.
    pub(crate) fn shown_name(&self) -> String {
        shown(&self.name, PERSON)
    }
}

impl Organisation {
    /// The name as it is shown, whenever it was given.
    pub fn shown_name(&self) -> String {
        shown(&self.name, ORGANISATION)
    }
}

/// A text as `tidy` leaves it, or that word if nothing of it can be seen.
pub(crate) fn shown(given: &str, otherwise: &str) -> String {
    let tidied = tidy(given);
    if tidied.is_empty() { otherwise.to_owned() } else { tidied }
}

/// A name or a heading without what cannot be seen; empty if nothing is left. Tidying twice changes nothing.
pub(crate) fn tidy(given: &str) -> String {
    let spaced = given.chars().map(|c| if is_space(c) { ' ' } else { c }).nfc();
    let mut tidied = String::with_capacity(given.len());
    for c in spaced {
        let before = tidied.chars().next_back().filter(|before| *before != ' ');
        let kept = match before {
            // A mark or a joiner belongs to the letter or sign before it; without one it is nothing to look at.
            None => c != ' ' && !is_unseen(c) && !is_combining_mark(c),
            Some(before) => !is_unseen(c) || joins(before, c),
        };
        if kept || (c == ' ' && before.is_some()) {
            tidied.push(c);
        }
    }
    // What was left out stood between marks that belong together; and a joiner joins nothing at the end.
    tidied.trim_end_matches([' ', '\u{200c}', '\u{200d}']).nfc().collect()
}

/// Are these names of one organisation? Case, spaces, full stops, what cannot be seen, and the forms of one letter, apostrophe or dash make no
/// difference: these are what phones, spreadsheets and people in a hurry change. Accents do: in Welsh or Polish a letter with one is another letter, and
/// merging two organisations by mistake shows one the private words of the other, while two that are one are put together by a facilitator.
pub fn same_organisation(a: &str, b: &str) -> bool {
    let words = |name: &str| folded(name).filter(|c| !matches!(c, ' ' | '.' | '。')).collect::<String>();
    let (a_words, b_words) = (words(a), words(b));
    // A name of full stops alone still is one.
    if a_words.is_empty() || b_words.is_empty() { same_person(a, b) } else { a_words == b_words }
}

/// Would people read or hear these as one person's name?
pub fn same_person(a: &str, b: &str) -> bool {
    folded(a).eq(folded(b))
}

/// What is the same in all ways to write a name.
fn folded(name: &str) -> impl Iterator<Item = char> {
    let alike = name.nfkc().filter(|c| !is_unseen(*c)).flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    alike.map(|c| match c {
        '’' | '‘' | 'ʼ' | '´' | '`' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        'ς' => 'σ', // the same letter at the end of a word
        c if is_space(c) => ' ',
        c => c,
    })
}

fn is_space(c: char) -> bool {
    // The blank of Braille takes a place and shows nothing.
    c.is_whitespace() || c.is_control() || c == '\u{2800}'
}

/// Does this stand with the character before it, though it is nothing by itself? Joiners within Persian, Indic and emoji, which form of a letter or an
/// emoji is meant, a flag's letters.
fn joins(before: char, c: char) -> bool {
    match c {
        '\u{200c}' | '\u{200d}' => !is_unseen(before) || before == '\u{fe0f}',
        '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{e0100}'..='\u{e01ef}' => !is_unseen(before),
        '\u{e0020}'..='\u{e007f}' => before == '🏴' || ('\u{e0020}'..='\u{e007f}').contains(&before),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_nobody_can_see_is_no_name() {
        for unseen in [
            "\u{200b}",
            "\u{3164}",
            "\u{2066}\u{2069}",
            "\u{301}\u{301}",
            " \u{feff}\u{301} ",
            "\u{ad}",
            "\u{fe0f}",
            "\u{e0067}",
            "\u{200d}",
            "\u{fffe}",
            "\u{5ffff}",
            "\u{fffc}",
            "\u{94d}\u{5b0}\u{64b}",
        ] {
            assert_eq!(name(unseen), Err(Refusal::UnseenName), "{unseen:?}");
        }
        for nothing in ["", "  ", "\n\t\u{7}", "\u{a0}\u{3000}"] {
            assert_eq!(name(nothing), Err(Refusal::Empty), "{nothing:?}");
        }
    }

    #[test]
    fn nothing_that_is_kept_turns_or_hides() {
        let kept = |given| name(given).unwrap();
        assert_eq!(kept("\u{202e}evil\u{202c}"), "evil");
        assert_eq!(kept("\u{202e}KU egA"), "KU egA");
        assert_eq!(kept(" Amina\u{200b} \u{a0} Yusuf\n"), "Amina Yusuf");
        assert_eq!(kept("\u{301}a\u{301}"), "á", "a mark without its letter is left out, the others are kept in one form");
        assert_eq!(kept("\u{200f}שרה\u{200e} كوهين"), "שרה كوهين");
    }

    #[test]
    fn what_belongs_to_a_script_or_a_sign_stays() {
        for whole in
            ["می‌خواهم", "क्‍ष", "👩‍👩‍👧 Families", "❤️ Café", "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Menter Iaith", "Nguyễn Thị Ánh", "-", "O’Brien-Łuczak", "葛\u{e0100}城"]
        {
            assert_eq!(name(whole).as_deref(), Ok(whole));
            assert_eq!(tidy(&tidy(whole)), tidy(whole));
        }
        assert_eq!(name(&"é".repeat(NAME_CHARS)).map(|name| name.chars().count()), Ok(NAME_CHARS));
        assert_eq!(name(&"e\u{301}".repeat(NAME_CHARS + 1)), Err(Refusal::TooLong));
    }

    #[test]
    fn case_12_one_organisation_is_one_however_it_is_typed() {
        let case: BTreeMap<String, Vec<(String, String)>> =
            serde_json::from_str(include_str!("../../../tests/data/cases/12-organisations.json")).unwrap();
        let same = |pairs: &str| case[pairs].iter().map(|(a, b)| (same_organisation(a, b), a, b)).collect::<Vec<_>>();
        assert!(same("same").iter().all(|(same, ..)| *same), "{:?}", same("same"));
        assert!(same("different").iter().all(|(same, ..)| !same), "{:?}", same("different"));
    }

    #[test]
    fn what_stays_is_what_can_be_seen_and_stays_for_good() {
        const PIECES: [&str; 24] = [
            "a",
            "é",
            "e\u{301}",
            "\u{301}",
            "\u{ad}",
            "\u{feff}",
            "\u{202e}",
            "\u{2066}",
            "\u{200d}",
            "\u{200c}",
            "\u{fe0f}",
            "\u{e0041}",
            "🏴",
            "👩",
            "\u{fffe}",
            "\u{fffc}",
            "\u{3164}",
            "\u{2800}",
            "\u{0}",
            "\n",
            " ",
            "ह",
            "\u{94d}",
            "\u{958}",
        ];
        let mut dice: u64 = 0x5eed_0001;
        let mut next = |below: usize| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) as usize % below
        };
        for _ in 0..20_000 {
            let given: String = (0..=next(8)).map(|_| PIECES[next(PIECES.len())]).collect();
            let tidied = tidy(&given);
            assert_eq!(tidy(&tidied), tidied, "{given:?}");
            assert_eq!(crate::text::is_visible(&given), !tidied.is_empty(), "{given:?}");
        }
    }

    #[test]
    fn people_of_one_name_are_known() {
        assert!(same_person("Amina", "amina") && same_person("Amina", "Amina\u{200b}") && !same_person("Amina", "Amína"));
    }
}
