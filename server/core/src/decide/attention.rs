//! Deciding about what everybody looks at: a line for all, whom to follow, the group that is discussed.

use crate::{documents::Documents, event::Event, identity::Actor, state::State, text};
use trestle_protocol::{GroupId, Refusal, TeamId, limits};

pub(super) fn say(state: &State, team: Option<TeamId>, text: &str) -> Result<Vec<Event>, Refusal> {
    if team.is_some_and(|team| !state.teams.contains_key(&team)) {
        return Err(Refusal::Unknown);
    }
    let text = text::prose(text, limits::SAY_CHARS)?;
    // What nobody can see is nothing, which takes back what was said.
    let text = if text::is_visible(&text) { text } else { String::new() };
    let said = match team {
        Some(team) => state.said.get(&team),
        None => state.message.as_ref(),
    };
    if text.is_empty() && said.is_none() {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::Said { team, text }])
}

pub(super) fn lead(state: &State, actor: Actor, at: Option<&str>) -> Result<Vec<Event>, Refusal> {
    if at.is_some_and(|at| at.is_empty() || at.len() > limits::PRESENCE_CHARS || !at.bytes().all(is_of_a_place)) {
        return Err(Refusal::Malformed);
    }
    if state.leading.as_ref().map(|leading| leading.at.as_str()) == at {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::Led { seat: actor.seat(), at: at.map(str::to_owned) }])
}

/// Places carry no words.
fn is_of_a_place(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-/.#".contains(&byte)
}

pub(super) fn spotlight(state: &State, documents: &Documents, group: Option<&GroupId>) -> Result<Vec<Event>, Refusal> {
    if group.is_some_and(|group| !documents.board().groups.contains_key(group)) {
        return Err(Refusal::Unknown);
    }
    if state.spotlight.as_ref() == group {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::Spotlit { group: group.cloned() }])
}
