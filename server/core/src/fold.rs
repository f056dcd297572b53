//! The fold: one workshop in memory, moved on by entries alone. Live and replayed, the same entries give the same workshop.

mod anew;

use crate::{
    access::{Access, access, may_write_for},
    apply::{apply, millis},
    author::Author,
    clock::Clock,
    decide::{decide, movement, writing_begun},
    documents::{
        Broken, Documents, Stored,
        content::{Content, Notes},
        schema::lists,
    },
    entry::{Entry, EventEntry, FORM, Unread, UpdateEntry, UpdateHead, read},
    event::Event,
    identity::{Actor, Holder},
    limits::CAUSES,
    moment::Moment,
    order::Order,
    state::State,
    touch::{self, Touched},
    unwritten::Unwritten,
    view,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use trestle_gate::{Admitted, GateRefusal, Limits, Owner};
use trestle_protocol::{DocumentName, Refusal, SeatId, Time};

/// How finely it is told when a brief was last written in, in milliseconds.
const WRITTEN_MS: u64 = 10_000;

/// A workshop in memory.
#[derive(Default)]
pub struct Fold {
    /// What has been decided.
    pub state: State,
    /// What people wrote.
    pub documents: Documents,
    /// The snapshot from before the rehearsal that is under way.
    before: Option<Vec<u8>>,
    broken: bool,
    /// The time of the last entry.
    latest: Time,
    /// What has gone for good, and the journal still holds.
    owed: Owed,
    /// Documents that somebody's words were taken out of since the last order.
    renewed: Vec<DocumentName>,
    /// Documents that began anew or tried to, and when.
    begun: BTreeMap<DocumentName, anew::Rest>,
}

/// What has gone for good and is still in the journal, in entries up to here and in snapshots of before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owed {
    /// Nothing.
    #[default]
    Nothing,
    /// Words of notes: updates hold them, no event does. A snapshot that takes the place of the updates pays.
    Words,
    /// Somebody was erased, or a rehearsal ended: events bear names. A snapshot that takes the place of everything pays.
    Everything,
}

/// An entry for the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryBytes {
    /// An event (kept for the audit) or an update (dropped behind a snapshot).
    pub event: bool,
    /// The entry.
    pub bytes: Vec<u8>,
}

/// What an order or update changed: to be appended, then acknowledged and shown.
#[derive(Debug, Default)]
pub struct Changed {
    /// To append, in this order; empty if nothing changed.
    pub entries: Vec<EntryBytes>,
    /// The events among them.
    pub events: Vec<Event>,
    /// Cells to project again.
    pub touched: Touched,
    /// Documents that the server took words out of: whoever has one needs its state anew.
    pub renewed: Vec<DocumentName>,
    /// The canonical update for everybody else who may write that document.
    pub broadcast: Option<(DocumentName, Vec<u8>)>,
}

/// Why a journal or snapshot cannot be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// These bytes are no entry.
    #[error("an entry of the journal cannot be read")]
    Entry,
    /// These bytes are no snapshot.
    #[error("a snapshot cannot be read")]
    Snapshot,
    /// A newer version wrote this. It was not looked at any further, and is not to be written over.
    #[error(
        "it was written by a newer version of Trestle (form {form}; this one reads up to {FORM}): start that version again, nothing is lost"
    )]
    Newer {
        /// The form that it says it has.
        form: u32,
    },
    /// An update does not go on from what stands before it.
    #[error("an update of {document} does not go on from what stands before it ({rule})")]
    Gap {
        /// Which document.
        document: DocumentName,
        /// What about it.
        rule: GateRefusal,
    },
    /// The CRDT failed on bytes that the gate had admitted.
    #[error("a document could not be applied or read")]
    Document,
}

impl From<Broken> for FoldError {
    fn from(Broken: Broken) -> Self {
        Self::Document
    }
}

#[derive(Serialize, Deserialize)]
struct Snapshot {
    /// Its form, as that of entries.
    #[serde(default)]
    v: u32,
    state: State,
    documents: Vec<Stored>,
    /// The time of the last entry; none from before this was kept.
    #[serde(default)]
    latest: Option<Time>,
    /// Notes of people who were erased and left them.
    #[serde(default, skip_serializing_if = "Notes::is_empty")]
    left: Notes,
    /// Of the time before a rehearsal; JSON in JSON, so that it stays what it was to the byte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<String>,
}

impl Fold {
    /// Before the first entry.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A document failed half-way: this fold must not be used any more but built again from the journal.
    pub fn broken(&self) -> bool {
        self.broken
    }

    /// The time of the last entry, by the workshop's course of time: that goes on from here. Of a snapshot from before this was kept it is known only that it
    /// was not earlier.
    pub fn latest(&self) -> Time {
        self.latest
    }

    /// What the journal still holds and this fold has forgotten. A fold that is restored from the snapshot that pays it owes nothing; replaying what
    /// was done owes again.
    pub fn owed(&self) -> Owed {
        self.owed
    }

    /// Does it owe anything?
    pub fn owes_forgetting(&self) -> bool {
        self.owed != Owed::Nothing
    }

    /// The journal holds nothing any more of whom this fold has forgotten.
    pub fn forgot(&mut self) {
        self.owed = Owed::Nothing;
    }

    /// Decides an order and applies what follows. A cause that took effect before gives no entries.
    ///
    /// # Errors
    /// The rule that forbids it; nothing has changed then.
    pub fn order(&mut self, actor: Actor, cause: Option<&str>, order: &Order, now: impl Into<Moment>) -> Result<Changed, Refusal> {
        let now = now.into();
        if cause.is_some_and(|cause| self.state.knows_cause(cause)) {
            return Ok(Changed::default());
        }
        let events = decide(&self.state, &self.documents, actor, order, now)?;
        let mut changed = Changed::default();
        self.take(&mut changed, actor, cause, events, now)?;
        if changed.events.contains(&Event::RehearsalEnded) {
            // Only now is it known what the step that it goes back to has still to begin.
            let begun = movement::begun(&self.state, &self.documents);
            self.take(&mut changed, actor, None, begun, now)?;
        }
        changed.renewed = std::mem::take(&mut self.renewed);
        Ok(changed)
    }

    /// Writes events down, all of them, and then applies them.
    fn take(&mut self, changed: &mut Changed, by: Actor, cause: Option<&str>, events: Vec<Event>, now: Moment) -> Result<(), Refusal> {
        for (place, event) in events.iter().enumerate() {
            let cause = cause.filter(|_| place == 0).map(str::to_owned);
            let entry = Entry::Event(EventEntry { at: now.course(), civil: now.apart(), by, cause, event: event.clone() });
            let bytes = entry.encode().map_err(|_| Refusal::Internal)?;
            changed.entries.push(EntryBytes { event: true, bytes });
        }
        for (place, event) in events.iter().enumerate() {
            changed.touched.merge(self.event(event, cause.filter(|_| place == 0), now));
        }
        changed.events.extend(events);
        Ok(())
    }

    /// Something was decided elsewhere: its entry.
    pub(crate) fn happen(&mut self, event: &Event, at: Time) -> Result<EntryBytes, Refusal> {
        let entry = Entry::Event(EventEntry { at, civil: None, by: Actor::System, cause: None, event: event.clone() });
        let bytes = entry.encode().map_err(|_| Refusal::Internal)?;
        self.event(event, None, at.into());
        Ok(EntryBytes { event: true, bytes })
    }

    fn event(&mut self, event: &Event, cause: Option<&str>, now: Moment) -> Touched {
        if let Event::RehearsalBegun = event {
            self.remember();
        }
        if let Event::AuthorCut { seat } = event {
            self.leave(*seat);
        }
        apply(&mut self.state, now, event);
        match event {
            Event::AuthorCut { .. } => self.in_what_was_before(event, now),
            Event::Created { .. } => self.documents.set_salt(self.state.salt),
            Event::RehearsalEnded => self.rewind(),
            Event::SeatRemoved { seat, with_notes: true, .. } => self.erase(*seat, event, now),
            Event::Closed { .. } => self.forget_marked(),
            Event::SeatsForgotten { seats } => seats.iter().for_each(|seat| self.forget(*seat)),
            _ => {}
        }
        self.latest = self.latest.max(now.course());
        if let Some(cause) = cause {
            self.state.causes.push_back(cause.to_owned());
            if self.state.causes.len() > CAUSES {
                self.state.causes.pop_front();
            }
        }
        touch::by_event(&self.state, event)
    }

    /// What somebody wrote becomes nobody's, while it is still known what stands under it.
    fn leave(&mut self, seat: SeatId) {
        self.owed = Owed::Everything;
        let state = &self.state;
        let left = self.documents.to_leave(seat, |owner, note| view::left_for(state, seat, owner, note));
        let renewed = self.documents.forget(seat);
        self.documents.keep_left(left);
        self.renew(renewed);
    }

    /// Forgets what somebody wrote, and what tables wrote for them; a rehearsal that ends does not bring it back.
    fn erase(&mut self, seat: SeatId, event: &Event, now: Moment) {
        self.owed = Owed::Everything;
        self.forget(seat);
        self.in_what_was_before(event, now);
    }

    /// Who goes in a rehearsal has gone from what comes back with its end, too.
    fn in_what_was_before(&mut self, event: &Event, now: Moment) {
        if let Some(before) = self.before.take() {
            let without = Self::restore(&before).and_then(|mut before| {
                before.event(event, None, now);
                before.snapshot()
            });
            self.broken |= without.is_err();
            self.before = without.ok();
        }
    }

    fn forget(&mut self, seat: SeatId) {
        let renewed = self.documents.forget(seat);
        self.renew(renewed);
    }

    /// What was deleted can be brought back until the end, and no longer.
    fn forget_marked(&mut self) {
        let renewed = self.documents.forget_marked();
        if matches!(&renewed, Ok(desks) if !desks.is_empty()) {
            self.owed = self.owed.max(Owed::Words);
        }
        self.renew(renewed);
    }

    fn renew(&mut self, renewed: Result<Vec<DocumentName>, Broken>) {
        match renewed {
            Ok(renewed) => self.renewed.extend(renewed),
            Err(Broken) => self.broken = true,
        }
    }

    /// Keeps everything as it is before a rehearsal.
    fn remember(&mut self) {
        match self.snapshot() {
            Ok(snapshot) => self.before = Some(snapshot),
            Err(_) => self.broken = true,
        }
    }

    /// Everything is as it was before the rehearsal, but for what was set up meanwhile: description, programme, door, code, links, and who may run it.
    fn rewind(&mut self) {
        let Some(Ok(before)) = self.before.take().map(|before| Self::restore(&before)) else {
            self.broken = true;
            return;
        };
        let rehearsed = std::mem::replace(self, before);
        self.documents.go_on_behind(&rehearsed.documents);
        let state = &mut self.state;
        let length = state.live().map(|step| step.minutes);
        // Links that were ended meanwhile stay so: those that are no seat's are as they were left.
        state.grants.retain(|_, holder| matches!(holder, Holder::Seat(_)));
        state.grants.extend(rehearsed.state.grants.into_iter().filter(|(_, holder)| match holder {
            Holder::Seat(seat) => state.seats.get(seat).is_some_and(|seat| !seat.removed),
            Holder::Organisation(organisation) => state.organisations.contains_key(organisation),
            Holder::Console | Holder::Wall | Holder::Results => true,
        }));
        // Who was sent away, or lost the right to run it, does not come back with the beginning.
        for (id, before) in &mut state.seats {
            match rehearsed.state.seats.get(id) {
                Some(seat) => {
                    (before.role, before.removed, before.hidden, before.came) = (seat.role, seat.removed, seat.hidden, seat.came);
                    if before.organisation == seat.organisation {
                        before.by_name = seat.by_name;
                    }
                }
                // They were removed, and nothing was left of them in the rehearsal.
                None => before.removed = true,
            }
        }
        state.passes = rehearsed.state.passes;
        state.passes.retain(|secret, _| state.grants.contains_key(secret));
        state.ways.retain(|way| !rehearsed.state.ways.contains(way));
        state.ways.extend(rehearsed.state.ways);
        state.forget_ways_that_are_gone();
        state.earlier_ended = rehearsed.state.earlier_ended;
        state.last_pass = rehearsed.state.last_pass;
        (state.losses, state.losses_told) = (rehearsed.state.losses, rehearsed.state.losses_told);
        let before = std::mem::replace(&mut state.details, rehearsed.state.details);
        if writing_begun(state, &self.documents) {
            // What was written before is not shown more widely because it was out of sight meanwhile.
            state.details.authors = state.details.authors.min(before.authors);
            state.details.preview &= before.preview;
        }
        state.programme = rehearsed.state.programme;
        state.revision = rehearsed.state.revision;
        state.door = rehearsed.state.door;
        state.code = rehearsed.state.code;
        state.invitation = rehearsed.state.invitation;
        state.causes = rehearsed.state.causes;
        self.stand_at_the_beginning(length);
        // Nothing of a rehearsal is kept: not in the journal either.
        self.owed = Owed::Everything;
    }

    /// The first step that runs, its clock standing: the one from before may have been switched off, moved or given another length.
    fn stand_at_the_beginning(&mut self, length: Option<u32>) {
        let first = self.state.programme.running().next().map(|step| (step.id.clone(), step.minutes));
        if let Some((step, minutes)) = first
            && (step != self.state.step || Some(minutes) != length)
        {
            self.state.clock = Clock::standing(millis(minutes));
            self.state.step = step;
        }
    }

    /// Lets an update through access, gate and its author's share, and applies it.
    ///
    /// # Errors
    /// `NotYours`, `Behind`, `DocumentFull` or `BadUpdate`, or not yet; nothing has changed then, unless [`Fold::broken`].
    pub fn update(&mut self, author: impl Into<Author>, document: DocumentName, update: &[u8], now: Time) -> Result<Changed, Unwritten> {
        let author = author.into();
        let admitted = self.admit(author, document, update)?;
        match self.documents.wait(document, author.owners().now, admitted.growth(), now) {
            0 => Ok(self.take_in(author, document, &admitted, (now, matches!(document, DocumentName::Desk(_))))?),
            millis => Err(Unwritten::for_ms(millis)),
        }
    }

    /// The same for what is brought back all at once: it waits for no share, and whoever wrote it was judged where it was written.
    pub(crate) fn bring(&mut self, actor: Actor, document: DocumentName, update: &[u8], now: Time) -> Result<Changed, Refusal> {
        let admitted = self.admit(actor.into(), document, update)?;
        self.take_in(actor.into(), document, &admitted, (now, false))
    }

    /// The last eighth of a document is for those who can make room in it.
    fn admit(&self, author: Author, document: DocumentName, update: &[u8]) -> Result<Admitted, Unwritten> {
        if access(&self.state, document, author.actor) != Access::Write {
            return Err(Refusal::NotYours.into());
        }
        let all = self.state.facilitates(author.actor);
        let limits = if all { Limits::DEFAULT } else { Limits::DEFAULT.without_reserve() };
        let limits = Limits { lists: lists(document), ..limits };
        Ok(self.documents.admit(document, &limits, author.owners(), update)?)
    }

    fn take_in(
        &mut self,
        author: Author,
        document: DocumentName,
        admitted: &Admitted,
        (now, judged): (Time, bool),
    ) -> Result<Changed, Refusal> {
        if admitted.is_empty() {
            return Ok(Changed::default());
        }
        let update = admitted.update().to_vec();
        let Author { actor: by, pass } = author;
        let head = UpdateHead { at: now, by, pass, document, judged };
        let bytes = Entry::Update(UpdateEntry { head, update: update.clone() }).encode().map_err(|_| Refusal::Internal)?;
        let touched = self.write(document, author.owners().now, admitted, (now, judged)).map_err(|Broken| Refusal::BadUpdate)?;
        let entries = vec![EntryBytes { event: false, bytes }];
        Ok(Changed { entries, touched, broadcast: Some((document, update)), ..Changed::default() })
    }

    fn write(&mut self, document: DocumentName, owner: Owner, admitted: &Admitted, (now, judged): (Time, bool)) -> Result<Touched, Broken> {
        let writing = self.state.reveal.writing;
        let may = |whom| !judged || may_write_for(&self.state, document, whom);
        self.latest = self.latest.max(now);
        self.documents.charge(document, owner, admitted.growth(), now);
        match self.documents.apply(document, admitted, writing, may) {
            Ok(before) => {
                if let DocumentName::Brief(team) = document {
                    self.state.written.insert(team, Time(now.0 - now.0 % WRITTEN_MS));
                }
                let after = self.documents.content(document);
                if let (Content::Desk(before), Some(Content::Desk(after))) = (&before, after)
                    && before.loses(after)
                {
                    self.owed = self.owed.max(Owed::Words);
                }
                Ok(after.map_or_else(Touched::default, |after| touch::by_document(&self.state, document, &before, after)))
            }
            Err(broken) => {
                self.broken = true;
                Err(broken)
            }
        }
    }

    /// Applies one entry of the journal. What stands there was admitted at its place: nobody asks again whether it may, whatever the rules are by now.
    ///
    /// # Errors
    /// The bytes are no entry, or it does not go on from what stands before it: then something is missing or altered, which is said and never passed over.
    pub fn replay(&mut self, entry: &[u8]) -> Result<Touched, FoldError> {
        match Entry::decode(entry).map_err(|unread| unread_as(unread, FoldError::Entry))? {
            Entry::Event(entry) => Ok(self.event(&entry.event, entry.cause.as_deref(), entry.moment())),
            Entry::Generation(entry) => self.replay_generation(&entry),
            Entry::Update(UpdateEntry { head, update }) => {
                let UpdateHead { at, by, pass, document, judged } = head;
                let owner = Author { actor: by, pass }.owners().now;
                let followed = self.documents.follow(document, owner, &update);
                let admitted = followed.map_err(|rule| FoldError::Gap { document, rule })?;
                // What is known already was read twice.
                if admitted.is_empty() { Ok(Touched::default()) } else { Ok(self.write(document, owner, &admitted, (at, judged))?) }
            }
        }
    }

    /// Everything, to begin the next fold from.
    ///
    /// # Errors
    /// A document could not be read.
    pub fn snapshot(&self) -> Result<Vec<u8>, FoldError> {
        let before = self.before.as_ref().map(|before| String::from_utf8_lossy(before).into_owned());
        let left = self.documents.left().clone();
        let snapshot =
            Snapshot { v: FORM, state: self.state.clone(), documents: self.documents.store()?, latest: Some(self.latest), left, before };
        serde_json::to_vec(&snapshot).map_err(|_| FoldError::Snapshot)
    }

    /// A fold as it was when the snapshot was taken.
    ///
    /// # Errors
    /// The bytes are no snapshot.
    pub fn restore(bytes: &[u8]) -> Result<Self, FoldError> {
        let Snapshot { mut state, documents, latest, left, before, .. } =
            read(bytes).map_err(|unread| unread_as(unread, FoldError::Snapshot))?;
        state.upgrade();
        let latest = latest.unwrap_or_else(|| state.created_at.max(state.entered_at));
        let mut documents = Documents::restore(state.salt, documents)?;
        documents.keep_left(left.into_values());
        Ok(Self { state, documents, before: before.map(String::into_bytes), latest, ..Self::default() })
    }
}

fn unread_as(unread: Unread, damaged: FoldError) -> FoldError {
    match unread {
        Unread::Newer(form) => FoldError::Newer { form },
        Unread::Damaged => damaged,
    }
}
