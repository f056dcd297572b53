//! What of two records, and of what belongs to them in private, has to be equal for one to be the other, brought back.

use super::{numbers::renumber, tidied};
use crate::record::{Aside, Private, Record, Whose};
use trestle_protocol::{OrganisationId, Time, WorkshopId};

/// A record without what cannot come back with an import, or need not:
///
/// - which workshop it is and when the record was made, and that an older version made it;
/// - notes that lay face down: of these a record says only how many there were;
/// - the numbers of organisations, where some were taken away (their order stays);
/// - the numbers of people in the plan (their names stay): people are numbered anew;
/// - until when it is kept: a day that has passed by the time of the import would erase it at once;
/// - what turns or hides in a name or a heading, control characters, notes in which there is nothing to see, and what people of one name are told apart by (older versions did not, and whoever is there by name alone is numbered anew);
/// - the planned beginning, which comes from a programme that may be in the private part alone.
pub fn comparable(record: &Record) -> Record {
    let mut record = record.as_shown_now();
    record.version = Record::VERSION;
    record.made_at = Time::default();
    record.face_down = 0;
    record.workshop.id = WorkshopId(Default::default());
    record.workshop.details.erase_at = None;
    record.workshop.begins_at = None;
    record.names().for_each(bare);
    renumber(&mut record);
    record.plan.core.iter_mut().for_each(|core| core.row.seat = None);
    record.plan.actions.iter_mut().for_each(|action| action.row.seat = None);
    record
}

/// The private part without what need not come back: which workshop it is, when it was made, and the programme where `given` has none, as in
/// what was taken out of an older record.
pub fn comparable_aside(aside: &Private, given: &Private) -> Private {
    let told = |aside: &&Aside| !aside.unsure.is_empty();
    let mut aside = aside.as_shown_now();
    aside.names().for_each(bare);
    Private {
        version: Private::VERSION,
        made_at: Time::default(),
        workshop: WorkshopId(Default::default()),
        title: aside.title.clone(),
        zone: aside.zone.clone(),
        asides: aside.asides.iter().filter(told).map(|told| Aside { id: OrganisationId::default(), ..told.clone() }).collect(),
        briefs: aside.briefs.clone(),
        programme: aside.programme.clone().filter(|_| given.programme.is_some()),
        script: Vec::new(),
    }
}

/// A name as it is kept now, and `Amina (Age UK, 2)` as `Amina`.
fn bare((whose, name): (Whose, &mut String)) {
    tidied((whose, name));
    let kept = name.clone();
    let told = (whose == Whose::Person && kept.ends_with(')')).then(|| kept.split_once(" (")).flatten();
    *name = told.map_or(kept.as_str(), |(name, _)| name).to_owned();
}
