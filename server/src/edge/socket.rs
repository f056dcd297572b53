//! A screen's socket: the hello, then frames both ways until one of the two ends it.

use super::{
    closing::{Close, finish},
    forwarded::{Client, Peer},
    hello::hello,
    invitation,
    listen::Permit,
    reader::Reader,
    shared::{Edge, Shared},
    throttle::{Socket, Turn},
    upgrade::{Upgrade, WebSocket},
    writer::Writer,
};
use crate::{
    course::Course,
    limits,
    workshop::{Ending, Handle, OpenError, Pace, ScreenId, ScreenReceiver, ScreenRequest},
};
use axum::{
    Extension,
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream::SplitStream};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout},
};
use trestle_core::SecretHash;
use trestle_protocol::{Refusal, WorkshopId, close};
use uuid::Uuid;

/// `GET /api/workshops/{id}/socket`. Who asks is known only after the hello; until then a socket costs little.
pub(crate) async fn upgrade(
    State(edge): Shared,
    Path(id): Path<String>,
    Extension(peer): Extension<Peer>,
    Extension(permit): Extension<Permit>,
    mut request: Request,
) -> Response {
    let client = edge.client(peer, request.headers());
    let upgrade = match Upgrade::of(&mut request) {
        Ok(upgrade) => upgrade,
        Err(refused) => return *refused,
    };
    permit.stays();
    let counted = edge.throttle.stranger(client);
    let served = upgrade.serve(move |socket| async move {
        let alive = edge.settings.alive.clone();
        serve(&edge, &id, client, counted, socket).await;
        drop((permit, alive));
    });
    served.unwrap_or_else(IntoResponse::into_response)
}

async fn serve(edge: &Edge, id: &str, client: Client, mut counted: Socket, socket: WebSocket) {
    let (mut sink, mut stream) = socket.split();
    let mut writer = Writer::new(&mut sink);
    let gives_way = counted.gives_way.clone();
    let begun = tokio::select! {
        // Once it has begun nobody asks it to.
        begun = begin(edge, id, client, &mut counted, &mut stream) => begun,
        () = gives_way.notified() => Err(Some(Close::refused(close::UNAVAILABLE, Refusal::Busy))),
    };
    let close = match begun {
        Ok(Begun { handle, screen, pace, course, receiver }) => {
            let (answers, local) = mpsc::channel(limits::LOCAL_QUEUE);
            let mut reader = Reader { stream: &mut stream, handle: &handle, screen, pace: &pace, course, answers, last_number: 0 };
            // Reads and writes at the same time, until one of them ends.
            let close = tokio::select! {
                close = reader.run() => close,
                close = writer.run(receiver, local, || handle.screen(screen, ScreenRequest::GoOn)) => close,
            };
            // Gone is fine: then the workshop has forgotten the screen already.
            let _ = handle.screen(screen, ScreenRequest::Detach).await;
            close
        }
        Err(close) => close,
    };
    if let Some(close) = close {
        // A peer that does not listen any more is not waited for.
        let said = async {
            writer.finish().await?;
            finish(writer.sink, &mut stream, close).await
        };
        let _ = timeout(limits::CLOSE_TIME, said).await;
    }
}

/// A screen that has begun.
struct Begun {
    handle: Handle,
    screen: ScreenId,
    pace: Pace,
    course: Course,
    receiver: ScreenReceiver,
}

/// W7: the hello, and what it opens. `Err(None)`: the peer is gone.
async fn begin(
    edge: &Edge,
    id: &str,
    client: Client,
    counted: &mut Socket,
    stream: &mut SplitStream<WebSocket>,
) -> Result<Begun, Option<Close>> {
    let secret = hello(stream).await?;
    let begun = known(edge, id, secret, counted).await;
    // Whoever is nobody is told so at the pace of their address, and no sooner; whoever is somebody waits for none of them.
    if matches!(&begun, Err(Some(close)) if close.code == close::UNKNOWN) {
        let wait = match edge.throttle.wrong_hello(client, Instant::now()) {
            Turn::After(wait) => wait,
            Turn::TooFast => limits::REQUEST_WAIT,
        };
        tokio::time::sleep(wait).await;
    }
    begun
}

/// What a token opens. `Err(UNKNOWN)`: nothing.
async fn known(edge: &Edge, id: &str, secret: SecretHash, counted: &mut Socket) -> Result<Begun, Option<Close>> {
    let busy = || Some(Close::refused(close::UNAVAILABLE, Refusal::Busy));
    match edge.throttle.hello(secret, Instant::now()) {
        Turn::After(wait) => tokio::time::sleep(wait).await,
        Turn::TooFast => return Err(busy()),
    }
    let unknown = || Some(Close::refused(close::UNKNOWN, Refusal::WrongKey));
    let id = Uuid::try_parse(id).map(WorkshopId).map_err(|_| unknown())?;
    let registry = &edge.settings.registry;
    // A workshop that ends while a screen comes (of idleness, say) is opened again.
    for _ in 0..limits::OPEN_TRIES {
        let handle = match registry.open(id).await {
            Ok(handle) => handle,
            Err(OpenError::NotFound) => return Err(unknown()),
            // The page keeps what it has: it may be all that is left, or the operator may put an older copy in the journal's place.
            Err(OpenError::Lost) => return Err(Some(Close::refused(close::UNAVAILABLE, Refusal::LostByDamage))),
            Err(OpenError::Busy) if *edge.settings.stop.borrow() => {
                return Err(Some(Ending::Restart.into()));
            }
            Err(OpenError::Newer { .. }) => return Err(Some(Close::refused(close::NEWER, Refusal::NewerJournal))),
            Err(error) => {
                tracing::error!(workshop = %id, %error, "a screen could not be served");
                return Err(Some(Ending::Unavailable.into()));
            }
        };
        match handle.attach(secret).await {
            Ok(Ok((attached, receiver))) => {
                edge.throttle.opened(secret, Instant::now());
                if !counted.is_known() {
                    let _ = handle.screen(attached.screen, ScreenRequest::Detach).await;
                    return Err(busy());
                }
                if attached.uninvited {
                    invitation::give(edge, id, &handle).await;
                }
                return Ok(Begun { handle, screen: attached.screen, pace: attached.pace, course: attached.course, receiver });
            }
            Ok(Err(Refusal::WrongKey)) => return Err(unknown()),
            Ok(Err(Refusal::TimeUp)) => return Err(Some(Close::refused(close::TIME_UP, Refusal::TimeUp))),
            Ok(Err(refusal)) => return Err(Some(Close::refused(close::UNAVAILABLE, refusal))),
            Err(_) => {}
        }
    }
    Err(Some(Ending::Unavailable.into()))
}
