//! Subjects: each thing that a question is asked about, named as it stands in answers.

use crate::{documents::Documents, lists::rows, state::State};
use trestle_protocol::{About, GroupId, Question};

/// All of them, in order. Asked once about the workshop it has one, of no name.
pub(super) fn all(state: &State, documents: &Documents, question: &Question) -> Vec<String> {
    if let Some(list) = &question.list {
        return rows(&documents.plan().lists, list).iter().map(|row| row.id.clone()).collect();
    }
    match question.about {
        About::Workshop if question.items.is_empty() => vec![String::new()],
        About::Workshop => question.items.iter().map(|item| item.id.clone()).collect(),
        About::Organisation => state.organisations.keys().map(ToString::to_string).collect(),
        About::Team => state.teams.keys().map(ToString::to_string).collect(),
        About::Group => documents.board().in_order().into_iter().map(|(id, _)| id.0.clone()).collect(),
    }
}

/// Is it asked about that?
pub(super) fn is_one(state: &State, documents: &Documents, question: &Question, subject: &str) -> bool {
    match question.about {
        About::Group => documents.board().groups.contains_key(&GroupId::from(subject)),
        _ => all(state, documents, question).iter().any(|known| known == subject),
    }
}
