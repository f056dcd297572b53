//! Every bound of the journal, with its reason.

use std::time::Duration;

/// Largest entry, in bytes. A frame of the wire is 64 KiB; a workshop that is imported begins with one large event.
/// Whose: the entry's. At it: the append is refused, and the workshop opens again from its journal. Freed by: itself: the wire's bounds lie far
/// below.
pub const ENTRY_BYTES: usize = 4 << 20;

/// Most entries in one append. A workshop gathers what waits in its inbox, some hundreds at the very most.
/// Whose: the workshop's. At it: the append is refused, and the workshop opens again from its journal. Freed by: itself: a batch is far smaller.
pub const APPEND_ENTRIES: usize = 16_384;

/// Largest append, in bytes of all its entries: four of the largest, far above any inbox.
/// Whose: the workshop's. At it: the append is refused, and the workshop opens again from its journal. Freed by: itself: a batch is far smaller.
pub const APPEND_BYTES: usize = 16 << 20;

/// Largest snapshot, in bytes. Sixty seats and four hundred notes are well under 1 MiB; reading one must fit in memory.
/// Whose: the workshop's. At it: no snapshot is made; the journal grows on and is read whole. Freed by: itself: the bounds of documents and lists lie
/// below.
pub const SNAPSHOT_BYTES: usize = 64 << 20;

/// Most writes that wait for the writer. A commit takes milliseconds and takes along everything that waits, so even a
/// thousand live workshops with one append in flight each stay below it; above it the disk has stopped.
/// Whose: the machine's. At it: further writes are refused as busy, and screens come back. Freed by: the disk, once it writes again; the operator.
pub const QUEUE_WRITES: usize = 4_096;

/// Most bytes that wait for the writer: this, not the number of writes, is what a stopped disk costs in memory.
/// Whose: the machine's. At it: further writes are refused as busy, and screens come back. Freed by: the disk, once it writes again; the operator.
pub const QUEUE_BYTES: usize = 128 << 20;

/// Most writes in one transaction: keeps the answer to the first from waiting for thousands of others.
/// Not a share: a measure of work, not of what anybody may do.
pub const BATCH_WRITES: usize = 1_024;

/// A transaction takes no further write once it has this many bytes: keeps the write-ahead log small.
/// Not a share: a measure of work, not of what anybody may do.
pub const BATCH_BYTES: usize = 16 << 20;

/// Most entries that one page of reading holds: short read transactions let the log be checkpointed.
/// Not a share: a measure of work, not of what anybody may do.
pub const PAGE_ENTRIES: usize = 512;

/// A page of reading takes no further entry once it has this many bytes, whatever their number.
/// Not a share: a measure of work, not of what anybody may do.
pub const PAGE_BYTES: usize = 1 << 20;

/// Reading threads of SQLite. Reading happens when a workshop opens; two keep a large one from holding up a small one.
/// Not a share: a measure of work, not of what anybody may do.
pub const READERS: usize = 2;

/// Most reads that wait for a reading thread; a further one waits for its turn to wait, it is not refused.
/// Whose: the machine's. At it: a further read waits. Freed by: itself, as reads are done.
pub const QUEUE_READS: usize = 256;

/// Statements that a connection keeps prepared. Each live workshop has its own tables and about five statements; this
/// keeps two hundred of them ready at about 4 KiB a statement.
/// Not a share: a measure of work, not of what anybody may do.
pub const STATEMENTS: usize = 1_024;

/// Places for workshops that are made at once. Making some takes time that grows with their number, and each takes 8 KiB
/// before anything is in it.
/// Whose: the machine's. At it: more are made when these are used up. Freed by: itself.
pub const PLACES_AT_ONCE: i64 = 32;

/// How long SQLite waits for a lock of another program (somebody's shell, a backup) before the write is refused.
/// Whose: the machine's. At it: the write is refused, and the workshop opens again from its journal. Freed by: the other program, or the operator who
/// ends it.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How long an erasure waits for another program to stop reading what is to go; every other write waits with it.
/// Whose: the machine's. At it: the erasure is tried again later. Freed by: the other program, or the operator who ends it.
pub const ERASE_PATIENCE: Duration = Duration::from_secs(1);

/// Size to which the write-ahead log is cut after a checkpoint, in bytes, so that one large batch does not stay for ever.
/// Not a share: a measure of work, not of what anybody may do.
pub const LOG_BYTES: i64 = 16 << 20;

/// Batches after which what snapshots replaced is removed from the write-ahead log even while writes keep coming;
/// without load it happens at once.
/// Not a share: a measure of work, not of what anybody may do.
pub const SCRUB_AFTER_BATCHES: usize = 256;

/// Size beyond which the witness is written anew with one word for each workshop, in bytes.
/// Not a share: a measure of work, not of what anybody may do.
pub const WITNESS_BYTES: usize = 1 << 20;

/// Most folders with copies of damaged files: each is as large as the journal.
/// Whose: the machine's. At it: the oldest goes when a new one is made. Freed by: the operator, who brings them elsewhere or removes them.
pub const DAMAGED_KEPT: usize = 3;

/// How long such a folder is kept, in milliseconds in which the server runs: two weeks to look at it. Nothing is ever erased from a copy, so none may stay.
/// Whose: the machine's. At it: it is removed. Freed by: the operator, who brings it elsewhere before that, or removes it sooner.
pub const DAMAGED_KEPT_MS: u64 = 14 * 24 * 60 * 60 * 1000;
