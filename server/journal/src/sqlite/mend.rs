//! Opening a journal whose write-ahead log is damaged: what lay behind the damage is put back where that is certain, and what is missing is named.
//!
//! Never certain enough: anything of a workshop that was erased, or of which something was to be forgotten meanwhile.

use super::{
    OpenError,
    aside::Aside,
    connection,
    damage::{Damage, Missing, now},
    directory, entries,
    file::{self, Checked},
    frames::Frames,
    lock::beside,
    schema,
    stop::Stop,
    witness::{self, Stand, Stands, Told},
};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{io, path::Path};
use uuid::Uuid;

/// A journal that can be gone on with.
pub(super) struct Sound {
    pub(super) checked: Checked,
    /// What its witness knows, for as long as the log is not emptied.
    pub(super) stands: Stands,
    pub(super) damage: Option<Damage>,
}

/// Looks at log and witness before SQLite reads the log, checks the file, and mends what can be mended.
pub(super) fn open(path: &Path) -> Result<Sound, OpenError> {
    let unusable = |error| OpenError::unusable(path, &error);
    let told = witness::read(path).map_err(unusable)?;
    let frames = Frames::scan(&beside(path, "-wal")).map_err(unusable)?;
    let checked = file::check(path);
    let is_cut_off = frames.as_ref().is_some_and(Frames::is_cut_off);
    let what = match (&checked, &frames) {
        (Ok(checked), _) => {
            let short = Short::of(&checked.connection, &told.stands).map_err(|stop| said(stop, path))?;
            match (is_cut_off, short.is_nothing()) {
                (false, true) => None,
                (true, _) => frames.as_ref().map(Frames::told),
                (false, false) => Some("its write-ahead log ends before what had been saved".to_owned()),
            }
        }
        // Without a log there is nothing that could be mended.
        (Err(OpenError::Damaged { what, .. }), Some(_)) => Some(what.clone()),
        (Err(_), _) => None,
    };
    match (what, checked) {
        (Some(what), checked) => Mending { path, told, frames, what }.mend(checked),
        (None, checked) => Ok(Sound { damage: told.damaged.then(witness_alone), checked: checked?, stands: told.stands }),
    }
}

fn witness_alone() -> Damage {
    let what = "the file beside the journal that says how far each workshop had come is damaged in part".to_owned();
    Damage { at: now(), folder: None, what, missing: Vec::new(), restored: 0, unknown: false }
}

fn said(stop: Stop, path: &Path) -> OpenError {
    match stop {
        Stop::Failed(error) => OpenError::from_sqlite(path, &error),
        Stop::Damaged(what) => OpenError::damaged(path, what),
        Stop::Refused(error) => OpenError::unusable(path, &error),
    }
}

/// What a file lacks of what its witness knows.
#[derive(Default)]
struct Short {
    missing: Vec<Missing>,
    /// There again, although they were erased.
    returned: Vec<Uuid>,
}

impl Short {
    fn of(connection: &Connection, stands: &Stands) -> Result<Self, Stop> {
        let mut short = Self::default();
        for (id, stand) in stands {
            let head = entries::head(connection, *id)?;
            let left = head.unwrap_or_default();
            match stand {
                Stand { erased: true, .. } => short.returned.extend(head.map(|_| *id)),
                // It was being erased when the machine stopped.
                Stand { forgetting: true, .. } if head.is_none() => {}
                Stand { head: saved, replaced, .. } if left < *saved => {
                    short.missing.push(Missing { workshop: *id, left, saved: *saved, returned: *replaced > left });
                }
                _ => {}
            }
        }
        Ok(short)
    }

    fn is_nothing(&self) -> bool {
        self.missing.is_empty() && self.returned.is_empty()
    }

    fn entries(&self) -> u64 {
        self.missing.iter().map(Missing::entries).sum()
    }
}

/// Everything that is known about a damaged journal.
struct Mending<'a> {
    path: &'a Path,
    told: Told,
    frames: Option<Frames>,
    what: String,
}

impl Mending<'_> {
    /// Puts the files aside, and goes on with the best that can be made of them.
    fn mend(mut self, found: Result<Checked, OpenError>) -> Result<Sound, OpenError> {
        let path = self.path;
        let uncopied = |error: io::Error| OpenError::Uncopied { path: path.to_owned(), what: error.to_string() };
        let at = now();
        let mut aside = Aside::make(path, at, self.frames.as_ref()).map_err(uncopied)?;
        let behind = aside.mended().and_then(|mended| connection::writing(mended).ok());
        self.learn(behind.as_ref());
        let before = found.as_ref().ok().map(|found| self.short(&found.connection)).transpose()?;
        let (checked, is_all) = self.choose(&mut aside, found)?;
        aside.keep(path).map_err(|error| OpenError::unusable(path, &error))?;
        if let (false, Some(behind), schema::VERSION) = (is_all, &behind, checked.version) {
            self.put_back(&checked.connection, behind)?;
        }
        let after = self.settle(&checked.connection)?;
        let restored = before.map_or(0, |before| before.entries().saturating_sub(after.entries()));
        let unknown = !(self.told.whole || is_all);
        let damage = Damage { at, folder: Some(aside.folder.clone()), what: self.what, missing: after.missing, restored, unknown };
        damage.report().map_err(uncopied)?;
        Ok(Sound { checked, stands: self.told.stands, damage: Some(damage) })
    }

    /// The best file that can be made: with every whole frame, else as SQLite reads it, else without its log. Whether it is the first.
    fn choose(&self, aside: &mut Aside, found: Result<Checked, OpenError>) -> Result<(Checked, bool), OpenError> {
        let unusable = |error: io::Error| OpenError::unusable(self.path, &error);
        let is_certain = aside.dropped == 0 || self.told.whole;
        if is_certain && aside.mended().is_some_and(|mended| self.is_faithful(mended)) {
            // Let go of first: what it knows of the log is not true of the other one.
            drop(found);
            aside.install(self.path).map_err(unusable)?;
            return Ok((file::check(self.path)?, true));
        }
        let damaged = match found {
            Ok(found) => return Ok((found, false)),
            Err(damaged) => damaged,
        };
        // The log's beginning, over pages from behind its damage, makes no sense. If all of it had been moved into the file, the file alone does.
        if file::check(&aside.alone().map_err(unusable)?).is_err() {
            return Err(damaged);
        }
        aside.remove_log(self.path).map_err(unusable)?;
        Ok((file::check(self.path)?, false))
    }

    fn short(&self, connection: &Connection) -> Result<Short, OpenError> {
        Short::of(connection, &self.told.stands).map_err(|stop| said(stop, self.path))
    }

    /// Where the witness cannot tell it, what lies behind the damage may know how far workshops had come.
    fn learn(&mut self, behind: Option<&Connection>) {
        if self.told.whole {
            return;
        }
        for listed in behind.and_then(|it| entries::list(it).ok()).unwrap_or_default() {
            let stand = self.told.stands.entry(listed.workshop).or_default();
            stand.head = stand.head.max(listed.head);
        }
    }

    /// Is a file with every frame that is whole all there was? Nothing shows that a frame is wanting: every workshop is where the witness says, what was
    /// erased or replaced is not there, and all that is stored is what was stored.
    fn is_faithful(&self, mended: &Path) -> bool {
        let Ok(checked) = file::check(mended) else { return false };
        let connection = &checked.connection;
        let is_right = |id: &Uuid, stand: &Stand| -> Result<bool, Stop> {
            let head = entries::head(connection, *id)?;
            Ok(match stand {
                Stand { forgetting: true, .. } => false,
                Stand { erased: true, .. } => head.is_none(),
                Stand { head: saved, floor, replaced, .. } => {
                    head >= Some(*saved) && entries::has_forgotten(connection, *id, *floor, *replaced)?
                }
            })
        };
        let are_right = self.told.stands.iter().all(|(id, stand)| is_right(id, stand).unwrap_or(false));
        are_right && entries::are_whole(connection).unwrap_or(false)
    }

    /// Puts entries back that follow on what is left of their workshop without a gap and are what was stored.
    fn put_back(&self, left: &Connection, behind: &Connection) -> Result<(), OpenError> {
        let from_sqlite = |error| OpenError::from_sqlite(self.path, &error);
        for Missing { workshop, left: after, .. } in self.short(left)?.missing {
            let Some(Stand { forgetting: false, .. }) = self.told.stands.get(&workshop) else { continue };
            let Ok(found) = entries::intact(left, behind, workshop, after) else { continue };
            if found.is_empty() {
                continue;
            }
            let transaction = Transaction::new_unchecked(left, TransactionBehavior::Immediate).map_err(from_sqlite)?;
            entries::append(&transaction, workshop, Some(after), &found).map_err(|stop| said(stop, self.path))?;
            directory::take_over(&transaction, behind, workshop).map_err(|stop| said(stop, self.path))?;
            transaction.commit().map_err(from_sqlite)?;
        }
        Ok(())
    }

    /// Erases again what had been erased; what is missing for good, which the witness goes by from now on.
    fn settle(&mut self, connection: &Connection) -> Result<Short, OpenError> {
        let from_sqlite = |error| OpenError::from_sqlite(self.path, &error);
        let short = self.short(connection)?;
        if !short.returned.is_empty() {
            connection::settle(connection).map_err(from_sqlite)?;
            schema::prepare_rewriting(connection).map_err(from_sqlite)?;
            let transaction = connection.unchecked_transaction().map_err(from_sqlite)?;
            for id in &short.returned {
                directory::erase(&transaction, *id).map_err(|stop| said(stop, self.path))?;
            }
            transaction.commit().map_err(from_sqlite)?;
            self.what += &format!("; {} workshops that had been erased were there again, and were erased again", short.returned.len());
        }
        for Missing { workshop, left, .. } in &short.missing {
            self.told.stands.entry(*workshop).or_default().head = *left;
        }
        Ok(short)
    }
}
