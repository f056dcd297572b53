//! Passes: what is known of links, and of the consoles, walls and readers that were opened with them, so that facilitators can see and end them.
//! What opens is a secret's hash in `State::grants`; a pass lies beside it. A seat's own links and devices have none: they end with the seat,
//! and of them it is only known in which order they came.

use crate::{
    identity::{Actor, Holder, SecretHash},
    order::Create,
    state::State,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use trestle_protocol::{Role, SeatId, Time, limits};

/// Stands in the numbers of passes from before they were counted.
const EARLIER: u32 = 1 << 31;

/// What is known of one link or screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// Names it to facilitators: it says nothing about the secret.
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
        /// By the server's operator.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        recovered: bool,
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

/// A link or device of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// What opens.
    pub secret: SecretHash,
    /// Is it a link, or a device's own token?
    pub link: bool,
}

impl Pass {
    /// Does it run the workshop, and has somebody used it? What was never used, nobody may have kept.
    fn is_a_way_in(&self) -> bool {
        self.holder == Holder::Console && self.used_at.is_some() && !matches!(self.made, Made::Link { .. })
    }

    /// Does it run a workshop from before passes were kept?
    fn is_an_earlier_console(&self) -> bool {
        self.holder == Holder::Console && self.made == Made::Earlier
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

    /// Would a use now, by the calendar, be worth an entry of the journal? A date that turned out to be wrong is put right at once.
    pub fn use_is_due(&self, secret: &SecretHash, now: Time) -> bool {
        self.passes.get(secret).is_some_and(|pass| pass.used_at.is_none_or(|used| now.0.abs_diff(used.0) >= limits::USE_NOTED_MS))
    }

    /// Is there a way to run the workshop besides the pass of this secret: somebody with a seat, or another console that was used?
    pub fn is_run_without(&self, secret: &SecretHash) -> bool {
        let seated = self.present_seats().any(|(_, seat)| seat.role == Role::Facilitator);
        seated || self.passes.iter().any(|(other, pass)| other != secret && pass.is_a_way_in())
    }

    /// Does this seat belong to whoever created the workshop, and do they run it still?
    pub fn is_creators(&self, seat: SeatId) -> bool {
        let created = match self.creator {
            Some(token) => self.grants.get(&token) == Some(&Holder::Seat(seat)),
            None => self.was_created_from(seat),
        };
        created && self.facilitates(Actor::Seat(seat))
    }

    /// In a workshop from before its creator was kept: did this seat come with the creation? Who was named on creating got number 1 at the convener; but
    /// where nobody was, whoever came first did. Then there was the creator's console besides the link, so where two were ever known nothing is certain,
    /// and nobody is spared.
    fn was_created_from(&self, seat: SeatId) -> bool {
        let at_the_convener = || {
            let organisation = self.seat(seat).and_then(|seat| seat.organisation);
            organisation.and_then(|id| self.organisations.get(&id)).is_some_and(|organisation| organisation.convener)
        };
        let consoles = self.passes.values().filter(|pass| pass.is_an_earlier_console()).count();
        seat == SeatId(1) && at_the_convener() && consoles + (self.earlier_ended as usize) < 2
    }

    /// A seat's links and devices, those that came first in front.
    pub fn ways_of(&self, seat: SeatId) -> impl Iterator<Item = Way> {
        let is_its = move |secret: &SecretHash| self.grants.get(secret) == Some(&Holder::Seat(seat));
        let is_known = |secret: &SecretHash| self.ways.iter().any(|way| way.secret == *secret);
        let first =
            self.grants.keys().filter(move |secret| is_its(secret) && !is_known(secret)).map(|secret| Way { secret: *secret, link: false });
        first.chain(self.ways.iter().filter(move |way| is_its(&way.secret)).copied())
    }

    /// These open nothing any more.
    pub(crate) fn end_ways(&mut self, secrets: &[SecretHash]) {
        for secret in secrets {
            self.grants.remove(secret);
            self.passes.remove(secret);
        }
        self.forget_ways_that_are_gone();
    }

    pub(crate) fn forget_ways_that_are_gone(&mut self) {
        let grants = &self.grants;
        self.ways.retain(|way| grants.contains_key(&way.secret));
    }

    /// Whoever was there before passes were kept gets one: a snapshot from then has only hashes and holders.
    pub(crate) fn know_passes(&mut self) {
        let is_new = |(secret, holder): &(&SecretHash, &Holder)| !matches!(holder, Holder::Seat(_)) && !self.passes.contains_key(secret);
        let unknown: Vec<_> = self.grants.iter().filter(is_new).map(|(secret, holder)| (*secret, *holder)).collect();
        for (secret, holder) in unknown {
            self.add_pass(secret, holder, Made::Earlier, None);
        }
    }

    /// The passes that a workshop begins with: links, and the creator's console if nobody was named.
    pub(crate) fn begin_passes(&mut self, create: &Create, now: Time) {
        self.creator = create.creator;
        for (secret, holder) in &create.grants {
            let made = match create.creator {
                None => Made::Earlier,
                Some(creator) if creator == *secret => Made::Screen { link: None, by: None },
                Some(_) => Made::Link { by: None, recovered: false },
            };
            self.add_pass(*secret, *holder, made, create.creator.map(|_| now));
        }
    }

    pub(crate) fn add_pass(&mut self, secret: SecretHash, holder: Holder, made: Made, made_at: Option<Time>) {
        self.passes.remove(&secret);
        self.ways.retain(|way| way.secret != secret);
        if matches!(holder, Holder::Seat(_)) {
            let link = matches!(made, Made::Link { .. });
            self.ways.extend((made != Made::Earlier).then_some(Way { secret, link }));
            return;
        }
        let number = match made {
            Made::Earlier => self.number_of(&secret),
            Made::Link { .. } | Made::Screen { .. } => {
                self.last_pass = self.last_pass.saturating_add(1);
                self.last_pass
            }
        };
        self.passes.insert(secret, Pass { number, holder, made, made_at, used_at: None, used_by: None });
    }

    /// The number of one from before follows from its hash, so that whoever restores a snapshot from then and whoever replays that journal agree on it.
    /// It says nothing about the hash: it is of another one, salted with a word.
    fn number_of(&self, secret: &SecretHash) -> u32 {
        let [a, b, c, d, ..]: [u8; 32] = Sha256::new().chain_update(b"pass").chain_update(secret.0).finalize().into();
        let mut number = u32::from_be_bytes([a, b, c, d]) | EARLIER;
        while self.pass(number).is_some() {
            number = number.wrapping_add(1) | EARLIER;
        }
        number
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
        let (grants, earlier_ended, is_before) = (&mut self.grants, &mut self.earlier_ended, self.creator.is_none());
        self.passes.retain(|secret, pass| {
            let ended = ends(pass);
            if ended {
                grants.remove(secret);
                *earlier_ended = earlier_ended.saturating_add(u32::from(is_before && pass.is_an_earlier_console()));
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
