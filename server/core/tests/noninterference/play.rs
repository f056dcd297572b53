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
use trestle_core::{Create, Order, SecretHash, State};
use trestle_protocol::{Command, PollKind};

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
        for number in 0..count as usize {
            let act = player.act(&world);
            if let Ok(changed) = world.perform(&act) {
                oracle.follow(number, &act, &changed);
            }
            acts.push(act);
        }
        Self { acts, oracle }
    }

    /// What this watcher may not know, changed.
    pub(crate) fn otherwise(&self, watcher: Watcher) -> Otherwise {
        Otherwise {
            answers: self.oracle.private(watcher),
            scripts: !self.oracle.scripts.contains(&watcher),
            world: World::with_words(Words::replacing(self.oracle.forbidden(watcher))),
        }
    }
}

/// The same play in another world.
pub(crate) struct Otherwise {
    pub(crate) world: World,
    answers: BTreeSet<usize>,
    scripts: bool,
}

impl Otherwise {
    /// The act of that number as it happens in this world: other secrets, other answers, other scripts. The world puts other texts in by itself.
    pub(crate) fn act(&self, number: usize, act: &Act) -> Act {
        let mut act = act.clone();
        if let Act::Order { order, .. } = &mut act {
            match &mut **order {
                Order::Create(create) => self.create(create),
                Order::Join { token, .. } => *token = other_secret(*token),
                Order::Grant { secret, .. } => *secret = other_secret(*secret),
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
        create.grants.iter_mut().for_each(|(secret, _)| *secret = other_secret(*secret));
        if self.scripts {
            for step in create.programme.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
                step.script = format!("Another script for {{place}}, {}.", step.id);
            }
        }
    }
}

fn other_secret(SecretHash(bytes): SecretHash) -> SecretHash {
    SecretHash(bytes.map(|byte| byte ^ 0x5A))
}

/// Another answer that is as good: other values for the same group, or another team.
fn other_answer(state: &State, command: &mut Command) {
    let Command::Answer { poll, subject, values } = command else { return };
    match state.polls.get(poll).map(|poll| poll.kind) {
        Some(PollKind::Rating) => values.iter_mut().for_each(|value| *value = 6 - *value + u8::from(*value == 3)),
        Some(PollKind::Choice) => {
            if let Some(team) = state.teams.keys().map(ToString::to_string).find(|team| team != subject) {
                *subject = team;
            }
        }
        None => {}
    }
}
