//! Mutants of `view` that leak: for each the comparison fails, so that its passing means something.

use crate::{
    kit::{
        screen::{Look, Watcher},
        seed::seeds,
        writer::Writer,
    },
    texts::{WATCHERS, notice},
};
use trestle_core::{CellKey, Documents, State, Viewer, view};
use trestle_protocol::{Cell, DocumentName, NoteCell, PollKind, Role, SeatId, limits::PULSE};
use yrs::{GetString, Map, Out, ReadTxn, Transact};

/// Fails unless some workshop gives the mutant away.
fn assert_noticed(look: &Look) {
    assert_noticed_by(&WATCHERS, look);
}

/// The same, where few know what is to be noticed and most workshops come to nothing of the kind.
fn assert_noticed_by(watchers: &[Watcher], look: &Look) {
    let said = seeds(200).find_map(|seed| notice(&seed, watchers, 200, look).err());
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
            Cell::Note(NoteCell { id, text, theme, author: None, group: None, held: false, face_down: false })
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
fn a_mutant_that_shows_deleted_notes_is_noticed() {
    fn deleted(documents: &Documents, seat: SeatId) -> Option<String> {
        let key = documents.marked(seat).next()?;
        let copy = Writer::from(&documents.state(DocumentName::Desk(seat)).unwrap());
        let txn = copy.doc().transact();
        match txn.get_map("notes")?.get(&txn, key)? {
            Out::YMap(note) => note.get(&txn, "text").map(|text| text.to_string(&txn)),
            _ => None,
        }
    }
    assert_noticed(&|state, documents, viewer, key| match view(state, documents, viewer, key) {
        Some(Cell::Seat(mut cell)) => {
            cell.name.extend(deleted(documents, cell.id));
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
                PollKind::Rating | PollKind::Dots | PollKind::Fit => documents.board().groups.keys().map(ToString::to_string).collect(),
                PollKind::Choice => state.teams.keys().map(ToString::to_string).collect(),
                PollKind::Pulse => PULSE.map(str::to_owned).to_vec(),
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
    assert_noticed_by(&[Watcher::Class(Role::Wall)], &|state, documents, viewer, key| match view(state, documents, viewer, key) {
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

#[test]
fn a_mutant_that_shows_notes_of_the_preview_to_everybody_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| match view(state, documents, Viewer { role: Role::Facilitator, ..viewer }, key) {
        Some(Cell::Note(cell)) if cell.face_down && viewer.role != Role::Guest => Some(Cell::Note(cell)),
        _ => view(state, documents, viewer, key),
    });
}

#[test]
fn a_mutant_that_shows_what_is_held_back_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| match view(state, documents, Viewer { role: Role::Facilitator, ..viewer }, key) {
        Some(Cell::Note(cell)) if cell.held => Some(Cell::Note(cell)),
        _ => view(state, documents, viewer, key),
    });
}

#[test]
fn a_mutant_that_shows_words_to_teams_to_others_is_noticed() {
    assert_noticed(&*as_facilitator(|key| matches!(key, CellKey::Team(_))));
}

#[test]
fn a_mutant_that_shows_the_words_to_another_team_as_ones_own_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| match view(state, documents, viewer, key) {
        Some(Cell::Mine(mut cell)) => {
            cell.said = state.said.values().next().cloned();
            Some(Cell::Mine(cell))
        }
        cell => cell,
    });
}

#[test]
fn a_mutant_that_tells_guests_the_code_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| match view(state, documents, viewer, key) {
        Some(Cell::Workshop(mut cell)) => {
            cell.code.clone_from(&state.code);
            Some(Cell::Workshop(cell))
        }
        cell => cell,
    });
}

#[test]
fn a_mutant_that_takes_guests_for_participants_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| {
        let code_is_empty = |cell| match cell {
            Cell::Workshop(mut cell) => {
                cell.code.clear();
                Cell::Workshop(cell)
            }
            cell => cell,
        };
        let role = if viewer.role == Role::Guest { Role::Participant } else { viewer.role };
        let cell = view(state, documents, Viewer { role, ..viewer }, key);
        if viewer.role == Role::Guest { cell.map(code_is_empty) } else { cell }
    });
}

#[test]
fn a_mutant_that_tells_who_waits_at_the_door_is_noticed() {
    assert_noticed(&*as_facilitator(|key| matches!(key, CellKey::Seat(_))));
}

#[test]
fn a_mutant_that_shows_steps_that_are_off_is_noticed() {
    assert_noticed(&*as_facilitator(|key| matches!(key, CellKey::Programme)));
}

#[test]
fn a_mutant_that_shows_the_programme_as_it_is_edited_is_noticed() {
    assert_noticed(&*as_facilitator(|key| matches!(key, CellKey::Source)));
}

#[test]
fn a_mutant_that_shows_hands_before_the_poll_is_closed_is_noticed() {
    assert_noticed(&|state, documents, viewer, key| match view(state, documents, viewer, key) {
        Some(Cell::Poll(mut cell)) => {
            cell.hands = state.polls[&cell.id].hands.iter().map(|hands| u32::from(hands.values.first().copied().unwrap_or_default())).sum();
            Some(Cell::Poll(cell))
        }
        cell => cell,
    });
}

#[test]
fn a_mutant_that_takes_each_voice_for_everybodys_is_noticed() {
    assert_noticed_by(&[Watcher::Seat(SeatId(2)), Watcher::Seat(SeatId(3))], &|state, documents, viewer, key| match (key, viewer.seat) {
        (CellKey::MyAnswers(_), Some(seat)) => {
            let mut one_voice = state.clone();
            let own = state.seats.get(&seat).and_then(|seat| seat.organisation);
            one_voice.seats.values_mut().for_each(|seat| seat.organisation = own);
            view(&one_voice, documents, viewer, key)
        }
        _ => view(state, documents, viewer, key),
    });
}
