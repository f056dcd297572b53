//! A workshop that came back: the evening's record, imported.

use super::{Story, id};
use crate::kit::world::World;
use trestle_core::{Fold, Holder, NewHome, SecretHash, Viewer, import, private, record};
use trestle_protocol::{Command, DocumentName, Role};

/// Imports it, and goes on a little.
pub(super) fn returned(evening: &Story) -> Story {
    let of = &evening.world;
    let given = record(&of.fold.state, &of.fold.documents, Viewer::class(Role::Facilitator), of.now);
    let aside = private(&of.fold.state, &of.fold.documents, of.now);
    let grants = vec![(SecretHash::of("golden-console"), Holder::Console), (SecretHash::of("golden-wall"), Holder::Wall)];
    let home = NewHome { id: id(9), code: "RETVRNED".into(), invitation: String::new(), salt: *b"fedcba9876543210", grants };
    let entries = import(&given, Some(&aside), home, of.now).unwrap().entries;
    let mut fold = Fold::empty();
    entries.iter().for_each(|entry| drop(fold.replay(&entry.bytes).unwrap()));
    let mut world = World::of(fold);
    world.journal = entries.into_iter().map(|entry| entry.bytes).collect();
    world.now = of.now.plus(60_000);
    let mut story = Story::begin("returned", world);
    story.keeps();
    story.does(trestle_core::Actor::Console, Command::Reopen {});
    let noa = story.world.join("Noa", "School");
    story.grants("golden-participant", Holder::Seat(crate::kit::hand::seat(noa)));
    story.world.note(noa, "n", "Written after it came back");
    story.keeps();
    story.begins_anew(DocumentName::Desk(crate::kit::hand::seat(noa)));
    story.begins_anew(DocumentName::Plan);
    story.world.note(noa, "o", "Written after it began anew");
    story
}
