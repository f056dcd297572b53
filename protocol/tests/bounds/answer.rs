//! What the comment of a bound answers.

/// The answer of one bound.
pub(crate) enum Answer {
    /// Somebody can use it up.
    Share {
        /// What the bound is, and why.
        reason: String,
        /// Whose it is.
        whose: String,
        /// What happens at it.
        at_it: String,
        /// Who frees it.
        freed_by: String,
    },
    /// Nobody can: a pace, a scale, a buffer.
    Setting {
        /// What it is.
        reason: String,
        /// What kind of thing.
        kind: String,
    },
}

impl Answer {
    /// The answer in a comment, if it is whole.
    pub(crate) fn of(comment: &str) -> Option<Self> {
        if let Some((reason, kind)) = comment.split_once("Not a share:") {
            return Some(Self::Setting { reason: reason.trim().to_owned(), kind: said(kind)? });
        }
        let (reason, rest) = comment.split_once("Whose:")?;
        let (whose, rest) = rest.split_once("At it:")?;
        let (at_it, freed_by) = rest.split_once("Freed by:")?;
        Some(Self::Share { reason: reason.trim().to_owned(), whose: said(whose)?, at_it: said(at_it)?, freed_by: said(freed_by)? })
    }
}

/// A sentence without its full stop; none if it says nothing.
fn said(sentence: &str) -> Option<String> {
    let said = sentence.trim().trim_end_matches('.').trim();
    (!said.is_empty()).then(|| said.to_owned())
}
