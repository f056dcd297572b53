//! P1: a server that is killed at any moment has lost nothing that it acknowledged.
//!
//! The parent starts this very test program again as a child that writes to a journal and says what was acknowledged,
//! kills it (SIGKILL) at a random moment, and looks into the journal: everything said is there, nothing is half there.
//! `TRESTLE_KILLS` sets how often, `TRESTLE_SEED` repeats a run's choices.

use crate::kit::{Folder, chance};
use futures_util::{TryStreamExt, future::join_all};
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
};
use trestle_journal::{Entry, Journal, Kind, Seq, Snapshot, Sqlite};
use uuid::Uuid;

const CHILD: &str = "TRESTLE_JOURNAL_OF_THE_CHILD";
const WORKSHOPS: u128 = 6;

/// An entry's kind and bytes follow from its place, so that nobody has to remember them.
fn entry(workshop: Uuid, seq: u64) -> Entry {
    let place = format!("{workshop}/{seq} ");
    let bytes: Vec<u8> = place.bytes().cycle().take(20 + (seq as usize * 37) % 900).collect();
    match seq % 3 {
        0 => Entry::event(bytes),
        _ => Entry::update(bytes),
    }
}

fn snapshot(workshop: Uuid, at: Seq) -> Snapshot {
    Snapshot { at, bytes: format!("{workshop} up to {at}").into_bytes() }
}

/// Entries are appended in batches that end at multiples of this: a head in between would be half an append.
const BATCH: u64 = 4;

/// Not a test by itself: what the child does, until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Ok(path) = std::env::var(CHILD) else {
        return;
    };
    say("opening");
    let journal = Arc::new(Sqlite::open(path).expect("a journal"));
    say("open");
    let tasks = (1..=WORKSHOPS).map(|it| write(Arc::clone(&journal), Uuid::from_u128(it)));
    join_all(tasks.map(tokio::spawn).collect::<Vec<_>>()).await;
}

/// Appends for ever, now and then stores a snapshot; says each acknowledgement.
async fn write(journal: Arc<Sqlite>, id: Uuid) {
    let mut head = journal.head(id).await.expect("a head").unwrap_or_default();
    loop {
        let entries = (1..=BATCH).map(|n| entry(id, head.0 + n)).collect();
        head = journal.append(id, Some(head), entries).await.expect("appended");
        say(&format!("head {id} {head}"));
        if head.0 % 100 == 0 {
            let at = Seq(head.0 - 10);
            journal.snapshot(id, snapshot(id, at)).await.expect("stored");
            say(&format!("snapshot {id} {at}"));
        }
    }
}

fn say(line: &str) {
    // One write for the whole line: what is in the pipe outlives the process.
    std::io::stdout().write_all(format!("\n@{line}\n").as_bytes()).expect("said");
    std::io::stdout().flush().expect("said");
}

fn start(journal: &Path) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "kill::child", "--nocapture"])
        .env(CHILD, journal)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("a child")
}

/// What the children of all rounds said: heads and snapshots by workshop.
#[derive(Default)]
struct Said {
    heads: BTreeMap<Uuid, Seq>,
    snapshots: BTreeMap<Uuid, Seq>,
}

impl Said {
    fn hear(&mut self, line: &str) {
        let words: Vec<&str> = line.trim_start_matches('@').split(' ').collect();
        let [what, id, seq] = words[..] else { return };
        let said = match what {
            "head" => &mut self.heads,
            "snapshot" => &mut self.snapshots,
            _ => return,
        };
        said.insert(id.parse().expect("an id"), Seq(seq.parse().expect("a number")));
    }
}

/// Lets a child run until it has said so many things, kills it, and hears what it said up to its end.
fn run_and_kill(journal: &Path, lines: usize, said: &mut Said) -> usize {
    let mut child = start(journal);
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut heard = 0;
    let mut line = String::new();
    while heard < lines && output.read_line(&mut line).expect("a line") > 0 {
        heard += usize::from(line.starts_with('@'));
        said.hear(line.trim_end());
        line.clear();
    }
    child.kill().expect("killed");
    let status = child.wait().expect("ended");
    assert!(status.code().is_none(), "it did not end by itself: {status}");
    let mut rest = String::new();
    output.read_to_string(&mut rest).expect("the rest");
    for line in rest.lines() {
        heard += usize::from(line.starts_with('@'));
        said.hear(line);
    }
    heard
}

/// Everything said is there, and what is there is whole.
async fn check(journal: &Sqlite, said: &Said) {
    for id in (1..=WORKSHOPS).map(Uuid::from_u128) {
        let head = journal.head(id).await.expect("a head").unwrap_or_default();
        let heard = said.heads.get(&id).copied().unwrap_or_default();
        assert!(head >= heard, "{heard} was acknowledged, {head} is there");
        assert_eq!(head.0 % BATCH, 0, "no half append");
        let latest = journal.latest(id).await.expect("readable");
        let floor = latest.as_ref().map_or(Seq::START, |it| it.at);
        assert!(floor >= said.snapshots.get(&id).copied().unwrap_or_default());
        assert!(latest.is_none_or(|it| it == snapshot(id, floor)));
        let read: Vec<_> = journal.read(id, Seq::START).try_collect().await.expect("readable");
        let expected = (1..=head.0).map(|seq| (Seq(seq), entry(id, seq))).filter(|(seq, entry)| *seq > floor || entry.kind == Kind::Event);
        assert!(expected.eq(read), "what is there is what was written");
    }
}

#[tokio::test]
async fn p1_a_killed_server_has_lost_nothing_acknowledged() {
    let kills = std::env::var("TRESTLE_KILLS").ok().and_then(|it| it.parse().ok()).unwrap_or(12);
    let mut chance = chance();
    let folder = Folder::new();
    let mut said = Said::default();
    let mut heard = 0;
    for _ in 0..kills {
        // Rarely while it opens, mostly under load.
        let lines = if chance.u8(..5) == 0 { chance.usize(1..4) } else { chance.usize(4..600) };
        heard += run_and_kill(&folder.path(), lines, &mut said);
        let journal = folder.open();
        assert_eq!(journal.damage(), None, "a kill is no damage");
        check(&journal, &said).await;
        assert_eq!(journal.close().await, Ok(()));
    }
    let total: u64 = said.heads.values().map(|it| it.0).sum();
    println!("{kills} kills, {heard} things heard, {total} entries");
    assert!(total > 0 && !said.snapshots.is_empty(), "the children did get to write");
}
