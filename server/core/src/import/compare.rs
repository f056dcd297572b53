//! What of two records has to be equal for one to be the other, brought back.

use crate::record::Record;
use trestle_protocol::{Time, WorkshopId};

/// A record without what cannot come back with an import, or need not:
///
/// - which workshop it is and when the record was made, and that an older version made it;
/// - notes that lay face down: of these a record says only how many there were;
/// - the numbers of people in the plan (their names stay): people are numbered anew;
/// - until when it is kept: a day that has passed by the time of the import would erase it at once;
/// - the programme, and that nothing was unsure, where the record is a participant's and does not have them.
pub fn comparable(record: &Record) -> Record {
    let mut record = record.clone();
    record.version = Record::VERSION;
    record.made_at = Time::default();
    record.face_down = 0;
    record.workshop.id = WorkshopId(Default::default());
    record.workshop.details.erase_at = None;
    record.workshop.programme = None;
    for organisation in &mut record.organisations {
        organisation.unsure.get_or_insert_default();
    }
    record.plan.core.iter_mut().for_each(|core| core.row.seat = None);
    record.plan.actions.iter_mut().for_each(|action| action.row.seat = None);
    record
}
