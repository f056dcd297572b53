//! The record's lists as a workbook for spreadsheets, one sheet each: dates are dates, numbers are numbers, and what people wrote is text whatever it
//! begins with, so nothing has to be guarded against.

use crate::{
    ExportError,
    limits::CELL_CHARS,
    sheet::{Cell, Sheet, actions, commitments, hands, notes, problems},
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};
use trestle_core::{heading::Heading, record::Record};

/// The short date of the reader's own language and country.
const DATE: u8 = 14;
/// Two decimals at most, for means.
const NUMBER: &str = "0.##";
/// Widths of columns, in characters: what people wrote, everything else.
const WIDTHS: (u32, u32) = (60, 22);

/// Notes, problems, actions, commitments, and who counted hands if anybody did.
pub fn xlsx(record: &Record) -> Result<Vec<u8>, ExportError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp((record.made_at.0 / 1_000) as i64)?;
    book.set_properties(
        &DocProperties::new().set_title(Heading::Workshop.printed(&record.workshop.details.title)).set_creation_datetime(&made),
    );
    let lists = [notes(record), problems(record), actions(record), commitments(record)];
    let hands = Some(hands(record)).filter(|hands| !hands.rows.is_empty());
    for sheet in lists.into_iter().chain(hands) {
        write(book.add_worksheet(), &sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write(page: &mut Worksheet, sheet: &Sheet) -> Result<(), ExportError> {
    page.set_name(sheet.name)?.set_freeze_panes(1, 0)?;
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
    let top = || Format::new().set_align(FormatAlign::Top);
    let (date, number) = (top().set_num_format_index(DATE), top().set_num_format(NUMBER));
    for (column, title) in (0..).zip(&sheet.titles) {
        page.write_string_with_format(0, column, *title, &bold)?;
        let wide =
            sheet.rows.iter().any(|row| matches!(row.get(usize::from(column)), Some(Cell::Text(text)) if text.len() > WIDTHS.1 as usize));
        page.set_column_width(column, if wide { WIDTHS.0 } else { WIDTHS.1 })?;
    }
    for (at, row) in (1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) => drop(page.write_string_with_format(at, column, shown(text), &wrapped)?),
                Cell::Number(of) => drop(page.write_number_with_format(at, column, *of, &number)?),
                Cell::Day(day) => match excel_day(day) {
                    Some(day) => drop(page.write_datetime_with_format(at, column, &day, &date)?),
                    None => drop(page.write_string_with_format(at, column, day, &wrapped)?),
                },
                Cell::Nothing => {}
            }
        }
    }
    Ok(())
}

fn shown(text: &str) -> String {
    text.chars().take(CELL_CHARS).collect()
}

/// Spreadsheets count days from 1900.
fn excel_day(day: &str) -> Option<ExcelDateTime> {
    let mut parts = day.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    ExcelDateTime::from_ymd(year, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?).ok()
}
