//! The built-in programme: the workshop as data.

use crate::kit::world::{World, programme};
use std::collections::BTreeSet;
use trestle_core::private;
use trestle_protocol::{Capability, Stage};

#[test]
fn the_co_creation_workshop_has_six_stages_of_a_hundred_and_twenty_minutes() {
    let sum = |stage: &Stage| stage.steps.iter().filter(|step| !step.off).map(|step| step.minutes).sum();
    let minutes: Vec<(String, u32)> = programme().stages.iter().map(|stage| (stage.id.0.clone(), sum(stage))).collect();
    let stages = ["welcome", "introductions", "problems", "brief", "roles", "next"];
    assert_eq!(minutes, stages.iter().map(|id| (*id).to_owned()).zip([10, 30, 20, 40, 10, 10]).collect::<Vec<_>>());
}

#[test]
fn the_co_creation_workshop_has_the_steps_that_scripts_rely_on() {
    let programme = programme();
    let steps: Vec<&str> = programme.running().map(|step| step.id.as_str()).collect();
    assert_eq!(steps, ["welcome", "introduce", "write", "group", "discuss", "rate", "brief", "report", "choose", "agree", "roles", "act"]);
    let off: Vec<&str> = programme.steps().filter(|step| step.off).map(|step| step.id.as_str()).collect();
    assert_eq!(off, ["match", "dots", "fit"]);
}

#[test]
fn every_step_has_a_prompt_a_script_and_words_for_its_clock() {
    for step in programme().steps() {
        for text in [&step.title, &step.prompt, &step.hint, &step.clock, &step.script] {
            assert!(!text.trim().is_empty(), "{} lacks words", step.id);
        }
    }
}

#[test]
fn the_co_creation_workshop_uses_everything_that_a_step_can_do() {
    use Capability::{
        Act, Agree, Arrive, Brief, Card, Choose, Discuss, Dots, Fit, Group, Match, Pair, Pulse, Rate, Report, Reveal, Roles, Speak, Write,
    };
    let used: BTreeSet<Capability> = programme().steps().flat_map(|step| step.does.clone()).collect();
    let all =
        [Arrive, Card, Speak, Match, Write, Reveal, Group, Discuss, Rate, Dots, Fit, Pair, Brief, Report, Choose, Agree, Roles, Act, Pulse];
    assert_eq!(used, all.into_iter().collect());
}

/// Facilitators read a script, not its template; an import takes the template.
#[test]
fn the_script_of_private_notes_is_filled_in_and_their_data_is_not() {
    let world = World::open(|creation| creation.details.place = "Haringey".to_owned());
    let (state, documents) = (&world.fold.state, &world.fold.documents);
    let private = private(state, documents, world.now);
    let (paper, data) = (private.markdown(), serde_json::to_string(&private).unwrap());
    assert!(paper.contains(&format!("{} sets out its stall first", state.convener())), "{paper}");
    assert!(!paper.contains('{'), "{paper}");
    assert!(data.contains("{convener} sets out its stall first"), "{data}");
}
