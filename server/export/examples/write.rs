//! Writes a record's JSON in every format of this crate, to look at it: `cargo run -p trestle-export --example write -- record.json FOLDER`.

use std::{env, error::Error, fs, path::Path};
use trestle_core::Record;
use trestle_export::{Separator, actions_csv, agreement, docx, ics, notes_csv, xlsx};

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = env::args().skip(1).collect();
    let [from, folder] = &given[..] else { return Err("give it a record.json and a folder".into()) };
    let record: Record = serde_json::from_slice(&fs::read(from)?)?;
    for (name, bytes) in [
        ("record.docx", docx(&record.paper())?),
        ("record.md", record.markdown().into_bytes()),
        ("agreement.docx", docx(&agreement(&record))?),
        ("agreement.md", agreement(&record).markdown().into_bytes()),
        ("record.ics", ics(&record).unwrap_or_default()),
        ("record.xlsx", xlsx(&record)?),
        ("notes.csv", notes_csv(&record, Separator::Comma)?),
        ("actions.csv", actions_csv(&record, Separator::Comma)?),
    ] {
        fs::write(Path::new(folder).join(name), bytes)?;
    }
    Ok(())
}
