//! Wearing a document out, as people could: by typing and taking letters out again until its pieces run out and it begins anew.

use trestle_client::{Pen, Screen, Server};
use trestle_protocol::{DocumentName, WorkshopId};

/// A letter that nobody types: all of them are taken out in the end.
const LETTER: &str = "\u{b7}";
/// Letters that one person takes out: each cuts a piece in two, and all of them are within one person's share.
const TAKEN: u32 = 2_000;

/// Lets these people, one after the other, wear out a document at a text in it, until it begins anew; the generation that it is in then, with the text as it
/// was.
///
/// # Panics
/// If these are too few, or one of them may not write it.
pub async fn wear_out(server: &Server, workshop: WorkshopId, document: DocumentName, path: &str, tokens: &[String]) -> u32 {
    let mut before = None;
    // The last one looks again as the first one.
    for token in tokens.iter().chain(tokens.first()) {
        let screen = Screen::open(server, workshop, token).await.unwrap_or_else(|error| panic!("{error}"));
        screen.until_writable(document).await.unwrap_or_else(|error| panic!("{error}"));
        let generation = screen.view(|view| view.documents[&document].generation);
        if generation > *before.get_or_insert(generation) {
            let cleared = |pen: &mut Pen<'_, '_>| {
                let worn = letters(&pen.read(path));
                pen.remove(path, 0, worn);
            };
            write(&screen, document, cleared).await;
            return generation;
        }
        make_holes(&screen, document, path).await;
        screen.close().await;
    }
    panic!("{} people are too few to wear out {document}", tokens.len());
}

/// One person uses up their share of a document's pieces.
///
/// # Panics
/// If they may not write it.
pub async fn make_holes(screen: &Screen, document: DocumentName, path: &str) {
    write(screen, document, |pen| pen.insert(path, 0, &LETTER.repeat(2 * TAKEN as usize))).await;
    write(screen, document, |pen| (0..TAKEN).for_each(|at| pen.remove(path, at, 1))).await;
}

async fn write(screen: &Screen, document: DocumentName, how: impl FnOnce(&mut Pen<'_, '_>)) {
    screen.write(document, how).unwrap_or_else(|error| panic!("{error}"));
    screen.saved().await.unwrap_or_else(|error| panic!("{error}"));
    screen.view(|view| assert!(view.refused_updates.is_empty(), "{:?}", view.refused_updates));
}

/// How many of them stand at the beginning of a text.
fn letters(text: &str) -> u32 {
    (text.len() - text.trim_start_matches(LETTER).len()) as u32 / LETTER.len() as u32
}
