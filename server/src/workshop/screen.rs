//! A screen as its workshop sees it: a bounded queue of frames, and the reason for which it ends.

use super::{frame::Frame, told::Told, waits::Waits};
use crate::{bucket::Bucket, limits};
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};
use trestle_core::{Actor, Holder, SecretHash, Viewer};
use trestle_protocol::{DocumentName, Farewell, close};

/// Number of a screen within its workshop's task; never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScreenId(pub u64);

/// Why a screen's connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The server restarts.
    Restart,
    /// The seat was removed, or its token ended.
    Removed,
    /// The screen could not keep up, or its token opened so many others that the oldest make room.
    Slow,
    /// Too much of what it sent was refused.
    Flood,
    /// The workshop's task ended; it reopens.
    Unavailable,
    /// A rehearsal ended: what the screen holds of it is void.
    Rewound,
    /// The workshop was erased.
    Erased,
    /// The workshop's time is up: it is closed to this screen, and will be erased.
    TimeUp,
}

impl Ending {
    /// The close code.
    pub fn code(self) -> u16 {
        match self {
            Self::Restart => close::RESTART,
            Self::Removed => close::REMOVED,
            Self::Slow => close::SLOW,
            Self::Flood => close::FLOOD,
            Self::Unavailable => close::UNAVAILABLE,
            Self::Rewound => close::REWOUND,
            Self::Erased => close::ERASED,
            Self::TimeUp => close::TIME_UP,
        }
    }

    /// What is said before.
    pub fn farewell(self) -> Option<Farewell> {
        match self {
            Self::Restart => Some(Farewell::Restart),
            Self::Removed => Some(Farewell::Removed),
            Self::Slow => Some(Farewell::Slow),
            Self::Rewound => Some(Farewell::Rewound),
            Self::Erased => Some(Farewell::Erased),
            Self::TimeUp => Some(Farewell::TimeUp),
            Self::Flood | Self::Unavailable => None,
        }
    }

    /// Is what waits still sent?
    pub fn flushes(self) -> bool {
        matches!(self, Self::Restart | Self::Unavailable | Self::Rewound)
    }
}

/// The workshop's end of a screen's queue. Dropping it without a word means [`Ending::Unavailable`].
#[derive(Debug)]
pub(crate) struct ScreenSender {
    frames: mpsc::Sender<Frame>,
    waiting: Arc<Waiting>,
    end: oneshot::Sender<Ending>,
}

/// The socket's end of a screen's queue.
#[derive(Debug)]
pub struct ScreenReceiver {
    /// Frames to send, in order; ended when the workshop lets go of the screen.
    pub frames: mpsc::Receiver<Frame>,
    /// Why it ended, if the workshop said so.
    pub end: oneshot::Receiver<Ending>,
    waiting: Arc<Waiting>,
}

/// What was put into a queue and has not been sent yet.
#[derive(Debug, Default)]
struct Waiting {
    bytes: AtomicUsize,
    /// Without what is shared.
    own_bytes: AtomicUsize,
    /// The workshop has more for this screen and wants to hear when there is room.
    wanted: AtomicBool,
}

impl Waiting {
    fn has_room(&self) -> bool {
        self.bytes.load(Ordering::SeqCst) < limits::SCREEN_ROOM_BYTES
    }
}

/// More waits for this screen than may wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TooSlow;

/// Both ends of a new queue.
pub(crate) fn queue() -> (ScreenSender, ScreenReceiver) {
    let (frames, incoming) = mpsc::channel(limits::SCREEN_QUEUE);
    let (end, ended) = oneshot::channel();
    let waiting = Arc::new(Waiting::default());
    (ScreenSender { frames, waiting: waiting.clone(), end }, ScreenReceiver { frames: incoming, end: ended, waiting })
}

impl ScreenSender {
    pub(crate) fn push(&self, frame: Frame) -> Result<(), TooSlow> {
        let (len, own) = (frame.len(), frame.own_len());
        let waiting = self.waiting.own_bytes.load(Ordering::SeqCst);
        if waiting + own > limits::SCREEN_QUEUE_BYTES {
            return Err(TooSlow);
        }
        self.waiting.own_bytes.fetch_add(own, Ordering::SeqCst);
        self.waiting.bytes.fetch_add(len, Ordering::SeqCst);
        match self.frames.try_send(frame) {
            // A socket that is gone says so itself (detach).
            Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => Ok(()),
            Err(mpsc::error::TrySendError::Full(_)) => Err(TooSlow),
        }
    }

    /// Has the screen taken nearly everything? If not, its socket says so once it has.
    pub(crate) fn has_room(&self) -> bool {
        if self.waiting.has_room() {
            return true;
        }
        self.waiting.wanted.store(true, Ordering::SeqCst);
        // It may have taken everything in this moment, and would not say so.
        self.waiting.has_room()
    }

    pub(crate) fn finish(self, ending: Ending) {
        // A socket that is gone needs no reason.
        let _ = self.end.send(ending);
    }
}

impl ScreenReceiver {
    /// To be called with what a frame counted for, once it has been sent. True: the workshop wants to hear that there is room.
    #[must_use]
    pub fn sent(&self, size: Size) -> bool {
        self.waiting.own_bytes.fetch_sub(size.own, Ordering::SeqCst);
        self.waiting.bytes.fetch_sub(size.all, Ordering::SeqCst);
        self.waiting.has_room() && self.waiting.wanted.swap(false, Ordering::SeqCst)
    }
}

/// What a frame counts for in its queue.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    all: usize,
    own: usize,
}

impl From<&Frame> for Size {
    fn from(frame: &Frame) -> Self {
        Self { all: frame.len(), own: frame.own_len() }
    }
}

/// The pace of one seat (or of one console's or wall's secret), shared by all its sockets.
#[derive(Clone, Debug)]
pub struct Pace(Arc<Mutex<Paces>>);

#[derive(Debug)]
struct Paces {
    updates: Bucket,
    commands: Bucket,
    small: Bucket,
    strikes: Bucket,
}

impl Pace {
    pub(crate) fn new() -> Self {
        let now = Instant::now();
        Self(Arc::new(Mutex::new(Paces {
            updates: Bucket::full(limits::UPDATE_BURST, limits::UPDATES_PER_SECOND, now),
            commands: Bucket::full(limits::COMMAND_BURST, limits::COMMANDS_PER_SECOND, now),
            small: Bucket::full(limits::SMALL_BURST, limits::SMALL_PER_SECOND, now),
            strikes: Bucket::full(limits::STRIKES, limits::STRIKES_FORGIVEN_PER_SECOND, now),
        })))
    }

    /// An update comes: how long it has to wait before it is looked at. Nothing written is refused for being fast.
    pub fn update(&self) -> Option<Duration> {
        self.with(|paces, now| paces.updates.reserve(now))
    }

    /// A command comes: may it, now?
    pub fn command(&self) -> bool {
        self.with(|paces, now| paces.commands.take(now))
    }

    /// A ping or presence comes: may it, now?
    pub fn small(&self) -> bool {
        self.with(|paces, now| paces.small.take(now))
    }

    /// A frame was refused: is this still bearable?
    pub fn strike(&self) -> bool {
        self.with(|paces, now| paces.strikes.take(now))
    }

    fn with<T>(&self, act: impl FnOnce(&mut Paces, Instant) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner), Instant::now())
    }

    /// Does any screen go at this pace? Whoever keeps paces holds one of them.
    pub(crate) fn is_used(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }
}

/// A connected screen.
#[derive(Debug)]
pub(crate) struct Screen {
    /// The hash of its token: when that ends, so does the screen.
    pub(crate) secret: SecretHash,
    /// Whom it stands for.
    pub(crate) holder: Holder,
    /// What it was told it is.
    pub(crate) viewer: Viewer,
    /// The pace of its seat.
    pub(crate) pace: Pace,
    /// Documents that it may write.
    pub(crate) documents: BTreeSet<DocumentName>,
    /// Those of them whose state it has to be sent, once it has room.
    pub(crate) owed: BTreeSet<DocumentName>,
    /// Since when it has had a document's state before it.
    pub(crate) state_since: Option<Instant>,
    /// How much it has been told of what it is shown.
    pub(crate) told: Told,
    /// It had no room when everybody was told who is there.
    pub(crate) missed_presence: bool,
    /// Documents in which what it writes has to wait.
    pub(crate) waits: Waits,
    /// Its queue.
    pub(crate) sender: ScreenSender,
}

impl Screen {
    pub(crate) fn actor(&self) -> Actor {
        self.holder.into()
    }
}
