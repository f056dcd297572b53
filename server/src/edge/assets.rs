//! The web client, embedded when the binary was built: pages, scripts, styles, fonts, each in the smallest form that the browser takes.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use uuid::Uuid;

/// One file of the web client.
#[derive(Debug)]
struct Asset {
    /// Relative to the root, without a slash in front.
    path: &'static str,
    /// Changes with the content.
    tag: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

const NOT_BUILT: &str = "The web client was not built into this binary. Run `make build` and start it again.\n";
const NOT_FOUND: &str = "There is nothing at this address.\n";

/// Names under this folder carry a hash of their content: they never change.
const HASHED: &str = "assets/";

/// Everything that is no API route.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    answer(ASSETS, &method, uri.path(), &headers)
}

fn answer(assets: &'static [Asset], method: &Method, path: &str, headers: &HeaderMap) -> Response {
    if !matches!(*method, Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, NOT_FOUND);
    }
    let page = page(path);
    let name = page.unwrap_or(path.trim_start_matches('/'));
    // Pages have addresses of their own; the files that they are made of have none.
    let hidden = page.is_none() && name.ends_with(".html");
    match assets.iter().find(|asset| asset.path == name && !hidden) {
        Some(asset) => found(asset, method, headers),
        None if page.is_some() => plain(StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT),
        None => plain(StatusCode::NOT_FOUND, NOT_FOUND),
    }
}

/// The page at an address.
fn page(path: &str) -> Option<&'static str> {
    match path {
        "/" => return Some("index.html"),
        "/new" => return Some("new.html"),
        // QR codes have the short one in capitals, where a small card can still be scanned; some cameras turn it into small letters.
        "/join" | "/J" | "/j" => return Some("join.html"),
        _ => {}
    }
    let (folder, id) = path.strip_prefix('/')?.split_once('/')?;
    Uuid::try_parse(id).ok()?;
    match folder {
        "workshop" => Some("workshop.html"),
        "wall" => Some("wall.html"),
        "record" => Some("record.html"),
        _ => None,
    }
}

/// Always plain text: a page in place of a missing script would be run as one.
fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

fn found(asset: &'static Asset, method: &Method, headers: &HeaderMap) -> Response {
    let (encoding, bytes) = negotiated(asset, headers);
    let tag = format!("\"{}-{}\"", asset.tag, encoding.unwrap_or("plain"));
    let mut response = Response::new(Body::empty());
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::ETAG, &tag);
    set(header::VARY, "accept-encoding");
    set(header::CACHE_CONTROL, if asset.path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" });
    if is_known(headers, &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    set(header::CONTENT_TYPE, content_type(asset.path));
    set(header::CONTENT_LENGTH, &bytes.len().to_string());
    if let Some(encoding) = encoding {
        set(header::CONTENT_ENCODING, encoding);
    }
    if method == Method::GET {
        *response.body_mut() = Body::from(Bytes::from_static(bytes));
    }
    response
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    known.is_some_and(|known| known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag))
}

/// The smallest form that the browser takes.
fn negotiated(asset: &'static Asset, headers: &HeaderMap) -> (Option<&'static str>, &'static [u8]) {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes = |encoding: &str| accepted.split(',').any(|offer| is_offer(offer, encoding));
    match (asset.brotli, asset.gzip) {
        (Some(bytes), _) if takes("br") => (Some("br"), bytes),
        (_, Some(bytes)) if takes("gzip") => (Some("gzip"), bytes),
        _ => (None, asset.plain),
    }
}

fn is_offer(offer: &str, encoding: &str) -> bool {
    let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
    let refused = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok()).is_some_and(|weight| weight <= 0.0);
    name.trim().eq_ignore_ascii_case(encoding) && !refused
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SOME: &[Asset] = &[
        Asset { path: "join.html", tag: "1", plain: b"<p>", brotli: Some(b"br"), gzip: Some(b"gzip") },
        Asset { path: "assets/join-abc.js", tag: "2", plain: b"run()", brotli: Some(b"br"), gzip: None },
        Asset { path: "icon.svg", tag: "3", plain: b"<svg>", brotli: None, gzip: None },
    ];

    fn ask(method: Method, path: &str, given: &[(HeaderName, &str)]) -> Response {
        let headers = given.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        answer(SOME, &method, path, &headers)
    }

    fn header(response: &Response, name: HeaderName) -> &str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn the_smallest_form_that_the_browser_takes_is_sent() {
        for (accepted, encoding) in [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip", "gzip"),
            ("br;q=0, gzip;q=0.5", "gzip"),
            ("BR;q=1.0", "br"),
            ("identity", ""),
            ("", ""),
            ("brotli", ""),
        ] {
            let response = ask(Method::GET, "/join", &[(header::ACCEPT_ENCODING, accepted)]);
            assert_eq!(header(&response, header::CONTENT_ENCODING), encoding, "{accepted}");
            assert_eq!(header(&response, header::CONTENT_TYPE), "text/html; charset=utf-8");
            assert_eq!(header(&response, header::VARY), "accept-encoding");
        }
    }

    #[test]
    fn hashed_files_are_kept_for_ever_and_pages_are_asked_for_again() {
        let script = ask(Method::GET, "/assets/join-abc.js", &[]);
        assert!(header(&script, header::CACHE_CONTROL).contains("immutable"));
        let page = ask(Method::GET, "/join", &[]);
        assert_eq!(header(&page, header::CACHE_CONTROL), "no-cache");
        let tag = header(&page, header::ETAG).to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
            assert_eq!(ask(Method::GET, "/join", &[(header::IF_NONE_MATCH, &known)]).status(), StatusCode::NOT_MODIFIED, "{known}");
        }
        let compressed = ask(Method::GET, "/join", &[(header::IF_NONE_MATCH, &tag), (header::ACCEPT_ENCODING, "br")]);
        assert_eq!(compressed.status(), StatusCode::OK, "another form is another answer");
    }

    #[test]
    fn what_is_missing_is_never_answered_with_a_page() {
        for path in
            ["/assets/join-old.js", "/assets/", "/x", "/join.html", "/workshop/not-an-id", "/workshop/", "/../join", "/assets/../join.html"]
        {
            let response = ask(Method::GET, path, &[]);
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(header(&response, header::CONTENT_TYPE), "text/plain; charset=utf-8", "{path}");
        }
        let id = Uuid::from_u128(7);
        for path in ["/", "/new", &format!("/workshop/{id}"), &format!("/wall/{id}"), &format!("/record/{id}")] {
            assert_eq!(ask(Method::GET, path, &[]).status(), StatusCode::SERVICE_UNAVAILABLE, "{path} is a page, but not in this table");
        }
        for short in ["/J", "/j"] {
            assert_eq!(
                ask(Method::GET, short, &[]).headers()[header::ETAG],
                ask(Method::GET, "/join", &[]).headers()[header::ETAG],
                "{short}"
            );
        }
        assert_eq!(ask(Method::POST, "/join", &[]).status(), StatusCode::METHOD_NOT_ALLOWED);
    }

    #[tokio::test]
    async fn head_says_the_same_without_a_body() {
        let (get, head) = (ask(Method::GET, "/icon.svg", &[]), ask(Method::HEAD, "/icon.svg", &[]));
        assert_eq!(get.headers(), head.headers());
        assert_eq!(header(&head, header::CONTENT_LENGTH), "5");
        assert!(axum::body::to_bytes(head.into_body(), 100).await.unwrap().is_empty());
        assert_eq!(&axum::body::to_bytes(get.into_body(), 100).await.unwrap()[..], b"<svg>");
    }
}
