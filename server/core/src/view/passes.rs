//! Links and consoles, for facilitators.

use crate::{
    identity::{Holder, SecretHash},
    pass::{Made, Pass},
    state::State,
};
use trestle_protocol::{LinkKind, PassRow, PassesCell, Time};

/// Every link and every console; walls, readers and cards stand with the link that opened them, while it is there.
pub(super) fn passes(state: &State) -> PassesCell {
    let shown = state.passes.iter().filter(|(_, pass)| is_shown(pass));
    let mut rows: Vec<PassRow> = shown.filter_map(|(secret, pass)| row(state, secret, pass)).collect();
    rows.sort_by_key(|row| (row.made_at, row.number));
    PassesCell { rows }
}

fn is_shown(pass: &Pass) -> bool {
    pass.holder == Holder::Console || pass.link().is_none()
}

fn row(state: &State, secret: &SecretHash, pass: &Pass) -> Option<PassRow> {
    let (kind, organisation) = match pass.holder {
        Holder::Console => (LinkKind::Facilitator, None),
        Holder::Wall => (LinkKind::Wall, None),
        Holder::Results => (LinkKind::Results, None),
        Holder::Organisation(organisation) => (LinkKind::Card, Some(organisation)),
        Holder::Seat(_) => return None,
    };
    let opened = || state.passes.values().filter(|other| other.is_of(pass.number));
    Some(PassRow {
        number: pass.number,
        kind,
        organisation,
        screen: matches!(pass.made, Made::Screen { .. }),
        link: pass.link(),
        screens: opened().count() as u32,
        made_at: pass.made_at,
        recovered: matches!(pass.made, Made::Link { recovered: true, .. }),
        made_by: if let Made::Link { by, .. } | Made::Screen { by, .. } = pass.made { by } else { None },
        // A console says for itself when it was used; with others it is the link's use.
        used_at: opened()
            .filter(|other| other.holder != Holder::Console)
            .fold(pass.used_at, |used: Option<Time>, other| used.max(other.used_at)),
        used_by: pass.used_by,
        creator: state.creator.as_ref() == Some(secret),
    })
}
