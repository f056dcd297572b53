//! Owns the refusals of the gate: one variant per rule, with the rule as its sentence.

use thiserror::Error;

/// Why an update was not admitted. Nothing of a refused update has any effect.
///
/// The rules are numbered in the crate's README; [`GateRefusal::id`] gives the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Error)]
pub enum GateRefusal {
    /// G1
    #[error("an update is no larger than the bound for one update")]
    TooLarge,
    /// G2
    #[error("every length and count is backed by bytes that are there")]
    Truncated,
    /// G3
    #[error("an update ends where its delete set ends")]
    TrailingBytes,
    /// G4
    #[error("numbers are written in their shortest form and fit into 32 bits")]
    Number,
    /// G5
    #[error("strings are UTF-8")]
    NotUtf8,
    /// G6
    #[error("content is text, a plain value, a text or map type, or a deletion")]
    UnknownContent,
    /// G7
    #[error("structs, sections and ranges are not empty")]
    Empty,
    /// G8
    #[error("an update has no more parts than the bound for one update")]
    TooMany,
    /// G9
    #[error("each client has one section of structs and one of deletions")]
    RepeatedClient,
    /// G10
    #[error("client ids fit into 32 bits")]
    ClientId,
    /// G11
    #[error("keys are short, not empty and without control characters")]
    Key,
    /// G12
    #[error("a value is a short string, a finite number, a boolean or null")]
    Value,
    /// G13
    #[error("an update continues what the document knows: sync again")]
    Behind,
    /// G14
    #[error("new structs stand under client ids of their author")]
    TakenClient,
    /// G15
    #[error("no struct depends on itself")]
    Circular,
    /// G16
    #[error("what is known already does not end within a character")]
    SplitCharacter,
    /// G17
    #[error("the document has only the roots of its schema")]
    UnknownRoot,
    /// G18
    #[error("a parent is a shared type")]
    WrongParent,
    /// G19
    #[error("maps have keys, texts have none, records have the keys of their schema")]
    WrongKey,
    /// G20
    #[error("content fits the shared type that it is put into")]
    WrongContent,
    /// G21
    #[error("the neighbours of a struct lie in one shared type under one key")]
    Apart,
    /// G22
    #[error("the neighbours of a struct were neighbours when it was written")]
    Disorder,
    /// G23
    #[error("a map entry has no right neighbour")]
    EntryRight,
    /// G24
    #[error("the document stays within its budget")]
    OverBudget,
    /// G25
    #[error("one author has no more client ids in a document than the bound")]
    TooManyClients,
    /// G26
    #[error("finding a place among concurrent structs stays within the budget of one update")]
    Tangled,
    /// G27
    #[error("one author has no more entries in a list than the share")]
    OverShare,
    /// G28
    #[error("a list has no more entries than the bound")]
    ListFull,
}

impl GateRefusal {
    /// The rule's number, `G1` to `G28`: stable, for logs, tests and the wire.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::TooLarge => "G1",
            Self::Truncated => "G2",
            Self::TrailingBytes => "G3",
            Self::Number => "G4",
            Self::NotUtf8 => "G5",
            Self::UnknownContent => "G6",
            Self::Empty => "G7",
            Self::TooMany => "G8",
            Self::RepeatedClient => "G9",
            Self::ClientId => "G10",
            Self::Key => "G11",
            Self::Value => "G12",
            Self::Behind => "G13",
            Self::TakenClient => "G14",
            Self::Circular => "G15",
            Self::SplitCharacter => "G16",
            Self::UnknownRoot => "G17",
            Self::WrongParent => "G18",
            Self::WrongKey => "G19",
            Self::WrongContent => "G20",
            Self::Apart => "G21",
            Self::Disorder => "G22",
            Self::EntryRight => "G23",
            Self::OverBudget => "G24",
            Self::TooManyClients => "G25",
            Self::Tangled => "G26",
            Self::OverShare => "G27",
            Self::ListFull => "G28",
        }
    }
}
