//! A batch: what was taken from the inbox together. Its entries are one append; what is answered waits until that is durable.

use super::{
    handle::{Attach, Ordered},
    screen::ScreenId,
};
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::oneshot;
use trestle_core::{Fold, Unwritten};
use trestle_journal::Entry;
use trestle_protocol::{DocumentName, Refusal, ServerFrame};

/// What one turn of the loop has taken in.
#[derive(Default)]
pub(crate) struct Batch {
    /// To be appended.
    pub(crate) entries: Vec<Entry>,
    /// To be given, in order, once everything is durable.
    pub(crate) answers: Vec<Answer>,
    /// The highest update number of each screen.
    pub(crate) saved: BTreeMap<ScreenId, u32>,
    /// These began anew. Their states are sent behind what says that the updates before are saved, and not earlier.
    pub(crate) anew: BTreeSet<DocumentName>,
    /// Something was decided, so rights may have changed.
    pub(crate) decided: bool,
    /// A rehearsal ended: what screens hold of it is void.
    pub(crate) rewound: bool,
    /// The server stops.
    pub(crate) drain: bool,
    /// It has lapsed, or not any more.
    pub(crate) lapsed: bool,
    /// Who wants the workshop erased and is told when it is: once everything else is done.
    pub(crate) erase: Vec<oneshot::Sender<Result<(), Refusal>>>,
}

/// An answer that waits.
pub(crate) enum Answer {
    /// A frame for the screen that asked.
    Frame(ScreenId, ServerFrame),
    /// A refused update; the document follows if it may still be written, unless it only has to wait.
    UpdateRefused { screen: ScreenId, number: u32, document: DocumentName, why: Unwritten },
    /// The server took words out of a document: its state, if this screen has it.
    Renew(ScreenId, DocumentName),
    /// An order was decided.
    Ordered(oneshot::Sender<Result<Ordered, Refusal>>, Result<Ordered, Refusal>),
    /// A screen begins.
    Attach(Attach),
    /// A screen has room for what it has not been sent yet.
    GoOn(ScreenId),
    /// Somebody looks.
    Read(Box<dyn FnOnce(&Fold) + Send>),
}
