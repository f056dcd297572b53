//! Challenge briefs: each written by its team, two people in the same field where there are two.

use super::typing::{halves, type_text};
use crate::play::{PlayError, Player, scenario};
use futures_util::future::try_join_all;
use trestle_client::{ClientError, Screen, View};
use trestle_protocol::DocumentName;

/// A brief's texts.
const FIELDS: [&str; 8] = ["title", "who", "why", "fit", "constraints", "ideas", "already", "success"];

/// All teams write at the same time.
pub(in crate::play) async fn write(player: &Player) -> Result<(), PlayError> {
    try_join_all(player.scenario.teams.iter().zip(&player.teams).map(|(team, id)| write_one(player, team, DocumentName::Brief(*id))))
        .await?;
    Ok(())
}

async fn write_one(player: &Player, team: &scenario::Team, document: DocumentName) -> Result<(), ClientError> {
    let members: Vec<&Screen> = team.seats.iter().map(|seat| player.cast.screen(seat)).collect();
    for member in &members {
        member.until_writable(document).await?;
    }
    let Some(first) = members.first() else { return Ok(()) };
    first.write(document, |pen| {
        for group in &team.brief.groups {
            pen.set(&format!("groups/{}", player.groups[*group]), true);
        }
    })?;
    let fields = FIELDS.iter().enumerate().map(|(turn, field)| {
        let text = team.brief.fields.get(*field).cloned().flatten().unwrap_or_default();
        write_field(document, field, text, members[turn % members.len()], members[(turn + 1) % members.len()])
    });
    try_join_all(fields).await?;
    for member in &members {
        member.until_open("the whole brief", |view| agrees(view, document, team).then_some(())).await?;
    }
    Ok(())
}

/// One begins; the other goes on where the first stopped.
async fn write_field(document: DocumentName, field: &str, text: String, one: &Screen, other: &Screen) -> Result<(), ClientError> {
    let (begun, rest) = halves(&text);
    type_text(one, document, field, begun).await?;
    other.until_open("what the other one wrote", |view| (written(view, document, field) == begun).then_some(())).await?;
    type_text(other, document, field, rest).await
}

fn written(view: &View, document: DocumentName, field: &str) -> String {
    view.documents.get(&document).map(|brief| brief.text(field)).unwrap_or_default()
}

fn agrees(view: &View, document: DocumentName, team: &scenario::Team) -> bool {
    FIELDS.iter().all(|field| written(view, document, field) == team.brief.fields.get(*field).cloned().flatten().unwrap_or_default())
}
