//! A handle on a live workshop: the sending side of its task's bounded inbox.

use super::screen::{Pace, ScreenId, ScreenReceiver, ScreenSender, queue};
use crate::course::Course;
use tokio::sync::{mpsc, oneshot};
use trestle_core::{Actor, Fold, Order, SecretHash};
use trestle_protocol::{Command, DocumentName, Refusal, Role, SeatId, StepId};

/// What a workshop's task is asked.
pub(crate) enum Request {
    /// A screen begins.
    Attach(Attach),
    /// Something from a screen.
    Screen(ScreenId, ScreenRequest),
    /// An order of the server's own, on somebody's behalf.
    Order { actor: Actor, order: Box<Order>, reply: oneshot::Sender<Result<Ordered, Refusal>> },
    /// Somebody looks. Called when everything that the fold holds is durable.
    Read(Box<dyn FnOnce(&Fold) + Send>),
    /// Erase the workshop for good.
    Erase { actor: Actor, reply: oneshot::Sender<Result<(), Refusal>> },
    /// The server stops: say farewell to all screens and end.
    Drain,
    /// The workshop has lapsed, or not any more: who may stay is told, and everybody else goes.
    Lapsed,
}

/// A screen that wants to begin.
pub(crate) struct Attach {
    pub(crate) secret: SecretHash,
    pub(crate) sender: ScreenSender,
    pub(crate) reply: oneshot::Sender<Result<Attached, Refusal>>,
}

/// What a screen sends.
#[derive(Debug)]
pub enum ScreenRequest {
    /// Something to decide.
    Command {
        /// The client's id.
        id: String,
        /// What.
        command: Command,
    },
    /// A document update.
    Update {
        /// The client's number.
        number: u32,
        /// Which document.
        document: DocumentName,
        /// The generation of it that this was written in.
        generation: u32,
        /// lib0 v1, as it came.
        bytes: Vec<u8>,
    },
    /// Where it writes.
    Presence {
        /// `document#field`.
        at: Option<Place>,
        /// The step that it shows, where it stayed behind.
        step: Option<StepId>,
    },
    /// It has taken what it was sent, and there was more.
    GoOn,
    /// It is gone.
    Detach,
}

/// A place in a document, as presence shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which document.
    pub document: DocumentName,
    /// The whole `document#field`.
    pub text: String,
}

/// A screen has begun; its first frames are in the queue.
#[derive(Debug)]
pub struct Attached {
    /// Its number.
    pub screen: ScreenId,
    /// The pace that its seat goes at.
    pub pace: Pace,
    /// How the workshop's time goes.
    pub course: Course,
    /// A facilitator has opened a workshop that has no invitation yet.
    pub uninvited: bool,
}

/// An order took effect, durably.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// The seat that it made, with its role.
    pub seat: Option<(SeatId, Role)>,
}

/// The workshop's task has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Gone {
    /// Before it took the request (it was idle, say): nothing has happened, and it can be asked again.
    #[error("the workshop's task had ended")]
    Untaken,
    /// Before it answered: the request may have taken effect.
    #[error("the workshop's task ended before it answered")]
    Unanswered,
}

/// Reaches a live workshop.
#[derive(Clone, Debug)]
pub struct Handle {
    inbox: mpsc::Sender<Request>,
}

impl Handle {
    pub(crate) fn new(inbox: mpsc::Sender<Request>) -> Self {
        Self { inbox }
    }

    /// Has the task ended?
    pub fn is_closed(&self) -> bool {
        self.inbox.is_closed()
    }

    /// Begins a screen for whoever holds the secret. `Err(WrongKey)`: nobody does.
    pub async fn attach(&self, secret: SecretHash) -> Result<Result<(Attached, ScreenReceiver), Refusal>, Gone> {
        let (sender, receiver) = queue();
        let (reply, answer) = oneshot::channel();
        self.send(Request::Attach(Attach { secret, sender, reply })).await?;
        let attached = answer.await.map_err(|_| Gone::Unanswered)?;
        Ok(attached.map(|attached| (attached, receiver)))
    }

    /// Passes on what a screen sent; answers come through its queue. Waits while the inbox is full.
    pub async fn screen(&self, screen: ScreenId, request: ScreenRequest) -> Result<(), Gone> {
        self.send(Request::Screen(screen, request)).await
    }

    /// Orders something; resolves when it is durable.
    pub async fn order(&self, actor: Actor, order: Order) -> Result<Result<Ordered, Refusal>, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Order { actor, order: Box::new(order), reply }).await?;
        answer.await.map_err(|_| Gone::Unanswered)
    }

    /// Looks at the workshop.
    pub async fn read<T: Send + 'static>(&self, look: impl FnOnce(&Fold) -> T + Send + 'static) -> Result<T, Gone> {
        let (reply, answer) = oneshot::channel();
        let look = move |fold: &Fold| {
            // Whoever asked may have gone away.
            let _ = reply.send(look(fold));
        };
        self.send(Request::Read(Box::new(look))).await?;
        answer.await.map_err(|_| Gone::Unanswered)
    }

    /// Erases the workshop with everything in it, and ends. Facilitators may, and the system once it is due (before: `NotNow`).
    pub async fn erase(&self, actor: Actor) -> Result<Result<(), Refusal>, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Erase { actor, reply }).await?;
        answer.await.map_err(|_| Gone::Unanswered)
    }

    /// Says that the workshop has lapsed, or not any more.
    pub(crate) async fn lapsed(&self) {
        // An error means that it has ended: it asks when it is opened.
        let _ = self.send(Request::Lapsed).await;
    }

    /// Asks the task to end; resolves when it has.
    pub(crate) async fn drain(&self) {
        // An error means that it has ended already.
        let _ = self.inbox.send(Request::Drain).await;
        self.inbox.closed().await;
    }

    async fn send(&self, request: Request) -> Result<(), Gone> {
        self.inbox.send(request).await.map_err(|_| Gone::Untaken)
    }
}
