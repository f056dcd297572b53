//! Room on the disk of the journal: below a floor nothing new is created, so that what is live can go on being saved.

use crate::limits;
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use tokio::time::Instant;

/// Watches one folder's disk.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    /// Bytes that stay free for what is live.
    floor: u64,
    last: Mutex<Option<Seen>>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    at: Instant,
    low: bool,
}

impl Disk {
    /// The disk that the folder lies on; `floor` in bytes, 0 for none.
    pub fn new(folder: &Path, floor: u64) -> Self {
        Self { folder: folder.to_owned(), floor, last: Mutex::new(None) }
    }

    /// Is there less than the floor? An answer holds for a second; a change of it is logged.
    pub fn is_low(&self) -> bool {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seen) = last.filter(|seen| seen.at.elapsed() < limits::DISK_LOOK_HOLDS) {
            return seen.low;
        }
        let before = last.is_some_and(|seen| seen.low);
        let low = self.floor > 0 && free(&self.folder).is_some_and(|free| free < self.floor);
        *last = Some(Seen { at: Instant::now(), low });
        match (before, low) {
            (false, true) => tracing::error!(
                floor_mib = self.floor / MIB,
                "the disk is nearly full: no new workshops until there is room again; workshops that exist go on"
            ),
            (true, false) => tracing::info!("the disk has room again: new workshops can be created"),
            _ => {}
        }
        low
    }
}

/// Bytes in a mebibyte.
pub const MIB: u64 = 1024 * 1024;

/// Bytes that this process may still write there; none if the system does not say, which is no reason to stop.
#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let seen = rustix::fs::statvfs(folder).ok()?;
    Some(seen.f_bavail.saturating_mul(seen.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p9_a_disk_is_low_below_its_floor_alone() {
        let folder = tempfile::tempdir().unwrap();
        let disk = |floor| Disk::new(folder.path(), floor);
        assert!(!disk(0).is_low() && !disk(1).is_low());
        assert!(disk(u64::MAX).is_low());
        assert!(!Disk::new(Path::new("/there/is/no/such/folder"), u64::MAX).is_low(), "unknown is no reason to stop");
    }
}
