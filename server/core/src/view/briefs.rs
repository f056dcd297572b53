//! Teams, briefs, what is said about them, and the choice.

use super::notes::author;
use crate::{
    documents::Documents,
    feedback::Feedback,
    forms,
    identity::Viewer,
    questions::view,
    state::{AgreedTo, Organisation, State},
};
use trestle_protocol::{Agreement, Author, ChoiceCell, FeedbackCell, FeedbackLine, OrganisationId, SeatId, TeamCell, TeamId};

/// Where a team meets and what was said to it is its own and the facilitators' business.
pub(super) fn team(state: &State, documents: &Documents, viewer: Viewer, id: TeamId) -> Option<TeamCell> {
    let seats = state.teams.get(&id)?.clone();
    let brief = forms::brief(state, documents, id);
    let facilitates = viewer.facilitates();
    Some(TeamCell {
        id,
        seats,
        filled: brief.map_or(0, |(form, values)| forms::filled(form, values)),
        fields: brief.map_or(0, |(form, _)| form.asked().count() as u32),
        chosen: state.chosen == Some(id),
        pinned: state.pinned.contains(&id),
        whole: state.whole.contains(&id),
        happy: happy(state, id, &forms::brief_version(state, documents, id)),
        help_at: state.help.get(&id).copied(),
        written_at: state.written.get(&id).copied(),
        extra_ms: state.extra_ms.get(&id).copied().unwrap_or(0),
        video: if facilitates { video(state, id) } else { String::new() },
        said: state.said.get(&id).filter(|_| facilitates).cloned(),
    })
}

fn happy(state: &State, team: TeamId, version: &str) -> Vec<SeatId> {
    let happy = state.happy.get(&team).into_iter().flatten();
    happy.filter(|(_, seen)| *seen == version).map(|(seat, _)| *seat).collect()
}

/// Where a team meets: its own link, or the workshop's pattern filled in; empty for nowhere.
pub(super) fn video(state: &State, team: TeamId) -> String {
    let id = state.id.map(|id| id.to_string()).unwrap_or_default();
    let pattern = || state.details.video.replace("{workshop}", &id).replace("{team}", &team.to_string());
    state.videos.get(&team).cloned().unwrap_or_else(pattern)
}

pub(super) fn feedback(state: &State, team: TeamId) -> Option<FeedbackCell> {
    if !state.briefs_open || !state.teams.contains_key(&team) {
        return None;
    }
    let shown = state.feedback_in_sight(team).map(|line| FeedbackLine {
        id: Some(state.feedback_id(team, line)),
        kind: line.kind,
        text: line.text.clone(),
        author: line_author(state, line),
    });
    Some(FeedbackCell { team, lines: shown.collect() })
}

/// A line that is nobody's any more says which organisation it was of, as it did.
fn line_author(state: &State, line: &Feedback) -> Option<Author> {
    let author = author(state, line.seat)?;
    let organisation = line.organisation.and_then(|id| state.organisations.get(&id)).map(Organisation::shown_name);
    Some(Author { organisation: organisation.or(author.organisation), ..author })
}

pub(super) fn choice(state: &State, documents: &Documents) -> ChoiceCell {
    ChoiceCell { chosen: state.chosen, tied: view::tied(state), agreements: agreements(state, documents) }
}

fn agreements(state: &State, documents: &Documents) -> Vec<Agreement> {
    let Some(version) = state.chosen.map(|chosen| forms::brief_version(state, documents, chosen)) else { return Vec::new() };
    let agreement =
        |(id, agreed): (&OrganisationId, &AgreedTo)| Agreement { organisation: *id, at: agreed.at, current: agreed.version == version };
    state.agreements.iter().map(agreement).collect()
}
