//! Several files as one ZIP.

use crate::ExportError;
use std::io::{Cursor, Write};
use trestle_core::record::paper::moment::civil;
use trestle_protocol::Time;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// Packs files, each under its name, in their order, dated with when they were made. The same files give the same bytes.
pub fn zip(files: &[(String, Vec<u8>)], made_at: Time) -> Result<Vec<u8>, ExportError> {
    let made = date(made_at.0).unwrap_or_default();
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(made);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Milliseconds since 1970 as a ZIP has them, which knows no zones: UTC, as the papers say it. None beyond the years that it can hold.
fn date(time: u64) -> Option<DateTime> {
    let (year, month, day) = civil(time / 86_400_000);
    let seconds = time / 1_000 % 86_400;
    let small = |number: u64| u8::try_from(number).ok();
    let (hour, minute, second) = (small(seconds / 3_600)?, small(seconds / 60 % 60)?, small(seconds % 60)?);
    DateTime::from_date_and_time(u16::try_from(year).ok()?, small(month)?, small(day)?, hour, minute, second).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;

    #[test]
    fn files_are_dated_with_when_they_were_made() {
        for (made_at, expected) in [(1_795_530_300_000, "2026-11-24 14:25:00"), (0, "1980-01-01 00:00:00")] {
            let bytes = zip(&[("record.md".to_owned(), b"# Record".to_vec())], Time(made_at)).unwrap();
            let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            assert_eq!(archive.by_index(0).unwrap().last_modified().unwrap().to_string(), expected);
        }
    }
}
