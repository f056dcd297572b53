//! The control of all laws over random workshops: these workshops really do everything that there is.

use crate::kit::{
    act::Act,
    nonsense::EVENTS,
    player::Player,
    seed::{seeds, steps, usual},
    world::World,
};
use std::collections::{BTreeMap, BTreeSet};
use trestle_core::Order;

fn tag(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap()["type"].as_str().unwrap().to_owned()
}

/// Commands that there are.
const COMMANDS: usize = 73;

#[test]
fn random_workshops_reach_every_command_event_document_and_step() {
    let (mut commands, mut events) = (BTreeMap::<String, u32>::new(), BTreeMap::<String, u32>::new());
    let (mut documents, mut visited, mut refused) = (BTreeSet::new(), BTreeSet::new(), 0);
    for seed in seeds(120) {
        let (mut world, mut player) = (World::new(), Player::rough(seed.dice()));
        for _ in 0..steps(250) {
            let act = player.act(&world);
            let Ok(changed) = world.perform(&act) else {
                refused += 1;
                continue;
            };
            match &act {
                Act::Order { order, .. } => {
                    if let Order::Command(command) = &**order {
                        *commands.entry(tag(command)).or_default() += 1;
                    }
                }
                Act::Hold { .. } => *commands.entry("hold_note".into()).or_default() += 1,
                Act::Link { .. } => *commands.entry("link".into()).or_default() += 1,
                Act::Edit { document, .. } if !changed.entries.is_empty() => {
                    documents.insert(document.to_string().split('/').next().unwrap().to_owned());
                }
                _ => {}
            }
            changed.events.iter().for_each(|event| *events.entry(tag(event)).or_default() += 1);
            visited.insert(world.fold.state.step.0.clone());
        }
    }
    println!("{refused} refused; {commands:?}; {events:?}");
    if !usual() {
        return;
    }
    assert_eq!(commands.len(), COMMANDS, "{commands:?}");
    // Results come with an import alone.
    assert_eq!(events.len() as u64, EVENTS - 1, "{events:?}");
    assert_eq!(documents.into_iter().collect::<Vec<_>>(), ["aside", "board", "brief", "card", "desk", "plan"]);
    assert_eq!(visited.len(), 15, "{visited:?}");
}
