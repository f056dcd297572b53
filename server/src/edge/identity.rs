//! Secrets: 128 random bits as text. They are handed out once; what stays here are hashes.

use crate::limits;
use axum::http::{HeaderMap, header};
use trestle_core::SecretHash;

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Characters of a secret: 128 bits, five in each.
const SECRET_CHARS: usize = 26;

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the operating system gave no random bytes: {0}")]
pub(crate) struct NoRandomness(#[from] getrandom::Error);

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A token or link secret. Its text is for its owner alone: it cannot be printed by accident.
pub(crate) struct Secret(String);

impl Secret {
    /// A new one: 26 characters of base32.
    pub(crate) fn new() -> Result<Self, NoRandomness> {
        let mut bits = u128::from_be_bytes(random()?);
        let text = (0..SECRET_CHARS).map(|_| {
            let symbol = ALPHABET[(bits & 31) as usize];
            bits >>= 5;
            char::from(symbol)
        });
        Ok(Self(text.collect()))
    }

    /// What is kept of it.
    pub(crate) fn hash(&self) -> SecretHash {
        SecretHash::of(&self.0)
    }

    /// The text, to be handed out.
    pub(crate) fn reveal(self) -> String {
        self.0
    }
}

/// Could this be the text of a secret, in small letters or capitals?
pub(crate) fn is_secret(text: &str) -> bool {
    text.len() == SECRET_CHARS && text.bytes().all(|byte| ALPHABET.contains(&byte.to_ascii_lowercase()))
}

/// The hash of the token in `Authorization: Bearer`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<SecretHash> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && token.len() <= limits::SECRET_BYTES).then(|| SecretHash::of(token))
}

/// A short id for an internal error: enough to find its line in the log.
pub(crate) fn error_id() -> String {
    random::<4>().map_or_else(|_| "no-id".to_owned(), |bytes| format!("{:08x}", u32::from_be_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn secrets_are_long_and_never_the_same() {
        let made: BTreeSet<String> = (0..1000).map(|_| Secret::new().unwrap().reveal()).collect();
        assert_eq!(made.len(), 1000);
        assert!(made.iter().all(|text| text.len() == 26 && text.bytes().all(|byte| ALPHABET.contains(&byte))));
        // Every place varies, the last one over the three bits that are left for it.
        let lasts: BTreeSet<_> = made.iter().filter_map(|text| text.chars().last()).collect();
        assert_eq!(lasts.len(), 8);
    }

    #[test]
    fn a_bearer_token_is_read_and_nothing_else() {
        let with = |value: &str| bearer(&HeaderMap::from_iter([(header::AUTHORIZATION, value.parse().unwrap())]));
        assert_eq!(with("Bearer abc"), Some(SecretHash::of("abc")));
        assert_eq!(with("bearer abc"), Some(SecretHash::of("abc")));
        assert_eq!(with("Basic abc"), None);
        assert_eq!(with(&format!("Bearer {}", "a".repeat(65))), None);
        assert_eq!(bearer(&HeaderMap::new()), None);
    }
}
