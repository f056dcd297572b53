//! Binary frames: a document's name, a number, its generation, a kind and a payload, in lib0 v1 encoding.

use trestle_protocol::DocumentName;
use yrs::encoding::read::{Cursor, Read};
use yrs::encoding::write::Write;

/// Kinds of payload, as in y-protocols' sync messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What the sender knows (step 1).
    Vector = 0,
    /// A document's state (step 2).
    State = 1,
    /// A change.
    Update = 2,
}

/// One binary frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BinaryFrame {
    /// Which document.
    pub document: DocumentName,
    /// Rises with each frame of a client; 0 from the server.
    pub number: u32,
    /// Which generation of the document this belongs to; no two are ever merged.
    pub generation: u32,
    /// What the payload is.
    pub kind: Kind,
    /// lib0 v1 bytes.
    pub payload: Vec<u8>,
}

impl BinaryFrame {
    /// The bytes that travel.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.payload.len() + 24);
        bytes.write_string(&self.document.to_string());
        bytes.write_var(self.number);
        bytes.write_var(self.generation);
        bytes.write_var(self.kind as u32);
        bytes.write_buf(&self.payload);
        bytes
    }

    /// Reads what travelled; none if it is no frame of ours, or has bytes behind it.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let document = cursor.read_string().ok()?.parse().ok()?;
        let number = cursor.read_var().ok()?;
        let generation = cursor.read_var().ok()?;
        let kind = match cursor.read_var::<u32>().ok()? {
            0 => Kind::Vector,
            1 => Kind::State,
            2 => Kind::Update,
            _ => return None,
        };
        let payload = cursor.read_buf().ok()?.to_vec();
        (!cursor.has_content()).then_some(Self { document, number, generation, kind, payload })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trestle_protocol::SeatId;

    #[test]
    fn a_frame_comes_back_as_it_went() {
        let document = DocumentName::Desk(SeatId(300));
        let frame = BinaryFrame { document, number: 129, generation: 2, kind: Kind::Update, payload: vec![0, 0, 255] };
        assert_eq!(BinaryFrame::decode(&frame.encode()), Some(frame.clone()));
        let mut longer = frame.encode();
        longer.push(0);
        assert_eq!(BinaryFrame::decode(&longer), None, "bytes behind the frame");
        assert_eq!(BinaryFrame::decode(&frame.encode()[..5]), None, "a frame cut short");
    }
}
