//! Arriving: everybody checks that the device works.

use crate::play::cast::order;
use crate::play::{PlayError, Player};
use futures_util::future::try_join_all;
use trestle_protocol::Command;

/// Everybody with a seat waves.
pub(in crate::play) async fn wave(player: &Player) -> Result<(), PlayError> {
    let seated = player.cast.screens().iter().filter(|screen| screen.seat().is_some());
    try_join_all(seated.map(|screen| order(screen, Command::Wave {}))).await?;
    Ok(())
}
