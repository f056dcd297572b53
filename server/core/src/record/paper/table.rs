//! A table of a paper: columns with their share of the width, rows of text.

use serde::{Deserialize, Serialize};

/// Rows under a header row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows, in a line; for readers who do not see it.
    pub caption: String,
    /// At least one.
    pub columns: Vec<Column>,
    /// As many cells in each as there are columns.
    pub rows: Vec<Vec<String>>,
    /// The first column counts the rows, as a picture beside the table does.
    pub numbered: bool,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its header.
    pub title: String,
    /// Its share of the width, compared with the other columns.
    pub share: u32,
}

impl Table {
    /// A table with these columns and no row yet.
    pub fn new<const N: usize>(caption: &str, columns: [(&str, u32); N]) -> Self {
        let columns = columns.map(|(title, share)| Column { title: title.to_owned(), share }).to_vec();
        Self { caption: caption.to_owned(), columns, rows: Vec::new(), numbered: false }
    }

    /// The same with these rows.
    pub fn with<const N: usize>(mut self, rows: impl IntoIterator<Item = [String; N]>) -> Self {
        debug_assert_eq!(N, self.columns.len(), "{}", self.caption);
        self.rows.extend(rows.into_iter().map(Vec::from));
        self
    }

    /// The same with a first column that counts the rows, from 1.
    pub fn numbered(mut self) -> Self {
        let share = self.columns.iter().map(|column| column.share).sum::<u32>().div_ceil(10);
        self.columns.insert(0, Column { title: "No.".to_owned(), share });
        for (index, row) in self.rows.iter_mut().enumerate() {
            row.insert(0, (index + 1).to_string());
        }
        self.numbered = true;
        self
    }

    /// A column's share of the whole width, in thousandths.
    pub fn thousandths(&self, column: &Column) -> u32 {
        let all: u32 = self.columns.iter().map(|column| column.share).sum();
        column.share * 1_000 / all.max(1)
    }
}
