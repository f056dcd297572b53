//! The board: notes are gathered into groups, and the groups discussed.

use super::typing::type_text;
use crate::play::{PlayError, Player};
use futures_util::future::try_join_all;
use std::collections::BTreeSet;
use trestle_client::{ClientError, Content, View};
use trestle_protocol::{Cell, DocumentName, GroupCell, GroupId, NoteId};
use uuid::Uuid;

/// What is asked about each group, and what the group has to say at first.
const TEXTS: [&str; 5] = ["title", "who", "factors", "seriousness", "priority"];

/// People make the groups at the same time, each one of them: the notes into it, then its title.
pub(in crate::play) async fn gather(player: &mut Player) -> Result<(), PlayError> {
    player.groups = player.scenario.groups.iter().map(|_| GroupId(Uuid::new_v4().simple().to_string())).collect();
    let player = &*player;
    let placed = placed(player);
    try_join_all(placed.iter().enumerate().map(|(number, notes)| make(player, number, notes))).await?;
    let as_made = |view: &View| (0..placed.len()).all(|number| shows(player, view, number)).then_some(());
    player.cast.conductor().until_open("the groups on the wall", as_made).await?;
    Ok(())
}

/// The notes of each group. A note lies in one group: the first that names it.
fn placed(player: &Player) -> Vec<Vec<&NoteId>> {
    let mut taken = BTreeSet::new();
    let groups = player.scenario.groups.iter();
    groups.map(|group| group.notes.iter().filter(|note| taken.insert(**note)).filter_map(|note| player.notes.get(note)).collect()).collect()
}

async fn make(player: &Player, number: usize, notes: &[&NoteId]) -> Result<(), ClientError> {
    let screen = player.cast.hand(number);
    screen.until_writable(DocumentName::Board).await?;
    let id = &player.groups[number];
    let texts = TEXTS.map(|field| (field, Content::text("")));
    let fields: Vec<(&str, Content)> = texts.into_iter().chain([("order", Content::value(number as i64 + 1))]).collect();
    screen.write(DocumentName::Board, |pen| {
        pen.row("groups", id.as_str(), &fields);
        for note in notes {
            pen.set(&format!("places/{note}"), id.as_str());
        }
    })?;
    type_text(screen, DocumentName::Board, &format!("groups/{id}/title"), &player.scenario.groups[number].title).await
}

fn shows(player: &Player, view: &View, number: usize) -> bool {
    let title_begun = |group: &GroupCell| player.scenario.groups[number].title.is_empty() || !group.title.is_empty();
    match view.cell(&format!("group/{}", player.groups[number])) {
        Some(Cell::Group(group)) => title_begun(group),
        _ => false,
    }
}

/// The groups are discussed at the same time, each by somebody else than who made it.
pub(in crate::play) async fn discuss(player: &Player) -> Result<(), PlayError> {
    try_join_all((0..player.groups.len()).map(|number| answer(player, number))).await?;
    Ok(())
}

async fn answer(player: &Player, number: usize) -> Result<(), ClientError> {
    let screen = player.cast.hand(number + 1);
    let (group, id) = (&player.scenario.groups[number], &player.groups[number]);
    screen.until_writable(DocumentName::Board).await?;
    let title = format!("groups/{id}/title");
    screen.until_open("the group to discuss", |view| has(view, &title, &group.title).then_some(())).await?;
    type_text(screen, DocumentName::Board, &format!("groups/{id}/who"), &group.who).await?;
    type_text(screen, DocumentName::Board, &format!("groups/{id}/factors"), &group.factors).await
}

fn has(view: &View, path: &str, text: &str) -> bool {
    view.documents.get(&DocumentName::Board).is_some_and(|board| board.text(path) == text)
}
