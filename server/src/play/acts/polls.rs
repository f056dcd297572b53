//! Polls: rating the groups, choosing a brief, settling what ended level.

use crate::play::cast::order;
use crate::play::{PlayError, Player};
use futures_util::future::try_join_all;
use trestle_client::{ClientError, View};
use trestle_protocol::{Cell, ChoiceCell, Command, PollId};

/// Whoever rates, rates; the poll stays open: closing it is what moving on does.
pub(in crate::play) async fn rate(player: &Player) -> Result<(), PlayError> {
    let poll = open_poll(player).await?;
    try_join_all(player.scenario.ratings.iter().map(|(seat, ratings)| rate_all(player, &poll, seat, ratings))).await?;
    Ok(())
}

async fn rate_all(player: &Player, poll: &PollId, seat: &str, ratings: &[Option<[u8; 2]>]) -> Result<(), ClientError> {
    for (group, rating) in player.groups.iter().zip(ratings) {
        if let Some(rating) = rating {
            let command = Command::Answer { poll: poll.clone(), subject: group.0.clone(), values: rating.to_vec() };
            order(player.cast.screen(seat), command).await?;
        }
    }
    Ok(())
}

/// Whoever votes, votes; the poll stays open.
pub(in crate::play) async fn choose(player: &Player) -> Result<(), PlayError> {
    let poll = open_poll(player).await?;
    let votes = player.scenario.choose.iter().filter_map(|(seat, team)| Some((seat, player.teams[(*team)?])));
    try_join_all(votes.map(|(seat, team)| {
        let command = Command::Answer { poll: poll.clone(), subject: team.to_string(), values: Vec::new() };
        order(player.cast.screen(seat), command)
    }))
    .await?;
    Ok(())
}

/// The live step's poll bears its id.
async fn open_poll(player: &Player) -> Result<PollId, PlayError> {
    let poll = PollId(player.stage().await?.step.0);
    let key = format!("poll/{poll}");
    let open = |view: &View| matches!(view.cell(&key), Some(Cell::Poll(poll)) if poll.open).then_some(());
    player.cast.conductor().until_open("the poll to open", open).await?;
    Ok(poll)
}

/// A choice that ended level is settled for the team that stands first, so that the workshop can go on.
pub(in crate::play) async fn settle(player: &Player) -> Result<(), PlayError> {
    if player.scenario.choose.values().all(Option::is_none) {
        return Ok(());
    }
    let conductor = player.cast.conductor();
    let ended =
        conductor.until_open("the choice", |view| choice(view).filter(|choice| choice.chosen.is_some() || !choice.tied.is_empty())).await?;
    let first = player.teams.iter().find(|team| ended.tied.contains(team));
    if let (None, Some(first)) = (ended.chosen, first) {
        order(conductor, Command::Settle { team: Some(*first) }).await?;
    }
    Ok(())
}

fn choice(view: &View) -> Option<ChoiceCell> {
    match view.cell("choice") {
        Some(Cell::Choice(choice)) => Some(choice.clone()),
        _ => None,
    }
}
