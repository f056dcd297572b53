//! What every journal promises, whatever keeps it.

use crate::{Beside, Course, Entry, JournalError, Listed, Seq, Snapshot};
use futures_util::{future::BoxFuture, stream::BoxStream};
use uuid::Uuid;

/// The answer to a call: borrowed from nothing, so that it can be awaited while other work goes on.
type Answer<T> = BoxFuture<'static, Result<T, JournalError>>;

/// One ordered log of entries per workshop, with snapshots, and the directory of join codes.
///
/// Writes are queued by the call itself, in the order of the calls, not when the answer is first polled. Dropping an
/// answer does not take the write back. A write that is answered with `Ok` is durable. One that is answered with
/// [`JournalError::Internal`] or [`JournalError::Closed`] may be stored or not, but never in part: read to find out.
pub trait Journal: Send + Sync + 'static {
    /// Adds all of `entries` or none, and answers the number of the last one once they are durable.
    ///
    /// `expected` is the head that the entries were decided on; if it is another by now, the answer is `Conflict`.
    /// With `None` they follow whatever is there. A workshop begins with an append that expects [`Seq::START`]; nothing
    /// else brings one into being, so that a late append cannot revive what was erased: `None` on a workshop that does
    /// not exist is a `Conflict` with head 0. No entries: nothing is written and the head is answered.
    fn append(&self, workshop: Uuid, expected: Option<Seq>, entries: Vec<Entry>) -> Answer<Seq> {
        self.append_until(workshop, expected, entries, None)
    }

    /// The same, and with them, in the same transaction, the time at which the workshop falls [`due`](Self::due): to be
    /// erased (milliseconds since 1970). With `None` it stays as it was; at first a workshop never falls due.
    fn append_until(&self, workshop: Uuid, expected: Option<Seq>, entries: Vec<Entry>, due: Option<u64>) -> Answer<Seq> {
        self.append_beside(workshop, expected, entries, Beside { due, course: None })
    }

    /// The same with all that is kept beside the entries.
    fn append_beside(&self, workshop: Uuid, expected: Option<Seq>, entries: Vec<Entry>, beside: Beside) -> Answer<Seq>;

    /// How the workshop's time went when that was last said; `None` if it never was.
    fn course(&self, workshop: Uuid) -> Answer<Option<Course>>;

    /// The workshops that have lapsed, ordered by id, each with the milliseconds that have been counted since: their time is up, and
    /// they are erased once enough has been.
    fn lapsed(&self) -> Answer<Vec<(Uuid, u64)>>;

    /// So much has been counted since the workshop lapsed; with `None` it has not. Not an error if there is no such workshop:
    /// nothing is written then.
    fn lapse(&self, workshop: Uuid, counted: Option<u64>) -> Answer<()>;

    /// The workshops that fell due at `now` or before, the longest overdue first.
    fn due(&self, now: u64) -> Answer<Vec<Uuid>>;

    /// The entries with numbers above `after`, in order, read in pages; empty if there is no such workshop.
    ///
    /// Contains at least what was acknowledged before the call. Above the latest snapshot the numbers have no gaps;
    /// at and below it only events are left, or nothing if it [replaced](Self::replace) them. So a fold reads from [`latest`](Self::latest); where several servers share
    /// a journal it then asks for `latest` again, and begins anew if that has moved. A snapshot or an erasure that
    /// overtakes the reading ends it with `Conflict`.
    fn read(&self, workshop: Uuid, after: Seq) -> BoxStream<'static, Result<(Seq, Entry), JournalError>>;

    /// Stores `snapshot` in place of the one before and deletes all updates that it contains, in one transaction.
    ///
    /// `Conflict` if a later snapshot is there, or no such workshop, or its head is below `snapshot.at`.
    fn snapshot(&self, workshop: Uuid, snapshot: Snapshot) -> Answer<()>;

    /// Stores `snapshot` in place of everything up to it, events included, so that somebody who is not in the snapshot is
    /// nowhere: for erasing one person. Refused as [`snapshot`](Self::snapshot) is, and writes nothing then.
    ///
    /// `Ok` means that no file of the journal contains what was replaced. After any other error remains of it may be there
    /// although it can be read no more, as with [`erase`](Self::erase): ask again.
    fn replace(&self, workshop: Uuid, snapshot: Snapshot) -> Answer<()>;

    /// The latest snapshot, if there is one.
    fn latest(&self, workshop: Uuid) -> Answer<Option<Snapshot>>;

    /// Gives `key`, the hash of a join code, to `workshop`: `true` if it belongs to that workshop now (or did before),
    /// `false` if it belongs to another. The workshop need not have entries yet.
    fn claim(&self, key: [u8; 32], workshop: Uuid) -> Answer<bool>;

    /// Lets `key` belong to nobody. Not an error if it already does.
    fn release(&self, key: [u8; 32]) -> Answer<()>;

    /// The workshop that `key` belongs to.
    fn find(&self, key: [u8; 32]) -> Answer<Option<Uuid>>;

    /// Removes everything about `workshop`: entries, snapshots, claims, when it falls due, how its time goes. Not an error if there is nothing.
    ///
    /// `Ok` means that no file of the journal contains any of it. After any error remains of it may be there although it
    /// can be read no more, for example (`Busy`) because another program is reading the file: ask again.
    fn erase(&self, workshop: Uuid) -> Answer<()>;

    /// All workshops, ordered by id.
    fn list(&self) -> Answer<Vec<Listed>>;

    /// The number of the last entry; `None` if there is no such workshop.
    fn head(&self, workshop: Uuid) -> Answer<Option<Seq>>;

    /// Whether the store can be written, found out by writing something tiny, durably.
    fn healthy(&self) -> Answer<()>;

    /// Writes what is queued, tidies up and gives the store free. Everything afterwards is answered with `Closed`, except
    /// another `close`, which answers the same.
    fn close(&self) -> Answer<()>;
}
