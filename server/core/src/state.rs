//! The state of a workshop: what has been decided. It changes only by events.

use crate::{
    clock::Clock,
    feedback::Feedback,
    identity::{Actor, Holder, SecretHash, Viewer},
    order::Loss,
    pass::{Pass, Way},
    place::Came,
    poll::Poll,
    round::Round,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use trestle_protocol::{
    Authors, Capability, Commitment, Details, Door, GroupId, Leading, LinkRow, Missing, NoteId, OrganisationId, PollId, Programme, Role,
    RoundId, RoundKind, Said, SeatId, Step, StepId, TableWish, TeamId, Time, WayOut, WorkshopId,
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
    /// The seat that named it, unless a facilitator did; none from before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub founder: Option<SeatId>,
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
    /// Needs more time in the live step.
    #[serde(default)]
    pub more_time: bool,
    /// Several people use its device.
    #[serde(default)]
    pub table: bool,
    /// Whether its device may become a table's.
    #[serde(default)]
    pub table_wish: TableWish,
    /// Has no device: others write for this person.
    #[serde(default)]
    pub without_device: bool,
    /// Without a device: at whose table, while that is one. Nowhere for those from before this was kept.
    #[serde(default)]
    pub at: Option<SeatId>,
    /// At the door, until a facilitator lets it in.
    #[serde(default)]
    pub waiting: bool,
    /// With its organisation by name only, until somebody confirms that it belongs. Everybody of before this was asked belongs.
    #[serde(default)]
    pub by_name: bool,
    /// Where it came from and when, as long as no facilitator has said that they know the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Came>,
    /// Taken away; the number is never used again.
    pub removed: bool,
    /// Taken away, and its notes and lines are kept out of sight.
    #[serde(default)]
    pub hidden: bool,
    /// Taken away with everything it wrote.
    pub erased: bool,
}

impl Seat {
    /// Does it wait for a nod? Whoever has no device says nothing by themselves, so nobody is asked.
    pub fn is_by_name(&self) -> bool {
        self.by_name && self.organisation.is_some() && !self.without_device
    }
}

/// Which version of the chosen brief an organisation agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedTo {
    /// As [`crate::documents::content::Brief::version`] says it.
    pub version: String,
    /// When.
    pub at: Time,
}

/// Which notes are turned over. Notes belong to the writing round in which they were first seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveal {
    /// The round that new notes belong to, from 1.
    pub writing: u32,
    /// Rounds up to this one are turned over.
    pub shown: u32,
    /// The step that the present round was begun in; empty for the first round, and where it was not kept.
    #[serde(default)]
    pub begun_in: StepId,
    /// When the last one was.
    pub at: Option<Time>,
    /// Where the workshop was before the last reveal, to take it back.
    pub before: Option<(StepId, Clock)>,
}

/// What has been decided in one workshop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// None until it is created.
    pub id: Option<WorkshopId>,
    /// What the facilitator says about it.
    pub details: Details,
    /// The join code, normalised.
    pub code: String,
    /// What opens the same door as the code with 128 bits, as it stands in links; empty in a workshop from before there were any. It is kept as
    /// the code is, not as a hash: walls show it all the time.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub invitation: String,
    /// Salts note ids.
    pub salt: [u8; 16],
    /// When it was created, by the calendar.
    pub created_at: Time,
    /// When its clock first ran, by the calendar.
    pub started_at: Option<Time>,
    /// The same by its course of time, where the calendar said something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ran_at: Option<Time>,
    /// When it was closed, by the calendar.
    pub closed_at: Option<Time>,
    /// What was missing when it was closed all the same.
    pub closed_without: Vec<Missing>,
    /// Who comes in with the code.
    pub door: Door,
    /// A rehearsal is under way.
    pub rehearsal: bool,
    /// Stages and steps.
    pub programme: Programme,
    /// Rises with each change of the programme.
    pub revision: u32,
    /// The live step.
    pub step: StepId,
    /// When it was entered.
    pub entered_at: Time,
    /// Milliseconds spent in steps before the present visit.
    pub spent: BTreeMap<StepId, u64>,
    /// When those who stayed behind were last brought to it.
    pub brought_at: Option<Time>,
    /// The live step's clock.
    pub clock: Clock,
    /// Partners; 1 convenes.
    pub organisations: BTreeMap<OrganisationId, Organisation>,
    /// The highest number of an organisation that was ever taken away: it is never used again.
    pub last_organisation: u32,
    /// People, and those who were removed as long as they can be brought back or left something behind.
    pub seats: BTreeMap<SeatId, Seat>,
    /// The highest number of a seat that is not kept any more.
    pub last_seat: u32,
    /// Links and tokens.
    pub grants: BTreeMap<SecretHash, Holder>,
    /// What is known of those that are no seat's.
    pub passes: BTreeMap<SecretHash, Pass>,
    /// Seats' links and devices in the order in which they came. A seat's first device and those from before this was kept came before them all.
    pub ways: Vec<Way>,
    /// Consoles and their links from before passes were kept that have ended since.
    pub earlier_ended: u32,
    /// The highest number of a pass that was ever used, but for those from before they were counted.
    pub last_pass: u32,
    /// The first token of whoever created it, a seat's or a console's; none from before this was kept.
    pub creator: Option<SecretHash>,
    /// Which notes are turned over.
    pub reveal: Reveal,
    /// What damage to the journal took and no facilitator has seen yet, the earliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<Loss>,
    /// When damage was found that has been told, the latest few.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub losses_told: BTreeSet<Time>,
    /// Notes that are held back.
    pub held: BTreeSet<NoteId>,
    /// The group that is discussed now.
    pub spotlight: Option<GroupId>,
    /// What a facilitator last said to everybody.
    pub message: Option<Said>,
    /// Whom everyone is asked to follow.
    pub leading: Option<Leading>,
    /// Offers that answer asks, by number.
    pub links: BTreeMap<u32, LinkRow>,
    /// Who made a link, unless a facilitator did; none from before this was kept.
    pub linkers: BTreeMap<u32, SeatId>,
    /// The highest number of a link that was ever used.
    pub last_link: u32,
    /// Polls by their id.
    pub polls: BTreeMap<PollId, Poll>,
    /// Teams.
    pub teams: BTreeMap<TeamId, Vec<SeatId>>,
    /// The highest team number that was ever used.
    pub last_team: u32,
    /// Teams that shuffling leaves as they are.
    pub pinned: BTreeSet<TeamId>,
    /// Teams of everyone.
    pub whole: BTreeSet<TeamId>,
    /// The version of the own brief that each member is happy with.
    pub happy: BTreeMap<TeamId, BTreeMap<SeatId, String>>,
    /// Teams that ask for help, since when.
    pub help: BTreeMap<TeamId, Time>,
    /// When a team's brief was last written in, to ten seconds: finer would send a cell with every keystroke.
    pub written: BTreeMap<TeamId, Time>,
    /// Time of a team's own beside the step's, in milliseconds.
    pub extra_ms: BTreeMap<TeamId, i64>,
    /// Where teams meet, if not by the pattern.
    pub videos: BTreeMap<TeamId, String>,
    /// What was last said to teams.
    pub said: BTreeMap<TeamId, Said>,
    /// People in the room without a device and at no table, as a facilitator counted them.
    pub in_the_room: u32,
    /// Rounds of turns, each of the step that it is held in.
    pub rounds: BTreeMap<RoundId, Round>,
    /// Lines about briefs.
    pub feedback: BTreeMap<TeamId, Vec<Feedback>>,
    /// Everyone may read briefs.
    pub briefs_open: bool,
    /// The chosen brief.
    pub chosen: Option<TeamId>,
    /// Organisations that agreed to the chosen brief.
    pub agreements: BTreeMap<OrganisationId, AgreedTo>,
    /// What to do with fewer than two organisations in.
    pub way_out: Option<WayOut>,
    /// People were told how authors are shown, in a step that may say something else by now.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub told: bool,
    /// The last command ids that took effect, oldest first, so that a command sent again takes effect once.
    pub causes: VecDeque<String>,
}

/// What people can do in a step that holds such a round.
pub fn capability(kind: RoundKind) -> Capability {
    match kind {
        RoundKind::Speak => Capability::Speak,
        RoundKind::Report => Capability::Report,
        RoundKind::Act => Capability::Act,
    }
}

impl Default for Reveal {
    fn default() -> Self {
        Self { writing: 1, shown: 0, begun_in: StepId::default(), at: None, before: None }
    }
}

impl State {
    /// Has somebody stood before a field that says how authors are shown? What they typed there may not have come yet, from a phone without a line or a
    /// line that is sent whole; so it is the place that counts, and nobody learns from it who has written what. Of a step that is gone from the programme
    /// nobody knows any more what was asked in it.
    pub fn people_were_told(&self) -> bool {
        let asks = |step: &StepId| {
            let step = self.programme.step(step).map(|(_, step)| step);
            step.is_none_or(|step| step.does.iter().any(|does| matches!(does, Capability::Write | Capability::Report)))
        };
        let somebody = || self.seats.values().any(|seat| seat.role == Role::Participant);
        self.told || self.exists() && somebody() && self.spent.keys().chain([&self.step]).any(asks)
    }

    /// Has it been created?
    pub fn exists(&self) -> bool {
        self.id.is_some()
    }

    /// Whom a secret stands for.
    pub fn holder(&self, secret: &SecretHash) -> Option<Holder> {
        self.grants.get(secret).copied().filter(|holder| self.role(*holder).is_some())
    }

    /// How many tokens and links open something: those of who was removed are kept shut and use up nobody's share.
    pub fn ways_in(&self) -> usize {
        self.grants.values().filter(|holder| self.role(**holder).is_some()).count()
    }

    /// A holder's role; none if its seat is gone. Who waits at the door is a guest whatever it will be.
    pub fn role(&self, holder: Holder) -> Option<Role> {
        match holder {
            Holder::Seat(seat) => self.kept_seat(seat).map(|seat| if seat.waiting { Role::Guest } else { seat.role }),
            Holder::Console => Some(Role::Facilitator),
            Holder::Wall => Some(Role::Wall),
            Holder::Results => Some(Role::Reader),
            Holder::Organisation(organisation) => self.organisations.contains_key(&organisation).then_some(Role::Guest),
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
            Actor::Wall | Actor::Organisation(_) => false,
        }
    }

    /// A seat that is in: neither removed nor at the door.
    pub fn seat(&self, seat: SeatId) -> Option<&Seat> {
        self.kept_seat(seat).filter(|seat| !seat.waiting)
    }

    /// A seat that has not been removed; it may wait at the door.
    pub fn kept_seat(&self, seat: SeatId) -> Option<&Seat> {
        self.seats.get(&seat).filter(|seat| !seat.removed)
    }

    /// Is what this seat wrote out of everybody's sight? What was written for the room, and what somebody who was erased has left, never is.
    pub fn is_out_of_sight(&self, seat: SeatId) -> bool {
        let somebody = seat != SeatId::ROOM && seat != SeatId::NOBODY;
        somebody && self.seats.get(&seat).is_none_or(|seat| seat.erased || (seat.removed && seat.hidden))
    }

    /// Does this seat write for others, too: a table's device, a console without a seat for the room, or nobody, for whom organisations stand?
    pub fn writes_for_others(&self, seat: SeatId) -> bool {
        seat == SeatId::ROOM || seat == SeatId::NOBODY || self.seats.get(&seat).is_some_and(|seat| seat.table)
    }

    /// The organisation that stands under what this seat has said, where authors are shown at all.
    pub fn label_of(&self, seat: SeatId) -> Option<OrganisationId> {
        let organisation = self.seats.get(&seat).and_then(|seat| seat.organisation);
        organisation.filter(|_| self.details.authors != Authors::Hidden)
    }

    /// The table that somebody without a device sits at.
    pub fn table_of(&self, person: SeatId) -> Option<SeatId> {
        let at = self.seat(person).filter(|seat| seat.without_device)?.at?;
        self.seat(at).filter(|seat| seat.table).map(|_| at)
    }

    /// People without a device at that table.
    pub fn at_table(&self, table: SeatId) -> impl Iterator<Item = (SeatId, &Seat)> {
        self.present_seats().filter(move |(id, _)| self.table_of(*id) == Some(table))
    }

    /// People without a device whom no table counts: at none, or at a facilitator's.
    pub fn at_no_table(&self) -> impl Iterator<Item = (SeatId, &Seat)> {
        let counted = |id| self.table_of(id).is_some_and(|table| !self.facilitates(Actor::Seat(table)));
        self.present_seats().filter(move |(id, seat)| seat.without_device && !counted(*id))
    }

    /// Seats that are in.
    pub fn present_seats(&self) -> impl Iterator<Item = (SeatId, &Seat)> {
        self.seats.iter().filter(|(_, seat)| !seat.removed && !seat.waiting).map(|(id, seat)| (*id, seat))
    }

    /// Participants that are in, with a device or without.
    pub fn participants(&self) -> impl Iterator<Item = (SeatId, &Seat)> {
        self.present_seats().filter(|(_, seat)| seat.role == Role::Participant)
    }

    /// Participants who answer for themselves.
    pub fn answering(&self) -> impl Iterator<Item = (SeatId, &Seat)> {
        self.participants().filter(|(_, seat)| !seat.without_device)
    }

    /// The organisation whose private words and whose voice this seat has: its own, unless it is with that by name only.
    pub fn belongs_to(&self, seat: SeatId) -> Option<OrganisationId> {
        self.seat(seat).filter(|seat| !seat.by_name).and_then(|seat| seat.organisation)
    }

    /// Is somebody of that organisation in?
    pub fn is_here(&self, organisation: OrganisationId) -> bool {
        self.present_seats().any(|(_, seat)| seat.organisation == Some(organisation))
    }

    /// The join code, normalised.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What opens the same door as the code, as it stands in links; empty if there is none yet.
    pub fn invitation(&self) -> &str {
        &self.invitation
    }

    /// Who comes in with the code?
    pub fn door(&self) -> Door {
        self.door
    }

    /// The convening organisation's name.
    pub fn convener(&self) -> String {
        self.organisations.values().find(|organisation| organisation.convener).map(Organisation::shown_name).unwrap_or_default()
    }

    /// Does a clock run in it, or wait to go on by itself?
    pub fn runs(&self) -> bool {
        let turn = |round: &Round| round.slot.is_some_and(|slot| slot.due().is_some());
        self.closed_at.is_none() && (self.clock.due().is_some() || self.rounds.values().any(turn))
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

    /// Is the workshop still in the step whose entering turned the notes over, and the one before still there? Otherwise the move cannot be taken back
    /// with the reveal.
    pub fn can_conceal(&self) -> bool {
        let there = |step: &StepId| self.programme.running().any(|running| running.id == *step);
        self.revealed() && self.reveal.at == Some(self.entered_at) && self.reveal.before.as_ref().is_some_and(|(step, _)| there(step))
    }

    /// The round that an id means: its own, or, where it names a kind alone, the one of the programme's first step with that kind.
    pub fn round_meant(&self, id: &RoundId) -> RoundId {
        if !id.step.0.is_empty() {
            return id.clone();
        }
        let holds = |step: &&Step| step.does.contains(&capability(id.kind));
        let step = self.programme.running().find(holds).or_else(|| self.programme.steps().find(holds));
        step.map_or_else(|| id.clone(), |step| RoundId::new(&step.id, id.kind))
    }

    /// What was written before rounds belonged to steps, and before links were known, is brought up to today; nothing else changes.
    pub fn upgrade(&mut self) {
        self.know_passes();
        self.told = self.people_were_told();
        let rounds = std::mem::take(&mut self.rounds);
        self.rounds = rounds.into_iter().map(|(id, round)| (self.round_meant(&id), round)).collect();
    }

    /// The step behind the live one.
    pub fn following(&self) -> Option<&Step> {
        let (place, _) = self.programme.step(&self.step)?;
        self.programme.steps().skip(place + 1).find(|step| !step.off)
    }

    /// The team that a seat is in; the newest if there were several rounds.
    pub fn team_of(&self, seat: SeatId) -> Option<TeamId> {
        self.teams.iter().rev().find(|(_, seats)| seats.contains(&seat)).map(|(team, _)| *team)
    }

    /// Has a command of this id taken effect?
    pub fn knows_cause(&self, cause: &str) -> bool {
        self.causes.iter().any(|known| known == cause)
    }
}
