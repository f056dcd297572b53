//! Erasing leaves nothing behind: canary texts are looked for in every file of the server, and those of others must still be there.

use std::fs;
use trestle_protocol::{
    Cell, Command, Details, DocumentName, Farewell, FeedbackKind, OrganisationId, Refusal, TeamId, Time, WorkshopId, close,
};
use trestle_tests::{Content, Person, Room, Screen, Server, Trestle, View, process::Binary, traces};

/// Milliseconds of a day.
const DAY: u64 = 24 * 60 * 60 * 1000;
/// When stepped clocks begin.
const BEGINNING: u64 = 1_795_000_000_000;

/// What one person leaves in every place where something of theirs is kept.
struct Canary {
    name: String,
    note: String,
    draft: String,
    feedback: String,
}

impl Canary {
    fn named(word: &str) -> Self {
        let text = |what: &str| format!("Canary {word} {what} ünd 鸟");
        Self { name: text("name"), note: text("note"), draft: text("draft"), feedback: text("feedback") }
    }

    fn texts(&self) -> [&str; 4] {
        [&self.name, &self.note, &self.draft, &self.feedback]
    }

    /// Leaves everything that can be left while people write.
    async fn sing(&self, room: &Room, person: &Person) {
        person.screen.command(Command::Rename { seat: person.seat, name: self.name.clone() }).await.expect("a new name");
        person.note(&self.note, "reading").await;
        person.screen.write(person.desk(), |pen| pen.push("draft", &self.draft)).expect("a draft");
        person.screen.saved().await.expect("a saved draft");
        room.facilitate(Command::Assign { seat: person.seat, team: None }).await;
    }

    async fn comment(&self, person: &Person) {
        let command = Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text: self.feedback.clone() };
        person.screen.command(command).await.expect("a line");
    }
}

/// A room of two people, each with a canary, in the report back.
async fn sung(server: &Server, canaries: [&Canary; 2]) -> Room {
    let room = Room::open(server, 2).await;
    room.go("write").await;
    for (canary, person) in canaries.into_iter().zip(&room.people) {
        canary.sing(&room, person).await;
    }
    room.go("report").await;
    for (canary, person) in canaries.into_iter().zip(&room.people) {
        canary.comment(person).await;
    }
    room
}

/// Everything that lies in the server's folder, and what it logged.
fn files(trestle: &Trestle) -> Vec<u8> {
    let files = fs::read_dir(trestle.data()).expect("the data folder");
    // The operator's socket holds nothing.
    let paths = files.map(|file| file.expect("an entry").path()).filter(|path| path.is_file());
    let bytes = paths.flat_map(|path| fs::read(path).expect("a file"));
    bytes.chain(trestle.log().into_bytes()).collect()
}

/// Which of a canary's texts lie in the files, in any form; documents in snapshots are hexadecimal digits.
fn left<'a>(bytes: &[u8], canary: &'a Canary) -> Vec<&'a str> {
    let digits = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let there = |text: &str| traces::forms(text).into_iter().any(|(_, form)| holds(bytes, &form));
    canary.texts().into_iter().filter(|text| there(text) || there(&digits(text))).collect()
}

/// Is this in those bytes, whole or with the end of a page of the journal in it: then the number of the next page stands between, and in its log the head of
/// a frame as well?
fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    let begins = bytes.iter().enumerate().filter(|(_, byte)| Some(*byte) == wanted.first()).map(|(place, _)| &bytes[place..]);
    begins.into_iter().any(|bytes| {
        let same = bytes.iter().zip(wanted).take_while(|(byte, wanted)| byte == wanted).count();
        [0, 4, 4 + 24].iter().any(|gap| bytes.get(same + gap..).is_some_and(|rest| rest.starts_with(&wanted[same..])))
    })
}

#[test]
fn a_text_is_found_whole_and_over_the_end_of_a_page() {
    for gap in [b"".as_slice(), b"\0\0\0\x07", &[9; 28]] {
        assert!(holds(&[b"before, Canary sta", gap, b"ys name, behind"].concat(), b"Canary stays name"));
    }
    assert!(!holds(b"Canary sta, and elsewhere ys name", b"Canary stays name"));
}

/// Which of a canary's texts are still there: the store may have split one over two of its pages, and half a text tells that it is there.
fn stays<'a>(bytes: &[u8], canary: &'a Canary) -> Vec<&'a str> {
    let digits = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let half = |text: &str| traces::found_in_part(bytes, text, text.chars().count() / 2).is_some();
    canary.texts().into_iter().filter(|text| half(text) || half(&digits(text))).collect()
}

/// Why it was not erased.
async fn refused(server: &Server, workshop: WorkshopId, token: &str) -> Option<Refusal> {
    server.erase(workshop, token).await.expect_err("a refusal").refusal()
}

fn ended(view: &View) -> Option<(Option<u16>, Option<Farewell>)> {
    view.ended.as_ref().filter(|ended| ended.code.is_some()).map(|ended| (ended.code, ended.farewell))
}

/// A workshop that was erased answers like one that never was.
async fn never_was(server: &Server, room: &Room) {
    assert_eq!(server.look(&room.created.code).await.expect_err("nobody knows it").refusal(), Some(Refusal::WrongKey));
    assert_eq!(
        server.look(&room.key(&room.created.links.facilitator)).await.expect_err("nobody knows it").refusal(),
        Some(Refusal::WrongKey)
    );
    assert_eq!(
        server.record(room.workshop(), &room.created.token, "json").await.expect_err("nobody knows it").refusal(),
        Some(Refusal::WrongKey)
    );
    assert_eq!(refused(server, room.workshop(), &room.created.token).await, Some(Refusal::WrongKey));
    assert!(Screen::open(server, room.workshop(), &room.created.token).await.is_err());
}

#[tokio::test]
async fn a_facilitator_erases_a_workshop_and_nothing_of_it_is_left() {
    let mut trestle = Trestle::start();
    let [gone, other, stays, neighbour] = ["gone", "other", "stays", "neighbour"].map(Canary::named);
    let erased = sung(trestle.server(), [&gone, &other]).await;
    let kept = sung(trestle.server(), [&stays, &neighbour]).await;
    let wall = erased.wall().await;
    let before = files(&trestle);
    for canary in [&gone, &other, &stays, &neighbour] {
        assert_eq!(left(&before, canary), canary.texts(), "they are there before");
    }
    assert!(traces::found(&before, &erased.workshop().to_string()).is_some());

    for (token, rule) in [
        (erased.people[0].screen.token(), Refusal::NotFacilitator),
        (wall.token(), Refusal::NotFacilitator),
        (kept.created.token.as_str(), Refusal::WrongKey),
        ("nobody's", Refusal::WrongKey),
    ] {
        assert_eq!(refused(trestle.server(), erased.workshop(), token).await, Some(rule));
    }
    trestle.server().erase(erased.workshop(), &erased.created.token).await.expect("erased");
    // Right away, while the server runs and the other workshop is open.
    let after = files(&trestle);
    for canary in [&gone, &other] {
        assert_eq!(left(&after, canary), Vec::<&str>::new());
    }
    for canary in [&stays, &neighbour] {
        assert_eq!(left(&after, canary), canary.texts());
    }
    for screen in [&erased.people[0].screen, &erased.facilitator.screen, &wall] {
        let end = screen.until("the end", ended).await.expect("an end");
        assert_eq!(end, (Some(close::ERASED), Some(Farewell::Erased)));
    }
    never_was(trestle.server(), &erased).await;
    kept.people[0].note("Still here", "reading").await;
    trestle.kill();
    trestle.restart();
    never_was(trestle.server(), &erased).await;
    assert!(trestle.server().record(kept.workshop(), &kept.created.token, "json").await.is_ok());
}

#[tokio::test]
async fn one_person_is_erased_and_the_rest_stays() {
    let mut trestle = Trestle::start();
    let [gone, stays] = ["gone", "stays"].map(Canary::named);
    let room = sung(trestle.server(), [&gone, &stays]).await;
    let brief = DocumentName::Brief(TeamId(1));
    let author = &room.people[0];
    author.screen.until_writable(brief).await.expect("the own team's brief");
    author.screen.write(brief, |pen| pen.push("title", "Written for everybody")).expect("a title");
    author.screen.saved().await.expect("a saved title");
    let before = files(&trestle);
    assert_eq!(left(&before, &gone), gone.texts(), "they are there before");

    room.facilitate(Command::RemoveSeat { seat: author.seat, with_notes: true, hidden: false }).await;
    // Right behind the acknowledgement, while the server runs.
    let after = files(&trestle);
    assert_eq!(left(&after, &gone), Vec::<&str>::new());
    assert_eq!(self::stays(&after, &stays), stays.texts(), "somebody else's");
    room.people[1].note("Said afterwards", "reading").await;
    for _ in 0..2 {
        let record = trestle.server().record(room.workshop(), &room.created.token, "json").await.expect("a record");
        for kept in ["Written for everybody", "Said afterwards", &stays.note, &stays.feedback] {
            assert!(record.contains(kept), "{kept}: {record}");
        }
        assert_eq!(left(record.as_bytes(), &gone), Vec::<&str>::new());
        trestle.kill();
        trestle.restart();
    }
    assert_eq!(left(&files(&trestle), &gone), Vec::<&str>::new());
}

/// Where notes carry no names, those that go with a person are seen to be theirs. Those that stay are nobody's: on no screen, in no file.
#[tokio::test]
async fn p2_a_cut_author_is_in_no_file_and_no_screen_learns_which_notes_were_theirs() {
    let mut trestle = Trestle::start();
    let [gone, stays] = ["gone", "stays"].map(Canary::named);
    let room = sung(trestle.server(), [&gone, &stays]).await;
    let wall = room.wall().await;
    let author = &room.people[0];
    let ids = |view: &View| match view.cell("mine/notes") {
        Some(Cell::MyNotes(notes)) => notes.ids.clone().into_iter().next(),
        _ => None,
    };
    let (key, id) = author.screen.until_open("the note", ids).await.expect("a note of one's own");
    let holds_key = |bytes: &[u8]| {
        let digits: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
        [key.as_str(), digits.as_str()].iter().any(|form| traces::found(bytes, form).is_some())
    };
    assert!(holds_key(&files(&trestle)), "by its key, a file says whose a note is");
    let others = [&room.people[1].screen, &room.facilitator.screen, &wall];
    let received = |screen: &Screen| screen.view(|view| view.transcript.clone().expect("a transcript"));
    for screen in others {
        let shown = |view: &View| view.cell(&format!("note/{id}")).map(drop);
        screen.until_open("the note", shown).await.expect("it is on the wall");
        screen.ping().await.expect("a server that answers");
    }
    let before = others.map(|screen| received(screen).len());

    room.facilitate(Command::CutAuthor { seat: author.seat }).await;
    let after = files(&trestle);
    assert_eq!(left(&after, &gone), [&gone.note, &gone.feedback], "what stands stays, and nothing else");
    assert!(!holds_key(&after) && traces::found(&after, &format!("desk/{}", author.seat)).is_none());
    for (screen, before) in others.into_iter().zip(before) {
        let seat = format!("seat/{}", author.seat);
        screen.until_open("that they left", |view| view.cell(&seat).is_none().then_some(())).await.expect("they left");
        let bytes = &received(screen)[before..];
        for trace in [&gone.note, &gone.feedback, &id.0] {
            assert_eq!(traces::found(bytes, trace), None, "nothing that was sent says which were theirs");
        }
    }
    for _ in 0..2 {
        let record = trestle.server().record(room.workshop(), &room.created.token, "json").await.expect("a record");
        assert_eq!(left(record.as_bytes(), &gone), [&gone.note, &gone.feedback]);
        assert_eq!(left(record.as_bytes(), &stays), [&stays.name, &stays.note, &stays.feedback]);
        trestle.kill();
        trestle.restart();
    }
    assert!(!holds_key(&files(&trestle)));
}

/// A workshop that is kept for so many days, and its canaries.
async fn kept_for(trestle: &Trestle, days: u64, canaries: [&Canary; 2]) -> Room {
    let room = sung(trestle.server(), canaries).await;
    let details = Details { erase_at: Some(Time(BEGINNING + days * DAY)), ..Room::details() };
    room.facilitate(Command::Describe { details }).await;
    room
}

/// Asks until the workshop is closed because its time is up.
async fn until_closed(trestle: &Trestle, room: &Room) {
    let open = async || trestle.server().look(&room.created.code).await.is_ok();
    let asked = async { while open().await {} };
    tokio::time::timeout(std::time::Duration::from_secs(60), asked).await.expect("it is closed");
    let refused = trestle.server().look(&room.created.code).await.expect_err("it is closed");
    assert_eq!(refused.refusal(), Some(Refusal::TimeUp));
}

/// Asks until nobody knows the workshop any more. Wrong keys are answered slowly, so this does not hurry.
async fn until_erased(trestle: &Trestle, room: &Room) {
    let known = async || trestle.server().look(&room.created.code).await.err().and_then(|error| error.refusal()) != Some(Refusal::WrongKey);
    let asked = async { while known().await {} };
    tokio::time::timeout(std::time::Duration::from_secs(60), asked).await.expect("it is erased");
}

#[tokio::test]
async fn a_workshop_is_erased_when_its_time_is_up_whether_anybody_has_it_open_or_not() {
    for open in [true, false] {
        let mut trestle = Trestle::start_with(Binary::Stepped, &["--clock-start", &BEGINNING.to_string()]);
        let [gone, other, stays, neighbour] = ["gone", "other", "stays", "neighbour"].map(Canary::named);
        let erased = kept_for(&trestle, 90, [&gone, &other]).await;
        let kept = kept_for(&trestle, 200, [&stays, &neighbour]).await;
        trestle.advance(89 * DAY).await;
        assert!(trestle.server().look(&erased.created.code).await.is_ok(), "not before");
        if open {
            trestle.advance(DAY + 1).await;
        } else {
            trestle.kill();
            trestle.restart_at(BEGINNING + 91 * DAY);
        }
        until_closed(&trestle, &erased).await;
        for canary in [&gone, &other] {
            assert_eq!(left(&files(&trestle), canary), canary.texts(), "it is closed, and everything is there; open: {open}");
        }
        trestle.advance(2 * DAY).await;
        until_erased(&trestle, &erased).await;
        let after = files(&trestle);
        for canary in [&gone, &other] {
            assert_eq!(left(&after, canary), Vec::<&str>::new(), "open: {open}");
        }
        for canary in [&stays, &neighbour] {
            assert_eq!(left(&after, canary), canary.texts(), "open: {open}");
        }
        if open {
            let end = erased.people[0].screen.until("the end", ended).await.expect("an end");
            assert_eq!(end, (Some(close::TIME_UP), Some(Farewell::TimeUp)));
            let end = erased.facilitator.screen.until("the end", ended).await.expect("an end");
            assert_eq!(end, (Some(close::ERASED), Some(Farewell::Erased)));
        }
        never_was(trestle.server(), &erased).await;
        assert!(trestle.server().look(&kept.created.code).await.is_ok());
    }
}

/// A rehearsal says that nothing of it is kept.
#[tokio::test]
async fn nothing_of_a_rehearsal_is_left() {
    let trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 0).await;
    let [gone, stays] = ["gone", "stays"].map(Canary::named);
    let details = Details { purpose: stays.note.clone(), ..Room::details() };
    room.facilitate(Command::Describe { details }).await;
    room.facilitate(Command::Rehearse { on: true }).await;
    let actor = room.join("An actor").await;
    room.go("write").await;
    gone.sing(&room, &room.people[actor]).await;
    room.go("report").await;
    gone.comment(&room.people[actor]).await;
    assert_eq!(left(&files(&trestle), &gone), gone.texts(), "they are there before");
    room.facilitate(Command::Rehearse { on: false }).await;
    let end = room.people[actor].screen.until("the end", ended).await.expect("an end");
    assert_eq!(end, (Some(close::REWOUND), Some(Farewell::Rewound)));
    let after = files(&trestle);
    assert_eq!(left(&after, &gone), Vec::<&str>::new());
    assert!(traces::found(&after, &stays.note).is_some(), "what was set up stays");
}

/// What a table's device wrote for somebody goes with them: from the files, and from the device itself, which goes on with the rest.
#[tokio::test]
async fn what_a_table_wrote_for_somebody_goes_with_them() {
    let trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 1).await;
    let [gone, stays] = ["gone", "stays"].map(Canary::named);
    let table = room.people.remove(0);
    room.facilitate(Command::Table { seat: table.seat, table: true }).await;
    room.go("write").await;
    for canary in [&gone, &stays] {
        let person = Command::AddPerson {
            name: canary.name.clone(),
            organisation: Some(OrganisationId(2)),
            organisation_name: String::new(),
            table: None,
        };
        table.screen.command(person).await.expect("a person");
        let named = |view: &View| {
            view.cells_under("seat/").find_map(|(_, cell)| match cell {
                Cell::Seat(seat) if seat.name == canary.name => Some(seat.id),
                _ => None,
            })
        };
        let seat = room.facilitator.screen.until_open("the person", named).await.expect("a seat");
        let key = format!("n{seat}");
        let fields =
            [("text", Content::text(&canary.note)), ("theme", Content::value("reading")), ("for", Content::value(f64::from(seat.0)))];
        table.screen.write(table.desk(), |pen| pen.row("notes", &key, &fields)).expect("a desk");
        table.screen.saved().await.expect("saved");
        if canary.name == gone.name {
            table.screen.write(table.desk(), |pen| pen.push("draft", "half typed")).expect("a desk");
            table.screen.saved().await.expect("saved");
            assert_eq!(left(&files(&trestle), &gone), [&gone.name, &gone.note], "they are there before");
            room.facilitate(Command::RemoveSeat { seat, with_notes: true, hidden: false }).await;
            let without = |view: &View| view.documents[&table.desk()].text(&format!("notes/{key}/text")).is_empty();
            table.screen.until_open("the device to forget it", |view| without(view).then_some(())).await.expect("it forgets");
        }
    }
    let after = files(&trestle);
    assert_eq!(left(&after, &gone), Vec::<&str>::new());
    assert_eq!(left(&after, &stays), [&stays.name, &stays.note]);
    table.screen.view(|view| assert_eq!(view.documents[&table.desk()].text("draft"), "half typed"));
}
