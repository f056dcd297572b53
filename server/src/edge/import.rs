//! Importing: a record that was downloaded once becomes a workshop of its own.

use super::{
    body,
    create::{Beginning, may_create},
    failure::Failure,
    forwarded::Peer,
    identity,
    shared::{Edge, Shared},
};
use axum::{
    Extension, Json,
    extract::{Request, State},
    http::StatusCode,
};
use trestle_core::{Holder, Imported, NewHome, Private, Record, import as brought_back, part};
use trestle_journal::{Entry, JournalError, Seq};
use trestle_protocol::{CreatedWorkshop, Refusal};

/// `POST /api/import`. Who may create workshops may import them; nobody else's megabytes are read.
pub(crate) async fn import(
    State(edge): Shared,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<(StatusCode, Json<CreatedWorkshop>), Failure> {
    may_create(&edge, peer, request.headers())?;
    let given = read(request).await?;
    let beginning = Beginning::claim(&edge).await?;
    match begin(&edge, &beginning, given).await {
        Ok(()) => {
            tracing::info!(workshop = %beginning.id, "workshop imported");
            Ok(beginning.answer(&edge, None))
        }
        Err(failure) => {
            beginning.release(&edge).await;
            Err(failure)
        }
    }
}

/// A record, and what is private to facilitators if they have kept it.
type Given = (Record, Option<Private>);

/// `record.json` as it was downloaded, also from an older version; or that and `private-notes.json` together.
async fn read(request: Request) -> Result<Given, Failure> {
    let bytes = body::bytes(request).await?;
    part(&bytes).map_err(|_| Refusal::NotARecord.into())
}

/// Makes the whole journal beside the runtime, since it is work for the processor, and writes it in one go: it is there, or it is not.
async fn begin(edge: &Edge, beginning: &Beginning, (record, aside): Given) -> Result<(), Failure> {
    let mut grants = beginning.grants();
    grants.push((beginning.token.hash(), Holder::Console));
    let home = NewHome {
        id: beginning.id,
        code: beginning.code.clone(),
        invitation: beginning.invitation.clone(),
        salt: identity::random()?,
        grants,
    };
    let now = edge.settings.clock.civil();
    let turn = edge.imports.clone().acquire_owned().await.map_err(Failure::internal)?;
    let made = tokio::task::spawn_blocking(move || {
        // The turn ends with the work, which goes on even if nobody waits for it any more.
        let _turn = turn;
        brought_back(&record, aside.as_ref(), home, now)
    });
    let Imported { entries, erase_at } = made.await.map_err(Failure::internal)??;
    let entry = |entry: trestle_core::EntryBytes| if entry.event { Entry::event(entry.bytes) } else { Entry::update(entry.bytes) };
    let entries = entries.into_iter().map(entry).collect();
    let due = erase_at.map(|at| at.0);
    match edge.settings.journal.append_until(beginning.id.0, Some(Seq::START), entries, due).await {
        Ok(_) => Ok(()),
        Err(JournalError::TooLarge { .. }) => Err(Refusal::TooMany.into()),
        Err(error) => Err(Failure::internal(error)),
    }
}
