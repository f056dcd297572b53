//! Tokens of a workshop: whoever has many, of links, devices or readers, keeps nobody out who has few.

use super::passes::{end, hash, link, number, open, opens, ways};
use crate::kit::{
    hand::seat,
    world::{FACILITATOR, FIRST_TOKEN, World},
};
use trestle_core::{Actor, Holder, Order};
use trestle_protocol::{Refusal, Role, SeatId, limits};

/// A link of one's own.
fn own(world: &mut World, of: SeatId, secret: &str) {
    world.order(Actor::Seat(of), Order::Grant { secret: hash(secret), holder: Holder::Seat(of) }).unwrap();
}

fn grant(world: &mut World, by: Actor, secret: &str, holder: Holder) -> Option<Refusal> {
    world.order(by, Order::Grant { secret: hash(secret), holder }).err()
}

/// Everybody who has few comes in: a newcomer, their laptop, a co-facilitator.
fn doors_are_open(world: &mut World) {
    let ann = seat(world.join("Ann", "Council"));
    own(world, ann, "hers");
    open(world, "hers", "her laptop", None).unwrap();
    assert_eq!(grant(world, FACILITATOR, "another facilitator", Holder::Console), None);
    open(world, "another facilitator", "a console", None).unwrap();
    assert!(opens(world, "her laptop") && opens(world, "a console") && ways(world, ann) == 3);
    assert!(world.fold.state.ways_in() <= limits::TOKENS + world.fold.state.seats.len());
}

/// Ten seats with a hundred links each once closed every door.
#[test]
fn p9_who_has_many_links_keeps_nobody_out_who_has_few() {
    let mut world = World::open(|_| {});
    for number in 0..10 {
        let greedy = seat(world.join(&format!("Greedy {number}"), "Council"));
        for at in 1..limits::SEAT_TOKENS {
            own(&mut world, greedy, &format!("greedy {number} {at}"));
        }
    }
    assert!(world.fold.state.ways_in() >= limits::TOKENS);
    doors_are_open(&mut world);
    let seats: Vec<_> = world.fold.state.participants().map(|(seat, _)| seat).collect();
    assert!(seats.into_iter().all(|seat| ways(&world, seat) > 2), "nobody loses what everybody may keep");
}

/// What somebody keeps in their mail is one link, whatever many devices it opened.
#[test]
fn p9_of_a_seat_that_makes_room_goes_what_it_has_more_of() {
    let mut world = World::open(|_| {});
    let mut many = Vec::new();
    for number in 0..10 {
        let greedy = seat(world.join(&format!("Greedy {number}"), "Council"));
        let link = format!("link {number}");
        own(&mut world, greedy, &link);
        many.push(link);
    }
    for at in 0..limits::SEAT_TOKENS {
        for link in &many {
            open(&mut world, link, &format!("{link}, {at}"), None).unwrap();
        }
    }
    doors_are_open(&mut world);
    assert!(many.iter().all(|link| opens(&world, link)));
}

/// Four links to the record that everybody reads were a thousand tokens.
#[test]
fn p9_readers_make_room_before_anybody_is_kept_out() {
    let mut world = World::open(|_| {});
    for number in 0..4 {
        link(&mut world, &format!("record {number}"), Holder::Results);
        for at in 0..limits::LINK_SCREENS {
            open(&mut world, &format!("record {number}"), &format!("reader {number} {at}"), None).unwrap();
        }
    }
    doors_are_open(&mut world);
    assert!((0..4).all(|number| opens(&world, &format!("record {number}"))));
    assert!(opens(&world, "reader 3 299") && !opens(&world, "reader 0 0"));
}

#[test]
fn p9_one_facilitator_makes_their_share_of_links_and_another_ends_them() {
    let mut world = World::open(|_| {});
    let second = world.join_as("Cora", "", Role::Facilitator).unwrap();
    let made = (0..).take_while(|at| grant(&mut world, second, &format!("made {at}"), Holder::Console).is_none()).count();
    assert_eq!(made, limits::LINKS_MADE_PER_SEAT);
    for holder in [Holder::Console, Holder::Wall, Holder::Results] {
        assert_eq!(grant(&mut world, second, "more", holder), Some(Refusal::ShareUsed));
    }
    own(&mut world, seat(second), "her own");
    assert_eq!(grant(&mut world, FACILITATOR, "another's", Holder::Wall), None);
    assert_eq!(grant(&mut world, Actor::Console, "a console's", Holder::Wall), None);
    let first = number(&world, "made 0");
    end(&mut world, FIRST_TOKEN, first).unwrap();
    assert_eq!(grant(&mut world, second, "again", Holder::Wall), None);
    doors_are_open(&mut world);
}
