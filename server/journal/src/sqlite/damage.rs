//! What damage was found when the journal was opened, and the folder beside it that keeps a copy of the damaged files and a report.
//!
//! The report is a text of one line for each workshop, so that an operator reads it and the server, at any later start, can tell the people concerned.

use super::file::private;
use crate::{Seq, limits};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use uuid::Uuid;

/// How the names of such folders begin.
pub(super) const FOLDER: &str = "damaged-";
/// The report in it.
const REPORT: &str = "missing.txt";
/// How old such a folder is, in milliseconds in which a server ran beside it.
const AGE: &str = "age.txt";

/// What was found damaged, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// When it was found, in milliseconds since 1970.
    pub at: u64,
    /// Where copies of the damaged files lie; none: nothing but the witness was damaged, which costs nothing.
    pub folder: Option<PathBuf>,
    /// What is damaged, in words for an operator.
    pub what: String,
    /// The workshops that something is missing of.
    pub missing: Vec<Missing>,
    /// Entries from behind the damage that were put back.
    pub restored: u64,
    /// More may be missing than is named: what would know it is damaged, too.
    pub unknown: bool,
}

/// What is missing of one workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its id.
    pub workshop: Uuid,
    /// The last entry that is left; 0: the workshop is gone whole.
    pub left: Seq,
    /// The last entry that was saved.
    pub saved: Seq,
    /// Somebody may be back who had been erased.
    pub returned: bool,
}

impl Missing {
    /// How many entries are missing.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.saved.0.saturating_sub(self.left.0)
    }
}

impl Damage {
    /// All that was found lately in the journal at `path`, the oldest first: as long as its folder is kept.
    #[must_use]
    pub fn kept(path: &Path) -> Vec<Self> {
        folders(path).into_iter().filter_map(|folder| Self::read(&folder)).collect()
    }

    fn read(folder: &Path) -> Option<Self> {
        let text = fs::read_to_string(folder.join(REPORT)).ok()?;
        let mut damage =
            Self { at: 0, folder: Some(folder.to_owned()), what: String::new(), missing: Vec::new(), restored: 0, unknown: false };
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            match words[..] {
                ["at", at] => damage.at = at.parse().ok()?,
                ["restored", entries] => damage.restored = entries.parse().ok()?,
                ["unknown"] => damage.unknown = true,
                ["missing", workshop, left, saved, ref rest @ ..] => damage.missing.push(Missing {
                    workshop: workshop.parse().ok()?,
                    left: Seq(left.parse().ok()?),
                    saved: Seq(saved.parse().ok()?),
                    returned: rest == ["returned"],
                }),
                ["what", ..] => damage.what = line.strip_prefix("what ")?.to_owned(),
                _ => {}
            }
        }
        (damage.at > 0).then_some(damage)
    }

    /// Writes the report, durably, if there is a folder for it.
    pub(super) fn report(&self) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let mut text = String::from(
            "# Written by trestle when it found this damage. The files beside it are as they were then.\n\
             # missing: a workshop, the last entry that is left of it (0: none), the last one that had been saved.\n",
        );
        text += &format!("at {}\nwhat {}\nrestored {}\n", self.at, self.what, self.restored);
        for Missing { workshop, left, saved, returned } in &self.missing {
            text += &format!("missing {workshop} {left} {saved}{}\n", if *returned { " returned" } else { "" });
        }
        if self.unknown {
            text += "unknown\n";
        }
        let mut file = private(OpenOptions::new().write(true).create_new(true)).open(folder.join(REPORT))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        File::open(folder)?.sync_all()
    }
}

/// So many milliseconds have passed for such folders; those that are as old as they may become are removed: copies hold what people wrote, and nobody erases
/// anything in them. What is counted is the time in which somebody looked, whatever a clock says.
pub fn age_damaged(path: &Path, passed: u64) -> io::Result<()> {
    for folder in folders(path) {
        let counted = folder.join(AGE);
        let age = fs::read_to_string(&counted).ok().and_then(|age| age.trim().parse::<u64>().ok()).unwrap_or_default() + passed;
        if age >= limits::DAMAGED_KEPT_MS {
            fs::remove_dir_all(folder)?;
        } else {
            fs::write(counted, format!("{age}\n"))?;
        }
    }
    Ok(())
}

/// The folders beside a journal, the oldest first.
pub(super) fn folders(path: &Path) -> Vec<PathBuf> {
    let parent = path.parent().unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(parent) else { return Vec::new() };
    let is_ours = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(FOLDER) && entry.path().is_dir();
    let mut folders: Vec<PathBuf> = entries.flatten().filter(is_ours).map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

#[cfg(unix)]
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

/// The machine's time, in milliseconds since 1970.
pub(super) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// A time as it stands in names of files: sorted as they were made, in UTC.
pub(super) fn stamp(at: u64) -> String {
    let (days, seconds) = (at / 86_400_000, at / 1000 % 86_400);
    let (year, month, day) = civil(days);
    let (hour, minute, second, millis) = (seconds / 3600, seconds / 60 % 60, seconds % 60, at % 1000);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}.{millis:03}Z")
}

/// Year, month and day of a number of days since 1970, in years that begin with March.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * shifted + 2) / 5 + 1, if shifted < 10 { shifted + 3 } else { shifted - 9 });
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_in_a_name_is_the_civil_one() {
        for (at, name) in [
            (0, "19700101T000000.000Z"),
            (951_782_400_000, "20000229T000000.000Z"),
            (951_868_800_000, "20000301T000000.000Z"),
            (1_795_530_300_123, "20261124T142500.123Z"),
            (4_107_542_399_999, "21000228T235959.999Z"),
        ] {
            assert_eq!(stamp(at), name);
        }
    }
}
