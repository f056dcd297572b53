//! The reading half of a socket: frames from a client, each refused, answered here, or passed on to its workshop.

use super::{binary, closing::Close, upgrade::WebSocket};
use crate::{
    course::Course,
    limits,
    workshop::{Ending, Handle, Pace, Place, ScreenId, ScreenRequest},
};
use futures_util::{StreamExt, stream::SplitStream};
use serde::Deserialize;
use tokio::{sync::mpsc, time::timeout};
use tokio_tungstenite::tungstenite::{Error, Message, error::CapacityError, protocol::frame::coding::CloseCode};
use trestle_protocol::{
    ClientFrame, Refusal, ServerFrame, StepId,
    limits::{COMMAND_ID_CHARS, NAME_CHARS, PRESENCE_CHARS},
};

/// Reads until the peer or this side ends it.
pub(crate) struct Reader<'a> {
    pub(crate) stream: &'a mut SplitStream<WebSocket>,
    pub(crate) handle: &'a Handle,
    pub(crate) screen: ScreenId,
    pub(crate) pace: &'a Pace,
    /// How the workshop's time goes.
    pub(crate) course: Course,
    /// What the socket answers by itself.
    pub(crate) answers: mpsc::Sender<ServerFrame>,
    /// The latest update's number.
    pub(crate) last_number: u32,
}

impl Reader<'_> {
    /// Until the peer leaves (none) or is to be sent away.
    pub(crate) async fn run(&mut self) -> Option<Close> {
        loop {
            let received = match timeout(limits::PEER_SILENT, self.stream.next()).await {
                Err(_) | Ok(None) => return None,
                Ok(Some(received)) => received,
            };
            let handled = match received {
                Ok(Message::Text(text)) => self.text(&text).await,
                Ok(Message::Binary(bytes)) => self.binary(&bytes).await,
                Ok(Message::Ping(_) | Message::Pong(_)) => Ok(()),
                Ok(Message::Close(_)) => return None,
                // Pieces are put together before they come here.
                Ok(Message::Frame(_)) => Ok(()),
                Err(error) => return broken(&error),
            };
            if let Err(close) = handled {
                return Some(close);
            }
        }
    }

    async fn text(&mut self, text: &str) -> Result<(), Close> {
        match serde_json::from_str(text) {
            Ok(ClientFrame::Command { id, command }) if is_id(&id) => {
                if !self.pace.command() {
                    return self.refuse(id, Refusal::TooFast).await;
                }
                self.pass(ScreenRequest::Command { id, command: *command }).await
            }
            Ok(ClientFrame::Ping { sent }) => self.ping(sent).await,
            Ok(ClientFrame::Presence { at, step }) => self.presence(at, step).await,
            Ok(ClientFrame::Hello { .. } | ClientFrame::Command { .. }) => self.refuse(String::new(), Refusal::Malformed).await,
            Err(_) => self.refuse(id_alone(text), Refusal::Malformed).await,
        }
    }

    /// W17. An update that comes too fast waits, and those behind it with it: nothing written is refused for being fast.
    async fn binary(&mut self, bytes: &[u8]) -> Result<(), Close> {
        let Some(frame) = binary::read(bytes).ok().filter(|frame| frame.number > self.last_number) else {
            return self.refuse(String::new(), Refusal::Malformed).await;
        };
        self.last_number = frame.number;
        let request = ScreenRequest::Update {
            number: frame.number,
            document: frame.document,
            generation: frame.generation,
            bytes: frame.update.to_vec(),
        };
        if let Some(wait) = self.pace.update() {
            tokio::time::sleep(wait).await;
        }
        self.pass(request).await
    }

    async fn ping(&mut self, sent: f64) -> Result<(), Close> {
        if !self.pace.small() {
            return self.refuse(String::new(), Refusal::TooFast).await;
        }
        let now = self.course.now();
        self.answer(ServerFrame::Pong { sent, now }).await
    }

    async fn presence(&mut self, at: Option<String>, step: Option<StepId>) -> Result<(), Close> {
        if !step.as_ref().is_none_or(is_step) {
            return self.refuse(String::new(), Refusal::Malformed).await;
        }
        let place = match at.map(place) {
            Some(None) => return self.refuse(String::new(), Refusal::Malformed).await,
            Some(place) => place,
            None => None,
        };
        if !self.pace.small() {
            return self.refuse(String::new(), Refusal::TooFast).await;
        }
        self.pass(ScreenRequest::Presence { at: place, step }).await
    }

    async fn pass(&self, request: ScreenRequest) -> Result<(), Close> {
        self.handle.screen(self.screen, request).await.map_err(|_| Ending::Unavailable.into())
    }

    async fn refuse(&self, id: String, refusal: Refusal) -> Result<(), Close> {
        self.strike()?;
        self.answer(ServerFrame::Refused { id, refusal: refusal.into() }).await
    }

    fn strike(&self) -> Result<(), Close> {
        if self.pace.strike() { Ok(()) } else { Err(Ending::Flood.into()) }
    }

    async fn answer(&self, frame: ServerFrame) -> Result<(), Close> {
        // An error means that the writing half has ended, and it says why.
        self.answers.send(frame).await.map_err(|_| Ending::Unavailable.into())
    }
}

/// A frame that is too large is refused before it ends the socket: what follows it cannot be read any more.
fn broken(error: &Error) -> Option<Close> {
    let too_large = matches!(error, Error::Capacity(CapacityError::MessageTooLong { .. }));
    too_large.then(|| Close::refused(CloseCode::Size.into(), Refusal::Oversized))
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= COMMAND_ID_CHARS && id.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The id of a frame that cannot be read otherwise, so that its sender learns which one it was.
fn id_alone(text: &str) -> String {
    #[derive(Deserialize)]
    struct IdAlone {
        id: String,
    }
    serde_json::from_str::<IdAlone>(text).map(|it| it.id).ok().filter(|id| is_id(id)).unwrap_or_default()
}

/// A place in a document, `document#field`; the field in the letters of keys, so that it carries no words.
fn place(at: String) -> Option<Place> {
    let (document, field) = at.split_once('#')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-/.".contains(&byte);
    let document = document.parse().ok().filter(|_| at.len() <= PRESENCE_CHARS && field.bytes().all(plain))?;
    Some(Place { document, text: at })
}

/// A step's id as programmes have them, so that it carries no words; whether there is such a step is the workshop's to know.
fn is_step(step: &StepId) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=NAME_CHARS).contains(&step.as_str().len()) && step.as_str().bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_carry_no_words() {
        for at in ["brief/2#who", "plan#actions/aB-_9.what", "desk/1#draft"] {
            assert_eq!(place(at.to_owned()).map(|place| place.text).as_deref(), Some(at));
        }
        for at in ["", "brief/2", "nowhere#who", "brief/2#hello there", "brief/2#who\u{202e}", &format!("plan#{}", "x".repeat(80))] {
            assert_eq!(place(at.to_owned()), None, "{at}");
        }
    }

    #[test]
    fn the_id_of_an_unreadable_frame_is_found_if_it_has_one() {
        assert_eq!(id_alone(r#"{"type":"command","id":"a1","command":{"type":"fly"}}"#), "a1");
        for text in ["", "{", "[]", r#"{"id":7}"#, r#"{"id":"with space"}"#, r#"{"id":""}"#] {
            assert_eq!(id_alone(text), "", "{text}");
        }
        assert!(!is_id(&"x".repeat(COMMAND_ID_CHARS + 1)));
    }
}
