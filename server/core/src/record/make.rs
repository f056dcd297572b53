//! Makes the record from what the view shows this reader, so that it can never hold more than the screen.

use super::{
    Named, Record, RecordAgreement, RecordBrief, RecordCommitment, RecordDots, RecordFit, RecordGroup, RecordHands, RecordLink,
    RecordMissing, RecordNote, RecordOrganisation, RecordPlan, RecordPulse, RecordRating, RecordScore, RecordWorkshop,
};
use crate::{
    cell_key::{CellKey, PlanList},
    documents::Documents,
    heading,
    heading::Heading,
    identity::Viewer,
    state::State,
    view::{keys, view},
};
use std::collections::BTreeMap;
use trestle_protocol::{
    Agreement, BriefCell, Cell, ClosingCell, Counter, GroupCell, GroupId, LinkRow, Missing, NextCell, NoteCell, OrganisationCell,
    OrganisationId, PollCell, PollKind, Role, SeatCell, SeatId, Stance, SubjectResult, TeamCell, TeamId, Time, WorkshopId,
    limits::COMMITTED_NEEDED,
};

/// What one reader is shown, sorted by kind.
#[derive(Default)]
pub(super) struct Seen {
    organisations: BTreeMap<OrganisationId, OrganisationCell>,
    pub(super) asides: BTreeMap<OrganisationId, String>,
    seats: BTreeMap<SeatId, SeatCell>,
    notes: Vec<NoteCell>,
    groups: Vec<GroupCell>,
    teams: BTreeMap<TeamId, TeamCell>,
    pub(super) briefs: BTreeMap<TeamId, BriefCell>,
    feedback: BTreeMap<TeamId, Vec<trestle_protocol::FeedbackLine>>,
    polls: Vec<PollCell>,
    agreements: Vec<Agreement>,
    links: Vec<LinkRow>,
    closing: Option<ClosingCell>,
    face_down: u32,
}

impl Seen {
    /// The poll of that kind. Where several steps asked, the last of the programme that has a result: one that nobody has answered yet takes nothing
    /// away from what is known.
    fn poll(&self, kind: PollKind) -> Option<&PollCell> {
        self.polls
            .iter()
            .rfind(|poll| poll.kind == kind && poll.results.is_some())
            .or_else(|| self.polls.iter().rfind(|poll| poll.kind == kind))
    }

    pub(super) fn organisation(&self, id: OrganisationId) -> String {
        self.organisations.get(&id).map(|organisation| organisation.name.clone()).unwrap_or_default()
    }
}

/// While the workshop goes on, everybody has a record of what they see. When it is closed there is one record, the same for everybody, so that it
/// can be passed on: what everybody sees. What is for facilitators alone is a document of its own.
fn reader_of(state: &State, asking: Viewer) -> Viewer {
    match asking.role {
        _ if state.closed_at.is_some() => Viewer::class(Role::Participant),
        // What goes on is not theirs to see; what stands in the record is what the room sees.
        Role::Reader => Viewer::class(Role::Wall),
        _ => asking,
    }
}

/// What the record is made from. The chosen brief is everybody's, who all may write it, also where briefs were not shown before.
pub(super) fn shown(state: &State, documents: &Documents, asking: Viewer) -> Seen {
    let mut seen = see(state, documents, reader_of(state, asking));
    if let Some(chosen) = state.chosen.filter(|_| state.closed_at.is_some())
        && let Some(Cell::Brief(cell)) = view(state, documents, Viewer::class(Role::Facilitator), &CellKey::Brief(chosen))
    {
        seen.briefs.insert(chosen, cell);
    }
    seen
}

/// The record so far, as this reader may see it.
pub fn record(state: &State, documents: &Documents, reader: Viewer, made_at: Time) -> Record {
    let seen = shown(state, documents, reader);
    let reader = reader_of(state, reader);
    let (groups, loose) = groups(state, &seen);
    let committed = seen.organisations.values().filter(|o| o.commitment.as_ref().is_some_and(|c| c.stance == Stance::In)).count();
    let closing = seen.closing.as_ref();
    Record {
        version: Record::VERSION,
        made_at,
        draft: state.closed_at.is_none(),
        workshop: RecordWorkshop {
            id: state.id.unwrap_or(WorkshopId(Default::default())),
            details: heading::details(&state.details),
            convener: state.convener(),
            begins_at: begins_at(state),
            started_at: state.started_at,
            closed_at: state.closed_at,
        },
        step: state.step.clone(),
        step_title: state.live().map(|step| Heading::Step.shown(&step.title)).unwrap_or_default(),
        organisations: seen.organisations.values().map(|cell| organisation(&seen, cell)).collect(),
        others: seen.seats.values().filter(|seat| seat.organisation.is_none()).map(|seat| seat.among_own.clone()).collect(),
        links: seen.links.iter().map(|row| link(&seen, row)).collect(),
        face_down: seen.face_down,
        groups,
        loose,
        rated: seen.poll(PollKind::Rating).filter(|poll| !poll.open).map_or(0, |poll| poll.answered),
        briefs: briefs(&seen, |_| true),
        plan: plan(state, documents, reader, &seen),
        committed: committed as u32,
        committed_needed: COMMITTED_NEEDED as u32,
        way_out: closing.and_then(|closing| closing.way_out),
        closed_without: closing.and_then(|closing| missing(&seen, &closing.closed_without)),
        pulse: pulse(&seen),
        hands: hands(&seen),
    }
}

/// When a workshop that has not started is to begin.
fn begins_at(state: &State) -> Option<Time> {
    let ends_at = state.details.ends_at.filter(|_| state.started_at.is_none())?;
    let minutes: u64 = state.programme.running().map(|step| u64::from(step.minutes)).sum();
    Some(Time(ends_at.0.saturating_sub(minutes * 60_000)))
}

pub(super) fn see(state: &State, documents: &Documents, reader: Viewer) -> Seen {
    let mut seen = Seen::default();
    for key in keys(state, documents) {
        match view(state, documents, reader, &key) {
            Some(Cell::Organisation(cell)) => drop(seen.organisations.insert(cell.id, cell)),
            Some(Cell::Aside(cell)) => drop(seen.asides.insert(cell.organisation, cell.unsure)),
            Some(Cell::Seat(cell)) if !cell.waiting => drop(seen.seats.insert(cell.id, cell)),
            Some(Cell::Note(cell)) if !cell.held && !cell.face_down => seen.notes.push(cell),
            Some(Cell::Group(cell)) => seen.groups.push(cell),
            Some(Cell::Team(cell)) => drop(seen.teams.insert(cell.id, cell)),
            Some(Cell::Brief(cell)) => drop(seen.briefs.insert(cell.team, cell)),
            Some(Cell::Feedback(cell)) => drop(seen.feedback.insert(cell.team, cell.lines.into_iter().map(without_id).collect())),
            Some(Cell::Poll(cell)) => seen.polls.push(cell),
            Some(Cell::Choice(cell)) => seen.agreements = cell.agreements,
            Some(Cell::Links(cell)) => seen.links = cell.rows,
            Some(Cell::Closing(cell)) => seen.closing = Some(cell),
            Some(Cell::Writing(cell)) => seen.face_down = cell.face_down,
            _ => {}
        }
    }
    seen.polls.sort_by_key(|poll| state.programme.step(&poll.step).map(|(place, _)| place));
    seen.groups.sort_by(|a, b| a.order.total_cmp(&b.order).then_with(|| a.id.cmp(&b.id)));
    seen
}

fn organisation(seen: &Seen, cell: &OrganisationCell) -> RecordOrganisation {
    let people = seen.seats.values().filter(|seat| seat.organisation == Some(cell.id)).map(|seat| seat.among_own.clone());
    let commitment = cell.commitment.clone().map(|c| RecordCommitment { stance: c.stance, until: c.until, line: c.line });
    RecordOrganisation {
        id: cell.id,
        name: cell.name.clone(),
        convener: cell.convener,
        people: people.collect(),
        card: cell.card.clone(),
        commitment,
    }
}

fn groups(state: &State, seen: &Seen) -> (Vec<RecordGroup>, Vec<RecordNote>) {
    let mut by_group: BTreeMap<Option<GroupId>, Vec<RecordNote>> = BTreeMap::new();
    for cell in &seen.notes {
        by_group.entry(cell.group.clone()).or_default().push(note(state, cell));
    }
    let groups = seen.groups.iter().map(|cell| RecordGroup {
        title: cell.title.clone(),
        who: cell.who.clone(),
        factors: cell.factors.clone(),
        seriousness: cell.seriousness.clone(),
        priority: cell.priority.clone(),
        notes: by_group.remove(&Some(cell.id.clone())).unwrap_or_default(),
        rating: result(seen.poll(PollKind::Rating), cell.id.as_str()).and_then(rating),
        dots: result(seen.poll(PollKind::Dots), cell.id.as_str()).and_then(dots),
        fit: result(seen.poll(PollKind::Fit), cell.id.as_str()).and_then(fit),
    });
    let groups = groups.collect();
    (groups, by_group.into_values().flatten().collect())
}

fn note(state: &State, cell: &NoteCell) -> RecordNote {
    let theme = state.details.themes.iter().find(|theme| theme.id == cell.theme);
    let author = cell.author.clone();
    RecordNote {
        text: cell.text.clone(),
        theme: cell.theme.clone(),
        theme_title: theme.map(|theme| Heading::Theme.shown(&theme.title)).unwrap_or_default(),
        author: author.as_ref().and_then(|author| author.name.clone()),
        via: author.as_ref().and_then(|author| author.via.clone()),
        room: author.as_ref().is_some_and(|author| author.room),
        organisation: author.and_then(|author| author.organisation),
    }
}

fn result<'a>(poll: Option<&'a PollCell>, subject: &str) -> Option<&'a SubjectResult> {
    poll?.results.as_ref()?.iter().find(|result| result.subject == subject)
}

fn rating(result: &SubjectResult) -> Option<RecordRating> {
    let score = |axis: usize| Some(RecordScore { mean: *result.means.get(axis)?, spread: *result.spreads.get(axis)? });
    (result.count > 0)
        .then(|| Some(RecordRating { count: result.count, hands: result.hands, seriousness: score(0)?, priority: score(1)? }))
        .flatten()
}

fn dots(result: &SubjectResult) -> Option<RecordDots> {
    (result.count > 0).then_some(RecordDots { dots: result.dots, count: result.count, hands: result.hands })
}

fn fit(result: &SubjectResult) -> Option<RecordFit> {
    let [core, useful, not_ours] = result.counts[..] else { return None };
    (result.count > 0).then_some(RecordFit { core, useful, not_ours })
}

fn pulse(seen: &Seen) -> Vec<RecordPulse> {
    let results = seen.poll(PollKind::Pulse).and_then(|poll| poll.results.as_ref()).into_iter().flatten();
    let answered = results.filter(|result| result.count > 0);
    let pulse = |result: &SubjectResult| RecordPulse {
        subject: result.subject.clone(),
        count: result.count,
        mean: result.means.first().copied().unwrap_or_default(),
        counts: result.counts.clone(),
    };
    answered.map(pulse).collect()
}

/// Who counted hands in the polls that the record says the results of. What was struck is in none of them.
fn hands(seen: &Seen) -> Vec<RecordHands> {
    let closed = PollKind::ALL.into_iter().filter_map(|kind| seen.poll(kind)).filter(|poll| poll.results.is_some());
    let table = |by: Counter| match by {
        Counter::Earlier => None,
        Counter::Room => Some(None),
        Counter::Table(seat) => seen.seats.get(&seat).map(|seat| Some(seat.name.clone())),
    };
    let counted = closed.flat_map(|poll| poll.counted.iter().filter(|counted| !counted.struck).map(move |counted| (poll.kind, counted)));
    counted.filter_map(|(poll, counted)| Some(RecordHands { poll, table: table(counted.by)?, hands: counted.hands })).collect()
}

fn link(seen: &Seen, row: &LinkRow) -> RecordLink {
    RecordLink {
        offered_by: seen.organisation(row.organisation),
        heading: row.heading,
        offer: row.offer.clone(),
        asked_by: seen.organisation(row.asker),
        ask: row.ask.clone(),
    }
}

fn missing(seen: &Seen, without: &[Missing]) -> Option<RecordMissing> {
    let mut missing = RecordMissing::default();
    for what in without {
        match what {
            Missing::Communications => missing.communications = true,
            Missing::Date => missing.date = true,
            Missing::Organisation { organisation } => missing.organisations.push(seen.organisation(*organisation)),
        }
    }
    (!without.is_empty()).then_some(missing)
}

fn agreements(seen: &Seen) -> Vec<RecordAgreement> {
    let agreement = |given: &Agreement| RecordAgreement { organisation: seen.organisation(given.organisation), current: given.current };
    seen.agreements.iter().map(agreement).collect()
}

/// The briefs of these teams.
pub(super) fn briefs(seen: &Seen, wanted: impl Fn(&TeamId) -> bool) -> Vec<RecordBrief> {
    let title = |id: &GroupId| seen.groups.iter().find(|group| group.id == *id).map(|group| group.title.clone());
    let is_chosen = |cell: &BriefCell| seen.teams.get(&cell.team).is_some_and(|team| team.chosen);
    let votes = |cell: &BriefCell| result(seen.poll(PollKind::Choice), &cell.team.to_string());
    let brief = |cell: &BriefCell| RecordBrief {
        chosen: is_chosen(cell),
        whole: seen.teams.get(&cell.team).is_some_and(|team| team.whole),
        agreements: if is_chosen(cell) { agreements(seen) } else { Vec::new() },
        team: seen.teams.get(&cell.team).map(|team| members(seen, team)).unwrap_or_default(),
        votes: votes(cell).map(|result| result.count),
        vote_hands: votes(cell).map_or(0, |result| result.hands),
        title: cell.title.clone(),
        groups: seen.groups.iter().filter(|group| cell.groups.contains(&group.id)).filter_map(|group| title(&group.id)).collect(),
        who: cell.who.clone(),
        why: cell.why.clone(),
        fit: cell.fit.clone(),
        constraints: cell.constraints.clone(),
        ideas: cell.ideas.clone(),
        already: cell.already.clone(),
        success: cell.success.clone(),
        feedback: seen.feedback.get(&cell.team).cloned().unwrap_or_default(),
    };
    let mut briefs: Vec<RecordBrief> = seen.briefs.values().filter(|cell| wanted(&cell.team)).map(brief).collect();
    briefs.sort_by_key(|brief| !brief.chosen); // stable: the others keep the order of their teams
    briefs
}

fn members(seen: &Seen, team: &TeamCell) -> Vec<String> {
    team.seats.iter().filter_map(|id| seen.seats.get(id)).map(|seat| seat.with_organisation.clone()).collect()
}

fn plan(state: &State, documents: &Documents, reader: Viewer, seen: &Seen) -> RecordPlan {
    let mut plan =
        RecordPlan { core: Vec::new(), extended: Vec::new(), leadership: Vec::new(), actions: Vec::new(), next: NextCell::default() };
    for list in PlanList::ALL {
        match view(state, documents, reader, &CellKey::Plan(list)) {
            Some(Cell::Core(cell)) => plan.core = cell.rows.into_iter().map(|row| named(seen, row.organisation, row.seat, row)).collect(),
            Some(Cell::Extended(cell)) => plan.extended = cell.rows,
            Some(Cell::Leadership(cell)) => plan.leadership = cell.rows,
            Some(Cell::Actions(cell)) => {
                plan.actions = cell.rows.into_iter().map(|row| named(seen, row.organisation, row.seat, row)).collect()
            }
            Some(Cell::Next(cell)) => plan.next = cell,
            _ => {}
        }
    }
    plan
}

fn named<R>(seen: &Seen, organisation: Option<OrganisationId>, seat: Option<SeatId>, row: R) -> Named<R> {
    Named {
        row,
        organisation_name: organisation.and_then(|id| seen.organisations.get(&id)).map(|organisation| organisation.name.clone()),
        person: seat.and_then(|id| seen.seats.get(&id)).map(|seat| seat.name.clone()),
    }
}

/// An id is for taking a line away here.
fn without_id(line: trestle_protocol::FeedbackLine) -> trestle_protocol::FeedbackLine {
    trestle_protocol::FeedbackLine { id: None, ..line }
}
