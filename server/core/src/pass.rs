//! Passes: what is known of links, and of the consoles, walls and readers that were opened with them, so that facilitators can see and end them.
//! What opens is a secret's hash in `State::grants`; a pass lies beside it. A seat's own links and devices have none: they end with the seat.

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

    /// Does this seat belong to whoever created the workshop, and do they run it still? In a workshop from before this was kept it is the first seat: who
    /// was named on creating got number 1.
    pub fn is_creators(&self, seat: SeatId) -> bool {
        let created = self.creator.map_or(seat == SeatId(1), |token| self.grants.get(&token) == Some(&Holder::Seat(seat)));
        created && self.facilitates(Actor::Seat(seat))
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
                Some(_) => Made::Link { by: None },
            };
            self.add_pass(*secret, *holder, made, create.creator.map(|_| now));
        }
    }

    pub(crate) fn add_pass(&mut self, secret: SecretHash, holder: Holder, made: Made, made_at: Option<Time>) {
        self.passes.remove(&secret);
        if matches!(holder, Holder::Seat(_)) {
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
