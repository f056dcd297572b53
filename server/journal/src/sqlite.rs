//! The journal in one SQLite file: the embedded store, for one server on one machine.
//!
//! One thread writes: everything that waits, for all workshops, goes into one transaction, so that one sync of the disk
//! serves everybody. A few threads read. Nothing here needs a runtime, and no caller is ever blocked.

mod aside;
mod checksum;
mod connection;
mod damage;
mod directory;
mod entries;
mod file;
mod frames;
mod lock;
mod mend;
mod open_error;
mod place;
mod queue;
mod readers;
mod schema;
mod stop;
#[cfg(test)]
mod tests;
mod witness;
mod work;
mod writer;

pub use damage::{Damage, Missing, age_damaged};
pub use open_error::OpenError;
pub use writer::Counts;

use crate::{Beside, Course, Entry, Journal, JournalError, Listed, Seq, Snapshot, entry};
use entries::Page;
use futures_util::{
    FutureExt, StreamExt, TryStreamExt,
    future::BoxFuture,
    stream::{self, BoxStream},
};
use lock::Lock;
use queue::Queue;
use readers::Readers;
use std::{path::Path, sync::Arc, thread};
use tokio::sync::watch;
use uuid::Uuid;
use witness::Note;
use work::Scrub;
use writer::{Counting, Writer};

/// A journal in one SQLite file. [`Journal::close`] it before the process ends; if it is only dropped, what is queued
/// is written all the same, but nobody waits for that.
pub struct Sqlite {
    queue: Queue,
    readers: Readers,
    counting: Arc<Counting>,
    damage: Option<Damage>,
    /// How the writer ended; closed when no thread holds the file any more.
    ending: watch::Receiver<Result<(), JournalError>>,
}

impl Sqlite {
    /// Opens the journal at `path`, or makes one if there is no file (the folder must exist). Blocks while the whole
    /// file is checked: seconds for a gigabyte. Where its write-ahead log is damaged it goes on with what is whole: [`Sqlite::damage`] says what is missing.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let opened = file::open(path.as_ref())?;
        let path = opened.path;
        let (queue, jobs) = Queue::new();
        let (readers, reading) = Readers::new(path.clone(), opened.reading);
        let counting = Arc::new(Counting::default());
        let writer = Writer::new((opened.writing, opened.witness), path.clone(), jobs, Arc::clone(&counting), opened.emptied);
        // Until the writer says otherwise, it has not ended well.
        let (ended, ending) = watch::channel(Err(JournalError::Closed));
        let held = Arc::new(Held { _lock: opened.lock, ended });
        for reader in reading {
            let held = Arc::clone(&held);
            start(&path, "journal reader", move || {
                reader.run();
                drop(held);
            })?;
        }
        start(&path, "journal writer", move || {
            let outcome = writer.run();
            held.ended.send_modify(|it| *it = outcome);
            drop(held);
        })?;
        Ok(Self { queue, readers, counting, damage: opened.damage, ending })
    }

    /// What was damaged when it was opened, and what is missing since.
    #[must_use]
    pub fn damage(&self) -> Option<&Damage> {
        self.damage.as_ref()
    }

    /// How many writes shared how many transactions so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counting.now()
    }

    fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&rusqlite::Connection) -> Result<T, stop::Stop> + Send + 'static,
    ) -> BoxFuture<'static, Result<T, JournalError>> {
        let readers = self.readers.clone();
        async move { readers.read(look).await }.boxed()
    }
}

/// What all threads share, each until it has let go of its connection. In this order: who sees the channel close finds
/// the file free.
struct Held {
    _lock: Lock,
    ended: watch::Sender<Result<(), JournalError>>,
}

fn start(path: &Path, name: &str, run: impl FnOnce() + Send + 'static) -> Result<(), OpenError> {
    thread::Builder::new().name(name.to_owned()).spawn(run).map(drop).map_err(|error| OpenError::unusable(path, &error))
}

/// How far a stream of entries has come.
struct Cursor {
    readers: Readers,
    workshop: Uuid,
    after: Seq,
    /// The snapshot's place when the reading began; `None` before the first page.
    floor: Option<Seq>,
    done: bool,
}

impl Cursor {
    /// The next page and where it leads, or `None` at the end.
    async fn turn(mut self) -> Result<Option<(Vec<(Seq, Entry)>, Self)>, JournalError> {
        if self.done {
            return Ok(None);
        }
        let (workshop, after) = (self.workshop, self.after);
        let found = self.readers.read(move |it| entries::page(it, workshop, after)).await?;
        let Some(Page { entries, floor, head, last }) = found else {
            return match self.floor {
                None => Ok(None),
                Some(_) => Err(JournalError::Conflict { head: Seq::START }),
            };
        };
        // A snapshot that overtook the reading has deleted what would come next.
        if self.floor.is_some_and(|it| it != floor) && floor > after {
            return Err(JournalError::Conflict { head });
        }
        self.floor = Some(floor);
        self.done = last;
        self.after = entries.last().map_or(after, |(seq, _)| *seq);
        Ok(Some((entries, self)))
    }
}

impl Journal for Sqlite {
    fn append_beside(
        &self,
        workshop: Uuid,
        expected: Option<Seq>,
        entries: Vec<Entry>,
        Beside { due, course }: Beside,
    ) -> BoxFuture<'static, Result<Seq, JournalError>> {
        if let Err(refused) = entry::within_bounds(&entries) {
            return async { Err(refused) }.boxed();
        }
        self.queue.submit(entry::size(&entries), Scrub::Needless, move |it, notes| {
            let head = entries::append(it, workshop, expected, &entries)?;
            notes.extend((!entries.is_empty()).then_some(Note::Head(workshop, head)));
            if let (Some(due), true) = (due, head > Seq::START) {
                directory::set_due(it, workshop, due)?;
            }
            if let (Some(course), true) = (course, head > Seq::START) {
                directory::set_course(it, workshop, course)?;
            }
            Ok(head)
        })
    }

    fn due(&self, now: u64) -> BoxFuture<'static, Result<Vec<Uuid>, JournalError>> {
        self.look(move |it| directory::due(it, now))
    }

    fn course(&self, workshop: Uuid) -> BoxFuture<'static, Result<Option<Course>, JournalError>> {
        self.look(move |it| directory::course(it, workshop))
    }

    fn lapsed(&self) -> BoxFuture<'static, Result<Vec<(Uuid, u64)>, JournalError>> {
        self.look(directory::lapsed)
    }

    fn lapse(&self, workshop: Uuid, counted: Option<u64>) -> BoxFuture<'static, Result<(), JournalError>> {
        self.queue.submit(0, Scrub::Needless, move |it, _| directory::lapse(it, workshop, counted))
    }

    fn read(&self, workshop: Uuid, after: Seq) -> BoxStream<'static, Result<(Seq, Entry), JournalError>> {
        let readers = self.readers.clone();
        let cursor = Cursor { readers, workshop, after, floor: None, done: false };
        stream::try_unfold(cursor, Cursor::turn).map_ok(|page| stream::iter(page).map(Ok)).try_flatten().boxed()
    }

    fn snapshot(&self, workshop: Uuid, snapshot: Snapshot) -> BoxFuture<'static, Result<(), JournalError>> {
        if let Err(refused) = snapshot.within_bounds() {
            return async { Err(refused) }.boxed();
        }
        self.queue.submit(snapshot.bytes.len(), Scrub::Soon, move |it, notes| {
            entries::snapshot(it, workshop, &snapshot)?;
            notes.push(Note::Snapshot(workshop, snapshot.at));
            Ok(())
        })
    }

    fn replace(&self, workshop: Uuid, snapshot: Snapshot) -> BoxFuture<'static, Result<(), JournalError>> {
        if let Err(refused) = snapshot.within_bounds() {
            return async { Err(refused) }.boxed();
        }
        self.queue.submit(snapshot.bytes.len(), Scrub::BeforeAnswer, move |it, notes| {
            entries::replace(it, workshop, &snapshot)?;
            notes.push(Note::Replaced(workshop, snapshot.at));
            Ok(())
        })
    }

    fn latest(&self, workshop: Uuid) -> BoxFuture<'static, Result<Option<Snapshot>, JournalError>> {
        self.look(move |it| entries::latest(it, workshop))
    }

    fn claim(&self, key: [u8; 32], workshop: Uuid) -> BoxFuture<'static, Result<bool, JournalError>> {
        self.queue.submit(0, Scrub::Needless, move |it, _| directory::claim(it, key, workshop))
    }

    fn release(&self, key: [u8; 32]) -> BoxFuture<'static, Result<(), JournalError>> {
        self.queue.submit(0, Scrub::Needless, move |it, _| directory::release(it, key))
    }

    fn find(&self, key: [u8; 32]) -> BoxFuture<'static, Result<Option<Uuid>, JournalError>> {
        self.look(move |it| directory::find(it, key))
    }

    fn erase(&self, workshop: Uuid) -> BoxFuture<'static, Result<(), JournalError>> {
        self.queue.submit(0, Scrub::BeforeAnswer, move |it, notes| {
            directory::erase(it, workshop)?;
            notes.push(Note::Erased(workshop));
            Ok(())
        })
    }

    fn list(&self) -> BoxFuture<'static, Result<Vec<Listed>, JournalError>> {
        self.look(entries::list)
    }

    fn head(&self, workshop: Uuid) -> BoxFuture<'static, Result<Option<Seq>, JournalError>> {
        self.look(move |it| entries::head(it, workshop))
    }

    fn healthy(&self) -> BoxFuture<'static, Result<(), JournalError>> {
        self.queue.submit(0, Scrub::Needless, |it, _| directory::beat(it))
    }

    fn close(&self) -> BoxFuture<'static, Result<(), JournalError>> {
        self.queue.close();
        self.readers.close();
        let mut ending = self.ending.clone();
        async move {
            // Resolves with an error when the last thread is gone.
            while ending.changed().await.is_ok() {}
            ending.borrow().clone()
        }
        .boxed()
    }
}
