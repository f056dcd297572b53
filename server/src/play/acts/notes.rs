//! Notes: everybody writes alone, then they are turned over.

use super::typing::type_text;
use crate::play::cast::order;
use crate::play::{PlayError, Player};
use futures_util::future::try_join_all;
use std::collections::BTreeMap;
use trestle_client::{ClientError, Content, View};
use trestle_protocol::{Cell, Command, DocumentName, MyNotesCell, NoteId};
use uuid::Uuid;

/// Everybody writes their notes at once, each one after the other, and says when they are done.
pub(in crate::play) async fn write(player: &mut Player) -> Result<(), PlayError> {
    let mut desks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, note) in player.scenario.notes.iter().enumerate() {
        desks.entry(&note.seat).or_default().push(number);
    }
    let written = try_join_all(desks.iter().map(|(seat, numbers)| write_desk(player, seat, numbers))).await?;
    player.notes = written.into_iter().flatten().collect();
    Ok(())
}

/// One seat's notes; the ids by which everybody will know them.
async fn write_desk(player: &Player, seat: &str, numbers: &[usize]) -> Result<BTreeMap<usize, NoteId>, ClientError> {
    let screen = player.cast.screen(seat);
    let Some(desk) = player.cast.number(seat).map(DocumentName::Desk) else { return Ok(BTreeMap::new()) };
    screen.until_writable(desk).await?;
    let mut keys = BTreeMap::new();
    for number in numbers {
        let note = &player.scenario.notes[*number];
        if !says_something(&note.text) {
            continue;
        }
        let key = Uuid::new_v4().simple().to_string();
        type_text(screen, desk, "draft", &note.text).await?;
        screen.write(desk, |pen| {
            let text = pen.read("draft");
            pen.clear("draft");
            pen.row("notes", &key, &[("text", Content::Text(text)), ("theme", Content::value(note.theme.as_str()))]);
        })?;
        screen.saved().await?;
        keys.insert(*number, key);
    }
    let known = |view: &View| {
        let mine = mine(view)?;
        keys.iter().map(|(number, key)| Some((*number, mine.ids.get(key)?.clone()))).collect()
    };
    let ids = screen.until_open("the notes that were written", known).await?;
    order(screen, Command::Done { done: true }).await?;
    Ok(ids)
}

/// A note of spaces and control characters is none.
fn says_something(text: &str) -> bool {
    text.chars().any(|c| !c.is_control() && !c.is_whitespace())
}

fn mine(view: &View) -> Option<&MyNotesCell> {
    match view.cell("mine/notes") {
        Some(Cell::MyNotes(mine)) => Some(mine),
        _ => None,
    }
}

/// Waits until the wall shows every note.
pub(in crate::play) async fn turn_over(player: &Player) -> Result<(), PlayError> {
    let all = |view: &View| player.notes.values().all(|id| view.cell(&format!("note/{id}")).is_some()).then_some(());
    player.cast.conductor().until_open("the notes on the wall", all).await?;
    Ok(())
}
