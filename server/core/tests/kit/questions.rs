//! Questions that no built-in programme asks, one of each kind and way of showing, and answers to any question.

use super::{dice::Dice, world::World};
use serde_json::{Value, json};
use trestle_core::lists::rows;
use trestle_protocol::{About, Programme, Question, QuestionKind};

/// By the step that asks it.
const INVENTED: [(&str, &str); 8] = [
    ("rate", "lean"),
    ("rate", "rank"),
    ("rate", "sure"),
    ("choose", "trust"),
    ("choose", "doubt"),
    ("act", "word"),
    ("act", "stay"),
    ("act", "first"),
];

fn declared(id: &str) -> Value {
    let options = json!([{ "id": "a", "label": "First" }, { "id": "b", "label": "Second" }, { "id": "c", "label": "Third" }]);
    let scale = |id: &str| json!({ "id": id, "label": format!("The {id}"), "low": "none", "high": "all" });
    match id {
        "lean" => json!({ "kind": "several", "about": "organisation", "options": options, "show": "facilitators" }),
        "rank" => json!({ "kind": "order", "options": options }),
        "sure" => json!({ "kind": "scale", "about": "group", "scales": [scale("hope")], "most": 3, "show": "facilitators" }),
        "trust" => json!({ "kind": "scale", "scales": [scale("clarity"), scale("trust")], "show": "difference" }),
        "doubt" => json!({ "kind": "line", "about": "team" }),
        "word" => json!({ "kind": "line", "show": "facilitators" }),
        "stay" => {
            json!({ "kind": "one", "items": [{ "id": "us", "label": "We" }, { "id": "you", "label": "You" }], "options": options, "show": "matrix" })
        }
        "first" => json!({ "kind": "dots", "list": "actions" }),
        other => panic!("nobody asks {other}"),
    }
}

/// One of them.
pub(crate) fn invented(id: &str) -> Question {
    let mut question = declared(id);
    (question["id"], question["title"]) = (id.into(), format!("What about {id} in {{place}}?").into());
    serde_json::from_value(question).unwrap()
}

/// A programme that asks all of them besides.
pub(crate) fn with_all(programme: &mut Programme) {
    for (step, id) in INVENTED {
        ask(programme, step, invented(id));
    }
}

/// A programme in which that step asks this, too.
pub(crate) fn ask(programme: &mut Programme, step: &str, question: Question) {
    let steps = programme.stages.iter_mut().flat_map(|stage| &mut stage.steps);
    steps.filter(|known| known.id.as_str() == step).for_each(|step| step.asks.push(question.id.clone()));
    programme.questions.push(question);
}

/// Some answer to that question: what it is about, values, words.
pub(crate) fn answer(dice: &mut Dice, world: &World, question: &Question) -> (String, Vec<u8>, String) {
    let options = question.options.len() as u8;
    let mut words = String::new();
    let values = match question.kind {
        QuestionKind::Scale => question.scales.iter().map(|_| 1 + dice.below(question.most.into()) as u8).collect(),
        QuestionKind::One => vec![1 + dice.below(options.into()) as u8],
        QuestionKind::Several => (1..=options).filter(|_| dice.percent(50)).collect(),
        QuestionKind::Dots => vec![dice.below(4) as u8],
        QuestionKind::Pick => Vec::new(),
        QuestionKind::Order => {
            let mut order: Vec<u8> = (1..=options).collect();
            order.rotate_left(dice.below(options.into()) as usize);
            order
        }
        QuestionKind::Line => {
            words = format!("said {}", dice.below(99));
            Vec::new()
        }
    };
    (subject(dice, world, question), values, words)
}

fn subject(dice: &mut Dice, world: &World, question: &Question) -> String {
    let (state, documents) = (&world.fold.state, &world.fold.documents);
    let known: Vec<String> = match question.about {
        About::Workshop if question.list.is_some() => {
            question.list.iter().flat_map(|list| rows(&documents.plan().lists, list)).map(|row| row.id.clone()).collect()
        }
        About::Workshop if question.items.is_empty() => vec![String::new()],
        About::Workshop => question.items.iter().map(|item| item.id.clone()).collect(),
        About::Organisation => state.organisations.keys().map(ToString::to_string).collect(),
        About::Team => state.teams.keys().map(ToString::to_string).collect(),
        About::Group => documents.board().groups.keys().map(|id| id.0.clone()).collect(),
    };
    let known = dice.any(known);
    if dice.percent(97) { known.unwrap_or_default() } else { "nothing".into() }
}
