//! The life of a workshop's task against a journal that stalls, fails and stops: P1 (saved before shown), reopening, draining.

#![allow(clippy::unwrap_used)] // helpers of tests, outside what clippy takes for a test

use futures_util::TryStreamExt;
use std::{sync::Arc, time::Duration};
use tokio::{sync::oneshot, task::JoinHandle, time::timeout};
use trestle::{
    config::{Cli, Command as CliCommand, ServeOptions},
    limits::LAPSE_MS,
    server::{Beside, ServeError, Server as Trestle, Time},
};
use trestle_client::{ClientError, Screen, Server};
use trestle_core::{
    Actor, Event,
    entry::{Entry as CoreEntry, EventEntry},
};
use trestle_journal::{Entry, Journal, JournalError, Memory, Seq, Snapshot};
use trestle_protocol::{
    Cell, Command, CreateWorkshop, CreatedWorkshop, Details, DocumentName, Farewell, Join, Joined, LinkKind, Refusal, SeatId, Theme, close,
};

/// Longer than anything here takes, short enough that a hang is noticed.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server in this process, on a journal in memory.
struct Running {
    server: Server,
    journal: Arc<Memory>,
    end: oneshot::Sender<()>,
    done: JoinHandle<Result<(), ServeError>>,
}

fn options(extra: &[&str]) -> ServeOptions {
    use clap::Parser;
    let given = ["trestle", "serve", "--listen", "127.0.0.1:0"].iter().chain(extra);
    match Cli::try_parse_from(given).unwrap().command {
        CliCommand::Serve(options) => options,
        CliCommand::Play(_) | CliCommand::Recover(_) | CliCommand::Typeset => unreachable!("serve was asked for"),
    }
}

impl Running {
    fn start(journal: Memory, extra: &[&str]) -> Self {
        let journal = Arc::new(journal);
        let trestle = Trestle::bind(&options(extra), journal.clone(), Beside::default(), Time::system()).unwrap();
        let server = Server::at(&format!("http://{}", trestle.here())).unwrap();
        let (end, ended) = oneshot::channel();
        let done = tokio::spawn(trestle.run(async {
            // A test that fails drops the sender: that ends the server, too.
            let _ = ended.await;
        }));
        Self { server, journal, end, done }
    }

    async fn stop(self) -> Memory {
        self.end.send(()).unwrap();
        timeout(PATIENCE, self.done).await.expect("the server drains in time").unwrap().unwrap();
        self.journal.reopened()
    }

    async fn workshop(&self) -> CreatedWorkshop {
        let details = Details {
            title: "Reading together".to_owned(),
            themes: vec![Theme { id: "reading".into(), title: "Reading".to_owned() }],
            ..Details::default()
        };
        let workshop =
            CreateWorkshop { details, convener: "Library".to_owned(), facilitator: "Ada".to_owned(), ..CreateWorkshop::default() };
        self.server.create(&workshop, None).await.unwrap()
    }

    async fn participant(&self, workshop: &CreatedWorkshop, name: &str) -> Joined {
        let join = Join { key: workshop.code.clone(), name: name.to_owned(), organisation_name: "School".to_owned(), ..Join::default() };
        self.server.join(&join).await.unwrap()
    }

    async fn screen(&self, workshop: &CreatedWorkshop, token: &str) -> Screen {
        Screen::open(&self.server, workshop.workshop, token).await.unwrap()
    }
}

/// Everything that was sent to this screen before has arrived: the pong goes the same way.
async fn settled(screen: &Screen) {
    screen.ping().await.unwrap();
}

fn hand(screen: &Screen, seat: SeatId) -> bool {
    screen.view(|view| matches!(view.cell(&format!("seat/{seat}")), Some(Cell::Seat(seat)) if seat.hand_at.is_some()))
}

async fn until_hand(screen: &Screen, seat: SeatId) {
    let key = format!("seat/{seat}");
    let up = |cell: &Cell| matches!(cell, Cell::Seat(seat) if seat.hand_at.is_some());
    screen.until_open("the hand", |view| view.cell(&key).filter(|cell| up(cell)).map(drop)).await.unwrap();
}

async fn write_draft(screen: &Screen, text: &str) -> DocumentName {
    let desk = DocumentName::Desk(screen.seat().unwrap());
    screen.until_writable(desk).await.unwrap();
    screen.write(desk, |pen| pen.push("draft", text)).unwrap();
    desk
}

#[tokio::test(flavor = "multi_thread")]
async fn p1_nothing_is_acknowledged_or_shown_before_it_is_durable() {
    let running = Running::start(Memory::new(), &[]);
    let workshop = running.workshop().await;
    let joined = running.participant(&workshop, "Bo").await;
    let seat = joined.seat.unwrap();
    let (author, other) = (running.screen(&workshop, &joined.token).await, running.screen(&workshop, &workshop.token).await);
    let twin = running.screen(&workshop, &joined.token).await;
    let desk = DocumentName::Desk(seat);
    twin.until_writable(desk).await.unwrap();

    running.journal.stall();
    let id = author.ask(Command::Hand { up: true });
    write_draft(&author, "half a thought").await;
    running.journal.until_stalled(1).await;
    for screen in [&author, &other, &twin] {
        settled(screen).await;
    }
    author.view(|view| assert!(view.answers.is_empty() && view.saved == 0, "told before it was durable"));
    assert!(!hand(&other, seat) && !hand(&author, seat), "shown before it was durable");
    twin.view(|view| assert_eq!(view.documents[&desk].text("draft"), ""));

    running.journal.release_stalled();
    author.answer(&id, "the hand").await.unwrap();
    author.saved().await.unwrap();
    until_hand(&other, seat).await;
    twin.until_open("the draft", |view| (view.documents[&desk].text("draft") == "half a thought").then_some(())).await.unwrap();
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn p1_what_could_not_be_saved_is_told_to_nobody_and_the_workshop_comes_back() {
    let running = Running::start(Memory::new(), &[]);
    let workshop = running.workshop().await;
    let joined = running.participant(&workshop, "Bo").await;
    let seat = joined.seat.unwrap();
    let (mut author, mut other) = (running.screen(&workshop, &joined.token).await, running.screen(&workshop, &workshop.token).await);
    let desk = DocumentName::Desk(seat);
    author.until_writable(desk).await.unwrap();

    running.journal.fail_next(1, JournalError::Full);
    write_draft(&author, "kept on the device").await;
    let ended = author.until("the end", |view| view.ended.clone()).await.unwrap();
    assert_eq!(ended.code, Some(close::UNAVAILABLE));
    author.view(|view| assert!(view.saved == 0 && view.refused_updates.is_empty()));
    let ended = other.until("the end", |view| view.ended.clone()).await.unwrap();
    assert_eq!(ended.code, Some(close::UNAVAILABLE), "everybody begins again from what is durable");

    author.reconnect().await.unwrap();
    other.reconnect().await.unwrap();
    author.saved().await.unwrap();
    let id = author.ask(Command::Hand { up: true });
    author.answer(&id, "the hand").await.unwrap();
    until_hand(&other, seat).await;
    let fresh = running.screen(&workshop, &joined.token).await;
    fresh.until_writable(desk).await.unwrap();
    fresh.view(|view| assert_eq!(view.documents[&desk].text("draft"), "kept on the device"));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn p1_a_join_that_could_not_be_saved_gives_no_seat() {
    let running = Running::start(Memory::new(), &[]);
    let workshop = running.workshop().await;
    running.journal.fail_next(1, JournalError::Full);
    let join = Join { key: workshop.code.clone(), name: "Bo".to_owned(), ..Join::default() };
    let refused = running.server.join(&join).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(Refusal::Internal));
    let joined = running.participant(&workshop, "Bo").await;
    let console = running.screen(&workshop, &workshop.token).await;
    console.view(|view| assert_eq!(view.cells_under("seat/").count(), 2, "the facilitator and the one who got in"));
    assert_eq!(joined.seat, Some(SeatId(2)));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_sent_again_takes_effect_once() {
    let running = Running::start(Memory::new(), &[]);
    let workshop = running.workshop().await;
    let joined = running.participant(&workshop, "Bo").await;
    let mut author = running.screen(&workshop, &joined.token).await;
    running.journal.stall();
    let id = author.ask(Command::Wave {});
    running.journal.until_stalled(1).await;
    author.cut().await;
    running.journal.release_stalled();
    let before = running.journal.head(workshop.workshop.0).await.unwrap();
    author.reconnect().await.unwrap();
    author.answer(&id, "the wave").await.unwrap();
    assert_eq!(running.journal.head(workshop.workshop.0).await.unwrap(), before, "the second time nothing was written");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn draining_tells_every_screen_to_come_back_and_loses_nothing() {
    let running = Running::start(Memory::new(), &[]);
    let workshop = running.workshop().await;
    let joined = running.participant(&workshop, "Bo").await;
    let mut screens = vec![running.screen(&workshop, &workshop.token).await];
    for _ in 0..5 {
        screens.push(running.screen(&workshop, &joined.token).await);
    }
    let desk = write_draft(&screens[1], "typed just before").await;
    screens[1].saved().await.unwrap();
    let server = running.server.clone();
    let journal = running.stop().await;
    for screen in &screens {
        let ended = screen
            .until("the farewell and the close behind it", |view| view.ended.clone().filter(|ended| ended.code.is_some()))
            .await
            .unwrap();
        assert_eq!((ended.farewell, ended.code), (Some(Farewell::Restart), Some(close::RESTART)));
    }
    assert!(matches!(server.look(&workshop.code).await, Err(ClientError::Unreachable { .. })), "nobody listens any more");

    let again = Running::start(journal, &[]);
    let screen = again.screen(&workshop, &joined.token).await;
    screen.until_writable(desk).await.unwrap();
    screen.view(|view| assert_eq!(view.documents[&desk].text("draft"), "typed just before"));
    again.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workshop_that_nobody_looks_at_leaves_a_snapshot_and_opens_again() {
    let running = Running::start(Memory::new(), &["--idle-minutes", "0"]);
    let workshop = running.workshop().await;
    let joined = running.participant(&workshop, "Bo").await;
    let screen = running.screen(&workshop, &joined.token).await;
    let desk = write_draft(&screen, "before the pause").await;
    screen.saved().await.unwrap();
    let head = running.journal.head(workshop.workshop.0).await.unwrap().unwrap();
    screen.close().await;
    let stored = async {
        while running.journal.latest(workshop.workshop.0).await.unwrap().is_none_or(|snapshot| snapshot.at < head) {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, stored).await.expect("a snapshot of everything");
    let screen = running.screen(&workshop, &joined.token).await;
    screen.until_writable(desk).await.unwrap();
    screen.view(|view| assert_eq!(view.documents[&desk].text("draft"), "before the pause"));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workshop_that_cannot_be_reopened_stays_readable_from_its_last_good_entry() {
    let running = Running::start(Memory::new(), &[]);
    let workshop = running.workshop().await;
    let joined = running.participant(&workshop, "Bo").await;
    let before = running.server.record(workshop.workshop, &workshop.token, "md").await.unwrap();
    let journal = running.stop().await;
    let length = journal.append(workshop.workshop.0, None, vec![Entry::event(b"no entry at all".as_slice())]).await.unwrap();

    let running = Running::start(journal, &[]);
    for _ in 0..trestle::limits::FAILURES {
        let failed = running.server.record(workshop.workshop, &workshop.token, "md").await.unwrap_err();
        assert_eq!(failed.refusal(), Some(Refusal::Internal), "a workshop is never opened empty or shortened without need");
    }
    let after = running.server.record(workshop.workshop, &workshop.token, "md").await.unwrap();
    let without_date = |record: &str| record.lines().filter(|line| !line.contains("made at")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(without_date(&after), without_date(&before));
    let screen = running.screen(&workshop, &joined.token).await;
    let id = screen.ask(Command::Hand { up: true });
    assert_eq!(screen.answer(&id, "the hand").await.unwrap_err().refusal(), Some(Refusal::Internal));
    settled(&screen).await;
    screen.view(|view| assert!(view.documents.is_empty(), "nothing can be written"));
    assert_eq!(running.journal.head(workshop.workshop.0).await.unwrap(), Some(length), "nothing was added or taken away");
    running.stop().await;
}

/// Is this text anywhere in what the journal holds of a workshop?
async fn kept(journal: &Memory, workshop: &CreatedWorkshop, text: &str) -> bool {
    let entries: Vec<(Seq, Entry)> = journal.read(workshop.workshop.0, Seq::START).try_collect().await.unwrap();
    let snapshot = journal.latest(workshop.workshop.0).await.unwrap().map(|snapshot| snapshot.bytes).unwrap_or_default();
    let bytes = entries.iter().flat_map(|(_, entry)| entry.bytes.iter().copied()).chain(snapshot).collect::<Vec<u8>>();
    bytes.windows(text.len()).any(|it| it == text.as_bytes())
}

/// The machine stops right behind the removal, before the journal was replaced: the next start does it, whether anybody comes or not.
#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_was_cut_short_is_finished_at_the_next_start() {
    let running = Running::start(Memory::new(), &[]);
    let workshop = running.workshop().await;
    let [gone, stays] = [running.participant(&workshop, "Canary Cleo").await, running.participant(&workshop, "Canary Dan").await];
    for (joined, text) in [(&gone, "Cleo sings"), (&stays, "Dan sings")] {
        let screen = running.screen(&workshop, &joined.token).await;
        write_draft(&screen, text).await;
        screen.saved().await.unwrap();
    }
    let journal = running.stop().await;
    let event = Event::SeatRemoved { seat: gone.seat.unwrap(), with_notes: true, ways_kept: false };
    let removal = CoreEntry::Event(EventEntry { at: trestle_protocol::Time(1), civil: None, by: Actor::System, cause: None, event })
        .encode()
        .unwrap();
    journal.append_until(workshop.workshop.0, None, vec![Entry::event(removal)], Some(0)).await.unwrap();
    assert!(kept(&journal, &workshop, "Canary Cleo").await && kept(&journal, &workshop, "Cleo sings").await);

    let running = Running::start(journal, &[]);
    let sung = async {
        while kept(&running.journal, &workshop, "Canary Cleo").await || kept(&running.journal, &workshop, "Cleo sings").await {
            // Asks something of the server meanwhile, but nothing of this workshop.
            running.server.look("nobody's").await.unwrap_err();
        }
    };
    timeout(PATIENCE, sung).await.expect("it is finished");
    assert!(kept(&running.journal, &workshop, "Canary Dan").await, "somebody else");
    assert!(!running.journal.due(0).await.unwrap().contains(&workshop.workshop.0), "nothing is owed any more");
    assert!(running.server.record(workshop.workshop, &workshop.token, "md").await.unwrap().contains("Canary Dan"));
    running.stop().await;
}

/// Whose time has been up for long enough goes, even if nobody can read it any more; whose time is found to be up now does not yet, and who only owes something not at all.
#[tokio::test(flavor = "multi_thread")]
async fn a_workshop_that_cannot_be_opened_ends_with_its_time_and_not_before() {
    let running = Running::start(Memory::new(), &[]);
    let (over, fresh, owing) = (running.workshop().await, running.workshop().await, running.workshop().await);
    let journal = running.stop().await;
    for (workshop, due, counted) in [(&over, 1, Some(LAPSE_MS)), (&fresh, 1, None), (&owing, 0, Some(LAPSE_MS))] {
        let broken = vec![Entry::event(b"no entry at all".as_slice())];
        journal.append_until(workshop.workshop.0, None, broken, Some(due)).await.unwrap();
        journal.lapse(workshop.workshop.0, counted).await.unwrap();
    }
    let running = Running::start(journal, &[]);
    let erased = async {
        while running.journal.head(over.workshop.0).await.unwrap().is_some() {
            running.server.look("nobody's").await.unwrap_err();
        }
    };
    timeout(PATIENCE, erased).await.expect("its time is up");
    let lapsed = async || running.journal.lapsed().await.unwrap().contains(&(fresh.workshop.0, 0));
    let found = async {
        while !lapsed().await {
            running.server.look("nobody's").await.unwrap_err();
        }
    };
    timeout(PATIENCE, found).await.expect("its time is found to be up");
    assert!(running.journal.head(fresh.workshop.0).await.unwrap().is_some(), "nothing goes at the first look");
    assert!(running.journal.head(owing.workshop.0).await.unwrap().is_some(), "its own time is not");
    running.stop().await;
}

/// P10: what a newer version wrote is not half read, not written over and not taken for broken, however often it is asked for; who asks is told in words.
#[tokio::test(flavor = "multi_thread")]
async fn p10_a_workshop_that_a_newer_version_ran_is_refused_in_words_and_left_alone() {
    let running = Running::start(Memory::new(), &[]);
    let workshop = running.workshop().await;
    let journal = running.stop().await;
    let id = workshop.workshop.0;
    let newer = Entry::event(b"\x01{\"v\":4096,\"at\":\"tomorrow\",\"event\":{\"type\":\"not_invented_yet\"}}".as_slice());
    let head = journal.append_until(id, None, vec![newer], Some(1)).await.unwrap(); // due long ago, says a version that may count otherwise
    let mut journal = journal;
    for snapshot in [false, true] {
        if snapshot {
            let bytes = b"{\"v\":4096,\"state\":{\"id\":7}}".to_vec();
            journal.snapshot(id, Snapshot { at: head, bytes }).await.unwrap();
        }
        let running = Running::start(journal, &[]);
        for _ in 0..5 {
            let refused = running.server.look(&workshop.code).await.unwrap_err();
            assert_eq!(refused.refusal(), Some(Refusal::NewerJournal));
            let refused = running.server.record(workshop.workshop, &workshop.token, "json").await.unwrap_err();
            assert_eq!(refused.refusal(), Some(Refusal::NewerJournal));
            match Screen::open(&running.server, workshop.workshop, &workshop.token).await {
                Err(ClientError::Ended { ended, .. }) => assert_eq!(ended.code, Some(close::NEWER)),
                Err(error) => panic!("{error}"),
                Ok(_) => panic!("it was opened"),
            }
        }
        assert_eq!(running.journal.head(id).await, Ok(Some(head)), "it is there, and nothing was added");
        journal = running.stop().await;
    }
    assert_eq!(journal.latest(id).await.unwrap().map(|snapshot| snapshot.at), Some(head));
}

/// Who asked learns of it when it is in the journal and nothing of before is.
#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_an_erasure_is_told_when_it_is_done() {
    let running = Running::start(Memory::new(), &[]);
    let workshop = running.workshop().await;
    let joined = running.participant(&workshop, "Canary Cleo").await;
    let facilitator = running.screen(&workshop, &workshop.token).await;
    running.journal.stall();
    let id = facilitator.ask(Command::RemoveSeat { seat: joined.seat.unwrap(), with_notes: true, hidden: false });
    running.journal.until_stalled(1).await;
    settled(&facilitator).await;
    facilitator.view(|view| assert!(view.answers.is_empty(), "told before it was done"));
    running.journal.release_stalled();
    facilitator.answer(&id, "the removal").await.unwrap();
    assert!(!kept(&running.journal, &workshop, "Canary Cleo").await);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_opens_what_it_says() {
    let running = Running::start(Memory::new(), &[]);
    let workshop = running.workshop().await;
    let joined = running.participant(&workshop, "Bo").await;
    let link = |token: String, kind| {
        let server = running.server.clone();
        let id = workshop.workshop;
        async move { server.link(id, &token, kind).await }
    };
    for kind in [LinkKind::Facilitator, LinkKind::Wall] {
        let refused = link(joined.token.clone(), kind).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(Refusal::NotFacilitator));
        let made = link(workshop.token.clone(), kind).await.unwrap().link;
        let (place, secret) = made.split_once('#').unwrap();
        let id = place.rsplit('/').next().unwrap();
        let looked = running.server.look(&format!("{id}.{secret}")).await.unwrap();
        assert_eq!(looked.workshop, workshop.workshop);
        let opened = running.server.join(&Join { key: format!("{id}.{secret}"), ..Join::default() }).await.unwrap();
        let screen = running.screen(&workshop, &opened.token).await;
        screen.view(|view| assert_eq!(view.welcome.as_ref().map(|welcome| welcome.role), Some(looked.role)));
    }
    let made = link(joined.token.clone(), LinkKind::Seat).await.unwrap().link;
    let key = made.split_once('#').unwrap().1;
    assert_eq!(running.server.look(key).await.unwrap().seat, joined.seat);
    let back = running.server.join(&Join { key: key.to_owned(), ..Join::default() }).await.unwrap();
    assert_eq!((back.seat, back.role), (joined.seat, joined.role));
    assert_ne!(back.token, joined.token, "each device has a token of its own");
    running.stop().await;
}
