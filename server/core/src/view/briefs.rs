//! Teams, briefs, what is said about them, polls and the choice.

use super::notes::author;
use crate::{
    documents::{Documents, content::Brief},
    identity::Viewer,
    poll::Poll,
    state::State,
};
use trestle_protocol::{
    BriefCell, ChoiceCell, FeedbackCell, FeedbackLine, MyAnswersCell, PollCell, PollId, PollKind, SeatId, SubjectResult, TeamCell, TeamId,
};

pub(super) fn team(state: &State, documents: &Documents, id: TeamId) -> Option<TeamCell> {
    let seats = state.teams.get(&id)?.clone();
    let filled = documents.brief(id).filled();
    Some(TeamCell { id, seats, filled, fields: Brief::PARTS, chosen: state.chosen == Some(id) })
}

pub(super) fn brief(state: &State, documents: &Documents, viewer: Viewer, team: TeamId) -> Option<BriefCell> {
    let seats = state.teams.get(&team)?;
    let own = viewer.seat.is_some_and(|seat| seats.contains(&seat));
    if !state.briefs_open && !viewer.facilitates() && !own {
        return None;
    }
    let brief = documents.brief(team);
    let [title, who, why, fit, constraints, ideas, already, success] = brief.fields.clone();
    let groups = brief.groups.iter().cloned().collect();
    Some(BriefCell { team, title, groups, who, why, fit, constraints, ideas, already, success })
}

pub(super) fn feedback(state: &State, team: TeamId) -> Option<FeedbackCell> {
    if !state.briefs_open || !state.teams.contains_key(&team) {
        return None;
    }
    let lines = state.feedback.get(&team).into_iter().flatten();
    let shown = lines.map(|line| FeedbackLine { kind: line.kind, text: line.text.clone(), author: author(state, line.seat) });
    Some(FeedbackCell { team, lines: shown.collect() })
}

pub(super) fn poll(state: &State, documents: &Documents, id: &PollId) -> Option<PollCell> {
    let poll = state.polls.get(id)?;
    let participants = state.participants().count();
    let others = poll.answers.keys().filter(|seat| !state.participants().any(|(id, _)| id == **seat)).count();
    Some(PollCell {
        id: id.clone(),
        kind: poll.kind,
        open: poll.open,
        answered: poll.answers.len() as u32,
        of: (participants + others) as u32,
        results: (!poll.open).then(|| results(state, documents, poll)),
    })
}

fn results(state: &State, documents: &Documents, poll: &Poll) -> Vec<SubjectResult> {
    match poll.kind {
        PollKind::Rating => documents.board().in_order().into_iter().map(|group| poll.result(group.id.as_str())).collect(),
        PollKind::Choice => state.teams.keys().map(|team| poll.result(&team.to_string())).collect(),
    }
}

pub(super) fn choice(state: &State) -> ChoiceCell {
    let closed = state.polls.values().find(|poll| poll.kind == PollKind::Choice && !poll.open);
    let winners = closed.map(|poll| poll.winners(state.teams.keys().copied())).unwrap_or_default();
    ChoiceCell { chosen: state.chosen, tied: if winners.len() > 1 { winners } else { Vec::new() } }
}

pub(super) fn my_answers(state: &State, seat: SeatId, id: &PollId) -> Option<MyAnswersCell> {
    let answers = state.polls.get(id)?.answers.get(&seat)?.clone();
    Some(MyAnswersCell { poll: id.clone(), answers })
}
