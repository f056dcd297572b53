//! A paper as CommonMark. Tables become lists, which read well everywhere; pictures are left out, since their tables say the same.

use super::{
    escape::{block, line},
    paper::{Block, Item, Paper, Table},
};
use crate::text::is_visible;
use std::fmt::Write as _;

pub(super) fn document(paper: &Paper) -> String {
    let mut page = String::new();
    heading(&mut page, 1, &paper.title);
    if !paper.byline.is_empty() {
        paragraph(&mut page, &line(&paper.byline));
    }
    paper.reading().for_each(|block| write(&mut page, block));
    page
}

fn write(page: &mut String, piece: &Block) {
    match piece {
        Block::Heading { level, text } => heading(page, usize::from(*level) + 1, text),
        Block::Paragraph { text } => paragraph(page, &block(text, "")),
        Block::Lead { text } => paragraph(page, &format!("**{}**", line(text))),
        Block::Field { label, text } => field(page, label, &block(text, "")),
        Block::List { label, items } => list(page, label, items.iter().map(item)),
        Block::Table(table) => list(page, "", table.rows.iter().map(|cells| row(table, cells))),
        Block::Question { text } => paragraph(page, &format!("**To agree:** {}", block(text, ""))),
        Block::Picture(_) => {}
        Block::PageBreak => paragraph(page, "---"),
    }
}

/// One line stands beside its label, several under it.
fn field(page: &mut String, label: &str, text: &str) {
    let between = if text.contains('\n') { "\\\n" } else { " " };
    paragraph(page, &format!("**{}:**{between}{text}", line(label)));
}

fn heading(page: &mut String, level: usize, text: &str) {
    paragraph(page, &format!("{} {}", "#".repeat(level), line(text)));
}

/// Writing to a String cannot fail.
fn paragraph(page: &mut String, markup: &str) {
    let _ = writeln!(page, "{markup}\n");
}

fn list(page: &mut String, label: &str, items: impl Iterator<Item = String>) {
    if !label.is_empty() {
        paragraph(page, &format!("**{}**", line(label)));
    }
    for item in items {
        let _ = writeln!(page, "- {item}");
    }
    page.push('\n');
}

fn item(item: &Item) -> String {
    let text = block(&item.text, "  ");
    if item.aside.is_empty() { text } else { format!("{text} ({})", line(&item.aside)) }
}

/// A row's first cell is what the row is about; the others stand under it with their column's title, unless they are empty.
fn row(table: &Table, cells: &[String]) -> String {
    let is_said = |(_, cell): &(_, &String)| is_visible(cell);
    let mut cells = table.columns.iter().zip(cells);
    let number = if table.numbered { cells.next().map(|(_, number)| format!("{number}: ")) } else { None };
    let about = cells.next().map(|(_, cell)| block(cell, "  ")).unwrap_or_default();
    let rest = cells.filter(is_said).map(|(column, cell)| format!("{}: {}", column.title, block(cell, "  ")));
    let lines: Vec<String> = std::iter::once(number.unwrap_or_default() + &about).filter(|line| !line.is_empty()).chain(rest).collect();
    lines.join("\\\n  ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use trestle_protocol::Time;

    #[test]
    fn a_paper_reads_as_headings_fields_and_lists() {
        let mut paper = Paper {
            title: "A *card*".into(),
            kind: "x".to_owned(),
            workshop: String::new(),
            made_at: Time(0),
            zone: String::new(),
            draft: true,
            byline: String::new(),
            front: Vec::new(),
            blocks: Vec::new(),
        };
        paper.section("Next\nsteps");
        paper.field("Where", "1. Room\nTwo");
        paper.field("Empty", " ");
        paper.table(Table::new("t", [("What", 1), ("Who", 1), ("By", 1)]).with([["Ask".to_owned(), String::new(), "May".to_owned()]]));
        paper.table(Table::new("t", [("Who", 1), ("Score", 1)]).with([["Ada".to_owned(), "3".to_owned()]]).numbered());
        paper.question("Who signs?");
        let wanted = "# A \\*card\\*\n\n## Next steps\n\n**Where:**\\\n1\\. Room\\\nTwo\n\n- Ask\\\n  By: May\n\n- 1: Ada\\\n  Score: 3\n\n\
                      **To agree:** Who signs?\n\n";
        assert_eq!(paper.markdown(), wanted);
    }
}
