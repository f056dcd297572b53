//! An evening: a workshop from its first setting up to its end, in which everything happens that can.

use super::{Story, briefs, endings, people, problems};
use crate::kit::world::{FACILITATOR, FIRST_TOKEN, World};
use std::collections::BTreeMap;
use trestle_core::{Actor, Holder, Order, SecretHash};
use trestle_protocol::{Authors, Command, DocumentName, OrganisationId, SeatId};

/// Plays it.
pub(super) fn evening() -> Story {
    let world = World::open(|create| {
        create.details.authors = Authors::Name;
        create.details.video = "https://meet.example/{workshop}/{team}".into();
        create.details.privacy = "What you write is kept for half a year.".into();
        for step in create.programme.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
            step.off = false;
        }
    });
    let mut story = Story::begin("evening", world);
    set_up(&mut story);
    rehearse(&mut story);
    let cast = people::arrive(&mut story);
    people::introduce(&mut story, &cast);
    problems::write(&mut story, &cast);
    problems::group(&mut story, &cast);
    story.keeps();
    problems::ask(&mut story, &cast);
    briefs::write(&mut story, &cast);
    story.keeps();
    briefs::choose(&mut story, &cast);
    endings::plan(&mut story, &cast);
    endings::close(&mut story, &cast);
    story.keeps();
    story
}

fn set_up(story: &mut Story) {
    let mut details = story.world.fold.state.details.clone();
    details.place = "Oakfield and around".into();
    story.runs(Command::Describe { details });
    let mut programme = story.world.fold.state.programme.clone();
    programme.title = "Our own evening".into();
    let revision = story.world.fold.state.revision;
    story.runs(Command::SetProgramme { programme: Box::new(programme), revision });
    story.runs(Command::SetMinutes { step: "write".into(), minutes: 6 });
    story.runs(Command::Replan { minutes: BTreeMap::from([("introduce".into(), 20), ("brief".into(), 20)]) });
    story.world.order(FACILITATOR, Order::ChangeCode { code: "E7ENKNG2".into(), invitation: "e7enkng2e7enkng2e7enkng2e7".into() }).unwrap();
    for (secret, holder) in [
        ("golden-console", Holder::Console),
        ("golden-wall", Holder::Wall),
        ("golden-results", Holder::Results),
        ("golden-card", Holder::Organisation(OrganisationId(2))),
        ("golden-first", Holder::Seat(SeatId(1))),
    ] {
        story.grants(secret, holder);
    }
    walls(story);
    let beforehand = Actor::Organisation(OrganisationId(2));
    story.writes(beforehand, DocumentName::Card(OrganisationId(2)), "contact", "Call Carys at the council");
}

/// Two walls are opened by one link, and the link is ended with them.
fn walls(story: &mut Story) {
    let [link, first, second] = ["golden-lost", "golden-lost-first", "golden-lost-second"].map(SecretHash::of);
    story.grants("golden-lost", Holder::Wall);
    for token in [first, second] {
        story.world.order(Actor::System, Order::Open { link, token, by: None }).unwrap();
    }
    story.world.order(Actor::System, Order::Use { secret: first, by: Some(SeatId(1)) }).unwrap();
    let pass = story.world.fold.state.passes[&link].number;
    story.world.order(FACILITATOR, Order::End { pass, asker: SecretHash::of(FIRST_TOKEN) }).unwrap();
}

/// What is played for practice is gone at its end; a snapshot is taken in the middle of it.
fn rehearse(story: &mut Story) {
    story.runs(Command::Rehearse { on: true });
    let rita = story.world.join("Rita", "Council");
    story.world.go("write");
    story.world.note(rita, "r", "Only rehearsed");
    story.keeps();
    story.world.note(rita, "s", "Rehearsed as well");
    story.runs(Command::Rehearse { on: false });
}
