//! P8: whatever happened in a workshop, its record comes back as a workshop with the same record; and nothing that is no record does any harm.

use crate::kit::{
    dice::Dice,
    player::Player,
    seed::{seeds, steps},
    world::World,
};
use serde_json::Value;
use trestle_core::{Fold, NewHome, Private, Record, Viewer, comparable, import, import::comparable_aside, part, private, record};
use trestle_protocol::{Role, Time, WorkshopId};
use uuid::Uuid;

fn home() -> NewHome {
    NewHome {
        id: WorkshopId(Uuid::from_u128(8)),
        code: "ABCD2345".into(),
        invitation: String::new(),
        salt: *b"fedcba9876543210",
        grants: Vec::new(),
    }
}

/// What a facilitator downloads, in the bytes in which it comes.
fn downloaded(world: &World) -> String {
    let record = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now);
    serde_json::to_string(&record).unwrap()
}

/// The same of what is for facilitators alone.
fn downloaded_aside(world: &World) -> Private {
    let aside = private(&world.fold.state, &world.fold.documents, world.now);
    serde_json::from_str(&serde_json::to_string(&aside).unwrap()).unwrap()
}

fn played(dice: Dice, count: u64) -> World {
    let (mut world, mut player) = (World::new(), Player::rough(dice));
    for _ in 0..count {
        let act = player.act(&world);
        let _ = world.perform(&act);
    }
    world
}

/// The record of what came of an import, and what came of what is private.
fn brought_back(given: &Record, aside: Option<&Private>, now: Time) -> Option<(Record, Private)> {
    let imported = import(given, aside, home(), now).ok()?;
    let mut fold = Fold::empty();
    imported.entries.iter().for_each(|entry| drop(fold.replay(&entry.bytes).unwrap()));
    assert!(fold.state.next_tick().is_none(), "an import stands still");
    assert_eq!((fold.state.id, fold.state.code.as_str()), (Some(home().id), "ABCD2345"));
    assert!(imported.erase_at > Some(now), "it is not erased at once");
    let again = record(&fold.state, &fold.documents, Viewer::class(Role::Facilitator), now);
    Some((again, private(&fold.state, &fold.documents, now)))
}

#[test]
fn p8_every_record_comes_back_as_it_was() {
    let mut rich = 0;
    for seed in seeds(40) {
        let world = played(seed.dice(), steps(400));
        let given: Record = serde_json::from_str(&downloaded(&world)).unwrap();
        let later = world.now.plus(86_400_000);
        let aside = downloaded_aside(&world);
        let (again, aside_again) = brought_back(&given, Some(&aside), later)
            .unwrap_or_else(|| panic!("{}", import(&given, Some(&aside), home(), later).unwrap_err()));
        assert_eq!(comparable(&again), comparable(&given));
        assert_eq!(comparable_aside(&aside_again, &aside), comparable_aside(&aside, &aside));
        let (alone, _) = brought_back(&given, None, later).expect("the record alone");
        assert_eq!(comparable(&alone), comparable(&given));
        rich +=
            u32::from(given.groups.iter().any(|group| !group.notes.is_empty()) && given.briefs.iter().any(|brief| !brief.title.is_empty()));
    }
    assert!(rich > 0, "the workshops had something in them");
}

/// Every value of a JSON text, as a pointer.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| places(value, &format!("{path}/{key}"), found)),
        Value::Array(list) => list.iter().enumerate().for_each(|(place, value)| places(value, &format!("{path}/{place}"), found)),
        _ => {}
    }
}

fn spoilt(dice: &mut Dice, mut given: Value) -> Value {
    for _ in 0..=dice.below(3) {
        let mut found = Vec::new();
        places(&given, "", &mut found);
        let other = given.pointer(&dice.pick(&found)).cloned().unwrap_or_default();
        let junk = dice.pick(&[
            Value::Null,
            Value::from(""),
            Value::from("\u{0}\u{202e}=cmd|' /C calc'!A0"),
            Value::from("x".repeat(70_000)),
            Value::from(-1),
            Value::from(u64::MAX),
            Value::from(1e300),
            Value::from("2026-02-31"),
            Value::Array(vec![other.clone(); 3]),
            other,
        ]);
        if let Some(place) = given.pointer_mut(&dice.pick(&found)) {
            *place = junk;
        }
    }
    given
}

/// A record in which something was changed by hand is refused, or comes back with the change; nothing panics and nothing is lost.
#[test]
fn p6_a_record_that_was_spoilt_is_refused_or_comes_back_whole() {
    let (mut refused, mut taken, mut none) = (0, 0, 0);
    for seed in seeds(12) {
        let mut dice = seed.dice();
        let world = played(seed.dice(), steps(300));
        let good: Value = serde_json::from_str(&downloaded(&world)).unwrap();
        for _ in 0..25 {
            let Ok((given, aside)) = part(&serde_json::to_vec(&spoilt(&mut dice, good.clone())).unwrap()) else {
                none += 1;
                continue;
            };
            match brought_back(&given, aside.as_ref(), world.now) {
                Some((again, _)) => {
                    assert_eq!(comparable(&again), comparable(&given));
                    taken += 1;
                }
                None => refused += 1,
            }
        }
    }
    assert!(refused > 0 && taken > 0 && none > 0, "{refused} refused, {taken} taken, {none} no records at all");
}
