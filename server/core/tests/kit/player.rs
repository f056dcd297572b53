//! A player: acts at random, as people do and as nobody should.

use super::{
    act::Act,
    dice::Dice,
    edit::NoteRef,
    words::Word,
    world::{World, new_workshop},
};
use trestle_core::{Actor, Holder, JoinOrganisation, Order, SecretHash};
use trestle_protocol::{
    AtEnd, Authors, Capability, Command, DocumentName, Door, FeedbackKind, OrganisationId, PollId, PollKind, Role, RoundKind, SeatId,
    Stance, StepId, TeamId, Turn, limits::PULSE,
};

/// Plays one workshop.
pub(crate) struct Player {
    pub(crate) dice: Dice,
    /// Copies that have not heard of the others, edits within texts and bytes that are no update, too.
    pub(crate) rough: bool,
    pub(super) words: Word,
    pub(super) keys: u32,
    causes: u32,
}

impl Player {
    /// One who writes whole texts and is always up to date.
    pub(crate) fn tidy(dice: Dice) -> Self {
        Self { dice, rough: false, words: 0, keys: 0, causes: 0 }
    }

    /// One who does whatever can happen.
    pub(crate) fn rough(dice: Dice) -> Self {
        Self { rough: true, ..Self::tidy(dice) }
    }

    /// What happens next.
    pub(crate) fn act(&mut self, world: &World) -> Act {
        let seats = world.fold.state.seats.len() as u64;
        match self.dice.below(100) {
            _ if !world.fold.state.exists() => self.create(),
            0..30 if seats < 4 => self.join(world),
            0..2 if seats < 9 => self.join(world),
            2..3 => self.grant(world),
            3..8 => self.wait(world),
            8..13 => order(Actor::System, None, Order::Tick),
            13..18 => self.go(world),
            18..42 => self.command(world),
            42..45 if self.rough => self.bytes(world),
            45..80 => self.fitting(world),
            _ => self.edit(world),
        }
    }

    fn create(&mut self) -> Act {
        let mut create = new_workshop();
        create.details.authors = self.dice.pick(&[Authors::Hidden, Authors::Organisation, Authors::Name]);
        if self.dice.percent(50) {
            create.grants.push((SecretHash::of("console"), Holder::Console));
        }
        for step in create.programme.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
            step.at_end = self.dice.pick(&[AtEnd::Hold, AtEnd::Move]);
        }
        order(Actor::System, None, Order::Create(Box::new(create)))
    }

    fn join(&mut self, world: &World) -> Act {
        let name = format!("Person {}", self.dice.below(1_000));
        let token = SecretHash::of(&format!("token {}", self.dice.number()));
        let known = self.organisation(world);
        let named = format!("Partner {}", self.dice.below(3));
        let organisation = match self.dice.below(6) {
            0 => JoinOrganisation::None,
            1 => JoinOrganisation::Named(self.dice.pick(&[named, "council".into(), "".into()])),
            _ => JoinOrganisation::Known(known),
        };
        let role =
            self.dice.pick(&[Role::Participant, Role::Participant, Role::Participant, Role::Participant, Role::Facilitator, Role::Wall]);
        order(Actor::System, self.cause(), Order::Join { token, name, organisation, role, table: false })
    }

    fn grant(&mut self, world: &World) -> Act {
        let secret = SecretHash::of(&format!("link {}", self.dice.number()));
        let holder = match self.seat(world) {
            seat if self.dice.percent(70) => Holder::Seat(seat),
            _ => self.dice.pick(&[Holder::Console, Holder::Wall]),
        };
        order(Actor::System, None, Order::Grant { secret, holder })
    }

    fn wait(&mut self, world: &World) -> Act {
        let due = world.fold.state.next_tick().map_or(1_000, |due| due.since(world.now));
        Act::Wait(self.dice.pick(&[0, 1, 40, 9_999, 10_001, 60_000, due, due.saturating_sub(1), due + 1]))
    }

    /// Anywhere to begin with, so that short runs come to every step; then mostly the next step, sometimes any, sometimes from the wrong place.
    fn go(&mut self, world: &World) -> Act {
        let state = &world.fold.state;
        let steps: Vec<StepId> = state.programme.steps().map(|step| step.id.clone()).collect();
        let next = state.following().map(|step| step.id.clone());
        let to = match next {
            Some(next) if state.started_at.is_some() && self.dice.percent(85) => next,
            _ => self.dice.pick(&steps),
        };
        let from = if self.dice.percent(95) { state.step.clone() } else { self.dice.pick(&steps) };
        order(self.facilitator(world), self.cause(), Order::Command(Command::Move { to, from }))
    }

    fn cause(&mut self) -> Option<String> {
        self.causes += 1;
        self.dice.percent(70).then(|| format!("command-{}", self.causes))
    }

    pub(super) fn actor(&mut self, world: &World) -> Actor {
        match self.dice.below(20) {
            0 => Actor::Console,
            1 => Actor::Wall,
            2 => self.dice.pick(&[Actor::System, Actor::Seat(SeatId(99))]),
            _ => Actor::Seat(self.seat(world)),
        }
    }

    /// Mostly one who may, sometimes anybody.
    fn facilitator(&mut self, world: &World) -> Actor {
        let may = world.fold.state.present_seats().filter(|(_, seat)| seat.role == Role::Facilitator).map(|(id, _)| Actor::Seat(id));
        let may = may.chain([Actor::Console]);
        if self.dice.percent(93) { self.dice.any(may).unwrap_or(Actor::Console) } else { self.actor(world) }
    }

    pub(super) fn seat(&mut self, world: &World) -> SeatId {
        let known = self.dice.any(world.fold.state.seats.keys().copied());
        if self.dice.percent(97) { known.unwrap_or(SeatId(1)) } else { self.dice.pick(&[SeatId(0), SeatId(77), SeatId(u32::MAX)]) }
    }

    pub(super) fn organisation(&mut self, world: &World) -> OrganisationId {
        let known = self.dice.any(world.fold.state.organisations.keys().copied());
        if self.dice.percent(97) { known.unwrap_or(OrganisationId(1)) } else { OrganisationId(66) }
    }

    pub(super) fn team(&mut self, world: &World) -> TeamId {
        let known = self.dice.any(world.fold.state.teams.keys().copied());
        if self.dice.percent(97) { known.unwrap_or(TeamId(1)) } else { TeamId(55) }
    }

    fn poll(&mut self, world: &World) -> PollId {
        let known = self.dice.any(world.fold.state.polls.keys().cloned());
        if self.dice.percent(97) { known.unwrap_or(PollId("rate".into())) } else { PollId("nothing".into()) }
    }

    pub(super) fn group(&mut self, world: &World) -> String {
        let known = self.dice.any(world.fold.documents.board().groups.keys().map(|id| id.0.clone()));
        if self.dice.percent(97) { known.unwrap_or_default() } else { "no group".into() }
    }

    pub(super) fn note(&mut self, world: &World) -> NoteRef {
        let notes = world.fold.documents.desks().flat_map(|(seat, desk)| desk.keys().map(move |key| NoteRef::Of(seat, key.clone())));
        match self.dice.any(notes.collect::<Vec<_>>()) {
            Some(note) if self.dice.percent(97) => note,
            _ => NoteRef::Raw("ffff".into()),
        }
    }

    /// A command with arguments that mostly make sense, from somebody who mostly may give it.
    fn command(&mut self, world: &World) -> Act {
        let kind = self.dice.below(COMMANDS);
        if kind == HOLD {
            return Act::Hold { actor: self.facilitator(world), note: self.note(world), held: self.dice.percent(60) };
        }
        let command = self.numbered(world, kind);
        let actor = match &command {
            Command::Wave {}
            | Command::Hand { .. }
            | Command::Done { .. }
            | Command::Rename { .. }
            | Command::Answer { .. }
            | Command::Feedback { .. } => self.actor(world),
            Command::Commit { .. } if self.dice.percent(50) => self.actor(world),
            _ => self.facilitator(world),
        };
        order(actor, self.cause(), Order::Command(command))
    }

    fn numbered(&mut self, world: &World, kind: u64) -> Command {
        let state = &world.fold.state;
        let half = self.dice.percent(50);
        let line = format!("line {} {}", self.dice.below(9), "é".repeat(if self.dice.percent(3) { 1_001 } else { 2 }));
        let round = self.dice.pick(&[RoundKind::Speak, RoundKind::Report]);
        match kind {
            0 => Command::Wave {},
            1 => Command::Hand { up: half },
            2 => Command::LowerHand { seat: self.seat(world) },
            3 => Command::Done { done: half },
            4 => Command::Rename { name: format!(" Renamed {} ", self.dice.below(99)) },
            5..8 => {
                let poll = self.poll(world);
                self.answer(world, poll)
            }
            8 => {
                let kind = if half { FeedbackKind::Like } else { FeedbackKind::Improve };
                Command::Feedback { team: self.team(world), kind, text: line }
            }
            9 => {
                let stance = self.dice.pick(&[None, Some(Stance::In), Some(Stance::Reflecting), Some(Stance::Later), Some(Stance::Away)]);
                let until = self.dice.pick(&[None, Some("2027-02-28".to_owned()), Some("2027-02-30".to_owned()), Some(String::new())]);
                Command::Commit { organisation: self.organisation(world), stance, until, line }
            }
            10 => Command::Pause {},
            11 => Command::Resume {},
            12 => Command::Extend { seconds: self.dice.pick(&[60, 300, -60, -3_600, 0, 3_601, i32::MIN]) },
            13 => Command::Restart {},
            14 => Command::Stay {},
            15 => {
                let step = if self.dice.percent(60) {
                    state.step.clone()
                } else {
                    self.dice.pick(&["write".into(), "act".into(), "lunch".into()])
                };
                Command::SetMinutes { step, minutes: self.dice.pick(&[1, 2, 5, 20, 480, 0, 481]) }
            }
            16 => Command::Conceal {},
            17..19 => Command::Turn {
                round,
                turn: self.dice.pick(&[Turn::Next, Turn::Next, Turn::Skip, Turn::Back, Turn::More, Turn::Ahead, Turn::Behind]),
            },
            19 => Command::TurnTo { round, subject: self.dice.below(6) as u32 },
            20 => Command::ClosePoll { poll: self.poll(world) },
            21 => Command::OpenPoll { poll: self.poll(world) },
            22 => Command::Pair {},
            23 => Command::Shuffle {},
            24..26 => {
                let team = if half { Some(self.team(world)) } else { None };
                Command::Assign { seat: self.seat(world), team }
            }
            26 => Command::Unassign { seat: self.seat(world) },
            27 => Command::Settle { team: if half { Some(self.team(world)) } else { None } },
            28 => self.describe(world),
            29 => Command::AddOrganisation { name: format!("Partner {}", self.dice.below(6)) },
            30 if self.dice.percent(30) => Command::RemoveSeat { seat: self.seat(world), with_notes: half },
            31 => Command::SetRole {
                seat: self.seat(world),
                role: self.dice.pick(&[Role::Participant, Role::Participant, Role::Facilitator, Role::Wall]),
            },
            32 => Command::SetDoor { door: self.dice.pick(&[Door::Open, Door::Open, Door::Open, Door::Open, Door::Locked]) },
            33 if self.dice.percent(25) => Command::Close { anyway: true },
            _ => Command::Reopen {},
        }
    }

    fn answer(&mut self, world: &World, poll: PollId) -> Command {
        let kind = world.fold.state.polls.get(&poll).map_or(PollKind::Rating, |poll| poll.kind);
        let (subject, values) = match kind {
            PollKind::Rating => (self.group(world), vec![1 + self.dice.below(5) as u8, 1 + self.dice.below(5) as u8]),
            PollKind::Choice => (self.team(world).to_string(), vec![]),
            PollKind::Dots => (self.group(world), vec![self.dice.below(4) as u8]),
            PollKind::Fit => (self.group(world), vec![1 + self.dice.below(3) as u8]),
            PollKind::Pulse => (self.dice.pick(&PULSE).to_owned(), vec![1 + self.dice.below(5) as u8]),
        };
        let values = if self.dice.percent(95) { values } else { self.dice.bytes(2) };
        Command::Answer { poll, subject, values }
    }

    fn describe(&mut self, world: &World) -> Command {
        let mut details = world.fold.state.details.clone();
        match self.dice.below(5) {
            0 => details.title = format!("Workshop {}", self.dice.below(99)),
            1 => details.place = format!("Place {}", self.dice.below(99)),
            2 => details.authors = self.dice.pick(&[Authors::Hidden, Authors::Organisation, Authors::Name]),
            3 => details.themes.rotate_left(1),
            _ => drop(details.themes.pop()),
        }
        Command::Describe { details }
    }

    /// Bytes that no client should send.
    fn bytes(&mut self, world: &World) -> Act {
        let (actor, document) = self.document(world);
        let mut bytes = world.fold.documents.state(document).unwrap_or_default();
        match self.dice.below(3) {
            0 => {
                bytes = {
                    let count = self.dice.below(40) as usize;
                    self.dice.bytes(count)
                }
            }
            1 => {
                let place = self.dice.below(bytes.len() as u64) as usize;
                bytes[place] ^= 1 << self.dice.below(8);
            }
            _ => {} // the whole document once more: known already
        }
        Act::Bytes { actor, document, bytes }
    }

    /// What the live step is for.
    fn fitting(&mut self, world: &World) -> Act {
        let state = &world.fold.state;
        let seat = self.seat(world);
        let someone = Actor::Seat(seat);
        if state.can(Capability::Rate) || state.can(Capability::Choose) {
            let poll = PollId(state.step.0.clone());
            return match self.answer(world, poll) {
                command if self.dice.percent(75) => order(someone, self.cause(), Order::Command(command)),
                _ => self.edited(world, someone, DocumentName::Board),
            };
        }
        let document = match state.team_of(seat) {
            _ if state.can(Capability::Group) && self.dice.percent(70) => DocumentName::Board,
            _ if state.can(Capability::Write) => DocumentName::Desk(seat),
            Some(team) if state.can(Capability::Brief) => DocumentName::Brief(team),
            _ if state.can(Capability::Roles) || state.can(Capability::Act) => DocumentName::Plan,
            _ => DocumentName::Card(state.seat(seat).and_then(|seat| seat.organisation).unwrap_or_default()),
        };
        self.edited(world, someone, document)
    }
}

/// Kinds of command that [`Player::command`] knows; the last ones mostly open the workshop again.
const COMMANDS: u64 = 37;
/// Holding a note back names a note, which an act does in its own way.
const HOLD: u64 = 36;

/// Somebody asks for something.
pub(crate) fn order(actor: Actor, cause: Option<String>, order: Order) -> Act {
    Act::Order { actor, cause, order: Box::new(order) }
}
