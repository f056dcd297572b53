//! The whole scenario through the real binary: what people leave with is what they wrote, exact to the character.
//!
//! What is expected is read from the scenario's JSON here, not through the player's own types.

use serde_json::Value;
use std::collections::BTreeMap;
use trestle_protocol::{Cell, ClockState, Command};
use trestle_tests::markdown::{self, Page};
use trestle_tests::wait::clock;
use trestle_tests::{HARINGEY, Player, Scenario, Trestle, hostile};

/// When the stepped clock starts.
const START: u64 = 1_795_510_800_000;
/// Time that each step is given.
const STEP_MS: u64 = 150_000;

/// The scenario as data, and what follows from it.
struct Expected(Value);

impl Expected {
    fn list(&self, name: &str) -> &Vec<Value> {
        self.0[name].as_array().expect("a list")
    }

    fn organisation(&self, id: &Value) -> String {
        text(&self.list("organisations").iter().find(|organisation| organisation["id"] == *id).expect("an organisation")["name"])
    }

    fn seat(&self, id: &Value) -> &Value {
        self.list("seats").iter().find(|seat| seat["id"] == *id).expect("a seat")
    }

    fn theme(&self, id: &Value) -> String {
        text(&self.list("themes").iter().find(|theme| theme["id"] == *id).expect("a theme")["title"])
    }

    /// Text and theme of each note of a group, sorted.
    fn notes(&self, numbers: impl Iterator<Item = usize>) -> Vec<(String, String)> {
        let mut notes: Vec<_> =
            numbers.map(|number| &self.list("notes")[number]).map(|note| (text(&note["text"]), self.theme(&note["theme"]))).collect();
        notes.sort();
        notes
    }

    fn grouped(&self, group: &Value) -> Vec<(String, String)> {
        self.notes(group["notes"].as_array().expect("numbers").iter().map(|number| number.as_u64().expect("a number") as usize))
    }

    fn loose(&self) -> Vec<(String, String)> {
        let placed: Vec<u64> =
            self.list("groups").iter().flat_map(|group| group["notes"].as_array().expect("numbers")).filter_map(Value::as_u64).collect();
        self.notes((0..self.list("notes").len()).filter(|number| !placed.contains(&(*number as u64))))
    }

    /// Mean and population spread of seriousness and priority of a group, and how many rated it.
    fn rating(&self, group: usize) -> (usize, [(f64, f64); 2]) {
        let given: Vec<&Value> = self.0["ratings"].as_object().expect("ratings").values().map(|ratings| &ratings[group]).collect();
        let axis = |axis: usize| {
            let values: Vec<f64> = given.iter().map(|rating| rating[axis].as_f64().expect("a rating")).collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            (mean, (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt())
        };
        (given.len(), [axis(0), axis(1)])
    }

    fn votes(&self) -> BTreeMap<u64, usize> {
        let mut votes = BTreeMap::new();
        for team in self.0["choose"].as_object().expect("votes").values().filter_map(Value::as_u64) {
            *votes.entry(team).or_default() += 1;
        }
        votes
    }

    /// The team with the most votes; the first of those that are level.
    fn chosen(&self) -> usize {
        let votes = self.votes();
        let most = votes.values().max().expect("votes");
        *votes.iter().find(|(_, count)| *count == most).expect("a team").0 as usize
    }

    /// The teams in the order of the record: the chosen one first.
    fn teams(&self) -> Vec<(usize, &Value)> {
        let mut teams: Vec<_> = self.list("teams").iter().enumerate().collect();
        teams.sort_by_key(|(number, _)| *number != self.chosen());
        teams
    }

    fn members(&self, team: &Value) -> Vec<String> {
        let seats = team["seats"].as_array().expect("seats").iter().map(|id| self.seat(id));
        seats.map(|seat| format!("{} ({})", text(&seat["name"]), self.organisation(&seat["organisation"]))).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// Plays the scenario on a stepped clock; between the steps time goes by.
async fn play(trestle: &Trestle, scenario: &str) -> Player {
    let scenario = Scenario::parse(scenario).expect("a scenario");
    let mut player = Player::begin(trestle.server(), scenario, None).await.unwrap_or_else(|error| panic!("{error}"));
    loop {
        let step = player.play_step().await.unwrap_or_else(|error| panic!("{error}"));
        let before = player.cast().conductor().view(|view| clock(view)).expect("a clock");
        assert_eq!(before.state, ClockState::Running, "{step}");
        trestle.advance(STEP_MS).await;
        let now = player.cast().conductor().ping().await.expect("a server that answers").now;
        let left = player.cast().conductor().view(|view| clock(view)).expect("a clock").ends_at.expect("an end").since(now);
        assert_eq!(left, before.total_ms.saturating_sub(STEP_MS), "{step}");
        if !player.move_on().await.unwrap_or_else(|error| panic!("{error}")) {
            return player;
        }
    }
}

async fn records(trestle: &Trestle, player: &Player) -> (Value, String) {
    let created = player.created();
    let json = trestle.server().record(created.workshop, &created.token, "json").await.expect("the record");
    let markdown = trestle.server().record(created.workshop, &created.token, "md").await.expect("the record");
    (serde_json::from_str(&json).expect("JSON"), markdown)
}

async fn whole_scenario(scenario: &str) {
    let mut trestle = Trestle::stepped(START);
    let expected = Expected(serde_json::from_str(scenario).expect("JSON"));
    let player = play(&trestle, scenario).await;
    let (json, markdown) = records(&trestle, &player).await;
    check_json(&expected, &json);
    check_private(&expected, &trestle, &player).await;
    check_markdown(&expected, &markdown::read(&markdown));

    // Then the server is killed and started again: the record is the same.
    let now = json["made_at"].as_u64().expect("a time");
    trestle.kill();
    trestle.restart_at(now);
    let (again, markdown_again) = records(&trestle, &player).await;
    assert_eq!(again, json);
    assert_eq!(markdown_again, markdown);
}

#[tokio::test]
async fn the_record_holds_the_whole_scenario_exact_to_the_character_and_survives_a_kill() {
    whole_scenario(HARINGEY).await;
}

#[tokio::test]
async fn the_record_holds_hostile_words_exact_to_the_character_and_survives_a_kill() {
    let scenario = hostile::made_hostile(HARINGEY);
    assert!(scenario.matches("<script>").count() > 5 && scenario.matches("\\t").count() > 5, "the words are not hostile");
    whole_scenario(&scenario).await;
}

#[tokio::test]
async fn the_record_of_a_closed_workshop_is_no_draft() {
    let trestle = Trestle::stepped(START);
    let player = play(&trestle, HARINGEY).await;
    assert_eq!(records(&trestle, &player).await.0["draft"], true);
    player.cast().conductor().command(Command::Close { anyway: true }).await.expect("closed");
    let (json, markdown) = records(&trestle, &player).await;
    assert_eq!(json["draft"], false);
    assert!(markdown.contains("after the workshop closed"), "{markdown}");
    let closed = player.screen("s3").until_open("the end", |view| match view.cell("workshop") {
        Some(Cell::Workshop(workshop)) => workshop.closed_at,
        _ => None,
    });
    closed.await.expect("everybody sees that it is closed");
}

fn check_json(expected: &Expected, record: &Value) {
    for field in ["title", "place", "purpose", "rules", "themes"] {
        assert_eq!(record["workshop"][field], expected.0[field], "{field}");
    }
    assert_eq!(record["workshop"]["convener"], expected.0["convener"]);
    assert_eq!(record["draft"], true);
    check_organisations(expected, record);
    check_groups(expected, record);
    check_briefs(expected, record);
    check_plan(expected, record);
}

fn check_organisations(expected: &Expected, record: &Value) {
    let organisations = record["organisations"].as_array().expect("organisations");
    assert_eq!(organisations.len(), expected.list("organisations").len());
    for (theirs, ours) in organisations.iter().zip(expected.list("organisations")) {
        assert_eq!(theirs["name"], ours["name"]);
        for (field, written) in ours["card"].as_object().expect("a card").iter().filter(|(field, _)| *field != "unsure") {
            assert_eq!(theirs["card"][field], *written, "{field} of {}", ours["name"]);
        }
        assert_eq!(theirs["unsure"], Value::Null, "what is private is no part of the record");
        let people: Vec<&Value> =
            expected.list("seats").iter().filter(|seat| seat["organisation"] == ours["id"]).map(|seat| &seat["name"]).collect();
        assert_eq!(theirs["people"].as_array().expect("people").iter().collect::<Vec<_>>(), people);
        let commitment = &expected.0["plan"]["commitments"][text(&ours["id"])];
        assert_eq!(theirs["commitment"]["stance"], commitment[0]);
        assert_eq!(theirs["commitment"]["until"], commitment[1]);
    }
}

/// What organisations said in private: for facilitators alone, in a document of its own.
async fn check_private(expected: &Expected, trestle: &Trestle, player: &Player) {
    let created = player.created();
    let private = trestle.server().export(created.workshop, &created.token, "private-notes.json").await.expect("the private notes").text();
    let private: Value = serde_json::from_str(&private).expect("JSON");
    let told: Vec<&Value> = private["asides"].as_array().expect("asides").iter().map(|aside| &aside["unsure"]).collect();
    let wanted = expected.list("organisations").iter().map(|organisation| &organisation["card"]["unsure"]);
    assert_eq!(told, wanted.filter(|unsure| **unsure != "").collect::<Vec<_>>());
}

fn told(notes: &Value) -> Vec<(String, String)> {
    let mut notes: Vec<_> = notes.as_array().expect("notes").iter().map(|note| (text(&note["text"]), text(&note["theme_title"]))).collect();
    notes.sort();
    notes
}

fn check_groups(expected: &Expected, record: &Value) {
    let groups = record["groups"].as_array().expect("groups");
    assert_eq!(groups.len(), expected.list("groups").len());
    for (number, (theirs, ours)) in groups.iter().zip(expected.list("groups")).enumerate() {
        for field in ["title", "who", "factors"] {
            assert_eq!(theirs[field], ours[field]);
        }
        assert_eq!(told(&theirs["notes"]), expected.grouped(ours), "{}", ours["title"]);
        let (count, axes) = expected.rating(number);
        assert_eq!(theirs["rating"]["count"], count);
        for (axis, (mean, spread)) in ["seriousness", "priority"].into_iter().zip(axes) {
            let close = |field: &str, wanted: f64| (theirs["rating"][axis][field].as_f64().expect("a score") - wanted).abs() < 1e-9;
            assert!(close("mean", mean) && close("spread", spread), "{axis} of {}: {}", ours["title"], theirs["rating"]);
        }
    }
    assert_eq!(told(&record["loose"]), expected.loose());
    assert_eq!(record["face_down"], 0);
    assert_eq!(record["rated"], expected.0["ratings"].as_object().expect("ratings").len());
}

/// A brief's texts.
const BRIEF: [&str; 8] = ["title", "who", "why", "fit", "constraints", "ideas", "already", "success"];

fn check_briefs(expected: &Expected, record: &Value) {
    let briefs = record["briefs"].as_array().expect("briefs");
    assert_eq!(briefs.len(), expected.list("teams").len());
    for (theirs, (number, ours)) in briefs.iter().zip(expected.teams()) {
        assert_eq!(theirs["chosen"], number == expected.chosen());
        assert_eq!(theirs["votes"], expected.votes().get(&(number as u64)).copied().unwrap_or(0));
        for field in BRIEF {
            assert_eq!(theirs[field], ours["brief"][field], "{field}");
        }
        let groups: Vec<&Value> = ours["brief"]["groups"]
            .as_array()
            .expect("groups")
            .iter()
            .map(|group| &expected.list("groups")[group.as_u64().expect("a number") as usize]["title"])
            .collect();
        assert_eq!(theirs["groups"].as_array().expect("groups").iter().collect::<Vec<_>>(), groups);
        assert_eq!(theirs["team"], serde_json::json!(expected.members(ours)));
        let lines: Vec<(&Value, &Value)> =
            theirs["feedback"].as_array().expect("feedback").iter().map(|line| (&line["kind"], &line["text"])).collect();
        let said: Vec<(&Value, &Value)> =
            ours["feedback"].as_array().expect("feedback").iter().map(|line| (&line["kind"], &line["text"])).collect();
        assert_eq!(lines, said);
    }
}

fn check_plan(expected: &Expected, record: &Value) {
    let (theirs, ours) = (&record["plan"], &expected.0["plan"]);
    let rows = |list: &str| theirs[list].as_array().expect("rows").iter().zip(ours[list].as_array().expect("rows"));
    for list in ["core", "extended", "leadership", "actions"] {
        assert_eq!(theirs[list].as_array().expect("rows").len(), ours[list].as_array().expect("rows").len(), "{list}");
        for (row, wanted) in rows(list) {
            for (field, value) in
                wanted.as_object().expect("a row").iter().filter(|(field, _)| !["organisation", "seat"].contains(&field.as_str()))
            {
                assert_eq!(row[field], *value, "{list}.{field}");
            }
        }
    }
    for list in ["core", "actions"] {
        for (row, wanted) in rows(list) {
            assert_eq!(row["organisation_name"], expected.organisation(&wanted["organisation"]));
            assert_eq!(row["person"], expected.seat(&wanted["seat"])["name"]);
        }
    }
    assert_eq!(theirs["next"]["communications"], ours["communications"]);
    assert_eq!(theirs["next"]["when"], ours["reconvene"]["when"]);
    assert_eq!(theirs["next"]["place"], ours["reconvene"]["where"]);
    let committed = ours["commitments"].as_object().expect("commitments").values().filter(|commitment| commitment[0] == "in").count();
    assert_eq!(record["committed"], committed);
}

fn check_markdown(expected: &Expected, page: &Page) {
    assert!(page.intruders.is_empty(), "people's text became markup: {:?}", page.intruders);
    assert_eq!(page.headings(1), [text(&expected.0["title"])]);
    assert_eq!(page.breaks, 1, "one page stands alone");
    assert_eq!(page.headings(2)[..4], ["What we agreed", "Who is in", "Who does what by when", "When we meet again"]);
    assert_eq!(page.field("Purpose"), expected.0["purpose"].as_str());
    let problems = page.under("Problems");
    for (number, group) in expected.list("groups").iter().enumerate() {
        let ours = problems.under(&text(&group["title"]));
        let (count, [seriousness, priority]) = expected.rating(number);
        let score = |(mean, spread): (f64, f64)| format!("{mean:.1} (spread {spread:.1})");
        assert_eq!(
            ours.field("Rating"),
            Some(format!("seriousness {}, priority {}, by {count} people", score(seriousness), score(priority)).as_str())
        );
        assert_eq!(ours.field("Who it is a problem for"), group["who"].as_str());
        assert_eq!(ours.field("Social and cultural factors"), group["factors"].as_str());
        assert_eq!(sorted(ours.items()), noted(expected.grouped(group)), "{}", group["title"]);
    }
    let loose = expected.loose();
    assert_eq!(sorted(problems.under("Notes in no group").items()), noted(loose));
    let briefs = page.under("Challenge briefs");
    assert_eq!(briefs.headings(3), expected.teams().iter().map(|(_, team)| text(&team["brief"]["title"])).collect::<Vec<_>>());
    for (number, team) in expected.teams() {
        check_markdown_brief(&briefs.under(&text(&team["brief"]["title"])), expected, number, team);
    }
    check_markdown_plan(expected, page);
}

fn sorted(items: Vec<&str>) -> Vec<String> {
    let mut items: Vec<String> = items.into_iter().map(str::to_owned).collect();
    items.sort();
    items
}

fn noted(notes: Vec<(String, String)>) -> Vec<String> {
    let mut items: Vec<String> = notes.into_iter().map(|(text, theme)| format!("{text} ({theme})")).collect();
    items.sort();
    items
}

fn check_markdown_brief(page: &Page, expected: &Expected, number: usize, team: &Value) {
    assert_eq!(page.field("Status"), Some(if number == expected.chosen() { "The chosen brief" } else { "Parked" }));
    assert_eq!(page.field("Written by"), Some(expected.members(team).join(", ").as_str()));
    for (label, field) in [
        ("Who it affects", "who"),
        ("Why it matters", "why"),
        ("How it fits each member's strategy", "fit"),
        ("Constraints and context", "constraints"),
        ("First ideas", "ideas"),
        ("What is already being done, and how well it works", "already"),
        ("How we would know that it worked", "success"),
    ] {
        assert_eq!(page.field(label), team["brief"][field].as_str(), "{label}");
    }
    for line in team["feedback"].as_array().expect("feedback") {
        assert!(page.items().contains(&line["text"].as_str().expect("a line")), "{line}");
    }
}

/// `2026-12-15` as people say it, without the day of the week.
fn spoken(date: &str) -> String {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let parts: Vec<usize> = date.split('-').map(|part| part.parse().expect("a number")).collect();
    format!("{} {} {}", parts[2], MONTHS[parts[1] - 1], parts[0])
}

fn check_markdown_plan(expected: &Expected, page: &Page) {
    let plan = &expected.0["plan"];
    let roles = page.under("Team roles");
    for (heading, list, fields) in [
        ("Core", "core", vec!["role", "commits"]),
        ("Extended", "extended", vec!["who", "why", "how", "when"]),
        ("Leadership", "leadership", vec!["who", "how"]),
    ] {
        let listed = roles.under(heading);
        let (items, rows) = (listed.items(), plan[list].as_array().expect("rows"));
        assert_eq!(items.len(), rows.len(), "{list}");
        for (item, row) in items.iter().zip(rows) {
            for field in &fields {
                assert!(item.contains(row[field].as_str().expect("a text")), "{list}.{field} {} is not in {item:?}", row[field]);
            }
        }
    }
    let next = page.under("Next steps");
    let (listed, rows) = (page.under("Who does what by when"), plan["actions"].as_array().expect("actions"));
    assert_eq!(listed.items().len(), rows.len());
    for (item, row) in listed.items().iter().zip(rows) {
        let who = format!("Who: {}, {}", text(&expected.seat(&row["seat"])["name"]), expected.organisation(&row["organisation"]));
        assert!(item.starts_with(&format!("{}\n{who}\nBy: ", text(&row["what"]))), "{item}");
        assert!(item.ends_with(&spoken(&text(&row["due"]))), "{item}");
    }
    for (id, commitment) in plan["commitments"].as_object().expect("commitments") {
        let (words, until) = match (commitment[0].as_str().expect("a stance"), commitment[1].as_str()) {
            ("in", _) => ("in", String::new()),
            ("reflecting", Some(until)) => ("reflecting until ", spoken(until)),
            ("later", _) => ("later", String::new()),
            ("away", _) => ("stepping away", String::new()),
            other => panic!("{other:?}"),
        };
        let item = format!("{}\nCommitment: {words}", expected.organisation(&Value::String(id.clone())));
        let is_said = |said: &&str| said.starts_with(&item) && said.ends_with(&until);
        assert!(next.under("Commitments").items().iter().any(is_said), "{item}");
    }
    assert_eq!(next.field("How we keep in touch"), plan["communications"].as_str());
    let (date, time) = plan["reconvene"]["when"].as_str().and_then(|when| when.split_once('T')).expect("a moment");
    let again = next.field("We meet again").expect("a date");
    assert!(again.ends_with(&format!("{} at {time}", spoken(date))), "{again}");
    assert_eq!(next.field("Where"), plan["reconvene"]["where"].as_str());
}
