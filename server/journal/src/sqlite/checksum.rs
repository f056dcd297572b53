//! The checksum beside each stored value: SQLite checks its own structures, not the bytes inside a value.

use uuid::Uuid;

/// CRC-32 over the value and its place, so that a value that turns up in a wrong place does not pass either.
pub(super) fn checksum(workshop: Uuid, seq: i64, kind: i64, bytes: &[u8]) -> i64 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(workshop.as_bytes());
    sum.update(&seq.to_le_bytes());
    sum.update(&kind.to_le_bytes());
    sum.update(bytes);
    i64::from(sum.finalize())
}
