//! Every bound of the journal, with its reason.

use std::time::Duration;

/// Largest entry, in bytes. A frame of the wire is 64 KiB; a workshop that is imported begins with one large event.
pub const ENTRY_BYTES: usize = 4 << 20;

/// Most entries in one append. A workshop gathers what waits in its inbox, some hundreds at the very most.
pub const APPEND_ENTRIES: usize = 16_384;

/// Largest append, in bytes of all its entries: four of the largest, far above any inbox.
pub const APPEND_BYTES: usize = 16 << 20;

/// Largest snapshot, in bytes. Sixty seats and four hundred notes are well under 1 MiB; reading one must fit in memory.
pub const SNAPSHOT_BYTES: usize = 64 << 20;

/// Most writes that wait for the writer. A commit takes milliseconds and takes along everything that waits, so even a
/// thousand live workshops with one append in flight each stay below it; above it the disk has stopped.
pub const QUEUE_WRITES: usize = 4_096;

/// Most bytes that wait for the writer: this, not the number of writes, is what a stopped disk costs in memory.
pub const QUEUE_BYTES: usize = 128 << 20;

/// Most writes in one transaction: keeps the answer to the first from waiting for thousands of others.
pub const BATCH_WRITES: usize = 1_024;

/// A transaction takes no further write once it has this many bytes: keeps the write-ahead log small.
pub const BATCH_BYTES: usize = 16 << 20;

/// Most entries that one page of reading holds: short read transactions let the log be checkpointed.
pub const PAGE_ENTRIES: usize = 512;

/// A page of reading takes no further entry once it has this many bytes, whatever their number.
pub const PAGE_BYTES: usize = 1 << 20;

/// Reading threads of SQLite. Reading happens when a workshop opens; two keep a large one from holding up a small one.
pub const READERS: usize = 2;

/// Most reads that wait for a reading thread; a further one waits for its turn to wait, it is not refused.
pub const QUEUE_READS: usize = 256;

/// Statements that a connection keeps prepared. Each live workshop has its own tables and about five statements; this
/// keeps two hundred of them ready at about 4 KiB a statement.
pub const STATEMENTS: usize = 1_024;

/// Places for workshops that are made at once. Making some takes time that grows with their number, and each takes 8 KiB
/// before anything is in it.
pub const PLACES_AT_ONCE: i64 = 32;

/// How long SQLite waits for a lock of another program (somebody's shell, a backup) before the write is refused.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How long an erasure waits for another program to stop reading what is to go; every other write waits with it.
pub const ERASE_PATIENCE: Duration = Duration::from_secs(1);

/// Size to which the write-ahead log is cut after a checkpoint, in bytes, so that one large batch does not stay for ever.
pub const LOG_BYTES: i64 = 16 << 20;

/// Batches after which what snapshots replaced is removed from the write-ahead log even while writes keep coming;
/// without load it happens at once.
pub const SCRUB_AFTER_BATCHES: usize = 256;
