//! Deciding about teams. A team whose brief has words in it is kept even when nobody is left in it.

use crate::{documents::Documents, event::Event, pairing, state::State};
use std::collections::BTreeMap;
use trestle_protocol::{Refusal, SeatId, TeamId, Time};

type Teams = BTreeMap<TeamId, Vec<SeatId>>;

pub(super) fn pair(state: &State, documents: &Documents) -> Result<Vec<Event>, Refusal> {
    set(state, documents, pairing::pair(state, state.teams.clone(), |_| 0))
}

/// Teams that have written nothing are made anew, others stay.
pub(super) fn shuffle(state: &State, documents: &Documents, now: Time) -> Result<Vec<Event>, Refusal> {
    let stays = |team: &TeamId| documents.brief(*team).filled() > 0 || state.chosen == Some(*team);
    let kept: Teams = state.teams.iter().filter(|(team, _)| stays(team)).map(|(id, seats)| (*id, seats.clone())).collect();
    set(state, documents, pairing::pair(state, kept, |seat| mixed(now.0 ^ (u64::from(seat.0) << 32))))
}

/// Spreads a number over all 64 bits (the finaliser of SplitMix64): the moment of the shuffle decides, not a die.
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

pub(super) fn assign(state: &State, documents: &Documents, seat: SeatId, team: Option<TeamId>) -> Result<Vec<Event>, Refusal> {
    if state.seat(seat).is_none() {
        return Err(Refusal::Unknown);
    }
    let team = match team {
        Some(team) if !state.teams.contains_key(&team) => return Err(Refusal::Unknown),
        Some(team) => team,
        None => TeamId(state.last_team + 1),
    };
    let mut teams = without(&state.teams, seat);
    teams.entry(team).or_default().push(seat);
    set(state, documents, teams)
}

pub(super) fn unassign(state: &State, documents: &Documents, seat: SeatId) -> Result<Vec<Event>, Refusal> {
    set(state, documents, without(&state.teams, seat))
}

fn without(teams: &Teams, seat: SeatId) -> Teams {
    let mut teams = teams.clone();
    teams.values_mut().for_each(|seats| seats.retain(|other| *other != seat));
    teams
}

fn set(state: &State, documents: &Documents, mut teams: Teams) -> Result<Vec<Event>, Refusal> {
    teams.retain(|team, seats| !seats.is_empty() || documents.brief(*team).filled() > 0 || state.chosen == Some(*team));
    if teams == state.teams { Err(Refusal::Already) } else { Ok(vec![Event::TeamsSet { teams }]) }
}
