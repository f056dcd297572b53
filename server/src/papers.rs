//! Papers: records that have been made into files, kept for whoever may read exactly the same. What a paper is made from is its key, not who asked for
//! it: two readers share one only if every word in it is shown to both.
//!
//! They are kept on their workshop's shelf, which goes with its task and whenever something has gone for good: what was erased is in no paper either.

use crate::limits;
use axum::body::Bytes;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use trestle_protocol::WorkshopId;

/// What a paper is made from, and as what: a hash over all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Content(pub(crate) [u8; 32]);

/// A workshop's shelf as it stood at some time. A paper that was begun before it was emptied does not come onto the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShelfNumber(u64);

/// All papers.
#[derive(Debug, Default)]
pub struct Papers {
    shelves: Mutex<Shelves>,
}

#[derive(Debug, Default)]
struct Shelves {
    each: HashMap<WorkshopId, Shelf>,
    bytes: usize,
    /// Counts shelves and papers: what has a smaller number is older.
    count: u64,
}

#[derive(Debug)]
struct Shelf {
    number: ShelfNumber,
    /// The oldest first.
    papers: VecDeque<Paper>,
    bytes: usize,
}

#[derive(Debug)]
struct Paper {
    number: u64,
    content: Content,
    bytes: Bytes,
}

impl Papers {
    /// No papers.
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    fn lock(&self) -> MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The workshop's shelf; to be asked for before its record is read.
    pub(crate) fn shelf(&self, workshop: WorkshopId) -> ShelfNumber {
        let shelves = &mut *self.lock();
        let shelf = shelves.each.entry(workshop).or_insert_with(|| {
            shelves.count += 1;
            Shelf { number: ShelfNumber(shelves.count), papers: VecDeque::new(), bytes: 0 }
        });
        shelf.number
    }

    /// The paper that was made from exactly that.
    pub(crate) fn find(&self, workshop: WorkshopId, content: Content) -> Option<Bytes> {
        let shelves = self.lock();
        let paper = shelves.each.get(&workshop)?.papers.iter().find(|paper| paper.content == content)?;
        Some(paper.bytes.clone())
    }

    /// Keeps a paper on the shelf that it was begun for, if that still stands; older ones make room.
    pub(crate) fn keep(&self, workshop: WorkshopId, number: ShelfNumber, content: Content, bytes: Bytes) {
        let shelves = &mut *self.lock();
        let Some(shelf) = shelves.each.get_mut(&workshop).filter(|shelf| shelf.number == number) else { return };
        let known = shelf.papers.iter().any(|paper| paper.content == content);
        if known || bytes.len() > limits::PAPERS_BYTES_EACH {
            return;
        }
        shelves.count += 1;
        shelf.bytes += bytes.len();
        shelves.bytes += bytes.len();
        shelf.papers.push_back(Paper { number: shelves.count, content, bytes });
        while shelf.bytes > limits::PAPERS_BYTES_EACH {
            shelves.bytes -= shelf.drop_oldest();
        }
        while shelves.bytes > limits::PAPERS_BYTES {
            shelves.drop_oldest();
        }
    }

    /// Nothing of that workshop is kept any more, nor what is being made from it now.
    pub(crate) fn forget(&self, workshop: WorkshopId) {
        let shelves = &mut *self.lock();
        if let Some(shelf) = shelves.each.remove(&workshop) {
            shelves.bytes -= shelf.bytes;
        }
    }
}

impl Shelves {
    fn drop_oldest(&mut self) {
        let oldest = self.each.values_mut().filter(|shelf| !shelf.papers.is_empty());
        let oldest = oldest.min_by_key(|shelf| shelf.papers.front().map_or(u64::MAX, |paper| paper.number));
        self.bytes -= oldest.map_or(self.bytes, Shelf::drop_oldest);
    }
}

impl Shelf {
    /// How many bytes that was.
    fn drop_oldest(&mut self) -> usize {
        let bytes = self.papers.pop_front().map_or(0, |paper| paper.bytes.len());
        self.bytes -= bytes;
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workshop(number: u128) -> WorkshopId {
        WorkshopId(uuid::Uuid::from_u128(number))
    }

    fn content(number: u8) -> Content {
        Content([number; 32])
    }

    fn paper(len: usize) -> Bytes {
        vec![7; len].into()
    }

    #[test]
    fn p2_a_paper_is_found_by_what_it_was_made_from_alone() {
        let papers = Papers::new();
        papers.keep(workshop(1), papers.shelf(workshop(1)), content(1), paper(3));
        assert_eq!(papers.find(workshop(1), content(1)), Some(paper(3)));
        assert_eq!((papers.find(workshop(1), content(2)), papers.find(workshop(2), content(1))), (None, None));
    }

    #[test]
    fn p2_what_was_begun_before_something_was_erased_is_not_kept() {
        let papers = Papers::new();
        let before = papers.shelf(workshop(1));
        papers.keep(workshop(1), before, content(1), paper(3));
        papers.forget(workshop(1));
        papers.keep(workshop(1), before, content(2), paper(3));
        assert_ne!(papers.shelf(workshop(1)), before);
        papers.keep(workshop(1), before, content(2), paper(3));
        assert_eq!((papers.find(workshop(1), content(1)), papers.find(workshop(1), content(2))), (None, None));
        assert_eq!(papers.lock().bytes, 0);
    }

    #[test]
    fn p9_a_workshop_pushes_out_its_own_papers_and_memory_is_bounded() {
        let papers = Papers::new();
        let each = limits::PAPERS_BYTES_EACH;
        let keep = |number: u128, which: u8, len| papers.keep(workshop(number), papers.shelf(workshop(number)), content(which), paper(len));
        keep(1, 1, 10);
        (0..50).for_each(|which| keep(2, which, each / 4));
        assert!(papers.find(workshop(1), content(1)).is_some(), "others keep theirs");
        assert!(papers.find(workshop(2), content(45)).is_none() && papers.find(workshop(2), content(46)).is_some());
        keep(2, 99, each + 1);
        assert!(papers.find(workshop(2), content(99)).is_none() && papers.find(workshop(2), content(49)).is_some());
        let many = (limits::PAPERS_BYTES / each) as u128 + 3;
        (3..3 + many).for_each(|number| keep(number, 1, each));
        assert!(papers.lock().bytes <= limits::PAPERS_BYTES);
        assert!(papers.find(workshop(1), content(1)).is_none(), "the oldest of all went");
        assert!(papers.find(workshop(2 + many), content(1)).is_some());
        let held: usize = papers.lock().each.values().flat_map(|shelf| &shelf.papers).map(|paper| paper.bytes.len()).sum();
        assert_eq!(held, papers.lock().bytes);
    }
}
