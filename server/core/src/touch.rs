//! Which cells an entry touches; only those are projected again. What happens often is named cell by cell, what happens rarely touches all.

use crate::{
    cell_key::{CellKey, PlanList},
    documents::content::{Board, Content, Notes},
    event::Event,
    identity::Holder,
    state::State,
};
use std::collections::BTreeSet;
use trestle_protocol::{DocumentName, PollId, PollKind, SeatId, TeamId, Voice};

/// Cells to project again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Cells that are the same for a class of viewers.
    pub shared: BTreeSet<CellKey>,
    /// Cells of one seat.
    pub mine: BTreeSet<(SeatId, CellKey)>,
    /// Every cell of everybody.
    pub all: bool,
}

impl Touched {
    /// Every cell of everybody.
    pub fn everything() -> Self {
        Self { all: true, ..Self::default() }
    }

    fn shared(keys: impl IntoIterator<Item = CellKey>) -> Self {
        Self { shared: keys.into_iter().collect(), ..Self::default() }
    }

    fn and_mine(mut self, seat: SeatId, key: CellKey) -> Self {
        self.mine.insert((seat, key));
        self
    }

    /// The cell of this name of every seat, and of the room.
    fn and_all(self, state: &State, key: CellKey) -> Self {
        let seats = state.seats.keys().copied().chain([SeatId::ROOM]);
        seats.fold(self, |touched, seat| touched.and_mine(seat, key.clone()))
    }

    /// These cells and those.
    pub fn merge(&mut self, other: Self) {
        self.shared.extend(other.shared);
        self.mine.extend(other.mine);
        self.all |= other.all;
    }

    /// Nothing at all.
    pub fn is_empty(&self) -> bool {
        !self.all && self.shared.is_empty() && self.mine.is_empty()
    }
}

/// Cells that an event touches, in the state after it.
pub(crate) fn by_event(state: &State, event: &Event) -> Touched {
    match event {
        // Whose those were that made room is not known any more.
        Event::Granted { instead_of, .. } if !instead_of.is_empty() => Touched::shared([CellKey::Passes]).and_all(state, CellKey::Mine),
        Event::Granted { holder: Holder::Seat(seat), .. } => Touched::default().and_mine(*seat, CellKey::Mine),
        Event::Granted { .. } | Event::PassUsed { .. } | Event::PassEnded { .. } => Touched::shared([CellKey::Passes]),
        Event::TableSet { .. } => Touched::everything(), // authors of its notes may change
        Event::MoreTimeSet { seat, .. } => Touched::shared([CellKey::Seat(*seat), CellKey::Writing]),
        Event::Said { team: None, .. } => Touched::shared([CellKey::Message]),
        Event::Said { team: Some(team), .. } | Event::TeamVideoSet { team, .. } => by_team(state, *team),
        Event::Led { .. } => Touched::shared([CellKey::Lead]),
        Event::Spotlit { .. } | Event::Brought => Touched::shared([CellKey::Stage]),
        Event::Linked { by: Some(seat), .. } => Touched::shared([CellKey::Links]).and_mine(*seat, CellKey::MyLines),
        Event::Linked { by: None, .. } => Touched::shared([CellKey::Links]),
        // Whose it was is not known any more.
        Event::Unlinked { .. } => Touched::shared([CellKey::Links]).and_all(state, CellKey::MyLines),
        Event::FeedbackRemoved { team, .. } => Touched::shared([CellKey::Feedback(*team)]).and_all(state, CellKey::MyLines),
        Event::SatAt { seat, .. } => Touched::shared([CellKey::Seat(*seat)]),
        Event::TableAsked { seat, .. } => Touched::shared([CellKey::Seat(*seat)]).and_mine(*seat, CellKey::Mine),
        Event::RoomCounted { .. } | Event::EntriesLost { .. } | Event::LossesSeen => Touched::shared([CellKey::Workshop]),
        Event::HandsCounted { poll, .. } | Event::HandsStruck { poll, .. } => Touched::shared([CellKey::Poll(poll.clone())]),
        Event::Pinned { team, .. } | Event::TeamExtended { team, .. } | Event::HelpSet { team, .. } | Event::HappySet { team, .. } => {
            Touched::shared([CellKey::Team(*team)])
        }
        Event::WholeMade { team } => Touched::shared([CellKey::Team(*team), CellKey::Brief(*team)]),
        Event::AgreedTo { .. } => Touched::shared([CellKey::Choice]),
        Event::SeatsKept { .. } => Touched::shared([CellKey::Crowd]),
        Event::WayOutChosen { .. } => Touched::shared([CellKey::Closing]),
        Event::Waved { seat } | Event::HandSet { seat, .. } => Touched::shared([CellKey::Seat(*seat)]),
        Event::DoneSet { seat, .. } => Touched::shared([CellKey::Seat(*seat), CellKey::Writing]),
        Event::Answered { poll, seat, .. } => {
            let shared = Touched::shared([CellKey::Poll(poll.clone())]);
            speakers(state, poll, *seat).fold(shared, |touched, seat| touched.and_mine(seat, CellKey::MyAnswers(poll.clone())))
        }
        Event::FeedbackGiven { team, seat, .. } => Touched::shared([CellKey::Feedback(*team)]).and_mine(*seat, CellKey::MyLines),
        Event::Committed { organisation, .. } => Touched::shared([CellKey::Organisation(*organisation), CellKey::Closing]),
        Event::Extended { .. } | Event::TimeUp { .. } | Event::Stayed => Touched::shared([CellKey::Clock]),
        Event::Turned { round, .. } | Event::PageTurned { round, .. } | Event::TurnsOrdered { round, .. } => {
            Touched::shared([CellKey::Round(state.round_meant(round))])
        }
        Event::Created { .. }
        | Event::SeatTaken { .. }
        | Event::PersonAdded { .. }
        | Event::Admitted { .. }
        | Event::BelongingSet { .. }
        | Event::OrganisationAdded { .. }
        | Event::OrganisationRenamed { .. }
        | Event::OrganisationRemoved { .. }
        | Event::Renamed { .. }
        | Event::OrganisationSet { .. }
        | Event::Moved { .. }
        | Event::Revealed
        | Event::Concealed
        | Event::WritingBegun { .. }
        | Event::BriefsOpened
        | Event::Paused
        | Event::Resumed
        | Event::Restarted
        | Event::MinutesSet { .. }
        | Event::Replanned { .. }
        | Event::ProgrammeSet { .. }
        | Event::RehearsalBegun
        | Event::RehearsalEnded
        | Event::NoteHeld { .. }
        | Event::PollOpened { .. }
        | Event::ResultsImported { .. }
        | Event::PollClosed { .. }
        | Event::TeamsSet { .. }
        | Event::Chosen { .. }
        | Event::Described { .. }
        | Event::SeatRemoved { .. }
        | Event::AuthorCut { .. }
        | Event::SeatsForgotten { .. }
        | Event::NotesShown { .. }
        | Event::SeatRestored { .. }
        | Event::RoleSet { .. }
        | Event::DoorSet { .. }
        | Event::CodeChanged { .. }
        | Event::Closed { .. }
        | Event::Reopened => Touched::everything(),
    }
}

fn by_team(state: &State, team: TeamId) -> Touched {
    let seats = state.teams.get(&team).into_iter().flatten();
    seats.fold(Touched::shared([CellKey::Team(team)]), |touched, seat| touched.and_mine(*seat, CellKey::Mine))
}

/// The seats that see an answer as their own: itself, or all of an organisation that has one voice.
fn speakers(state: &State, poll: &PollId, seat: SeatId) -> impl Iterator<Item = SeatId> {
    let organisation = state.seats.get(&seat).and_then(|seat| seat.organisation);
    let shared = state.polls.get(poll).is_some_and(|poll| poll.voice == Voice::Organisation) && organisation.is_some();
    let same = state.seats.iter().filter(move |(_, other)| shared && other.organisation == organisation).map(|(id, _)| *id);
    same.chain([seat])
}

/// Cells that a change of a document touches.
pub(crate) fn by_document(state: &State, name: DocumentName, before: &Content, after: &Content) -> Touched {
    match (name, before, after) {
        (DocumentName::Desk(seat), Content::Desk(before), Content::Desk(after)) => by_desk(seat, &before.notes, &after.notes),
        (DocumentName::Card(organisation), ..) => Touched::shared([CellKey::Organisation(organisation)]),
        (DocumentName::Aside(organisation), ..) => Touched::shared([CellKey::Aside(organisation)]),
        (DocumentName::Board, Content::Board(before), Content::Board(after)) => by_board(state, before, after),
        (DocumentName::Brief(team), ..) => {
            let choice = (state.chosen == Some(team)).then_some(CellKey::Choice);
            Touched::shared([CellKey::Brief(team), CellKey::Team(team)].into_iter().chain(choice))
        }
        (DocumentName::Plan, ..) => Touched::shared(PlanList::ALL.map(CellKey::Plan).into_iter().chain([CellKey::Closing])),
        _ => Touched::everything(),
    }
}

fn by_desk(seat: SeatId, before: &Notes, after: &Notes) -> Touched {
    let changed = |key: &&String| before.get(*key) != after.get(*key);
    let notes = before.keys().chain(after.keys()).filter(changed).filter_map(|key| after.get(key).or_else(|| before.get(key)));
    let keys: BTreeSet<CellKey> = notes.map(|note| CellKey::Note(note.id.clone())).collect();
    if keys.is_empty() {
        return Touched::default(); // half-typed words alone change no cell
    }
    Touched::shared(keys.into_iter().chain([CellKey::Writing])).and_mine(seat, CellKey::MyNotes)
}

fn by_board(state: &State, before: &Board, after: &Board) -> Touched {
    let groups = before.groups.keys().chain(after.groups.keys()).filter(|id| before.groups.get(id) != after.groups.get(id));
    let notes = before.places.keys().chain(after.places.keys()).filter(|id| before.places.get(id) != after.places.get(id));
    let ratings = state
        .polls
        .iter()
        .filter(|(_, poll)| matches!(poll.kind, PollKind::Rating | PollKind::Dots | PollKind::Fit))
        .map(|(id, _)| CellKey::Poll(id.clone()));
    let groups = groups.map(|id| CellKey::Group(id.clone()));
    Touched::shared(groups.chain(notes.map(|id| CellKey::Note(id.clone()))).chain(ratings))
}
