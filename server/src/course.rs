//! A course of time: how it goes in one workshop. It only ever goes on, whatever becomes of the machine's calendar.
//!
//! A workshop's course begins where its calendar or its last entry stands, whichever is later, and goes on with the time since the machine started. While a clock
//! runs in it, it is the same course for as long as the machine runs, over restarts of the server and times in which nobody had the workshop open: the journal
//! keeps it. A workshop in which nothing runs begins by the calendar whenever it is opened, so that the times of day on its screens are those on the wall.

use crate::{clock::SharedClock, limits};
use futures_util::future::BoxFuture;
use std::fmt;
use trestle_core::Moment;
use trestle_journal::Course as Kept;
use trestle_protocol::Time;

/// How time goes.
#[derive(Clone)]
pub struct Course {
    clock: SharedClock,
    /// By how much it is ahead of the time since the machine started.
    ahead: i64,
}

impl fmt::Debug for Course {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Course").field("ahead", &self.ahead).finish_non_exhaustive()
    }
}

impl Course {
    /// Of a workshop that is opened, whose last entry was made at `latest`. `kept`: what the journal says of it; `runs`: a clock runs in it.
    pub(crate) fn of(clock: SharedClock, latest: Time, kept: Option<Kept>, runs: bool) -> Self {
        let least = ahead(latest, clock.since_boot());
        let fresh = clock.ahead().max(least);
        let kept = kept.filter(|kept| clock.boot() == Some(kept.boot)).map(|kept| kept.ahead.max(least));
        let goes_on = |kept: &i64| runs || kept.abs_diff(fresh) < limits::CLOCK_STEP_MS;
        Self { ahead: kept.filter(goes_on).unwrap_or(fresh), clock }
    }

    /// What time it is.
    pub(crate) fn now(&self) -> Time {
        Time(self.clock.since_boot().saturating_add_signed(self.ahead))
    }

    /// What time it is, and what the calendar says.
    pub(crate) fn moment(&self) -> Moment {
        Moment::new(self.now(), self.clock.civil())
    }

    /// Resolves once it is `time` or later.
    pub(crate) fn sleep_until(&self, time: Time) -> BoxFuture<'_, ()> {
        self.clock.sleep_until(time.0.saturating_add_signed(self.ahead.saturating_neg()), None)
    }

    /// What the journal keeps of it; none where it cannot be told by now which start of the machine this is.
    pub(crate) fn kept(&self) -> Option<Kept> {
        self.clock.boot().map(|boot| Kept { boot, ahead: self.ahead })
    }
}

fn ahead(time: Time, since_boot: u64) -> i64 {
    i64::try_from(time.0).unwrap_or(i64::MAX).saturating_sub_unsigned(since_boot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Stepped;
    use std::sync::Arc;

    const START: Time = Time(1_795_510_800_000);
    const HOUR: u64 = 3_600_000;

    fn machine(civil: Time, since_boot: u64) -> Arc<Stepped> {
        Arc::new(Stepped::new(civil, Some(since_boot)))
    }

    #[test]
    fn p4_a_course_goes_on_whatever_the_calendar_does() {
        let clock = machine(START, 5_000);
        let course = Course::of(clock.clone(), Time(0), None, false);
        assert_eq!(course.now(), START);
        for put_right in [3 * HOUR as i64, -6 * HOUR as i64, 1] {
            let (before, civil) = (course.now(), course.moment().civil());
            clock.advance(10, put_right);
            assert_eq!(course.now(), before.plus(10));
            assert_ne!(course.moment().civil(), civil, "dates are right at once");
        }
    }

    #[test]
    fn p4_what_runs_goes_on_over_a_restart_beside_any_calendar_and_what_stands_begins_by_it() {
        let kept = Course::of(machine(START, 5_000), Time(0), None, false).kept();
        for civil in [Time(START.0 - HOUR), START.plus(HOUR), START.plus(60_000)] {
            let later = machine(civil, 65_000);
            assert_eq!(Course::of(later.clone(), START, kept, true).now(), START.plus(60_000));
            assert_eq!(Course::of(later, START, kept, false).now(), civil.max(START), "never before its last entry");
        }
        // After a restart of the machine there is nothing but the calendar.
        let other = Arc::new(Stepped::new(START.plus(HOUR), None));
        assert_eq!(Course::of(other.clone(), START, kept, true).now(), START.plus(HOUR));
        assert_eq!(Course::of(other, START.plus(2 * HOUR), kept, true).now(), START.plus(2 * HOUR));
    }

    #[test]
    fn a_calendar_that_keeps_pace_changes_no_course() {
        let course = Course::of(machine(START, 5_000), Time(0), None, false);
        let drifted = Course::of(machine(START.plus(1_400), 6_000), START, course.kept(), false);
        assert_eq!((drifted.now(), drifted.kept()), (START.plus(1_000), course.kept()));
    }
}
