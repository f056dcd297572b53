//! What a facilitator says about a workshop: tidied, bounded, and authors never shown more than people were told.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey};
use trestle_protocol::{Authors, Cell, Command, Details, DocumentName, FeedbackKind, Refusal, Role, TeamId, Theme, Time};

fn describe(world: &mut World, change: impl FnOnce(&mut Details)) -> Result<(), Refusal> {
    let mut details = world.fold.state.details.clone();
    change(&mut details);
    world.command(FACILITATOR, Command::Describe { details }).map(drop)
}

fn authors(world: &mut World, authors: Authors) -> Result<(), Refusal> {
    describe(world, |details| details.authors = authors)
}

#[test]
fn p2_before_anybody_wrote_authors_may_be_shown_more_or_less() {
    let mut world = World::open(|_| {});
    for next in [Authors::Name, Authors::Hidden, Authors::Organisation, Authors::Name] {
        authors(&mut world, next).unwrap();
    }
}

#[test]
fn p2_once_somebody_wrote_authors_are_only_ever_shown_less() {
    let mut world = World::open(|create| create.details.authors = Authors::Name);
    let ann = world.join("Ann", "Council");
    world.go("write");
    world.note(ann, "a", "No trains");
    authors(&mut world, Authors::Organisation).unwrap();
    assert_eq!(authors(&mut world, Authors::Name), Err(Refusal::AuthorsOnlyTighter));
    authors(&mut world, Authors::Hidden).unwrap();
    for looser in [Authors::Organisation, Authors::Name] {
        assert_eq!(authors(&mut world, looser), Err(Refusal::AuthorsOnlyTighter));
    }
    describe(&mut world, |details| details.title = "Another title".into()).unwrap();
}

/// Half-written words lie on the desk, too: they were typed under what was said then.
#[test]
fn p2_once_somebody_has_a_half_written_note_authors_are_only_ever_shown_less() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.text(ann, DocumentName::Desk(seat(ann)), "draft", "No tr").unwrap();
    assert_eq!(authors(&mut world, Authors::Name), Err(Refusal::AuthorsOnlyTighter));
    world.text(ann, DocumentName::Desk(seat(ann)), "draft", "").unwrap();
    authors(&mut world, Authors::Name).expect("nobody has begun anything");
}

/// What was typed may not have come yet. Whoever stands before the field has read how authors are shown: from then on that holds.
#[test]
fn p2_once_people_have_come_to_where_one_writes_authors_are_only_ever_shown_less() {
    let mut world = World::open(|_| {});
    world.go("write");
    authors(&mut world, Authors::Name).expect("nobody is here");
    authors(&mut world, Authors::Hidden).unwrap();
    world.go("introduce");
    world.join("Ann", "Council");
    assert_eq!(authors(&mut world, Authors::Organisation), Err(Refusal::AuthorsOnlyTighter), "it was the step where one writes");
    let mut world = World::open(|_| {});
    world.join("Ann", "Council");
    world.go("introduce");
    authors(&mut world, Authors::Name).expect("nobody was told anything");
    authors(&mut world, Authors::Hidden).unwrap();
    for step in ["write", "introduce"] {
        world.go(step);
        assert_eq!(authors(&mut world, Authors::Organisation), Err(Refusal::AuthorsOnlyTighter), "{step}");
    }
}

#[test]
fn p2_a_line_about_a_brief_counts_as_writing() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.go("brief");
    world.go("report");
    world.command(ann, Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text: "Bold".into() }).unwrap();
    assert_eq!(authors(&mut world, Authors::Name), Err(Refusal::AuthorsOnlyTighter));
}

#[test]
fn p2_authors_show_as_far_as_was_said() {
    for (shown, name, organisation) in
        [(Authors::Hidden, None, None), (Authors::Organisation, None, Some("Council")), (Authors::Name, Some("Ann"), Some("Council"))]
    {
        let mut world = World::open(|create| create.details.authors = shown);
        let ann = world.join("Ann", "Council");
        world.go("write");
        let note = world.note(ann, "a", "No trains");
        world.go("group");
        for role in [Role::Facilitator, Role::Participant, Role::Wall] {
            let author = world.seen(role, &note).unwrap().author;
            assert_eq!(author.as_ref().and_then(|author| author.name.as_deref()), name);
            assert_eq!(author.as_ref().and_then(|author| author.organisation.as_deref()), organisation);
        }
    }
}

#[test]
fn what_is_said_is_tidied() {
    let mut world = World::open(|_| {});
    describe(&mut world, |details| {
        details.title = "  Two\nlines\u{7} ".into();
        details.place = " Oak\nfield ".into();
        details.purpose = " One\n\nTwo\u{0} ".into();
        details.rules = vec![" Be kind ".into(), "  ".into()];
        details.ends_at = Some(Time(5));
    })
    .unwrap();
    let Some(Cell::Workshop(cell)) = world.cell(Role::Wall, &CellKey::Workshop) else { panic!("no workshop") };
    let said = &cell.details;
    assert_eq!((said.title.as_str(), said.place.as_str(), said.purpose.as_str()), ("Two lines", "Oak field", "One\n\nTwo"));
    assert_eq!((said.rules.as_slice(), said.ends_at), (["Be kind".to_owned()].as_slice(), Some(Time(5))));
    assert_eq!(describe(&mut world, |_| {}), Err(Refusal::Already));
}

#[test]
fn only_a_facilitator_describes_a_workshop() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    let details = Details { title: "Mine".into(), ..world.fold.state.details.clone() };
    for actor in [ann, Actor::Wall] {
        assert_eq!(world.command(actor, Command::Describe { details: details.clone() }).err(), Some(Refusal::NotFacilitator));
    }
}

/// A theme that goes takes no note with it.
#[test]
fn p3_notes_of_a_theme_that_is_gone_stay_without_one() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.go("write");
    let note = world.note(ann, "a", "No trains");
    world.go("group");
    describe(&mut world, |details| drop(details.themes.remove(0))).unwrap();
    assert_eq!(world.seen(Role::Wall, &note).unwrap().theme.as_str(), "", "under no heading that its author did not choose");
    describe(&mut world, |details| details.themes.push(Theme { id: "reading".into(), title: "Reading".into() })).unwrap();
    assert_eq!(world.seen(Role::Wall, &note).unwrap().theme.as_str(), "reading", "its author's choice was kept");
    assert!(world.text(ann, DocumentName::Desk(seat(ann)), "notes/a/text", "No trains at all").is_ok());
}
