//! A play: a random workshop that has been written down with what the oracle says of it, and can be played again with what somebody may not
//! know changed.

use crate::{
    kit::{
        act::Act,
        player::Player,
        screen::Watcher,
        seed::{Seed, steps},
        words::Words,
        world::World,
    },
    oracle::Oracle,
};
use std::collections::BTreeSet;
use trestle_core::{Create, JoinOrganisation, Order, Place, SecretHash, State};
use trestle_protocol::{Command, PollKind, Programme, Refusal, Role, StepId};

/// A workshop as it was played.
pub(crate) struct Play {
    pub(crate) acts: Vec<Act>,
    pub(crate) oracle: Oracle,
}

impl Play {
    /// Plays a workshop of that seed for a while: what is still hidden when it breaks off must have been hidden all the time.
    pub(crate) fn record(seed: &Seed, watchers: &[Watcher], usual: u64) -> Self {
        let (mut world, mut player, mut oracle) = (World::new(), Player::tidy(seed.dice()), Oracle::new(watchers));
        let mut acts = Vec::new();
        let count = steps(usual) * (25 + player.dice.below(76)) / 100;
        while (acts.len() as u64) < count {
            let act = player.act(&world);
            match world.perform(&act) {
                Ok(changed) => oracle.follow(acts.len(), &act, &changed),
                // Whether dots are left depends on how many were given, which is not to be the same where it may not be known.
                Err(Refusal::NoDotsLeft) => continue,
                Err(_) => {}
            }
            acts.push(act);
        }
        Self { acts, oracle }
    }

    /// What this watcher may not know, changed.
    pub(crate) fn otherwise(&self, watcher: Watcher) -> Otherwise {
        let oracle = &self.oracle;
        Otherwise {
            answers: oracle.private(watcher),
            told: oracle.unheard(watcher),
            knocks: oracle.unknown_knocks(watcher),
            facilitates: oracle.facilitated.contains(&watcher),
            scans: oracle.facilitated.contains(&watcher) || watcher == Watcher::Class(Role::Wall),
            knows_code: oracle.been_in.contains(&watcher),
            steps_on: oracle.steps_on.clone(),
            world: World::with_words(Words::replacing(oracle.forbidden(watcher))),
        }
    }
}

/// The same play in another world.
pub(crate) struct Otherwise {
    pub(crate) world: World,
    answers: BTreeSet<usize>,
    told: BTreeSet<usize>,
    knocks: BTreeSet<usize>,
    facilitates: bool,
    /// It is shown the invitation.
    scans: bool,
    knows_code: bool,
    steps_on: BTreeSet<StepId>,
}

impl Otherwise {
    /// The act of that number as it happens in this world: other secrets, other answers, other scripts. The world puts other texts in by itself.
    pub(crate) fn act(&self, number: usize, act: &Act) -> Act {
        let mut act = act.clone();
        if let Act::Order { order, .. } = &mut act {
            match &mut **order {
                Order::Create(create) => self.create(create),
                Order::Join { token, name, organisation, place, .. } => {
                    *token = other_secret(*token);
                    if let JoinOrganisation::Link(link) = organisation {
                        *link = other_secret(*link);
                    }
                    // Where somebody came from is nobody's business but the facilitators', and theirs only where many came together.
                    *place = place.map(|Place(number)| Place(number + 1));
                    if self.knocks.contains(&number) {
                        *name = other_text(name);
                    }
                }
                Order::Grant { secret, .. } | Order::Use { secret, .. } | Order::End { asker: secret, .. } => {
                    *secret = other_secret(*secret)
                }
                Order::Recover { secret } => *secret = other_secret(*secret),
                // What was lost is the facilitators' business.
                Order::Lost(loss) if !self.facilitates => loss.entries += 1,
                Order::Lost(_) => {}
                Order::Open { link, token, .. } => (*link, *token) = (other_secret(*link), other_secret(*token)),
                Order::ChangeCode { code, invitation } => {
                    self.code(code);
                    self.invitation(invitation);
                }
                Order::Invite { invitation } => self.invitation(invitation),
                Order::Command(Command::SetProgramme { programme, .. }) => self.programme(programme),
                Order::Command(Command::Say { text, .. }) if self.told.contains(&number) => *text = other_text(text),
                Order::Command(Command::TeamVideo { link, .. }) if self.told.contains(&number) => link.push_str("/elsewhere"),
                Order::Command(command) if self.answers.contains(&number) => other_answer(&self.world.fold.state, command),
                Order::Command(_) | Order::Tick => {}
            }
        }
        act
    }

    fn create(&self, create: &mut Create) {
        if let Some((_, token)) = &mut create.facilitator {
            *token = other_secret(*token);
        }
        create.creator = create.creator.map(other_secret);
        create.grants.iter_mut().for_each(|(secret, _)| *secret = other_secret(*secret));
        self.code(&mut create.code);
        self.invitation(&mut create.invitation);
        self.programme(&mut create.programme);
    }

    fn code(&self, code: &mut String) {
        if !self.knows_code {
            *code = code.chars().rev().collect();
        }
    }

    fn invitation(&self, invitation: &mut String) {
        if !self.scans {
            *invitation = other_text(invitation);
        }
    }

    /// Scripts, and steps that were never switched on, are the facilitators' alone.
    fn programme(&self, programme: &mut Programme) {
        if self.facilitates {
            return;
        }
        for step in programme.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
            step.script = other_text(&step.script);
            if !self.steps_on.contains(&step.id) {
                (step.title, step.prompt) = (other_text(&step.title), other_text(&step.prompt));
            }
        }
    }
}

fn other_secret(SecretHash(bytes): SecretHash) -> SecretHash {
    SecretHash(bytes.map(|byte| byte ^ 0x5A))
}

/// Another text; the same for the same.
fn other_text(text: &str) -> String {
    format!("Otherwise. {text}")
}

/// Another answer that is as good: other values for the same subject, or another team.
fn other_answer(state: &State, command: &mut Command) {
    match command {
        Command::Answer { poll, subject, values } => match state.polls.get(poll).map(|poll| poll.kind) {
            Some(PollKind::Choice) => {
                if let Some(team) = state.teams.keys().map(ToString::to_string).find(|team| team != subject) {
                    *subject = team;
                }
            }
            // Fewer dots, so that there are as many left as it takes.
            Some(PollKind::Dots) => values.iter_mut().for_each(|value| *value -= u8::from(*value > 1)),
            Some(PollKind::Fit) => values.iter_mut().for_each(|value| *value = *value % 3 + 1),
            Some(PollKind::Rating | PollKind::Pulse) => values.iter_mut().for_each(|value| *value = 6 - *value + u8::from(*value == 3)),
            None => {}
        },
        // One to one, so that hands that were one answer still are.
        Command::CountHands { poll, values, .. } => match state.polls.get(poll).map(|poll| poll.kind) {
            Some(PollKind::Fit) => values.iter_mut().for_each(|value| *value = *value % 3 + 1),
            Some(PollKind::Rating | PollKind::Pulse) => values.iter_mut().for_each(|value| *value = 6 - *value),
            // Whether there are people enough for them hangs on how many dots they are, and whose vote it is on nothing else.
            Some(PollKind::Dots | PollKind::Choice) | None => {}
        },
        _ => {}
    }
}
