//! Makes the record from what the view shows this reader, so that it can never hold more than the screen.

use super::{
    Record, RecordAgreement, RecordBrief, RecordCommitment, RecordGroup, RecordLink, RecordList, RecordMissing, RecordNames, RecordNote,
    RecordOrganisation, RecordQuestion, RecordRow, RecordWorkshop,
};
use crate::{
    documents::Documents,
    forms, heading,
    heading::Heading,
    identity::Viewer,
    lists,
    questions::record::made,
    state::State,
    view::{keys, reads_brief, view},
};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{
    About, Agreement, Cell, ClosingCell, Field, FieldKind, FieldRole, Form, FormCell, FormId, FormRole, GroupCell, GroupId, LinkRow, List,
    Missing, NoteCell, OrganisationCell, OrganisationId, PollCell, Question, Role, RowCell, SeatCell, SeatId, Showing, Stance, TeamCell,
    TeamId, Time, Value, Values, WorkshopId,
};

/// What one reader is shown, sorted by kind.
#[derive(Default)]
pub(super) struct Seen {
    organisations: BTreeMap<OrganisationId, OrganisationCell>,
    seats: BTreeMap<SeatId, SeatCell>,
    notes: Vec<NoteCell>,
    groups: Vec<GroupCell>,
    teams: BTreeMap<TeamId, TeamCell>,
    /// Whose briefs.
    pub(super) briefs: BTreeSet<TeamId>,
    pub(super) forms: Vec<Form>,
    lists: Vec<List>,
    filled: Vec<FormCell>,
    /// Private fields of forms about organisations.
    pub(super) private: Vec<FormCell>,
    rows: Vec<RowCell>,
    feedback: BTreeMap<TeamId, Vec<trestle_protocol::FeedbackLine>>,
    polls: Vec<PollCell>,
    agreements: Vec<Agreement>,
    links: Vec<LinkRow>,
    closing: Option<ClosingCell>,
    face_down: u32,
}

/// What is filled in about one thing, by form, and the names in it.
type Filling = (BTreeMap<FormId, Values>, BTreeMap<FormId, RecordNames>);

impl Seen {
    pub(super) fn organisation(&self, id: OrganisationId) -> String {
        self.organisations.get(&id).map(|organisation| organisation.name.clone()).unwrap_or_default()
    }

    /// What a team's brief is called; empty if it has no title.
    fn brief_title(&self, team: &str) -> String {
        let form = self.forms.iter().find(|form| form.is == Some(FormRole::Brief));
        let of = |form: &&Form, cell: &&FormCell| cell.form == form.id && cell.subject == team;
        let cell = form.and_then(|form| Some((form, self.filled.iter().find(|cell| of(&form, cell))?)));
        cell.map(|(form, cell)| forms::words(form, &cell.values, FieldRole::Title).to_owned()).unwrap_or_default()
    }

    /// What is filled in about that.
    fn filling(&self, about: About, subject: &str) -> Filling {
        let mut filling = Filling::default();
        for form in self.forms.iter().filter(|form| form.about == about) {
            let of = |cell: &&FormCell| cell.form == form.id && cell.subject == subject;
            let Some(cell) = self.filled.iter().find(of) else { continue };
            let names = self.names(&form.fields, &cell.values);
            if !names.is_empty() {
                filling.1.insert(form.id.clone(), names);
            }
            let fields = form.fields.iter().filter_map(|field| Some((field.id.clone(), self.value(field, &cell.values)?)));
            let values: Values = fields.collect();
            if !values.is_empty() {
                filling.0.insert(form.id.clone(), values);
            }
        }
        filling
    }

    /// What stands in a field. Groups that are gone are not picked any more; the others stand as they do on the wall.
    fn value(&self, field: &Field, values: &Values) -> Option<Value> {
        match values.get(&field.id)? {
            Value::Several(picked) => {
                let picked: Vec<String> = self.groups.iter().map(|group| group.id.0.clone()).filter(|id| picked.contains(id)).collect();
                (!picked.is_empty()).then_some(Value::Several(picked))
            }
            value => Some(value.clone()),
        }
    }

    /// Who stands in these values by number.
    fn names(&self, fields: &[Field], values: &Values) -> RecordNames {
        let name = |field: &Field| {
            let number = values.get(&field.id).and_then(Value::number)?;
            let name = match field.kind {
                FieldKind::Organisation => self.organisations.get(&OrganisationId(number)).map(|organisation| organisation.name.clone()),
                FieldKind::Person => self.seats.get(&SeatId(number)).map(|seat| seat.name.clone()),
                _ => None,
            };
            Some((field.id.clone(), name?))
        };
        fields.iter().filter_map(name).collect()
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
    if let Some(chosen) = state.chosen.filter(|chosen| state.closed_at.is_some() && !seen.briefs.contains(chosen)) {
        let all = see(state, documents, Viewer::class(Role::Facilitator));
        let is_team = |form: &FormId| seen.forms.iter().any(|known| known.id == *form && known.about == About::Team);
        let written = all.filled.into_iter().filter(|cell| is_team(&cell.form) && cell.subject == chosen.to_string());
        let written: Vec<FormCell> = written.collect();
        seen.filled.extend(written);
        seen.briefs.insert(chosen);
    }
    seen
}

/// The record so far, as this reader may see it.
pub fn record(state: &State, documents: &Documents, reader: Viewer, made_at: Time) -> Record {
    let seen = shown(state, documents, reader);
    let (groups, loose) = groups(state, &seen);
    let (filled, names) = seen.filling(About::Workshop, "");
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
        forms: seen.forms.clone(),
        filled,
        names,
        lists: lists(&seen),
        organisations: seen.organisations.values().map(|cell| organisation(&seen, cell)).collect(),
        others: seen.seats.values().filter(|seat| seat.organisation.is_none()).map(|seat| seat.among_own.clone()).collect(),
        links: seen.links.iter().map(|row| link(&seen, row)).collect(),
        face_down: seen.face_down,
        groups,
        loose,
        briefs: briefs(&seen, |_| true),
        committed: committed as u32,
        committed_needed: closing.map_or(0, |closing| closing.needed),
        way_out: closing.and_then(|closing| closing.way_out),
        closed_without: closing.and_then(|closing| missing(&seen, &closing.closed_without)),
        questions: questions(&seen, |question| question.show != Showing::Facilitators),
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
            Some(Cell::Programme(cell)) => (seen.forms, seen.lists) = (cell.forms, cell.lists),
            Some(Cell::Form(cell)) => seen.filled.push(cell),
            Some(Cell::Private(cell)) => seen.private.push(cell),
            Some(Cell::Row(cell)) => seen.rows.push(cell),
            Some(Cell::Seat(cell)) if !cell.waiting => drop(seen.seats.insert(cell.id, cell)),
            Some(Cell::Note(cell)) if !cell.held && !cell.face_down => seen.notes.push(cell),
            Some(Cell::Group(cell)) => seen.groups.push(cell),
            Some(Cell::Team(cell)) => drop(seen.teams.insert(cell.id, cell)),
            Some(Cell::Feedback(cell)) => drop(seen.feedback.insert(cell.team, cell.lines.into_iter().map(without_id).collect())),
            Some(Cell::Poll(cell)) => seen.polls.push(cell),
            Some(Cell::Choice(cell)) => seen.agreements = cell.agreements,
            Some(Cell::Links(cell)) => seen.links = cell.rows,
            Some(Cell::Closing(cell)) => seen.closing = Some(cell),
            Some(Cell::Writing(cell)) => seen.face_down = cell.face_down,
            _ => {}
        }
    }
    seen.briefs = seen.teams.keys().copied().filter(|team| reads_brief(state, reader, *team)).collect();
    seen.rows.sort_by(|a, b| a.order.total_cmp(&b.order).then_with(|| a.id.cmp(&b.id)));
    seen.polls.sort_by_key(|poll| state.programme.step(&poll.step).map(|(place, _)| place));
    seen.groups.sort_by(|a, b| a.order.total_cmp(&b.order).then_with(|| a.id.cmp(&b.id)));
    seen
}

fn organisation(seen: &Seen, cell: &OrganisationCell) -> RecordOrganisation {
    let people = seen.seats.values().filter(|seat| seat.organisation == Some(cell.id)).map(|seat| seat.among_own.clone());
    let commitment = cell.commitment.clone().map(|c| RecordCommitment { stance: c.stance, until: c.until, line: c.line });
    let (forms, names) = seen.filling(About::Organisation, &cell.id.to_string());
    RecordOrganisation { id: cell.id, name: cell.name.clone(), convener: cell.convener, people: people.collect(), forms, names, commitment }
}

pub(super) fn groups(state: &State, seen: &Seen) -> (Vec<RecordGroup>, Vec<RecordNote>) {
    let mut by_group: BTreeMap<Option<GroupId>, Vec<RecordNote>> = BTreeMap::new();
    for cell in &seen.notes {
        by_group.entry(cell.group.clone()).or_default().push(note(state, cell));
    }
    let group = |cell: &GroupCell| {
        let (forms, names) = seen.filling(About::Group, cell.id.as_str());
        RecordGroup {
            id: cell.id.clone(),
            title: cell.title.clone(),
            forms,
            names,
            notes: by_group.remove(&Some(cell.id.clone())).unwrap_or_default(),
        }
    };
    let groups = seen.groups.iter().map(group).collect();
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

/// What was asked and is closed to this reader, in the order of the steps.
pub(super) fn questions(seen: &Seen, wanted: impl Fn(&Question) -> bool) -> Vec<RecordQuestion> {
    let table = |seat: SeatId| seen.seats.get(&seat).map(|seat| seat.name.clone());
    let polls = seen.polls.iter().filter(|poll| wanted(&poll.question));
    polls.filter_map(|poll| made(poll, |subject| called(seen, &poll.question, subject), table)).collect()
}

/// What something is called that a question is about; none if the record does not hold it.
fn called(seen: &Seen, question: &Question, subject: &str) -> Option<String> {
    if let Some(list) = &question.list {
        let row = seen.rows.iter().find(|row| row.list == *list && row.id == subject)?;
        return Some(seen.lists.iter().find(|known| known.id == *list).map(|list| lists::title(list, row)).unwrap_or_default());
    }
    match question.about {
        About::Workshop if question.items.is_empty() => Some(String::new()),
        About::Workshop => question.items.iter().find(|item| item.id == subject).map(|item| item.label.clone()),
        About::Organisation => seen.organisations.values().find(|cell| cell.id.to_string() == subject).map(|cell| cell.name.clone()),
        About::Team => seen.briefs.iter().find(|team| team.to_string() == subject).map(|_| seen.brief_title(subject)),
        About::Group => seen.groups.iter().find(|cell| cell.id.as_str() == subject).map(|cell| cell.title.clone()),
    }
}

fn link(seen: &Seen, row: &LinkRow) -> RecordLink {
    RecordLink {
        offered_by: seen.organisation(row.organisation),
        heading: row.heading.clone(),
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
    let briefs = seen.briefs.iter().filter(|team| wanted(team)).filter_map(|team| seen.teams.get(team));
    let mut briefs: Vec<RecordBrief> = briefs.map(|team| brief(seen, team)).collect();
    briefs.sort_by_key(|brief| !brief.chosen); // stable: the others keep the order of their teams
    briefs
}

fn brief(seen: &Seen, team: &TeamCell) -> RecordBrief {
    let (forms, names) = seen.filling(About::Team, &team.id.to_string());
    RecordBrief {
        team_id: team.id,
        chosen: team.chosen,
        team: members(seen, team),
        whole: team.whole,
        agreements: if team.chosen { agreements(seen) } else { Vec::new() },
        forms,
        names,
        feedback: seen.feedback.get(&team.id).cloned().unwrap_or_default(),
    }
}

fn members(seen: &Seen, team: &TeamCell) -> Vec<String> {
    team.seats.iter().filter_map(|id| seen.seats.get(id)).map(|seat| seat.with_organisation.clone()).collect()
}

fn lists(seen: &Seen) -> Vec<RecordList> {
    let row = |list: &List, cell: &RowCell| {
        let names = seen.names(&list.columns, &cell.values);
        RecordRow { id: cell.id.clone(), values: cell.values.clone(), names }
    };
    let rows = |list: &List| seen.rows.iter().filter(|cell| cell.list == list.id).map(|cell| row(list, cell)).collect();
    seen.lists.iter().map(|list| RecordList { list: list.clone(), rows: rows(list) }).collect()
}

/// An id is for taking a line away here.
fn without_id(line: trestle_protocol::FeedbackLine) -> trestle_protocol::FeedbackLine {
    trestle_protocol::FeedbackLine { id: None, ..line }
}
