//! Owns where an item may stand and what it may be there; rules G17 to G23.

use crate::draft::{Draft, Edit, Result};
use crate::index::{Container, Home, Stand};
use crate::refusal::GateRefusal;
use crate::schema::{Schema, Shape};
use crate::sequence::{Piece, Sequence};
use crate::update::{Content, Id, Item, Parent, Shared};

impl<'a> Draft<'a> {
    /// Finds where an item stands and checks that it may; `stands` are its origin's, right
    /// origin's and parent's.
    pub(crate) fn place_item(&mut self, at: Id, len: u32, item: &Item<'a>, [origin, right, parent]: [Option<Stand>; 3]) -> Result<Stand> {
        let place = match (origin.map(Stand::place), right.map(Stand::place)) {
            (None, None) => self.place_in(item, parent)?,
            // Next to garbage there is only garbage: every replica drops such an item.
            (Some(None), None | Some(None)) | (None, Some(None)) => None,
            (Some(one), None) | (None, Some(one)) => one,
            (Some(one), Some(other)) if one == other => one,
            _ => return Err(GateRefusal::Apart),
        };
        let Some(place) = place else {
            return Ok(Stand::Gone);
        };
        let (container, key) = self.place(place)?;
        let keyed = key.is_some();
        if let Some(shape) = self.shape_in(container, key)? {
            fits(item.content, shape)?;
        }
        let stand = match (item.content, keyed) {
            (Content::Deleted, _) => Stand::Deleted(place),
            (Content::Text(_), false) | (Content::Values(_), true) => Stand::Item(place),
            (Content::Type(_), true) => Stand::Type(place, self.add_container(Home::Place(place))),
            _ => return Err(GateRefusal::WrongContent),
        };
        if keyed && item.right.is_some() {
            return Err(GateRefusal::EntryRight);
        }
        self.insert(place, Piece { id: at, len, origin: item.origin, right: item.right })?;
        Ok(stand)
    }

    /// The place that an item without neighbours names; `None` in what is garbage or will be.
    fn place_in(&mut self, item: &Item<'a>, parent: Option<Stand>) -> Result<Option<u32>> {
        let container = match (item.parent, parent) {
            (Some(Parent::Root(name)), _) => self.root(name)?,
            (_, Some(Stand::Type(_, container))) => container,
            (_, Some(Stand::Gone | Stand::Deleted(_))) => return Ok(None),
            _ => return Err(GateRefusal::WrongParent),
        };
        self.shape_in(container, item.key)?;
        let known = self.index.container(container).and_then(|known| match item.key {
            Some(key) => known.entries.get(key).copied(),
            None => known.list,
        });
        if let Some(place) = known.or_else(|| self.spots.get(&(container, item.key)).copied()) {
            return Ok(Some(place));
        }
        let place = (self.index.places.len() + self.places.len()) as u32;
        self.places.push((container, item.key));
        self.spots.insert((container, item.key), place);
        self.edits.insert(place, Edit::Replace(Sequence::default()));
        Ok(Some(place))
    }

    fn root(&mut self, name: &'a str) -> Result<u32> {
        let known = self.index.roots.get(name).or_else(|| self.roots.get(name));
        if let Some(container) = known {
            return Ok(*container);
        }
        if let Some(schema) = self.schema {
            schema.root(name).ok_or(GateRefusal::UnknownRoot)?;
        }
        let container = self.add_container(Home::Root(name.to_owned()));
        self.roots.insert(name, container);
        Ok(container)
    }

    fn add_container(&mut self, home: Home) -> u32 {
        let container = self.index.containers.len() + self.containers.len();
        self.containers.push(home);
        // Each is a piece besides, of which there is no great number.
        container as u32
    }

    pub(crate) fn place(&self, place: u32) -> Result<(u32, Option<&str>)> {
        let place = place as usize;
        let new = || place.checked_sub(self.index.places.len()).and_then(|new| self.places.get(new));
        let known = self.index.places.get(place);
        known.map(|known| (known.container, known.key.as_deref())).or_else(|| new().copied()).ok_or(GateRefusal::Behind)
    }

    /// The shape of what stands in a container under a key, or of a text's list without one; none if no schema judges this.
    fn shape_in(&self, container: u32, key: Option<&str>) -> Result<Option<Shape>> {
        let Some(schema) = self.schema else {
            return self.text_or_map(container, key).map(|()| None);
        };
        match (self.shape(schema, container)?, key) {
            (Shape::Text, None) => Ok(Some(Shape::Text)),
            (shape, Some(key)) => shape.entry(key).ok_or(GateRefusal::WrongKey).map(Some),
            _ => Err(GateRefusal::WrongKey),
        }
    }

    /// Nothing that was ever admitted has both a list and keys.
    fn text_or_map(&self, container: u32, key: Option<&str>) -> Result<()> {
        let known = self.index.container(container);
        let known = known.is_some_and(|known| if key.is_some() { known.list.is_some() } else { !known.entries.is_empty() });
        let mut here = self.spots.range((container, None)..).take_while(|((other, _), _)| *other == container);
        let mixed = known || here.any(|((_, other), _)| other.is_some() != key.is_some());
        if mixed { Err(GateRefusal::WrongKey) } else { Ok(()) }
    }

    /// The shape of a container, by the way from its root: as deep as the schema at most.
    fn shape(&self, schema: &Schema, container: u32) -> Result<Shape> {
        let number = container as usize;
        let new = number.checked_sub(self.index.containers.len());
        let home = match self.index.containers.get(number) {
            Some(Container { home, .. }) => Some(home),
            None => new.and_then(|new| self.containers.get(new)),
        };
        match home.ok_or(GateRefusal::Behind)? {
            Home::Root(name) => schema.root(name).ok_or(GateRefusal::UnknownRoot),
            Home::Place(place) => {
                let (container, key) = self.place(*place)?;
                self.shape_in(container, key)?.ok_or(GateRefusal::WrongKey)
            }
        }
    }

    fn insert(&mut self, place: u32, piece: Piece) -> Result<()> {
        let (steps, index) = (&mut self.steps, self.index);
        let known = index.places.get(place as usize).map(|place| &place.sequence);
        let is_deleted = |id| index.is_deleted(id);
        let (edit, more) = match (self.edits.remove(&place), known) {
            (None, Some(sequence)) => {
                let insertion = sequence.locate(piece, steps)?;
                let more = sequence.cut_growth(&insertion, is_deleted);
                (Edit::Insert(insertion), more)
            }
            (edit, known) => {
                let mut sequence = sequence_after(edit, known);
                let insertion = sequence.locate(piece, steps)?;
                let more = sequence.cut_growth(&insertion, is_deleted);
                sequence.insert(&insertion);
                (Edit::Replace(sequence), more)
            }
        };
        *self.cuts.entry(place).or_default() += more;
        self.edits.insert(place, edit);
        Ok(())
    }
}

/// Whether content goes into a spot of this shape.
fn fits(content: Content<'_>, shape: Shape) -> Result<()> {
    match (content, shape) {
        (Content::Deleted, _)
        | (Content::Text(_), Shape::Text)
        | (Content::Values(_), Shape::Value)
        | (Content::Type(Shared::Text), Shape::Text)
        | (Content::Type(Shared::Map), Shape::Map(_) | Shape::Record(_)) => Ok(()),
        _ => Err(GateRefusal::WrongContent),
    }
}

/// A sequence of its own to go on with: that of the index after a first edit.
fn sequence_after(edit: Option<Edit>, known: Option<&Sequence>) -> Sequence {
    match edit {
        Some(Edit::Replace(sequence)) => sequence,
        Some(Edit::Insert(first)) => {
            let mut sequence = known.cloned().unwrap_or_default();
            sequence.insert(&first);
            sequence
        }
        None => known.cloned().unwrap_or_default(),
    }
}
