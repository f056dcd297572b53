//! How frames become bytes: JSON for text, lib0 for documents. Everything is encoded once per audience.

use super::frame::Frame;
use axum::body::Bytes;
use std::panic;
use trestle_protocol::{Cell, DocumentName, ServerFrame};
use yrs::merge_updates_v1;

/// A frame's JSON could not be made; the types make sure that this does not happen.
#[derive(Debug, thiserror::Error)]
#[error("a frame could not be encoded: {0}")]
pub(crate) struct EncodeError(#[from] serde_json::Error);

/// A text frame.
pub(crate) fn text(frame: &ServerFrame) -> Result<Frame, EncodeError> {
    Ok(Frame::Text(serde_json::to_string(frame)?.into()))
}

/// Changed cells of one audience, as the inside of `set` and `gone`: several audiences' can be joined without encoding again.
#[derive(Clone, Debug, Default)]
pub(crate) struct CellsPart {
    set: String,
    gone: String,
}

impl CellsPart {
    /// Adds a cell, or the key of one that is gone.
    pub(crate) fn add(&mut self, key: &str, cell: Option<&Cell>) -> Result<(), EncodeError> {
        let (part, value) = match cell {
            Some(cell) => (&mut self.set, Some(serde_json::to_string(cell)?)),
            None => (&mut self.gone, None),
        };
        if !part.is_empty() {
            part.push(',');
        }
        part.push_str(&serde_json::to_string(key)?);
        if let Some(value) = value {
            part.push(':');
            part.push_str(&value);
        }
        Ok(())
    }

    /// In bytes.
    pub(crate) fn len(&self) -> usize {
        self.set.len() + self.gone.len()
    }
}

/// One `ServerFrame::Cells` of these parts.
pub(crate) fn cells(parts: &[&CellsPart], whole: bool, more: bool) -> Frame {
    let joined = |pick: fn(&CellsPart) -> &str| {
        let filled: Vec<&str> = parts.iter().map(|part| pick(part)).filter(|part| !part.is_empty()).collect();
        filled.join(",")
    };
    let (set, gone) = (joined(|part| &part.set), joined(|part| &part.gone));
    let more = if more { r#","more":true"# } else { "" };
    Frame::Text(format!(r#"{{"type":"cells","set":{{{set}}},"gone":[{gone}],"whole":{whole}{more}}}"#).into())
}

/// What a binary frame carries, by the numbers of y-protocols.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    StateVector = 0,
    State = 1,
    Update = 2,
}

/// A binary frame: `name: varString, number: varUint (always 0 from the server), generation: varUint, kind: varUint, payload: varUint8Array`.
pub(crate) fn document(name: DocumentName, generation: u32, kind: Kind, payload: &[u8]) -> Vec<u8> {
    let name = name.to_string();
    let mut bytes = Vec::with_capacity(payload.len() + name.len() + 17);
    variable(&mut bytes, name.len());
    bytes.extend_from_slice(name.as_bytes());
    variable(&mut bytes, 0);
    variable(&mut bytes, generation as usize);
    variable(&mut bytes, kind as usize);
    variable(&mut bytes, payload.len());
    bytes.extend_from_slice(payload);
    bytes
}

/// An update for those who have the document.
pub(crate) fn update(name: DocumentName, generation: u32, update: &[u8]) -> Frame {
    Frame::Binary(Bytes::from(document(name, generation, Kind::Update, update)))
}

/// lib0 varUint: seven bits a byte, the lowest first, the eighth says that more follow.
fn variable(bytes: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// A few updates of one document as one. They have passed the gate; should merging fail all the same, they stay apart.
pub(crate) fn merged(updates: &[&[u8]]) -> Vec<Vec<u8>> {
    let apart = || updates.iter().map(|update| update.to_vec()).collect();
    if updates.len() < 2 {
        return apart();
    }
    match panic::catch_unwind(|| merge_updates_v1(updates)) {
        Ok(Ok(merged)) => vec![merged],
        Ok(Err(_)) | Err(_) => {
            tracing::error!(updates = updates.len(), "updates of one flush could not be merged and are sent one by one");
            apart()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trestle_protocol::NextCell;

    fn part(keys: &[&str], gone: &[&str]) -> CellsPart {
        let cell = Cell::Next(NextCell { place: "\"}],".to_owned(), ..NextCell::default() });
        let mut part = CellsPart::default();
        keys.iter().for_each(|key| part.add(key, Some(&cell)).unwrap());
        gone.iter().for_each(|key| part.add(key, None).unwrap());
        part
    }

    #[test]
    fn joined_parts_read_like_one_frame() {
        let none: [&str; 0] = [];
        for (parts, keys, ended) in [
            (vec![part(&[], &[])], none.to_vec(), none.to_vec()),
            (vec![part(&["a", "b"], &["x"]), part(&[], &[])], vec!["a", "b"], vec!["x"]),
            (vec![part(&["a"], &[]), part(&["mine"], &["y", "z"])], vec!["a", "mine"], vec!["y", "z"]),
        ] {
            let more = ended.is_empty();
            let Frame::Text(json) = cells(&parts.iter().collect::<Vec<_>>(), true, more) else { panic!("no text") };
            let read = serde_json::from_str(&json).unwrap();
            let ServerFrame::Cells { set, gone, whole, more: read_more } = read else { panic!("no cells") };
            assert_eq!(read_more, more);
            assert_eq!(set.keys().collect::<Vec<_>>(), keys);
            assert_eq!(gone, ended);
            assert!(whole);
        }
    }

    #[test]
    fn a_document_frame_has_lengths_in_lib0() {
        let bytes = document(DocumentName::Board, 3, Kind::Update, &[7; 200]);
        assert_eq!(&bytes[..11], &[5, b'b', b'o', b'a', b'r', b'd', 0, 3, 2, 0xC8, 0x01]);
        assert_eq!(bytes.len(), 211);
    }
}
