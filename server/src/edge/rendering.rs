//! Making files from records: turns at it, what has been made already, and how long anybody waits.
//!
//! Text is made in a moment and has turns of its own. What takes longer is made once for all who may read exactly the same ([`Papers`]), and turns at it go
//! round by workshop, its facilitators apart, and there by seat. Reading the record is in the turn: it keeps the workshop itself busy.

use super::{
    exports::Bench,
    failure::Failure,
    form::{Form, Unrendered, unrendered},
    holder::{Kept, Reader, kept, reader},
    shared::Edge,
    turns::Turn,
    underway::Place,
};
use crate::{
    limits,
    papers::{Content, Papers, ShelfNumber},
};
use axum::{body::Bytes, http::HeaderMap};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use trestle_core::Holder;
use trestle_export::Separator;
use trestle_protocol::{Refusal, WorkshopId};

/// Which file.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) form: Form,
    pub(super) separator: Separator,
}

/// A file, and what the workshop that it is of is called.
pub(super) struct File {
    pub(super) title: String,
    pub(super) bytes: Bytes,
}

/// The file as the holder of the bearer token may have it. What has been begun is made to its end even if nobody waits any more: whoever asks again finds it.
pub(super) async fn file(edge: &Edge, id: &str, headers: &HeaderMap, asked: Asked) -> Result<File, Failure> {
    let made = async {
        let reader = reader(edge, id, headers).await?;
        if asked.form.is_private() && !reader.facilitates {
            return Err(Refusal::NotFacilitator.into());
        }
        let place = (reader.workshop, reader.facilitates);
        let making = edge.exports.underway.make(place, reader.holder).await.map_err(Failure::internal)?;
        let file = if asked.form.is_small() {
            small(edge, id, headers, reader, asked).await
        } else {
            large(edge, id, headers, reader, asked).await
        }?;
        let bytes = edge.exports.underway.send(place, reader.holder, file.bytes).await.map_err(Failure::internal)?;
        drop(making);
        Ok(File { bytes, ..file })
    };
    tokio::time::timeout(limits::EXPORT_TIME, made).await.unwrap_or(Err(Failure::Refused(Refusal::FilesWait)))
}

/// The record as it is now, if the holder may have this of it.
async fn allowed(edge: &Edge, id: &str, headers: &HeaderMap, form: Form) -> Result<Kept, Failure> {
    let kept = kept(edge, id, headers).await?;
    if form.is_private() && kept.private.is_none() { Err(Refusal::NotFacilitator.into()) } else { Ok(kept) }
}

async fn turn(bench: &Arc<Bench>, reader: Reader) -> Result<Turn<Place, Holder>, Failure> {
    let place = (reader.workshop, reader.facilitates);
    bench.turn(place, reader.holder).await.ok_or_else(|| Failure::internal("the turns are gone"))
}

async fn small(edge: &Edge, id: &str, headers: &HeaderMap, reader: Reader, asked: Asked) -> Result<File, Failure> {
    let turn = turn(&edge.exports.small, reader).await?;
    let kept = allowed(edge, id, headers, asked.form).await?;
    beside(asked.form, move || {
        let bytes = asked.render(&kept);
        drop(turn);
        Ok(File { bytes: bytes?, title: kept.record.workshop.details.title })
    })
    .await
}

/// What is there already comes after a moment. Else the record is read again when the turn comes: nothing is held while somebody waits, and what was written
/// meanwhile is in it.
async fn large(edge: &Edge, id: &str, headers: &HeaderMap, reader: Reader, asked: Asked) -> Result<File, Failure> {
    let (workshop, papers) = (reader.workshop, edge.settings.registry.surroundings().papers.clone());
    let look = turn(&edge.exports.small, reader).await?;
    let kept = allowed(edge, id, headers, asked.form).await?;
    let (title, content) = beside(asked.form, move || {
        let read = asked.content(kept).map(|(kept, content)| (kept.record.workshop.details.title, content));
        drop(look);
        read
    })
    .await?;
    if let Some(found) = papers.find(workshop, content) {
        let bytes = made(found).map_err(|_| Failure::Refused(Refusal::TooLongForPdf))?;
        return Ok(File { title, bytes });
    }
    let turn = turn(&edge.exports.large, reader).await?;
    let shelf = papers.shelf(workshop);
    let kept = allowed(edge, id, headers, asked.form).await?;
    beside(asked.form, move || {
        let bytes = once(&papers, workshop, shelf, kept, asked);
        drop(turn);
        Ok(File { title, bytes: bytes? })
    })
    .await
}

/// Is kept where there can be no file: none that there can be is empty.
const NONE: Bytes = Bytes::new();

fn made(found: Bytes) -> Result<Bytes, Unrendered> {
    if found.is_empty() { Err(Unrendered::TooLong) } else { Ok(found) }
}

/// Makes a file, unless somebody who may read the same had it made meanwhile.
fn once(papers: &Papers, workshop: WorkshopId, shelf: ShelfNumber, kept: Kept, asked: Asked) -> Result<Bytes, Unrendered> {
    let (kept, content) = asked.content(kept)?;
    if let Some(bytes) = papers.find(workshop, content) {
        return made(bytes);
    }
    let rendered = asked.render(&kept);
    // That there can be none is as dear to find out. What the machine had no room or time for may come the next time.
    match &rendered {
        Ok(bytes) => papers.keep(workshop, shelf, content, bytes.clone()),
        Err(Unrendered::TooLong) => papers.keep(workshop, shelf, content, NONE),
        Err(_) => {}
    }
    rendered
}

/// Works where it holds nobody up.
async fn beside<T: Send + 'static>(form: Form, work: impl FnOnce() -> Result<T, Unrendered> + Send + 'static) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await.map_err(Failure::internal)?;
    done.map_err(|error| match error {
        Unrendered::NoDates => Failure::Refused(Refusal::NoDates),
        Unrendered::TooLong => Failure::Refused(Refusal::TooLongForPdf),
        Unrendered::NotNow => {
            tracing::warn!("{}: the machine had no memory or no time for it", form.file());
            Failure::Refused(Refusal::FilesWait)
        }
        Unrendered::Broken(error) => Failure::internal(format_args!("{}: {error}", form.file())),
    })
}

impl Asked {
    fn render(self, kept: &Kept) -> Result<Bytes, Unrendered> {
        self.form.render(kept, self.separator).map(Bytes::from)
    }

    /// What the file is made from: everything that is in it but the moment at which it was made.
    fn content(self, mut kept: Kept) -> Result<(Kept, Content), Unrendered> {
        let mut hash = Sha256::new();
        hash.update(format!("{} {:?}\n", self.form.file(), self.separator));
        let made_at = std::mem::take(&mut kept.record.made_at);
        let private_at = kept.private.as_mut().map(|private| std::mem::take(&mut private.made_at));
        let script = kept.private.as_ref().map(|private| &private.script);
        hash.update(serde_json::to_vec(&(&kept.record, &kept.private, script)).map_err(unrendered)?);
        kept.record.made_at = made_at;
        if let (Some(private), Some(at)) = (&mut kept.private, private_at) {
            private.made_at = at;
        }
        Ok((kept, Content(hash.finalize().into())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trestle_core::{Fold, Viewer, private, record};
    use trestle_protocol::{Role, Time};

    const PDF: Asked = Asked { form: Form::Pdf, separator: Separator::Comma };

    fn kept(role: Role, at: u64, adjust: impl FnOnce(&mut Kept)) -> Content {
        let (fold, viewer) = (Fold::empty(), Viewer::class(role));
        let private = viewer.facilitates().then(|| private(&fold.state, &fold.documents, Time(at)));
        let mut kept = Kept { record: record(&fold.state, &fold.documents, viewer, Time(at)), private };
        adjust(&mut kept);
        let (same, content) = PDF.content(kept).unwrap();
        assert_eq!(same.record.made_at, Time(at), "it is made with its own time");
        content
    }

    #[test]
    fn p2_a_file_is_shared_by_those_alone_who_may_read_the_same() {
        let of = |role| kept(role, 1, |_| {});
        let participants = of(Role::Participant);
        assert_eq!(participants, kept(Role::Participant, 2, |_| {}), "seats who see the same, at other times");
        assert_ne!(participants, of(Role::Facilitator));
        assert_ne!(participants, kept(Role::Participant, 1, |kept| kept.record.others.push("Ann".into())));
        let told = kept(Role::Facilitator, 1, |kept| {
            kept.private.as_mut().unwrap().script.push(("Welcome".into(), "Smile".into()));
        });
        assert_ne!(told, of(Role::Facilitator), "also what stands in no JSON");
    }
}
