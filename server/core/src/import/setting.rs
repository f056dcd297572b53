//! The setting: when it happened, what the workshop was about, how it stood and how it ended.

use super::{NewHome, cast::Cast, plan::prose, scribe::Scribe};
use crate::let_in::{CARD_LINE_CHARS, LINE_CHARS, LINKS};
use crate::{
    decide::decide,
    documents::Documents,
    event::Event,
    identity::{Actor, Holder},
    name::name,
    order::{Create, Order},
    programmes,
    record::{Private, Record, RecordCommitment, RecordMissing},
    state::State,
    text::is_date,
};
use trestle_protocol::{
    Capability, Commitment, Details, LinkRow, Missing, OrganisationId, Programme, Refusal, Stage, Step, StepId, Time,
    limits::{KEEP_MOST_MS, ORGANISATIONS},
};

/// When the record's workshop began, as far as the record says; everything but the end is taken to have happened then.
pub(super) fn beginning(given: &Record, now: Time) -> Result<Time, Refusal> {
    let (started, closed) = (given.workshop.started_at, given.workshop.closed_at);
    let backwards = started.zip(closed).is_some_and(|(started, closed)| closed < started);
    if backwards || started.max(closed) > Some(now) {
        return Err(Refusal::NotARecord);
    }
    Ok(started.or(closed).unwrap_or(now))
}

/// Begins the journal, within the bounds of any new workshop.
pub(super) fn create(scribe: &mut Scribe, given: &Record, aside: Option<&Private>, home: NewHome, now: Time) -> Result<(), Refusal> {
    let Some((convener, others)) = given.organisations.split_first() else { return Err(Refusal::NotARecord) };
    let NewHome { id, code, invitation, salt, grants } = home;
    if others.len() >= ORGANISATIONS {
        return Err(Refusal::TooMany);
    }
    let programme = programme(given, aside)?;
    // What was made last, behind the links, is the console of whoever imports
    let creator = grants.iter().rfind(|(_, holder)| *holder == Holder::Console).map(|(secret, _)| *secret);
    let create = Create {
        id,
        details: details(given, now),
        convener: convener.name.clone(),
        organisations: others.iter().map(|organisation| organisation.name.clone()).collect(),
        programme: beginning_with(&programme, &given.step),
        code,
        invitation,
        salt,
        facilitator: None,
        grants,
        creator,
    };
    let names = create.organisations.clone();
    let order = Order::Create(Box::new(create));
    for mut event in decide(&State::default(), &Documents::default(), Actor::System, &order, now)? {
        // Two that would be one today were two when they were added, and their numbers stand in the plan.
        if let Event::Created { create } = &mut event {
            create.organisations = names.iter().map(|given| name(given)).collect::<Result<_, _>>()?;
        }
        scribe.event(event)?;
    }
    scribe.event(Event::ProgrammeSet { programme: Box::new(programme) })
}

/// The same programme with that step in front: a workshop that has not started may stand at a step that others were put before.
fn beginning_with(programme: &Programme, step: &StepId) -> Programme {
    let mut programme = programme.clone();
    programme.stages.sort_by_key(|stage| stage.steps.iter().all(|other| other.id != *step));
    if let Some(stage) = programme.stages.first_mut() {
        stage.steps.sort_by_key(|other| other.id != *step);
    }
    programme
}

/// What is kept until a day that has passed by now, or is too far off, is kept as long as a new workshop.
fn details(given: &Record, now: Time) -> Details {
    let details = given.workshop.details.clone();
    let latest = details.ends_at.map_or(now, |ends_at| ends_at.clamp(now, now.plus(KEEP_MOST_MS))).plus(KEEP_MOST_MS);
    Details { erase_at: details.erase_at.filter(|at| *at > now && *at <= latest), ..details }
}

/// The workshop's own programme, which facilitators keep. Without it: a built-in one, with the step that was live.
fn programme(given: &Record, aside: Option<&Private>) -> Result<Programme, Refusal> {
    if let Some(own) = aside.and_then(|aside| aside.programme.as_ref()) {
        return Ok(own.clone());
    }
    let mut programme = programmes::built_in(programmes::DEFAULT).ok_or(Refusal::BadProgramme)?;
    let live = programme.stages.iter_mut().flat_map(|stage| &mut stage.steps).find(|step| step.id == given.step);
    match live {
        Some(step) => step.title.clone_from(&given.step_title),
        None => programme.stages.push(Stage {
            id: "imported".into(),
            title: given.step_title.clone(),
            steps: vec![Step {
                id: given.step.clone(),
                title: given.step_title.clone(),
                minutes: 1,
                prompt: given.step_title.clone(),
                hint: String::new(),
                clock: String::new(),
                does: vec![Capability::Arrive],
                at_end: Default::default(),
                script: String::new(),
                off: false,
                voice: Default::default(),
                dots: 1,
            }],
        }),
    }
    Ok(programme)
}

/// Links, commitments, the way out.
pub(super) fn outcome(scribe: &mut Scribe, cast: &Cast, given: &Record) -> Result<(), Refusal> {
    if given.links.len() > LINKS {
        return Err(Refusal::TooMany);
    }
    for (id, link) in (1..).zip(&given.links) {
        let link = LinkRow {
            id,
            organisation: cast.organisation(&link.offered_by)?,
            heading: link.heading,
            offer: prose(&link.offer, CARD_LINE_CHARS)?, // may hold tabs, as cards do
            asker: cast.organisation(&link.asked_by)?,
            ask: prose(&link.ask, CARD_LINE_CHARS)?,
        };
        scribe.event(Event::Linked { link, by: None })?;
    }
    for (organisation, of) in (1..).map(OrganisationId).zip(&given.organisations) {
        if let Some(given) = &of.commitment {
            scribe.event(Event::Committed { organisation, commitment: Some(commitment(given)?) })?;
        }
    }
    match given.way_out {
        Some(way) => scribe.event(Event::WayOutChosen { way: Some(way) }),
        None => Ok(()),
    }
}

fn commitment(given: &RecordCommitment) -> Result<Commitment, Refusal> {
    if given.until.as_deref().is_some_and(|until| !is_date(until)) {
        return Err(Refusal::BadDate);
    }
    Ok(Commitment { stance: given.stance, until: given.until.clone(), line: prose(&given.line, LINE_CHARS)? })
}

/// The step that was live, its clock standing, so that nothing moves on by itself; and the end, if there was one.
pub(super) fn end(scribe: &mut Scribe, cast: &Cast, given: &Record) -> Result<(), Refusal> {
    if given.workshop.started_at.is_some() {
        scribe.event(Event::Moved { to: given.step.clone() })?;
        scribe.event(Event::Paused)?;
    }
    if let Some(closed_at) = given.workshop.closed_at {
        scribe.later(closed_at);
        let without = given.closed_without.as_ref().map_or(Ok(Vec::new()), |missing| without(cast, missing))?;
        scribe.event(Event::Closed { without })?;
    }
    Ok(())
}

fn without(cast: &Cast, given: &RecordMissing) -> Result<Vec<Missing>, Refusal> {
    let mut missing = Vec::new();
    missing.extend(given.communications.then_some(Missing::Communications));
    missing.extend(given.date.then_some(Missing::Date));
    for name in &given.organisations {
        missing.push(Missing::Organisation { organisation: cast.organisation(name)? });
    }
    Ok(missing)
}
