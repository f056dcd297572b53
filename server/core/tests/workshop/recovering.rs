//! A link that the operator makes: for the server's own hand alone, in the list of links, and never kept out by what others used up.

use super::passes::{end, hash, link, number, open, opens};
use crate::kit::world::{FACILITATOR, FIRST_TOKEN, World};
use trestle_core::{Actor, CellKey, Fold, Holder, Order};
use trestle_protocol::{Cell, Command, PassRow, Refusal, Role, limits};

fn recover(world: &mut World, actor: Actor, secret: &str) -> Result<(), Refusal> {
    world.order(actor, Order::Recover { secret: hash(secret) }).map(drop)
}

fn row(world: &World, secret: &str) -> PassRow {
    let Some(Cell::Passes(cell)) = world.cell(Role::Facilitator, &CellKey::Passes) else { panic!("no list") };
    cell.rows.into_iter().find(|row| row.number == number(world, secret)).unwrap()
}

#[test]
fn p8_a_recovered_link_stands_in_the_list_opens_the_workshop_and_can_be_ended() {
    let mut world = World::open(|_| {});
    link(&mut world, "facilitators'", Holder::Console);
    world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
    recover(&mut world, Actor::System, "recovered").unwrap();
    assert!(row(&world, "recovered").recovered && !row(&world, "facilitators'").recovered);
    assert_eq!((row(&world, "recovered").made_at, row(&world, "recovered").made_by), (Some(world.now), None));
    world.fold = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
    open(&mut world, "recovered", "console", None).unwrap();
    assert_eq!(world.fold.state.role(world.fold.state.holder(&hash("console")).unwrap()), Some(Role::Facilitator));
    assert!(!row(&world, "console").recovered, "what is opened with it is a console like any other");
    let made = number(&world, "recovered");
    end(&mut world, FIRST_TOKEN, made).unwrap();
    assert!(!opens(&world, "recovered") && !opens(&world, "console"));
}

#[test]
fn p6_nobody_but_the_operator_recovers() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    for actor in [FACILITATOR, ann, Actor::Console, Actor::Wall] {
        assert_eq!(recover(&mut world, actor, "recovered"), Err(Refusal::NotFacilitator));
    }
    assert_eq!(recover(&mut World::new(), Actor::System, "recovered"), Err(Refusal::Unknown), "nothing is there");
}

/// Somebody who means harm makes links until there is no room: the operator gets in all the same.
#[test]
fn p9_links_that_others_made_keep_no_operator_out() {
    let mut world = World::open(|_| {});
    for at in world.fold.state.ways_in()..limits::TOKENS {
        world.order(Actor::System, Order::Grant { secret: hash(&format!("more {at}")), holder: Holder::Console }).unwrap();
    }
    let another = Order::Grant { secret: hash("another"), holder: Holder::Console };
    assert_eq!(world.order(Actor::System, another).err(), Some(Refusal::TooMany), "there is no room");
    for at in 0..limits::RECOVERED_LINKS + 2 {
        recover(&mut world, Actor::System, &format!("recovered {at}")).unwrap();
    }
    let open: Vec<bool> = (0..limits::RECOVERED_LINKS + 2).map(|at| opens(&world, &format!("recovered {at}"))).collect();
    assert_eq!(open, [false, false, true, true, true, true, true], "of the operator's own the oldest make room");
    assert!(opens(&world, FIRST_TOKEN) && opens(&world, &format!("more {}", limits::TOKENS - 1)), "nobody else's do");
}
