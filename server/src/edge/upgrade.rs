//! From a request to a socket: the WebSocket handshake (RFC 6455, 4.2), and the bounds that the socket reads and writes within.
//!
//! It is our own because frames that go to many screens are sent in pieces from shared bytes, which axum's socket does not offer.

use super::failure::Failure;
use crate::limits;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        handshake::derive_accept_key,
        protocol::{Role, WebSocketConfig},
    },
};
use trestle_protocol::limits::FRAME_BYTES;

/// A socket on the server's side.
pub(crate) type WebSocket = WebSocketStream<TokioIo<Upgraded>>;

/// A handshake that is right. The socket is there once the answer has been sent.
pub(crate) struct Upgrade {
    accept: String,
    to_come: OnUpgrade,
}

impl Upgrade {
    /// Reads a handshake.
    pub(crate) fn of(request: &mut Request) -> Result<Self, Box<Response>> {
        let headers = request.headers();
        if request.method() != Method::GET
            || !names(headers, header::CONNECTION, "upgrade")
            || !names(headers, header::UPGRADE, "websocket")
        {
            return Err(Box::new(refused(StatusCode::BAD_REQUEST, "This address is a WebSocket.\n")));
        }
        if headers.get(header::SEC_WEBSOCKET_VERSION).is_none_or(|version| version != "13") {
            let mut refused = refused(StatusCode::UPGRADE_REQUIRED, "Only version 13 of the WebSocket protocol is spoken here.\n");
            refused.headers_mut().insert(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
            return Err(Box::new(refused));
        }
        let key = headers.get(header::SEC_WEBSOCKET_KEY).filter(|key| key.len() == KEY_CHARS);
        let accept = key.map(|key| derive_accept_key(key.as_bytes()));
        match (accept, request.extensions_mut().remove::<OnUpgrade>()) {
            (Some(accept), Some(to_come)) => Ok(Self { accept, to_come }),
            _ => Err(Box::new(refused(StatusCode::BAD_REQUEST, "The WebSocket handshake is not whole.\n"))),
        }
    }

    /// The answer. What is done with the socket goes on by itself.
    pub(crate) fn serve<F: Future<Output = ()> + Send>(
        self,
        serve: impl FnOnce(WebSocket) -> F + Send + 'static,
    ) -> Result<Response, Failure> {
        let Self { accept, to_come } = self;
        tokio::spawn(async move {
            match to_come.await {
                Ok(upgraded) => serve(WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(bounds())).await).await,
                Err(error) => tracing::debug!(%error, "a socket ended before it began"),
            }
        });
        let answer = Response::builder()
            .status(StatusCode::SWITCHING_PROTOCOLS)
            .header(header::CONNECTION, "upgrade")
            .header(header::UPGRADE, "websocket")
            .header(header::SEC_WEBSOCKET_ACCEPT, accept);
        answer.body(Body::empty()).map_err(Failure::internal)
    }
}

/// Sixteen bytes in base64.
const KEY_CHARS: usize = 24;

fn bounds() -> WebSocketConfig {
    WebSocketConfig::default()
        .max_message_size(Some(FRAME_BYTES))
        .max_frame_size(Some(FRAME_BYTES))
        .read_buffer_size(limits::SOCKET_READ_BYTES)
        .write_buffer_size(limits::SOCKET_WRITE_BYTES)
        .max_write_buffer_size(limits::SOCKET_WRITE_MAX_BYTES)
}

/// Does a header's list have this word?
fn names(headers: &HeaderMap, name: header::HeaderName, word: &str) -> bool {
    let lists = headers.get_all(name).into_iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|named| named.trim().eq_ignore_ascii_case(word))
}

fn refused(status: StatusCode, why: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], why).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(method: &str, headers: &[(&str, &str)]) -> (StatusCode, Option<HeaderValue>) {
        let mut request = Request::builder().method(method);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let refused = Upgrade::of(&mut request.body(Body::empty()).unwrap()).err().unwrap();
        (refused.status(), refused.headers().get(header::SEC_WEBSOCKET_VERSION).cloned())
    }

    #[test]
    fn what_is_no_handshake_is_told_so() {
        let whole = [("connection", "keep-alive, Upgrade"), ("upgrade", "WebSocket"), ("sec-websocket-version", "13")];
        assert_eq!(answered("GET", &[]).0, StatusCode::BAD_REQUEST);
        assert_eq!(answered("HEAD", &whole).0, StatusCode::BAD_REQUEST);
        assert_eq!(answered("GET", &whole).0, StatusCode::BAD_REQUEST, "without a key");
        let old = [whole[0], whole[1], ("sec-websocket-version", "8")];
        assert_eq!(answered("GET", &old), (StatusCode::UPGRADE_REQUIRED, Some(HeaderValue::from_static("13"))));
    }
}
