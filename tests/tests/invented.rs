//! A programme that nobody had thought of, played on the unchanged binary: what it declares is filled in, shown to whom it is for, in every file, and comes
//! back whole.

use serde_json::Value as Json;
use trestle_core::programmes;
use trestle_protocol::{Cell, Command, DocumentName, OrganisationId, PollCell, PollId, Programme, Refusal, Value, Values};
use trestle_tests::wait::{poll, source, until};
use trestle_tests::{Content, FILES, Person, Room, Server, Trestle, View, traces};

const INVENTED: &str = include_str!("../data/invented.toml");
/// Words that stand in the fields, and must be found in every file of the record that has prose.
const SAID: [&str; 7] = [
    "The long meadow",
    "Clay under a hand of turf",
    "Two old oaks",
    "Children with sticky hands",
    "Cox",
    "Prune it in winter",
    "Loppers and a barrow",
];
/// What an organisation keeps to itself.
const KEPT: &str = "Our good scythe stays in its oil";
/// What facilitators alone are told.
const WISHED: &str = "A bench below the third tree";

fn invented() -> Programme {
    programmes::parse(INVENTED).expect("a programme")
}

fn values(view: &View, key: &str) -> Option<Values> {
    match view.cell(key) {
        Some(Cell::Form(form) | Cell::Private(form)) => Some(form.values.clone()),
        Some(Cell::Row(row)) => Some(row.values.clone()),
        _ => None,
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Every field of the form, and everything that an organisation lends and does not lend.
async fn describe_the_plot(room: &Room) {
    let ann = &room.people[0];
    for (path, said) in [("plot.called", SAID[0]), ("plot.soil", SAID[1]), ("plot.shade", SAID[2]), ("plot.dreams", SAID[3])] {
        ann.types(DocumentName::Plan, path, said).await;
    }
    ann.screen
        .write(DocumentName::Plan, |pen| {
            for (path, value) in [("plot/water", "butt"), ("plot/first", "2026-03-07"), ("plot/feast", "2027-09-04T15:30")] {
                pen.set(path, value);
            }
            for (path, value) in [("plot/slope", 2.0), ("plot/owner", 2.0), ("plot/keeper", f64::from(ann.seat.0))] {
                pen.set(path, value);
            }
            pen.set("plot/fenced", true);
        })
        .expect("what one may write");
    ann.screen.saved().await.expect("saved");
    ann.types(DocumentName::Card(OrganisationId(1)), "shed.tools", SAID[6]).await;
    ann.types(DocumentName::Aside(OrganisationId(1)), "shed.debts", KEPT).await;
    let expected: Values = [
        ("called", text(SAID[0])),
        ("soil", text(SAID[1])),
        ("shade", text(SAID[2])),
        ("water", text("butt")),
        ("slope", Value::Number(2)),
        ("fenced", Value::Tick(true)),
        ("owner", Value::Number(2)),
        ("keeper", Value::Number(ann.seat.0)),
        ("first", text("2026-03-07")),
        ("feast", text("2027-09-04T15:30")),
        ("dreams", text(SAID[3])),
    ]
    .into_iter()
    .map(|(field, value)| (field.into(), value))
    .collect();
    until(&room.people[1].screen, "the whole form", |view| values(view, "form/plot").filter(|found| *found == expected)).await;
    until(&room.people[1].screen, "what each lends", |view| {
        values(view, "form/shed/1").filter(|shown| *shown == [("tools".into(), text(SAID[6]))].into())
    })
    .await;
    until(&room.facilitator.screen, "what it keeps", |view| values(view, "private/shed/1").filter(|shown| shown.len() == 1)).await;
}

/// A row with every kind of column, and one for an organisation.
async fn choose_trees(room: &Room) {
    let ben = &room.people[1];
    ben.screen.until_writable(DocumentName::Plan).await.expect("the plan");
    let row = [
        ("order", Content::value(1.0)),
        ("sort", Content::text(SAID[4])),
        ("care", Content::text(SAID[5])),
        ("giver", Content::value(3.0)),
        ("waters", Content::value(f64::from(ben.seat.0))),
        ("planted", Content::value("2026-11-30")),
        ("blossoms", Content::value("2027-05-01T09:00")),
        ("root", Content::value("dwarf")),
        ("sweet", Content::value(4.0)),
        ("hardy", Content::value(5.0)),
        ("paid", Content::value(true)),
    ];
    ben.screen.write(DocumentName::Plan, |pen| pen.row("list.trees", "cox", &row)).expect("a row");
    ben.screen
        .write(DocumentName::Plan, |pen| pen.row("list.spades", "2", &[("order", Content::value(1.0)), ("count", Content::text("Six"))]))
        .expect("a row");
    ben.screen.saved().await.expect("saved");
    until(&room.people[0].screen, "the tree", |view| values(view, "row/trees/cox").filter(|row| row.len() == 10)).await;
    until(&room.people[0].screen, "the spades", |view| values(view, "row/spades/2").filter(|row| row.len() == 1)).await;
}

fn answer(poll: &str, subject: &str, values: &[u8], line: &str) -> Command {
    Command::Answer { poll: PollId(format!("ask-{poll}")), subject: subject.to_owned(), values: values.to_vec(), line: line.to_owned() }
}

async fn asked(person: &Person, id: &str) -> PollCell {
    until(&person.screen, "a question", |view| poll(view, &format!("ask-{id}")).filter(|poll| poll.open)).await
}

async fn closed(room: &Room, person: &Person, id: &str) -> PollCell {
    let id = format!("ask-{id}");
    room.facilitate(Command::ClosePoll { poll: PollId(id.clone()) }).await;
    until(&person.screen, "a result", |view| poll(view, &id).filter(|poll| !poll.open)).await
}

/// Everybody answers everything; what is no answer is refused.
async fn ask_everybody(room: &Room) {
    for id in ["ripe", "where", "when", "favour", "best", "rank", "wish"] {
        asked(&room.people[0], id).await;
    }
    for wrong in [
        answer("ripe", "hands", &[5], ""),
        answer("where", "", &[3], ""),
        answer("when", "", &[2, 1], ""),
        answer("rank", "", &[1, 1, 2], ""),
        answer("where", "", &[1], "and a line besides"),
    ] {
        assert_eq!(room.people[0].refused(wrong.clone()).await, Refusal::OutOfRange, "{wrong:?}");
    }
    assert_eq!(room.people[0].refused(answer("best", "no-tree", &[], "")).await, Refusal::Unknown);
    for (place, person) in room.people.iter().enumerate() {
        let place = place as u8;
        person.command(answer("ripe", "hands", &[1 + place % 4], "")).await;
        person.command(answer("ripe", "money", &[2], "")).await;
        person.command(answer("where", "", &[1], "")).await;
        person.command(answer("when", "", if place == 0 { &[1, 3] } else { &[1] }, "")).await;
        person.command(answer("favour", "2", &[4], "")).await;
        person.command(answer("best", "cox", &[], "")).await;
        person.command(answer("rank", "", &[2, 1, 3], "")).await;
    }
    assert_eq!(room.people[0].refused(answer("favour", "3", &[1], "")).await, Refusal::NoDotsLeft);
    room.people[2].command(answer("wish", "", &[], WISHED)).await;
}

async fn results(room: &Room) {
    let all = room.people.len() as u32;
    let ann = &room.people[0];
    let found = |poll: PollCell| poll.results.expect("results");
    let ripe = found(closed(room, ann, "ripe").await);
    let nothing = |result: &trestle_protocol::SubjectResult| result.means.is_empty() && result.counts.is_empty() && result.apart.is_empty();
    assert!(ripe.len() == 2 && ripe.iter().all(nothing), "three organisations are too few to stay unnamed");
    assert_eq!(found(closed(room, ann, "where").await)[0].counts, [[all, 0]]);
    assert_eq!(found(closed(room, ann, "when").await)[0].counts, [[all, 0, 1]]);
    let favour = found(closed(room, ann, "favour").await);
    assert_eq!(
        favour.iter().map(|result| (result.subject.as_str(), result.dots)).collect::<Vec<_>>(),
        [("1", 0), ("2", 4 * all), ("3", 0)]
    );
    assert_eq!(found(closed(room, ann, "best").await)[0].count, all);
    assert_eq!(found(closed(room, ann, "rank").await)[0].counts[1], [all, 0, 0], "planting comes first for everybody");
    assert_eq!(closed(room, ann, "wish").await.results, None, "facilitators alone are told");
    let told = until(&room.facilitator.screen, "the wish", |view| poll(view, "ask-wish").and_then(|poll| poll.results)).await;
    assert_eq!(told[0].lines, [WISHED]);
}

async fn played(server: &Server) -> Room {
    let room = Room::open_own(server, 3, invented()).await;
    room.go("plot").await;
    room.all_in("plot").await;
    describe_the_plot(&room).await;
    room.go("choose-trees").await;
    room.all_in("choose-trees").await;
    choose_trees(&room).await;
    room.go("ask").await;
    room.all_in("ask").await;
    ask_everybody(&room).await;
    results(&room).await;
    room
}

#[tokio::test]
async fn a_programme_that_nobody_had_thought_of_plays_and_stands_in_every_file() {
    let trestle = Trestle::start();
    let room = played(trestle.server()).await;
    let server = trestle.server();
    for file in FILES {
        let made = server.export(room.workshop(), &room.created.token, file).await;
        let Ok(made) = made else {
            assert_eq!(made.err().and_then(|error| error.refusal()), Some(Refusal::NoDates), "{file}");
            continue;
        };
        assert!(!made.body.is_empty(), "{file}");
        if matches!(file, "record.md" | "record.json") {
            let text = made.text();
            for said in SAID.into_iter().chain(["Six"]) {
                assert!(text.contains(said), "{file} lacks {said:?}");
            }
        }
    }
    // Nobody else is told what an organisation keeps, or what facilitators alone asked for: not in any file either.
    let stranger = room.people[1].screen.token();
    for file in FILES {
        if let Ok(made) = server.export(room.workshop(), stranger, file).await {
            assert_eq!(traces::found(&made.body, KEPT).or(traces::found(&made.body, WISHED)), None, "{file}");
        }
    }
}

/// A record without what is the workshop's own: which one it is, when it was made, and the numbers of people, whose names stay.
fn without_its_own(mut record: Json) -> Json {
    record["workshop"]["id"] = Json::Null;
    record["made_at"] = Json::Null;
    let people = ["keeper", "waters"];
    fn blank(value: &mut Json, people: &[&str]) {
        match value {
            Json::Object(members) => members.iter_mut().for_each(|(name, value)| {
                if people.contains(&name.as_str()) && value.is_number() { *value = Json::Null } else { blank(value, people) }
            }),
            Json::Array(items) => items.iter_mut().for_each(|item| blank(item, people)),
            _ => {}
        }
    }
    blank(&mut record, &people);
    record
}

#[tokio::test]
async fn p8_what_an_invented_programme_holds_comes_back_whole() {
    let (first, second) = (Trestle::start(), Trestle::start());
    let room = played(first.server()).await;
    room.facilitate(Command::Close { anyway: true }).await;
    let json = |text: String| serde_json::from_str::<Json>(&text).expect("JSON");
    let exported = json(first.server().record(room.workshop(), &room.created.token, "json").await.expect("a record"));
    let aside =
        json(first.server().export(room.workshop(), &room.created.token, "private-notes.json").await.expect("private notes").text());
    assert!(aside.to_string().contains(KEPT) && !exported.to_string().contains(KEPT));
    let both = serde_json::json!({ "record": exported, "private": aside });
    for given in [&exported, &both] {
        let created = second.server().import(given, None).await.expect("an import");
        let again = json(second.server().record(created.workshop, &created.token, "json").await.expect("a record"));
        assert_eq!(without_its_own(again), without_its_own(exported.clone()));
    }
}

/// What has been said cannot be lost by editing the programme (P3).
#[tokio::test]
async fn p3_a_live_programme_changes_what_it_asks_and_never_what_was_said() {
    let trestle = Trestle::start();
    let room = played(trestle.server()).await;
    let (programme, revision) = until(&room.facilitator.screen, "the programme", source).await;
    let set = |change: &dyn Fn(&mut Programme)| {
        let mut changed = programme.clone();
        change(&mut changed);
        Command::SetProgramme { programme: Box::new(changed), revision }
    };
    for (what, change) in [
        ("a field that holds words", set(&|to| drop(to.forms[0].fields.remove(1)))),
        ("its kind", set(&|to| to.forms[0].fields[1].kind = trestle_protocol::FieldKind::Line)),
        ("a private field's privacy", set(&|to| to.forms[1].fields[1].private = false)),
        ("a column that holds words", set(&|to| drop(to.lists[0].columns.remove(1)))),
        (
            "an answered question",
            set(&|to| {
                to.questions.remove(1);
                to.stages[1].steps[1].asks.remove(1);
            }),
        ),
        ("the length of its scale", set(&|to| to.questions[0].most = 5)),
        ("who sees its result", set(&|to| to.questions[6].show = trestle_protocol::Showing::Totals)),
    ] {
        let refusal = room.facilitator.refused(change).await;
        assert!(matches!(refusal, Refusal::HoldsWords | Refusal::HasAnswers), "{what}: {refusal:?}");
    }
    room.facilitate(set(&|to| {
        to.forms[0].fields[1].off = true;
        to.forms[0].fields[1].label = "Ground".to_owned();
    }))
    .await;
    let record = room.record(&room.created.token).await;
    assert!(record.to_string().contains(SAID[1]), "what is switched off stands in the record");
    room.people[0].screen.until_writable(DocumentName::Plan).await.expect("the plan");
}
