//! The preview: facilitators alone read face-down notes, where the workshop said so before anybody wrote, and never who wrote them.

use crate::kit::world::{FACILITATOR, World};
use trestle_core::{Actor, Viewer, record};
use trestle_protocol::{Authors, Command, Refusal, Role};

fn set_preview(world: &mut World, preview: bool) -> Result<(), Refusal> {
    let mut details = world.fold.state.details.clone();
    details.preview = preview;
    world.command(FACILITATOR, Command::Describe { details }).map(drop)
}

fn writing(preview: bool) -> (World, Actor) {
    let mut world = World::open(|create| (create.details.preview, create.details.authors) = (preview, Authors::Name));
    let ann = world.join("Ann", "Council");
    world.go("write");
    (world, ann)
}

#[test]
fn p2_with_the_preview_facilitators_alone_read_face_down_notes_without_their_authors() {
    let (mut world, ann) = writing(true);
    let note = world.note(ann, "a", "No trains");
    let cell = world.seen(Role::Facilitator, &note).unwrap();
    assert_eq!((cell.text.as_str(), cell.face_down, cell.author), ("No trains", true, None));
    assert!([Role::Participant, Role::Wall, Role::Guest].iter().all(|role| world.seen(*role, &note).is_none()));
    for role in [Role::Facilitator, Role::Participant, Role::Wall] {
        let made = record(&world.fold.state, &world.fold.documents, Viewer::class(role), world.now);
        assert!(made.loose.is_empty() && made.face_down == 1, "no record holds what is face down: {role:?}");
    }
    world.go("group");
    assert!(!world.seen(Role::Facilitator, &note).unwrap().face_down);
    assert_eq!(world.seen(Role::Wall, &note).unwrap().author.unwrap().name.as_deref(), Some("Ann"));
}

#[test]
fn p2_the_preview_is_never_switched_on_once_somebody_wrote() {
    let mut world = World::open(|_| {});
    set_preview(&mut world, true).expect("before anybody could write");
    set_preview(&mut world, false).unwrap();
    let (mut world, ann) = writing(false);
    let note = world.note(ann, "a", "No trains");
    assert_eq!(set_preview(&mut world, true), Err(Refusal::PreviewOnlyBefore));
    assert!(world.seen(Role::Facilitator, &note).is_none());
    let (mut world, ann) = writing(true);
    let note = world.note(ann, "a", "No trains");
    set_preview(&mut world, false).unwrap();
    assert!(world.seen(Role::Facilitator, &note).is_none(), "less can always be shown");
    assert_eq!(set_preview(&mut world, true), Err(Refusal::PreviewOnlyBefore));
}
