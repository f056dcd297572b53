//! Organisation cards: what each organisation says of itself.

use super::typing::type_text;
use crate::play::{PlayError, Player, scenario};
use futures_util::future::try_join_all;
use trestle_client::ClientError;
use trestle_protocol::DocumentName;

/// The field that is private to the organisation.
const PRIVATE: &str = "unsure";
/// The fields that everybody reads.
const FIELDS: [&str; 8] = ["does", "priorities", "contact", "spaces", "skills", "networks", "impact", "hope"];

/// Somebody of each organisation fills in its card; for one that nobody came for, the facilitator does.
pub(in crate::play) async fn fill(player: &Player) -> Result<(), PlayError> {
    try_join_all(player.scenario.organisations.iter().map(|organisation| fill_one(player, organisation))).await?;
    Ok(())
}

async fn fill_one(player: &Player, organisation: &scenario::Organisation) -> Result<(), ClientError> {
    let Some(number) = player.cast.organisation(&organisation.id) else { return Ok(()) };
    let voice = player.cast.voice(&organisation.id);
    let screen = voice.unwrap_or_else(|| player.cast.conductor());
    let written = |field: &str| organisation.card.get(field).cloned().flatten().unwrap_or_default();
    screen.until_writable(DocumentName::Card(number)).await?;
    for field in FIELDS {
        type_text(screen, DocumentName::Card(number), field, &written(field)).await?;
    }
    // What an organisation keeps private can be written by its own people alone.
    if let Some(voice) = voice {
        voice.until_writable(DocumentName::Aside(number)).await?;
        type_text(voice, DocumentName::Aside(number), PRIVATE, &written(PRIVATE)).await?;
    }
    Ok(())
}
