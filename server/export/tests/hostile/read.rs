//! Reads every format as its readers do, and says what is wrong with it.

use crate::made::Made;
use roxmltree::{Document, Node};
use trestle_core::{
    Record,
    record::paper::{Block, Paper},
    text::is_visible,
};

/// Everything that is wrong, each in a line.
pub(crate) fn faults(made: &Made) -> Vec<String> {
    let mut faults: Vec<String> = made.papers.iter().flat_map(paper).collect();
    faults.extend(made.markdown.iter().flat_map(|page| markdown(page)));
    faults.extend(serde_json::from_slice::<Record>(&made.json).err().map(|error| format!("JSON: {error}")));
    for (file, parts) in &made.packed {
        let said = parts.iter().filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels"));
        faults.extend(said.flat_map(|(name, bytes)| part(name, bytes)).map(|fault| format!("{file}, {fault}")));
    }
    faults.extend(made.csv.iter().flat_map(|bytes| csv(bytes)));
    faults.extend(calendar(&made.ics));
    faults.extend(made.pdf.iter().flat_map(|bytes| pdf(bytes)));
    faults
}

/// A heading says something, runs as it stands, and hides nothing.
fn heading(text: &str) -> Option<String> {
    let hides =
        |c| matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    (!is_visible(text) || text.contains(hides)).then(|| format!("a heading with nothing to see, or that turns: {text:?}"))
}

fn paper(paper: &Paper) -> Vec<String> {
    let headings = paper.reading().filter_map(|block| if let Block::Heading { text, .. } = block { heading(text) } else { None });
    headings.chain(heading(&paper.title)).chain(heading(&paper.workshop)).collect()
}

fn markdown(page: &str) -> Vec<String> {
    let begins = |line: &&str| line.starts_with("# ") || line.starts_with("## ") || line.starts_with("### ");
    page.split('\n').filter(begins).filter_map(|line| heading(line.trim_start_matches('#'))).collect()
}

/// A part of a document or a workbook.
fn part(name: &str, bytes: &[u8]) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return vec![format!("{name}: no UTF-8")] };
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return vec![format!("{name}: markup that nobody can read, {error}")],
    };
    let words = |node: Node| {
        node.descendants()
            .filter(|node| node.tag_name().name() == "t")
            .filter_map(|node| node.text().map(str::to_owned))
            .collect::<String>()
    };
    let nodes = || document.descendants();
    let style = |node: &Node| {
        node.descendants().any(|node| {
            node.tag_name().name() == "pStyle" && node.attributes().any(|it| it.value().starts_with("Heading") || it.value() == "Title")
        })
    };
    let mut faults: Vec<String> =
        nodes().filter(|node| node.tag_name().name() == "p").filter(style).filter_map(|node| heading(&words(node))).collect();
    let title = nodes().find(|node| node.tag_name().name() == "title");
    faults.extend(title.filter(|node| !is_visible(node.text().unwrap_or_default())).map(|_| "a title with nothing to see".to_owned()));
    faults.extend(nodes().find(|node| node.tag_name().name() == "f").map(|_| "a formula".to_owned()));
    faults.into_iter().map(|fault| format!("{name}: {fault}")).collect()
}

fn csv(bytes: &[u8]) -> Vec<String> {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = if first.contains(&b';') { b';' } else { b',' };
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text);
    // Digits, spaces and brackets behind a plus are a telephone number: nothing to work out.
    let dialled =
        |cell: &str| cell.strip_prefix('+').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || " \u{a0}()".contains(c)));
    let formula = |cell: &str| {
        !dialled(cell) && cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\n', '\r', '＝', '＋', '－', '＠'])
    };
    let row = |row: Result<::csv::StringRecord, ::csv::Error>| match row {
        Ok(row) => row.iter().find(|cell| formula(cell)).map(|cell| format!("a formula: {cell:?}")),
        Err(error) => Some(format!("a table that nobody can read: {error}")),
    };
    reader.records().filter_map(row).collect()
}

/// Every line has its end, its length and its name, and what begins ends.
fn calendar(bytes: &[u8]) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return vec!["a calendar that is no UTF-8".to_owned()] };
    let Some(text) = text.strip_suffix("\r\n") else { return vec!["a calendar without an end".to_owned()] };
    let mut faults = Vec::new();
    let long = |line: &&str| line.len() > 75 || line.chars().any(char::is_control);
    faults.extend(text.split("\r\n").filter(long).map(|line| format!("a line that is too long, or broken: {line:?}")));
    let whole = text.replace("\r\n ", "");
    let mut open = Vec::new();
    for line in whole.split("\r\n") {
        match line.split_once(':') {
            Some(("BEGIN", what)) => open.push(what),
            Some(("END", what)) if open.pop() != Some(what) => faults.push(format!("an end of {what} too many")),
            Some((name, value)) if name == "SUMMARY" && !is_visible(value) => faults.push("an event without a name".to_owned()),
            Some(_) => {}
            None => faults.push(format!("a line without a name: {line:?}")),
        }
    }
    faults.extend(open.first().map(|what| format!("{what} has no end")));
    faults
}

/// Tagged, accessible, and with a title; its text is read by other people's readers in `tests/tests/any_text.rs`.
fn pdf(bytes: &[u8]) -> Vec<String> {
    let found = |wanted: &str| bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes());
    let wanted = ["%PDF-1.7", "<pdfuaid:part>1</pdfuaid:part>", "/StructTreeRoot", "<dc:title>", "/Marked true"];
    wanted.into_iter().filter(|wanted| !found(wanted)).map(|wanted| format!("a PDF that is not accessible: no {wanted}")).collect()
}
