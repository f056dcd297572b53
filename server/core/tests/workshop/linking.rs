//! Offers and asks: a link joins two lines as they stand on two cards, keeps them as they were, and is there once.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey, Viewer, record};
use trestle_protocol::{Cell, Command, DocumentName, LinkRow, OfferHeading, OrganisationId, Refusal, Role, limits};

const COUNCIL: OrganisationId = OrganisationId(2);
const CHARITY: OrganisationId = OrganisationId(3);
const NOBODY: OrganisationId = OrganisationId(66);

/// The council offers, the charity asks; Sue of the school looks on.
fn cards() -> (World, Actor) {
    let mut world = World::open(|_| {});
    let (ann, ben, sue) = (world.join("Ann", "Council"), world.join("Ben", "Charity"), world.join("Sue", "School"));
    world.text(ann, DocumentName::Card(COUNCIL), "spaces", "  A hall on Mondays\n\nA kitchen").unwrap();
    world.text(ann, DocumentName::Card(COUNCIL), "skills", "A kitchen").unwrap();
    world.text(ann, DocumentName::Card(COUNCIL), "hope", "Somebody who cooks").unwrap();
    world.text(ben, DocumentName::Card(CHARITY), "hope", "A room \nA kitchen").unwrap();
    (world, sue)
}

fn link(organisation: OrganisationId, heading: OfferHeading, offer: &str, asker: OrganisationId, ask: &str) -> Command {
    Command::Link { organisation, heading, offer: offer.into(), asker, ask: ask.into() }
}

/// The hall for the room.
fn hall() -> Command {
    link(COUNCIL, OfferHeading::Spaces, "A hall on Mondays", CHARITY, "A room")
}

fn rows(world: &World) -> Vec<LinkRow> {
    match world.cell(Role::Wall, &CellKey::Links) {
        Some(Cell::Links(cell)) => cell.rows,
        other => panic!("no links: {other:?}"),
    }
}

#[test]
fn anybody_in_the_room_links_two_lines_of_two_cards_once() {
    let (mut world, sue) = cards();
    world.command(sue, hall()).unwrap();
    let row = LinkRow {
        id: 1,
        organisation: COUNCIL,
        heading: OfferHeading::Spaces,
        offer: "A hall on Mondays".into(),
        asker: CHARITY,
        ask: "A room".into(),
    };
    assert_eq!(rows(&world), [row]);
    for who in [sue, FACILITATOR, Actor::Console] {
        assert_eq!(world.refuses(who, hall()), Refusal::Already, "{who:?}");
    }
    for other in [
        link(COUNCIL, OfferHeading::Spaces, "A hall on Mondays", CHARITY, "A kitchen"),
        link(COUNCIL, OfferHeading::Spaces, "A kitchen", CHARITY, "A kitchen"),
        link(COUNCIL, OfferHeading::Skills, "A kitchen", CHARITY, "A kitchen"),
    ] {
        world.command(Actor::Console, other).unwrap();
    }
    assert_eq!(rows(&world).len(), 4, "one offer may answer several asks, one ask have several answers");
}

#[test]
fn what_stands_on_no_card_is_not_linked() {
    let (mut world, sue) = cards();
    let spaces = OfferHeading::Spaces;
    for (command, refusal) in [
        (link(NOBODY, spaces, "A hall on Mondays", CHARITY, "A room"), Refusal::Unknown),
        (link(COUNCIL, spaces, "A hall on Mondays", NOBODY, "A room"), Refusal::Unknown),
        (link(COUNCIL, spaces, "A kitchen", COUNCIL, "Somebody who cooks"), Refusal::Unknown), // to oneself
        (link(COUNCIL, OfferHeading::Skills, "A hall on Mondays", CHARITY, "A room"), Refusal::LineGone),
        (link(COUNCIL, OfferHeading::Impact, "A kitchen", CHARITY, "A room"), Refusal::LineGone),
        (link(COUNCIL, spaces, "A hall", CHARITY, "A room"), Refusal::LineGone),
        (link(COUNCIL, spaces, " A hall on Mondays", CHARITY, "A room"), Refusal::LineGone),
        (link(COUNCIL, spaces, "A hall on Mondays\n\nA kitchen", CHARITY, "A room"), Refusal::LineGone),
        (link(COUNCIL, spaces, "", CHARITY, "A room"), Refusal::LineGone),
        (link(COUNCIL, spaces, "A kitchen", CHARITY, "a room"), Refusal::LineGone),
        (link(COUNCIL, spaces, "A kitchen", CHARITY, ""), Refusal::LineGone),
        (link(CHARITY, spaces, "A room", COUNCIL, "Somebody who cooks"), Refusal::LineGone), // an ask is no offer
    ] {
        for who in [sue, FACILITATOR] {
            assert_eq!(world.refuses(who, command.clone()), refusal, "{command:?}");
        }
    }
    world.command(sue, hall()).unwrap();
}

#[test]
fn a_link_keeps_what_was_said_while_the_cards_go_on_changing() {
    let (mut world, sue) = cards();
    world.command(sue, hall()).unwrap();
    world.text(FACILITATOR, DocumentName::Card(COUNCIL), "spaces", "Nothing after all").unwrap();
    assert_eq!(rows(&world)[0].offer, "A hall on Mondays");
    let made = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Wall), world.now);
    let told = &made.links[0];
    assert_eq!((told.offered_by.as_str(), told.asked_by.as_str(), told.ask.as_str()), ("Council", "Charity", "A room"));
    world.command(sue, Command::Unlink { link: 1 }).unwrap();
    assert_eq!(world.refuses(sue, hall()), Refusal::LineGone, "it is not offered any more");
    let people: Vec<_> = world.fold.state.participants().map(|(id, _)| id).collect();
    for seat in people {
        world.command(FACILITATOR, Command::RemoveSeat { seat, with_notes: true, hidden: false }).unwrap();
    }
    world.text(FACILITATOR, DocumentName::Card(COUNCIL), "spaces", "A hall on Mondays").unwrap();
    world.command(FACILITATOR, hall()).unwrap();
    assert_eq!(rows(&world).len(), 1, "cards are the organisations', whoever is left");
}

#[test]
fn p9_whoever_made_a_link_takes_it_away_and_facilitators_any_and_its_number_is_never_used_again() {
    let (mut world, sue) = cards();
    let ben = Actor::Seat(trestle_protocol::SeatId(3));
    world.command(sue, hall()).unwrap();
    for number in [0, 2, u32::MAX] {
        assert_eq!(world.refuses(sue, Command::Unlink { link: number }), Refusal::Already);
    }
    assert_eq!(world.refuses(ben, Command::Unlink { link: 1 }), Refusal::NotYours);
    world.command(sue, Command::Unlink { link: 1 }).unwrap();
    assert_eq!(world.refuses(FACILITATOR, Command::Unlink { link: 1 }), Refusal::Already);
    assert!(rows(&world).is_empty());
    world.command(FACILITATOR, hall()).unwrap();
    assert_eq!(rows(&world)[0].id, 2);
    assert_eq!(world.refuses(sue, Command::Unlink { link: 2 }), Refusal::NotYours);
    world.command(Actor::Console, Command::Unlink { link: 2 }).unwrap();
    world.command(sue, hall()).unwrap();
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(sue), with_notes: true, hidden: false }).unwrap();
    assert_eq!(rows(&world).len(), 1, "who linked it is not in it");
    assert!(world.fold.state.linkers.is_empty(), "and is not known any more");
    world.command(FACILITATOR, Command::Unlink { link: 3 }).unwrap();
}

#[test]
fn p2_a_phone_knows_which_links_are_its_own_and_nobody_else_does() {
    let (mut world, sue) = cards();
    world.command(sue, hall()).unwrap();
    assert!(matches!(world.own_cell(sue, &CellKey::MyLines), Some(Cell::MyLines(own)) if own.links == [1]));
    for other in [FACILITATOR, Actor::Seat(trestle_protocol::SeatId(3))] {
        assert_eq!(world.own_cell(other, &CellKey::MyLines), None);
    }
    world.command(FACILITATOR, Command::Unlink { link: 1 }).unwrap();
    assert_eq!(world.own_cell(sue, &CellKey::MyLines), None);
}

#[test]
fn p7_lines_that_are_prose_are_not_linked() {
    let (mut world, sue) = cards();
    let (fits, prose) = ("é".repeat(limits::CARD_LINE_CHARS), "é".repeat(limits::CARD_LINE_CHARS + 1));
    world.text(FACILITATOR, DocumentName::Card(COUNCIL), "impact", &format!("{fits}\n{prose}")).unwrap();
    let offered = |line: &str| link(COUNCIL, OfferHeading::Impact, line, CHARITY, "A room");
    assert_eq!(world.refuses(sue, offered(&prose)), Refusal::LineGone);
    world.command(sue, offered(&fits)).unwrap();
    world.text(FACILITATOR, DocumentName::Card(CHARITY), "hope", &prose).unwrap();
    assert_eq!(world.refuses(sue, link(COUNCIL, OfferHeading::Impact, &fits, CHARITY, &prose)), Refusal::LineGone);
}

#[test]
fn p9_one_seat_fills_its_share_of_the_links_and_a_facilitator_always_has_room() {
    let (mut world, sue) = cards();
    const ASKS: usize = 20;
    let lines = |word: &str, count: usize| (0..count).map(|number| format!("{word} {number}")).collect::<Vec<_>>();
    let (offers, asks) = (lines("offer", limits::LINKS / ASKS + 1), lines("ask", ASKS));
    world.text(FACILITATOR, DocumentName::Card(COUNCIL), "networks", &offers.join("\n")).unwrap();
    world.text(FACILITATOR, DocumentName::Card(CHARITY), "hope", &asks.join("\n")).unwrap();
    let all = offers.iter().flat_map(|offer| asks.iter().map(move |ask| link(COUNCIL, OfferHeading::Networks, offer, CHARITY, ask)));
    let mut all = all.collect::<Vec<_>>().into_iter();
    for command in all.by_ref().take(limits::LINKS_PER_SEAT) {
        world.command(sue, command).unwrap();
    }
    assert_eq!(world.refuses(sue, all.clone().next().unwrap()), Refusal::ShareUsed);
    world.command(sue, Command::Unlink { link: 7 }).unwrap();
    world.command(sue, all.next().unwrap()).unwrap();
    let shared = limits::shared(limits::LINKS);
    while rows(&world).len() < shared {
        let another = world.join("Cat", "");
        let room = limits::LINKS_PER_SEAT.min(shared - rows(&world).len());
        all.by_ref().take(room).for_each(|command| drop(world.command(another, command).unwrap()));
    }
    let late = world.join("Dee", "");
    assert_eq!(world.refuses(late, all.clone().next().unwrap()), Refusal::TooMany);
    for command in all.by_ref().take(limits::LINKS - shared) {
        world.command(FACILITATOR, command).unwrap();
    }
    assert_eq!(world.refuses(FACILITATOR, all.next().unwrap()), Refusal::TooMany);
    let gone = rows(&world).iter().map(|row| row.id).take(limits::LINKS - shared + 1).collect::<Vec<_>>();
    gone.into_iter().for_each(|link| drop(world.command(FACILITATOR, Command::Unlink { link }).unwrap()));
    world.command(late, all.next().unwrap()).unwrap();
}
