//! The witness: a small file beside the journal that says how far each workshop had come, so that what the write-ahead log lost can be named.
//!
//! No look at a log tells that its end is missing. So after each commit it is noted here, in another file, which workshops stand at which number.
//! Notes are not synced: a witness that is behind knows less, and is wrong about nothing. Only what is to be forgotten is noted before it is committed,
//! and synced, because nothing may come back that was erased. When the log is emptied, all of it is in the database file, and the witness is emptied, too.

use super::{file::private, lock::beside};
use crate::{Seq, limits};
use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// Bytes of a record: a kind, a workshop, a number, a checksum over these, and nothing.
const RECORD: usize = 40;

/// What a batch of writes did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// The workshop's last entry has this number.
    Head(Uuid, Seq),
    /// A snapshot stands for everything up to this number.
    Snapshot(Uuid, Seq),
    /// And nothing else of it is left, not even events: somebody was erased.
    Replaced(Uuid, Seq),
    /// The workshop was erased.
    Erased(Uuid),
    /// One of the two before is about to be.
    Forgetting(Uuid),
}

/// What is known of one workshop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stand {
    /// Its last entry.
    pub(super) head: Seq,
    /// Its latest snapshot.
    pub(super) floor: Seq,
    /// Up to here nothing but that snapshot is left.
    pub(super) replaced: Seq,
    /// It was erased.
    pub(super) erased: bool,
    /// Something of it was about to be forgotten; whether it was is not known.
    pub(super) forgetting: bool,
}

/// What is known of all workshops that were written since the log was emptied.
pub(super) type Stands = BTreeMap<Uuid, Stand>;

/// What a witness says.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) stands: Stands,
    /// There is one that says something, and all of it can be read.
    pub(super) whole: bool,
    /// Some of it cannot be read.
    pub(super) damaged: bool,
}

/// The witness while the journal is open.
pub(super) struct Witness {
    path: PathBuf,
    /// None: it could not be written, and says nothing until the log is emptied.
    file: Option<File>,
    stands: Stands,
    bytes: usize,
}

/// Where the witness of a journal lies.
pub(super) fn of(journal: &Path) -> PathBuf {
    beside(journal, "-heads")
}

/// Reads what the witness of a journal says. Records that are damaged are passed over.
pub(super) fn read(journal: &Path) -> io::Result<Told> {
    let bytes = match fs::read(of(journal)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Told::default()),
        bytes => bytes?,
    };
    let mut told = Told::default();
    // A last record that was begun and not finished is no damage: the machine stopped there.
    for record in bytes.chunks_exact(RECORD) {
        match Note::decode(record) {
            Some(note) => learn(&mut told.stands, note),
            None => told.damaged = true,
        }
    }
    told.whole = !told.damaged && !told.stands.is_empty();
    Ok(told)
}

fn learn(stands: &mut Stands, note: Note) {
    let stand = stands.entry(note.workshop()).or_default();
    match note {
        // An id that is used again after an erasure is another workshop.
        Note::Head(_, head) if stand.erased => *stand = Stand { head, ..Stand::default() },
        Note::Head(_, head) => stand.head = head,
        Note::Snapshot(_, at) => stand.floor = at,
        Note::Replaced(_, at) => (stand.floor, stand.replaced, stand.forgetting) = (at, at, false),
        Note::Erased(_) => *stand = Stand { erased: true, ..Stand::default() },
        Note::Forgetting(_) => stand.forgetting = true,
    }
}

impl Note {
    fn workshop(self) -> Uuid {
        match self {
            Self::Head(id, _) | Self::Snapshot(id, _) | Self::Replaced(id, _) | Self::Erased(id) | Self::Forgetting(id) => id,
        }
    }

    fn encode(self) -> [u8; RECORD] {
        let (kind, number): (u64, Seq) = match self {
            Self::Head(_, at) => (1, at),
            Self::Snapshot(_, at) => (2, at),
            Self::Replaced(_, at) => (3, at),
            Self::Erased(_) => (4, Seq::START),
            Self::Forgetting(_) => (5, Seq::START),
        };
        let mut record = [0; RECORD];
        record[..8].copy_from_slice(&kind.to_le_bytes());
        record[8..24].copy_from_slice(self.workshop().as_bytes());
        record[24..32].copy_from_slice(&number.0.to_le_bytes());
        let sum = crc32fast::hash(&record[..32]);
        record[32..36].copy_from_slice(&sum.to_le_bytes());
        record
    }

    fn decode(record: &[u8]) -> Option<Self> {
        let (said, sum) = (record.get(..32)?, record.get(32..36)?);
        if crc32fast::hash(said).to_le_bytes() != *sum {
            return None;
        }
        let number = |at: usize| said[at..at + 8].try_into().map(u64::from_le_bytes).ok();
        let (kind, id, at) = (number(0)?, Uuid::from_slice(&said[8..24]).ok()?, Seq(number(24)?));
        match kind {
            1 => Some(Self::Head(id, at)),
            2 => Some(Self::Snapshot(id, at)),
            3 => Some(Self::Replaced(id, at)),
            4 => Some(Self::Erased(id)),
            5 => Some(Self::Forgetting(id)),
            _ => None,
        }
    }

    /// Is something to be gone after it?
    fn forgets(self) -> bool {
        matches!(self, Self::Replaced(..) | Self::Erased(_))
    }
}

impl Stand {
    fn notes(self, id: Uuid) -> impl Iterator<Item = Note> {
        let erased = self.erased.then_some(Note::Erased(id));
        let head = (self.head > Seq::START).then_some(Note::Head(id, self.head));
        let replaced = (self.replaced > Seq::START).then_some(Note::Replaced(id, self.replaced));
        let snapshot = (self.floor > self.replaced).then_some(Note::Snapshot(id, self.floor));
        let forgetting = self.forgetting.then_some(Note::Forgetting(id));
        [erased, head, replaced, snapshot, forgetting].into_iter().flatten()
    }
}

impl Witness {
    /// The witness of a journal that was just opened, knowing this.
    pub(super) fn new(journal: &Path, stands: Stands) -> Self {
        let mut witness = Self { path: of(journal), file: None, stands, bytes: 0 };
        witness.write_anew();
        witness
    }

    /// Notes, durably, what is about to be forgotten: after a stop in between it is known that it may be gone.
    pub(super) fn intend(&mut self, notes: &[Note]) {
        let forgetting: Vec<Note> = notes.iter().filter(|note| note.forgets()).map(|note| Note::Forgetting(note.workshop())).collect();
        if !forgetting.is_empty() {
            self.note(&forgetting);
            self.sync();
        }
    }

    /// Notes what was committed.
    pub(super) fn note(&mut self, notes: &[Note]) {
        if notes.is_empty() {
            return;
        }
        for note in notes {
            learn(&mut self.stands, *note);
        }
        let bytes: Vec<u8> = notes.iter().flat_map(|note| note.encode()).collect();
        self.bytes += bytes.len();
        if self.bytes > limits::WITNESS_BYTES.max(2 * RECORD * 5 * self.stands.len()) {
            return self.write_anew();
        }
        if self.file.as_mut().is_some_and(|file| file.write_all(&bytes).is_err()) {
            // Perhaps the disk is full. What was written in part would hide what follows.
            self.write_anew();
        }
    }

    /// The log is empty: there is nothing to witness, and no trace of what was erased stays here.
    pub(super) fn forget(&mut self) {
        let traces = self.stands.values().any(|stand| stand.erased || stand.forgetting || stand.replaced > Seq::START);
        if self.stands.is_empty() && self.bytes == 0 && self.file.is_some() {
            return;
        }
        self.stands.clear();
        self.write_anew();
        if traces {
            self.sync();
        }
    }

    fn sync(&mut self) {
        if self.file.as_ref().is_some_and(|file| file.sync_data().is_err()) {
            self.give_up();
        }
    }

    /// Writes what is known into a fresh file, which takes the place of the one before.
    fn write_anew(&mut self) {
        let bytes: Vec<u8> = self.stands.iter().flat_map(|(id, stand)| stand.notes(*id)).flat_map(Note::encode).collect();
        match replace(&self.path, &bytes) {
            Ok(file) => (self.file, self.bytes) = (Some(file), bytes.len()),
            Err(_) => self.give_up(),
        }
    }

    /// One that knows only a part would be believed to know all: so it says nothing. The journal goes on, as it did before there was a witness.
    fn give_up(&mut self) {
        self.file = None;
        // If not even this can be done, what it says is behind, which is harmless.
        let _ = fs::remove_file(&self.path);
    }
}

/// A file of these bytes, open to be added to.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<File> {
    if bytes.is_empty() {
        let mut options = OpenOptions::new();
        let file = private(options.append(true).create(true)).open(path)?;
        file.set_len(0)?;
        return Ok(file);
    }
    let new = beside(path, ".new");
    let mut options = OpenOptions::new();
    private(options.write(true).create(true).truncate(true)).open(&new)?.write_all(bytes)?;
    fs::rename(&new, path)?;
    OpenOptions::new().append(true).open(path)
}
