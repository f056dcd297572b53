//! How frames become bytes: JSON for text, lib0 for documents. Everything is encoded once per audience.

use super::screen::Frame;
use axum::body::Bytes;
use serde::Serialize;
use std::{collections::BTreeMap, panic};
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
#[derive(Clone, Debug)]
pub(crate) struct CellsPart {
    set: String,
    gone: String,
}

impl CellsPart {
    pub(crate) fn new(set: &BTreeMap<String, Cell>, gone: &[String]) -> Result<Self, EncodeError> {
        Ok(Self { set: inside(set)?, gone: inside(gone)? })
    }
}

/// The JSON of a map or list without its brackets.
fn inside<T: Serialize + ?Sized>(value: &T) -> Result<String, EncodeError> {
    let mut json = serde_json::to_string(value)?;
    json.pop();
    Ok(json.split_off(1.min(json.len())))
}

/// One `ServerFrame::Cells` of these parts.
pub(crate) fn cells(parts: &[&CellsPart], whole: bool) -> Frame {
    let joined = |pick: fn(&CellsPart) -> &str| {
        let filled: Vec<&str> = parts.iter().map(|part| pick(part)).filter(|part| !part.is_empty()).collect();
        filled.join(",")
    };
    let (set, gone) = (joined(|part| &part.set), joined(|part| &part.gone));
    Frame::Text(format!(r#"{{"type":"cells","set":{{{set}}},"gone":[{gone}],"whole":{whole}}}"#).into())
}

/// What a binary frame carries, by the numbers of y-protocols.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    StateVector = 0,
    State = 1,
    Update = 2,
}

/// A binary frame: `name: varString, number: varUint (always 0 from the server), generation: varUint, kind: varUint, payload: varUint8Array`.
pub(crate) fn document(name: DocumentName, generation: u32, kind: Kind, payload: &[u8]) -> Frame {
    let name = name.to_string();
    let mut bytes = Vec::with_capacity(payload.len() + name.len() + 17);
    variable(&mut bytes, name.len());
    bytes.extend_from_slice(name.as_bytes());
    variable(&mut bytes, 0);
    variable(&mut bytes, generation as usize);
    variable(&mut bytes, kind as usize);
    variable(&mut bytes, payload.len());
    bytes.extend_from_slice(payload);
    Frame::Binary(Bytes::from(bytes))
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
        let cell = || Cell::Next(NextCell { place: "\"}],".to_owned(), ..NextCell::default() });
        let set = keys.iter().map(|key| ((*key).to_owned(), cell())).collect();
        CellsPart::new(&set, &gone.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn joined_parts_read_like_one_frame() {
        let none: [&str; 0] = [];
        for (parts, keys, ended) in [
            (vec![part(&[], &[])], none.to_vec(), none.to_vec()),
            (vec![part(&["a", "b"], &["x"]), part(&[], &[])], vec!["a", "b"], vec!["x"]),
            (vec![part(&["a"], &[]), part(&["mine"], &["y", "z"])], vec!["a", "mine"], vec!["y", "z"]),
        ] {
            let Frame::Text(json) = cells(&parts.iter().collect::<Vec<_>>(), true) else { panic!("no text") };
            let ServerFrame::Cells { set, gone, whole } = serde_json::from_str(&json).unwrap() else { panic!("no cells") };
            assert_eq!(set.keys().collect::<Vec<_>>(), keys);
            assert_eq!(gone, ended);
            assert!(whole);
        }
    }

    #[test]
    fn a_document_frame_has_lengths_in_lib0() {
        let Frame::Binary(bytes) = document(DocumentName::Board, 3, Kind::Update, &[7; 200]) else { panic!("no binary") };
        assert_eq!(&bytes[..11], &[5, b'b', b'o', b'a', b'r', b'd', 0, 3, 2, 0xC8, 0x01]);
        assert_eq!(bytes.len(), 211);
    }
}
