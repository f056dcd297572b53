//! Which documents a screen has to wait with: its share of them is used up. What it sent right behind the refused update builds on that, and waits as well.

use std::collections::BTreeMap;
use trestle_core::Unwritten;
use trestle_protocol::{DocumentName, Refusal, Time};

/// Until when, by document.
#[derive(Debug, Default)]
pub(crate) struct Waits(BTreeMap<DocumentName, Time>);

impl Waits {
    /// What to answer instead to an update that was not taken: what builds on one that waits is not behind, it waits too, and needs no state of the document.
    pub(crate) fn after(&mut self, document: DocumentName, why: Option<Unwritten>, now: Time) -> Option<Unwritten> {
        match why {
            None => {
                self.0.remove(&document);
            }
            Some(Unwritten::Later { seconds }) => {
                self.0.insert(document, now.plus(u64::from(seconds) * 1_000));
            }
            Some(Unwritten::Refused(Refusal::Behind)) => {
                let left = self.0.get(&document).map(|until| until.since(now)).filter(|left| *left > 0)?;
                return Some(Unwritten::Later { seconds: u32::try_from(left.div_ceil(1_000)).unwrap_or(u32::MAX) });
            }
            Some(Unwritten::Refused(_)) => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEHIND: Option<Unwritten> = Some(Unwritten::Refused(Refusal::Behind));

    #[test]
    fn what_builds_on_an_update_that_waits_waits_too() {
        let (mut waits, now) = (Waits::default(), Time(5_000));
        assert_eq!(waits.after(DocumentName::Board, BEHIND, now), None, "merely behind");
        assert_eq!(waits.after(DocumentName::Board, Some(Unwritten::Later { seconds: 9 }), now), None);
        assert_eq!(waits.after(DocumentName::Board, BEHIND, now.plus(1_500)), Some(Unwritten::Later { seconds: 8 }));
        assert_eq!(waits.after(DocumentName::Plan, BEHIND, now), None, "another document");
        assert_eq!(waits.after(DocumentName::Board, BEHIND, now.plus(9_000)), None, "the time is up");
        waits.after(DocumentName::Board, Some(Unwritten::Later { seconds: 9 }), now);
        waits.after(DocumentName::Board, None, now);
        assert_eq!(waits.after(DocumentName::Board, BEHIND, now), None, "something was taken since");
    }
}
