//! Whatever people write, every format of the record is made: random and hostile texts in every place of a record. (PDF has the same test in its crate.)

use serde_json::{Value, json};
use trestle_core::Record;
use trestle_export::{Separator, actions_csv, agreement, docx, ics, notes_csv, xlsx};

/// What is hard for one format or another: alone, beside letters, and among each other.
const PIECES: [&str; 36] = [
    "a",
    "Ł",
    "ế",
    "є",
    "ש",
    "م",
    "图",
    "हि",
    "\u{301}",
    "\u{20e3}",
    "\u{fe0f}",
    "\u{200d}",
    "\u{200b}",
    "\u{ad}",
    "\u{feff}",
    "\u{202e}",
    "\u{2066}",
    "\u{3164}",
    "👩🏿",
    "🇵",
    "\u{e000}",
    "\u{fffe}",
    "\u{10ffff}",
    "\u{0}",
    "\u{b}",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\t",
    "\n",
    " ",
    "=",
    "|",
    "`",
    "<b>",
    "]]>",
];

/// Random from a seed (Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn text(&mut self) -> String {
        (0..=self.below(12)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

/// A record with a text from there in every place that people write in.
fn record(text: &mut impl FnMut() -> String) -> Record {
    let note = json!({ "text": text(), "theme": "t", "theme_title": text(), "author": text(), "organisation": text(), "via": text() });
    let card = ["does", "priorities", "contact", "spaces", "skills", "networks", "impact", "hope"];
    let card: Value = card.into_iter().map(|field| (field.to_owned(), json!(text()))).collect::<serde_json::Map<_, _>>().into();
    let mut brief = json!({ "chosen": true, "team": [text()], "votes": 1, "groups": [text()], "agreements": [{ "organisation": text(), "current": false }],
        "feedback": [{ "kind": "like", "text": text(), "author": { "name": text(), "organisation": text(), "via": null } }] });
    for field in ["title", "who", "why", "fit", "constraints", "ideas", "already", "success"] {
        brief[field] = json!(text());
    }
    let value = json!({
        "version": Record::VERSION, "made_at": 1_795_530_300_000_u64, "draft": true,
        "workshop": { "id": "00000000-0000-0000-0000-000000000001", "title": text(), "place": text(), "purpose": text(), "rules": [text()], "themes": [],
            "convener": text(), "authors": "name", "started_at": 1_795_530_300_000_u64, "closed_at": null, "starts_at": null, "ends_at": null },
        "step": "act", "step_title": text(),
        "organisations": [{ "id": 1, "name": text(), "convener": true, "people": [text()], "card": card,
            "commitment": { "stance": "reflecting", "until": "2026-12-18", "line": text() } }],
        "others": [text()], "links": [{ "offered_by": text(), "heading": "spaces", "offer": text(), "asked_by": text(), "ask": text() }],
        "face_down": 0, "rated": 0, "loose": [note.clone()],
        "groups": [{ "title": text(), "who": text(), "factors": text(), "seriousness": text(), "priority": text(), "notes": [note], "rating": null }],
        "briefs": [brief],
        "plan": { "core": [], "leadership": [{ "id": "l", "who": text(), "organisation": null, "decides": true, "how": text(), "influence": 1, "interest": 2 }],
            "extended": [{ "id": "e", "who": text(), "why": text(), "how": text(), "when": text(), "influence": null, "interest": null }],
            "actions": [{ "id": "a", "what": text(), "organisation": 1, "seat": null, "due": "2026-12-18", "organisation_name": text(), "person": text() }],
            "next": { "communications": text(), "when": null, "place": text(), "reason": text() } },
        "committed": 0, "committed_needed": 2,
    });
    serde_json::from_value(value).expect("a record")
}

fn is_made(record: &Record) {
    docx(&record.paper()).expect("a DOCX");
    docx(&agreement(record)).expect("an agreement");
    notes_csv(record, Separator::Comma).expect("notes");
    actions_csv(record, Separator::Semicolon).expect("actions");
    assert!(
        ics(record).is_none_or(|ics| !ics.is_empty()) && !xlsx(record).expect("tables").is_empty() && record.markdown().starts_with("# ")
    );
    for block in record.paper().reading() {
        if let trestle_core::record::paper::Block::Heading { text, .. } = block {
            assert!(trestle_core::text::is_visible(text), "a heading with nothing to see: {text:?}");
        }
    }
}

#[test]
fn random_texts_are_made_in_every_format() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..60 {
        is_made(&record(&mut || dice.text()));
    }
}

#[test]
fn what_nobody_can_see_gets_a_word_of_ours_where_it_is_a_heading() {
    for nothing in ["", "\u{ad}\u{ad}", "\u{feff}", "\u{202e}\u{202c}", "\u{3164}", "\u{301}", "\u{b}"] {
        let record = record(&mut || nothing.to_owned());
        is_made(&record);
        let page = record.markdown();
        for word in ["# Workshop without a title", "Organisation without a name", "Brief without a title", "Group without a name"] {
            assert!(page.contains(word), "{word} for {nothing:?} in {page}");
        }
    }
}

/// The case: words from both sides of Word's soft line break never run together, in any format of text.
#[test]
fn a_soft_line_break_of_word_is_one_everywhere() {
    let case = include_str!("../../../tests/data/cases/05-word-soft-break.txt");
    let record = record(&mut || case.to_owned());
    let csv = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    for made in [
        record.markdown(),
        csv(notes_csv(&record, Separator::Comma).expect("notes")),
        csv(actions_csv(&record, Separator::Comma).expect("actions")),
    ] {
        assert!(made.contains("Opening hours") && !made.contains("hoursToo") && !made.contains('\u{b}'), "{made}");
    }
    assert!(!String::from_utf8(ics(&record).unwrap_or_default()).expect("UTF-8").contains("hoursToo"));
}
