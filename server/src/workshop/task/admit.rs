//! Admitting: each request is decided or admitted, and what follows from it is applied, at exactly its place in the batch.

use super::Task;
use crate::workshop::{
    batch::{Answer, Batch},
    handle::{Ordered, Request, ScreenRequest},
    screen::{Ending, Screen, ScreenId},
};
use trestle_core::{Actor, Author, Changed, Event, Order, SecretHash, State};
use trestle_journal::Entry;
use trestle_protocol::{Command, DocumentName, Refusal, ServerFrame};

impl Task {
    /// Takes one request into the batch: decides or admits it, and applies what follows.
    pub(super) fn admit(&mut self, request: Request, batch: &mut Batch) {
        match request {
            Request::Attach(attach) => {
                self.note_use(attach.secret, batch);
                batch.answers.push(Answer::Attach(attach));
            }
            Request::Read(look) => batch.answers.push(Answer::Read(look)),
            Request::Drain => batch.drain = true,
            Request::Lapsed => batch.lapsed = true,
            Request::Erase { actor, reply } => match self.may_erase(actor) {
                Ok(()) => batch.erase.push(reply),
                // Whoever asked may have gone away.
                Err(refusal) => drop(reply.send(Err(refusal))),
            },
            Request::Order { actor, order, reply } => {
                let ordered = self.order(actor, None, &order, batch).map(|events| ordered(&self.fold.state, &events));
                batch.answers.push(Answer::Ordered(reply, ordered));
            }
            Request::Screen(screen, request) => self.screen(screen, request, batch),
        }
    }

    fn screen(&mut self, screen: ScreenId, request: ScreenRequest, batch: &mut Batch) {
        // What a screen sent before it was ended is not looked at: it sends it again. Behind the end of a rehearsal every screen is as good as ended.
        let Some(actor) = self.screens.get(screen).map(Screen::actor).filter(|_| !batch.rewound) else {
            return;
        };
        match request {
            ScreenRequest::Command { id, command } => self.command(screen, actor, id, command, batch),
            ScreenRequest::Update { number, document, generation, bytes } => {
                self.update(screen, (number, (document, generation), &bytes), batch);
            }
            ScreenRequest::Presence { at, step } => {
                self.presence.set(screen, at);
                self.presence.stay(screen, step);
            }
            ScreenRequest::GoOn => batch.answers.push(Answer::GoOn(screen)),
            ScreenRequest::Detach => {
                if let Some(secret) = self.screens.get(screen).map(|screen| screen.secret) {
                    self.note_use(secret, batch);
                }
                self.screens.end(screen, Ending::Unavailable);
            }
        }
    }

    /// A console or wall came or went: when it was last used is noted now and then.
    fn note_use(&mut self, secret: SecretHash, batch: &mut Batch) {
        let now = self.moment().civil();
        if self.fold.state.use_is_due(&secret, now) {
            // What is open for reading only notes nothing.
            drop(self.order(Actor::System, None, &Order::Use { secret, by: None }, batch));
        }
    }

    fn command(&mut self, screen: ScreenId, actor: Actor, id: String, command: Command, batch: &mut Batch) {
        let cause = cause(actor, &id);
        let frame = match self.order(actor, Some(&cause), &Order::Command(command), batch) {
            Ok(_) => ServerFrame::Done { id },
            Err(refusal) => ServerFrame::Refused { id, refusal: refusal.into() },
        };
        batch.answers.push(Answer::Frame(screen, frame));
    }

    /// Decides an order and applies what follows.
    pub(super) fn order(&mut self, actor: Actor, cause: Option<&str>, order: &Order, batch: &mut Batch) -> Result<Vec<Event>, Refusal> {
        if self.readable_only {
            return Err(Refusal::Internal);
        }
        let now = self.moment();
        let changed = self.fold.order(actor, cause, order, now)?;
        batch.decided |= !changed.entries.is_empty();
        batch.rewound |= changed.events.contains(&Event::RehearsalEnded);
        Ok(self.keep(changed, None, batch))
    }

    fn update(&mut self, screen: ScreenId, (number, written, bytes): (u32, (DocumentName, u32), &[u8]), batch: &mut Batch) {
        let (now, (document, generation)) = (self.course.now(), written);
        let author = self.screens.get(screen).map(|screen| Author::of(&self.fold.state, screen.holder, &screen.secret));
        let admitted = match author.filter(|_| !self.readable_only) {
            None => Err(Refusal::Internal.into()),
            Some(author) => self.fold.update_in(author, written, bytes, now),
        };
        let waits = self.screens.get_mut(screen).and_then(|screen| screen.waits.after(document, admitted.as_ref().err().copied(), now));
        match admitted {
            Ok(changed) => {
                drop(self.keep(changed, Some(screen), batch));
                batch.saved.insert(screen, number);
                self.begin_anew_if_worn(document, batch);
            }
            Err(why) => {
                let full = Refusal::from(why) == Refusal::DocumentFull && self.begin_anew_if_worn(document, batch);
                let why = if full { Refusal::NewGeneration.into() } else { waits.unwrap_or(why) };
                batch.answers.push(Answer::UpdateRefused { screen, number, document, why });
                // Of a generation that is to come: what this screen has is no more, and it was never sent what is.
                if Refusal::from(why) == Refusal::NewGeneration && generation > self.fold.documents.generation(document) {
                    batch.answers.push(Answer::Renew(screen, document));
                }
                batch.saved.insert(screen, number);
            }
        }
    }

    /// Takes what changed into the batch and, for later, into the outbox: nothing leaves that before the batch is durable.
    pub(super) fn keep(&mut self, changed: Changed, author: Option<ScreenId>, batch: &mut Batch) -> Vec<Event> {
        if changed.entries.is_empty() {
            return changed.events;
        }
        let entries =
            changed.entries.into_iter().map(|entry| if entry.event { Entry::event(entry.bytes) } else { Entry::update(entry.bytes) });
        batch.entries.extend(entries);
        self.outbox.touch(changed.touched);
        for document in changed.renewed {
            self.outbox.forget_updates_of(document);
            // It is sent below, in its place among the answers and not before.
            self.screens.owe_no_more(document);
            batch.answers.extend(self.screens.ids().into_iter().map(|screen| Answer::Renew(screen, document)));
        }
        if let (Some((document, update)), Some(author)) = (changed.broadcast, author) {
            self.outbox.update(document, author, update);
        }
        changed.events
    }
}

/// Command ids are their sender's own: nobody can use up somebody else's.
fn cause(actor: Actor, id: &str) -> String {
    match actor {
        Actor::Seat(seat) => format!("{seat}:{id}"),
        Actor::Console => format!("console:{id}"),
        Actor::Wall => format!("wall:{id}"),
        Actor::Organisation(organisation) => format!("organisation/{organisation}:{id}"),
        Actor::System => format!("system:{id}"),
    }
}

/// The seat that events have made.
fn ordered(state: &State, events: &[Event]) -> Ordered {
    let token = events.iter().find_map(|event| match event {
        Event::SeatTaken { token, .. } => Some(*token),
        Event::Created { create } => create.facilitator.as_ref().map(|(_, token)| *token),
        _ => None,
    });
    let viewer = token.and_then(|token| state.viewer(state.holder(&token)?));
    Ordered { seat: viewer.and_then(|viewer| Some((viewer.seat?, viewer.role))) }
}
