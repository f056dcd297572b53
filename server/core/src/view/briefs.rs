//! Teams, briefs, what is said about them, polls and the choice.

use super::notes::author;
use crate::{
    documents::{Documents, content::Brief},
    feedback::Feedback,
    heading::Heading,
    identity::Viewer,
    poll::Poll,
    state::{AgreedTo, Organisation, State},
};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{
    Agreement, Author, BriefCell, ChoiceCell, FeedbackCell, FeedbackLine, MyAnswersCell, OrganisationId, PollCell, PollId, PollKind,
    SeatId, SubjectResult, TeamCell, TeamId, Voice, limits::PULSE,
};

/// Where a team meets and what was said to it is its own and the facilitators' business.
pub(super) fn team(state: &State, documents: &Documents, viewer: Viewer, id: TeamId) -> Option<TeamCell> {
    let seats = state.teams.get(&id)?.clone();
    let brief = documents.brief(id);
    let facilitates = viewer.facilitates();
    Some(TeamCell {
        id,
        seats,
        filled: brief.filled(),
        fields: Brief::PARTS,
        chosen: state.chosen == Some(id),
        pinned: state.pinned.contains(&id),
        whole: state.whole.contains(&id),
        happy: happy(state, id, &brief.version()),
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

/// What everyone writes together stands on the wall from its first word on.
pub(super) fn brief(state: &State, documents: &Documents, viewer: Viewer, team: TeamId) -> Option<BriefCell> {
    let seats = state.teams.get(&team)?;
    let own = viewer.seat.is_some_and(|seat| seats.contains(&seat)) || state.whole.contains(&team);
    if !state.briefs_open && !viewer.facilitates() && !own {
        return None;
    }
    let brief = documents.brief(team);
    let [title, who, why, fit, constraints, ideas, already, success] = brief.fields.clone();
    let groups = brief.groups.iter().cloned().collect();
    Some(BriefCell { team, title: Heading::Brief.shown(&title), groups, who, why, fit, constraints, ideas, already, success })
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

pub(super) fn poll(state: &State, documents: &Documents, id: &PollId) -> Option<PollCell> {
    let poll = state.polls.get(id)?;
    let (answered, of) = match (&poll.imported, poll.voice) {
        (Some(results), _) => (results.answered as usize, results.answered as usize),
        (None, Voice::Person) => persons(state, poll),
        (None, Voice::Organisation) => organisations(state, poll),
    };
    Some(PollCell {
        id: id.clone(),
        kind: poll.kind,
        step: poll.step.clone(),
        voice: poll.voice,
        dots: poll.dots,
        open: poll.open,
        answered: answered as u32,
        of: of as u32,
        hands: poll.hands_up(),
        counted: poll.counted(),
        results: (!poll.open).then(|| results(state, documents, poll)),
    })
}

/// Participants with a device, and whoever else has answered.
fn persons(state: &State, poll: &Poll) -> (usize, usize) {
    let others = poll.answers.keys().filter(|seat| !state.answering().any(|(id, _)| id == **seat)).count();
    (poll.answers.len(), state.answering().count() + others)
}

/// Organisations with somebody here who can answer, and those that have.
fn organisations(state: &State, poll: &Poll) -> (usize, usize) {
    let of = |seat: &SeatId| state.seats.get(seat).and_then(|seat| seat.organisation);
    let answered: BTreeSet<_> = poll.answers.keys().filter_map(of).collect();
    let here: BTreeSet<_> = state.answering().filter_map(|(id, _)| state.belongs_to(id)).collect();
    (answered.len(), here.union(&answered).count())
}

fn results(state: &State, documents: &Documents, poll: &Poll) -> Vec<SubjectResult> {
    match poll.kind {
        PollKind::Pulse => PULSE.map(|subject| poll.result(subject)).to_vec(),
        PollKind::Rating | PollKind::Dots | PollKind::Fit => {
            documents.board().in_order().into_iter().map(|group| poll.result(group.id.as_str())).collect()
        }
        PollKind::Choice => state.teams.keys().map(|team| poll.result(&team.to_string())).collect(),
    }
}

pub(super) fn choice(state: &State, documents: &Documents) -> ChoiceCell {
    let place = |poll: &&Poll| state.programme.step(&poll.step).map(|(place, _)| place);
    let closed = state.polls.values().filter(|poll| poll.kind == PollKind::Choice && !poll.open).max_by_key(place);
    let winners = closed.map(|poll| poll.winners(state.teams.keys().copied())).unwrap_or_default();
    ChoiceCell {
        chosen: state.chosen,
        tied: if winners.len() > 1 { winners } else { Vec::new() },
        agreements: agreements(state, documents),
    }
}

fn agreements(state: &State, documents: &Documents) -> Vec<Agreement> {
    let Some(version) = state.chosen.map(|chosen| documents.brief(chosen).version()) else { return Vec::new() };
    let agreement =
        |(id, agreed): (&OrganisationId, &AgreedTo)| Agreement { organisation: *id, at: agreed.at, current: agreed.version == version };
    state.agreements.iter().map(agreement).collect()
}

/// A seat's own answers; with one voice for each organisation, what that has said.
pub(super) fn my_answers(state: &State, seat: SeatId, id: &PollId) -> Option<MyAnswersCell> {
    state.seat(seat)?;
    // What an organisation has said is for those who belong to it.
    let own = state.belongs_to(seat);
    let poll = state.polls.get(id)?;
    let answers: BTreeMap<String, Vec<u8>> = match (poll.voice, own) {
        (Voice::Organisation, Some(_)) => {
            let same = |seat: &SeatId| state.seats.get(seat).is_some_and(|seat| seat.organisation == own);
            poll.answers.iter().filter(|(seat, _)| same(seat)).flat_map(|(_, answers)| answers.clone()).collect()
        }
        _ => poll.answers.get(&seat).cloned().unwrap_or_default(),
    };
    (!answers.is_empty()).then(|| MyAnswersCell { poll: id.clone(), answers })
}
