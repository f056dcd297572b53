//! P2: nobody sees what is not theirs to see, not even in bytes on the wire.

use trestle_protocol::{Authors, Cell, Command, Join, LinkKind, NoteId, PollId, Role};
use trestle_tests::wait::{notes, until_step};
use trestle_tests::{Content, Person, Room, Screen, Trestle, View, traces};

/// Notes in many scripts, with everything that changes its form on the way.
const NOTES: [&str; 5] = [
    "Xenia waits nine weeks; Quentin gave up on Zuckerby",
    "\"Zitiert\" <b>fett</b> & back\\slash /slash\\ xyzzy",
    "جداتنا لا يجدن كتبًا بلغتنا في المكتبة",
    "孩子们搬家三次，借书证就丢了三次",
    "Kaputte Rechner 💻🔧 liegen im Zwischengeschoss 7b",
];
/// A note that is never finished.
const DRAFT: &str = "ein halber Gedanke, nie aufgehängt";
/// Characters in a row that tell something.
const TELLING: usize = 10;

/// Everything received so far by a screen that has caught up with the server.
async fn received(screen: &Screen) -> Vec<u8> {
    screen.ping().await.expect("a server that answers");
    screen.view(|view| view.transcript.clone().expect("a transcript"))
}

fn writing(view: &View, face_down: u32) -> Option<()> {
    matches!(view.cell("writing"), Some(Cell::Writing(writing)) if writing.face_down == face_down).then_some(())
}

async fn second_screen(room: &Room, person: &Person) -> Screen {
    let link = room.server.link(room.workshop(), person.screen.token(), LinkKind::Seat).await.expect("a link of one's own").link;
    let joined = room.server.join(&Join { key: room.key(&link), ..Join::default() }).await.expect("the same seat");
    assert_eq!(joined.seat, Some(person.seat));
    Screen::open_with_transcript(&room.server, room.workshop(), &joined.token).await.expect("a second screen")
}

#[tokio::test]
async fn p2_before_the_reveal_no_other_screen_receives_a_byte_of_a_note() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 3).await;
    let wall = room.wall().await;
    let own = second_screen(&room, &room.people[0]).await;
    let console = room.server.join(&Join { key: room.key(&room.created.links.facilitator), ..Join::default() }).await.expect("a console");
    let console = Screen::open_with_transcript(&room.server, room.workshop(), &console.token).await.expect("a console");
    room.go("write").await;
    room.all_in("write").await;

    let author = &room.people[0];
    for text in NOTES {
        author.note(text, "reading").await;
    }
    author.screen.write(author.desk(), |pen| pen.push("draft", DRAFT)).expect("a draft");
    author.screen.at(Some(&format!("{}#draft", author.desk())));
    author.screen.saved().await.expect("a saved draft");

    let others = [&room.people[1].screen, &room.people[2].screen, &room.facilitator.screen, &wall, &console];
    for screen in others {
        screen.until_open("the count of notes", |view| writing(view, NOTES.len() as u32)).await.expect("the count");
    }
    // Somebody who joins now gets everything anew: that is looked at too.
    let late = Screen::open_with_transcript(&room.server, room.workshop(), room.people[1].screen.token()).await.expect("a reload");
    for screen in others.into_iter().chain([&late]) {
        let bytes = received(screen).await;
        for text in NOTES.iter().chain([&DRAFT]) {
            assert_eq!(traces::found_in_part(&bytes, text, TELLING), None, "{text}");
        }
        screen.view(|view| assert!(notes(view).is_empty(), "a note cell before the reveal"));
    }
    for token in [room.people[1].screen.token(), wall.token(), console.token(), room.facilitator.screen.token()] {
        for form in ["md", "json"] {
            let record = room.server.record(room.workshop(), token, form).await.expect("a record");
            assert!(NOTES.iter().chain([&DRAFT]).all(|text| traces::found_in_part(record.as_bytes(), text, TELLING).is_none()), "{record}");
        }
    }
    let log = trestle.log();
    assert!(NOTES.iter().all(|text| traces::found(log.as_bytes(), text).is_none()), "the log");

    // Negative control: the same eyes find them where they may be.
    let bytes = received(&own).await;
    for text in NOTES.iter().chain([&DRAFT]) {
        assert!(traces::found(&bytes, text).is_some(), "the author's own screen does not have: {text}");
    }
    room.go("group").await;
    for screen in others {
        until_step(screen, "group").await;
        screen.until_open("the notes", |view| (notes(view).len() == NOTES.len()).then_some(())).await.expect("the notes");
        let bytes = received(screen).await;
        for text in NOTES {
            assert!(traces::found(&bytes, text).is_some(), "not revealed: {text}");
        }
        assert_eq!(traces::found_in_part(&bytes, DRAFT, TELLING), None, "a draft is never revealed");
    }
}

#[tokio::test]
async fn p2_with_the_preview_facilitators_alone_receive_face_down_notes_and_never_an_author() {
    let trestle = Trestle::start();
    let details = trestle_protocol::Details { preview: true, authors: Authors::Name, ..Room::details() };
    let room = Room::open_with(trestle.server(), 2, details).await;
    let wall = room.wall().await;
    room.go("write").await;
    for text in NOTES {
        room.people[0].note(text, "reading").await;
    }
    let facilitator = &room.facilitator.screen;
    let face_down = |view: &View| Some(notes(view)).filter(|notes| notes.len() == NOTES.len());
    let shown = facilitator.until_open("the notes, face down", face_down).await.expect("the preview");
    assert!(shown.iter().all(|note| note.face_down && note.author.is_none()), "{shown:?}");
    let bytes = received(facilitator).await;
    assert!(NOTES.iter().all(|text| traces::found(&bytes, text).is_some()), "negative control");
    assert_eq!(traces::found(&bytes, "\"author\":{"), None, "an author before the reveal");
    for screen in [&room.people[1].screen, &wall] {
        screen.until_open("the count of notes", |view| writing(view, NOTES.len() as u32)).await.expect("the count");
        let bytes = received(screen).await;
        assert!(NOTES.iter().all(|text| traces::found_in_part(&bytes, text, TELLING).is_none()), "a face-down note reached others");
    }
    for token in [facilitator.token(), wall.token()] {
        let record = room.server.record(room.workshop(), token, "json").await.expect("a record");
        assert!(NOTES.iter().all(|text| traces::found_in_part(record.as_bytes(), text, TELLING).is_none()), "face down in a record");
    }
}

#[tokio::test]
async fn p2_hidden_authors_are_known_to_nobody_and_a_note_that_is_held_back_is_gone() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let wall = room.wall().await;
    room.go("write").await;
    room.people[0].note(NOTES[0], "reading").await;
    room.go("group").await;
    let everybody = [&room.people[1].screen, &room.facilitator.screen, &wall];
    let mut ids: Vec<NoteId> = Vec::new();
    for screen in everybody {
        let shown = screen.until_open("the note", |view| notes(view).pop()).await.expect("the note");
        assert_eq!(shown.author, None, "the author is shown though authors are hidden");
        ids.push(shown.id);
    }
    let mine = |view: &View| matches!(view.cell("mine/notes"), Some(Cell::MyNotes(mine)) if mine.shown.contains(&ids[0])).then_some(());
    room.people[0].screen.until_open("one's own note", mine).await.expect("the author knows it again");
    room.people[1].screen.view(|view| assert!(mine(view).is_none(), "somebody else's note is said to be mine"));

    room.facilitate(Command::HoldNote { note: ids[0].clone(), held: true }).await;
    for screen in [&room.people[1].screen, &wall] {
        screen.until_open("the note to go", |view| notes(view).is_empty().then_some(())).await.expect("gone");
    }
    for token in [room.people[1].screen.token(), wall.token()] {
        let record = room.server.record(room.workshop(), token, "json").await.expect("a record");
        assert_eq!(traces::found_in_part(record.as_bytes(), NOTES[0], TELLING), None, "a held note in the record");
    }
    let held =
        room.facilitator.screen.until_open("the held note", |view| notes(view).into_iter().find(|note| note.held)).await.expect("held");
    assert_eq!(held.author, None);
}

#[tokio::test]
async fn p2_authors_are_shown_as_far_as_the_workshop_says_and_never_more() {
    let trestle = Trestle::start();
    let details = trestle_protocol::Details { authors: Authors::Organisation, ..Room::details() };
    let room = Room::open_with(trestle.server(), 2, details).await;
    room.go("write").await;
    room.people[0].note(NOTES[0], "reading").await;
    let loosen = Command::Describe { details: trestle_protocol::Details { authors: Authors::Name, ..Room::details() } };
    let refused = room.facilitator.screen.command(loosen).await.expect_err("authors were loosened");
    assert_eq!(refused.refusal(), Some(trestle_protocol::Refusal::AuthorsOnlyTighter));
    room.go("group").await;
    let screen = &room.people[1].screen;
    let shown = screen.until_open("the note", |view| notes(view).pop()).await.expect("the note");
    let author = shown.author.expect("an author");
    assert_eq!((author.name, author.organisation.as_deref()), (None, Some("The library")));

    let tighten = Command::Describe { details: trestle_protocol::Details { authors: Authors::Hidden, ..Room::details() } };
    room.facilitate(tighten).await;
    let hidden = |view: &View| notes(view).pop().filter(|note| note.author.is_none());
    screen.until_open("the author to be hidden", hidden).await.expect("tightened");
}

#[tokio::test]
async fn p2_answers_stay_private_until_the_poll_is_closed() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let wall = room.wall().await;
    room.go("group").await;
    let author = &room.people[0];
    author.screen.until_writable(trestle_protocol::DocumentName::Board).await.expect("the board");
    let fields = ["title", "who", "factors", "seriousness", "priority"].map(|field| (field, Content::text("")));
    let fields: Vec<_> = fields.into_iter().chain([("order", Content::value(1))]).collect();
    author.screen.write(trestle_protocol::DocumentName::Board, |pen| pen.row("groups", "g1", &fields)).expect("a group");
    author.screen.saved().await.expect("saved");
    room.go("rate").await;
    let poll = PollId::from("rate");
    let answer = Command::Answer { poll: poll.clone(), subject: "g1".to_owned(), values: vec![5, 2] };
    author.screen.command(answer).await.expect("an answer");
    for screen in [&room.people[1].screen, &room.facilitator.screen, &wall] {
        let asked = |view: &View| match view.cell("poll/rate") {
            Some(Cell::Poll(poll)) if poll.answered == 1 => Some(poll.clone()),
            _ => None,
        };
        let cell = screen.until_open("the count of answers", asked).await.expect("the count");
        assert_eq!(cell.results, None, "a result before the poll is closed");
        screen.view(|view| assert!(view.cell("mine/answers/rate").is_none_or(|cell| !has_answers(cell)), "somebody else's answers"));
    }
    author
        .screen
        .until_open("one's own answer", |view| view.cell("mine/answers/rate").is_some_and(has_answers).then_some(()))
        .await
        .expect("mine");
    room.facilitate(Command::ClosePoll { poll }).await;
    let results = |view: &View| match view.cell("poll/rate") {
        Some(Cell::Poll(poll)) => poll.results.clone(),
        _ => None,
    };
    let results = wall.until_open("the result", results).await.expect("the result");
    assert_eq!((results[0].count, results[0].means.clone()), (1, vec![5.0, 2.0]));
}

fn has_answers(cell: &Cell) -> bool {
    matches!(cell, Cell::MyAnswers(mine) if !mine.answers.is_empty())
}

#[tokio::test]
async fn p2_what_an_organisation_keeps_private_is_seen_by_its_people_and_facilitators_alone() {
    const ASIDE: &str = "wohl müssen zwei Filialen schließen";
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 4).await;
    let wall = room.wall().await;
    // Persons 0 and 3 belong to the first organisation.
    let aside = trestle_protocol::DocumentName::Aside(trestle_protocol::OrganisationId(1));
    room.people[0].screen.until_writable(aside).await.expect("one's own aside");
    room.people[0].screen.write(aside, |pen| pen.push("unsure", ASIDE)).expect("an aside");
    room.people[0].screen.saved().await.expect("saved");
    let told = |view: &View| matches!(view.cell("aside/1"), Some(Cell::Aside(aside)) if aside.unsure == ASIDE).then_some(());
    room.facilitator.screen.until_open("the aside", told).await.expect("facilitators are told");
    let shared = |view: &View| (view.documents.get(&aside)?.text("unsure") == ASIDE).then_some(());
    room.people[3].screen.until_open("the aside", shared).await.expect("one's own people write it together");
    for screen in [&room.people[1].screen, &room.people[2].screen, &wall] {
        let bytes = received(screen).await;
        assert_eq!(traces::found_in_part(&bytes, ASIDE, TELLING), None);
        let record = room.server.record(room.workshop(), screen.token(), "md").await.expect("a record");
        assert_eq!(traces::found_in_part(record.as_bytes(), ASIDE, TELLING), None);
    }
    let bytes = received(&room.facilitator.screen).await;
    assert!(traces::found(&bytes, ASIDE).is_some(), "negative control");
    assert_eq!(room.facilitator.screen.view(|view| view.welcome.clone()).expect("welcomed").role, Role::Facilitator);
}
