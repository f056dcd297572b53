//! Owns the parsed update: what the bytes say, borrowed from them, before any document is asked.

/// The name of one clock unit: client and clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id {
    pub(crate) client: u32,
    pub(crate) clock: u32,
}

impl Id {
    pub(crate) fn new(client: u32, clock: u32) -> Self {
        Self { client, clock }
    }

    /// The unit before this one under the same client; `None` for the first.
    pub(crate) fn before(self) -> Option<Self> {
        let clock = self.clock.checked_sub(1)?;
        Some(Self { clock, ..self })
    }
}

/// Sections of structs, one per client, and the delete set.
#[derive(Debug)]
pub(crate) struct Update<'a> {
    pub(crate) sections: Vec<Section<'a>>,
    pub(crate) deletes: Vec<Deletes>,
}

/// The structs of one client, without gaps from `clock` on.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    pub(crate) client: u32,
    pub(crate) clock: u32,
    pub(crate) structs: Vec<Struct<'a>>,
}

/// The deletions of one client's units, as half-open clock ranges in the order of the bytes.
#[derive(Debug)]
pub(crate) struct Deletes {
    pub(crate) client: u32,
    pub(crate) ranges: Vec<(u32, u32)>,
}

/// One struct: how many clock units it takes and what it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Struct<'a> {
    pub(crate) len: u32,
    pub(crate) body: Body<'a>,
}

impl Struct<'_> {
    /// How many structs this one is passed on as: values go one by one.
    pub(crate) fn parts(&self) -> usize {
        match self.body {
            Body::Item(Item { content: Content::Values(_), .. }) => self.len as usize,
            _ => 1,
        }
    }
}

/// A struct is an item or the hole that garbage collection left.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Body<'a> {
    Gone,
    Item(Item<'a>),
}

/// Where an item was written and what it holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item<'a> {
    pub(crate) origin: Option<Id>,
    pub(crate) right: Option<Id>,
    /// Written only if there is neither origin nor right origin.
    pub(crate) parent: Option<Parent<'a>>,
    /// Written only with the parent.
    pub(crate) key: Option<&'a str>,
    pub(crate) content: Content<'a>,
}

/// The shared type that an item is put into.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Parent<'a> {
    Root(&'a str),
    Type(Id),
}

/// The content kinds that documents use.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Content<'a> {
    Deleted,
    Text(&'a str),
    /// The encoded scalars, one after the other; as many as the struct is long.
    Values(&'a [u8]),
    Type(Shared),
}

/// The shared types that may be nested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shared {
    Map,
    Text,
}
