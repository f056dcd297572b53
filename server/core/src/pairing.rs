//! Pairing: teams of two across organisations, a trio for the odd one; among those who may meet, people who care about the same problems.

use crate::state::State;
use std::{cmp::Reverse, collections::BTreeMap};
use trestle_protocol::{OrganisationId, SeatId, TeamId};

type Teams = BTreeMap<TeamId, Vec<SeatId>>;

/// Seats in no team by organisation.
type Free = Vec<(Option<OrganisationId>, Vec<SeatId>)>;

/// Two who write together.
type Pair = [SeatId; 2];

/// How often all pairs are looked through for a better exchange: a handful is enough in practice, and bad luck must not hold the workshop up.
const PASSES: usize = 20;

/// Who comes first, and who goes well with whom.
pub(crate) struct Wishes<'a> {
    /// Where there is a choice, the lower one comes first: another ranking gives other teams.
    pub(crate) rank: &'a dyn Fn(SeatId) -> u64,
    /// How well two go together; more is better.
    pub(crate) liking: &'a dyn Fn(SeatId, SeatId) -> u32,
}

/// The teams that there are and new ones for participants in none.
///
/// Two of one organisation meet only if it cannot be avoided. Within that, people change places until no exchange between two pairs makes them go together better.
pub(crate) fn pair(state: &State, mut teams: Teams, wishes: &Wishes) -> Teams {
    let (mut pairs, odd) = across_organisations(free(state, &teams, wishes));
    for _ in 0..PASSES {
        if !exchange(state, wishes, &mut pairs) {
            break;
        }
    }
    let mut last = state.last_team.max(teams.keys().map(|team| team.0).max().unwrap_or(0));
    for pair in pairs {
        last += 1;
        teams.insert(TeamId(last), pair.to_vec());
    }
    if let Some(odd) = odd {
        place_odd_one(state, wishes, &mut teams, odd, TeamId(last + 1));
    }
    teams
}

fn organisation(state: &State, seat: SeatId) -> Option<OrganisationId> {
    state.seat(seat).and_then(|seat| seat.organisation)
}

/// Participants in no team, by organisation.
fn free(state: &State, teams: &Teams, wishes: &Wishes) -> Free {
    let placed: Vec<SeatId> = teams.values().flatten().copied().collect();
    let mut waiting: Vec<_> =
        state.participants().filter(|(id, _)| !placed.contains(id)).map(|(id, seat)| (id, seat.organisation)).collect();
    waiting.sort_by_key(|(id, _)| ((wishes.rank)(*id), *id));
    let mut free: Free = Vec::new();
    for (id, organisation) in waiting {
        match free.iter_mut().find(|(known, _)| *known == organisation) {
            Some((_, seats)) => seats.push(id),
            None => free.push((organisation, vec![id])),
        }
    }
    free
}

/// Pairs, and whom they leave over.
///
/// Takes one from the largest organisation that is left and one from the next largest, so that two of one organisation meet only if nobody else is left.
fn across_organisations(mut free: Free) -> (Vec<Pair>, Option<SeatId>) {
    let mut pairs = Vec::new();
    while let Some((from, first)) = take_from_largest(&mut free, None) {
        match take_from_largest(&mut free, from).or_else(|| take_from_largest(&mut free, None)) {
            Some((_, second)) => pairs.push([first, second]),
            None => return (pairs, Some(first)),
        }
    }
    (pairs, None)
}

/// The first seat of the organisation with the most seats left, other than `not`; the earlier one if they are level.
fn take_from_largest(free: &mut Free, not: Option<OrganisationId>) -> Option<(Option<OrganisationId>, SeatId)> {
    let eligible = free.iter_mut().enumerate().filter(|(_, (id, seats))| !seats.is_empty() && (not.is_none() || *id != not));
    let (_, (id, seats)) = eligible.max_by_key(|(place, (_, seats))| (seats.len(), Reverse(*place)))?;
    Some((*id, seats.remove(0)))
}

/// Lets every two pairs change partners where that makes them go together better; whether any did.
fn exchange(state: &State, wishes: &Wishes, pairs: &mut [Pair]) -> bool {
    let mut changed = false;
    for one in 1..pairs.len() {
        for other in 0..one {
            let ([a, b], [c, d]) = (pairs[one], pairs[other]);
            let best = [([a, b], [c, d]), ([a, c], [b, d]), ([a, d], [b, c])]
                .into_iter()
                .min_by_key(|(one, other)| strain(state, wishes, &[*one, *other]))
                .unwrap_or(([a, b], [c, d]));
            if best != ([a, b], [c, d]) {
                (pairs[one], pairs[other]) = best;
                changed = true;
            }
        }
    }
    changed
}

/// What is wrong with some pairs: first how many are of one organisation, then how little they like each other.
fn strain(state: &State, wishes: &Wishes, pairs: &[Pair]) -> (usize, Reverse<u32>) {
    let own = pairs.iter().filter(|[a, b]| meets_own(state, *a, &[*b])).count();
    (own, Reverse(pairs.iter().map(|[a, b]| (wishes.liking)(*a, *b)).sum()))
}

/// Does somebody find the own organisation among these?
fn meets_own(state: &State, seat: SeatId, others: &[SeatId]) -> bool {
    let own = organisation(state, seat);
    own.is_some() && others.iter().any(|other| organisation(state, *other) == own)
}

/// The teams with somebody who comes late, as the third of a pair. Whoever else is in no team stays so: a facilitator left them there.
pub(crate) fn with_late(state: &State, mut teams: Teams, late: SeatId, wishes: &Wishes) -> Teams {
    let alone = TeamId(state.last_team.max(teams.keys().map(|team| team.0).max().unwrap_or(0)) + 1);
    place_odd_one(state, wishes, &mut teams, late, alone);
    teams
}

/// The odd one joins a team that is not pinned, without somebody of the same organisation, small, and of people it likes; as far as that can be had.
/// Briefs that nobody writes and rounds of everyone are no teams to join: where there is nothing else, it begins alone.
fn place_odd_one(state: &State, wishes: &Wishes, teams: &mut Teams, odd: SeatId, alone: TeamId) {
    let likes = |seats: &[SeatId]| seats.iter().map(|seat| (wishes.liking)(odd, *seat)).sum::<u32>();
    let at_work = teams.iter().filter(|(id, seats)| !seats.is_empty() && !state.whole.contains(*id));
    let best = at_work.min_by_key(|(id, seats)| {
        let pinned = state.pinned.contains(*id);
        (pinned, meets_own(state, odd, seats), seats.len(), Reverse(likes(seats)), **id)
    });
    let team = best.map_or(alone, |(id, _)| *id);
    teams.entry(team).or_default().push(odd);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply::new_seat;
    use trestle_protocol::Role;

    fn state(organisations: &[u32]) -> State {
        let seat = |organisation: &u32| new_seat("", Some(OrganisationId(*organisation)), Role::Participant);
        State { seats: (1..).map(SeatId).zip(organisations.iter().map(seat)).collect(), ..State::default() }
    }

    fn paired(state: &State, teams: Teams) -> Teams {
        pair(state, teams, &Wishes { rank: &|_| 0, liking: &|_, _| 0 })
    }

    /// As `paired`, with everybody fond of whoever has the same number in `tastes`.
    fn paired_by_taste(state: &State, tastes: &[u32]) -> Vec<Vec<u32>> {
        let taste = |seat: SeatId| tastes[seat.0 as usize - 1];
        let wishes = Wishes { rank: &|_| 0, liking: &|a, b| u32::from(taste(a) == taste(b)) * 16 };
        let mut teams: Vec<Vec<u32>> =
            pair(state, Teams::new(), &wishes).into_values().map(|seats| seats.into_iter().map(|seat| seat.0).collect()).collect();
        teams.iter_mut().for_each(|team| team.sort_unstable());
        teams.sort();
        teams
    }

    fn same_organisation(state: &State, teams: &Teams) -> usize {
        let met = |seats: &&Vec<SeatId>| (1..seats.len()).any(|place| meets_own(state, seats[place], &seats[..place]));
        teams.values().filter(met).count()
    }

    #[test]
    fn nobody_is_left_out_and_organisations_mix_as_far_as_they_can() {
        for organisations in [vec![1, 1, 2, 2, 3, 3, 4], vec![1, 1, 1, 2, 3], vec![1, 2], vec![1, 1, 1, 1, 2, 2, 3, 4, 4], vec![1]] {
            let state = state(&organisations);
            let teams = paired(&state, Teams::new());
            let mut placed: Vec<SeatId> = teams.values().flatten().copied().collect();
            placed.sort();
            assert_eq!(placed, state.seats.keys().copied().collect::<Vec<_>>(), "{organisations:?}");
            let largest = (1..5).map(|id| organisations.iter().filter(|other| **other == id).count()).max().unwrap();
            let unavoidable = largest.saturating_sub(teams.len());
            assert_eq!(same_organisation(&state, &teams), unavoidable, "{organisations:?}: {teams:?}");
        }
    }

    #[test]
    fn those_who_care_about_the_same_write_together() {
        assert_eq!(paired_by_taste(&state(&[1, 2, 3, 4, 5, 6]), &[1, 2, 3, 3, 2, 1]), [[1, 6], [2, 5], [3, 4]]);
        assert_eq!(paired_by_taste(&state(&[1, 1, 2, 2]), &[1, 2, 1, 2]), [[1, 3], [2, 4]]);
    }

    #[test]
    fn organisations_mix_first_and_tastes_come_second() {
        assert_eq!(paired_by_taste(&state(&[1, 1, 2, 2]), &[1, 1, 2, 2]).len(), 2);
        let teams = paired_by_taste(&state(&[1, 1, 2, 2]), &[1, 1, 2, 2]);
        assert!(teams.iter().all(|team| team[0] <= 2 && team[1] > 2), "{teams:?}");
    }

    #[test]
    fn the_odd_one_goes_where_its_taste_is() {
        let teams = paired_by_taste(&state(&[1, 2, 3, 4, 5]), &[1, 1, 2, 2, 1]);
        assert!(teams.contains(&vec![1, 2, 5]), "{teams:?}");
    }

    #[test]
    fn the_odd_one_goes_to_no_pinned_team_and_to_no_brief_that_nobody_writes() {
        let odd = |state: &State, teams: Teams| {
            let teams = paired(state, teams);
            teams.into_iter().find(|(_, seats)| seats.contains(&SeatId(5))).map(|(id, seats)| (id.0, seats.len()))
        };
        let teams = || Teams::from([(TeamId(1), vec![]), (TeamId(2), vec![SeatId(1), SeatId(2)]), (TeamId(3), vec![SeatId(3), SeatId(4)])]);
        let mut state = state(&[1, 2, 3, 4, 5]);
        assert_eq!(odd(&state, teams()), Some((2, 3)));
        state.pinned = [TeamId(2)].into();
        assert_eq!(odd(&state, teams()), Some((3, 3)));
        state.pinned.insert(TeamId(3));
        assert_eq!(odd(&state, teams()), Some((2, 3)), "a pinned one rather than alone");
        state.whole = [TeamId(2), TeamId(3)].into();
        assert_eq!(odd(&state, teams()), Some((4, 1)));
    }

    /// Everybody likes everybody as much as some scattered numbers say.
    #[test]
    fn tastes_never_cost_an_avoidable_meeting_and_never_lose_anybody() {
        for number in 0..200_u32 {
            let organisations: Vec<u32> = (0..3 + number % 12).map(|seat| 1 + (seat * 7 + number * 5 + seat * seat) % 4).collect();
            let state = state(&organisations);
            let plain = paired(&state, Teams::new());
            let liking = |a: SeatId, b: SeatId| ((a.0.min(b.0) * 31 + a.0.max(b.0) * 17 + number) % 13) * 4;
            let liked = pair(&state, Teams::new(), &Wishes { rank: &|_| 0, liking: &liking });
            assert!(same_organisation(&state, &liked) <= same_organisation(&state, &plain), "{organisations:?}");
            let of = |teams: &Teams| teams.values().filter(|seats| seats.len() == 2).map(|seats| liking(seats[0], seats[1])).sum::<u32>();
            if organisations.len().is_multiple_of(2) {
                assert!(of(&liked) >= of(&plain), "{organisations:?}: {plain:?} {liked:?}");
            }
            assert_eq!(liked.values().map(Vec::len).sum::<usize>(), organisations.len());
        }
    }

    #[test]
    fn one_organisation_alone_is_paired_all_the_same() {
        assert_eq!(paired(&state(&[1, 1, 1, 1]), Teams::new()).len(), 2);
    }

    #[test]
    fn another_ranking_gives_other_teams() {
        let state = state(&[1, 1, 2, 2, 3, 3]);
        let turned = Wishes { rank: &|seat| u64::from(10 - seat.0), liking: &|_, _| 0 };
        assert_ne!(paired(&state, Teams::new()), pair(&state, Teams::new(), &turned));
    }

    #[test]
    fn teams_that_there_are_stay() {
        let state = state(&[1, 2, 3, 4, 5]);
        let teams = paired(&state, Teams::from([(TeamId(7), vec![SeatId(1), SeatId(2)])]));
        assert_eq!(teams[&TeamId(7)][..2], [SeatId(1), SeatId(2)]);
        assert!(teams.contains_key(&TeamId(8)), "numbers go on: {teams:?}");
    }
}
