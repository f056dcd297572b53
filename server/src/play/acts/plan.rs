//! The plan: who carries it, whom to engage, who must support it; then actions, commitments and the next date.

use super::typing::type_text;
use crate::play::cast::order;
use crate::play::{PlayError, Player, scenario};
use futures_util::future::try_join_all;
use trestle_client::{ClientError, Content, Screen};
use trestle_protocol::{Command, DocumentName, OrganisationId};
use uuid::Uuid;

/// A row: its plain values, and its texts by field.
struct Row<'a> {
    list: &'static str,
    values: Vec<(&'static str, Content)>,
    texts: Vec<(&'static str, &'a str)>,
}

impl Row<'_> {
    /// Somebody adds an empty row with its values and types its texts.
    async fn write(self, screen: &Screen, number: usize) -> Result<(), ClientError> {
        screen.until_writable(DocumentName::Plan).await?;
        let key = Uuid::new_v4().simple().to_string();
        let texts = self.texts.iter().map(|(field, _)| (*field, Content::text("")));
        let order = ("order", Content::value(number as i64 + 1));
        let fields: Vec<(&str, Content)> = texts.chain(self.values).chain([order]).collect();
        screen.write(DocumentName::Plan, |pen| pen.row(self.list, &key, &fields))?;
        for (field, text) in self.texts {
            type_text(screen, DocumentName::Plan, &format!("{}/{key}/{field}", self.list), text).await?;
        }
        Ok(())
    }
}

/// Who carries it.
pub(in crate::play) async fn core(player: &Player) -> Result<(), PlayError> {
    let rows = player.scenario.plan.core.iter().enumerate().map(|(number, row)| {
        let values = who(player, row.organisation.as_deref(), row.seat.as_deref()).chain([("lead", Content::value(row.lead))]).collect();
        let row_ = Row { list: "core", values, texts: vec![("role", &row.role), ("commits", &row.commits)] };
        row_.write(hand(player, row.seat.as_deref(), number), number)
    });
    try_join_all(rows).await?;
    Ok(())
}

/// Whom to engage.
pub(in crate::play) async fn extended(player: &Player) -> Result<(), PlayError> {
    let row = |row: &'_ scenario::Extended| {
        let numbers = [("influence", row.influence), ("interest", row.interest)];
        numbers.into_iter().filter_map(|(field, number)| Some((field, Content::value(u32::from(number?))))).collect()
    };
    let rows = player.scenario.plan.extended.iter().enumerate().map(|(number, extended)| {
        let texts = vec![("who", extended.who.as_str()), ("why", &extended.why), ("how", &extended.how), ("when", &extended.when)];
        Row { list: "extended", values: row(extended), texts }.write(player.cast.hand(number), number)
    });
    try_join_all(rows).await?;
    Ok(())
}

/// Who must support it.
pub(in crate::play) async fn leadership(player: &Player) -> Result<(), PlayError> {
    let rows = player.scenario.plan.leadership.iter().enumerate().map(|(number, row)| {
        let values = vec![("decides", Content::value(row.decides))];
        let row_ = Row { list: "leadership", values, texts: vec![("who", &row.who), ("how", &row.how)] };
        row_.write(player.cast.hand(number), number)
    });
    try_join_all(rows).await?;
    Ok(())
}

/// Actions, by those who will do them.
pub(in crate::play) async fn actions(player: &Player) -> Result<(), PlayError> {
    let rows = player.scenario.plan.actions.iter().enumerate().map(|(number, row)| {
        let due = row.due.iter().map(|due| ("due", Content::value(due.as_str())));
        let values = who(player, row.organisation.as_deref(), row.seat.as_deref()).chain(due).collect();
        let row_ = Row { list: "actions", values, texts: vec![("what", &row.what)] };
        row_.write(hand(player, row.seat.as_deref(), number), number)
    });
    try_join_all(rows).await?;
    Ok(())
}

/// Every organisation's word: the convener first, then the others as the file has them.
pub(in crate::play) async fn commit(player: &Player) -> Result<(), PlayError> {
    let commitments = &player.scenario.plan.commitments;
    let mut organisations: Vec<(OrganisationId, &str)> =
        commitments.keys().filter_map(|id| Some((player.cast.organisation(id)?, id.as_str()))).collect();
    organisations.sort();
    for (organisation, id) in organisations {
        let screen = player.cast.voice(id).unwrap_or_else(|| player.cast.conductor());
        let (stance, until) = commitments[id].clone();
        order(screen, Command::Commit { organisation, stance: Some(stance), until, line: String::new() }).await?;
    }
    Ok(())
}

/// How and when we go on.
pub(in crate::play) async fn meeting(player: &Player) -> Result<(), PlayError> {
    let plan = &player.scenario.plan;
    let screen = player.cast.hand(0);
    screen.until_writable(DocumentName::Plan).await?;
    type_text(screen, DocumentName::Plan, "communications", &plan.communications).await?;
    type_text(screen, DocumentName::Plan, "place", &plan.reconvene.place).await?;
    type_text(screen, DocumentName::Plan, "reason", &plan.reconvene.reason).await?;
    if let Some(when) = plan.reconvene.when.as_deref().filter(|when| !when.is_empty()) {
        screen.write(DocumentName::Plan, |pen| pen.set("reconvene/when", when))?;
    }
    Ok(screen.saved().await?)
}

/// Whose row it is: its organisation's and its seat's numbers, as far as they are given.
fn who<'a>(player: &Player, organisation: Option<&str>, seat: Option<&str>) -> impl Iterator<Item = (&'static str, Content)> + use<'a> {
    let organisation = organisation.and_then(|id| player.cast.organisation(id)).map(|id| ("organisation", Content::value(id.0)));
    let seat = seat.and_then(|id| player.cast.number(id)).map(|id| ("seat", Content::value(id.0)));
    organisation.into_iter().chain(seat)
}

/// The one whose row it is writes it; a row of nobody is anybody's.
fn hand<'a>(player: &'a Player, seat: Option<&str>, number: usize) -> &'a Screen {
    seat.map_or_else(|| player.cast.hand(number), |seat| player.cast.screen(seat))
}
