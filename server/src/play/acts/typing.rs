//! Typing: a text travels in pieces, as it does from a keyboard.

use trestle_client::{ClientError, Screen};
use trestle_protocol::DocumentName;

/// Characters in one piece. At four bytes each, a piece with its framing stays far below the largest frame.
const PIECE_CHARS: usize = 4_000;

/// Types at the end of a text and waits until it is saved. Nothing is typed for an empty text.
pub(super) async fn type_text(screen: &Screen, document: DocumentName, path: &str, text: &str) -> Result<(), ClientError> {
    for piece in pieces(text) {
        screen.write(document, |pen| pen.push(path, piece))?;
    }
    screen.saved().await
}

/// A text cut between characters into pieces that fit a frame.
fn pieces(text: &str) -> Vec<&str> {
    let starts: Vec<usize> = text.char_indices().step_by(PIECE_CHARS).map(|(place, _)| place).collect();
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| &text[*start..end]).collect()
}

/// A text cut near its middle, between characters.
pub(super) fn halves(text: &str) -> (&str, &str) {
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(place, _)| place);
    text.split_at(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_pieces_is_the_same_text() {
        for text in ["", "a", "İş💻", &"جدات 💻 ".repeat(3_000)] {
            let cut = pieces(text);
            assert_eq!(cut.concat(), text);
            assert!(cut.iter().all(|piece| piece.chars().count() <= PIECE_CHARS));
            let (first, second) = halves(text);
            assert_eq!([first, second].concat(), text);
        }
        assert_eq!(pieces(&"x".repeat(PIECE_CHARS + 1)).len(), 2);
    }
}
