//! The record's lists as a workbook for spreadsheets, one sheet each: dates are dates, numbers are numbers, and what people wrote is text whatever it
//! begins with, so nothing has to be guarded against.

use crate::{
    ExportError,
    limits::{CELL_CHARS, SHEET_NAME_UNITS},
    sheet::{Cell, Sheet, actions, answers, commitments, hands, lists, notes, problems},
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};
use std::collections::BTreeSet;
use trestle_core::{heading::Heading, record::Record, text::is_visible};

/// The short date of the reader's own language and country.
const DATE: u8 = 14;
/// Two decimals at most, for means.
const NUMBER: &str = "0.##";
/// Widths of columns, in characters: what people wrote, everything else.
const WIDTHS: (u32, u32) = (60, 22);

/// Notes, problems, actions, commitments, what else was asked, who counted hands if anybody did, and every other list.
pub fn xlsx(record: &Record) -> Result<Vec<u8>, ExportError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp((record.made_at.0 / 1_000) as i64)?;
    book.set_properties(
        &DocProperties::new().set_title(Heading::Workshop.printed(&record.workshop.details.title)).set_creation_datetime(&made),
    );
    let always = [notes(record), problems(record), actions(record), commitments(record)];
    let asked = [answers(record), hands(record)].into_iter().filter(|sheet| !sheet.rows.is_empty());
    let mut names = BTreeSet::new();
    for sheet in always.into_iter().chain(asked).chain(lists(record)) {
        let name = free(&sheet.name, &mut names);
        write(book.add_worksheet(), &name, &sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

/// A name that a sheet can have and no other has: workbooks tell them apart without regard to case.
fn free(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let named = |count: usize| match count {
        1 => cut(wanted, SHEET_NAME_UNITS),
        _ => format!("{} {count}", cut(wanted, SHEET_NAME_UNITS - 4)),
    };
    // A workbook keeps this one for itself.
    let is_free = |name: &String| is_visible(name) && name.to_lowercase() != "history" && !taken.contains(&name.to_lowercase());
    let name = (1..).map(named).find(is_free).unwrap_or_default();
    taken.insert(name.to_lowercase());
    name
}

/// What of a title can be the name of a sheet, up to so many units.
fn cut(title: &str, most: usize) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= most
    };
    title.chars().filter(|c| !c.is_control() && !"[]:*?/\\'".contains(*c)).take_while(fits).collect()
}

fn write(page: &mut Worksheet, name: &str, sheet: &Sheet) -> Result<(), ExportError> {
    page.set_name(name)?.set_freeze_panes(1, 0)?;
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
    let top = || Format::new().set_align(FormatAlign::Top);
    let (date, number) = (top().set_num_format_index(DATE), top().set_num_format(NUMBER));
    for (column, title) in (0..).zip(&sheet.titles) {
        page.write_string_with_format(0, column, shown(title), &bold)?;
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
