//! Keys: what people hold to get in. A join code, an invitation, or a link's `ID.SECRET`; read kindly out of what they type and paste.

use super::identity;
use crate::limits;
use trestle_core::{SecretHash, code};
use trestle_protocol::WorkshopId;
use uuid::Uuid;

/// Length of a workshop's id as text.
const ID_CHARS: usize = 36;

/// A key as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The hash of a join code in its one form.
    Code(SecretHash),
    /// The hash of what a QR code carries, in its one form.
    Invitation(SecretHash),
    /// What stands in a link.
    Link {
        /// Which workshop.
        workshop: WorkshopId,
        /// The hash of the link's secret.
        secret: SecretHash,
    },
}

impl Key {
    /// Reads a key kindly; none if it can be no key at all. One text is one key: nobody tries several at once.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if text.len() > limits::KEY_BYTES {
            return None;
        }
        let plain = code::plain(text);
        link(&plain).or_else(|| invitation(&plain)).or_else(|| code::read(text).map(|code| Self::Code(SecretHash::of(&code))))
    }
}

/// A word of as many letters and digits as a secret has, alone or behind an address: QR codes have it in capitals, copied links in small letters.
fn invitation(text: &str) -> Option<Key> {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| identity::is_secret(word));
    words.next_back().map(|word| Key::Invitation(SecretHash::of(&word.to_ascii_lowercase())))
}

/// An id, then a dot or `#`, then a secret: wherever that stands in the text, and whatever clings to it.
fn link(text: &str) -> Option<Key> {
    let ids = text.char_indices().filter_map(|(place, _)| Some((text.get(place..place + ID_CHARS)?, text.get(place + ID_CHARS..)?)));
    let secret = |behind: &'_ str| behind.strip_prefix('.').or_else(|| behind.trim_start_matches('/').strip_prefix('#')).map(str::to_owned);
    let (id, secret) = ids.filter_map(|(id, behind)| Some((Uuid::try_parse(id).ok()?, secret(behind)?))).next_back()?;
    let end = secret.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(secret.len());
    let secret = SecretHash::of(&secret[..end]);
    Some(Key::Link { workshop: WorkshopId(id), secret })
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

    #[test]
    fn p6_invitations_are_read_as_cameras_and_people_give_them() {
        let invitation = "abcdefghijklmnopqrstuvw234";
        let wanted = Some(Key::Invitation(SecretHash::of(invitation)));
        let scanned = invitation.to_ascii_uppercase();
        for text in [
            scanned.clone(),
            format!("HTTPS://TRESTLE.EXAMPLE/J#{scanned}"),
            format!("https://trestle.example/join#{invitation}"),
            format!("(https://trestle.example/join#{invitation})."),
            format!("https://trestle.example/join%23{invitation}?fbclid=x"),
            format!("Join us: https://trestle.example/join#{invitation}, at ten"),
        ] {
            assert_eq!(Key::read(&text), wanted, "{text}");
        }
        for no_key in [&scanned[1..], &format!("{scanned}A"), &scanned.replace('2', "0")] {
            assert_eq!(Key::read(no_key), None, "{no_key}");
        }
    }

    #[test]
    fn p6_links_are_read_as_people_paste_them() {
        let id = Uuid::from_u128(0xA7);
        let wanted = Some(Key::Link { workshop: WorkshopId(id), secret: SecretHash::of("abc234") });
        for text in [
            format!("https://trestle.example/join#{id}.abc234)"),
            format!("(https://trestle.example/workshop/{id}#abc234)."),
            format!("<https://trestle.example/wall/{id}/#abc234>"),
            format!("HTTPS://TRESTLE.EXAMPLE/record/{id}#abc234?fbclid=x"),
            format!("https://trestle.example/join%23{id}.abc234"),
            format!("Your link: https://trestle.example/join#{id}.\u{200B}abc234, keep it"),
            format!("„{id}.abc234“"),
            format!("https://trestle.example/workshop/{id}#abc234?ref={}", Uuid::from_u128(9)),
        ] {
            assert_eq!(Key::read(&text), wanted, "{text}");
        }
        assert_eq!(Key::read(&format!("https://trestle.example/workshop/{id}")), None, "an address without a secret");
    }
}
