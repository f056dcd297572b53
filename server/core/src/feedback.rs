//! Lines about briefs as they are kept, and by which ids they are known.

use crate::{identity::hex, state::State};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use trestle_protocol::{FeedbackId, FeedbackKind, OrganisationId, SeatId, TeamId};

/// A line about a brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Who said it; nobody, if its author was cut.
    pub seat: SeatId,
    /// Like or improve.
    pub kind: FeedbackKind,
    /// What it says.
    pub text: String,
    /// Nobody's any more, it still says which organisation it was of, if authors are shown by that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// Tells it from the brief's other lines of the same words. Lines that snapshots of before hold have none.
    #[serde(default)]
    pub number: u32,
}

impl State {
    /// What was said about a brief, without those whose lines are out of sight.
    pub fn feedback_in_sight(&self, team: TeamId) -> impl Iterator<Item = &Feedback> {
        self.feedback.get(&team).into_iter().flatten().filter(|line| !self.is_out_of_sight(line.seat))
    }

    /// Somebody says a line about a brief.
    pub(crate) fn give_feedback(&mut self, team: TeamId, seat: SeatId, kind: FeedbackKind, text: &str) {
        let lines = self.feedback.entry(team).or_default();
        let alike = lines.iter().filter(|line| line.kind == kind && line.text == text).map(|line| line.number).max();
        let number = alike.map_or(0, |last| last.saturating_add(1));
        lines.push(Feedback { seat, kind, text: text.to_owned(), organisation: None, number });
    }

    /// The id by which everybody may know a line. It says nothing of who said it, neither to those who see it nor to whoever reads the files, so that it stays
    /// the same when the author is cut: one that changed would tell which lines were whose. Without the salt it counts nothing either (P2).
    pub fn feedback_id(&self, team: TeamId, line: &Feedback) -> FeedbackId {
        let mut hash = Sha256::new();
        hash.update(b"feedback");
        hash.update(self.salt);
        hash.update(team.0.to_be_bytes());
        hash.update(line.number.to_be_bytes());
        hash.update([u8::from(line.kind == FeedbackKind::Like)]);
        hash.update(line.text.as_bytes());
        FeedbackId(hex(&hash.finalize()[..10]))
    }

    /// A line is not there any more; of several of one id, which only snapshots of before hold, the last one.
    pub(crate) fn remove_feedback(&mut self, team: TeamId, line: &FeedbackId) {
        let place = self.feedback.get(&team).and_then(|lines| lines.iter().rposition(|known| self.feedback_id(team, known) == *line));
        if let (Some(place), Some(lines)) = (place, self.feedback.get_mut(&team)) {
            lines.remove(place);
        }
    }
}
