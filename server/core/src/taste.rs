//! What people rated high, and how much two of them have in common. Only closed polls speak here: an answer that is still private decides nothing that others see.

use crate::state::State;
use std::collections::BTreeMap;
use trestle_protocol::{PollId, PollKind, SeatId, limits::RATING_MAX};

/// By seat: the problems that it rated high, and how high.
pub(crate) struct Tastes(BTreeMap<SeatId, BTreeMap<String, u32>>);

impl Tastes {
    /// From all closed ratings of a workshop, and those that are being closed.
    pub(crate) fn of(state: &State, closing: &[PollId]) -> Self {
        let mut tastes = Self(BTreeMap::new());
        let mut ratings: Vec<_> = state.polls.iter().filter(|(_, poll)| poll.kind == PollKind::Rating).collect();
        ratings.sort_by_key(|(_, poll)| state.programme.step(&poll.step).map(|(place, _)| place));
        for (id, poll) in ratings {
            if poll.open && !closing.contains(id) {
                continue;
            }
            for (seat, answers) in &poll.answers {
                // What somebody rates again counts as they rate it now.
                let high = answers.iter().map(|(subject, values)| (subject.clone(), height(values)));
                tastes.0.entry(*seat).or_default().extend(high);
            }
        }
        tastes
    }

    /// How much two seats have in common: a problem counts for as much as both rate it high.
    pub(crate) fn shared(&self, a: SeatId, b: SeatId) -> u32 {
        let (Some(a), Some(b)) = (self.0.get(&a), self.0.get(&b)) else { return 0 };
        a.iter().filter_map(|(subject, height)| b.get(subject).map(|other| height * other)).sum()
    }
}

/// How far seriousness and priority together lie above the middle of their scales, 0 to 4.
fn height(values: &[u8]) -> u32 {
    let middle = (u32::from(RATING_MAX) + 1) * values.len() as u32 / 2;
    values.iter().map(|value| u32::from(*value)).sum::<u32>().saturating_sub(middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::poll::Poll;
    use trestle_protocol::Voice;

    fn state(open: bool, answers: &[(u32, &str, [u8; 2])]) -> State {
        let mut poll = Poll::opened(PollKind::Rating, "rate".into(), Voice::Person, 0);
        for (seat, group, values) in answers {
            poll.answer(SeatId(*seat), (*group).to_owned(), values.to_vec());
        }
        poll.open = open;
        State { polls: BTreeMap::from([(PollId("rate".into()), poll)]), ..State::default() }
    }

    #[test]
    fn two_have_in_common_what_both_rate_high() {
        let state = state(
            false,
            &[(1, "bus", [5, 5]), (1, "quiet", [1, 2]), (2, "bus", [4, 4]), (2, "quiet", [5, 5]), (3, "quiet", [2, 1]), (4, "bus", [3, 3])],
        );
        let tastes = Tastes::of(&state, &[]);
        let shared = |a, b| tastes.shared(SeatId(a), SeatId(b));
        assert_eq!((shared(1, 2), shared(2, 1)), (8, 8));
        assert_eq!((shared(1, 3), shared(1, 4), shared(1, 9)), (0, 0, 0), "what one rates low, middling or not at all");
    }

    #[test]
    fn p2_an_open_poll_decides_nothing() {
        let state = state(true, &[(1, "bus", [5, 5]), (2, "bus", [5, 5])]);
        assert_eq!(Tastes::of(&state, &[]).shared(SeatId(1), SeatId(2)), 0);
        assert_eq!(Tastes::of(&state, &["rate".into()]).shared(SeatId(1), SeatId(2)), 16, "but for the one that is closed at this moment");
    }
}
