//! Owns the order of one spot of a document: the items of one text, or the values that one key had.
//!
//! This is the list part of the CRDT (YATA as yjs and yrs do it) without the content. The gate
//! needs it for one thing: whoever writes between two neighbours must name two units that *were*
//! neighbours. Replicas agree for such writers; for others they do not, and the price of finding a
//! place has no bound. What can be checked of it, and suffices: the left one stands left, and if
//! the right one grew out of the left one, it did so directly (by its origin).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::refusal::GateRefusal;
use crate::update::Id;

/// How many pieces a search scans in the time of walking past one: it reads memory in order.
const SCANNED_PER_STEP: usize = 64;

/// Takes `cost` from what is left of `steps`.
fn pay(steps: &mut u32, cost: usize) -> Result<(), GateRefusal> {
    let cost = u32::try_from(cost).map_err(|_| GateRefusal::Tangled)?;
    *steps = steps.checked_sub(cost).ok_or(GateRefusal::Tangled)?;
    Ok(())
}

/// Units of one client that stand side by side: each but the first has its predecessor as origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Row", into = "Row")]
pub(crate) struct Piece {
    pub(crate) id: Id,
    pub(crate) len: u32,
    /// Origin of the first unit.
    pub(crate) origin: Option<Id>,
    /// Right origin of all units.
    pub(crate) right: Option<Id>,
}

/// A piece as it stands in snapshots: client, clock, length, origin, right origin.
type Row = (u32, u32, u32, Option<(u32, u32)>, Option<(u32, u32)>);

impl From<Row> for Piece {
    fn from((client, clock, len, origin, right): Row) -> Self {
        let id = |(client, clock)| Id { client, clock };
        Self { id: Id { client, clock }, len, origin: origin.map(id), right: right.map(id) }
    }
}

impl From<Piece> for Row {
    fn from(piece: Piece) -> Self {
        let row = |id: Id| (id.client, id.clock);
        let (client, clock) = row(piece.id);
        (client, clock, piece.len, piece.origin.map(row), piece.right.map(row))
    }
}

impl Piece {
    fn holds(&self, id: Id) -> bool {
        // Clocks before the piece wrap to large offsets.
        self.id.client == id.client && id.clock.wrapping_sub(self.id.clock) < self.len
    }

    fn last(&self) -> Id {
        self.unit(self.len - 1)
    }

    fn unit(&self, offset: u32) -> Id {
        Id::new(self.id.client, self.id.clock + offset)
    }

    /// The part from `offset` on, as an item of its own.
    fn rest(&self, offset: u32) -> Self {
        match offset {
            0 => *self,
            _ => Self { id: self.unit(offset), len: self.len - offset, origin: Some(self.unit(offset - 1)), right: self.right },
        }
    }

    /// Whether `next` goes on where this piece ends, so that both are one.
    fn continues_in(&self, next: &Self) -> bool {
        next.origin == Some(self.last()) && next.id == self.unit(self.len) && next.right == self.right
    }
}

/// A spot before the unit at `offset` of the piece with this index, or at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    piece: usize,
    offset: u32,
}

/// A piece and where it goes, as long as the sequence does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Insertion {
    spot: Spot,
    piece: Piece,
}

/// Pieces in their order, deleted ones included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Sequence {
    pieces: Vec<Piece>,
}

impl Sequence {
    /// The pieces in their order.
    pub(crate) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Finds the place of a new piece whose origin and right origin stand in this sequence, and
    /// takes the pieces that this walks past from `steps`.
    pub(crate) fn locate(&self, piece: Piece, steps: &mut u32) -> Result<Insertion, GateRefusal> {
        pay(steps, self.search_cost(&piece))?;
        let after = match piece.origin {
            None => Spot { piece: 0, offset: 0 },
            Some(origin) => self.next(self.find(origin)?),
        };
        let before = match piece.right {
            None => self.end(),
            Some(right) => self.find_near(after.piece, right)?,
        };
        let spot = match after.cmp(&before) {
            std::cmp::Ordering::Greater => return Err(GateRefusal::Disorder),
            std::cmp::Ordering::Equal => after,
            std::cmp::Ordering::Less => Walk::new(self, &piece, after).run(before, steps)?,
        };
        Ok(Insertion { spot, piece })
    }

    /// What finding the neighbours costs here and in the CRDT, in pieces walked past. Without
    /// neighbours, the CRDT goes from the last value of a key to the first.
    fn search_cost(&self, piece: &Piece) -> usize {
        match (piece.origin, piece.right) {
            (None, None) => self.pieces.len(),
            _ => self.pieces.len() / SCANNED_PER_STEP,
        }
    }

    /// How many pieces more there will be once each is cut where what is deleted begins and ends; the new piece itself stands.
    pub(crate) fn cut_growth(&self, insertion: &Insertion, is_deleted: impl Fn(Id) -> bool) -> i64 {
        let Spot { piece, offset } = insertion.spot;
        if let Some(extended) = self.extended(insertion) {
            return i64::from(is_deleted(self.pieces[extended].last()));
        }
        if offset == 0 {
            return 1;
        }
        let split = &self.pieces[piece];
        // Where it was cut already, it is split at no cost.
        2 - i64::from(is_deleted(split.unit(offset - 1)) != is_deleted(split.unit(offset)))
    }

    /// The last unit, deleted or not.
    pub(crate) fn last(&self) -> Option<Id> {
        self.pieces.last().map(Piece::last)
    }

    /// The last unit once this is in.
    pub(crate) fn last_after(&self, insertion: &Insertion) -> Option<Id> {
        if insertion.spot == self.end() { Some(insertion.piece.last()) } else { self.last() }
    }

    /// The pieces in their order, once this is in.
    pub(crate) fn pieces_after<'a>(&'a self, insertion: &'a Insertion) -> impl Iterator<Item = Piece> + 'a {
        let Spot { piece: index, offset } = insertion.spot;
        let new = insertion.piece;
        let (before, middle, after) = match self.extended(insertion) {
            Some(left) => (left, [Some(Piece { len: self.pieces[left].len + new.len, ..self.pieces[left] }), None, None], left + 1),
            None if offset == 0 => (index, [Some(new), None, None], index),
            None => {
                let split = &self.pieces[index];
                (index, [Some(Piece { len: offset, ..*split }), Some(new), Some(split.rest(offset))], index + 1)
            }
        };
        let (before, after) = (&self.pieces[..before], &self.pieces[after..]);
        before.iter().copied().chain(middle.into_iter().flatten()).chain(after.iter().copied())
    }

    /// Puts a piece where [`Sequence::locate`] found its place.
    pub(crate) fn insert(&mut self, insertion: &Insertion) {
        let Spot { piece: mut index, offset } = insertion.spot;
        if let Some(extended) = self.extended(insertion) {
            self.pieces[extended].len += insertion.piece.len;
            return;
        }
        if offset > 0 {
            let rest = self.pieces[index].rest(offset);
            self.pieces[index].len = offset;
            index += 1;
            self.pieces.insert(index, rest);
        }
        self.pieces.insert(index, insertion.piece);
    }

    /// The index of the piece that grows by this insertion, if one does.
    fn extended(&self, insertion: &Insertion) -> Option<usize> {
        let Spot { piece: index, offset } = insertion.spot;
        let left = index.checked_sub(1).filter(|_| offset == 0)?;
        self.pieces[left].continues_in(&insertion.piece).then_some(left)
    }

    /// The spot of a unit. People type near the end more often than not.
    fn find(&self, id: Id) -> Result<Spot, GateRefusal> {
        let piece = self.pieces.iter().rposition(|piece| piece.holds(id));
        let piece = piece.ok_or(GateRefusal::Apart)?;
        let offset = id.clock - self.pieces[piece].id.clock;
        Ok(Spot { piece, offset })
    }

    /// The spot of a unit that most often stands in the piece with this index.
    fn find_near(&self, index: usize, id: Id) -> Result<Spot, GateRefusal> {
        match self.pieces.get(index) {
            Some(piece) if piece.holds(id) => Ok(Spot { piece: index, offset: id.clock - piece.id.clock }),
            _ => self.find(id),
        }
    }

    fn next(&self, spot: Spot) -> Spot {
        if spot.offset + 1 < self.pieces[spot.piece].len {
            Spot { offset: spot.offset + 1, ..spot }
        } else {
            Spot { piece: spot.piece + 1, offset: 0 }
        }
    }

    fn end(&self) -> Spot {
        Spot { piece: self.pieces.len(), offset: 0 }
    }
}

/// The way from a new piece's origin to its right origin, past what was written there meanwhile.
struct Walk<'a> {
    sequence: &'a Sequence,
    new: &'a Piece,
    /// Where the new piece goes, as far as is known.
    spot: Spot,
    /// What was passed: first unit, to its length and its number on the way.
    passed: BTreeMap<Id, (u32, u32)>,
    /// Passed pieces from this number on stand right of `spot`.
    after_spot: u32,
    /// Whether `spot` will not move any more.
    settled: bool,
}

impl<'a> Walk<'a> {
    fn new(sequence: &'a Sequence, new: &'a Piece, spot: Spot) -> Self {
        Self { sequence, new, spot, passed: BTreeMap::new(), after_spot: 0, settled: false }
    }

    fn run(mut self, before: Spot, steps: &mut u32) -> Result<Spot, GateRefusal> {
        let mut at = self.spot;
        while at < before {
            pay(steps, 1)?;
            let item = self.sequence.pieces[at.piece].rest(at.offset);
            let next = if at.piece == before.piece { before } else { Spot { piece: at.piece + 1, offset: 0 } };
            if !self.pass(&item, next) || (self.settled && self.new.right.is_none()) {
                return Ok(self.spot);
            }
            at = next;
        }
        match self.sequence.pieces.get(before.piece) {
            Some(right) if self.grew_within(&right.rest(before.offset)) => Err(GateRefusal::Disorder),
            _ => Ok(self.spot),
        }
    }

    /// Goes past one item; false if it does not stem from the new piece's origin, which ends the
    /// way: what stands right of it does not either.
    fn pass(&mut self, item: &Piece, next: Spot) -> bool {
        let number = self.passed.len() as u32;
        let moves = if item.origin == self.new.origin {
            if item.id.client >= self.new.id.client && item.right == self.new.right {
                self.settled = true;
            }
            item.id.client < self.new.id.client
        } else if let Some(origin) = item.origin.and_then(|origin| self.number_of(origin)) {
            origin < self.after_spot
        } else {
            return false;
        };
        self.passed.insert(item.id, (item.len, number));
        if moves && !self.settled {
            self.spot = next;
            self.after_spot = number + 1;
        }
        true
    }

    /// Whether an item stems from the new piece's origin, but not directly.
    fn grew_within(&self, item: &Piece) -> bool {
        item.origin != self.new.origin && item.origin.is_some_and(|origin| self.number_of(origin).is_some())
    }

    /// The number of the passed item that holds a unit.
    fn number_of(&self, id: Id) -> Option<u32> {
        let (first, (len, number)) = self.passed.range(..=id).next_back()?;
        (first.client == id.client && id.clock - first.clock < *len).then_some(*number)
    }
}
