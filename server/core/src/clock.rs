//! A clock as state: what was decided about time, from which every screen computes the same time left.

use serde::{Deserialize, Serialize};
use trestle_protocol::Time;

/// What a clock does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Stands still with so many milliseconds left.
    Paused(u64),
    /// Runs until then.
    Running(Time),
    /// Was up then; goes on by itself at `moves_at`, if ever.
    Over {
        /// When the time was up.
        ended_at: Time,
        /// When it goes on by itself.
        moves_at: Option<Time>,
    },
}

/// A countdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The whole time in milliseconds, extensions included.
    pub total_ms: u64,
    /// What it does.
    pub phase: Phase,
}

impl Default for Clock {
    fn default() -> Self {
        Self::standing(0)
    }
}

impl Clock {
    /// A clock that has not started.
    pub fn standing(total_ms: u64) -> Self {
        Self { total_ms, phase: Phase::Paused(total_ms) }
    }

    /// A clock that starts now.
    pub fn running(total_ms: u64, now: Time) -> Self {
        Self { total_ms, phase: Phase::Running(now.plus(total_ms)) }
    }

    /// Milliseconds left; 0 when the time is up.
    pub fn left(&self, now: Time) -> u64 {
        match self.phase {
            Phase::Paused(left) => left,
            Phase::Running(ends_at) => ends_at.since(now),
            Phase::Over { .. } => 0,
        }
    }

    /// Stands still. A clock that is over stays so, but no longer moves on by itself.
    pub fn pause(&mut self, now: Time) {
        self.phase = match self.phase {
            Phase::Running(ends_at) => Phase::Paused(ends_at.since(now)),
            Phase::Over { ended_at, .. } => Phase::Over { ended_at, moves_at: None },
            paused @ Phase::Paused(_) => paused,
        };
    }

    /// Runs on from where it stood.
    pub fn resume(&mut self, now: Time) {
        if let Phase::Paused(left) = self.phase {
            self.phase = Phase::Running(now.plus(left));
        }
    }

    /// Gets more time, or less; a clock that is over runs again if it gets more.
    pub fn extend(&mut self, millis: i64, now: Time) {
        self.total_ms = self.total_ms.saturating_add_signed(millis);
        self.phase = match self.phase {
            Phase::Paused(left) => Phase::Paused(left.saturating_add_signed(millis)),
            Phase::Running(ends_at) => Phase::Running(Time(ends_at.0.saturating_add_signed(millis)).max(now)),
            Phase::Over { .. } if millis > 0 => Phase::Running(now.plus(millis.unsigned_abs())),
            over @ Phase::Over { .. } => over,
        };
    }

    /// The time is up.
    pub fn end(&mut self, moves_at: Option<Time>, now: Time) {
        let ended_at = match self.phase {
            Phase::Running(ends_at) => ends_at,
            Phase::Over { ended_at, .. } => ended_at,
            Phase::Paused(_) => now,
        };
        self.phase = Phase::Over { ended_at, moves_at };
    }

    /// When something is due by itself.
    pub fn due(&self) -> Option<Time> {
        match self.phase {
            Phase::Paused(_) => None,
            Phase::Running(ends_at) => Some(ends_at),
            Phase::Over { moves_at, .. } => moves_at,
        }
    }

    /// Does it stand still?
    pub fn paused(&self) -> bool {
        matches!(self.phase, Phase::Paused(_))
    }
}
