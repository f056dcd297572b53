//! The contract: every journal passes the same suite. A store is something that can be opened again.

#[path = "contract/rules.rs"]
mod rules;

use rules::Store;
use std::sync::Arc;
use trestle_journal::{Journal, Memory, Sqlite};

/// One test per rule, for one kind of store.
macro_rules! contract {
    ($name:ident, $store:expr, [$($rule:ident),* $(,)?]) => {
        mod $name {
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $rule() {
                    rules::$rule(&$store).await;
                }
            )*
        }
    };
}

/// The rules, once, so that no store leaves one out.
macro_rules! stores {
    ($($name:ident: $store:expr),* $(,)?) => {
        $(contract!($name, $store, [
            entries_come_back_in_order,
            a_moved_head_is_a_conflict_and_writes_nothing,
            only_an_append_that_expects_the_start_creates,
            an_append_of_nothing_writes_nothing,
            appends_keep_the_order_of_the_calls,
            a_dropped_answer_does_not_take_the_write_back,
            one_of_many_rivals_wins,
            concurrent_appends_leave_no_gaps,
            reading_goes_by_pages,
            reading_begins_where_it_is_told,
            a_snapshot_drops_updates_and_keeps_events,
            a_snapshot_replaces_the_one_before,
            a_snapshot_never_goes_back_or_ahead,
            a_replacement_drops_events_too,
            a_replacement_is_refused_like_a_snapshot,
            workshops_fall_due_when_they_were_told_to,
            a_course_is_kept_with_the_entries_that_it_came_with,
            what_has_lapsed_is_counted_until_it_has_not_or_is_erased,
            claims_belong_to_one_workshop,
            erasing_leaves_nothing_and_touches_nobody_else,
            the_list_is_complete,
            what_is_too_large_is_refused,
            everything_survives_reopening,
            a_closed_journal_says_so,
            it_can_say_that_it_is_healthy,
        ]);)*
    };
}

stores! {
    memory: MemoryStore(Memory::new()),
    sqlite: SqliteStore(tempfile::tempdir().expect("a folder")),
}

struct MemoryStore(Memory);

impl Store for MemoryStore {
    fn open(&self) -> Arc<dyn Journal> {
        Arc::new(self.0.reopened())
    }
}

struct SqliteStore(tempfile::TempDir);

impl Store for SqliteStore {
    fn open(&self) -> Arc<dyn Journal> {
        Arc::new(Sqlite::open(self.0.path().join("journal.sqlite")).expect("a journal"))
    }
}
