//! Links and consoles: who sees them, who ends them, and that a workshop keeps its creator and a way in.

use crate::kit::world::{FACILITATOR, FIRST_TOKEN, World};
use trestle_core::{Actor, CellKey, Fold, Holder, Order, SecretHash};
use trestle_protocol::{Cell, Command, LinkKind, PassRow, Refusal, Role, SeatId, limits};

pub(crate) fn hash(secret: &str) -> SecretHash {
    SecretHash::of(secret)
}

/// A link of that secret, made by the facilitator.
pub(crate) fn link(world: &mut World, secret: &str, holder: Holder) {
    world.order(FACILITATOR, Order::Grant { secret: hash(secret), holder }).unwrap();
}

/// Opens a link; the token is used at once, as a screen does that connects.
pub(crate) fn open(world: &mut World, link: &str, token: &str, by: Option<SeatId>) -> Result<(), Refusal> {
    world.order(Actor::System, Order::Open { link: hash(link), token: hash(token), by })?;
    world.order(Actor::System, Order::Use { secret: hash(token), by: None }).map(drop)
}

pub(crate) fn number(world: &World, secret: &str) -> u32 {
    world.fold.state.passes[&hash(secret)].number
}

pub(crate) fn end(world: &mut World, asker: &str, ended: u32) -> Result<(), Refusal> {
    world.order(Actor::System, Order::End { pass: ended, asker: hash(asker) }).map(drop)
}

pub(crate) fn opens(world: &World, secret: &str) -> bool {
    world.fold.state.holder(&hash(secret)).is_some()
}

fn rows(world: &World) -> Vec<PassRow> {
    match world.cell(Role::Facilitator, &CellKey::Passes) {
        Some(Cell::Passes(cell)) => cell.rows,
        other => panic!("{other:?}"),
    }
}

fn row(world: &World, secret: &str) -> PassRow {
    rows(world).into_iter().find(|row| row.number == number(world, secret)).unwrap()
}

/// A workshop that nobody with a seat began: the creator has a console.
fn without_a_seat() -> World {
    World::open(|create| {
        (create.facilitator, create.creator) = (None, Some(hash("creator")));
        create.grants =
            ["link", "wall", "creator"].map(|secret| (hash(secret), if secret == "wall" { Holder::Wall } else { Holder::Console })).into();
    })
}

#[test]
fn p2_facilitators_alone_see_links_and_nobody_sees_a_hash() {
    let mut world = World::open(|_| {});
    link(&mut world, "console", Holder::Console);
    assert!([Role::Participant, Role::Wall, Role::Guest].iter().all(|role| world.cell(*role, &CellKey::Passes).is_none()));
    let cell = serde_json::to_string(&world.cell(Role::Facilitator, &CellKey::Passes)).unwrap();
    let kept = serde_json::to_string(&hash("console")).unwrap();
    assert!(cell.contains("facilitator") && !cell.contains(kept.trim_matches('"')));
}

#[test]
fn a_link_says_when_it_was_made_and_used_and_by_whom() {
    let mut world = World::open(|_| {});
    let ann = crate::kit::hand::seat(world.join("Ann", "Council"));
    world.now = world.now.plus(1_000);
    link(&mut world, "console", Holder::Console);
    let made = world.now;
    let new = row(&world, "console");
    assert_eq!((new.kind, new.screen, new.made_at, new.made_by), (LinkKind::Facilitator, false, Some(made), Some(SeatId(1))));
    assert_eq!((new.used_at, new.used_by, new.screens), (None, None, 0));
    world.now = world.now.plus(5_000);
    open(&mut world, "console", "token", Some(ann)).unwrap();
    let (used, opened) = (row(&world, "console"), row(&world, "token"));
    assert_eq!((used.used_at, used.used_by, used.screens), (Some(world.now), Some(ann), 1));
    assert_eq!((opened.screen, opened.link, opened.made_at, opened.made_by), (true, Some(used.number), Some(world.now), Some(ann)));
    link(&mut world, "results", Holder::Results);
    open(&mut world, "results", "reader", None).unwrap();
    world.now = world.now.plus(limits::USE_NOTED_MS);
    world.order(Actor::System, Order::Use { secret: hash("reader"), by: None }).unwrap();
    let results = row(&world, "results");
    assert_eq!((results.screens, results.used_at), (1, Some(world.now)), "a reader's use is the link's");
    assert!(rows(&world).iter().all(|row| row.number != number(&world, "reader")), "readers stand with their link");
}

#[test]
fn p7_a_use_is_noted_once_in_ten_minutes() {
    let mut world = World::open(|_| {});
    link(&mut world, "console", Holder::Console);
    open(&mut world, "console", "token", None).unwrap();
    let noted = |world: &mut World| world.order(Actor::System, Order::Use { secret: hash("token"), by: None }).unwrap().entries.len();
    world.now = world.now.plus(limits::USE_NOTED_MS - 1);
    assert_eq!(noted(&mut world), 0);
    world.now = world.now.plus(1);
    assert_eq!((noted(&mut world), noted(&mut world)), (1, 0));
    let seats = world.order(Actor::System, Order::Use { secret: hash(FIRST_TOKEN), by: None }).unwrap();
    assert!(seats.entries.is_empty(), "seats' devices are nobody's business");
}

/// A wall that is full: "wall 0" was opened first and used last.
fn full(world: &mut World) {
    for at in 0..limits::LINK_SCREENS {
        open(world, "wall", &format!("wall {at}"), None).unwrap();
    }
    world.now = world.now.plus(limits::USE_NOTED_MS);
    world.order(Actor::System, Order::Use { secret: hash("wall 0"), by: None }).unwrap();
}

#[test]
fn p9_a_link_uses_up_its_own_share_and_a_facilitator_frees_it() {
    let mut world = World::open(|_| {});
    link(&mut world, "other", Holder::Wall);
    full(&mut world);
    assert_eq!(open(&mut world, "other", "another link", None), Ok(()));
    let wall = number(&world, "wall");
    end(&mut world, FIRST_TOKEN, wall).unwrap();
    assert!(!opens(&world, "wall") && !opens(&world, "wall 0") && opens(&world, "another link"));
    assert_eq!(open(&mut world, "wall", "ended", None), Err(Refusal::WrongKey), "an ended link answers like a wrong one");
}

#[test]
fn p5_a_link_that_is_full_lets_in_instead_of_whom_it_let_in_and_saw_last_longest_ago() {
    let mut world = World::open(|_| {});
    full(&mut world);
    assert_eq!(open(&mut world, "wall", "one more", None), Ok(()));
    assert_eq!(["wall 0", "wall 1", "wall 2", "one more"].map(|screen| opens(&world, screen)), [true, false, true, true]);
    assert_eq!(row(&world, "wall").screens as usize, limits::LINK_SCREENS);
    assert!(!world.fold.state.passes.contains_key(&hash("wall 1")));
}

#[test]
fn p9_no_console_is_closed_because_its_link_was_opened_often() {
    let mut world = World::open(|_| {});
    link(&mut world, "console", Holder::Console);
    for at in 0..limits::LINK_SCREENS {
        open(&mut world, "console", &format!("console {at}"), None).unwrap();
    }
    assert_eq!(open(&mut world, "console", "one more", None), Err(Refusal::TooMany));
    let first = number(&world, "console 0");
    end(&mut world, FIRST_TOKEN, first).unwrap();
    assert_eq!(open(&mut world, "console", "one more", None), Ok(()));
}

pub(crate) fn ways(world: &World, seat: SeatId) -> usize {
    world.fold.state.ways_of(seat).count()
}

/// Ann comes in, makes a link of her own, and comes back by it until her share is used up, "ann 1" first.
fn often_back(world: &mut World) -> SeatId {
    let ann = crate::kit::hand::seat(world.join("Ann", "Council"));
    world.order(Actor::Seat(ann), Order::Grant { secret: hash("hers"), holder: Holder::Seat(ann) }).unwrap();
    for at in 1..limits::SEAT_TOKENS - 1 {
        open(world, "hers", &format!("ann {at}"), None).unwrap();
    }
    assert_eq!(ways(world, ann), limits::SEAT_TOKENS);
    ann
}

#[test]
fn p5_who_came_back_often_comes_back_and_their_oldest_device_goes() {
    let mut world = World::open(|_| {});
    let ann = often_back(&mut world);
    let first = world.fold.state.ways_of(ann).next().unwrap().secret;
    for at in 0..3 {
        open(&mut world, "hers", &format!("again {at}"), None).unwrap();
    }
    assert_eq!((ways(&world, ann), world.fold.state.holder(&first)), (limits::SEAT_TOKENS, None));
    assert_eq!(["hers", "ann 1", "ann 2", "ann 3", "again 2"].map(|way| opens(&world, way)), [true, false, false, true, true]);
    let again = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
    assert_eq!(again.state, world.fold.state);
    world.command(FACILITATOR, Command::RemoveSeat { seat: ann, with_notes: false, hidden: false }).unwrap();
    assert!(world.fold.state.ways_in() < 10, "what she used up is free again");
}

#[test]
fn p5_a_link_of_ones_own_takes_the_place_of_the_oldest_link_and_of_no_device() {
    let mut world = World::open(|_| {});
    let ann = often_back(&mut world);
    let make = |world: &mut World, secret: &str| {
        world.order(Actor::Seat(ann), Order::Grant { secret: hash(secret), holder: Holder::Seat(ann) }).map(drop)
    };
    let first = world.fold.state.ways_of(ann).next().unwrap().secret;
    make(&mut world, "newer").unwrap();
    assert_eq!(["hers", "newer", "ann 1"].map(|way| opens(&world, way)), [false, true, true]);
    assert!(world.fold.state.holder(&first).is_some());
}

#[test]
fn p9_the_creators_own_token_never_makes_room() {
    let mut world = World::open(|create| create.creator = create.facilitator.as_ref().map(|(_, token)| *token));
    world.order(FACILITATOR, Order::Grant { secret: hash("own"), holder: Holder::Seat(SeatId(1)) }).unwrap();
    for at in 0..limits::SEAT_TOKENS + 5 {
        open(&mut world, "own", &format!("own {at}"), None).unwrap();
    }
    assert!(opens(&world, FIRST_TOKEN) && opens(&world, "own") && !opens(&world, "own 0"));
    assert_eq!(ways(&world, SeatId(1)), limits::SEAT_TOKENS);
}

/// Those that a snapshot from before holds are in no order: they go before all that came since.
#[test]
fn p10_what_was_granted_before_the_order_was_kept_makes_room_first() {
    let mut world = World::open(|_| {});
    let ann = often_back(&mut world);
    let mut old: serde_json::Value = serde_json::from_slice(&world.fold.snapshot().unwrap()).unwrap();
    old["state"].as_object_mut().unwrap().remove("ways").unwrap();
    world.fold = Fold::restore(&serde_json::to_vec(&old).unwrap()).unwrap();
    for at in 1..limits::SEAT_TOKENS {
        open(&mut world, "hers", &format!("since {at}"), None).unwrap();
    }
    assert!(opens(&world, "hers") && (1..limits::SEAT_TOKENS).all(|at| opens(&world, &format!("since {at}"))));
    assert_eq!(ways(&world, ann), limits::SEAT_TOKENS);
}

/// What was shut took nobody's share; where that is used up meanwhile, the oldest stay shut.
#[test]
fn p9_who_is_brought_back_does_not_take_a_share_that_others_have() {
    let mut world = World::open(|_| {});
    let ann = often_back(&mut world);
    world.command(FACILITATOR, Command::RemoveSeat { seat: ann, with_notes: false, hidden: false }).unwrap();
    for at in world.fold.state.ways_in()..limits::TOKENS {
        world.order(Actor::System, Order::Grant { secret: hash(&format!("more {at}")), holder: Holder::Wall }).unwrap();
    }
    let bring = Command::BringBack { seat: ann };
    assert_eq!(world.refuses(FACILITATOR, bring.clone()), Refusal::TooMany);
    let more = world.fold.state.passes.values().map(|pass| pass.number).max().unwrap();
    end(&mut world, FIRST_TOKEN, more).unwrap();
    end(&mut world, FIRST_TOKEN, more - 1).unwrap();
    world.command(FACILITATOR, bring).unwrap();
    assert_eq!((world.fold.state.ways_in(), ways(&world, ann)), (limits::TOKENS, 2));
    assert!(opens(&world, &format!("ann {}", limits::SEAT_TOKENS - 2)) && !opens(&world, "ann 1"));
}

#[test]
fn p9_ending_a_link_ends_what_was_opened_with_it_but_for_whoever_asks() {
    let mut world = World::open(|_| {});
    link(&mut world, "console", Holder::Console);
    for token in ["mine", "theirs"] {
        open(&mut world, "console", token, None).unwrap();
    }
    let console = number(&world, "console");
    end(&mut world, "mine", console).unwrap();
    assert_eq!(["console", "mine", "theirs"].map(|secret| opens(&world, secret)), [false, true, false]);
    assert_eq!(row(&world, "mine").link, None);
}

#[test]
fn p9_nobody_but_facilitators_ends_anything() {
    let mut world = World::open(|_| {});
    world.join("Ann", "Council");
    link(&mut world, "results", Holder::Results);
    open(&mut world, "results", "reader", None).unwrap();
    let wall = number(&world, "wall");
    assert_eq!(end(&mut world, "reader", wall), Err(Refusal::NotFacilitator));
    assert_eq!(end(&mut world, "guessed", wall), Err(Refusal::WrongKey));
    assert_eq!(end(&mut world, FIRST_TOKEN, 999), Err(Refusal::Unknown));
    assert!(opens(&world, "wall"));
}

#[test]
fn p9_nobody_else_sends_the_creator_away_as_long_as_they_run_the_workshop() {
    let mut world = World::open(|_| {});
    let deputy = world.join("Dee", "Council");
    world.command(FACILITATOR, Command::SetRole { seat: SeatId(2), role: Role::Facilitator }).unwrap();
    let away = [
        Command::RemoveSeat { seat: SeatId(1), with_notes: false, hidden: false },
        Command::RemoveSeat { seat: SeatId(1), with_notes: true, hidden: false },
        Command::SetRole { seat: SeatId(1), role: Role::Participant },
    ];
    for command in &away {
        for actor in [Actor::Console, deputy] {
            assert_eq!(world.command(actor, command.clone()).map(drop), Err(Refusal::CreatorOnly), "{command:?}");
        }
    }
    world.command(FACILITATOR, away[2].clone()).unwrap();
    world.command(deputy, away[1].clone()).unwrap();
    assert!(world.fold.state.seats[&SeatId(1)].erased, "whoever handed the workshop over is a person like others");
}

#[test]
fn p9_without_a_seat_the_first_console_is_the_creators() {
    let mut world = without_a_seat();
    open(&mut world, "link", "leaked", None).unwrap();
    let (creators, leaked) = (number(&world, "creator"), number(&world, "leaked"));
    assert!(row(&world, "creator").creator && !row(&world, "leaked").creator);
    assert_eq!(end(&mut world, "leaked", creators), Err(Refusal::CreatorOnly));
    end(&mut world, "creator", leaked).unwrap();
    assert!(opens(&world, "creator") && !opens(&world, "leaked"));
}

#[test]
fn p9_the_last_used_way_in_cannot_be_ended() {
    let mut world = without_a_seat();
    let creators = number(&world, "creator");
    assert_eq!(end(&mut world, "creator", creators), Err(Refusal::LastFacilitator), "its link was never used");
    open(&mut world, "link", "second", None).unwrap();
    let link = number(&world, "link");
    end(&mut world, "second", link).unwrap();
    end(&mut world, "creator", creators).unwrap();
    let second = number(&world, "second");
    assert_eq!(end(&mut world, "second", second), Err(Refusal::LastFacilitator));
    assert!(opens(&world, "second"));
}

#[test]
fn p9_what_was_ended_in_a_rehearsal_stays_ended() {
    let mut world = World::open(|_| {});
    link(&mut world, "console", Holder::Console);
    open(&mut world, "console", "token", None).unwrap();
    world.command(FACILITATOR, Command::Rehearse { on: true }).unwrap();
    let console = number(&world, "console");
    end(&mut world, FIRST_TOKEN, console).unwrap();
    world.command(FACILITATOR, Command::Rehearse { on: false }).unwrap();
    assert_eq!(["console", "token"].map(|secret| opens(&world, secret)), [false, false]);
    assert!(world.fold.state.passes.values().all(|pass| pass.number != console));
}

#[test]
fn p10_a_snapshot_from_before_opens_and_its_links_were_made_earlier() {
    let mut world = World::open(|create| create.grants.push((hash("console"), Holder::Console)));
    world.join("Ann", "Council");
    let mut old: serde_json::Value = serde_json::from_slice(&world.fold.snapshot().unwrap()).unwrap();
    let state = old["state"].as_object_mut().unwrap();
    ["passes", "last_pass", "creator"].iter().for_each(|key| drop(state.remove(*key).unwrap()));
    world.fold = Fold::restore(&serde_json::to_vec(&old).unwrap()).unwrap();
    assert_eq!(rows(&world).iter().map(|row| (row.made_at, row.used_at)).collect::<Vec<_>>(), [(None, None); 2]);
    let console = number(&world, "console");
    assert_eq!(
        world.command(Actor::Console, Command::RemoveSeat { seat: SeatId(1), with_notes: false, hidden: false }).map(drop),
        Err(Refusal::CreatorOnly)
    );
    end(&mut world, FIRST_TOKEN, console).unwrap();
    assert!(!opens(&world, "console"));
}

/// A workshop from before its creator was kept, in which nobody was named on creating: it had the creator's console besides the link.
#[test]
fn p10_who_came_first_is_not_taken_for_the_creator() {
    let mut world = World::open(|create| {
        (create.facilitator, create.creator) = (None, None);
        create.grants = ["link", "creator"].map(|secret| (hash(secret), Holder::Console)).into();
    });
    world.join_as("Una", "Library", Role::Facilitator).unwrap();
    assert!(!world.fold.state.is_creators(SeatId(1)));
    let creators = number(&world, "creator");
    end(&mut world, "link", creators).unwrap();
    assert!(!world.fold.state.is_creators(SeatId(1)), "nor by ending what says so");
    world.command(Actor::Console, Command::SetRole { seat: SeatId(1), role: Role::Participant }).unwrap();
}

#[test]
fn p10_an_entry_from_before_is_a_link_that_was_made_earlier() {
    let mut world = World::open(|_| {});
    let entry = format!(
        r#"{{"at":1,"by":"system","event":{{"type":"granted","secret":{},"holder":"console"}}}}"#,
        serde_json::to_string(&hash("old")).unwrap()
    );
    world.fold.replay(&[&[1], entry.as_bytes()].concat()).unwrap();
    assert!(opens(&world, "old"));
    assert_eq!((row(&world, "old").made_at, row(&world, "old").screen), (None, false));
}
