//! The plan: who carries it, whom to engage, who must support it; then actions, commitments and the next date.

use super::typing::type_text;
use crate::play::cast::order;
use crate::play::{PlayError, Player, scenario};
use futures_util::future::{try_join_all, try_join3};
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

/// The three rings, filled in at the same time.
pub(in crate::play) async fn roles(player: &Player) -> Result<(), PlayError> {
    let plan = &player.scenario.plan;
    let core = plan.core.iter().enumerate().map(|(number, row)| {
        let values = who(player, row.organisation.as_deref(), row.seat.as_deref()).chain([("lead", Content::value(row.lead))]).collect();
        let row_ = Row { list: "core", values, texts: vec![("role", &row.role), ("commits", &row.commits)] };
        row_.write(hand(player, row.seat.as_deref(), number), number)
    });
    let extended = plan.extended.iter().enumerate().map(|(number, row)| extended(row).write(player.cast.hand(number), number));
    let leadership = plan.leadership.iter().enumerate().map(|(number, row)| {
        let values = vec![("decides", Content::value(row.decides))];
        let row_ = Row { list: "leadership", values, texts: vec![("who", &row.who), ("how", &row.how)] };
        row_.write(player.cast.hand(number), number)
    });
    try_join3(try_join_all(core), try_join_all(extended), try_join_all(leadership)).await?;
    Ok(())
}

fn extended(row: &scenario::Extended) -> Row<'_> {
    let numbers = [("influence", row.influence), ("interest", row.interest)];
    let values = numbers.into_iter().filter_map(|(field, number)| Some((field, Content::value(u32::from(number?))))).collect();
    Row { list: "extended", values, texts: vec![("who", &row.who), ("why", &row.why), ("how", &row.how), ("when", &row.when)] }
}

/// Actions by those who will do them, then every organisation's word, then how and when we go on.
pub(in crate::play) async fn act(player: &Player) -> Result<(), PlayError> {
    let plan = &player.scenario.plan;
    try_join_all(plan.actions.iter().enumerate().map(|(number, row)| {
        let due = row.due.iter().map(|due| ("due", Content::value(due.as_str())));
        let values = who(player, row.organisation.as_deref(), row.seat.as_deref()).chain(due).collect();
        let row_ = Row { list: "actions", values, texts: vec![("what", &row.what)] };
        row_.write(hand(player, row.seat.as_deref(), number), number)
    }))
    .await?;
    commit(player).await?;
    go_on(player).await?;
    Ok(())
}

/// The convener first, then the others as the file has them.
async fn commit(player: &Player) -> Result<(), ClientError> {
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

async fn go_on(player: &Player) -> Result<(), ClientError> {
    let plan = &player.scenario.plan;
    let screen = player.cast.hand(0);
    screen.until_writable(DocumentName::Plan).await?;
    type_text(screen, DocumentName::Plan, "communications", &plan.communications).await?;
    type_text(screen, DocumentName::Plan, "place", &plan.reconvene.place).await?;
    type_text(screen, DocumentName::Plan, "reason", &plan.reconvene.reason).await?;
    if let Some(when) = plan.reconvene.when.as_deref().filter(|when| !when.is_empty()) {
        screen.write(DocumentName::Plan, |pen| pen.set("reconvene/when", when))?;
    }
    screen.saved().await
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
