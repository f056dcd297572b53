//! Every bound of what is made of the record, with its reason.

/// Most characters in a cell; a spreadsheet refuses the file otherwise.
/// Whose: the cell's. At it: the rest of the text is left out of the spreadsheet, not of the record. Freed by: whoever shortens the text.
pub(crate) const CELL_CHARS: usize = 32_767;
