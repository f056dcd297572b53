//! The outbox: what has become durable and is not shown yet. Each flush sends a screen at most one frame of cells and one frame per document.

use super::{
    encode::{self, CellsPart, EncodeError, Kind},
    screen::{Frame, ScreenId},
    screens::Screens,
};
use crate::limits;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use tokio::time::Instant;
use trestle_core::{Fold, Shown, Touched, Viewer};
use trestle_protocol::{DocumentName, Role, SeatId};

/// An update that other writers have not been sent yet.
#[derive(Debug)]
struct Unsent {
    author: ScreenId,
    update: Vec<u8>,
}

/// What waits to be shown, and what each audience was shown last.
pub(crate) struct Outbox {
    touched: Option<Touched>,
    updates: BTreeMap<DocumentName, Vec<Unsent>>,
    classes: BTreeMap<Role, Shown>,
    mine: BTreeMap<SeatId, Shown>,
    cells: Spacing,
    documents: Spacing,
}

/// Keeps two flushes apart; the first one after a pause goes at once.
#[derive(Debug)]
pub(crate) struct Spacing {
    least: Duration,
    next: Instant,
}

impl Spacing {
    pub(crate) fn new(least: Duration) -> Self {
        Self { least, next: Instant::now() }
    }

    /// When a flush may happen.
    pub(crate) fn next(&self) -> Instant {
        self.next
    }

    /// May one happen now? Then it counts as having happened.
    pub(crate) fn pass(&mut self, now: Instant) -> bool {
        let due = now >= self.next;
        if due {
            self.next = now + self.least;
        }
        due
    }
}

impl Outbox {
    pub(crate) fn new() -> Self {
        Self {
            touched: None,
            updates: BTreeMap::new(),
            classes: BTreeMap::new(),
            mine: BTreeMap::new(),
            cells: Spacing::new(limits::CELL_SPACING),
            documents: Spacing::new(limits::DOCUMENT_SPACING),
        }
    }

    /// Cells that an entry touched, once it is durable.
    pub(crate) fn touch(&mut self, touched: Touched) {
        if touched.is_empty() {
            return;
        }
        match &mut self.touched {
            Some(waiting) => waiting.merge(touched),
            None => self.touched = Some(touched),
        }
    }

    /// An update for the other writers of a document, once it is durable.
    pub(crate) fn update(&mut self, document: DocumentName, author: ScreenId, update: Vec<u8>) {
        self.updates.entry(document).or_default().push(Unsent { author, update });
    }

    /// Updates of documents that are not what they were: nobody is to get them any more.
    pub(crate) fn forget_updates(&mut self) {
        self.updates.clear();
    }

    /// Everybody is sent this document's state, which holds its updates; if it has begun anew, nothing else may follow that.
    pub(crate) fn forget_updates_of(&mut self, document: DocumentName) {
        self.updates.remove(&document);
    }

    /// When something is to be flushed next.
    pub(crate) fn due(&self) -> Option<Instant> {
        let cells = self.touched.is_some().then(|| self.cells.next());
        let documents = (!self.updates.is_empty()).then(|| self.documents.next());
        cells.into_iter().chain(documents).min()
    }

    /// Sends what is due.
    pub(crate) fn flush_due(&mut self, fold: &Fold, screens: &mut Screens, now: Instant) -> Result<(), EncodeError> {
        if !self.updates.is_empty() && self.documents.pass(now) {
            self.flush_documents(fold, screens);
        }
        if self.touched.is_some() && self.cells.pass(now) {
            self.flush_cells(fold, screens)?;
        }
        Ok(())
    }

    /// Sends everything, due or not.
    pub(crate) fn flush_all(&mut self, fold: &Fold, screens: &mut Screens) -> Result<(), EncodeError> {
        self.flush_documents(fold, screens);
        self.flush_cells(fold, screens)
    }

    /// Sends the cells that changed, so that what was shown equals the fold.
    pub(crate) fn flush_cells(&mut self, fold: &Fold, screens: &mut Screens) -> Result<(), EncodeError> {
        let Some(touched) = self.touched.take() else {
            return Ok(());
        };
        self.forget_absent(screens);
        let classes = refreshed(&mut self.classes, fold, &touched)?;
        let mine = refreshed(&mut self.mine, fold, &touched)?;
        let shared: BTreeMap<Role, Frame> = classes.iter().map(|(role, part)| (*role, encode::cells(&[part], false))).collect();
        for id in screens.ids() {
            let Some(viewer) = screens.get(id).map(|screen| screen.viewer) else {
                continue;
            };
            let own = viewer.own().and_then(|seat| mine.get(&seat));
            let frame = match (classes.get(&viewer.role), own) {
                (Some(class), Some(own)) => Some(encode::cells(&[class, own], false)),
                (None, Some(own)) => Some(encode::cells(&[own], false)),
                (Some(_), None) => shared.get(&viewer.role).cloned(),
                (None, None) => None,
            };
            if let Some(frame) = frame {
                screens.send(id, frame);
            }
        }
        Ok(())
    }

    /// All cells of a viewer. What waited must have been flushed before.
    pub(crate) fn whole(&mut self, fold: &Fold, viewer: Viewer, ready: &mut BTreeMap<Role, CellsPart>) -> Result<Frame, EncodeError> {
        let class = match ready.get(&viewer.role) {
            Some(part) => part.clone(),
            None => {
                let shown = self.classes.entry(viewer.role).or_insert_with(|| Shown::class(viewer.role));
                let part = CellsPart::new(&shown.whole(fold), &[])?;
                ready.entry(viewer.role).or_insert(part).clone()
            }
        };
        let Some(seat) = viewer.own() else {
            return Ok(encode::cells(&[&class], true));
        };
        let shown = self.mine.entry(seat).or_insert_with(|| Shown::mine(seat));
        let own = CellsPart::new(&shown.whole(fold), &[])?;
        Ok(encode::cells(&[&class, &own], true))
    }

    fn flush_documents(&mut self, fold: &Fold, screens: &mut Screens) {
        for (name, unsent) in std::mem::take(&mut self.updates) {
            let document = (name, fold.documents.generation(name));
            let authors: BTreeSet<ScreenId> = unsent.iter().map(|unsent| unsent.author).collect();
            let mut for_readers = None;
            for id in screens.ids() {
                if !screens.get(id).is_some_and(|screen| screen.documents.contains(&name)) {
                    continue;
                }
                let frames = match authors.contains(&id) {
                    true => frames(document, &unsent, Some(id)),
                    false => for_readers.get_or_insert_with(|| frames(document, &unsent, None)).clone(),
                };
                for frame in frames {
                    screens.send(id, frame);
                }
            }
        }
    }

    fn forget_absent(&mut self, screens: &Screens) {
        let roles: BTreeSet<Role> = screens.iter().map(|(_, screen)| screen.viewer.role).collect();
        let seats: BTreeSet<SeatId> = screens.iter().filter_map(|(_, screen)| screen.viewer.own()).collect();
        self.classes.retain(|role, _| roles.contains(role));
        self.mine.retain(|seat, _| seats.contains(seat));
    }
}

/// What changed for each audience that was shown something before.
fn refreshed<K: Copy + Ord>(
    audiences: &mut BTreeMap<K, Shown>,
    fold: &Fold,
    touched: &Touched,
) -> Result<BTreeMap<K, CellsPart>, EncodeError> {
    let mut parts = BTreeMap::new();
    for (key, shown) in audiences {
        if let Some((set, gone)) = shown.refresh(fold, touched) {
            parts.insert(*key, CellsPart::new(&set, &gone)?);
        }
    }
    Ok(parts)
}

/// The updates of one document as frames, without those of one author.
fn frames((document, generation): (DocumentName, u32), unsent: &[Unsent], but: Option<ScreenId>) -> Vec<Frame> {
    let updates: Vec<&[u8]> = unsent.iter().filter(|unsent| Some(unsent.author) != but).map(|unsent| unsent.update.as_slice()).collect();
    let merged = updates.chunks(limits::MERGED_UPDATES).flat_map(encode::merged);
    merged.map(|update| encode::document(document, generation, Kind::Update, &update)).collect()
}
