//! Notes and actions as CSV (RFC 4180, UTF-8 with its mark, so that spreadsheets read accents). No cell can become a formula.

use crate::{
    ExportError,
    sheet::{Cell, Sheet, actions, notes},
};
use ::csv::{Terminator, WriterBuilder};
use trestle_core::{record::Record, text::lined};

/// What stands between cells. Spreadsheets take the one of their machine's language: a semicolon where a comma divides numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// As the RFC has it.
    #[default]
    Comma,
    /// Where numbers have commas.
    Semicolon,
}

/// What spreadsheets and old terminals take for the beginning of a formula, also in its wide forms.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// Digits of the longest telephone number that there is, and of the shortest that anybody writes with its country.
const DIALLED: std::ops::RangeInclusive<usize> = 7..=15;

/// Every note with the problem that it belongs to.
pub fn notes_csv(record: &Record, separator: Separator) -> Result<Vec<u8>, ExportError> {
    written(&notes(record), separator)
}

/// Every action.
pub fn actions_csv(record: &Record, separator: Separator) -> Result<Vec<u8>, ExportError> {
    written(&actions(record), separator)
}

fn written(sheet: &Sheet, separator: Separator) -> Result<Vec<u8>, ExportError> {
    let delimiter = if separator == Separator::Comma { b',' } else { b';' };
    let mut csv = WriterBuilder::new().delimiter(delimiter).terminator(Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    csv.write_record(&sheet.titles)?;
    for row in &sheet.rows {
        csv.write_record(row.iter().map(said))?;
    }
    csv.into_inner().map_err(|error| ExportError::Write(error.into_error()))
}

fn said(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Day(text) => safe(text),
        Cell::Number(number) => number.to_string(),
        Cell::Nothing => String::new(),
    }
}

/// A cell that no spreadsheet calculates: an apostrophe says that what follows is text. Spaces in front do not stop every spreadsheet.
fn safe(cell: &str) -> String {
    let text = lined(cell);
    let begins = text.trim_start_matches(' ');
    // Tabs and line breaks at the beginning are what some spreadsheets skip before they look.
    let formula = begins.starts_with(FORMULA) || begins.starts_with(['\t', '\n']);
    if formula && !is_telephone(&text) { format!("'{text}") } else { text }
}

/// `+44 1443 000000`, `+44 (0)1443 000000`: digits, spaces and brackets can be looked up, not worked out. With dashes it would be a sum.
fn is_telephone(text: &str) -> bool {
    let Some(number) = text.strip_prefix('+') else { return false };
    let dialled = number.chars().filter(char::is_ascii_digit).count();
    DIALLED.contains(&dialled)
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || " \u{a0}()".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_can_become_a_formula() {
        for formula in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\tx",
            "\n=1",
            "＝1",
            "- bullet",
            " =1+1",
            "+44-1443-000000",
            "+cmd|' /C calc'!A0",
            "+(1)2345678",
        ] {
            assert!(safe(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(safe("\r=1"), "'\n=1");
        assert_eq!(safe("Opening hours\u{b}Too short"), "Opening hours\nToo short");
        assert_eq!(safe("a=b"), "a=b");
    }

    #[test]
    fn a_telephone_number_is_left_alone() {
        for number in ["+44 1443 000000", "+44 (0)1443 000000", "+441443000000", "+1 212 555 0100", "01443 000000"] {
            assert_eq!(safe(number), number);
        }
    }

    #[test]
    fn cells_are_quoted_as_the_rfc_says() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let sheet = Sheet {
            name: "A",
            titles: vec!["A", "B"],
            rows: vec![
                vec![text("a \"b\"\nc"), text("d, e")],
                vec![text("f; g"), Cell::Nothing],
                vec![Cell::Number(3.5), Cell::Day("2027-01-05".into())],
            ],
        };
        let as_text = |separator| String::from_utf8(written(&sheet, separator).unwrap()).unwrap();
        assert_eq!(as_text(Separator::Comma), "\u{feff}A,B\r\n\"a \"\"b\"\"\nc\",\"d, e\"\r\nf; g,\r\n3.5,2027-01-05\r\n");
        assert_eq!(as_text(Separator::Semicolon), "\u{feff}A;B\r\n\"a \"\"b\"\"\nc\";d, e\r\n\"f; g\";\r\n3.5;2027-01-05\r\n");
    }
}
