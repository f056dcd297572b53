//! What every journal promises, one function a promise, whatever keeps it.

use futures_util::{StreamExt, TryStreamExt, future::join_all};
use std::sync::Arc;
use trestle_journal::{Beside, Course, Entry, Journal, JournalError, Kind, Listed, Seq, Snapshot, limits};
use uuid::Uuid;

/// Where a journal is kept. Opening it again, after closing, finds what was acknowledged.
pub(crate) trait Store {
    /// Opens the journal of this store.
    fn open(&self) -> Arc<dyn Journal>;
}

/// The same store, open anew.
async fn reopened(store: &dyn Store, journal: &dyn Journal) -> Arc<dyn Journal> {
    assert_eq!(journal.close().await, Ok(()));
    store.open()
}

fn event(text: &str) -> Entry {
    Entry::event(text.as_bytes())
}

fn update(text: &str) -> Entry {
    Entry::update(text.as_bytes())
}

fn snapshot(at: u64, text: &str) -> Snapshot {
    Snapshot { at: Seq(at), bytes: text.as_bytes().to_vec() }
}

async fn all(journal: &dyn Journal, workshop: Uuid, after: u64) -> Vec<(u64, Kind, String)> {
    let text = |entry: &Entry| String::from_utf8_lossy(&entry.bytes).into_owned();
    journal.read(workshop, Seq(after)).map_ok(|(seq, entry)| (seq.0, entry.kind, text(&entry))).try_collect().await.expect("readable")
}

async fn numbers(journal: &dyn Journal, workshop: Uuid, after: u64) -> Vec<u64> {
    all(journal, workshop, after).await.into_iter().map(|(seq, _, _)| seq).collect()
}

/// A workshop with this many entries, updates and events by turns, beginning with an event.
async fn workshop(journal: &dyn Journal, entries: u64) -> Uuid {
    let id = Uuid::new_v4();
    let turns = (1..=entries).map(|n| match n % 2 {
        1 => event(&format!("event {n}")),
        _ => update(&format!("update {n}")),
    });
    let head = journal.append(id, Some(Seq::START), turns.collect()).await;
    assert_eq!(head, Ok(Seq(entries)));
    id
}

pub(crate) async fn entries_come_back_in_order(store: &dyn Store) {
    let journal = store.open();
    let id = Uuid::new_v4();
    assert_eq!(journal.head(id).await, Ok(None));
    assert_eq!(all(&*journal, id, 0).await, []);
    let first = vec![event("one"), update("two")];
    assert_eq!(journal.append(id, Some(Seq::START), first).await, Ok(Seq(2)));
    assert_eq!(journal.append(id, None, vec![update("")]).await, Ok(Seq(3)));
    assert_eq!(journal.append(id, Some(Seq(3)), vec![event("four")]).await, Ok(Seq(4)));
    let expected = [(1, Kind::Event, "one"), (2, Kind::Update, "two"), (3, Kind::Update, ""), (4, Kind::Event, "four")];
    assert_eq!(all(&*journal, id, 0).await, expected.map(|(n, k, t)| (n, k, t.to_owned())));
    assert_eq!(journal.head(id).await, Ok(Some(Seq(4))));
}

pub(crate) async fn a_moved_head_is_a_conflict_and_writes_nothing(store: &dyn Store) {
    let journal = store.open();
    let id = workshop(&*journal, 3).await;
    let before = all(&*journal, id, 0).await;
    for expected in [0, 2, 4, u64::MAX] {
        let refused = journal.append(id, Some(Seq(expected)), vec![event("late"), update("late")]).await;
        assert_eq!(refused, Err(JournalError::Conflict { head: Seq(3) }));
    }
    assert_eq!(all(&*journal, id, 0).await, before);
}

pub(crate) async fn only_an_append_that_expects_the_start_creates(store: &dyn Store) {
    let journal = store.open();
    let id = Uuid::new_v4();
    for expected in [None, Some(Seq(1))] {
        let refused = journal.append(id, expected, vec![event("zombie")]).await;
        assert_eq!(refused, Err(JournalError::Conflict { head: Seq::START }));
    }
    assert_eq!(journal.head(id).await, Ok(None));
    assert_eq!(journal.append(id, Some(Seq::START), vec![event("born")]).await, Ok(Seq(1)));
    // Once only.
    let again = journal.append(id, Some(Seq::START), vec![event("born")]).await;
    assert_eq!(again, Err(JournalError::Conflict { head: Seq(1) }));
}

pub(crate) async fn an_append_of_nothing_writes_nothing(store: &dyn Store) {
    let journal = store.open();
    let absent = Uuid::new_v4();
    assert_eq!(journal.append(absent, Some(Seq::START), vec![]).await, Ok(Seq::START));
    assert_eq!(journal.head(absent).await, Ok(None));
    let id = workshop(&*journal, 2).await;
    assert_eq!(journal.append(id, None, vec![]).await, Ok(Seq(2)));
    let refused = journal.append(id, Some(Seq(1)), vec![]).await;
    assert_eq!(refused, Err(JournalError::Conflict { head: Seq(2) }));
}

pub(crate) async fn appends_keep_the_order_of_the_calls(store: &dyn Store) {
    let journal = store.open();
    let id = workshop(&*journal, 1).await;
    let calls: Vec<_> = (2..=100).map(|n| journal.append(id, None, vec![update(&format!("{n}"))])).collect();
    // Awaited in the other direction: it is the call that counts.
    for (answer, seq) in calls.into_iter().rev().zip((2..=100).rev()) {
        assert_eq!(answer.await, Ok(Seq(seq)));
    }
    for (seq, _, text) in all(&*journal, id, 1).await {
        assert_eq!(text, seq.to_string());
    }
}

pub(crate) async fn a_dropped_answer_does_not_take_the_write_back(store: &dyn Store) {
    let journal = store.open();
    let id = workshop(&*journal, 1).await;
    drop(journal.append(id, None, vec![event("unheard")]));
    assert_eq!(journal.append(id, None, vec![event("heard")]).await, Ok(Seq(3)));
}

pub(crate) async fn one_of_many_rivals_wins(store: &dyn Store) {
    let journal = store.open();
    let id = workshop(&*journal, 5).await;
    let rivals = (0..20).map(|n| journal.append(id, Some(Seq(5)), vec![event(&format!("rival {n}"))]));
    let outcomes = join_all(rivals.collect::<Vec<_>>()).await;
    let won = outcomes.iter().filter(|it| **it == Ok(Seq(6))).count();
    let lost = outcomes.iter().filter(|it| **it == Err(JournalError::Conflict { head: Seq(6) })).count();
    assert_eq!((won, lost), (1, 19));
    assert_eq!(numbers(&*journal, id, 5).await, [6]);
}

pub(crate) async fn concurrent_appends_leave_no_gaps(store: &dyn Store) {
    let journal = store.open();
    let mut ids = Vec::new();
    for _ in 0..16 {
        ids.push(workshop(&*journal, 1).await);
    }
    let writers = ids.iter().flat_map(|id| (0..4).map(|writer| (*id, writer)));
    let tasks = writers.map(|(id, writer)| {
        let journal = Arc::clone(&journal);
        tokio::spawn(async move {
            let mut last = Seq::START;
            for n in 0..25 {
                let entries = vec![update(&format!("{writer}.{n}a")), event(&format!("{writer}.{n}b"))];
                let seq = journal.append(id, None, entries).await.expect("appended");
                assert!(seq > last, "the numbers that a writer is told go up");
                last = seq;
            }
        })
    });
    for task in join_all(tasks.collect::<Vec<_>>()).await {
        task.expect("no panic");
    }
    for id in ids {
        let entries = all(&*journal, id, 0).await;
        assert!(entries.iter().map(|it| it.0).eq(1..=201), "dense");
        for pair in entries[1..].chunks(2) {
            // Batches are not mixed, and each writer's come in its own order.
            assert_eq!(pair[0].2.trim_end_matches('a'), pair[1].2.trim_end_matches('b'));
        }
    }
}

pub(crate) async fn reading_goes_by_pages(store: &dyn Store) {
    let journal = store.open();
    let many = limits::PAGE_ENTRIES as u64 * 2 + 7;
    let id = workshop(&*journal, many).await;
    assert!(numbers(&*journal, id, 0).await.into_iter().eq(1..=many));
    // Pages by size as well as by number.
    let large = Uuid::new_v4();
    let bytes = vec![7; limits::PAGE_BYTES / 2 + 1];
    let entries = vec![Entry::update(bytes.clone()); 5];
    assert_eq!(journal.append(large, Some(Seq::START), entries).await, Ok(Seq(5)));
    let read: Vec<_> = journal.read(large, Seq::START).collect().await;
    assert_eq!(read.len(), 5);
    assert!(read.into_iter().flatten().all(|(_, entry)| entry.bytes[..] == bytes[..]));
}

pub(crate) async fn reading_begins_where_it_is_told(store: &dyn Store) {
    let journal = store.open();
    let id = workshop(&*journal, 9).await;
    for after in [0, 1, 4, 8] {
        assert!(numbers(&*journal, id, after).await.into_iter().eq(after + 1..=9));
    }
    for after in [9, 10, u64::MAX - 1] {
        assert_eq!(numbers(&*journal, id, after).await, []);
    }
    // Two workshops are two journals.
    assert_eq!(numbers(&*journal, workshop(&*journal, 2).await, 0).await, [1, 2]);
}

pub(crate) async fn a_snapshot_drops_updates_and_keeps_events(store: &dyn Store) {
    let journal = store.open();
    let id = workshop(&*journal, 10).await;
    assert_eq!(journal.latest(id).await, Ok(None));
    assert_eq!(journal.snapshot(id, snapshot(6, "up to six")).await, Ok(()));
    assert_eq!(journal.latest(id).await, Ok(Some(snapshot(6, "up to six"))));
    assert_eq!(numbers(&*journal, id, 0).await, [1, 3, 5, 7, 8, 9, 10]);
    assert_eq!(numbers(&*journal, id, 6).await, [7, 8, 9, 10]);
    // Up to the head: the numbers go on from where they were, although the last update is gone.
    assert_eq!(journal.snapshot(id, snapshot(10, "all")).await, Ok(()));
    assert_eq!(numbers(&*journal, id, 0).await, [1, 3, 5, 7, 9]);
    assert_eq!(journal.head(id).await, Ok(Some(Seq(10))));
    assert_eq!(journal.append(id, Some(Seq(10)), vec![update("next")]).await, Ok(Seq(11)));
    assert_eq!(numbers(&*journal, id, 10).await, [11]);
}

pub(crate) async fn a_snapshot_replaces_the_one_before(store: &dyn Store) {
    let journal = store.open();
    let id = workshop(&*journal, 4).await;
    for (at, text) in [(2, "first"), (3, "second"), (3, "again, without somebody"), (4, "third")] {
        assert_eq!(journal.snapshot(id, snapshot(at, text)).await, Ok(()));
        assert_eq!(journal.latest(id).await, Ok(Some(snapshot(at, text))));
    }
}

pub(crate) async fn a_snapshot_never_goes_back_or_ahead(store: &dyn Store) {
    let journal = store.open();
    let id = workshop(&*journal, 4).await;
    assert_eq!(journal.snapshot(id, snapshot(3, "good")).await, Ok(()));
    for at in [1, 2, 5] {
        let refused = journal.snapshot(id, snapshot(at, "bad")).await;
        assert_eq!(refused, Err(JournalError::Conflict { head: Seq(4) }));
    }
    assert_eq!(journal.latest(id).await, Ok(Some(snapshot(3, "good"))));
    let absent = journal.snapshot(Uuid::new_v4(), snapshot(0, "of nothing")).await;
    assert_eq!(absent, Err(JournalError::Conflict { head: Seq::START }));
}

pub(crate) async fn a_replacement_drops_events_too(store: &dyn Store) {
    let mut journal = store.open();
    let (id, other) = (workshop(&*journal, 10).await, workshop(&*journal, 3).await);
    assert_eq!(journal.snapshot(id, snapshot(4, "everybody")).await, Ok(()));
    assert_eq!(journal.replace(id, snapshot(7, "without somebody")).await, Ok(()));
    for _ in 0..2 {
        assert_eq!(journal.latest(id).await, Ok(Some(snapshot(7, "without somebody"))));
        assert_eq!(numbers(&*journal, id, 0).await, [8, 9, 10], "what came later stays");
        assert_eq!(journal.head(id).await, Ok(Some(Seq(10))));
        journal = reopened(store, &*journal).await;
    }
    // Up to the head: the numbers go on from where they were, although nothing else holds them.
    assert_eq!(journal.replace(id, snapshot(10, "all")).await, Ok(()));
    assert_eq!(numbers(&*journal, id, 0).await, Vec::<u64>::new());
    assert_eq!(journal.append(id, Some(Seq(10)), vec![event("next")]).await, Ok(Seq(11)));
    assert_eq!(journal.replace(id, snapshot(11, "again")).await, Ok(()));
    assert_eq!(journal.head(id).await, Ok(Some(Seq(11))));
    assert_eq!(numbers(&*journal, other, 0).await, [1, 2, 3], "nobody else's");
}

pub(crate) async fn a_replacement_is_refused_like_a_snapshot(store: &dyn Store) {
    let journal = store.open();
    let id = workshop(&*journal, 4).await;
    assert_eq!(journal.snapshot(id, snapshot(3, "good")).await, Ok(()));
    for at in [1, 2, 5] {
        let refused = journal.replace(id, snapshot(at, "bad")).await;
        assert_eq!(refused, Err(JournalError::Conflict { head: Seq(4) }));
    }
    assert_eq!(journal.latest(id).await, Ok(Some(snapshot(3, "good"))));
    assert_eq!(numbers(&*journal, id, 0).await, [1, 3, 4]);
    let absent = journal.replace(Uuid::new_v4(), snapshot(0, "of nothing")).await;
    assert_eq!(absent, Err(JournalError::Conflict { head: Seq::START }));
    let large = Snapshot { at: Seq(4), bytes: vec![1; limits::SNAPSHOT_BYTES + 1] };
    assert!(matches!(journal.replace(id, large).await, Err(JournalError::TooLarge { .. })));
}

pub(crate) async fn workshops_fall_due_when_they_were_told_to(store: &dyn Store) {
    let mut journal = store.open();
    let (late, early, never) = (Uuid::new_v4(), Uuid::new_v4(), workshop(&*journal, 2).await);
    for (id, due) in [(late, 2_000), (early, 1_000)] {
        assert_eq!(journal.append_until(id, Some(Seq::START), vec![event("born")], Some(due)).await, Ok(Seq(1)));
    }
    for _ in 0..2 {
        assert_eq!(journal.due(999).await, Ok(vec![]));
        assert_eq!(journal.due(1_000).await, Ok(vec![early]));
        assert_eq!(journal.due(u64::MAX).await, Ok(vec![early, late]), "the longest overdue first, {never} not at all");
        assert_eq!(journal.append(early, None, vec![event("on")]).await.map(|it| it > Seq(1)), Ok(true));
        journal = reopened(store, &*journal).await;
    }
    // Put off, with nothing else to write.
    assert_eq!(journal.append_until(early, None, vec![], Some(3_000)).await, Ok(Seq(3)));
    assert_eq!(journal.due(2_000).await, Ok(vec![late]));
    // What is refused changes nothing, and what does not exist cannot fall due.
    let refused = journal.append_until(late, Some(Seq(7)), vec![event("lost")], Some(1)).await;
    assert_eq!(refused, Err(JournalError::Conflict { head: Seq(1) }));
    assert_eq!(journal.append_until(Uuid::new_v4(), Some(Seq::START), vec![], Some(1)).await, Ok(Seq::START));
    assert_eq!(journal.due(1_999).await, Ok(vec![]));
    assert_eq!(journal.erase(late).await, Ok(()));
    assert_eq!(journal.due(u64::MAX).await, Ok(vec![early]));
}

pub(crate) async fn a_course_is_kept_with_the_entries_that_it_came_with(store: &dyn Store) {
    let mut journal = store.open();
    let (id, other) = (Uuid::new_v4(), workshop(&*journal, 1).await);
    let (first, later) = (Course { boot: [1; 16], ahead: -5 }, Course { boot: [2; 16], ahead: i64::MAX });
    let beside = |course| Beside { due: None, course };
    assert_eq!(journal.append_beside(id, Some(Seq::START), vec![event("born")], beside(Some(first))).await, Ok(Seq(1)));
    assert_eq!(
        journal.append_beside(id, Some(Seq(7)), vec![event("lost")], beside(Some(later))).await,
        Err(JournalError::Conflict { head: Seq(1) })
    );
    assert_eq!(journal.append_until(id, None, vec![event("on")], Some(9)).await, Ok(Seq(2)));
    for _ in 0..2 {
        assert_eq!((journal.course(id).await, journal.course(other).await), (Ok(Some(first)), Ok(None)));
        journal = reopened(store, &*journal).await;
    }
    assert_eq!(journal.append_beside(id, None, vec![], beside(Some(later))).await, Ok(Seq(2)));
    assert_eq!((journal.course(id).await, journal.due(9).await), (Ok(Some(later)), Ok(vec![id])), "it says nothing about what is due");
    assert_eq!(journal.append_beside(Uuid::new_v4(), Some(Seq::START), vec![], beside(Some(first))).await, Ok(Seq::START));
    assert_eq!(journal.erase(id).await, Ok(()));
    assert_eq!(journal.course(id).await, Ok(None));
}

pub(crate) async fn what_has_lapsed_is_counted_until_it_has_not_or_is_erased(store: &dyn Store) {
    let mut journal = store.open();
    let (one, other, stays) = (workshop(&*journal, 1).await, workshop(&*journal, 1).await, workshop(&*journal, 1).await);
    assert_eq!(journal.lapsed().await, Ok(vec![]));
    let lapsed = |mut all: Vec<(Uuid, u64)>| {
        all.sort_unstable();
        Ok(all)
    };
    for (id, counted) in [(one, 0), (other, 5), (one, 7)] {
        assert_eq!(journal.lapse(id, Some(counted)).await, Ok(()));
    }
    assert_eq!(journal.lapse(Uuid::new_v4(), Some(1)).await, Ok(()), "of what is not there nothing is kept");
    for _ in 0..2 {
        assert_eq!(journal.lapsed().await, lapsed(vec![(one, 7), (other, 5)]));
        journal = reopened(store, &*journal).await;
    }
    assert_eq!((journal.lapse(one, None).await, journal.lapse(stays, None).await), (Ok(()), Ok(())));
    assert_eq!(journal.lapsed().await, Ok(vec![(other, 5)]));
    assert_eq!(journal.erase(other).await, Ok(()));
    assert_eq!(journal.lapsed().await, Ok(vec![]));
}

pub(crate) async fn claims_belong_to_one_workshop(store: &dyn Store) {
    let journal = store.open();
    let (ours, theirs, key) = (workshop(&*journal, 1).await, workshop(&*journal, 1).await, [7; 32]);
    assert_eq!(journal.find(key).await, Ok(None));
    assert_eq!(journal.claim(key, ours).await, Ok(true));
    assert_eq!(journal.claim(key, ours).await, Ok(true), "again is not an error");
    assert_eq!(journal.claim(key, theirs).await, Ok(false));
    assert_eq!(journal.find(key).await, Ok(Some(ours)));
    assert_eq!(journal.release(key).await, Ok(()));
    assert_eq!(journal.release(key).await, Ok(()), "again is not an error");
    assert_eq!(journal.find(key).await, Ok(None));
    assert_eq!(journal.claim(key, theirs).await, Ok(true));
    assert_eq!(journal.find(key).await, Ok(Some(theirs)));
}

pub(crate) async fn erasing_leaves_nothing_and_touches_nobody_else(store: &dyn Store) {
    let journal = store.open();
    let (gone, stays) = (workshop(&*journal, 6).await, workshop(&*journal, 6).await);
    for (id, key) in [(gone, [1; 32]), (stays, [2; 32])] {
        assert_eq!(journal.snapshot(id, snapshot(3, "three")).await, Ok(()));
        assert_eq!(journal.claim(key, id).await, Ok(true));
    }
    let before = all(&*journal, stays, 0).await;
    assert_eq!(journal.erase(gone).await, Ok(()));
    assert_eq!(journal.erase(gone).await, Ok(()), "again is not an error");
    assert_eq!(journal.head(gone).await, Ok(None));
    assert_eq!(journal.latest(gone).await, Ok(None));
    assert_eq!(journal.find([1; 32]).await, Ok(None));
    assert_eq!(all(&*journal, gone, 0).await, []);
    let zombie = journal.append(gone, Some(Seq(6)), vec![event("zombie")]).await;
    assert_eq!(zombie, Err(JournalError::Conflict { head: Seq::START }));
    // Whatever comes into its place finds nothing of it.
    let heir = Uuid::new_v4();
    assert_eq!(journal.append(heir, Some(Seq::START), vec![event("new")]).await, Ok(Seq(1)));
    assert_eq!(journal.latest(heir).await, Ok(None));
    assert_eq!(all(&*journal, heir, 0).await, [(1, Kind::Event, "new".to_owned())]);
    assert_eq!(journal.erase(heir).await, Ok(()));
    assert_eq!(all(&*journal, stays, 0).await, before);
    assert_eq!(journal.latest(stays).await, Ok(Some(snapshot(3, "three"))));
    assert_eq!(journal.find([2; 32]).await, Ok(Some(stays)));
    assert_eq!(journal.list().await, Ok(vec![Listed { workshop: stays, head: Seq(6) }]));
}

pub(crate) async fn the_list_is_complete(store: &dyn Store) {
    let journal = store.open();
    assert_eq!(journal.list().await, Ok(vec![]));
    let mut expected = Vec::new();
    for entries in 1..=5 {
        let head = Seq(entries);
        expected.push(Listed { workshop: workshop(&*journal, entries).await, head });
    }
    expected.sort_by_key(|it| it.workshop);
    assert_eq!(journal.list().await, Ok(expected));
}

pub(crate) async fn what_is_too_large_is_refused(store: &dyn Store) {
    let journal = store.open();
    let id = workshop(&*journal, 1).await;
    let largest = Entry::update(vec![1; limits::ENTRY_BYTES]);
    let larger = Entry::update(vec![1; limits::ENTRY_BYTES + 1]);
    let refusals = [vec![larger], vec![largest.clone(); 5], vec![update(""); limits::APPEND_ENTRIES + 1]];
    for entries in refusals {
        let refused = journal.append(id, None, entries).await;
        assert!(matches!(refused, Err(JournalError::TooLarge { .. })), "{refused:?}");
    }
    let large = Snapshot { at: Seq(1), bytes: vec![1; limits::SNAPSHOT_BYTES + 1] };
    let refused = journal.snapshot(id, large).await;
    assert!(matches!(refused, Err(JournalError::TooLarge { .. })), "{refused:?}");
    assert_eq!(journal.append(id, None, vec![largest]).await, Ok(Seq(2)));
}

pub(crate) async fn everything_survives_reopening(store: &dyn Store) {
    let mut journal = store.open();
    let id = workshop(&*journal, 6).await;
    assert_eq!(journal.snapshot(id, snapshot(4, "four")).await, Ok(()));
    assert_eq!(journal.claim([9; 32], id).await, Ok(true));
    let before = all(&*journal, id, 0).await;
    for round in 0..3 {
        journal = reopened(store, &*journal).await;
        assert_eq!(all(&*journal, id, 0).await[..before.len()], before);
        assert_eq!(journal.latest(id).await, Ok(Some(snapshot(4, "four"))));
        assert_eq!(journal.find([9; 32]).await, Ok(Some(id)));
        assert_eq!(journal.append(id, Some(Seq(6 + round)), vec![event("on")]).await, Ok(Seq(7 + round)));
    }
}

pub(crate) async fn a_closed_journal_says_so(store: &dyn Store) {
    let journal = store.open();
    let id = workshop(&*journal, 1).await;
    let queued: Vec<_> = (0..50).map(|_| journal.append(id, None, vec![update("queued")])).collect();
    let (closed, twice) = tokio::join!(journal.close(), journal.close());
    assert_eq!((closed, twice), (Ok(()), Ok(())));
    for (answer, seq) in queued.into_iter().zip(2..) {
        assert_eq!(answer.await, Ok(Seq(seq)), "what was queued before is written");
    }
    assert_eq!(journal.append(id, None, vec![update("late")]).await, Err(JournalError::Closed));
    assert_eq!(journal.head(id).await, Err(JournalError::Closed));
    assert_eq!(journal.healthy().await, Err(JournalError::Closed));
    let read: Vec<_> = journal.read(id, Seq::START).collect().await;
    assert_eq!(read, [Err(JournalError::Closed)]);
    assert_eq!(journal.close().await, Ok(()));
}

pub(crate) async fn it_can_say_that_it_is_healthy(store: &dyn Store) {
    let journal = store.open();
    for _ in 0..3 {
        assert_eq!(journal.healthy().await, Ok(()));
    }
    assert_eq!(journal.list().await, Ok(vec![]));
}
