//! Headers of every answer: nothing foreign is loaded, nothing is framed, nothing private is cached.

use crate::config::Origin;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use std::sync::Arc;

const COOP: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// What the page may do. Trusted Types: the one policy is that of the page's own framework (`web/README.md`).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

const DENIED: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), \
    payment=(), usb=(), browsing-topics=()";

/// Headers that are the same for every answer, but for caching.
#[derive(Clone, Debug)]
pub(crate) struct Headers(HeaderMap);

impl Headers {
    /// For a server that is reached under these origins.
    pub(crate) fn new(origins: &[Origin]) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_SECURITY_POLICY, value(&policy(origins)));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(PERMISSIONS, HeaderValue::from_static(DENIED));
        headers.insert(COOP, HeaderValue::from_static("same-origin"));
        headers.insert(CORP, HeaderValue::from_static("same-origin"));
        if origins.first().is_some_and(Origin::is_secure) {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
        }
        Self(headers)
    }
}

/// Older Safari does not count the socket's scheme as the same origin: it is named besides. IPv6 addresses have no place in a policy's grammar:
/// browsers complain of them and go by `'self'`.
fn policy(origins: &[Origin]) -> String {
    let sockets: Vec<String> =
        origins.iter().map(|origin| origin.to_string().replacen("http", "ws", 1)).filter(|socket| !socket.contains('[')).collect();
    format!("{POLICY}; connect-src 'self' {}", sockets.join(" "))
}

fn value(text: &str) -> HeaderValue {
    // Origins were parsed: nothing in them is outside what a header may hold.
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(POLICY))
}

/// Adds them to every answer. What says nothing about caching is not cached.
pub(crate) async fn add(State(added): State<Arc<Headers>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in &added.0 {
        headers.insert(name, value.clone());
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_the_socket_and_nothing_foreign() {
        let origins = ["https://w.example.org".parse::<Origin>().unwrap(), "http://[::1]:8080".parse().unwrap()];
        assert!(policy(&origins).ends_with("connect-src 'self' wss://w.example.org"));
        assert!(Headers::new(&origins).0.contains_key(header::STRICT_TRANSPORT_SECURITY));
        assert!(!Headers::new(&origins[1..]).0.contains_key(header::STRICT_TRANSPORT_SECURITY));
        let given = Headers::new(&origins).0[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(given.contains("default-src 'none'") && !given.contains("unsafe") && !given.contains('*'));
    }
}
