//! Keys: what people hold to get in. A join code, or a link's `ID.SECRET`.

use crate::limits;
use trestle_core::{SecretHash, code};
use trestle_protocol::WorkshopId;
use uuid::Uuid;

/// A key as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The hash of a join code in its one form.
    Code(SecretHash),
    /// What stands in a link.
    Link {
        /// Which workshop.
        workshop: WorkshopId,
        /// The hash of the link's secret.
        secret: SecretHash,
    },
}

impl Key {
    /// Reads a key kindly; none if it can be no key at all.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if text.len() > limits::KEY_BYTES {
            return None;
        }
        let link = text.trim().split_once('.').and_then(|(id, secret)| Some((Uuid::try_parse(id).ok()?, secret)));
        match link {
            Some((id, secret)) => Some(Self::Link { workshop: WorkshopId(id), secret: SecretHash::of(secret) }),
            None => code::normalise(text).map(|code| Self::Code(SecretHash::of(&code))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_links_are_told_apart() {
        let id = Uuid::from_u128(7);
        assert_eq!(Key::read(" k7qm-2rtp "), Some(Key::Code(SecretHash::of("K7QM2RTP"))));
        assert_eq!(Key::read("k7qm.2rtp"), Some(Key::Code(SecretHash::of("K7QM2RTP"))), "a dot is typed by mistake");
        assert_eq!(Key::read(&format!("{id}.abc")), Some(Key::Link { workshop: WorkshopId(id), secret: SecretHash::of("abc") }));
        for text in ["", "x", "not-a-key.secret", &"K".repeat(limits::KEY_BYTES + 1)] {
            assert_eq!(Key::read(text), None, "{text}");
        }
    }
}
