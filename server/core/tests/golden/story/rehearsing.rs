//! A workshop in the middle of its rehearsal: what was there before is kept in its snapshot, what is played lies face down.

use super::{Story, desk, id};
use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::Holder;
use trestle_protocol::{Authors, Command, DocumentName, OrganisationId};

/// Plays it.
pub(super) fn rehearsing() -> Story {
    let world = World::open(|create| {
        create.id = id(8);
        create.code = "REHEARSE".into();
        create.details.authors = Authors::Organisation;
    });
    let mut story = Story::begin("rehearsing", world);
    story.grants("golden-console", Holder::Console);
    let ann = story.world.join("Ann", "Council");
    let eve = story.world.join("Eve", "Charity");
    story.grants("golden-participant", Holder::Seat(seat(ann)));
    story.writes(ann, DocumentName::Card(OrganisationId(2)), "does", "Written before the rehearsal");
    for (author, key, text) in [(ann, "a", "Noted before"), (eve, "e", "Noted before by one who is erased meanwhile")] {
        story.world.note(author, key, text);
    }
    story.runs(Command::Rehearse { on: true });
    let rob = story.world.join("Rob", "School");
    story.world.go("write");
    story.world.note(rob, "r", "Rehearsed, face down");
    story.writes(ann, desk(ann), "draft", "Rehearsed, half wri");
    story.keeps();
    story.runs(Command::RemoveSeat { seat: seat(eve), with_notes: true, hidden: false });
    story.keeps();
    story.writes(FACILITATOR, DocumentName::Plan, "communications", "Rehearsed");
    story.world.note(ann, "b", "Rehearsed behind the last snapshot");
    story
}
