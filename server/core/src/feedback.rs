//! Lines about briefs as they are kept, and by which ids they are known.

use crate::{identity::hex, state::State};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use trestle_protocol::{FeedbackId, FeedbackKind, SeatId, TeamId};

/// A line about a brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Who said it.
    pub seat: SeatId,
    /// Like or improve.
    pub kind: FeedbackKind,
    /// What it says.
    pub text: String,
}

impl State {
    /// What was said about a brief, without those whose lines are out of sight.
    pub fn feedback_in_sight(&self, team: TeamId) -> impl Iterator<Item = &Feedback> {
        self.feedback.get(&team).into_iter().flatten().filter(|line| !self.is_out_of_sight(line.seat))
    }

    /// The id by which everybody may know a line. Without the salt it says nothing of who said it, and it counts nothing: a number would tell of lines that
    /// are out of sight (P2). Who says the same twice has said two lines of one id: one is as good as the other.
    pub fn feedback_id(&self, team: TeamId, line: &Feedback) -> FeedbackId {
        let mut hash = Sha256::new();
        hash.update(b"feedback");
        hash.update(self.salt);
        hash.update(team.0.to_be_bytes());
        hash.update(line.seat.0.to_be_bytes());
        hash.update([u8::from(line.kind == FeedbackKind::Like)]);
        hash.update(line.text.as_bytes());
        FeedbackId(hex(&hash.finalize()[..10]))
    }

    /// A line is not there any more; of several that are alike the last one.
    pub(crate) fn remove_feedback(&mut self, team: TeamId, line: &FeedbackId) {
        let place = self.feedback.get(&team).and_then(|lines| lines.iter().rposition(|known| self.feedback_id(team, known) == *line));
        if let (Some(place), Some(lines)) = (place, self.feedback.get_mut(&team)) {
            lines.remove(place);
        }
    }
}
