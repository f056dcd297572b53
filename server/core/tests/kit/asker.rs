//! What a player asks for: every command, with arguments that mostly make sense, from somebody who mostly may give it.

use super::{
    act::{Act, Line},
    player::{Player, order},
    world::World,
};
use std::collections::BTreeMap;
use trestle_core::{Actor, Order, clock::Phase};
use trestle_protocol::{
    AtEnd, Authors, Capability, Command, Counter, Details, Door, FeedbackKind, OfferHeading, PollId, PollKind, Programme, Role, RoundId,
    RoundKind, Stance, StepId, Turn, Voice, WayOut, limits::PULSE,
};

/// Headings of offers.
const HEADINGS: [OfferHeading; 4] = [OfferHeading::Spaces, OfferHeading::Skills, OfferHeading::Networks, OfferHeading::Impact];

impl Player {
    /// Some command.
    pub(super) fn command(&mut self, world: &World) -> Act {
        match self.dice.below(20) {
            0 => Act::Hold { actor: self.facilitator(world), note: self.note(world), held: self.dice.percent(60) },
            1 => self.link(world),
            2..7 => {
                let command = self.by_somebody(world);
                order(self.actor(world), self.cause(), Order::Command(command))
            }
            7..10 => {
                let command = self.for_others(world);
                let actor = match self.dice.below(3) {
                    0 => self.actor(world),
                    1 => self.at_a_table(world),
                    _ => self.facilitator(world),
                };
                order(actor, self.cause(), Order::Command(command))
            }
            kind => {
                let command = match kind {
                    10..12 => self.about_the_clock(world),
                    12..14 => self.about_attention(world),
                    14..16 => self.about_teams(world),
                    16..18 => self.about_people(world),
                    _ => self.about_the_workshop(world),
                };
                order(self.facilitator(world), self.cause(), Order::Command(command))
            }
        }
    }

    fn line(&mut self) -> String {
        format!("line {} {}", self.dice.below(9), "é".repeat(if self.dice.percent(3) { 1_001 } else { 2 }))
    }

    /// A table's device if there is one, or a facilitator.
    fn at_a_table(&mut self, world: &World) -> Actor {
        let tables = world.fold.state.present_seats().filter(|(_, seat)| seat.table).map(|(id, _)| Actor::Seat(id));
        self.dice.any(tables).unwrap_or_else(|| self.facilitator(world))
    }

    fn link(&mut self, world: &World) -> Act {
        let filled = |heading| {
            let documents = &world.fold.documents;
            let has = move |id: &&_| trestle_core::offers::offers(documents.card(**id), heading).next().is_some();
            world.fold.state.organisations.keys().filter(has).copied()
        };
        let offers: Vec<_> = HEADINGS.into_iter().flat_map(|heading| filled(heading).map(move |id| (id, heading))).collect();
        let askers =
            world.fold.state.organisations.keys().filter(|id| trestle_core::offers::asks(world.fold.documents.card(**id)).next().is_some());
        let (organisation, heading) = self.dice.any(offers).unwrap_or((self.organisation(world), OfferHeading::Skills));
        let asker = self.dice.any(askers.copied().collect::<Vec<_>>()).unwrap_or(self.organisation(world));
        let line = if self.dice.percent(95) { Line::First } else { Line::Of("no such line".to_owned()) };
        Act::Link { actor: self.actor(world), cause: self.cause(), organisation, heading, asker, line }
    }

    /// Who comes in, and whoever waits there.
    pub(super) fn at_the_door(&mut self, world: &World) -> Act {
        let waiting = world.fold.state.seats.iter().filter(|(_, seat)| seat.waiting && !seat.removed).map(|(id, _)| *id);
        let command = match self.dice.any(waiting.collect::<Vec<_>>()) {
            Some(seat) if self.dice.percent(70) => Command::Admit { seat },
            _ => Command::SetDoor { door: self.dice.pick(&[Door::Ask, Door::Ask, Door::Open]) },
        };
        order(self.facilitator(world), self.cause(), Order::Command(command))
    }

    /// How facilitators run the live step.
    pub(super) fn run(&mut self, world: &World) -> Option<Command> {
        let state = &world.fold.state;
        if matches!(state.clock.phase, Phase::Over { moves_at: Some(_), .. }) && self.dice.percent(40) {
            return Some(Command::Stay {});
        }
        if state.can(Capability::Choose) && state.teams.is_empty() {
            return Some(Command::Pair {});
        }
        let speaks = [(Capability::Speak, RoundKind::Speak), (Capability::Report, RoundKind::Report), (Capability::Act, RoundKind::Act)];
        let round = speaks.into_iter().find(|(does, _)| state.can(*does)).map(|(_, kind)| RoundId::new(&state.step, kind));
        let open: Vec<_> = state.polls.iter().filter(|(_, poll)| poll.open).map(|(id, _)| id.clone()).collect();
        match self.dice.below(3) {
            0 if self.dice.percent(25) => self.dice.any(open).map(|poll| Command::ClosePoll { poll }),
            1 if state.can(Capability::Brief) => Some(self.word_to_teams(world)),
            _ if state.can(Capability::Agree) => {
                Some(Command::AgreeTo { organisation: self.organisation(world), agreed: self.dice.percent(80) })
            }
            2 if state.can(Capability::Group) => {
                self.dice.any(world.fold.documents.board().groups.keys()).map(|group| Command::Spotlight { group: Some(group.clone()) })
            }
            _ => round.map(|round| self.turn(round)),
        }
    }

    fn turn(&mut self, round: RoundId) -> Command {
        Command::Turn {
            round,
            turn: self.dice.pick(&[Turn::Next, Turn::Next, Turn::Next, Turn::Skip, Turn::Back, Turn::More, Turn::Ahead, Turn::Behind]),
        }
    }

    /// What facilitators say to teams and give them.
    fn word_to_teams(&mut self, world: &World) -> Command {
        let team = self.team(world);
        match self.dice.below(4) {
            0..2 => Command::Say { team: Some(team), text: self.dice.pick(&["Look at the title", "Well done", " "]).to_owned() },
            2 => Command::TeamVideo {
                team,
                link: self.dice.pick(&["https://a.example/room", "http://b.example", "", "not a link"]).to_owned(),
            },
            _ => Command::ExtendTeam { team, seconds: self.dice.pick(&[60, -60, 3_600, 0, i32::MIN]) },
        }
    }

    /// What people say of themselves.
    fn by_somebody(&mut self, world: &World) -> Command {
        let half = self.dice.percent(50);
        match self.dice.below(11) {
            0 => Command::Wave {},
            10 => self.line_back(world),
            1 => Command::Hand { up: half },
            2 => Command::Done { done: half },
            3 => Command::MoreTime { wanted: half },
            4 => Command::Rename { seat: self.seat(world), name: format!(" Renamed {} ", self.dice.below(99)) },
            5 => Command::Happy { happy: self.dice.percent(70) },
            6 => {
                let kind = if half { FeedbackKind::Like } else { FeedbackKind::Improve };
                Command::Feedback { team: self.team(world), kind, text: self.line() }
            }
            _ => {
                let poll = self.poll(world);
                self.answer(world, poll)
            }
        }
    }

    /// Some line about a brief is taken away, or one that there is not.
    fn line_back(&mut self, world: &World) -> Command {
        let state = &world.fold.state;
        let lines = state.feedback.iter().flat_map(|(team, lines)| lines.iter().map(|line| (*team, state.feedback_id(*team, line))));
        let (team, line) = self.dice.any(lines.collect::<Vec<_>>()).unwrap_or_else(|| (self.team(world), "no such line".into()));
        Command::RemoveFeedback { team, line }
    }

    /// What people do for others, and facilitators too.
    fn for_others(&mut self, world: &World) -> Command {
        let half = self.dice.percent(50);
        match self.dice.below(11) {
            0 => {
                let stance = self.dice.pick(&[None, Some(Stance::In), Some(Stance::Reflecting), Some(Stance::Later), Some(Stance::Away)]);
                let until = self.dice.pick(&[None, Some("2027-02-28".to_owned()), Some("2027-02-30".to_owned()), Some(String::new())]);
                Command::Commit { organisation: self.organisation(world), stance, until, line: self.line() }
            }
            1 => Command::Table { seat: self.seat(world), table: self.dice.percent(80) },
            2 if world.fold.state.seats.len() < 10 => Command::AddPerson {
                name: self.dice.pick(&["Guest", "Neighbour", " "]).to_owned(),
                organisation: half.then(|| self.organisation(world)),
                organisation_name: self.dice.pick(&["", "Partner 1", "Partner 7"]).to_owned(),
                table: self.dice.percent(30).then(|| self.seat(world)),
            },
            2..5 => {
                let poll = self.poll(world);
                self.hands(world, poll)
            }
            10 => self.about_tables(world),
            5 => Command::Unlink { link: 1 + self.dice.below(6) as u32 },
            6..8 => Command::Help { team: self.team(world), wanted: half },
            8 => Command::Confirm { seats: vec![self.seat(world)], belongs: self.dice.percent(80) },
            _ => Command::AgreeTo { organisation: self.organisation(world), agreed: self.dice.percent(70) },
        }
    }

    /// Mostly about tables that there are, people who have no device, and hands that were counted.
    fn about_tables(&mut self, world: &World) -> Command {
        let (half, state) = (self.dice.percent(50), &world.fold.state);
        let person = self.dice.any(state.present_seats().filter(|(_, seat)| seat.without_device).map(|(id, _)| id));
        let table = self.dice.any(state.present_seats().filter(|(_, seat)| seat.table).map(|(id, _)| id));
        let counted = self.dice.any(state.polls.iter().flat_map(|(id, poll)| poll.hands.iter().map(move |hands| (id.clone(), hands.by))));
        match (self.dice.below(6), counted) {
            (0, _) => Command::CountRoom { people: self.dice.pick(&[0, 2, 7, 7, 301]) },
            (1..5, Some((poll, by))) => {
                // Mostly what is not so yet.
                let struck = state.polls.get(&poll).is_some_and(|poll| poll.struck.contains(&by)) == self.dice.percent(15);
                Command::StrikeHands { poll, by, struck }
            }
            (1, None) => Command::StrikeHands { poll: self.poll(world), by: Counter::Room, struck: half },
            _ => Command::SitAt { seat: person.unwrap_or_else(|| self.seat(world)), table: table.filter(|_| self.dice.percent(80)) },
        }
    }

    fn about_the_clock(&mut self, world: &World) -> Command {
        let state = &world.fold.state;
        match self.dice.below(8) {
            0 if self.dice.percent(20) => Command::Bring {},
            0 => Command::Pause {},
            1 => Command::Resume {},
            2 => Command::Extend { seconds: self.dice.pick(&[60, 300, -60, -3_600, 0, 3_601, i32::MIN]) },
            3 => Command::Restart {},
            4 => Command::Stay {},
            5 => {
                let any = self.dice.pick(&["write".into(), "act".into(), "lunch".into()]);
                let step = if self.dice.percent(60) { state.step.clone() } else { any };
                Command::SetMinutes { step, minutes: self.minutes() }
            }
            6 => {
                let steps: Vec<StepId> = state.programme.steps().map(|step| step.id.clone()).collect();
                let minutes: BTreeMap<StepId, u32> =
                    (0..1 + self.dice.below(4)).map(|_| (self.dice.pick(&steps), self.minutes())).collect();
                Command::Replan { minutes }
            }
            _ => Command::Conceal {},
        }
    }

    fn minutes(&mut self) -> u32 {
        if self.dice.percent(90) { self.dice.pick(&[1, 2, 5, 20, 480]) } else { self.dice.pick(&[0, 481]) }
    }

    fn about_attention(&mut self, world: &World) -> Command {
        let half = self.dice.percent(50);
        let kind = self.dice.pick(&RoundKind::ALL);
        // Of the live step, one that there is, or as rounds were once named.
        let step = if self.dice.percent(30) { world.fold.state.step.clone() } else { StepId::default() };
        let known = self.dice.any(world.fold.state.rounds.keys()).cloned().filter(|_| self.dice.percent(60));
        let round = known.unwrap_or(RoundId { step, kind });
        match self.dice.below(9) {
            0..2 => {
                let text = if self.dice.percent(80) {
                    self.dice.pick(&["Two minutes left", "Well done", " "]).to_owned()
                } else {
                    self.line().repeat(20)
                };
                Command::Say { team: half.then(|| self.team(world)), text }
            }
            2 => Command::Lead {
                at: self.dice.pick(&[None, Some("step"), Some("group/g1"), Some("brief/1#who"), Some("a place")]).map(str::to_owned),
            },
            3 => {
                let group = self.group(world);
                Command::Spotlight { group: self.dice.percent(75).then(|| group.as_str().into()) }
            }
            4..6 => self.turn(round),
            6 => Command::TurnTo { round, subject: self.dice.below(6) as u32 },
            7 => Command::OrderTurns { round, order: (0..self.dice.below(4)).map(|_| self.dice.below(6) as u32).collect() },
            _ => Command::LowerHand { seat: self.seat(world) },
        }
    }

    fn about_teams(&mut self, world: &World) -> Command {
        let half = self.dice.percent(50);
        match self.dice.below(14) {
            0 => Command::Pair {},
            1 => Command::Shuffle {},
            2 => Command::Pin { team: self.team(world), pinned: half },
            3..5 => Command::Swap { a: self.seat(world), b: self.seat(world) },
            5 => Command::Dissolve { team: self.team(world) },
            6 => Command::WholeGroup {},
            7..9 => self.word_to_teams(world),
            9..11 => Command::Assign { seat: self.seat(world), team: half.then(|| self.team(world)) },
            11 => Command::Unassign { seat: self.seat(world) },
            12 => Command::Settle { team: half.then(|| self.team(world)) },
            _ if half => Command::ClosePoll { poll: self.poll(world) },
            _ => Command::OpenPoll { poll: self.poll(world) },
        }
    }

    fn about_people(&mut self, world: &World) -> Command {
        let half = self.dice.percent(50);
        let removed = world.fold.state.seats.iter().filter(|(_, seat)| seat.removed && !seat.erased).map(|(id, _)| *id).collect::<Vec<_>>();
        match (self.dice.below(13), self.dice.any(removed)) {
            (7, Some(seat)) => return Command::BringBack { seat },
            (8, Some(seat)) => return Command::BringBackSeats { seats: vec![seat, self.seat(world)] },
            (9.., Some(seat)) => return Command::ShowNotes { seat, shown: half },
            _ => {}
        }
        match self.dice.below(14) {
            0 if self.dice.percent(30) => {
                Command::RenameOrganisation { organisation: self.organisation(world), name: format!("Partner {}", self.dice.below(9)) }
            }
            0 if self.dice.percent(30) => Command::RemoveOrganisation { organisation: self.organisation(world) },
            0 => Command::AddOrganisation { name: format!("Partner {}", self.dice.below(6)) },
            1 if self.dice.percent(45) => Command::RemoveSeat { seat: self.seat(world), with_notes: half, hidden: self.dice.percent(30) },
            1 if self.dice.percent(30) => Command::CutAuthor { seat: self.seat(world) },
            1 if self.dice.percent(50) => Command::RemoveSeats {
                seats: (0..1 + self.dice.below(2)).map(|_| self.seat(world)).collect(),
                with_notes: half,
                hidden: self.dice.percent(30),
            },
            1 => Command::KeepSeats { seats: (0..self.dice.below(4)).map(|_| self.seat(world)).collect() },
            2 => Command::SetRole {
                seat: self.seat(world),
                role: self.dice.pick(&[Role::Participant, Role::Participant, Role::Facilitator, Role::Wall]),
            },
            3..5 => Command::SetDoor { door: self.dice.pick(&[Door::Open, Door::Open, Door::Ask, Door::Ask, Door::Locked]) },
            5 => Command::Admit { seat: self.seat(world) },
            6 => self.confirm(world),
            7 => Command::LowerHand { seat: self.seat(world) },
            8..10 => Command::SetOrganisation {
                seat: self.seat(world),
                organisation: half.then(|| self.organisation(world)),
                organisation_name: self.dice.pick(&["", "Partner 1", "Partner 2"]).to_owned(),
            },
            10 => self.describe(world),
            _ => self.about_tables(world),
        }
    }

    /// Everybody who is with an organisation by name only, or anybody.
    fn confirm(&mut self, world: &World) -> Command {
        let shown = world.fold.state.present_seats().filter(|(_, seat)| seat.by_name).map(|(id, _)| id).collect();
        match self.dice.below(3) {
            0 => Command::Confirm { seats: shown, belongs: true },
            1 => Command::Confirm { seats: vec![self.seat(world), self.seat(world)], belongs: true },
            _ => Command::Confirm { seats: vec![self.seat(world)], belongs: false },
        }
    }

    /// The last ones mostly open the workshop again.
    fn about_the_workshop(&mut self, world: &World) -> Command {
        match self.dice.below(8) {
            0..2 => self.programme(world),
            2 => Command::ChooseWayOut {
                way: self.dice.pick(&[None, Some(WayOut::ChangeFocus), Some(WayOut::OneOrganisation), Some(WayOut::Park)]),
            },
            3 if !world.fold.state.losses.is_empty() => Command::SeenLosses {},
            3 => Command::Close { anyway: self.dice.percent(50) },
            4 => self.describe(world),
            _ => Command::Reopen {},
        }
    }

    /// Another programme: steps switched on or off, in another order, with other rules and words.
    fn programme(&mut self, world: &World) -> Command {
        let state = &world.fold.state;
        let mut programme = state.programme.clone();
        let count = programme.stages.len() as u64;
        match self.dice.below(6) {
            0 => programme.stages.swap(self.dice.below(count) as usize, self.dice.below(count) as usize),
            1 => {
                let steps = &mut programme.stages[self.dice.below(count) as usize].steps;
                steps.rotate_left(1);
            }
            2 => drop(programme.stages.pop()),
            3 => programme = Programme { title: self.dice.pick(&["Ours", " "]).to_owned(), ..programme },
            _ => {
                let mut steps: Vec<_> = programme.stages.iter_mut().flat_map(|stage| &mut stage.steps).collect();
                let place = self.dice.below(steps.len() as u64) as usize;
                let step = &mut *steps[place];
                match self.dice.below(6) {
                    0..3 => step.off ^= true,
                    3 => step.voice = self.dice.pick(&[Voice::Person, Voice::Organisation]),
                    4 => (step.dots, step.at_end) = (1 + self.dice.below(4) as u8, self.dice.pick(&[AtEnd::Hold, AtEnd::Move])),
                    _ => (step.script, step.minutes) = (format!("Script {}", self.dice.below(9)), self.minutes()),
                }
            }
        }
        let revision = if self.dice.percent(90) { state.revision } else { self.dice.below(5) as u32 };
        Command::SetProgramme { programme: Box::new(programme), revision }
    }

    pub(super) fn answer(&mut self, world: &World, poll: PollId) -> Command {
        let (subject, values) = self.said(world, &poll);
        let values = if self.dice.percent(95) { values } else { self.dice.bytes(2) };
        Command::Answer { poll, subject, values }
    }

    pub(super) fn hands(&mut self, world: &World, poll: PollId) -> Command {
        let (subject, values) = self.said(world, &poll);
        Command::CountHands { poll, subject, values, count: self.dice.pick(&[0, 1, 2, 7, 301]) }
    }

    /// An answer that fits the poll.
    fn said(&mut self, world: &World, poll: &PollId) -> (String, Vec<u8>) {
        match world.fold.state.polls.get(poll).map_or(PollKind::Rating, |poll| poll.kind) {
            PollKind::Rating => (self.group(world), vec![1 + self.dice.below(5) as u8, 1 + self.dice.below(5) as u8]),
            PollKind::Choice => (self.team(world).to_string(), vec![]),
            PollKind::Dots => (self.group(world), vec![self.dice.below(4) as u8]),
            PollKind::Fit => (self.group(world), vec![1 + self.dice.below(3) as u8]),
            PollKind::Pulse => (self.dice.pick(&PULSE).to_owned(), vec![1 + self.dice.below(5) as u8]),
        }
    }

    fn describe(&mut self, world: &World) -> Command {
        let mut details: Details = world.fold.state.details.clone();
        match self.dice.below(8) {
            0 => details.title = format!("Workshop {}", self.dice.below(99)),
            1 => details.place = format!("Place {}", self.dice.below(99)),
            2 => details.authors = self.dice.pick(&[Authors::Hidden, Authors::Organisation, Authors::Name]),
            3 => details.themes.rotate_left(1),
            4 => details.preview ^= true,
            5 => details.video = self.dice.pick(&["", "https://meet.example/{team}", "ftp://meet"]).to_owned(),
            6 => details.erase_at = self.dice.pick(&[None, Some(world.now), Some(world.now.plus(86_400_000))]),
            _ => drop(details.themes.pop()),
        }
        Command::Describe { details }
    }
}
