//! How much a screen has been told of what it is shown, and the next piece of it. A piece is made when the screen has room for it, from what is shown by
//! then: nobody is sent what has been hidden meanwhile, and a screen that does not read holds no more than the piece that it was sent last.

use super::encode::{CellsPart, EncodeError};
use crate::limits;
use trestle_core::{Change, Shown};

/// Up to which change of its class's cells, and of its seat's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) class: Change,
    pub(crate) mine: Change,
    /// All cells are on their way.
    pub(crate) whole: Option<Whole>,
}

/// What a screen is told that is told everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Whole {
    /// Its first piece has gone.
    pub(crate) begun: bool,
    /// What was gone by then was never shown here, and need not be told.
    pub(crate) class: Change,
    pub(crate) mine: Change,
}

impl Told {
    /// Nothing yet, of what these show.
    pub(crate) fn nothing(class: &Shown, mine: Option<&Shown>) -> Self {
        let mine = mine.map(Shown::latest).unwrap_or_default();
        Self { whole: Some(Whole { begun: false, class: class.latest(), mine }), ..Self::default() }
    }
}

/// As much of what changed after `from` as a piece holds, and up to where it goes. `never`: what was gone by then was not shown to this screen.
pub(crate) fn piece(shown: &Shown, from: Change, never: Change, room: usize) -> Result<(CellsPart, Change), EncodeError> {
    let (mut part, mut to) = (CellsPart::default(), from);
    for (at, key, cell) in shown.after(from) {
        if part.len() >= room {
            return Ok((part, to));
        }
        if cell.is_some() || at > never {
            part.add(&key.to_string(), cell)?;
        }
        to = at;
    }
    Ok((part, shown.latest()))
}

/// Room for cells in a piece that has this already.
pub(crate) fn room_beside(part: &CellsPart) -> usize {
    limits::PIECE_BYTES.saturating_sub(part.len())
}
