//! Ballots: which answers and shows of hands there are, which a closed poll has counted, and whose they are. A part of the oracle.

use std::collections::{BTreeMap, BTreeSet};
use trestle_core::Event;
use trestle_protocol::{OrganisationId, PollId, PollKind, SeatId, Voice};

/// The number of the act that gave an answer.
type Answer = usize;

/// Answers as they stand, and all that were given.
#[derive(Default)]
pub(crate) struct Ballots {
    now: Standing,
    before: Option<Standing>,
    organisations: BTreeMap<SeatId, Option<OrganisationId>>,
    /// Answers with who gave them, and the organisation whose voice they are.
    given: BTreeMap<Answer, (SeatId, Option<OrganisationId>)>,
    /// Shows of hands by the poll that they were for.
    hands: BTreeMap<Answer, PollId>,
    /// Answers that a closed poll has counted.
    pub(crate) counted: BTreeSet<Answer>,
    /// Polls that have been closed at some time: then everybody may know the hands that were up for them.
    closed_once: BTreeSet<PollId>,
}

#[derive(Clone, Default)]
struct Standing {
    /// By poll, seat and subject.
    answers: BTreeMap<PollId, BTreeMap<SeatId, BTreeMap<String, Answer>>>,
    polls: BTreeMap<PollId, (PollKind, Voice)>,
    closed: BTreeSet<PollId>,
}

impl Ballots {
    /// Answers of others, and of other organisations where these have one voice each, that no closed poll has counted; and hands.
    pub(crate) fn private(&self, seat: Option<SeatId>, organisation: Option<OrganisationId>) -> BTreeSet<Answer> {
        let own = |(giver, voice): &(SeatId, Option<OrganisationId>)| seat == Some(*giver) || (voice.is_some() && *voice == organisation);
        let others = self.given.iter().filter(|(_, given)| !own(given)).map(|(answer, _)| *answer);
        let hands = self.hands.iter().filter(|(_, poll)| !self.closed_once.contains(*poll)).map(|(answer, _)| *answer);
        others.filter(|answer| !self.counted.contains(answer)).chain(hands).collect()
    }

    pub(crate) fn event(&mut self, number: Answer, event: &Event) {
        match event {
            Event::RehearsalBegun => self.before = Some(self.now.clone()),
            Event::RehearsalEnded => self.now = self.before.take().unwrap_or_default(),
            Event::SeatTaken { seat, organisation, .. }
            | Event::PersonAdded { seat, organisation, .. }
            | Event::OrganisationSet { seat, organisation } => {
                self.organisations.insert(*seat, *organisation);
            }
            Event::Created { create } if create.facilitator.is_some() => {
                self.organisations.insert(SeatId(1), Some(OrganisationId(1)));
            }
            Event::PollOpened { poll, kind, voice, .. } => {
                self.now.closed.remove(poll);
                self.now.polls.insert(poll.clone(), (*kind, *voice));
            }
            Event::PollClosed { poll } => {
                self.now.closed.insert(poll.clone());
                self.closed_once.insert(poll.clone());
            }
            Event::HandsCounted { poll, .. } => drop(self.hands.insert(number, poll.clone())),
            Event::Answered { poll, seat, subject, .. } => self.answered(number, poll, *seat, subject),
            Event::SeatRemoved { seat, .. } => self.now.answers.values_mut().for_each(|answers| drop(answers.remove(seat))),
            _ => {} // nothing about answers
        }
    }

    fn answered(&mut self, number: Answer, poll: &PollId, seat: SeatId, subject: &str) {
        let (kind, voice) = self.now.polls.get(poll).copied().unwrap_or((PollKind::Rating, Voice::Person));
        let organisation = self.organisations.get(&seat).copied().flatten().filter(|_| voice == Voice::Organisation);
        self.given.insert(number, (seat, organisation));
        let answers = self.now.answers.entry(poll.clone()).or_default();
        let same_voice =
            |other: &SeatId| *other == seat || (organisation.is_some() && self.organisations.get(other).copied().flatten() == organisation);
        for (_, former) in answers.iter_mut().filter(|(other, _)| same_voice(other)) {
            if kind == PollKind::Choice {
                former.clear(); // one choice each
            } else {
                former.remove(subject);
            }
        }
        answers.entry(seat).or_default().insert(subject.to_owned(), number);
    }

    /// Notes what closed polls have counted by now, and where people belong.
    pub(crate) fn look(&mut self, organisations: BTreeMap<SeatId, Option<OrganisationId>>) {
        self.organisations = organisations;
        let closed = self.now.answers.iter().filter(|(poll, _)| self.now.closed.contains(*poll));
        self.counted.extend(closed.flat_map(|(_, answers)| answers.values()).flat_map(BTreeMap::values));
    }
}
