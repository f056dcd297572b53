//! Sets a record's JSON as PDF, to look at it: `cargo run -p trestle-pdf --example set -- record.json record.pdf`.

use std::{env, error::Error, fs, time::Instant};
use trestle_core::Record;

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = env::args().skip(1).collect();
    let [from, to] = &files[..] else { return Err("give it a record.json and a name for the PDF".into()) };
    let record: Record = serde_json::from_slice(&fs::read(from)?)?;
    let start = Instant::now();
    let bytes = trestle_pdf::pdf(&record.paper())?;
    println!("{} bytes in {:?}", bytes.len(), start.elapsed());
    Ok(fs::write(to, bytes)?)
}
