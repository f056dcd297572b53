//! P8: the record is there at every moment, for every reader, and shows nothing that its reader may not see.

use serde_json::Value;
use trestle_protocol::{Join, LinkKind};
use trestle_tests::{HARINGEY, Player, Scenario, Screen, Trestle, markdown};

/// A reader and what it reads.
struct Reading {
    who: &'static str,
    json: Value,
    text: String,
}

impl Reading {
    fn has(&self, text: &Value) -> bool {
        let text = text.as_str().expect("a text");
        let in_json = self.json.to_string().contains(Value::from(text).to_string().trim_matches('"'));
        let in_markdown = markdown::read(&self.text).blocks.iter().any(|block| block.text().contains(text));
        assert_eq!(in_json, in_markdown, "{}: the two forms disagree about {text:?}", self.who);
        in_json
    }
}

async fn read(trestle: &Trestle, player: &Player, who: &'static str, token: &str) -> Reading {
    let workshop = player.created().workshop;
    let json = trestle.server().record(workshop, token, "json").await.expect("a record");
    let text = trestle.server().record(workshop, token, "md").await.expect("a record");
    Reading { who, json: serde_json::from_str(&json).expect("JSON"), text }
}

async fn wall(trestle: &Trestle, player: &Player) -> Screen {
    let created = player.created();
    let link = trestle.server().link(created.workshop, &created.token, LinkKind::Wall).await.expect("a link").link;
    let key = format!("{}.{}", created.workshop, link.split_once('#').expect("a secret").1);
    let joined = trestle.server().join(&Join { key, ..Join::default() }).await.expect("a wall");
    Screen::open(trestle.server(), created.workshop, &joined.token).await.expect("a wall")
}

#[tokio::test]
async fn p8_at_every_step_every_reader_has_a_record_of_what_they_may_see() {
    let trestle = Trestle::start();
    let scenario: Value = serde_json::from_str(HARINGEY).expect("JSON");
    let mut player = Player::begin(trestle.server(), Scenario::parse(HARINGEY).expect("a scenario"), None).await.expect("a workshop");
    let wall = wall(&trestle, &player).await;
    let steps: Vec<String> = player.steps().iter().map(|step| step.id.0.clone()).collect();
    let place = |step: &str| steps.iter().position(|known| known == step).expect("a step");
    loop {
        let step = player.play_step().await.unwrap_or_else(|error| panic!("{error}")).0;
        let now = place(&step);
        let readings = [
            read(&trestle, &player, "the facilitator", player.screen("s1").token()).await,
            // Of Citizens Advice, in the second team.
            read(&trestle, &player, "a participant", player.screen("s3").token()).await,
            read(&trestle, &player, "the wall", wall.token()).await,
        ];
        for reading in readings {
            let who = reading.who;
            assert_eq!(reading.json["step"], step.as_str());
            assert!(reading.has(&scenario["title"]) && reading.has(&scenario["organisations"][7]["name"]), "{who} in {step}");
            let aside = reading.has(&scenario["organisations"][0]["card"]["unsure"]);
            assert!(!aside, "{who} in {step}: what is private to facilitators is no part of the record");
            for note in scenario["notes"].as_array().expect("notes") {
                assert_eq!(reading.has(&note["text"]), now >= place("group"), "{who} in {step}: {note}");
            }
            let face_down = if now == place("write") { scenario["notes"].as_array().expect("notes").len() } else { 0 };
            assert_eq!(reading.json["face_down"], face_down, "{who} in {step}");
            let rated = reading.json["groups"].as_array().expect("groups").iter().any(|group| !group["rating"].is_null());
            assert_eq!(rated, now > place("rate"), "{who} in {step}: ratings of an open poll");
            for (number, team) in scenario["teams"].as_array().expect("teams").iter().enumerate() {
                let may = who == "the facilitator" || (who == "a participant" && number == 1) || now >= place("report");
                let shown = reading.has(&team["brief"]["success"]);
                assert_eq!(shown, may && now >= place("brief"), "{who} in {step}: the brief of team {number}");
                assert_eq!(reading.has(&team["feedback"][0]["text"]), now >= place("report"), "{who} in {step}");
            }
            let votes = reading.json["briefs"].as_array().expect("briefs").iter().any(|brief| !brief["votes"].is_null());
            assert_eq!(votes, now > place("choose"), "{who} in {step}: votes of an open poll");
            assert_eq!(reading.has(&scenario["plan"]["core"][0]["role"]), now >= place("roles"), "{who} in {step}");
            assert_eq!(reading.has(&scenario["plan"]["actions"][5]["what"]), now >= place("act"), "{who} in {step}");
            let by_name = reading.json["groups"].to_string().contains("\"author\"");
            assert!(!by_name, "{who} in {step}: authors are hidden");
        }
        if !player.move_on().await.unwrap_or_else(|error| panic!("{error}")) {
            break;
        }
    }
}
