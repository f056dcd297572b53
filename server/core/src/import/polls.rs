//! Polls: of these a record knows results alone, so results alone come back. Opened again, a poll begins anew.

use super::{board::Groups, cast::Cast, scribe::Scribe};
use crate::{
    event::Event,
    poll,
    record::{Record, RecordBrief, RecordDots, RecordFit, RecordHands, RecordRating},
};
use trestle_protocol::{Capability, Counter, HandsBy, PollKind, Refusal, StepId, SubjectResult, TeamId};

/// Ratings, dots and fit of the groups.
pub(super) fn about_groups(scribe: &mut Scribe, cast: &Cast, given: &Record, groups: &Groups) -> Result<(), Refusal> {
    let subjects = || groups.iter().map(|id| id.0.clone()).zip(&given.groups);
    let ratings = subjects().filter_map(|(subject, group)| group.rating.map(|rating| rated(subject, &rating)));
    let dots = subjects().filter_map(|(subject, group)| group.dots.map(|dots| dotted(subject, &dots)));
    let fits = subjects().filter_map(|(subject, group)| group.fit.map(|fit| fitted(subject, &fit)));
    results(scribe, PollKind::Rating, given.rated, ratings.collect(), counted(cast, given, PollKind::Rating)?)?;
    results(scribe, PollKind::Dots, 0, dots.collect(), counted(cast, given, PollKind::Dots)?)?;
    results(scribe, PollKind::Fit, 0, fits.collect(), counted(cast, given, PollKind::Fit)?)
}

/// Votes for briefs.
pub(super) fn choice(scribe: &mut Scribe, cast: &Cast, given: &Record, briefs: &[(TeamId, &RecordBrief)]) -> Result<(), Refusal> {
    let votes = briefs.iter().filter_map(|(team, brief)| Some((team, brief.votes?, brief.vote_hands)));
    let votes_for: Vec<SubjectResult> =
        votes.map(|(team, count, hands)| SubjectResult { count, hands, ..about(team.to_string()) }).collect();
    let answered = votes_for.iter().map(|result| result.count.saturating_sub(result.hands)).sum();
    results(scribe, PollKind::Choice, answered, votes_for, counted(cast, given, PollKind::Choice)?)
}

/// How the workshop was.
pub(super) fn pulse(scribe: &mut Scribe, cast: &Cast, given: &Record) -> Result<(), Refusal> {
    let asked = given.pulse.iter().map(|pulse| SubjectResult {
        count: pulse.count,
        means: vec![pulse.mean],
        counts: pulse.counts.clone(),
        ..about(pulse.subject.clone())
    });
    let answered = given.pulse.iter().map(|pulse| pulse.count).max().unwrap_or(0);
    results(scribe, PollKind::Pulse, answered, asked.collect(), counted(cast, given, PollKind::Pulse)?)
}

/// Who counted hands. A table is in as long as what it counted stands.
fn counted(cast: &Cast, given: &Record, kind: PollKind) -> Result<Vec<HandsBy>, Refusal> {
    let by = |table: &Option<String>| match table {
        None => Ok(Counter::Room),
        Some(table) => cast.listed(table, None).map(Counter::Table).ok_or(Refusal::NotARecord),
    };
    let of = given.hands.iter().filter(|hands| hands.poll == kind);
    of.map(|RecordHands { table, hands, .. }| Ok(HandsBy { by: by(table)?, hands: *hands, struck: false })).collect()
}

/// Nothing was asked, or nobody answered: then there is no poll.
fn results(scribe: &mut Scribe, kind: PollKind, answered: u32, results: Vec<SubjectResult>, counted: Vec<HandsBy>) -> Result<(), Refusal> {
    if results.is_empty() && counted.is_empty() && answered == 0 {
        return Ok(());
    }
    let step = step(scribe, kind);
    let answered = answered.max(results.iter().map(|result| result.count.saturating_sub(result.hands)).max().unwrap_or(0));
    scribe.event(Event::ResultsImported { poll: poll::id(&step, kind), kind, step, answered, results, counted })
}

/// The step that asks it in this programme, or the first one.
fn step(scribe: &Scribe, kind: PollKind) -> StepId {
    let asks = match kind {
        PollKind::Rating => Capability::Rate,
        PollKind::Dots => Capability::Dots,
        PollKind::Fit => Capability::Fit,
        PollKind::Choice => Capability::Choose,
        PollKind::Pulse => Capability::Pulse,
    };
    let mut steps = scribe.state().programme.steps();
    let asking = steps.find(|step| step.does.contains(&asks));
    asking.map_or_else(|| scribe.state().step.clone(), |step| step.id.clone())
}

fn about(subject: String) -> SubjectResult {
    SubjectResult { subject, count: 0, hands: 0, means: Vec::new(), spreads: Vec::new(), counts: Vec::new(), dots: 0 }
}

fn rated(subject: String, rating: &RecordRating) -> SubjectResult {
    let axes = [rating.seriousness, rating.priority];
    SubjectResult {
        count: rating.count,
        hands: rating.hands,
        means: axes.map(|axis| axis.mean).to_vec(),
        spreads: axes.map(|axis| axis.spread).to_vec(),
        ..about(subject)
    }
}

fn dotted(subject: String, dots: &RecordDots) -> SubjectResult {
    SubjectResult { count: dots.count, hands: dots.hands, dots: dots.dots, ..about(subject) }
}

fn fitted(subject: String, fit: &RecordFit) -> SubjectResult {
    let counts = vec![fit.core, fit.useful, fit.not_ours];
    SubjectResult { count: fit.core.saturating_add(fit.useful).saturating_add(fit.not_ours), counts, ..about(subject) }
}
