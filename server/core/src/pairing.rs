//! Pairing: teams of two across organisations, a trio for the odd one.

use crate::state::State;
use std::collections::BTreeMap;
use trestle_protocol::{OrganisationId, SeatId, TeamId};

type Teams = BTreeMap<TeamId, Vec<SeatId>>;

/// Seats in no team by organisation.
type Free = Vec<(Option<OrganisationId>, Vec<SeatId>)>;

/// The teams that there are and new ones for participants in none.
///
/// Takes one from the largest organisation that is left and one from the next largest, so that two of one organisation meet only if nobody else is left.
/// Where that leaves a choice, the lower `rank` comes first: another ranking gives other teams.
pub(crate) fn pair(state: &State, mut teams: Teams, rank: impl Fn(SeatId) -> u64) -> Teams {
    let placed: Vec<SeatId> = teams.values().flatten().copied().collect();
    let mut waiting: Vec<(SeatId, Option<OrganisationId>)> =
        state.participants().filter(|(id, _)| !placed.contains(id)).map(|(id, seat)| (id, seat.organisation)).collect();
    waiting.sort_by_key(|(id, _)| (rank(*id), *id));
    let mut free: Free = Vec::new();
    for (id, organisation) in waiting {
        match free.iter_mut().find(|(known, _)| *known == organisation) {
            Some((_, seats)) => seats.push(id),
            None => free.push((organisation, vec![id])),
        }
    }
    let mut last = state.last_team.max(teams.keys().map(|team| team.0).max().unwrap_or(0));
    while let Some(first) = take_from_largest(&mut free, None) {
        match take_from_largest(&mut free, organisation(state, first)).or_else(|| take_from_largest(&mut free, None)) {
            Some(second) => {
                last += 1;
                teams.insert(TeamId(last), vec![first, second]);
            }
            None => place_odd_one(state, &mut teams, first, &mut last),
        }
    }
    teams
}

fn organisation(state: &State, seat: SeatId) -> Option<OrganisationId> {
    state.seat(seat).and_then(|seat| seat.organisation)
}

/// The first seat of the organisation with the most seats left, other than `not`; the earlier one if they are level.
fn take_from_largest(free: &mut Free, not: Option<OrganisationId>) -> Option<SeatId> {
    let eligible = free.iter_mut().enumerate().filter(|(_, (id, seats))| !seats.is_empty() && (not.is_none() || *id != not));
    let (_, (_, seats)) = eligible.max_by_key(|(place, (_, seats))| (seats.len(), std::cmp::Reverse(*place)))?;
    Some(seats.remove(0))
}

/// The odd one joins the smallest team without somebody of the same organisation, or any, or begins alone.
fn place_odd_one(state: &State, teams: &mut Teams, odd: SeatId, last: &mut u32) {
    let own = organisation(state, odd);
    let meets_own = |seats: &[SeatId]| own.is_some() && seats.iter().any(|seat| organisation(state, *seat) == own);
    let best = teams.iter().min_by_key(|(id, seats)| (meets_own(seats), seats.len(), **id)).map(|(id, _)| *id);
    match best.and_then(|team| teams.get_mut(&team)) {
        Some(seats) => seats.push(odd),
        None => {
            *last += 1;
            teams.insert(TeamId(*last), vec![odd]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Seat;
    use trestle_protocol::Role;

    fn state(organisations: &[u32]) -> State {
        let seat = |organisation: &u32| Seat {
            name: String::new(),
            organisation: Some(OrganisationId(*organisation)),
            role: Role::Participant,
            hand_at: None,
            waved_at: None,
            done: false,
            more_time: false,
            table: false,
            without_device: false,
            waiting: false,
            removed: false,
            erased: false,
        };
        State { seats: (1..).map(SeatId).zip(organisations.iter().map(seat)).collect(), ..State::default() }
    }

    fn same_organisation(state: &State, teams: &Teams) -> usize {
        let met =
            |seats: &&Vec<SeatId>| seats.iter().any(|a| seats.iter().any(|b| a < b && organisation(state, *a) == organisation(state, *b)));
        teams.values().filter(met).count()
    }

    #[test]
    fn nobody_is_left_out_and_organisations_mix_as_far_as_they_can() {
        for organisations in [vec![1, 1, 2, 2, 3, 3, 4], vec![1, 1, 1, 2, 3], vec![1, 2], vec![1, 1, 1, 1, 2, 2, 3, 4, 4], vec![1]] {
            let state = state(&organisations);
            let teams = pair(&state, BTreeMap::new(), |_| 0);
            let mut placed: Vec<SeatId> = teams.values().flatten().copied().collect();
            placed.sort();
            assert_eq!(placed, state.seats.keys().copied().collect::<Vec<_>>(), "{organisations:?}");
            let largest = (1..5).map(|id| organisations.iter().filter(|other| **other == id).count()).max().unwrap();
            let unavoidable = largest.saturating_sub(teams.len());
            assert_eq!(same_organisation(&state, &teams), unavoidable, "{organisations:?}: {teams:?}");
        }
    }

    #[test]
    fn one_organisation_alone_is_paired_all_the_same() {
        let state = state(&[1, 1, 1, 1]);
        assert_eq!(pair(&state, BTreeMap::new(), |_| 0).len(), 2);
    }

    #[test]
    fn another_ranking_gives_other_teams() {
        let state = state(&[1, 1, 2, 2, 3, 3]);
        assert_ne!(pair(&state, BTreeMap::new(), |_| 0), pair(&state, BTreeMap::new(), |seat| u64::from(10 - seat.0)));
    }

    #[test]
    fn teams_that_there_are_stay() {
        let state = state(&[1, 2, 3, 4, 5]);
        let teams = pair(&state, BTreeMap::from([(TeamId(7), vec![SeatId(1), SeatId(2)])]), |_| 0);
        assert_eq!(teams[&TeamId(7)][..2], [SeatId(1), SeatId(2)]);
        assert!(teams.contains_key(&TeamId(8)), "numbers go on: {teams:?}");
    }
}
