//! P8, any text: whatever people write, every format of the record is made and can be read. Random and hostile texts in every place of a record, of what is
//! private beside it and of the agreement, in every format.
//!
//! `TRESTLE_SEEDS=500 cargo nextest run --workspace --locked -E 'binary(hostile) and package(trestle-export)'` for a longer proof.

mod made;
mod read;
mod record;
mod texts;

use made::{Made, made};
use record::written;
use texts::{UNSEEN, long, seeds};
use trestle_core::Record;
use trestle_export::{Separator, actions_csv, ics, notes_csv};

fn is_whole(made: &Made) {
    let faults = read::faults(made);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn p8_random_and_hostile_texts_are_printed_in_every_place_of_every_format() {
    let (mut places, mut kept) = (0, 0);
    for mut dice in seeds(16) {
        let mut given = Vec::new();
        let (record, private) = written(&mut || {
            given.push(dice.text());
            given[given.len() - 1].clone()
        });
        let made = made(&record, &private);
        is_whole(&made);
        // The control: what can be seen of the texts did get into the files.
        places += given.len();
        kept += given.iter().filter(|text| text.contains("007")).filter(|_| made.says("007")).count();
    }
    assert!(places > 100 && kept > 0, "{places} texts, {kept} of them found again");
}

#[test]
fn p8_what_nobody_can_see_gets_a_word_of_ours_where_it_is_a_heading() {
    for nothing in UNSEEN {
        let (record, private) = written(&mut || nothing.to_owned());
        let made = made(&record, &private);
        is_whole(&made);
        for word in ["# Workshop without a title", "Organisation without a name", "Brief without a title", "Group without a name"] {
            assert!(made.says(word), "{word} for {nothing:?}");
        }
    }
}

/// With one text of that kind in every place a record would be a book; here it stands in some of them.
#[test]
fn p8_texts_without_an_end_are_printed() {
    for long in long() {
        // The longest stand in one place.
        let every = if long.chars().count() > 5_000 { 150 } else { 12 };
        let mut place = 0;
        let (record, private) = written(&mut || {
            place += 1;
            if place % every == 0 { long.clone() } else { "Library".to_owned() }
        });
        assert!(place >= every, "it stands in no place");
        is_whole(&made(&record, &private));
    }
}

/// What a reader has to say, and what was done to the files.
type Spoilt = (&'static str, fn(&mut Made));

/// The control of all: each reader does see what is wrong in its format.
#[test]
fn a_file_that_is_not_whole_is_told_from_one_that_is() {
    let (record, private) = written(&mut || "Library".to_owned());
    let whole = || made(&record, &private);
    is_whole(&whole());
    let spoilt: [Spoilt; 8] = [
        ("a heading", |made| made.markdown[0] = made.markdown[0].replace("# Library", "# \u{ad}")),
        ("markup", |made| made.spoil("record.docx", "word/document.xml", "Library", "\u{ffff}")),
        ("a heading", |made| made.spoil("record.docx", "word/document.xml", ">Problems<", ">\u{feff}<")),
        ("a title", |made| made.spoil("record.docx", "docProps/core.xml", "Library", "\u{ad}")),
        ("markup", |made| made.spoil("record.xlsx", "xl/sharedStrings.xml", "Library", "<b>")),
        ("a formula", |made| made.csv[0] = String::from("Problem,Theme\r\n=1+1,x\r\n").into_bytes()),
        ("a line", |made| made.ics = format!("BEGIN:VCALENDAR\r\nSUMMARY:{}\r\nEND:VCALENDAR\r\n", "x".repeat(99)).into_bytes()),
        ("accessible", |made| made.pdf[0] = b"%PDF-1.7 plain".to_vec()),
    ];
    for (what, spoil) in spoilt {
        let mut made = whole();
        spoil(&mut made);
        let faults = read::faults(&made);
        assert!(faults.iter().any(|fault| fault.contains(what)), "{what} is not told: {faults:?}");
    }
}

/// The case: words from both sides of Word's soft line break never run together, in any format of text.
#[test]
fn a_soft_line_break_of_word_is_one_everywhere() {
    let case = include_str!("../../../../tests/data/cases/05-word-soft-break.txt");
    let (record, _): (Record, _) = written(&mut || case.to_owned());
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
