//! Deciding about teams. A team whose brief has words in it is kept even when nobody is left in it.

use crate::{
    documents::Documents,
    event::Event,
    identity::Actor,
    pairing::{self, Wishes},
    state::State,
    taste::Tastes,
    text,
};
use std::collections::BTreeMap;
use trestle_protocol::{Capability, PollId, Refusal, SeatId, TeamId, Time, limits};

/// Chance weighs as much as one problem that both rate as high as can be: shuffling again gives other teams, and they still go well together.
const CHANCE: u64 = 17;

type Teams = BTreeMap<TeamId, Vec<SeatId>>;

/// `closing` names polls that are closed in the same breath: arriving here closes the rating, and its answers count.
pub(super) fn pair(state: &State, documents: &Documents, closing: &[PollId]) -> Result<Vec<Event>, Refusal> {
    set(state, documents, paired(state, closing))
}

/// The teams that there are, and the rest in teams of people who care about the same problems.
fn paired(state: &State, closing: &[PollId]) -> Teams {
    let tastes = Tastes::of(state, closing);
    pairing::pair(state, state.teams.clone(), &Wishes { rank: &|_| 0, liking: &|a, b| tastes.shared(a, b) })
}

/// Teams that are not pinned and have written nothing are made anew, others stay.
pub(super) fn shuffle(state: &State, documents: &Documents, now: Time) -> Result<Vec<Event>, Refusal> {
    let stays = |team: &TeamId| state.pinned.contains(team) || is_kept(state, documents, *team);
    let kept: Teams = state.teams.iter().filter(|(team, _)| stays(team)).map(|(id, seats)| (*id, seats.clone())).collect();
    let tastes = Tastes::of(state, &[]);
    let chance = |a: SeatId, b: SeatId| mixed(now.0 ^ (u64::from(a.0.min(b.0)) << 40) ^ (u64::from(a.0.max(b.0)) << 20)) % CHANCE;
    let liking = |a, b| if together(state, a, b) { 0 } else { 1 + tastes.shared(a, b) + chance(a, b) as u32 };
    let wishes = Wishes { rank: &|seat| mixed(now.0 ^ (u64::from(seat.0) << 32)), liking: &liking };
    set(state, documents, pairing::pair(state, kept, &wishes))
}

/// Are these two in one team now? Shuffling is for meeting somebody else.
fn together(state: &State, a: SeatId, b: SeatId) -> bool {
    state.team_of(a).is_some_and(|team| state.team_of(b) == Some(team))
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
    teams.retain(|team, seats| !seats.is_empty() || is_kept(state, documents, *team));
    if teams == state.teams { Err(Refusal::Already) } else { Ok(vec![Event::TeamsSet { teams }]) }
}

/// What is written is kept, whoever is left in the team.
fn is_kept(state: &State, documents: &Documents, team: TeamId) -> bool {
    documents.brief(team).filled() > 0 || state.chosen == Some(team)
}

/// While teams write, whoever comes in belongs into one.
pub(super) fn takes_latecomers(state: &State) -> bool {
    !state.teams.is_empty() && state.chosen.is_none() && state.in_stage_with(&[Capability::Pair, Capability::Brief])
}

/// The teams with somebody who has just come in: the team of everyone if there is one, else as pairing places the odd one.
pub(super) fn with_latecomer(state: &State, documents: &Documents, seat: SeatId) -> Option<Event> {
    let newest = state.teams.keys().next_back().filter(|team| state.whole.contains(team));
    let teams = match newest {
        Some(team) => {
            let mut teams = state.teams.clone();
            teams.entry(*team).or_default().push(seat);
            teams
        }
        None => {
            let tastes = Tastes::of(state, &[]);
            let wishes = Wishes { rank: &|_| 0, liking: &|a, b| tastes.shared(a, b) };
            pairing::with_late(state, state.teams.clone(), seat, &wishes)
        }
    };
    set(state, documents, teams).ok()?.into_iter().next()
}

pub(super) fn pin(state: &State, team: TeamId, pinned: bool) -> Result<Vec<Event>, Refusal> {
    known(state, team)?;
    if state.pinned.contains(&team) == pinned { Err(Refusal::Already) } else { Ok(vec![Event::Pinned { team, pinned }]) }
}

/// Each takes the other's place, also if one of them is in no team.
pub(super) fn swap(state: &State, documents: &Documents, a: SeatId, b: SeatId) -> Result<Vec<Event>, Refusal> {
    if state.seat(a).is_none() || state.seat(b).is_none() {
        return Err(Refusal::Unknown);
    }
    let (of_a, of_b) = (state.team_of(a), state.team_of(b));
    if of_a == of_b {
        return Err(Refusal::Already);
    }
    let mut teams = state.teams.clone();
    for (team, leaves, comes) in [(of_a, a, b), (of_b, b, a)] {
        let Some(seats) = team.and_then(|team| teams.get_mut(&team)) else { continue };
        // Who wrote there in an earlier round is in it already, and not twice.
        seats.retain(|seat| *seat != comes);
        seats.iter_mut().filter(|seat| **seat == leaves).for_each(|seat| *seat = comes);
    }
    set(state, documents, teams)
}

pub(super) fn dissolve(state: &State, documents: &Documents, team: TeamId) -> Result<Vec<Event>, Refusal> {
    known(state, team)?;
    let mut teams = state.teams.clone();
    teams.entry(team).or_default().clear();
    set(state, documents, teams)
}

/// A new team of everyone. Teams that wrote something are parked as they are; others end.
pub(super) fn whole_group(state: &State, documents: &Documents) -> Result<Vec<Event>, Refusal> {
    let everyone: Vec<SeatId> = state.participants().map(|(id, _)| id).collect();
    let untouched = |team: &TeamId| state.whole.contains(team) && documents.brief(*team).filled() == 0;
    if everyone.is_empty() || state.teams.keys().any(untouched) {
        return Err(Refusal::Already);
    }
    let mut teams: Teams =
        state.teams.iter().filter(|(team, _)| is_kept(state, documents, **team)).map(|(id, seats)| (*id, seats.clone())).collect();
    let team = TeamId(state.last_team + 1);
    teams.insert(team, everyone);
    let mut events = set(state, documents, teams)?;
    events.push(Event::WholeMade { team });
    Ok(events)
}

pub(super) fn extend(state: &State, team: TeamId, seconds: i32) -> Result<Vec<Event>, Refusal> {
    known(state, team)?;
    let millis = i64::from(seconds) * 1000;
    let total = state.extra_ms.get(&team).copied().unwrap_or(0) + millis;
    if seconds == 0 || millis.abs() > limits::TEAM_EXTRA_MS || total.abs() > limits::TEAM_EXTRA_MS {
        return Err(Refusal::OutOfRange);
    }
    Ok(vec![Event::TeamExtended { team, millis }])
}

pub(super) fn video(state: &State, team: TeamId, link: &str) -> Result<Vec<Event>, Refusal> {
    known(state, team)?;
    let link = text::link(link)?;
    if state.videos.get(&team).map_or("", String::as_str) == link {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::TeamVideoSet { team, link }])
}

pub(super) fn help(state: &State, actor: Actor, team: TeamId, wanted: bool) -> Result<Vec<Event>, Refusal> {
    let seats = known(state, team)?;
    if !state.facilitates(actor) && !actor.seat().is_some_and(|seat| seats.contains(&seat)) {
        return Err(Refusal::NotYours);
    }
    if state.help.contains_key(&team) == wanted { Err(Refusal::Already) } else { Ok(vec![Event::HelpSet { team, wanted }]) }
}

/// Happy with the words that are there now: later ones need another look.
pub(super) fn happy(state: &State, documents: &Documents, seat: SeatId, happy: bool) -> Result<Vec<Event>, Refusal> {
    let team = state.team_of(seat).ok_or(Refusal::NotYours)?;
    let version = happy.then(|| documents.brief(team).version());
    if state.happy.get(&team).and_then(|happy| happy.get(&seat)) == version.as_ref() {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::HappySet { team, seat, version }])
}

fn known(state: &State, team: TeamId) -> Result<&[SeatId], Refusal> {
    state.teams.get(&team).map(Vec::as_slice).ok_or(Refusal::Unknown)
}
