//! Passes: what is known of links, and of the consoles, walls and readers that were opened with them, so that facilitators can see and end them.
//! What opens is a secret's hash in `State::grants`; a pass lies beside it. A seat's own links and devices have none: they end with the seat.

use crate::{
    identity::{Actor, Holder, SecretHash},
    order::Create,
    state::State,
};
use serde::{Deserialize, Serialize};
use trestle_protocol::{Role, SeatId, Time, limits};

/// What is known of one link or screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// Names it to facilitators: it says nothing about the secret. Never used again.
    pub number: u32,
    /// Whom it stands for.
    pub holder: Holder,
    /// How it came about.
    pub made: Made,
    /// When; none for those from before this was kept.
    #[serde(default)]
    pub made_at: Option<Time>,
    /// When it was last used, to ten minutes.
    #[serde(default)]
    pub used_at: Option<Time>,
    /// The seat that the device which last used it had already, or got by it.
    #[serde(default)]
    pub used_by: Option<SeatId>,
}

/// How a pass came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// Before this was kept: a link or a screen.
    Earlier,
    /// A link, to be opened any number of times.
    Link {
        /// By whom: none for the creation itself and for consoles without a seat.
        by: Option<SeatId>,
    },
    /// A screen's own token.
    Screen {
        /// The link that it was opened with, unless that is gone or there was none.
        link: Option<u32>,
        /// The seat that the device which opened it had already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<SeatId>,
    },
}

/// Who created the workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Creator {
    /// Somebody with a seat.
    Seat(SeatId),
    /// The console of this number: nobody was named.
    Console(u32),
}

impl Pass {
    /// Does it run the workshop, and has somebody used it? What was never used, nobody may have kept.
    fn is_a_way_in(&self) -> bool {
        self.holder == Holder::Console && self.used_at.is_some() && !matches!(self.made, Made::Link { .. })
    }

    /// The link that it was opened with.
    pub fn link(&self) -> Option<u32> {
        if let Made::Screen { link, .. } = self.made { link } else { None }
    }

    /// Was it opened with the link of that number?
    pub fn is_of(&self, link: u32) -> bool {
        self.link() == Some(link)
    }
}

impl State {
    /// The pass of that number.
    pub fn pass(&self, number: u32) -> Option<(&SecretHash, &Pass)> {
        self.passes.iter().find(|(_, pass)| pass.number == number)
    }

    /// Would a use now be worth an entry of the journal?
    pub fn use_is_due(&self, secret: &SecretHash, now: Time) -> bool {
        self.passes.get(secret).is_some_and(|pass| pass.used_at.is_none_or(|used| now.since(used) >= limits::USE_NOTED_MS))
    }

    /// Is there a way to run the workshop besides the pass of this secret: somebody with a seat, or another console that was used?
    pub fn is_run_without(&self, secret: &SecretHash) -> bool {
        let seated = self.present_seats().any(|(_, seat)| seat.role == Role::Facilitator);
        seated || self.passes.iter().any(|(other, pass)| other != secret && pass.is_a_way_in())
    }

    /// Does this seat belong to whoever created the workshop, and do they run it still?
    pub fn is_creators(&self, seat: SeatId) -> bool {
        self.creator == Some(Creator::Seat(seat)) && self.facilitates(Actor::Seat(seat))
    }

    /// Whoever was there before passes were kept gets one: a snapshot from then has only hashes and holders. Its first seat, if it runs the workshop,
    /// is taken for the creator's: who is named on creating gets number 1.
    pub(crate) fn know_passes(&mut self) {
        let is_new = |(secret, holder): &(&SecretHash, &Holder)| !matches!(holder, Holder::Seat(_)) && !self.passes.contains_key(secret);
        let unknown: Vec<_> = self.grants.iter().filter(is_new).map(|(secret, holder)| (*secret, *holder)).collect();
        for (secret, holder) in &unknown {
            self.add_pass(*secret, *holder, Made::Earlier, None);
        }
        if self.creator.is_none() && !unknown.is_empty() && self.facilitates(Actor::Seat(SeatId(1))) {
            self.creator = Some(Creator::Seat(SeatId(1)));
        }
    }

    /// The passes that a workshop begins with, and who created it: the named seat, else the console that was made last, behind its link.
    pub(crate) fn begin_passes(&mut self, create: &Create, now: Time) {
        let console = create.grants.iter().rposition(|(_, holder)| *holder == Holder::Console);
        let creators = console.filter(|_| create.facilitator.is_none());
        for (place, (secret, holder)) in create.grants.iter().enumerate() {
            let made = if creators == Some(place) { Made::Screen { link: None, by: None } } else { Made::Link { by: None } };
            self.add_pass(*secret, *holder, made, Some(now));
        }
        self.creator = match creators.and_then(|place| create.grants.get(place)) {
            Some((secret, _)) => self.passes.get(secret).map(|pass| Creator::Console(pass.number)),
            None => create.facilitator.as_ref().map(|_| Creator::Seat(SeatId(1))),
        };
    }

    pub(crate) fn add_pass(&mut self, secret: SecretHash, holder: Holder, made: Made, made_at: Option<Time>) {
        if matches!(holder, Holder::Seat(_)) {
            self.passes.remove(&secret);
            return;
        }
        self.last_pass = self.last_pass.saturating_add(1);
        let pass = Pass { number: self.last_pass, holder, made, made_at, used_at: None, used_by: None };
        self.passes.insert(secret, pass);
    }

    pub(crate) fn use_pass(&mut self, number: u32, by: Option<SeatId>, now: Time) {
        if let Some(pass) = self.passes.values_mut().find(|pass| pass.number == number) {
            pass.used_at = Some(now);
            pass.used_by = by.or(pass.used_by);
        }
    }

    /// Ends a pass and what was opened with it, but for the screen that asked for it.
    pub(crate) fn end_pass(&mut self, number: u32, but: Option<u32>) {
        let ends = |pass: &Pass| pass.number == number || (pass.is_of(number) && Some(pass.number) != but);
        let grants = &mut self.grants;
        self.passes.retain(|secret, pass| {
            let ended = ends(pass);
            if ended {
                grants.remove(secret);
            }
            !ended
        });
        for kept in self.passes.values_mut() {
            if let Made::Screen { link, .. } = &mut kept.made {
                *link = link.filter(|link| *link != number);
            }
        }
    }
}
