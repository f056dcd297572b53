//! Numbers of organisations in a record: where some were taken away, numbers are missing; a workshop that begins has all from 1.

use crate::record::Record;
use std::collections::BTreeMap;
use trestle_protocol::OrganisationId;

/// Numbers a record's organisations from 1 in their order; which number became which. What names none of them names none afterwards.
pub(super) fn renumber(record: &mut Record) -> BTreeMap<OrganisationId, OrganisationId> {
    let places: BTreeMap<OrganisationId, OrganisationId> =
        record.organisations.iter().zip(1..).map(|(organisation, place)| (organisation.id, OrganisationId(place))).collect();
    for organisation in &mut record.organisations {
        organisation.id = places.get(&organisation.id).copied().unwrap_or_default();
    }
    let plan = &mut record.plan;
    let core = plan.core.iter_mut().map(|core| &mut core.row.organisation);
    let leadership = plan.leadership.iter_mut().map(|row| &mut row.organisation);
    for organisation in core.chain(leadership).chain(plan.actions.iter_mut().map(|action| &mut action.row.organisation)) {
        *organisation = organisation.and_then(|id| places.get(&id).copied());
    }
    places
}
