//! The table of all bounds, as Markdown.

use crate::{
    answer::Answer,
    source::{Bound, FILES, bounds},
};
use std::fmt::Write as _;

const HEAD: &str = "# Bounds

Generated from the code; do not edit. `make bounds` writes it anew.

Every bound protects people before it protects the machine: a seat can use up its own share and nothing else, and whatever somebody has used up can be freed by a
facilitator (P9). So beside each stands whose it is, what happens at it, and who frees it.
";

/// All of it.
pub(crate) fn written() -> String {
    let mut out = HEAD.to_owned();
    for file in &FILES {
        let (shares, settings): (Vec<_>, Vec<_>) =
            bounds(file).into_iter().filter_map(row).partition(|(_, answer)| matches!(answer, Answer::Share { .. }));
        write!(out, "\n## {}\n\n`{}`\n", file.title, file.path).unwrap();
        table(&mut out, "| bound | is | why | whose | at it | freed by |", &shares);
        table(&mut out, "| nobody uses up | is | what | kind |", &settings);
    }
    out
}

fn row(bound: Bound) -> Option<(Bound, Answer)> {
    let answer = Answer::of(&bound.comment)?;
    Some((bound, answer))
}

fn table(out: &mut String, head: &str, rows: &[(Bound, Answer)]) {
    if rows.is_empty() {
        return;
    }
    let columns = head.matches('|').count() - 1;
    write!(out, "\n{head}\n{}|\n", "|---".repeat(columns)).unwrap();
    for (bound, answer) in rows {
        let cells = match answer {
            Answer::Share { reason, whose, at_it, freed_by } => vec![reason, whose, at_it, freed_by],
            Answer::Setting { reason, kind } => vec![reason, kind],
        };
        let cells: Vec<String> = cells.into_iter().map(|cell| cell.replace('|', "\\|")).collect();
        writeln!(out, "| `{}` | `{}` | {} |", bound.name, bound.value, cells.join(" | ")).unwrap();
    }
}
