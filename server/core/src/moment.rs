//! A moment: what time it is for a workshop, by its own course of time and by the calendar.
//!
//! Timers, shares and everything else that counts how long something lasts go by the course, which never jumps; dates that people read, or until which
//! something is kept, go by the calendar, which is put right whenever the machine's clock is. As a rule both say the same.

use crate::limits::APART_MS;
use trestle_protocol::Time;

/// A moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    course: Time,
    civil: Time,
}

impl Moment {
    /// By the course and by the calendar. What differs by less than anybody reads from a date is one and the same.
    pub fn new(course: Time, civil: Time) -> Self {
        let apart = course.0.abs_diff(civil.0) >= APART_MS;
        Self { course, civil: if apart { civil } else { course } }
    }

    /// By the workshop's course of time.
    pub fn course(self) -> Time {
        self.course
    }

    /// By the calendar.
    pub fn civil(self) -> Time {
        self.civil
    }

    /// By the calendar, where that says something else than the course.
    pub(crate) fn apart(self) -> Option<Time> {
        (self.civil != self.course).then_some(self.civil)
    }

    /// As it stands in an entry.
    pub(crate) fn kept(course: Time, apart: Option<Time>) -> Self {
        Self { course, civil: apart.unwrap_or(course) }
    }
}

impl From<Time> for Moment {
    fn from(time: Time) -> Self {
        Self { course: time, civil: time }
    }
}
