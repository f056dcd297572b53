//! Every bound of setting the record as PDF, each with its reason.

/// Folders within folders that are looked into.
/// Whose: the machine's. At it: folders below are not looked into. Freed by: the operator, who puts fonts nearer.
pub(crate) const DEPTH: usize = 6;
/// Files that are looked at: a desktop with all of Noto has some 2,000, a server a handful.
/// Whose: the machine's. At it: further files are not looked at. Freed by: the operator, who keeps fewer fonts.
pub(crate) const FILES: usize = 3_000;
/// Largest file that is read, in bytes: a collection of four Chinese, Japanese and Korean fonts has 20 to 100 MB.
/// Whose: the font's. At it: it is passed over, and what it alone has is shown as a box. Freed by: the operator, with a smaller one.
pub(crate) const FILE_BYTES: u64 = 120_000_000;
/// Fonts that one paper may need beside the embedded ones; a document in more scripts than that has marks instead.
/// Whose: the paper's. At it: characters of further scripts are shown as boxes, and its first page says so. Freed by: itself: no workshop writes in
/// more scripts at once.
pub(crate) const FONTS: usize = 8;
/// Fonts that are opened for one paper: some announce what they do not have.
/// Whose: the paper's. At it: characters of further scripts are shown as boxes, and its first page says so. Freed by: the operator, with fonts that
/// have what they announce.
pub(crate) const TRIED: usize = 16;
/// Text that was longer than this when it was set last may stay in the typesetter's memory; none may, since people can have it erased.
/// Not a share: nothing is kept at all.
pub(crate) const KEPT_PAPERS: usize = 0;
/// How often a paper is set again with marks in place of what could not be set.
/// Whose: the paper's. At it: it is set in plainer type. Freed by: itself.
pub(crate) const ROUNDS: usize = 4;
/// Marks on one letter: Hebrew with its vowels and accents, and Vietnamese taken apart, have three or four.
/// Whose: the letter's. At it: further ones are left out of the PDF. Freed by: itself: no language has more.
pub(crate) const MARKS: usize = 6;
