//! Mutants of `view` that leak: for each the comparison fails, so that its passing means something.

use crate::{
    kit::{screen::Look, seed::seeds, writer::Writer},
    texts::notice,
};
use trestle_core::{CellKey, Documents, State, Viewer, view};
use trestle_protocol::{Cell, DocumentName, NoteCell, PollKind, Role, SeatId};
use yrs::{GetString, ReadTxn, Transact};

/// Fails unless some workshop gives the mutant away.
fn assert_noticed(look: &Look) {
    let said = seeds(30).find_map(|seed| notice(&seed, 200, look).err());
    println!("{}", said.expect("the mutant was noticed").chars().take(300).collect::<String>());
}

/// A mutant that shows some cells as a facilitator sees them.
fn as_facilitator(leaks: fn(&CellKey) -> bool) -> Box<Look> {
    Box::new(move |state, documents, viewer, key| {
        let viewer = if leaks(key) { Viewer { role: Role::Facilitator, ..viewer } } else { viewer };
        view(state, documents, viewer, key)
    })
}

#[test]
fn a_mutant_that_shows_notes_before_their_reveal_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| match key {
        CellKey::Note(id) => documents.note(id).map(|(_, note)| {
            let (id, text, theme) = (id.clone(), note.text.clone(), note.theme.clone());
            Cell::Note(NoteCell { id, text, theme, author: None, group: None, held: false })
        }),
        _ => view(state, documents, viewer, key),
    });
}

#[test]
fn a_mutant_that_tells_how_long_a_hidden_note_is_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| match view(state, documents, viewer, key) {
        Some(Cell::Writing(mut cell)) => {
            cell.notes = documents.desks().flat_map(|(_, desk)| desk.values()).map(|note| note.text.len() as u32).sum();
            Some(Cell::Writing(cell))
        }
        cell => cell,
    });
}

#[test]
fn a_mutant_that_shows_drafts_is_noticed() {
    fn draft(documents: &Documents, seat: SeatId) -> String {
        let copy = Writer::from(&documents.state(DocumentName::Desk(seat)).unwrap());
        let txn = copy.doc().transact();
        txn.get_text("draft").map(|text| text.get_string(&txn)).unwrap_or_default()
    }
    assert_noticed(&|state, documents, viewer, key| match view(state, documents, viewer, key) {
        Some(Cell::Seat(mut cell)) => {
            cell.name.push_str(&draft(documents, cell.id));
            Some(Cell::Seat(cell))
        }
        cell => cell,
    });
}

#[test]
fn a_mutant_that_shows_asides_to_participants_is_noticed() {
    assert_noticed(&*as_facilitator(|key| matches!(key, CellKey::Aside(_))));
}

#[test]
fn a_mutant_that_shows_the_script_to_everybody_is_noticed() {
    assert_noticed(&*as_facilitator(|key| matches!(key, CellKey::Script)));
}

#[test]
fn a_mutant_that_shows_the_briefs_of_others_early_is_noticed() {
    assert_noticed(&*as_facilitator(|key| matches!(key, CellKey::Brief(_))));
}

#[test]
fn a_mutant_that_shows_groups_before_the_reveal_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| match key {
        CellKey::Group(id) => documents.board().groups.get(id).cloned().map(Cell::Group),
        _ => view(state, documents, viewer, key),
    });
}

#[test]
fn a_mutant_that_shows_results_of_open_polls_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| match view(state, documents, viewer, key) {
        Some(Cell::Poll(mut cell)) => {
            let poll = &state.polls[&cell.id];
            let subjects: Vec<String> = match poll.kind {
                PollKind::Rating => documents.board().groups.keys().map(ToString::to_string).collect(),
                PollKind::Choice => state.teams.keys().map(ToString::to_string).collect(),
            };
            cell.results = Some(subjects.iter().map(|subject| poll.result(subject)).collect());
            Some(Cell::Poll(cell))
        }
        cell => cell,
    });
}

#[test]
fn a_mutant_that_tells_who_is_ahead_in_an_open_poll_is_noticed() {
    fn ahead(state: &State) -> impl Iterator<Item = trestle_protocol::TeamId> + '_ {
        let choices = state.polls.values().filter(|poll| poll.kind == PollKind::Choice);
        choices.flat_map(|poll| poll.winners(state.teams.keys().copied()))
    }
    assert_noticed(&|state, documents, viewer, key| match view(state, documents, viewer, key) {
        Some(Cell::Choice(mut cell)) => {
            cell.tied = ahead(state).collect();
            Some(Cell::Choice(cell))
        }
        cell => cell,
    });
}

#[test]
fn a_mutant_that_shows_the_answers_of_others_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| match key {
        CellKey::MyAnswers(_) => state.seats.keys().find_map(|seat| view(state, documents, Viewer { seat: Some(*seat), ..viewer }, key)),
        _ => view(state, documents, viewer, key),
    });
}

#[test]
fn a_mutant_that_knows_secrets_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| match view(state, documents, viewer, key) {
        Some(Cell::Workshop(mut cell)) => {
            cell.code = format!("{:?}", state.grants.keys().next());
            Some(Cell::Workshop(cell))
        }
        cell => cell,
    });
}
