//! The threads that read: each has a read-only connection, all take from one queue.

use super::stop::Stop;
use crate::{JournalError, limits};
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{mpsc, oneshot};

type Read = Box<dyn FnOnce(&Connection) + Send>;

/// What a reading thread takes from: whoever holds the lock waits for the next read, the others wait for the lock.
type Reads = Arc<Mutex<mpsc::Receiver<Read>>>;

/// The sending side of the reading threads' queue; clones share it.
#[derive(Clone)]
pub(super) struct Readers {
    /// Gone once closed. Shared, so that a stream that is still held does not keep the threads.
    sender: Arc<Mutex<Option<mpsc::Sender<Read>>>>,
    path: Arc<Path>,
}

/// One reading thread.
pub(super) struct Reader {
    connection: Connection,
    reads: Reads,
}

impl Readers {
    /// A queue, and a reader for each connection.
    pub(super) fn new(path: PathBuf, connections: Vec<Connection>) -> (Self, Vec<Reader>) {
        let (sender, reads) = mpsc::channel(limits::QUEUE_READS);
        let reads = Arc::new(Mutex::new(reads));
        let readers = connections.into_iter().map(|connection| Reader { connection, reads: Arc::clone(&reads) }).collect();
        (Self { sender: Arc::new(Mutex::new(Some(sender))), path: path.into() }, readers)
    }

    /// Runs `read` on a reading thread, in one read transaction: all it sees belongs together.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, Stop> + Send + 'static,
    ) -> Result<T, JournalError> {
        let (reply, answer) = oneshot::channel();
        let path = Arc::clone(&self.path);
        let read: Read = Box::new(move |connection| {
            let seen = within_transaction(connection, read);
            // Nobody may be listening any more.
            let _ = reply.send(seen.map_err(|stop| stop.into_error(&path)));
        });
        let sender = self.sender.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let sender = sender.ok_or(JournalError::Closed)?;
        sender.send(read).await.map_err(|_| JournalError::Closed)?;
        drop(sender);
        answer.await.unwrap_or(Err(JournalError::Closed))
    }

    /// Lets the threads finish what is queued and end.
    pub(super) fn close(&self) {
        self.sender.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Reader {
    /// Serves the queue until it is closed and empty.
    pub(super) fn run(self) {
        while let Some(read) = self.next() {
            read(&self.connection);
        }
    }

    fn next(&self) -> Option<Read> {
        self.reads.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv()
    }
}

fn within_transaction<T>(connection: &Connection, read: impl FnOnce(&Connection) -> Result<T, Stop>) -> Result<T, Stop> {
    // Unchecked because the connection is borrowed; nothing else uses it meanwhile. It ends when dropped.
    let transaction = connection.unchecked_transaction()?;
    read(&transaction)
}
