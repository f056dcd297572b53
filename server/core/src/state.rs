//! The state of a workshop: what has been decided. It changes only by events.

use crate::{
    clock::Clock,
    identity::{Actor, Holder, SecretHash, Viewer},
    poll::Poll,
    round::Round,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use trestle_protocol::{
    Capability, Commitment, Details, FeedbackKind, NoteId, OrganisationId, PollId, Programme, Role, RoundKind, SeatId, Step, StepId,
    TeamId, Time, WorkshopId,
};

/// A partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Does it convene?
    pub convener: bool,
    /// Was it on the list beforehand?
    pub expected: bool,
    /// How it stands to the project, once said.
    pub commitment: Option<Commitment>,
}

/// One person's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The person's name.
    pub name: String,
    /// Where the person belongs.
    pub organisation: Option<OrganisationId>,
    /// Facilitator or participant.
    pub role: Role,
    /// Hand up since.
    pub hand_at: Option<Time>,
    /// Last wave.
    pub waved_at: Option<Time>,
    /// Done with the live step.
    pub done: bool,
    /// Taken away; the number is never used again.
    pub removed: bool,
    /// Taken away with everything it wrote.
    pub erased: bool,
}

/// Which notes are turned over. Notes belong to the writing round in which they were first seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveal {
    /// The round that new notes belong to, from 1.
    pub writing: u32,
    /// Rounds up to this one are turned over.
    pub shown: u32,
    /// When the last one was.
    pub at: Option<Time>,
    /// Where the workshop was before the last reveal, to take it back.
    pub before: Option<(StepId, Clock)>,
}

/// A line about a brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Who said it.
    pub seat: SeatId,
    /// Like or improve.
    pub kind: FeedbackKind,
    /// What it says.
    pub text: String,
}

/// What has been decided in one workshop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// None until it is created.
    pub id: Option<WorkshopId>,
    /// What the facilitator says about it.
    pub details: Details,
    /// The join code, normalised.
    pub code: String,
    /// Salts note ids.
    pub salt: [u8; 16],
    /// When it was created.
    pub created_at: Time,
    /// When its clock first ran.
    pub started_at: Option<Time>,
    /// When it was closed.
    pub closed_at: Option<Time>,
    /// Nobody new comes in.
    pub locked: bool,
    /// Stages and steps.
    pub programme: Programme,
    /// The live step.
    pub step: StepId,
    /// When it was entered.
    pub entered_at: Time,
    /// Milliseconds spent in steps before the present visit.
    pub spent: BTreeMap<StepId, u64>,
    /// The live step's clock.
    pub clock: Clock,
    /// Partners; 1 convenes.
    pub organisations: BTreeMap<OrganisationId, Organisation>,
    /// People, removed ones included.
    pub seats: BTreeMap<SeatId, Seat>,
    /// Links and tokens.
    pub grants: BTreeMap<SecretHash, Holder>,
    /// Which notes are turned over.
    pub reveal: Reveal,
    /// Notes that are held back.
    pub held: BTreeSet<NoteId>,
    /// Polls by the step that asks them.
    pub polls: BTreeMap<PollId, Poll>,
    /// Teams.
    pub teams: BTreeMap<TeamId, Vec<SeatId>>,
    /// The highest team number that was ever used.
    pub last_team: u32,
    /// Rounds of turns.
    pub rounds: BTreeMap<RoundKind, Round>,
    /// Lines about briefs.
    pub feedback: BTreeMap<TeamId, Vec<Feedback>>,
    /// Everyone may read briefs.
    pub briefs_open: bool,
    /// The chosen brief.
    pub chosen: Option<TeamId>,
    /// The last command ids that took effect, oldest first, so that a command sent again takes effect once.
    pub causes: VecDeque<String>,
}

impl Default for Reveal {
    fn default() -> Self {
        Self { writing: 1, shown: 0, at: None, before: None }
    }
}

impl State {
    /// Has it been created?
    pub fn exists(&self) -> bool {
        self.id.is_some()
    }

    /// Whom a secret stands for.
    pub fn holder(&self, secret: &SecretHash) -> Option<Holder> {
        self.grants.get(secret).copied().filter(|holder| self.role(*holder).is_some())
    }

    /// A holder's role; none if its seat is gone.
    pub fn role(&self, holder: Holder) -> Option<Role> {
        match holder {
            Holder::Seat(seat) => self.seat(seat).map(|seat| seat.role),
            Holder::Console => Some(Role::Facilitator),
            Holder::Wall => Some(Role::Wall),
        }
    }

    /// How a holder looks at the workshop.
    pub fn viewer(&self, holder: Holder) -> Option<Viewer> {
        let seat = if let Holder::Seat(seat) = holder { Some(seat) } else { None };
        self.role(holder).map(|role| Viewer { role, seat })
    }

    /// Does this actor run the workshop?
    pub fn facilitates(&self, actor: Actor) -> bool {
        match actor {
            Actor::Seat(seat) => self.seat(seat).is_some_and(|seat| seat.role == Role::Facilitator),
            Actor::Console | Actor::System => true,
            Actor::Wall => false,
        }
    }

    /// A seat that has not been removed.
    pub fn seat(&self, seat: SeatId) -> Option<&Seat> {
        self.seats.get(&seat).filter(|seat| !seat.removed)
    }

    /// Seats that have not been removed.
    pub fn present_seats(&self) -> impl Iterator<Item = (SeatId, &Seat)> {
        self.seats.iter().filter(|(_, seat)| !seat.removed).map(|(id, seat)| (*id, seat))
    }

    /// Participants that have not been removed.
    pub fn participants(&self) -> impl Iterator<Item = (SeatId, &Seat)> {
        self.present_seats().filter(|(_, seat)| seat.role == Role::Participant)
    }

    /// The join code, normalised.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Does nobody new come in?
    pub fn locked(&self) -> bool {
        self.locked
    }

    /// The convening organisation's name.
    pub fn convener(&self) -> &str {
        self.organisations.values().find(|organisation| organisation.convener).map_or("", |organisation| &organisation.name)
    }

    /// When a tick is due next.
    pub fn next_tick(&self) -> Option<Time> {
        if self.closed_at.is_some() { None } else { self.clock.due() }
    }

    /// The live step.
    pub fn live(&self) -> Option<&Step> {
        self.programme.step(&self.step).map(|(_, step)| step)
    }

    /// Can people do this in the live step?
    pub fn can(&self, capability: Capability) -> bool {
        self.live().is_some_and(|step| step.does.contains(&capability))
    }

    /// Is any of these what the live step's stage is about?
    pub fn in_stage_with(&self, capabilities: &[Capability]) -> bool {
        let stage = self.programme.stage_of(&self.step);
        stage.is_some_and(|stage| stage.steps.iter().any(|step| step.does.iter().any(|does| capabilities.contains(does))))
    }

    /// Are the notes of the present writing round turned over?
    pub fn revealed(&self) -> bool {
        self.reveal.shown >= self.reveal.writing
    }

    /// Is the workshop still in the step whose entering turned the notes over? Later the move cannot be taken back with the reveal.
    pub fn can_conceal(&self) -> bool {
        self.revealed() && self.reveal.at == Some(self.entered_at)
    }

    /// The step behind the live one.
    pub fn following(&self) -> Option<&Step> {
        let (place, _) = self.programme.step(&self.step)?;
        self.programme.steps().nth(place + 1)
    }

    /// The team that a seat is in.
    pub fn team_of(&self, seat: SeatId) -> Option<TeamId> {
        self.teams.iter().find(|(_, seats)| seats.contains(&seat)).map(|(team, _)| *team)
    }

    /// Has a command of this id taken effect?
    pub fn knows_cause(&self, cause: &str) -> bool {
        self.causes.iter().any(|known| known == cause)
    }
}
