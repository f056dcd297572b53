//! Owns every bound of the gate, each with its reason.

/// Bounds of one update and of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one update.
    pub update_bytes: usize,
    /// Structs of one update, known ones included.
    pub structs: usize,
    /// Ranges in the delete set of one update, known ones included.
    pub delete_ranges: usize,
    /// Pieces that one update may make the document walk past to find its places.
    pub steps: u32,
    /// Bytes of a map key.
    pub key_bytes: usize,
    /// Bytes of a string that is a map value.
    pub value_bytes: usize,
    /// Client ids per document.
    pub clients: usize,
    /// Client ids per owner and document.
    pub clients_per_owner: usize,
    /// Clock units per document: UTF-16 units of text, values, types; deleted ones included.
    pub units: u32,
    /// Encoded bytes of all structs and keys that a document was ever given.
    pub bytes: u64,
    /// Separate pieces per document, an upper estimate of what the CRDT keeps as items.
    pub pieces: u32,
    /// Shared types and map keys per document.
    pub places: usize,
}

impl Limits {
    /// The bounds of a workshop's document.
    pub const DEFAULT: Self = Self {
        // One WebSocket frame; a client splits what is more.
        update_bytes: 64 * 1024,
        // An honest hour offline is some hundreds; 64 KiB of one-letter structs would be 8,000.
        structs: 4096,
        // yjs sends the whole delete set of a document with each sync.
        delete_ranges: 16 * 1024,
        // About 20 ms of the CRDT's time; honest merges walk past some hundreds.
        steps: 128 * 1024,
        // Our keys are field names and ids of up to 36 characters.
        key_bytes: 64,
        // Values are themes, dates, ids and order keys; people's text lives in texts.
        value_bytes: 1024,
        // A page load is a client id: 60 seats with 60 loads each; more would also make colliding
        // ids cost the CRDT's hash map noticeable time.
        clients: 4096,
        // So that one seat cannot use up the ids of all; a reload every minute for two hours.
        clients_per_owner: 128,
        // A brief of 3,000 words is 20,000 units; typed and deleted ten times over it fits five times.
        units: 1024 * 1024,
        // The same in bytes, for scripts with two bytes a unit.
        bytes: 2 * 1024 * 1024,
        // About 10 MB of the CRDT's memory; two hours of typing all over a text make 5,000.
        pieces: 32 * 1024,
        // 400 notes, each a record with a text and a theme, take 2,400.
        places: 16 * 1024,
    };

    /// No bounds: for what was admitted already. Lengths and counts are still backed by the bytes that are there.
    pub(crate) const NONE: Self = Self {
        update_bytes: usize::MAX,
        structs: usize::MAX,
        delete_ranges: usize::MAX,
        steps: u32::MAX,
        key_bytes: usize::MAX,
        value_bytes: usize::MAX,
        clients: usize::MAX,
        clients_per_owner: usize::MAX,
        units: u32::MAX,
        bytes: u64::MAX,
        pieces: u32::MAX,
        places: usize::MAX,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
