//! How the journal in memory fails on command: the tests of the server stand on this.

use trestle_journal::{Entry, Journal, JournalError, Lost, Memory, Seq};
use uuid::Uuid;

async fn begun() -> (Memory, Uuid) {
    let (journal, id) = (Memory::new(), Uuid::new_v4());
    assert_eq!(journal.append(id, Some(Seq::START), vec![Entry::event(*b"begun")]).await, Ok(Seq(1)));
    (journal, id)
}

fn entry() -> Vec<Entry> {
    vec![Entry::update(*b"x")]
}

#[tokio::test]
async fn the_next_appends_fail_and_store_nothing() {
    let (journal, id) = begun().await;
    journal.fail_next(2, JournalError::Full);
    assert_eq!(journal.healthy().await, Err(JournalError::Full));
    for _ in 0..2 {
        assert_eq!(journal.append(id, None, entry()).await, Err(JournalError::Full));
    }
    assert_eq!(journal.healthy().await, Ok(()));
    assert_eq!(journal.append(id, None, entry()).await, Ok(Seq(2)));
}

#[tokio::test]
async fn after_some_all_appends_fail_until_healed() {
    let (journal, id) = begun().await;
    journal.fail_after(2, JournalError::Busy);
    assert_eq!(journal.append(id, None, entry()).await, Ok(Seq(2)));
    assert_eq!(journal.append(id, None, entry()).await, Ok(Seq(3)));
    for _ in 0..5 {
        assert_eq!(journal.append(id, None, entry()).await, Err(JournalError::Busy));
    }
    journal.heal();
    assert_eq!(journal.append(id, None, entry()).await, Ok(Seq(4)));
}

#[tokio::test]
async fn stalled_writes_are_not_stored_before_they_are_released() {
    let (journal, id) = begun().await;
    journal.stall();
    let (first, second) = (journal.append(id, None, entry()), journal.append(id, None, entry()));
    journal.until_stalled(2).await;
    assert_eq!(journal.head(id).await, Ok(Some(Seq(1))));
    journal.release_stalled();
    assert_eq!((second.await, first.await), (Ok(Seq(3)), Ok(Seq(2))));
    assert_eq!(journal.append(id, None, entry()).await, Ok(Seq(4)), "the gate is open");
}

#[tokio::test]
async fn a_crash_acknowledges_nothing() {
    for (lost, head) in [(Lost::Forgotten, Seq(1)), (Lost::Kept, Seq(2))] {
        let (journal, id) = begun().await;
        journal.stall();
        let unheard = journal.append(id, None, entry());
        journal.crash(lost);
        assert_eq!(unheard.await, Err(JournalError::Closed));
        let reopened = journal.reopened();
        assert_eq!(reopened.head(id).await, Ok(Some(head)), "{lost:?}");
    }
}

#[tokio::test]
async fn closing_waits_for_what_is_stalled() {
    let (journal, id) = begun().await;
    journal.stall();
    let (queued, closed) = (journal.append(id, None, entry()), journal.close());
    assert_eq!(journal.append(id, None, entry()).await, Err(JournalError::Closed));
    journal.release_stalled();
    assert_eq!((queued.await, closed.await), (Ok(Seq(2)), Ok(())));
}
