//! The socket in the data folder on which a running server takes its operator's commands, one after the other.

use super::{Known, Recovered, Refused, socket, workshops};
use crate::{limits, workshop::Registry};
use axum::{
    Json, Router,
    extract::{Path as Named, State},
    http::StatusCode,
    routing::{get, post},
};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{
    fs,
    io::{self, ErrorKind},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::{
    net::{UnixListener, UnixStream},
    time::{sleep, timeout},
};
use trestle_protocol::WorkshopId;

/// The socket. Its file goes with it.
#[derive(Debug)]
pub struct Control {
    listener: UnixListener,
    path: PathBuf,
    /// The user that the server runs as.
    user: u32,
}

/// What its handlers need.
#[derive(Clone)]
struct Operator {
    registry: Arc<Registry>,
    origin: Arc<str>,
}

impl Control {
    /// Takes its place in the data folder, whose lock this process holds: what lies there was left by one that is dead. A server without it serves all the
    /// same; none: its operator has to stop it for a command.
    pub(crate) fn bind(data: &Path) -> Option<Self> {
        let path = socket(data);
        match Self::try_bind(&path) {
            Ok(control) => Some(control),
            Err(error) => {
                let path = path.display();
                tracing::warn!(%path, %error, "there is no socket for the operator's commands: `trestle recover` works while the server is stopped");
                None
            }
        }
    }

    fn try_bind(path: &Path) -> io::Result<Self> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(path)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
        let user = fs::metadata(path)?.uid();
        Ok(Self { listener, path: path.to_owned(), user })
    }

    /// Does what it is asked, until it is dropped. One after the other: that is its bound.
    pub(crate) async fn serve(self, registry: Arc<Registry>, origin: String) {
        let router = Router::new()
            .route("/workshops", get(list))
            .route("/workshops/{id}/recover", post(recover))
            .with_state(Operator { registry, origin: origin.into() });
        loop {
            match self.listener.accept().await {
                Ok((stream, _)) if self.may(&stream) => answer(stream, router.clone()).await,
                Ok(_) => tracing::warn!("another user of this machine tried the operator's socket"),
                Err(error) => {
                    tracing::debug!(%error, "the operator's socket could not be used");
                    sleep(limits::ACCEPT_AGAIN_AFTER).await;
                }
            }
        }
    }

    /// The file's rights say it already, but for the moment before they are set.
    fn may(&self, stream: &UnixStream) -> bool {
        stream.peer_cred().is_ok_and(|peer| peer.uid() == self.user || peer.uid() == 0)
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        // One that stays is taken away by the next server.
        let _ = fs::remove_file(&self.path);
    }
}

async fn answer(stream: UnixStream, router: Router) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits::HEADER_TIME)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    match timeout(limits::CONTROL_TIME, connection).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "an operator's command ended early"),
        Err(_) => tracing::warn!("an operator's command took too long"),
    }
}

async fn list(State(operator): State<Operator>) -> Result<Json<Vec<Known>>, (StatusCode, Json<Refused>)> {
    let journal = operator.registry.surroundings().journal.clone();
    let listed = workshops::list(&*journal).await;
    listed.map(Json).map_err(|error| (StatusCode::INTERNAL_SERVER_ERROR, Json(Refused { why: error.to_string() })))
}

async fn recover(State(operator): State<Operator>, Named(id): Named<WorkshopId>) -> Result<Json<Recovered>, (StatusCode, Json<Refused>)> {
    let recovered = workshops::recover(&operator.registry, id, &operator.origin).await;
    recovered.map(Json).map_err(|refused| (StatusCode::CONFLICT, Json(refused)))
}
