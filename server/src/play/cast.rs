//! The cast: everybody's screen, and who does something for whom.

use super::{PlayError, Scenario, scenario};
use std::collections::BTreeMap;
use std::time::Duration;
use trestle_client::{ClientError, Screen, Server};
use trestle_core::name::same_organisation;
use trestle_protocol::{Command, CreateWorkshop, CreatedWorkshop, Details, Join, OrganisationId, Refusal, Role, SeatId};

/// A refusal because of haste is tried again so often.
const TRIES: u32 = 200;
/// Between two such tries: at 20 commands a second a seat has one more by then.
const BREATH: Duration = Duration::from_millis(60);

/// Everybody's screen.
pub struct Cast {
    screens: Vec<Screen>,
    /// By the seat's id in the file: its screen and its number in the workshop.
    seats: BTreeMap<String, (usize, SeatId)>,
    /// The screen that runs the workshop.
    conductor: usize,
    organisations: BTreeMap<String, OrganisationId>,
    /// By organisation: the seat that types for it, participants first.
    voices: BTreeMap<String, usize>,
    participants: Vec<usize>,
}

impl Cast {
    /// Creates the workshop and seats everybody, in the order of the file.
    pub async fn assemble(server: &Server, scenario: &Scenario, operator: Option<&str>) -> Result<(CreatedWorkshop, Self), PlayError> {
        let creator = creator(scenario);
        let created = create(server, scenario, creator, operator).await?;
        let mut cast = Self {
            screens: Vec::new(),
            seats: BTreeMap::new(),
            conductor: 0,
            organisations: organisations(scenario),
            voices: BTreeMap::new(),
            participants: Vec::new(),
        };
        let facilitators_key = key_of(&created.links.facilitator, &created);
        for seat in &scenario.seats {
            let created_with = creator.is_some_and(|creator| creator.id == seat.id);
            let token = match (created_with, seat.role) {
                (true, _) => created.token.clone(),
                (false, Role::Facilitator) => cast.join(server, &facilitators_key, seat).await?,
                (false, _) => cast.join(server, &created.code, seat).await?,
            };
            cast.seat(Screen::open(server, created.workshop, &token).await?, seat)?;
        }
        cast.find_conductor(server, scenario, &created).await?;
        cast.confirm(scenario).await?;
        Ok((created, cast))
    }

    /// Who joined by the code is with an organisation by name only until a facilitator, who knows them, has confirmed them.
    async fn confirm(&self, scenario: &Scenario) -> Result<(), ClientError> {
        let picked = scenario.seats.iter().filter(|seat| seat.role == Role::Participant && seat.organisation.is_some());
        let seats: Vec<SeatId> = picked.filter_map(|seat| self.number(&seat.id)).collect();
        if seats.is_empty() { Ok(()) } else { order(self.conductor(), Command::Confirm { seats, belongs: true }).await }
    }

    async fn join(&self, server: &Server, key: &str, seat: &scenario::Seat) -> Result<String, PlayError> {
        let organisation = seat.organisation.as_ref().and_then(|id| self.organisations.get(id)).copied();
        let join = Join { key: key.to_owned(), name: seat.name.clone(), organisation, organisation_name: String::new(), table: false };
        Ok(patiently(async || server.join(&join).await).await?.token)
    }

    fn seat(&mut self, screen: Screen, seat: &scenario::Seat) -> Result<(), PlayError> {
        let number = screen.seat().ok_or_else(|| PlayError::NoSeat(seat.id.clone()))?;
        let place = self.screens.len();
        self.screens.push(screen);
        self.seats.insert(seat.id.clone(), (place, number));
        if seat.role == Role::Participant {
            self.participants.push(place);
        }
        if let Some(organisation) = &seat.organisation {
            let spoken_for_by_facilitator = self.voices.get(organisation).is_some_and(|voice| !self.participants.contains(voice));
            if seat.role == Role::Participant && spoken_for_by_facilitator {
                self.voices.insert(organisation.clone(), place);
            }
            self.voices.entry(organisation.clone()).or_insert(place);
        }
        Ok(())
    }

    /// The first facilitator of the file, or a console without a seat.
    async fn find_conductor(&mut self, server: &Server, scenario: &Scenario, created: &CreatedWorkshop) -> Result<(), PlayError> {
        let facilitator = scenario.seats.iter().find(|seat| seat.role == Role::Facilitator);
        self.conductor = match facilitator.and_then(|seat| self.seats.get(&seat.id)) {
            Some((place, _)) => *place,
            None => {
                self.screens.push(Screen::open(server, created.workshop, &created.token).await?);
                self.screens.len() - 1
            }
        };
        Ok(())
    }

    /// The screen that runs the workshop.
    pub fn conductor(&self) -> &Screen {
        &self.screens[self.conductor]
    }

    /// The screen of a seat of the file. The file was checked: it is there.
    pub fn screen(&self, seat: &str) -> &Screen {
        self.seats.get(seat).map_or_else(|| self.conductor(), |(place, _)| &self.screens[*place])
    }

    /// A seat's number in the workshop.
    pub fn number(&self, seat: &str) -> Option<SeatId> {
        self.seats.get(seat).map(|(_, number)| *number)
    }

    /// An organisation's number in the workshop.
    pub fn organisation(&self, id: &str) -> Option<OrganisationId> {
        self.organisations.get(id).copied()
    }

    /// The screen of somebody of that organisation, if anybody came.
    pub fn voice(&self, organisation: &str) -> Option<&Screen> {
        self.voices.get(organisation).map(|place| &self.screens[*place])
    }

    /// Everybody's screen; a console without a seat is the last.
    pub fn screens(&self) -> &[Screen] {
        &self.screens
    }

    /// Somebody who does the work that anybody may do, in turn; the conductor if nobody else came.
    pub fn hand(&self, turn: usize) -> &Screen {
        match self.participants.len() {
            0 => self.conductor(),
            many => &self.screens[self.participants[turn % many]],
        }
    }

    /// Everybody leaves in good order.
    pub async fn leave(self) {
        for screen in self.screens {
            screen.close().await;
        }
    }
}

/// Who creates the workshop: the first facilitator, if it belongs to the convener (a creator's seat does).
fn creator(scenario: &Scenario) -> Option<&scenario::Seat> {
    let facilitator = scenario.seats.iter().find(|seat| seat.role == Role::Facilitator)?;
    let convening = scenario.convening()?;
    (facilitator.organisation.as_ref() == Some(&convening.id)).then_some(facilitator)
}

async fn create(
    server: &Server,
    scenario: &Scenario,
    creator: Option<&scenario::Seat>,
    operator: Option<&str>,
) -> Result<CreatedWorkshop, PlayError> {
    let convening = scenario.convening();
    let partners = scenario.organisations.iter().filter(|organisation| convening.is_none_or(|convening| convening.id != organisation.id));
    let workshop = CreateWorkshop {
        details: Details {
            title: scenario.title.clone(),
            place: scenario.place.clone(),
            purpose: scenario.purpose.clone(),
            rules: scenario.rules.clone(),
            themes: scenario.themes.clone(),
            authors: scenario.authors,
            zone: scenario.zone.clone(),
            ..Details::default()
        },
        convener: convening.map_or(&scenario.convener, |convening| &convening.name).clone(),
        organisations: partners.map(|organisation| organisation.name.clone()).collect(),
        facilitator: creator.map(|seat| seat.name.clone()).unwrap_or_default(),
        ..CreateWorkshop::default()
    };
    Ok(patiently(async || server.create(&workshop, operator).await).await?)
}

/// Organisations are numbered from 1, the convener first, the others in the order in which they were named; one name is one organisation.
fn organisations(scenario: &Scenario) -> BTreeMap<String, OrganisationId> {
    let convening = scenario.convening();
    let convener = convening.map_or(&scenario.convener, |convening| &convening.name);
    let mut names = vec![convener.as_str()];
    let mut numbers = BTreeMap::new();
    for organisation in &scenario.organisations {
        let is_convening = convening.is_some_and(|convening| convening.id == organisation.id);
        let place = if is_convening {
            0
        } else {
            names.iter().position(|known| same_organisation(known, &organisation.name)).unwrap_or(names.len())
        };
        if place == names.len() {
            names.push(&organisation.name);
        }
        numbers.insert(organisation.id.clone(), OrganisationId(place as u32 + 1));
    }
    numbers
}

/// What opens the door that a link leads to: `ID.SECRET` (W2).
fn key_of(link: &str, created: &CreatedWorkshop) -> String {
    let secret = link.split_once('#').map_or("", |(_, secret)| secret);
    format!("{}.{secret}", created.workshop)
}

/// Asks, and asks again while the answer is "too fast": a crowd behind one address must pace itself.
pub(super) async fn patiently<T>(ask: impl AsyncFn() -> Result<T, ClientError>) -> Result<T, ClientError> {
    let mut tries = 0;
    loop {
        let answer = ask().await;
        let hasty = answer
            .as_ref()
            .err()
            .and_then(ClientError::refusal)
            .is_some_and(|refusal| matches!(refusal, Refusal::TooFast | Refusal::Busy | Refusal::TooManyTries));
        if !hasty || tries == TRIES {
            return answer;
        }
        tries += 1;
        tokio::time::sleep(BREATH).await;
    }
}

/// Gives a command, at the pace that the server allows.
pub(super) async fn order(screen: &Screen, command: Command) -> Result<(), ClientError> {
    patiently(async || screen.command(command.clone()).await).await
}
