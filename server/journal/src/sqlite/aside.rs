//! Copies of damaged files, in a folder of their own beside the journal, and what is made of them before anything is changed.

use super::{
    damage::{FOLDER, folders, make_private, stamp},
    file::private,
    frames::Frames,
    lock::beside,
    witness,
};
use crate::limits;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// The folder, and the journal with its log mended in it.
pub(super) struct Aside {
    pub(super) folder: PathBuf,
    /// The copy of the database file.
    copy: PathBuf,
    /// The same file with a log of every whole frame; none if SQLite reads those anyway.
    mended: Option<PathBuf>,
    /// Frames that are not in that log, because they are damaged.
    pub(super) dropped: usize,
    /// The journal itself has been changed meanwhile: the copies are all that is left of it as it was.
    needed: bool,
}

impl Aside {
    /// Copies the files of the journal at `path`, durably.
    pub(super) fn make(path: &Path, at: u64, frames: Option<&Frames>) -> io::Result<Self> {
        let parent = path.parent().unwrap_or(Path::new("."));
        let folder = fresh(parent, at)?;
        let copy = folder.join(path.file_name().unwrap_or_default());
        // Half a copy is none: it goes again with this, and leaves the room to the next try.
        let mut aside = Self { folder, copy, mended: None, dropped: 0, needed: false };
        for file in [path.to_owned(), beside(path, "-wal"), witness::of(path)] {
            aside.copy(&file)?;
        }
        if let Some(frames) = frames.filter(|it| !it.is_read_whole()) {
            aside.write_mended(frames)?;
        }
        File::open(&aside.folder)?.sync_all()?;
        File::open(parent)?.sync_all()?;
        Ok(aside)
    }

    fn copy(&self, file: &Path) -> io::Result<()> {
        let copy = self.folder.join(file.file_name().unwrap_or_default());
        match fs::copy(file, &copy) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            copied => copied.and_then(|_| File::open(&copy)?.sync_all()),
        }
    }

    fn write_mended(&mut self, frames: &Frames) -> io::Result<()> {
        let mended = self.folder.join("mended");
        self.link(&mended)?;
        let mut options = OpenOptions::new();
        let mut log = private(options.write(true).create_new(true)).open(beside(&mended, "-wal"))?;
        self.dropped = frames.mend(&beside(&self.copy, "-wal"), &mut log)?;
        log.sync_all()?;
        self.mended = Some(mended);
        Ok(())
    }

    /// The copy of the database under another name. Nothing is ever written to it: only a checkpoint would.
    fn link(&self, name: &Path) -> io::Result<()> {
        fs::hard_link(&self.copy, name).or_else(|_| fs::copy(&self.copy, name).map(drop))
    }

    /// The journal with every whole frame of its log.
    pub(super) fn mended(&self) -> Option<&Path> {
        self.mended.as_deref()
    }

    /// The journal without its log.
    pub(super) fn alone(&self) -> io::Result<PathBuf> {
        let alone = self.folder.join("alone");
        self.link(&alone)?;
        Ok(alone)
    }

    /// Puts the mended log in the place of the damaged one.
    pub(super) fn install(&mut self, path: &Path) -> io::Result<()> {
        let Some(mended) = &self.mended else { return Ok(()) };
        self.needed = true;
        fs::rename(beside(mended, "-wal"), beside(path, "-wal"))?;
        forget_index(path)
    }

    /// Takes the damaged log away.
    pub(super) fn remove_log(&mut self, path: &Path) -> io::Result<()> {
        self.needed = true;
        fs::remove_file(beside(path, "-wal"))?;
        forget_index(path)
    }

    /// The copies are to stay; the oldest ones of before make room for them.
    pub(super) fn keep(&mut self, path: &Path) -> io::Result<()> {
        self.needed = true;
        // Their names go by the calendar, which may have been wrong: never this one.
        let others: Vec<PathBuf> = folders(path).into_iter().filter(|folder| *folder != self.folder).collect();
        others.iter().take((others.len() + 1).saturating_sub(limits::DAMAGED_KEPT)).try_for_each(fs::remove_dir_all)
    }
}

/// What was only made to be looked at goes; the copies go too, if the journal is still as it was.
impl Drop for Aside {
    fn drop(&mut self) {
        if !self.needed {
            // If it cannot be removed it takes room, and is gone when it has grown old.
            let _ = fs::remove_dir_all(&self.folder);
            return;
        }
        for name in ["mended", "alone"] {
            for suffix in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(beside(&self.folder.join(name), suffix));
            }
        }
    }
}

/// SQLite's index of a log that is not there any more.
fn forget_index(path: &Path) -> io::Result<()> {
    match fs::remove_file(beside(path, "-shm")) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}

/// A folder that was not there before, named so that the oldest comes first.
fn fresh(parent: &Path, at: u64) -> io::Result<PathBuf> {
    for later in 0..=limits::DAMAGED_KEPT as u64 {
        let folder = parent.join(format!("{FOLDER}{}", stamp(at + later)));
        match make_private(&folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            made => return made.map(|()| folder),
        }
    }
    Err(io::Error::from(ErrorKind::AlreadyExists))
}
