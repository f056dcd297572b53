//! The origin check: sockets and unsafe requests from other sites are not carried out.

use super::failure::Failure;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{collections::BTreeSet, sync::Arc};
use trestle_protocol::Refusal;

/// The server's own origins, in the form in which browsers send them.
#[derive(Clone, Debug)]
pub(crate) struct Origins(BTreeSet<String>);

impl Origins {
    pub(crate) fn new(own: impl IntoIterator<Item = String>) -> Self {
        Self(own.into_iter().collect())
    }

    /// May a request with these headers change something? Compared exactly. No `Origin` at all means no browser: those send one with every POST and
    /// every socket, and without a browser there are no foreign sites.
    pub(crate) fn admit(&self, headers: &HeaderMap) -> bool {
        let mut given = headers.get_all(header::ORIGIN).iter();
        match (given.next(), given.next()) {
            (None, _) => true,
            (Some(origin), None) => origin.to_str().is_ok_and(|origin| self.0.contains(origin)),
            (Some(_), Some(_)) => false,
        }
    }
}

/// Refuses what comes from elsewhere before anything looks at it.
pub(crate) async fn check(State(own): State<Arc<Origins>>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD) && !request.headers().contains_key(header::UPGRADE);
    if safe || own.admit(request.headers()) { next.run(request).await } else { Failure::Refused(Refusal::ForeignOrigin).into_response() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_compared_exactly() {
        let own = Origins::new(["https://workshops.example.org".to_owned(), "http://localhost:8080".to_owned()]);
        let admits = |origins: &[&str]| {
            let mut headers = HeaderMap::new();
            for origin in origins {
                headers.append(header::ORIGIN, origin.parse().unwrap());
            }
            own.admit(&headers)
        };
        assert!(admits(&[]));
        assert!(admits(&["https://workshops.example.org"]));
        assert!(admits(&["http://localhost:8080"]));
        for foreign in [
            "http://workshops.example.org",
            "https://workshops.example.org:8443",
            "https://workshops.example.org.evil.example",
            "https://evil.example",
            "https://WORKSHOPS.example.org",
            "https://workshops.example.org/",
            "http://localhost",
            "http://localhost:80801",
            "null",
            "",
            "*",
        ] {
            assert!(!admits(&[foreign]), "{foreign}");
        }
        assert!(!admits(&["https://workshops.example.org", "https://evil.example"]));
        assert!(!admits(&["https://workshops.example.org", "https://workshops.example.org"]));
    }
}
