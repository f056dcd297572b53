//! Documents that begin anew while screens hold them: who is told what, in which order.

use super::Task;
use crate::workshop::batch::{Answer, Batch};
use trestle_journal::limits::{APPEND_BYTES, ENTRY_BYTES};
use trestle_protocol::{DocumentName, ServerFrame};

impl Task {
    /// Begins a document anew if it is worn. Every screen that has it is sent its state, once that is durable; says whether it is so.
    pub(super) fn begin_anew_if_worn(&mut self, document: DocumentName, batch: &mut Batch) -> bool {
        // More than one append takes is not taken: the next update asks again.
        let waiting: usize = batch.entries.iter().map(|entry| entry.bytes.len()).sum();
        if waiting + ENTRY_BYTES > APPEND_BYTES {
            return false;
        }
        let now = self.course.now();
        let Some(changed) = self.fold.begin_anew_if_worn(document, now) else {
            return false;
        };
        tracing::info!(workshop = %self.id, %document, generation = self.fold.documents.generation(document), "a document begins anew");
        // What was taken in before is in it: that is said first, so that nobody carries it over once more. No state of it may go before.
        batch.anew.insert(document);
        batch.answers.retain(|answer| !matches!(answer, Answer::Renew(_, name) if *name == document));
        for (screen, number) in &batch.saved {
            batch.answers.push(Answer::Frame(*screen, ServerFrame::Saved { number: *number }));
        }
        drop(self.keep(changed, None, batch));
        true
    }
}
