//! Briefs: teams with their members, what they wrote, what was said about it, which one was chosen and who agreed to it.

use super::{board::Groups, cast::Cast, plan::prose, polls, scribe::Scribe};
use crate::let_in::{FEEDBACK_PER_BRIEF, LINE_CHARS, SEATS};
use crate::{
    event::Event,
    identity::Actor,
    record::{Private, Record, RecordBrief},
};
use std::collections::BTreeMap;
use trestle_protocol::{DocumentName, GroupId, Refusal, SeatId, TeamId};

/// The version that an organisation agreed to if it was not the last one. No version of a brief is called so.
const FORMER: &str = "before the import";

/// Teams are numbered in the record's order, the chosen brief first, then those that were not shown to everybody: these stay as they were.
pub(super) fn write(scribe: &mut Scribe, cast: &mut Cast, given: &Record, aside: Option<&Private>, groups: &Groups) -> Result<(), Refusal> {
    let unshown = aside.map(|aside| aside.briefs.as_slice()).unwrap_or_default();
    let briefs: Vec<(TeamId, &RecordBrief)> = (1..).map(TeamId).zip(given.briefs.iter().chain(unshown)).collect();
    if briefs.len() > SEATS {
        return Err(Refusal::TooMany);
    }
    if briefs.is_empty() {
        return Ok(());
    }
    let mut teams = BTreeMap::new();
    for (team, brief) in &briefs {
        teams.insert(*team, members(cast, brief)?);
    }
    scribe.event(Event::TeamsSet { teams })?;
    if unshown.is_empty() {
        scribe.event(Event::BriefsOpened)?;
    }
    for (team, brief) in &briefs {
        one(scribe, cast, (*team, brief), &problem(given, groups, brief))?;
    }
    polls::choice(scribe, cast, given, &briefs)?;
    chosen(scribe, cast, &briefs)
}

fn members(cast: &Cast, brief: &RecordBrief) -> Result<Vec<SeatId>, Refusal> {
    let mut seats = Vec::new();
    for shown in &brief.team {
        seats.push(cast.member(shown, &seats).ok_or(Refusal::NotARecord)?);
    }
    Ok(seats)
}

fn one(scribe: &mut Scribe, cast: &mut Cast, (team, brief): (TeamId, &RecordBrief), problem: &[&GroupId]) -> Result<(), Refusal> {
    if brief.whole {
        scribe.event(Event::WholeMade { team })?;
    }
    let fields = [
        ("title", &brief.title),
        ("who", &brief.who),
        ("why", &brief.why),
        ("fit", &brief.fit),
        ("constraints", &brief.constraints),
        ("ideas", &brief.ideas),
        ("already", &brief.already),
        ("success", &brief.success),
    ];
    scribe.write(Actor::Console, DocumentName::Brief(team), |pen| {
        fields.iter().for_each(|(field, text)| pen.text(field, text));
        problem.iter().for_each(|group| pen.value("groups", group.as_str(), true));
    })?;
    if brief.feedback.len() > FEEDBACK_PER_BRIEF {
        return Err(Refusal::TooMany);
    }
    for line in &brief.feedback {
        let author = line.author.as_ref();
        let (name, organisation) = (author.and_then(|it| it.name.as_deref()), author.and_then(|it| it.organisation.as_deref()));
        let seat = match author.is_some_and(|it| it.room) {
            true => SeatId::ROOM,
            false => cast.author(scribe, name, organisation)?,
        };
        scribe.event(Event::FeedbackGiven { team, seat, kind: line.kind, text: prose(&line.text, LINE_CHARS)? })?;
    }
    Ok(())
}

/// The groups behind a brief: its titles stand in the order of the groups, and two groups may have one title.
fn problem<'a>(given: &Record, groups: &'a Groups, brief: &RecordBrief) -> Vec<&'a GroupId> {
    let mut titles = brief.groups.iter().peekable();
    let taken = groups.iter().zip(&given.groups).filter(|(_, group)| titles.next_if(|title| **title == group.title).is_some());
    taken.map(|(id, _)| id).collect()
}

fn chosen(scribe: &mut Scribe, cast: &Cast, briefs: &[(TeamId, &RecordBrief)]) -> Result<(), Refusal> {
    let Some((team, brief)) = briefs.iter().find(|(_, brief)| brief.chosen) else { return Ok(()) };
    scribe.event(Event::Chosen { team: Some(*team) })?;
    let current = scribe.fold().documents.brief(*team).version();
    for agreement in &brief.agreements {
        let version = if agreement.current { current.clone() } else { FORMER.to_owned() };
        scribe.event(Event::AgreedTo { organisation: cast.organisation(&agreement.organisation)?, version: Some(version) })?;
    }
    Ok(())
}
