//! Notes and actions as CSV (RFC 4180, UTF-8 with its mark, so that spreadsheets read accents). No cell can become a formula.

use crate::ExportError;
use csv::{Terminator, WriterBuilder};
use trestle_core::{
    record::{Record, RecordNote},
    text::lined,
};

/// What spreadsheets and old terminals take for the beginning of a formula, also in its wide forms.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Every note with the problem that it belongs to.
pub fn notes_csv(record: &Record) -> Result<Vec<u8>, ExportError> {
    let grouped = record.groups.iter().flat_map(|group| group.notes.iter().map(|note| (group.title.as_str(), note)));
    let loose = record.loose.iter().map(|note| ("", note));
    let row = |(group, note): (&str, &RecordNote)| {
        let shown = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            group.to_owned(),
            note.theme_title.clone(),
            note.text.clone(),
            note.person().unwrap_or_default().to_owned(),
            shown(&note.organisation),
        ]
    };
    sheet(["Problem", "Theme", "Note", "Person", "Organisation"], grouped.chain(loose).map(row))
}

/// Every action.
pub fn actions_csv(record: &Record) -> Result<Vec<u8>, ExportError> {
    let rows = record.plan.actions.iter().map(|action| {
        let shown = |text: &Option<String>| text.clone().unwrap_or_default();
        [action.row.what.clone(), shown(&action.person), shown(&action.organisation_name), shown(&action.row.due)]
    });
    sheet(["Action", "Person", "Organisation", "Due"], rows)
}

fn sheet<const N: usize>(titles: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Result<Vec<u8>, ExportError> {
    let mut sheet = WriterBuilder::new().terminator(Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    sheet.write_record(titles)?;
    for row in rows {
        sheet.write_record(row.map(|cell| safe(&cell)))?;
    }
    sheet.into_inner().map_err(|error| ExportError::Write(error.into_error()))
}

/// A cell that no spreadsheet calculates: an apostrophe says that what follows is text.
fn safe(cell: &str) -> String {
    let text = lined(cell);
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_can_become_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\n=1", "＝1"] {
            assert!(safe(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(safe("\r=1"), "'\n=1");
        assert_eq!(safe("Opening hours\u{b}Too short"), "Opening hours\nToo short");
        assert_eq!(safe("a=b"), "a=b");
    }

    #[test]
    fn cells_are_quoted_as_the_rfc_says() {
        let bytes = sheet(["A", "B"], [["a \"b\"\nc".to_owned(), "d, e".to_owned()], ["f".to_owned(), String::new()]].into_iter()).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{feff}A,B\r\n\"a \"\"b\"\"\nc\",\"d, e\"\r\nf,\r\n");
    }
}
