//! A player: acts at random, as people do and as nobody should.

use super::{
    act::Act,
    dice::Dice,
    edit::NoteRef,
    words::Word,
    world::{World, new_workshop},
};
use trestle_core::{
    Actor, Holder, JoinOrganisation, Loss, Order, Place, SecretHash,
    poll::{self, ASKED},
};
use trestle_protocol::{AtEnd, Authors, Capability, Command, DocumentName, OrganisationId, PollId, Role, SeatId, StepId, TeamId, Voice};

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
            2 => self.grant(world),
            3..5 if world.fold.state.rehearsal || world.fold.state.started_at.is_none() => self.rehearse(world),
            3..8 => self.wait(world),
            8..13 => order(Actor::System, None, Order::Tick),
            13..18 => self.go(world),
            18..48 => self.command(world),
            48..51 if self.rough => self.bytes(world),
            48..82 => self.fitting(world),
            82 => Act::Anew(self.document(world).1),
            _ => self.edit(world),
        }
    }

    fn create(&mut self) -> Act {
        let mut create = new_workshop();
        create.details.authors = self.dice.pick(&[Authors::Hidden, Authors::Organisation, Authors::Name]);
        if self.dice.percent(50) {
            create.grants.push((SecretHash::of("console"), Holder::Console));
        }
        create.details.preview = self.dice.percent(40);
        create.details.video = self.dice.pick(&["", "https://meet.example/{workshop}-{team}"]).to_owned();
        for step in create.programme.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
            step.at_end = self.dice.pick(&[AtEnd::Hold, AtEnd::Move]);
            step.voice = self.dice.pick(&[Voice::Person, Voice::Organisation]);
            step.off &= self.dice.percent(40);
        }
        order(Actor::System, None, Order::Create(Box::new(create)))
    }

    fn join(&mut self, world: &World) -> Act {
        if self.dice.percent(25) {
            return self.at_the_door(world);
        }
        let name = format!("Person {}", self.dice.below(1_000));
        let token = SecretHash::of(&format!("token {}", self.dice.number()));
        let known = self.organisation(world);
        let named = format!("Partner {}", self.dice.below(3));
        let holders = world.fold.state.grants.iter().filter(|(_, holder)| matches!(holder, Holder::Organisation(_)));
        let link = self.dice.any(holders.map(|(secret, _)| *secret).collect::<Vec<_>>());
        let organisation = match self.dice.below(6) {
            0 => JoinOrganisation::None,
            2 => link.map_or(JoinOrganisation::Known(known), JoinOrganisation::Link),
            1 => JoinOrganisation::Named(self.dice.pick(&[named, "council".into(), "".into()])),
            _ => JoinOrganisation::Known(known),
        };
        let role =
            self.dice.pick(&[Role::Participant, Role::Participant, Role::Participant, Role::Participant, Role::Facilitator, Role::Wall]);
        let table = self.dice.percent(15);
        let place = self.dice.percent(70).then(|| Place(self.dice.below(3) as u32));
        order(Actor::System, self.cause(), Order::Join { token, name, organisation, role, table, place })
    }

    fn rehearse(&mut self, world: &World) -> Act {
        let on = !world.fold.state.rehearsal;
        order(self.facilitator(world), self.cause(), Order::Command(Command::Rehearse { on }))
    }

    fn grant(&mut self, world: &World) -> Act {
        if self.dice.percent(15) {
            let code = trestle_core::code::from_bits(self.dice.below(9));
            let invitation = format!("an invitation to {code}");
            return match self.dice.percent(20) {
                true => order(Actor::System, self.cause(), Order::Invite { invitation }),
                false => order(self.facilitator(world), self.cause(), Order::ChangeCode { code, invitation }),
            };
        }
        let secret = SecretHash::of(&format!("link {}", self.dice.number()));
        let holder = match self.seat(world) {
            seat if self.dice.percent(70) => Holder::Seat(seat),
            _ if self.dice.percent(40) => Holder::Organisation(self.organisation(world)),
            _ => self.dice.pick(&[Holder::Console, Holder::Wall, Holder::Results]),
        };
        let known: Vec<(SecretHash, u32)> = world.fold.state.passes.iter().map(|(secret, pass)| (*secret, pass.number)).collect();
        let asked = match (self.dice.any(known.clone()), self.dice.any(known)) {
            (Some((link, _)), _) if self.dice.percent(20) => {
                let by = self.dice.percent(50).then(|| self.seat(world));
                Order::Open { link, token: secret, by }
            }
            (Some((secret, _)), _) if self.dice.percent(20) => Order::Use { secret, by: None },
            (Some((asker, _)), Some((_, pass))) if self.dice.percent(15) => Order::End { pass, asker },
            // Thrown with the secret's own bytes, so that no other throw changes.
            _ if secret.0[0] < 25 => Order::Recover { secret },
            _ if secret.0[0] < 50 => Order::Lost(Loss { found_at: world.now, entries: secret.0[1].into(), returned: secret.0[2] < 50 }),
            _ => Order::Grant { secret, holder },
        };
        order(Actor::System, None, asked)
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

    pub(super) fn cause(&mut self) -> Option<String> {
        self.causes += 1;
        self.dice.percent(70).then(|| format!("command-{}", self.causes))
    }

    pub(super) fn actor(&mut self, world: &World) -> Actor {
        match self.dice.below(20) {
            0 => Actor::Console,
            1 => Actor::Wall,
            2 => self.dice.pick(&[Actor::System, Actor::Seat(SeatId(99))]),
            3 => Actor::Organisation(self.organisation(world)),
            _ => Actor::Seat(self.seat(world)),
        }
    }

    /// Mostly one who may, sometimes anybody.
    pub(super) fn facilitator(&mut self, world: &World) -> Actor {
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

    pub(super) fn poll(&mut self, world: &World) -> PollId {
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
        let asked = ASKED.into_iter().filter(|(capability, _)| state.can(*capability)).map(|(_, kind)| poll::id(&state.step, kind));
        if self.dice.percent(25)
            && let Some(command) = self.run(world)
        {
            return order(self.facilitator(world), self.cause(), Order::Command(command));
        }
        let is_bare = world.fold.documents.board().groups.is_empty() && !state.can(Capability::Choose) && !state.can(Capability::Pulse);
        if let Some(poll) = self.dice.any(asked)
            && self.dice.percent(if is_bare { 10 } else { 80 })
        {
            if self.dice.percent(15) {
                let hands = self.hands(world, poll);
                return order(self.facilitator(world), self.cause(), Order::Command(hands));
            }
            let answer = self.answer(world, poll);
            return order(someone, self.cause(), Order::Command(answer));
        }
        let document = match state.team_of(seat) {
            _ if state.can(Capability::Group) && self.dice.percent(70) => DocumentName::Board,
            _ if [Capability::Rate, Capability::Dots, Capability::Fit].into_iter().any(|does| state.can(does)) => DocumentName::Board,
            _ if state.can(Capability::Write) => DocumentName::Desk(seat),
            Some(team) if state.can(Capability::Brief) => DocumentName::Brief(team),
            _ if state.can(Capability::Roles) || state.can(Capability::Act) => DocumentName::Plan,
            _ => DocumentName::Card(state.seat(seat).and_then(|seat| seat.organisation).unwrap_or_default()),
        };
        self.edited(world, someone, document)
    }
}

/// Somebody asks for something.
pub(crate) fn order(actor: Actor, cause: Option<String>, order: Order) -> Act {
    Act::Order { actor, cause, order: Box::new(order) }
}
