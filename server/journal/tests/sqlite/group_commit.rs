//! One sync of the disk serves everybody who waits.

use crate::kit::{Folder, begin};
use futures_util::future::join_all;
use std::{sync::Arc, time::Instant};
use trestle_journal::{Entry, Journal, Seq};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_writers_share_their_transactions() {
    const WRITERS: u64 = 64;
    const APPENDS: u64 = 50;
    let folder = Folder::new();
    let journal = Arc::new(folder.open());
    let mut ids = Vec::new();
    for _ in 0..WRITERS {
        ids.push(begin(&journal, vec![Entry::event(*b"begun")]).await);
    }
    let before = journal.counts();
    let began = Instant::now();
    let tasks = ids.into_iter().map(|id| {
        let journal = Arc::clone(&journal);
        tokio::spawn(async move {
            for n in 1..=APPENDS {
                let seq = journal.append(id, Some(Seq(n)), vec![Entry::update(vec![7; 120])]).await;
                assert_eq!(seq, Ok(Seq(n + 1)));
            }
        })
    });
    for task in join_all(tasks.collect::<Vec<_>>()).await {
        task.expect("no panic");
    }
    let after = journal.counts();
    let (writes, transactions) = (after.writes - before.writes, after.transactions - before.transactions);
    println!("{writes} appends in {transactions} transactions, {:?}", began.elapsed());
    assert_eq!(writes, WRITERS * APPENDS);
    assert!(transactions * 4 <= writes, "{writes} appends took {transactions} transactions");
}
