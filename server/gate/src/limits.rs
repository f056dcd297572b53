//! Owns every bound of the gate, each with its reason.

/// Bounds of one update and of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one update.
    /// Whose: the update's. At it: refused (`Oversized`). Freed by: whoever sends less at once; the page splits what is more.
    pub update_bytes: usize,
    /// Structs of one update, known ones included.
    /// Whose: the update's. At it: refused (`Oversized`). Freed by: whoever sends less at once; the page splits what is more.
    pub structs: usize,
    /// Ranges in the delete set of one update, known ones included.
    /// Whose: the update's. At it: refused (`Oversized`). Freed by: itself: a document that is so worn begins anew before.
    pub delete_ranges: usize,
    /// Pieces that one update may make the document walk past to find its places.
    /// Whose: the update's. At it: refused (`BadUpdate`). Freed by: itself: no honest merge comes near it.
    pub steps: u32,
    /// Bytes of a map key.
    /// Whose: the entry's. At it: refused (`BadUpdate`). Freed by: itself: no key of the pages is that long.
    pub key_bytes: usize,
    /// Bytes of a string that is a map value.
    /// Whose: the entry's. At it: refused (`BadUpdate`). Freed by: itself: no value of the pages is that long.
    pub value_bytes: usize,
    /// Client ids per document.
    /// Whose: the document's. At it: a further one is refused (`DocumentFull`); the last eighth is facilitators'. Freed by: time, which no author can
    /// shorten for others: each has a share of client ids.
    pub clients: usize,
    /// Client ids per owner and document.
    /// Whose: the author's, in one document. At it: a further one is refused (`DocumentFull`). Freed by: a page that stays open, which goes on with
    /// the id that it has.
    pub clients_per_owner: usize,
    /// UTF-16 units of text that stand in a document.
    /// Whose: the document's. At it: more is refused (`DocumentFull`); the last eighth is facilitators'. Freed by: whoever may write in it, by
    /// deleting text; facilitators always.
    pub units: u64,
    /// Map entries that stand in a document: values and types.
    /// Whose: the document's. At it: more is refused (`DocumentFull`); the last eighth is facilitators'. Freed by: whoever may write in it, by
    /// deleting rows; facilitators always.
    pub entries: u64,
    /// Separate pieces per document, deleted ones included: at least as many as the items that the CRDT reads it as.
    /// Whose: the document's. At it: more is refused (`DocumentFull`); the last eighth is facilitators'. Freed by: time: no author adds more than a
    /// share of pieces, and what is deleted beside each other is one.
    pub pieces: u64,
    /// The same for an update that only takes away, which splits pieces.
    /// Whose: the document's. At it: even taking away is refused (`DocumentFull`). Freed by: facilitators, for whom taking away goes further.
    pub pieces_taking: u64,
    /// Lists that everybody adds to.
    /// Not a share: each list has its own.
    pub lists: &'static [List],
    /// Whether lists are filled as one of many: within an author's share, and not to the last place.
    /// Not a share: a rule for shares.
    pub shared: bool,
}

/// How many entries of a map everybody adds to may stand at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List {
    /// The map: a root.
    pub root: &'static str,
    /// All of them.
    pub most: usize,
    /// All of them, as far as everybody fills it together.
    pub together: usize,
    /// Those of one author.
    pub per_author: usize,
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
        // Values are themes, dates, ids and order keys, 80 characters at most; people's text lives in texts. So what stands in maps is bounded by
        // their entries: 3 MiB at the very worst.
        value_bytes: 320,
        // A page load is a client id: 60 seats with 60 loads each; more would also make colliding
        // ids cost the CRDT's hash map noticeable time.
        clients: 4096,
        // So that one author cannot use up the ids of all: a reload every minute for seventeen hours.
        clients_per_owner: 1024,
        // Every field of a brief full to its bound of 30,000, twice over; at most 1.5 MiB in any script.
        units: 512 * 1024,
        // The largest plan has 6,400.
        entries: 8 * 1024,
        // About 10 MB of the CRDT's memory; two hours of typing all over a text make 5,000.
        pieces: 32 * 1024,
        // Whoever empties a full document piece by piece comes to an end of it.
        pieces_taking: 64 * 1024,
        // Each document's schema brings its own.
        lists: &[],
        // Facilitators fill lists to the last place.
        shared: false,
    };

    /// The bounds without the last eighth, which is kept for those who can make room. Taking away goes halfway into it.
    #[must_use]
    pub const fn without_reserve(self) -> Self {
        Self {
            clients: self.clients - self.clients / 8,
            units: self.units - self.units / 8,
            entries: self.entries - self.entries / 8,
            pieces: self.pieces - self.pieces / 8,
            pieces_taking: self.pieces - self.pieces / 16,
            shared: true,
            ..self
        }
    }

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
        units: u64::MAX,
        entries: u64::MAX,
        pieces: u64::MAX,
        pieces_taking: u64::MAX,
        lists: &[],
        shared: false,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
