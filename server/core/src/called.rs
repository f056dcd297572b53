//! What people are called where others read it: by their name, and two of one name so that they can be told apart, by organisation and then by number.
//! Screens, the record and every file made from it ask here.

use crate::{
    name::same_person,
    state::{Organisation, Seat, State},
    text::is_visible,
};
use trestle_protocol::SeatId;

/// How somebody is told from everybody else of that name.
pub struct Called {
    name: String,
    organisation: Option<String>,
    /// Somebody else is called so, too.
    shared: bool,
    /// Among those of this name in one organisation: 1 for the first.
    nth: u32,
}

impl State {
    /// What somebody is called, whether they are in, at the door or gone; none for nobody, and for those whose name was erased.
    pub fn called(&self, id: SeatId) -> Option<Called> {
        let own = self.seats.get(&id).filter(|seat| !seat.erased)?;
        let name = own.shown_name();
        let is_called_so = |seat: &Seat| same_person(&own.name, &seat.name) || (!is_visible(&own.name) && !is_visible(&seat.name));
        let others = || self.seats.iter().filter(|(other, seat)| **other != id && counts(own, seat) && is_called_so(seat));
        // Whoever is in comes before whoever left, and both before whoever waits.
        let rank = |id: SeatId, seat: &Seat| (!is_in(seat), seat.waiting, id);
        let ahead = others().filter(|(other, seat)| seat.organisation == own.organisation && rank(**other, seat) < rank(id, own));
        let organisation = own.organisation.and_then(|id| self.organisations.get(&id));
        Some(Called {
            organisation: organisation.map(Organisation::shown_name),
            shared: others().next().is_some(),
            nth: ahead.count() as u32 + 1,
            name,
        })
    }
}

fn is_in(seat: &Seat) -> bool {
    !seat.removed && !seat.waiting
}

/// Must `own` be told from this one? Those who are in from each other; whoever left from those as well; whoever waits at the door from everybody.
/// So what participants read never depends on who waits.
fn counts(own: &Seat, other: &Seat) -> bool {
    !other.erased && (is_in(other) || (!is_in(own) && (own.waiting || !other.waiting)))
}

impl Called {
    /// Where nothing else stands beside it: `Amina`; if there are several, `Amina (Age UK)`, `Amina (Age UK, 2)`, or `Amina (2)` of no organisation.
    pub fn alone(&self) -> String {
        if self.shared { self.with_organisation() } else { self.name.clone() }
    }

    /// Under the heading of the organisation: `Amina`, `Amina (2)`.
    pub fn among_own(&self) -> String {
        if self.nth > 1 { format!("{} ({})", self.name, self.nth) } else { self.name.clone() }
    }

    /// With the organisation in any case: `Amina (Age UK)`, `Amina (Age UK, 2)`.
    pub fn with_organisation(&self) -> String {
        match (&self.organisation, self.nth) {
            (None, _) => self.among_own(),
            (Some(organisation), 1) => format!("{} ({organisation})", self.name),
            (Some(organisation), nth) => format!("{} ({organisation}, {nth})", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply::new_seat;
    use trestle_protocol::{OrganisationId, Role};

    fn seat(name: &str, organisation: Option<u32>) -> Seat {
        new_seat(name, organisation.map(OrganisationId), Role::Participant)
    }

    fn state(seats: &[Seat]) -> State {
        let organisation =
            |name: &str| Organisation { name: name.to_owned(), convener: false, expected: true, commitment: None, founder: None };
        State {
            organisations: [(OrganisationId(1), organisation("Age UK")), (OrganisationId(2), organisation("Mind"))].into(),
            seats: (1..).map(SeatId).zip(seats.iter().cloned()).collect(),
            ..State::default()
        }
    }

    fn all(state: &State) -> Vec<String> {
        state.seats.keys().map(|seat| state.called(*seat).map(|called| called.alone()).unwrap_or_default()).collect()
    }

    #[test]
    fn two_of_one_name_are_told_apart_by_organisation_and_then_by_number() {
        let state =
            state(&[seat("Amina", Some(1)), seat("amina", Some(2)), seat("Amina", Some(1)), seat("Amina", None), seat("Bao", None)]);
        assert_eq!(all(&state), ["Amina (Age UK)", "amina (Mind)", "Amina (Age UK, 2)", "Amina", "Bao"]);
        assert_eq!(state.called(SeatId(3)).unwrap().among_own(), "Amina (2)");
        assert_eq!(state.called(SeatId(5)).unwrap().with_organisation(), "Bao");
    }

    #[test]
    fn p8_a_name_of_before_in_which_there_is_nothing_to_see_gets_a_word_of_ours() {
        let mut state = state(&[seat("\u{ad}", None), seat("\u{301}", None), seat("\u{202e}Bao", Some(1))]);
        assert_eq!(all(&state), ["Somebody without a name", "Somebody without a name (2)", "Bao"]);
        state.organisations.entry(OrganisationId(1)).and_modify(|organisation| organisation.name = "\u{feff}".to_owned());
        assert_eq!(state.called(SeatId(3)).unwrap().with_organisation(), "Bao (Organisation without a name)");
    }

    #[test]
    fn p2_nobody_reads_from_a_name_who_waits_at_the_door_or_left() {
        let (mut waits, mut left, mut erased) = (seat("Amina", Some(1)), seat("Amina", Some(1)), seat("Amina", Some(1)));
        (waits.waiting, left.removed) = (true, true);
        (erased.removed, erased.erased) = (true, true);
        let state = state(&[waits, left, erased, seat("Amina", Some(1))]);
        assert_eq!(all(&state), ["Amina (Age UK, 3)", "Amina (Age UK, 2)", "", "Amina"]);
    }
}
