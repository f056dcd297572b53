//! The plan: rings, actions, how to keep in touch, the next date.

use super::{cast::Cast, scribe::Scribe};
use crate::{
    identity::Actor,
    record::{Named, Record},
    text,
};
use trestle_protocol::{DocumentName, OrganisationId, Refusal};
use yrs::Any;

/// Prose that is as it would have been taken; may be empty.
pub(super) fn prose(given: &str, chars: usize) -> Result<String, Refusal> {
    text::prose(given, chars)
}

/// Writes all rows under the keys that they had.
pub(super) fn write(scribe: &mut Scribe, cast: &Cast, given: &Record) -> Result<(), Refusal> {
    let plan = &given.plan;
    scribe.write(Actor::Console, DocumentName::Plan, |pen| {
        for (order, core) in plan.core.iter().enumerate() {
            let row = &core.row;
            let mut values = vec![("order", number(order)), ("lead", Any::Bool(row.lead))];
            values.extend(belongs(cast, row.organisation, core));
            values.extend(scores(row.influence, row.interest));
            pen.row("core", &row.id, &[("role", &row.role), ("commits", &row.commits)], values);
        }
        for (order, row) in plan.extended.iter().enumerate() {
            let values = [("order", number(order))].into_iter().chain(scores(row.influence, row.interest));
            pen.row("extended", &row.id, &[("who", &row.who), ("why", &row.why), ("how", &row.how), ("when", &row.when)], values.collect());
        }
        for (order, row) in plan.leadership.iter().enumerate() {
            let mut values = vec![("order", number(order)), ("decides", Any::Bool(row.decides))];
            values.extend(row.organisation.map(|id| ("organisation", number(id.0 as usize))));
            values.extend(scores(row.influence, row.interest));
            pen.row("leadership", &row.id, &[("who", &row.who), ("how", &row.how)], values);
        }
        for (order, action) in plan.actions.iter().enumerate() {
            let row = &action.row;
            let mut values = vec![("order", number(order))];
            values.extend(belongs(cast, row.organisation, action));
            values.extend(row.due.as_deref().map(|due| ("due", Any::from(due))));
            pen.row("actions", &row.id, &[("what", &row.what)], values);
        }
        let next = &plan.next;
        for (field, text) in [("communications", &next.communications), ("place", &next.place), ("reason", &next.reason)] {
            pen.text(field, text);
        }
        if let Some(when) = &next.when {
            pen.value("reconvene", "when", when.as_str());
        }
    })
}

/// Whose a row is: the organisation's number stays, the person's is that of whoever bears the name now.
fn belongs<R>(cast: &Cast, organisation: Option<OrganisationId>, row: &Named<R>) -> impl Iterator<Item = (&'static str, Any)> + use<R> {
    let there = row.organisation_name.as_deref().and_then(|name| cast.organisation(name).ok());
    let seat = row.person.as_deref().and_then(|name| cast.listed(name, there));
    let organisation = organisation.map(|id| ("organisation", number(id.0 as usize)));
    organisation.into_iter().chain(seat.map(|seat| ("seat", number(seat.0 as usize))))
}

fn scores(influence: Option<u8>, interest: Option<u8>) -> impl Iterator<Item = (&'static str, Any)> {
    let scores = [("influence", influence), ("interest", interest)];
    scores.into_iter().filter_map(|(field, score)| Some((field, number(score?.into()))))
}

fn number(number: usize) -> Any {
    Any::from(number as f64)
}
