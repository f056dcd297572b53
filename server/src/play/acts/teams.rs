//! Teams: formed by the facilitator exactly as the file has them.

use crate::play::cast::order;
use crate::play::{PlayError, Player};
use std::collections::BTreeSet;
use trestle_client::View;
use trestle_protocol::{Cell, Command, SeatId, TeamCell, TeamId};

/// Forms the teams of the file.
pub(in crate::play) async fn form(player: &mut Player) -> Result<(), PlayError> {
    let mut teams = Vec::new();
    for team in &player.scenario.teams {
        let seats: Vec<SeatId> = team.seats.iter().filter_map(|seat| player.cast.number(seat)).collect();
        teams.push(form_one(player, &seats).await?);
    }
    player.teams = teams;
    Ok(())
}

/// The first one begins a new team, the others come to it.
async fn form_one(player: &Player, seats: &[SeatId]) -> Result<TeamId, PlayError> {
    let conductor = player.cast.conductor();
    let first = seats.first().copied().ok_or_else(|| PlayError::Unexpected("a team of nobody".to_owned()))?;
    order(conductor, Command::Assign { seat: first, team: None }).await?;
    let begun = |view: &View| teams(view).find(|team| team.seats == [first]).map(|team| team.id);
    let id = conductor.until_open("the new team", begun).await?;
    for seat in &seats[1..] {
        order(conductor, Command::Assign { seat: *seat, team: Some(id) }).await?;
    }
    let formed = |view: &View| teams(view).any(|team| team.id == id && team.seats == seats).then_some(());
    conductor.until_open("the whole team", formed).await?;
    Ok(id)
}

/// Whom the programme has paired beyond the file stays without a team, as in the file.
pub(in crate::play) async fn keep(player: &Player) -> Result<(), PlayError> {
    let conductor = player.cast.conductor();
    let meant: BTreeSet<TeamId> = player.teams.iter().copied().collect();
    let paired: Vec<SeatId> =
        conductor.view(|view| teams(view).filter(|team| !meant.contains(&team.id)).flat_map(|team| team.seats.clone()).collect());
    for seat in paired {
        order(conductor, Command::Unassign { seat }).await?;
    }
    let as_meant = |view: &View| teams(view).all(|team| meant.contains(&team.id)).then_some(());
    conductor.until_open("the teams as meant", as_meant).await?;
    Ok(())
}

fn teams(view: &View) -> impl Iterator<Item = &TeamCell> {
    view.cells_under("team/").filter_map(|(_, cell)| if let Cell::Team(team) = cell { Some(team) } else { None })
}
