//! The cast: who is in a record, and on whose desk each thing lies that bears a name or none.
//!
//! Nobody who comes in by an import has a token: they are there by name. Authors who had left, and those whom the record does not name, get seats that
//! leave again before the end; they are seen nowhere, but as authors of what they wrote.

use super::scribe::Scribe;
use crate::let_in::{NOTES_PER_DESK, SEATS};
use crate::{
    event::Event,
    identity::Actor,
    name,
    record::{Private, Record},
};
use std::collections::BTreeMap;
use trestle_protocol::{Authors, DocumentName, OrganisationId, Refusal, SeatId};

/// What a seat is called whose person the record does not name. Nobody sees it.
const NAMELESS: &str = "-";

/// Everybody who ever had a part.
#[derive(Default)]
pub(super) struct Cast {
    people: BTreeMap<SeatId, Person>,
    organisations: Vec<String>,
}

struct Person {
    name: String,
    /// As the record says the name, with what tells people of one name apart.
    called: Vec<String>,
    organisation: Option<OrganisationId>,
    /// Had left when the record was made.
    left: bool,
    /// The record does not say who this is.
    nobody: bool,
    /// Notes on the desk.
    notes: usize,
}

impl Cast {
    /// Everybody whom the record lists takes their seat.
    pub(super) fn come_in(&mut self, scribe: &mut Scribe, given: &Record) -> Result<(), Refusal> {
        self.organisations = given.organisations.iter().map(|organisation| organisation.name.clone()).collect();
        for (number, organisation) in (1..).zip(&given.organisations) {
            for (place, name) in organisation.people.iter().enumerate() {
                self.add(scribe, given_name(name, &organisation.people[..place]), Some(OrganisationId(number)), false)?;
            }
        }
        for (place, name) in given.others.iter().enumerate() {
            self.add(scribe, given_name(name, &given.others[..place]), None, false)?;
        }
        for (seat, person) in &mut self.people {
            let called = scribe.state().called(*seat);
            person.called.extend(called.iter().flat_map(|called| [called.alone(), called.among_own(), called.with_organisation()]));
        }
        if self.people.len() > SEATS { Err(Refusal::TooMany) } else { Ok(()) }
    }

    /// Who had left leaves. Where authors have names, what has none was left by somebody who was erased: it is nobody's again.
    pub(super) fn leave(&self, scribe: &mut Scribe) -> Result<(), Refusal> {
        let named = scribe.state().details.authors == Authors::Name;
        for (seat, person) in self.people.iter().filter(|(_, person)| person.left) {
            let cut = named && person.nobody;
            if cut {
                scribe.event(Event::AuthorCut { seat: *seat })?;
            }
            scribe.event(Event::SeatRemoved { seat: *seat, with_notes: cut, ways_kept: false })?;
        }
        Ok(())
    }

    /// The organisation of that name.
    pub(super) fn organisation(&self, name: &str) -> Result<OrganisationId, Refusal> {
        let place = self.organisations.iter().position(|known| known == name).ok_or(Refusal::NotARecord)?;
        Ok(OrganisationId(place as u32 + 1))
    }

    /// Somebody who is listed, by name; of that organisation if there is one of that name there.
    pub(super) fn listed(&self, name: &str, organisation: Option<OrganisationId>) -> Option<SeatId> {
        let called = || self.people.iter().filter(|(_, person)| !person.left && person.is_called(name));
        let alone = called().find(|(_, person)| person.called.first().is_some_and(|called| called == name));
        let there = || called().find(|(_, person)| person.organisation == organisation);
        alone.or_else(there).or_else(|| called().next()).map(|(seat, _)| *seat)
    }

    /// Somebody who is listed, as `Name (Organisation)`, and is not among those.
    pub(super) fn member(&self, shown: &str, others: &[SeatId]) -> Option<SeatId> {
        // Older records did not number people of one name.
        let unnumbered = |person: &Person| match person.organisation.and_then(|id| self.organisations.get(id.0 as usize - 1)) {
            Some(organisation) => shown == format!("{} ({organisation})", person.name),
            None => shown == person.name,
        };
        let free = || self.people.iter().filter(|(seat, person)| !person.left && !others.contains(seat));
        let called = free().find(|(_, person)| person.called.last().is_some_and(|called| called == shown));
        called.or_else(|| free().find(|(_, person)| unnumbered(person))).map(|(seat, _)| *seat)
    }

    /// The seat behind something that bears this name and organisation, or none of these.
    pub(super) fn author(&mut self, scribe: &mut Scribe, name: Option<&str>, organisation: Option<&str>) -> Result<SeatId, Refusal> {
        self.seat_with_room(scribe, name, organisation, usize::MAX)
    }

    /// The same, with room for another note on its desk, which is counted.
    pub(super) fn desk(&mut self, scribe: &mut Scribe, name: Option<&str>, organisation: Option<&str>) -> Result<SeatId, Refusal> {
        let seat = self.seat_with_room(scribe, name, organisation, NOTES_PER_DESK)?;
        self.people.entry(seat).and_modify(|person| person.notes += 1);
        Ok(seat)
    }

    fn seat_with_room(
        &mut self,
        scribe: &mut Scribe,
        name: Option<&str>,
        organisation: Option<&str>,
        room: usize,
    ) -> Result<SeatId, Refusal> {
        let organisation = organisation.map(|name| self.organisation(name)).transpose()?;
        let (nobody, name) = (name.is_none(), name.unwrap_or(NAMELESS));
        let is = |person: &Person| person.nobody == nobody && person.is_called(name) && person.organisation == organisation;
        match self.people.iter().find(|(_, person)| is(person) && person.notes < room) {
            Some((seat, _)) => Ok(*seat),
            None if nobody => self.add_nobody(scribe, organisation),
            None => self.add(scribe, name, organisation, true),
        }
    }

    /// Somebody of that organisation, to write what only its own people may.
    fn somebody_of(&mut self, scribe: &mut Scribe, organisation: OrganisationId) -> Result<SeatId, Refusal> {
        match self.people.iter().find(|(_, person)| person.organisation == Some(organisation)) {
            Some((seat, _)) => Ok(*seat),
            None => self.add_nobody(scribe, Some(organisation)),
        }
    }

    fn add_nobody(&mut self, scribe: &mut Scribe, organisation: Option<OrganisationId>) -> Result<SeatId, Refusal> {
        let seat = self.add(scribe, NAMELESS, organisation, true)?;
        self.people.entry(seat).and_modify(|person| person.nobody = true);
        Ok(seat)
    }

    fn add(&mut self, scribe: &mut Scribe, name: &str, organisation: Option<OrganisationId>, left: bool) -> Result<SeatId, Refusal> {
        let name = name::name(name)?;
        let seat = SeatId(self.people.len() as u32 + 1);
        scribe.event(Event::PersonAdded { seat, name: name.clone(), organisation, at: None })?;
        let called = if left { vec![name.clone()] } else { Vec::new() };
        self.people.insert(seat, Person { name, called, organisation, left, nobody: false, notes: 0 });
        Ok(seat)
    }
}

impl Person {
    fn is_called(&self, name: &str) -> bool {
        self.called.iter().any(|called| called == name)
    }
}

/// `Amina (2)` behind one Amina as the name that the second one gave, too.
fn given_name<'a>(name: &'a str, before: &[String]) -> &'a str {
    let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    let is_of = |other: &str, alone: &str| {
        name::same_person(other, alone) || other.rsplit_once(" (").is_some_and(|(other, _)| name::same_person(other, alone))
    };
    let of = |alone: &str| before.iter().filter(|other| is_of(other, alone)).count();
    numbered.filter(|(alone, number)| of(alone) > 0 && number.parse() == Ok(of(alone) + 1)).map_or(name, |(alone, _)| alone)
}

/// Organisations' cards, and what these keep private.
pub(super) fn cards(scribe: &mut Scribe, cast: &mut Cast, given: &Record, aside: Option<&Private>) -> Result<(), Refusal> {
    for (id, organisation) in (1..).map(OrganisationId).zip(&given.organisations) {
        let card = &organisation.card;
        let fields = [
            ("does", &card.does),
            ("priorities", &card.priorities),
            ("contact", &card.contact),
            ("spaces", &card.spaces),
            ("skills", &card.skills),
            ("networks", &card.networks),
            ("impact", &card.impact),
            ("hope", &card.hope),
        ];
        scribe.write(Actor::Console, DocumentName::Card(id), |pen| fields.iter().for_each(|(field, text)| pen.text(field, text)))?;
    }
    for told in aside.into_iter().flat_map(|aside| &aside.asides).filter(|told| !told.unsure.is_empty()) {
        let is_known = given.organisations.iter().any(|organisation| organisation.id == told.id && organisation.name == told.organisation);
        if !is_known {
            return Err(Refusal::NotARecord);
        }
        let seat = cast.somebody_of(scribe, told.id)?;
        scribe.write(Actor::Seat(seat), DocumentName::Aside(told.id), |pen| pen.text("unsure", &told.unsure))?;
    }
    Ok(())
}
