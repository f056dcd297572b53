//! Steps through the real binary: a first step begins what it begins, and who stays behind in one is told to facilitators alone.

use serde_json::json;
use trestle_protocol::{Cell, Command, Programme, RoundCell, StageCell, StepId};
use trestle_tests::wait::{stage, until};
use trestle_tests::{Room, Trestle, View};

fn programme(steps: serde_json::Value) -> Programme {
    let stages = json!([{ "id": "all", "title": "All", "steps": steps }]);
    serde_json::from_value(json!({ "id": "own", "title": "Our own", "stages": stages })).expect("a programme")
}

fn round(view: &View, id: &str) -> Option<RoundCell> {
    match view.cell(&format!("round/{id}")) {
        Some(Cell::Round(round)) => Some(round.clone()),
        _ => None,
    }
}

#[tokio::test]
async fn a_programme_whose_first_step_has_a_round_a_poll_teams_and_writing_begins_them() {
    let trestle = Trestle::start();
    let first = json!({ "id": "first", "title": "First", "prompt": "What?", "minutes": 5, "does": ["speak", "pulse", "pair", "write"] });
    let then = json!({ "id": "then", "title": "Then", "prompt": "What?", "minutes": 5, "does": ["reveal", "speak", "pulse"] });
    let room = Room::open_own(trestle.server(), 4, programme(json!([first, then]))).await;
    let wall = room.wall().await;
    let begun = until(&wall, "the round", |view| round(view, "first/speak").filter(|round| round.turns.len() == 3)).await;
    assert_eq!(begun.turns[0].subject, 1, "the convener first");
    let open = |view: &View, id: &str| matches!(view.cell(id), Some(Cell::Poll(poll)) if poll.open);
    assert!(wall.view(|view| open(view, "poll/first-pulse") && view.cell("team/1").is_none()));
    room.people[0].note("Only mine", "reading").await;
    room.facilitate(Command::Resume {}).await;
    until(&wall, "teams of those who are here", |view| view.cell("team/1").map(drop)).await;
    assert!(wall.view(|view| view.cells.keys().all(|key| !key.starts_with("note/"))), "the first round of writing is private");
    room.go("then").await;
    let again = until(&wall, "a round of its own", |view| round(view, "then/speak")).await;
    assert!(again.now.is_none() && again.step == StepId::from("then"));
    assert!(wall.view(|view| open(view, "poll/then-pulse") && !open(view, "poll/first-pulse")));
}

#[tokio::test]
async fn p2_who_stays_behind_is_told_to_facilitators_alone() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let wall = room.wall().await;
    room.go("write").await;
    let (late, other) = (&room.people[0], &room.people[1]);
    late.screen.behind(Some("welcome"));
    let stays = |view: &View| view.presence.get(&late.seat).and_then(|seen| seen.step.clone());
    assert_eq!(until(&room.facilitator.screen, "who is behind", stays).await, StepId::from("welcome"));
    // Where somebody writes is told after that, in frames of the same kind.
    late.screen.at(Some("card/1#does"));
    until(&room.facilitator.screen, "nobody behind", |view| view.presence.get(&late.seat).filter(|seen| seen.step.is_none()).map(drop))
        .await;
    for screen in [&other.screen, &wall, &late.screen] {
        let received = screen.view(|view| view.transcript.clone().expect("a transcript"));
        assert!(!String::from_utf8_lossy(&received).contains(r#""at":null,"step""#), "not a byte of it for anybody else");
    }
    late.screen.behind(Some("a word that is no step"));
    until(&late.screen, "the refusal", |view| view.complaints.first().map(drop)).await;
    room.facilitate(Command::Bring {}).await;
    until(&late.screen, "being brought", |view| stage(view).filter(|stage: &StageCell| stage.brought_at.is_some())).await;
}
