//! What a journal in memory holds, and its rules, without any waiting.

use crate::{Beside, Course, Entry, JournalError, Kind, Listed, Seq, Snapshot};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything that counts as stored.
#[derive(Default)]
pub(super) struct Data {
    workshops: BTreeMap<Uuid, Workshop>,
    claims: BTreeMap<[u8; 32], Uuid>,
}

#[derive(Default)]
struct Workshop {
    head: Seq,
    entries: BTreeMap<Seq, Entry>,
    snapshot: Option<Snapshot>,
    beside: Beside,
    /// What has been counted since it lapsed, if it has.
    lapsed: Option<u64>,
}

impl Data {
    pub(super) fn append(&mut self, id: Uuid, expected: Option<Seq>, entries: Vec<Entry>, beside: Beside) -> Result<Seq, JournalError> {
        let head = self.head(id);
        if expected.map_or(head.is_none(), |it| it != head.unwrap_or_default()) {
            return Err(JournalError::Conflict { head: head.unwrap_or_default() });
        }
        if entries.is_empty() && head.is_none() {
            return Ok(Seq::START);
        }
        let workshop = self.workshops.entry(id).or_default();
        let Beside { due, course } = workshop.beside;
        workshop.beside = Beside { due: beside.due.or(due), course: beside.course.or(course) };
        for entry in entries {
            workshop.head = workshop.head.next();
            workshop.entries.insert(workshop.head, entry);
        }
        Ok(workshop.head)
    }

    /// All entries above `after`; what is yielded later cannot be overtaken, since it is a copy.
    pub(super) fn read(&self, id: Uuid, after: Seq) -> Vec<(Seq, Entry)> {
        self.workshops
            .get(&id)
            .map_or_else(Vec::new, |it| it.entries.range(after.next()..).map(|(seq, entry)| (*seq, entry.clone())).collect())
    }

    /// Those due at `now` or before, the longest overdue first.
    pub(super) fn due(&self, now: u64) -> Vec<Uuid> {
        let mut due: Vec<(u64, Uuid)> = self.workshops.iter().filter_map(|(id, it)| Some((it.beside.due?, *id))).collect();
        due.retain(|(at, _)| *at <= now);
        due.sort_unstable();
        due.into_iter().map(|(_, id)| id).collect()
    }

    pub(super) fn course(&self, id: Uuid) -> Option<Course> {
        self.workshops.get(&id).and_then(|it| it.beside.course)
    }

    pub(super) fn lapse(&mut self, id: Uuid, counted: Option<u64>) {
        if let Some(workshop) = self.workshops.get_mut(&id) {
            workshop.lapsed = counted;
        }
    }

    pub(super) fn lapsed(&self) -> Vec<(Uuid, u64)> {
        self.workshops.iter().filter_map(|(id, it)| Some((*id, it.lapsed?))).collect()
    }

    pub(super) fn snapshot(&mut self, id: Uuid, snapshot: Snapshot) -> Result<(), JournalError> {
        self.store(id, snapshot, |entry| entry.kind == Kind::Event)
    }

    pub(super) fn replace(&mut self, id: Uuid, snapshot: Snapshot) -> Result<(), JournalError> {
        self.store(id, snapshot, |_| false)
    }

    /// Stores a snapshot; of what it contains only what `keep` says is left.
    fn store(&mut self, id: Uuid, snapshot: Snapshot, keep: fn(&Entry) -> bool) -> Result<(), JournalError> {
        let Some(workshop) = self.workshops.get_mut(&id) else {
            return Err(JournalError::Conflict { head: Seq::START });
        };
        let stored = workshop.snapshot.as_ref().map_or(Seq::START, |it| it.at);
        if snapshot.at < stored || snapshot.at > workshop.head {
            return Err(JournalError::Conflict { head: workshop.head });
        }
        workshop.entries.retain(|seq, entry| *seq > snapshot.at || keep(entry));
        workshop.snapshot = Some(snapshot);
        Ok(())
    }

    pub(super) fn latest(&self, id: Uuid) -> Option<Snapshot> {
        self.workshops.get(&id).and_then(|it| it.snapshot.clone())
    }

    pub(super) fn claim(&mut self, key: [u8; 32], id: Uuid) -> bool {
        *self.claims.entry(key).or_insert(id) == id
    }

    pub(super) fn release(&mut self, key: [u8; 32]) {
        self.claims.remove(&key);
    }

    pub(super) fn find(&self, key: [u8; 32]) -> Option<Uuid> {
        self.claims.get(&key).copied()
    }

    pub(super) fn erase(&mut self, id: Uuid) {
        self.workshops.remove(&id);
        self.claims.retain(|_, owner| *owner != id);
    }

    pub(super) fn list(&self) -> Vec<Listed> {
        self.workshops.iter().map(|(id, it)| Listed { workshop: *id, head: it.head }).collect()
    }

    pub(super) fn head(&self, id: Uuid) -> Option<Seq> {
        self.workshops.get(&id).map(|it| it.head)
    }
}
