//! Import: the journal of a new workshop whose record is the given one.
//!
//! What a record holds is done once more, as events and as updates that pass the gate like everybody's; then the record of what came of it is made and
//! compared. So nothing is lost without a word: a record that cannot be brought back whole is refused.

mod board;
mod briefs;
mod cast;
mod compare;
mod notes;
mod numbers;
mod pen;
mod plan;
mod polls;
mod scribe;
mod setting;

pub use compare::{comparable, comparable_aside};

use crate::{
    fold::{EntryBytes, Fold},
    identity::{Holder, SecretHash, Viewer},
    name,
    record::{Private, Record, Whose, private, record},
};
use cast::Cast;
use scribe::Scribe;
use trestle_protocol::{Refusal, Role, Time, WorkshopId};

/// Where an imported workshop will live: everything that is made anew.
#[derive(Clone, Debug)]
pub struct NewHome {
    /// Its id.
    pub id: WorkshopId,
    /// The join code, normalised.
    pub code: String,
    /// The invitation, as it stands in links.
    pub invitation: String,
    /// Salts note ids.
    pub salt: [u8; 16],
    /// Links and tokens to begin with.
    pub grants: Vec<(SecretHash, Holder)>,
}

/// A workshop to be written into an empty journal.
#[derive(Clone, Debug)]
pub struct Imported {
    /// All its entries, in order.
    pub entries: Vec<EntryBytes>,
    /// When everything is erased.
    pub erase_at: Option<Time>,
}

/// Brings a record back as a workshop of its own, with what was private to its facilitators if they have kept it.
///
/// # Errors
/// `NewerRecord`; `NotARecord` if it contradicts itself; or the bound that it breaks.
pub fn import(given: &Record, aside: Option<&Private>, home: NewHome, now: Time) -> Result<Imported, Refusal> {
    if given.version > Record::VERSION || aside.is_some_and(|aside| aside.version > Private::VERSION) {
        return Err(Refusal::NewerRecord);
    }
    let (mut given, mut aside) = (given.as_shown_now(), aside.map(Private::as_shown_now));
    given.names().for_each(tidied);
    aside.iter_mut().flat_map(Private::names).for_each(tidied);
    let places = numbers::renumber(&mut given);
    for told in aside.iter_mut().flat_map(|aside| &mut aside.asides) {
        told.id = places.get(&told.id).copied().unwrap_or(told.id);
    }
    let (given, aside) = (&given, aside.as_ref());
    let entries = written(given, aside, home, now)?;
    let fold = replayed(&entries).ok_or(Refusal::NotARecord)?;
    let made = record(&fold.state, &fold.documents, Viewer::class(Role::Facilitator), given.made_at);
    let made_aside = || private(&fold.state, &fold.documents, given.made_at);
    let is_whole = comparable(&made) == comparable(given)
        && aside.is_none_or(|aside| comparable_aside(&made_aside(), aside) == comparable_aside(aside, aside));
    if is_whole { Ok(Imported { entries, erase_at: fold.state.details.erase_at }) } else { Err(Refusal::NotARecord) }
}

/// A name as it is kept now: what an older version let through is left out of it, and one of nothing else gets the word that it is shown by.
fn tidied((whose, name): (Whose, &mut String)) {
    let otherwise = match whose {
        Whose::Person => name::PERSON,
        Whose::Organisation => name::ORGANISATION,
    };
    if !name.is_empty() {
        *name = name::shown(name, otherwise);
    }
}

/// The entries, in the order in which a workshop comes about.
fn written(given: &Record, aside: Option<&Private>, home: NewHome, now: Time) -> Result<Vec<EntryBytes>, Refusal> {
    let mut scribe = Scribe::new(setting::beginning(given, now)?);
    let mut cast = Cast::default();
    setting::create(&mut scribe, given, aside, home, now)?;
    cast.come_in(&mut scribe, given)?;
    cast::cards(&mut scribe, &mut cast, given, aside)?;
    let board = board::arrange(&mut scribe, &mut cast, given)?;
    polls::about_groups(&mut scribe, &cast, given, &board)?;
    briefs::write(&mut scribe, &mut cast, given, aside, &board)?;
    plan::write(&mut scribe, &cast, given)?;
    polls::pulse(&mut scribe, &cast, given)?;
    setting::outcome(&mut scribe, &cast, given)?;
    cast.leave(&mut scribe)?;
    setting::end(&mut scribe, &cast, given)?;
    Ok(scribe.entries())
}

fn replayed(entries: &[EntryBytes]) -> Option<Fold> {
    let mut fold = Fold::empty();
    entries.iter().try_for_each(|entry| fold.replay(&entry.bytes).map(drop)).ok()?;
    Some(fold)
}
