//! The routes, and what stands around them.

use super::{
    assets, create,
    export::{Wants, export},
    failure::Failure,
    form::Form,
    forwarded::Peer,
    headers, health, holder, identity, import, join, origin,
    shared::{Edge, EdgeSettings, Shared},
    socket,
    throttle::Turn,
};
use crate::limits;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use std::sync::Arc;
use tokio::time::Instant;
use trestle_protocol::{Refusal, limits::FRAME_BYTES};

/// All routes. Requests need their [`Peer`] as an extension: `listen` gives it.
pub fn router(settings: EdgeSettings) -> Router {
    let edge = Arc::new(Edge::new(settings));
    let api = exports(Router::new())
        .route("/api/programmes", get(create::offered))
        .route("/api/workshops", post(create::create))
        .route("/api/import", post(import::import).layer(DefaultBodyLimit::max(limits::IMPORT_BYTES)))
        .route("/api/workshops/{id}", delete(holder::erase))
        .route("/api/workshops/{id}/links", post(holder::link))
        .route("/api/workshops/{id}/links/{number}", delete(holder::end))
        .route("/api/workshops/{id}/code", post(holder::code))
        .route("/api/workshops/{id}/keeping", get(holder::keeping))
        .layer(middleware::from_fn_with_state(edge.clone(), pace))
        // Whether a key is right decides whom its holder waits for.
        .route("/api/look", post(join::look))
        .route("/api/join", post(join::join))
        // A room that comes back has its own bound: sockets that have not said who they are.
        .route("/api/workshops/{id}/socket", get(socket::upgrade));
    let around = Router::new().merge(api).route("/healthz", get(health::alive)).route("/readyz", get(health::ready));
    test_routes(around)
        .fallback(assets::serve)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(FRAME_BYTES))
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn_with_state(edge.origins.clone(), origin::check))
        .layer(middleware::from_fn_with_state(edge.headers.clone(), headers::add))
        .with_state(edge)
}

/// The record in every format, each at an address of its own.
fn exports(router: Router<Arc<Edge>>) -> Router<Arc<Edge>> {
    Form::ALL.into_iter().fold(router, |router, form| {
        let handler = move |state: Shared, id: Path<String>, wanted: Wants, headers: HeaderMap| export(form, state, id, wanted, headers);
        router.route(&format!("/api/workshops/{{id}}/{}", form.file()), get(handler))
    })
}

#[cfg(feature = "stepped-clock")]
fn test_routes(router: Router<Arc<Edge>>) -> Router<Arc<Edge>> {
    router.route("/test/clock", post(super::stepped::advance))
}

#[cfg(not(feature = "stepped-clock"))]
fn test_routes(router: Router<Arc<Edge>>) -> Router<Arc<Edge>> {
    router
}

/// The pace of one token, or of one address: whoever is too fast waits.
async fn pace(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    let turn = peer.map_or(Turn::TooFast, |peer| {
        let client = edge.client(peer, request.headers());
        edge.throttle.request(client, identity::bearer(request.headers()), Instant::now())
    });
    match turn {
        Turn::After(wait) => {
            if !wait.is_zero() {
                tokio::time::sleep(wait).await;
            }
            next.run(request).await
        }
        Turn::TooFast => Failure::Refused(Refusal::TooFast).into_response(),
    }
}

/// The time for one request. A socket's upgrade is answered at once; what follows has its own times.
async fn in_time(request: Request, next: Next) -> Response {
    let answered = tokio::time::timeout(limits::REQUEST_TIME, next.run(request)).await;
    answered.unwrap_or_else(|_| Failure::Refused(Refusal::Busy).into_response())
}

/// A method that a route does not have.
async fn wrong_method() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "This address is not for that.\n")
        .into_response()
}
