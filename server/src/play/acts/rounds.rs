//! Rounds: organisations speak in turn, teams report back in turn.

use crate::play::cast::order;
use crate::play::{PlayError, Player};
use trestle_client::{ClientError, View};
use trestle_protocol::{Cell, Command, RoundCell, RoundId, RoundKind, Turn, TurnState};

/// Every organisation is heard.
pub(in crate::play) async fn speak(player: &Player) -> Result<(), PlayError> {
    while next(player, RoundKind::Speak).await?.is_some() {}
    Ok(())
}

/// Every brief is heard, and people say what they like in it and what could be better.
pub(in crate::play) async fn report(player: &Player) -> Result<(), PlayError> {
    let mut heard = vec![false; player.teams.len()];
    // Somebody may have begun the round already: whose turn it is now is heard too.
    let round = |view: &View| round(view, RoundKind::Report);
    let mut turn = player.cast.conductor().until_open("the round", round).await?.now;
    if turn.is_none() {
        turn = next(player, RoundKind::Report).await?;
    }
    while let Some(subject) = turn {
        if let Some(number) = player.teams.iter().position(|team| team.0 == subject) {
            heard[number] = true;
            feed_back(player, number).await?;
        }
        turn = next(player, RoundKind::Report).await?;
    }
    match heard.iter().position(|heard| !heard) {
        None => Ok(()),
        Some(number) => Err(PlayError::Unexpected(format!("teams[{number}] was not asked to report back"))),
    }
}

/// The next turn; whose it is, none when everybody has been heard.
async fn next(player: &Player, kind: RoundKind) -> Result<Option<u32>, ClientError> {
    let conductor = player.cast.conductor();
    let before = conductor.until_open("the round", |view| round(view, kind)).await?;
    if before.now.is_none() && before.turns.iter().all(|turn| turn.state == TurnState::Had) {
        return Ok(None);
    }
    order(conductor, Command::Turn { round: before.id.clone(), turn: Turn::Next }).await?;
    let after = conductor.until_open("the next turn", |view| round(view, kind).filter(|after| after.now != before.now)).await?;
    Ok(after.now)
}

fn round(view: &View, kind: RoundKind) -> Option<RoundCell> {
    let Some(Cell::Stage(stage)) = view.cell("stage") else { return None };
    match view.cell(&format!("round/{}", RoundId::new(&stage.step, kind))) {
        Some(Cell::Round(round)) => Some(round.clone()),
        _ => None,
    }
}

/// One after the other, as the file has them; an empty line is none.
async fn feed_back(player: &Player, number: usize) -> Result<(), ClientError> {
    let lines = player.scenario.teams[number].feedback.iter().filter(|line| !line.text.trim().is_empty());
    for line in lines {
        let command = Command::Feedback { team: player.teams[number], kind: line.kind, text: line.text.clone() };
        order(player.cast.screen(&line.seat), command).await?;
    }
    Ok(())
}
