//! The HTTP side of a server: creating, looking, joining, links and records.

use crate::{ClientError, limits};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{HeaderMap, Method, Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use serde::{Serialize, de::DeserializeOwned};
use tokio::net::TcpStream;
use tokio::time::timeout;
use trestle_protocol::{CreateWorkshop, CreatedWorkshop, ErrorBody, Join, Joined, LinkKind, Look, Looked, MadeLink, MakeLink, WorkshopId};

/// A server by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// `host:port`.
    authority: String,
}

/// An HTTP answer, whole.
#[derive(Clone, Debug)]
pub struct Response {
    /// For example 201.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The body as text; bytes that are none are replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Server {
    /// A server at `http://host[:port]`. Only plain HTTP is spoken: beside a proxy with TLS, give the address behind it.
    pub fn at(address: &str) -> Result<Self, ClientError> {
        let wrong = |reason| ClientError::Address { address: address.to_owned(), reason };
        let uri: Uri = address.parse().map_err(|_| wrong("use the form http://host:port"))?;
        match uri.scheme_str() {
            Some("http") => {}
            Some("https") => {
                return Err(wrong("https is not spoken here; give the server's own plain address, for example http://127.0.0.1:8080"));
            }
            _ => return Err(wrong("use the form http://host:port")),
        }
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(wrong("give the server alone, without a path"));
        }
        let authority = uri.authority().ok_or_else(|| wrong("it names no host"))?;
        let port = authority.port_u16().unwrap_or(80);
        Ok(Self { authority: format!("{}:{port}", authority.host()) })
    }

    /// `http://host:port`.
    pub fn address(&self) -> String {
        format!("http://{}", self.authority)
    }

    /// `host:port`.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Opens a TCP connection.
    pub async fn reach(&self) -> Result<TcpStream, ClientError> {
        let stream = match timeout(limits::REACH, TcpStream::connect(&self.authority)).await {
            Err(_) => return Err(self.unreachable("nobody answers")),
            Ok(Err(error)) => return Err(self.unreachable(error)),
            Ok(Ok(stream)) => stream,
        };
        stream.set_nodelay(true).map_err(|error| self.unreachable(error))?;
        Ok(stream)
    }

    pub(crate) fn unreachable(&self, reason: impl std::fmt::Display) -> ClientError {
        ClientError::Unreachable { address: self.address(), reason: reason.to_string() }
    }

    /// W1: a new workshop. `operator` is the token that the operator may have set.
    pub async fn create(&self, workshop: &CreateWorkshop, operator: Option<&str>) -> Result<CreatedWorkshop, ClientError> {
        self.post("/api/workshops", operator, workshop).await
    }

    /// W2: what a key opens.
    pub async fn look(&self, key: &str) -> Result<Looked, ClientError> {
        self.post("/api/look", None, &Look { key: key.to_owned() }).await
    }

    /// W2: takes a seat, or opens a wall or console.
    pub async fn join(&self, join: &Join) -> Result<Joined, ClientError> {
        self.post("/api/join", None, join).await
    }

    /// W4: a new link.
    pub async fn link(&self, workshop: WorkshopId, token: &str, kind: LinkKind) -> Result<MadeLink, ClientError> {
        self.post(&format!("/api/workshops/{workshop}/links"), Some(token), &MakeLink { kind, organisation: None }).await
    }

    /// W5: the record so far; `form` is `md` or `json`.
    pub async fn record(&self, workshop: WorkshopId, token: &str, form: &str) -> Result<String, ClientError> {
        Ok(self.export(workshop, token, &format!("record.{form}")).await?.text())
    }

    /// W5: the record as a file: `record.pdf`, `notes.csv`, `agreement.docx`, ...
    pub async fn export(&self, workshop: WorkshopId, token: &str, file: &str) -> Result<Response, ClientError> {
        let path = format!("/api/workshops/{workshop}/{file}");
        let response = self.request(Method::GET, &path, &bearer(Some(token)), Vec::new()).await?;
        if response.status == StatusCode::OK { Ok(response) } else { Err(refused("GET", &path, &response)) }
    }

    /// W5b: erases a workshop for good.
    pub async fn erase(&self, workshop: WorkshopId, token: &str) -> Result<(), ClientError> {
        let path = format!("/api/workshops/{workshop}");
        let response = self.request(Method::DELETE, &path, &bearer(Some(token)), Vec::new()).await?;
        if response.status == StatusCode::NO_CONTENT { Ok(()) } else { Err(refused("DELETE", &path, &response)) }
    }

    /// W1b: brings a record back as a workshop of its own.
    pub async fn import(&self, record: &serde_json::Value, operator: Option<&str>) -> Result<CreatedWorkshop, ClientError> {
        self.post("/api/import", operator, record).await
    }

    async fn post<A: DeserializeOwned>(&self, path: &str, token: Option<&str>, body: &impl Serialize) -> Result<A, ClientError> {
        let body = serde_json::to_vec(body).map_err(|error| self.unreachable(error))?;
        let mut headers = bearer(token);
        headers.push((CONTENT_TYPE.as_str(), "application/json".to_owned()));
        let response = self.request(Method::POST, path, &headers, body).await?;
        if !(200..300).contains(&response.status) {
            return Err(refused("POST", path, &response));
        }
        serde_json::from_slice(&response.body).map_err(|error| ClientError::BadAnswer {
            what: format!("POST {path}"),
            status: response.status,
            reason: error.to_string(),
        })
    }

    /// One request on a connection of its own; any answer is an answer.
    pub async fn request(&self, method: Method, path: &str, headers: &[(&str, String)], body: Vec<u8>) -> Result<Response, ClientError> {
        let stream = self.reach().await?;
        let exchange = async {
            let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
            let driver = tokio::spawn(connection);
            let mut request = Request::builder().method(method).uri(path).header(HOST, &self.authority);
            for (name, value) in headers {
                request = request.header(*name, value);
            }
            let request = request.body(Full::new(Bytes::from(body)))?;
            let (head, body) = sender.send_request(request).await?.into_parts();
            let body = Limited::new(body, limits::ANSWER_BYTES).collect().await?.to_bytes();
            driver.abort();
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(Response {
                status: head.status.as_u16(),
                headers: head.headers,
                body: body.to_vec(),
            })
        };
        match timeout(limits::DEADLINE, exchange).await {
            Err(_) => Err(self.unreachable("no answer in time")),
            Ok(answer) => answer.map_err(|error| self.unreachable(error)),
        }
    }
}

fn bearer(token: Option<&str>) -> Vec<(&'static str, String)> {
    token.map(|token| (AUTHORIZATION.as_str(), format!("Bearer {token}"))).into_iter().collect()
}

fn refused(method: &str, path: &str, response: &Response) -> ClientError {
    let what = format!("{method} {path}");
    match serde_json::from_slice::<ErrorBody>(&response.body) {
        Ok(body) => ClientError::HttpRefused { what, status: response.status, refusal: body.refusal },
        Err(error) => ClientError::BadAnswer { what, status: response.status, reason: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_or_refused_in_words() {
        assert_eq!(Server::at("http://127.0.0.1:8080/").unwrap().address(), "http://127.0.0.1:8080");
        assert_eq!(Server::at("http://library.example").unwrap().authority(), "library.example:80");
        for (address, word) in [
            ("https://a.example", "https"),
            ("127.0.0.1:8080", "http://host:port"),
            ("http://a/b", "path"),
            ("nonsense at all", "http://host:port"),
        ] {
            let error = Server::at(address).unwrap_err().to_string();
            assert!(error.contains(word), "{address}: {error}");
        }
    }
}
