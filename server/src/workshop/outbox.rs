//! The outbox: what has become durable and is not shown yet. A screen is told what it has room for: what changed since it was told last, as it is by now.

use super::{
    encode::{self, CellsPart, EncodeError},
    frame::Frame,
    screen::{Screen, ScreenId},
    screens::Screens,
    told::{Told, Whole, piece, room_beside},
};
use crate::limits;
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    time::Duration,
};
use tokio::time::Instant;
use trestle_core::{Change, Fold, Shown, Touched, Viewer};
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

    /// Looks at the cells that changed, and tells every screen what it has room for.
    pub(crate) fn flush_cells(&mut self, fold: &Fold, screens: &mut Screens) -> Result<(), EncodeError> {
        let Some(touched) = self.touched.take() else {
            return Ok(());
        };
        self.forget_absent(screens);
        self.classes.values_mut().chain(self.mine.values_mut()).for_each(|shown| shown.look(fold, &touched));
        let mut pieces = Pieces::default();
        for id in screens.ids() {
            self.tell(id, screens, &mut pieces)?;
        }
        self.forget_gone(screens);
        Ok(())
    }

    /// What somebody has been told who is told everything from now on.
    pub(crate) fn told_nothing(&mut self, fold: &Fold, viewer: Viewer) -> Told {
        let looked_at = |mut shown: Shown| {
            shown.look(fold, &Touched::everything());
            shown
        };
        let mine = viewer.own().map(|seat| &*self.mine.entry(seat).or_insert_with(|| looked_at(Shown::mine(seat))));
        Told::nothing(self.classes.entry(viewer.role).or_insert_with(|| looked_at(Shown::class(viewer.role))), mine)
    }

    /// Tells a screen what it has not been told, piece by piece, while it has room. What waits to be flushed is not among it.
    pub(crate) fn tell(&self, id: ScreenId, screens: &mut Screens, pieces: &mut Pieces) -> Result<(), EncodeError> {
        while let Some(screen) = screens.get(id) {
            let (Some(class), own) = (self.classes.get(&screen.viewer.role), screen.viewer.own().and_then(|seat| self.mine.get(&seat)))
            else {
                return Ok(());
            };
            if is_up_to_date(screen.told, class, own) || !screen.sender.has_room() {
                return Ok(());
            }
            let (frame, told) = pieces.next(screen, class, own)?;
            if let Some(screen) = screens.get_mut(id) {
                screen.told = told;
            }
            screens.send(id, frame);
        }
        Ok(())
    }

    fn flush_documents(&mut self, fold: &Fold, screens: &mut Screens) {
        for (name, unsent) in std::mem::take(&mut self.updates) {
            let document = (name, fold.documents.generation(name));
            let authors: BTreeSet<ScreenId> = unsent.iter().map(|unsent| unsent.author).collect();
            let mut for_readers = None;
            for id in screens.ids() {
                let Some(screen) = screens.get_mut(id).filter(|screen| screen.documents.contains(&name) && !screen.owed.contains(&name))
                else {
                    continue;
                };
                // Instead of more and more updates it is sent the state when it has taken what it has.
                if !screen.sender.has_room() {
                    screen.owed.insert(name);
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

    /// What everybody has been told to be gone need not be told any more.
    fn forget_gone(&mut self, screens: &Screens) {
        let (mut classes, mut mine) = (BTreeMap::<Role, Change>::new(), BTreeMap::<SeatId, Change>::new());
        for (_, screen) in screens.iter() {
            let least = |told: Change| move |known: &mut Change| *known = (*known).min(told);
            classes.entry(screen.viewer.role).and_modify(least(screen.told.class)).or_insert(screen.told.class);
            if let Some(seat) = screen.viewer.own() {
                mine.entry(seat).and_modify(least(screen.told.mine)).or_insert(screen.told.mine);
            }
        }
        self.classes.iter_mut().for_each(|(role, shown)| classes.get(role).into_iter().for_each(|told| shown.forget_gone(*told)));
        self.mine.iter_mut().for_each(|(seat, shown)| mine.get(seat).into_iter().for_each(|told| shown.forget_gone(*told)));
    }

    fn forget_absent(&mut self, screens: &Screens) {
        let roles: BTreeSet<Role> = screens.iter().map(|(_, screen)| screen.viewer.role).collect();
        let seats: BTreeSet<SeatId> = screens.iter().filter_map(|(_, screen)| screen.viewer.own()).collect();
        self.classes.retain(|role, _| roles.contains(role));
        self.mine.retain(|seat, _| seats.contains(seat));
    }
}

fn is_up_to_date(told: Told, class: &Shown, own: Option<&Shown>) -> bool {
    told.whole.is_none() && told.class == class.latest() && own.is_none_or(|own| told.mine == own.latest())
}

/// Pieces that several screens are told in one flush, made once.
#[derive(Default)]
pub(crate) struct Pieces {
    /// By class, what was told of it, what need not be told, and up to where there is anything.
    classes: BTreeMap<(Role, Change, Change, Change), (CellsPart, Change)>,
    frames: BTreeMap<(Role, Change, Change, Change), Frame>,
}

impl Pieces {
    /// The next piece for a screen, and what it has been told then.
    fn next(&mut self, screen: &Screen, class: &Shown, own: Option<&Shown>) -> Result<(Frame, Told), EncodeError> {
        let (role, told, whole) = (screen.viewer.role, screen.told, screen.told.whole.unwrap_or_default());
        let key = (role, told.class, whole.class, class.latest());
        let (part, to) = match self.classes.entry(key) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(piece(class, told.class, whole.class, limits::PIECE_BYTES)?),
        };
        let mut next = Told { class: *to, ..told };
        let mut own_part = CellsPart::default();
        if let Some(own) = own.filter(|_| *to == class.latest()) {
            (own_part, next.mine) = piece(own, told.mine, whole.mine, room_beside(part))?;
        }
        next.whole = told.whole.map(|whole| Whole { begun: true, ..whole });
        let all = next.class == class.latest() && own.is_none_or(|own| next.mine == own.latest());
        let (begins, more) = (told.whole.is_some_and(|whole| !whole.begun), told.whole.is_some() && !all);
        if all {
            next.whole = None;
        }
        // What is one for all is one frame for all.
        let shared = told.whole.is_none() && own_part.len() == 0;
        let frame = match self.frames.get(&(role, told.class, *to, class.latest())).filter(|_| shared) {
            Some(frame) => frame.clone(),
            None => encode::cells(&[&*part, &own_part], begins, more),
        };
        if shared {
            self.frames.insert((role, told.class, *to, class.latest()), frame.clone());
        }
        Ok((frame, next))
    }
}

/// The updates of one document as frames, without those of one author.
fn frames((document, generation): (DocumentName, u32), unsent: &[Unsent], but: Option<ScreenId>) -> Vec<Frame> {
    let updates: Vec<&[u8]> = unsent.iter().filter(|unsent| Some(unsent.author) != but).map(|unsent| unsent.update.as_slice()).collect();
    let merged = updates.chunks(limits::MERGED_UPDATES).flat_map(encode::merged);
    merged.map(|update| encode::update(document, generation, &update)).collect()
}
