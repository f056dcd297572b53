//! The built-in programmes: files beside the source, embedded, read when they are asked for. A malformed one fails the build's tests, not a workshop.

use trestle_core::programmes::{ProgrammeError, parse};
use trestle_protocol::Programme;

/// What a workshop runs if nothing else is said.
pub const DEFAULT: &str = "co-creation";

/// Built-in programmes by id.
const FILES: [(&str, &str); 1] = [(DEFAULT, include_str!("../programmes/co-creation.toml"))];

/// The built-in programme of that id.
///
/// # Errors
/// The file is malformed: with line and reason.
pub fn built_in(id: &str) -> Option<Result<Programme, ProgrammeError>> {
    FILES
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, file)| parse(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_programme_can_be_read() {
        for (id, _) in FILES {
            assert_eq!(built_in(id).unwrap().unwrap().id, id);
        }
        assert!(built_in("none").is_none());
    }
}
