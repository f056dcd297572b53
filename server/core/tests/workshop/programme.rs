//! The built-in programme: the workshop as data.

use crate::kit::world::programme;
use std::collections::BTreeSet;
use trestle_protocol::Capability;

#[test]
fn the_co_creation_workshop_has_six_stages_of_a_hundred_and_twenty_minutes() {
    let minutes: Vec<(String, u32)> =
        programme().stages.iter().map(|stage| (stage.id.0.clone(), stage.steps.iter().map(|step| step.minutes).sum())).collect();
    let stages = ["welcome", "introductions", "problems", "brief", "roles", "next"];
    assert_eq!(minutes, stages.iter().map(|id| (*id).to_owned()).zip([10, 30, 20, 40, 10, 10]).collect::<Vec<_>>());
}

#[test]
fn the_co_creation_workshop_has_the_steps_that_scripts_rely_on() {
    let programme = programme();
    let steps: Vec<&str> = programme.steps().map(|step| step.id.as_str()).collect();
    assert_eq!(steps, ["welcome", "introduce", "write", "group", "discuss", "rate", "brief", "report", "choose", "agree", "roles", "act"]);
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
    use Capability::{Act, Agree, Arrive, Brief, Card, Choose, Discuss, Group, Pair, Rate, Report, Reveal, Roles, Speak, Write};
    let used: BTreeSet<Capability> = programme().steps().flat_map(|step| step.does.clone()).collect();
    let all = [Arrive, Card, Speak, Write, Reveal, Group, Discuss, Rate, Pair, Brief, Report, Choose, Agree, Roles, Act];
    assert_eq!(used, all.into_iter().collect());
}
