//! Polls through the real binary: private until they are closed, counted right, and closed to whoever has no vote.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use trestle_protocol::{Cell, Command, Join, PollCell, PollId, Refusal, SubjectResult, close};
use trestle_tests::room::refused;
use trestle_tests::wait::{message, mine, poll, until};
use trestle_tests::{Person, Room, Screen, Trestle, View, traces};

fn answer(poll: &str, subject: &str, values: &[u8]) -> Command {
    Command::Answer { poll: PollId::from(poll), subject: subject.to_owned(), values: values.to_vec() }
}

fn hands(poll: &str, subject: &str, values: &[u8], count: u32) -> Command {
    Command::CountHands { poll: PollId::from(poll), subject: subject.to_owned(), values: values.to_vec(), count }
}

/// A room with two groups on its board, at that step.
async fn asking(trestle: &Trestle, people: usize, step: &str) -> Room {
    let room = Room::open(trestle.server(), people).await;
    room.switch_on(step).await;
    room.go("group").await;
    room.groups(&["g1", "g2"]).await;
    room.go(step).await;
    room.all_in(step).await;
    room
}

/// Waits until so many of so many have answered, as far as a screen is told; the poll.
async fn until_answered(screen: &Screen, id: &str, answered: u32, of: u32) -> PollCell {
    let wanted = |view: &View| poll(view, id).filter(|poll| (poll.answered, poll.of) == (answered, of));
    until(screen, &format!("{answered} of {of} answers to {id}"), wanted).await
}

async fn until_results(screen: &Screen, id: &str) -> Vec<SubjectResult> {
    until(screen, &format!("the results of {id}"), |view| poll(view, id).and_then(|poll| poll.results)).await
}

async fn close_poll(room: &Room, id: &str) {
    room.facilitate(Command::ClosePoll { poll: PollId::from(id) }).await;
}

async fn open_poll(room: &Room, id: &str) {
    room.facilitate(Command::OpenPoll { poll: PollId::from(id) }).await;
}

/// What a screen shows as its own answer for a subject.
fn own(view: &View, id: &str, subject: &str) -> Option<Vec<u8>> {
    match view.cell(&format!("mine/answers/{id}")) {
        Some(Cell::MyAnswers(mine)) => mine.answers.get(subject).cloned(),
        _ => None,
    }
}

/// Whatever is on its way to these screens has come: cells that changed before a line for everybody do not come after it.
async fn until_caught_up(room: &Room, screens: &[&Screen], line: &str) {
    room.facilitate(Command::Say { team: None, text: line.to_owned() }).await;
    for screen in screens {
        until(screen, "the line", |view| message(view)?.said.filter(|said| said.text == line)).await;
    }
}

fn received(screen: &Screen) -> Vec<u8> {
    screen.view(|view| view.transcript.clone().expect("a transcript"))
}

#[tokio::test]
async fn p6_dots_beyond_the_budget_are_refused_and_not_counted() {
    let trestle = Trestle::start();
    let room = asking(&trestle, 2, "dots").await;
    let [ann, ben] = [&room.people[0], &room.people[1]];
    let id = "dots-dots";
    assert_eq!(until_answered(&ann.screen, id, 0, 2).await.dots, 3);
    ann.command(answer(id, "g1", &[2])).await;
    for (subject, values, rule) in [
        ("g2", &[2][..], Refusal::NoDotsLeft),
        ("g1", &[4], Refusal::NoDotsLeft),
        ("g1", &[10], Refusal::NoDotsLeft),
        ("g1", &[11], Refusal::OutOfRange),
        ("g1", &[255], Refusal::OutOfRange),
        ("g1", &[1, 1], Refusal::OutOfRange),
        ("g1", &[], Refusal::OutOfRange),
        ("g3", &[1], Refusal::Unknown),
    ] {
        assert_eq!(ann.refused(answer(id, subject, values)).await, rule, "{subject} {values:?}");
    }
    for values in [json!([256]), json!([-1]), json!([1.5]), json!(["1"]), json!(1), Value::Null] {
        let command = json!({ "type": "answer", "poll": id, "subject": "g2", "values": values });
        ann.screen.send_raw(Message::text(json!({ "type": "command", "id": values.to_string(), "command": command }).to_string()));
        let error = ann.screen.answer(&values.to_string(), "no number of dots").await.expect_err("no number of dots");
        assert_eq!(error.refusal(), Some(Refusal::Malformed), "{values}");
    }
    until_answered(&ben.screen, id, 1, 2).await;
    ann.command(answer(id, "g2", &[1])).await;
    ben.command(answer(id, "g2", &[3])).await;
    // Taken back, and given elsewhere.
    ann.command(answer(id, "g1", &[0])).await;
    ann.command(answer(id, "g2", &[3])).await;
    assert_eq!(ann.refused(answer(id, "g1", &[1])).await, Refusal::NoDotsLeft);
    close_poll(&room, id).await;
    let results = until_results(&ben.screen, id).await;
    let given: Vec<(u32, u32)> = results.iter().map(|result| (result.dots, result.count)).collect();
    assert_eq!(given, [(0, 0), (6, 2)], "three dots of each");
    assert_eq!(ann.refused(answer(id, "g1", &[0])).await, Refusal::NotNow);
}

#[tokio::test]
async fn p6_who_was_removed_votes_no_more_and_what_they_gave_is_not_counted() {
    let trestle = Trestle::start();
    let mut room = asking(&trestle, 3, "dots").await;
    let id = "dots-dots";
    room.people[0].command(answer(id, "g1", &[3])).await;
    room.people[1].command(answer(id, "g2", &[1])).await;
    until_answered(&room.people[2].screen, id, 2, 3).await;
    room.facilitate(Command::RemoveSeat { seat: room.people[0].seat, with_notes: false, hidden: false }).await;
    // It was on its way: whether the socket still took it or not, it is nobody's vote.
    room.people[0].screen.ask(answer(id, "g1", &[2]));
    let ended = room.people[0].screen.until("the end", |view| view.ended.as_ref().and_then(|ended| ended.code)).await.expect("an end");
    assert_eq!(ended, close::REMOVED);
    assert!(room.people[0].screen.reconnect().await.is_err(), "the token opens nothing");
    until_answered(&room.people[2].screen, id, 1, 2).await;
    // A number that was somebody's is not taken by pretending: who is new has a number and a vote of their own.
    let late = room.join("Late").await;
    room.people[late].command(answer(id, "g2", &[2])).await;
    until_answered(&room.people[2].screen, id, 2, 3).await;
    close_poll(&room, id).await;
    let given: Vec<(u32, u32)> = until_results(&room.people[2].screen, id).await.iter().map(|result| (result.dots, result.count)).collect();
    assert_eq!(given, [(0, 0), (3, 2)]);
}

#[tokio::test]
async fn p6_who_has_no_seat_has_no_vote() {
    let trestle = Trestle::start();
    let room = asking(&trestle, 1, "rate").await;
    let wall = room.wall().await;
    let console = room.server.join(&Join { key: room.key(&room.created.links.facilitator), ..Join::default() }).await.expect("a console");
    let console = Screen::open(&room.server, room.workshop(), &console.token).await.expect("a console");
    for screen in [&wall, &console] {
        assert_eq!(refused(screen, answer("rate", "g1", &[5, 5])).await, Refusal::NoSeat);
    }
    for command in [Command::ClosePoll { poll: "rate".into() }, Command::OpenPoll { poll: "rate".into() }] {
        for screen in [&wall, &room.people[0].screen] {
            assert_eq!(refused(screen, command.clone()).await, Refusal::NotFacilitator);
        }
    }
    until_answered(&wall, "rate", 0, 1).await;
    room.people[0].command(answer("rate", "g1", &[5, 5])).await;
    until_answered(&wall, "rate", 1, 1).await;
}

/// The bytes that others receive are the same whatever somebody answers.
#[tokio::test]
async fn p2_what_an_organisation_says_of_fit_reaches_its_own_people_alone_until_it_is_closed() {
    let trestle = Trestle::start();
    // Persons 0 and 3 are of the first organisation, as the facilitator is; 1 and 2 of others.
    let room = asking(&trestle, 4, "fit").await;
    let (wall, id) = (room.wall().await, "fit-fit");
    let [ann, ben, cem, ada] = [0, 1, 2, 3].map(|person| &room.people[person]);
    let others = [&ben.screen, &cem.screen, &wall];
    ann.command(answer(id, "g1", &[1])).await;
    until_caught_up(&room, &others, "One").await;
    let shown = |screen: &Screen| screen.view(|view| (poll(view, id), view.cells.len()));
    let (before, from) = (others.map(shown), others.map(|screen| received(screen).len()));
    assert_eq!(before[0].0.as_ref().map(|poll| (poll.answered, poll.of)), Some((1, 3)), "organisations, not people");
    ann.command(answer(id, "g1", &[3])).await;
    ada.command(answer(id, "g1", &[2])).await;
    until_caught_up(&room, &others, "Two").await;
    assert_eq!(others.map(shown), before, "who answers something else shows nobody anything else");
    for (screen, from) in others.into_iter().zip(from) {
        let bytes = received(screen);
        for trace in ["mine/answers", "\"answers\":", "\"counts\":"] {
            assert_eq!(traces::found(&bytes, trace), None, "{trace}");
        }
        assert!(traces::found(&bytes[from..], "\"Two\"").is_some(), "negative control: these are the bytes that came");
    }
    // One's own people see it, and the last word of anybody of them counts.
    for person in [ann, ada] {
        until(&person.screen, "the organisation's answer", |view| own(view, id, "g1").filter(|values| *values == [2])).await;
        assert!(traces::found(&received(&person.screen), "mine/answers").is_some(), "negative control");
    }
    assert_eq!(room.record(ben.screen.token()).await["groups"][0]["fit"], Value::Null);
    assert_eq!(room.record(&room.created.token).await["groups"][0]["fit"], Value::Null, "nor do facilitators read it");
    ben.command(answer(id, "g1", &[3])).await;
    assert_eq!(ben.refused(answer(id, "g1", &[4])).await, Refusal::OutOfRange);
    assert_eq!(room.facilitator.refused(hands(id, "g1", &[1], 5)).await, Refusal::NotNow, "hands are people");
    until_answered(&wall, id, 2, 3).await;
    close_poll(&room, id).await;
    for screen in others {
        let results = until_results(screen, id).await;
        assert_eq!((results[0].counts.clone(), results[1].counts.clone()), (vec![0, 1, 1], vec![0, 0, 0]));
        assert!(traces::found(&received(screen), "\"counts\":").is_some(), "negative control");
    }
    assert_eq!(room.record(wall.token()).await["groups"][0]["fit"], json!({ "core": 0, "useful": 1, "not_ours": 1 }));
}

#[tokio::test]
async fn p6_who_is_with_no_organisation_has_no_voice_where_organisations_speak() {
    let trestle = Trestle::start();
    let room = asking(&trestle, 1, "fit").await;
    let joined = room.server.join(&Join { key: room.created.code.clone(), name: "Lee".into(), ..Join::default() }).await.expect("a seat");
    let alone = Screen::open(&room.server, room.workshop(), &joined.token).await.expect("a screen");
    assert_eq!(refused(&alone, answer("fit-fit", "g1", &[1])).await, Refusal::NoOrganisation);
    until_answered(&alone, "fit-fit", 0, 1).await;
    room.go("rate").await;
    alone.command(answer("rate", "g1", &[1, 1])).await.expect("a person all the same");
}

#[tokio::test]
async fn a_rating_says_how_many_have_answered_and_is_hidden_again_when_it_is_opened_again() {
    let trestle = Trestle::start();
    let mut room = asking(&trestle, 3, "rate").await;
    let wall = room.wall().await;
    until_answered(&wall, "rate", 0, 3).await;
    room.people[0].command(answer("rate", "g1", &[5, 1])).await;
    until_answered(&wall, "rate", 1, 3).await;
    room.people[0].command(answer("rate", "g2", &[2, 2])).await;
    room.people[0].command(answer("rate", "g1", &[4, 1])).await;
    room.people[1].command(answer("rate", "g1", &[2, 3])).await;
    assert_eq!(until_answered(&wall, "rate", 2, 3).await.results, None, "people count, not their answers");
    let late = room.join("Late").await;
    until_answered(&wall, "rate", 2, 4).await;
    close_poll(&room, "rate").await;
    let results = until_results(&wall, "rate").await;
    let told = |result: &SubjectResult| (result.count, result.means.clone(), result.spreads.clone());
    assert_eq!(told(&results[0]), (2, vec![3.0, 2.0], vec![1.0, 1.0]));
    assert_eq!(told(&results[1]), (1, vec![2.0, 2.0], vec![0.0, 0.0]));
    let while_closed = room.wall().await;
    assert!(traces::found(&received(&while_closed), "\"means\":").is_some(), "negative control: a new screen is told");
    assert_eq!(room.people[late].refused(answer("rate", "g1", &[1, 1])).await, Refusal::NotNow);

    open_poll(&room, "rate").await;
    for screen in [&wall, &room.people[2].screen, &room.facilitator.screen] {
        until(screen, "the poll to be open", |view| poll(view, "rate").filter(|poll| poll.open && poll.results.is_none())).await;
    }
    let while_open = room.wall().await;
    assert_eq!(traces::found(&received(&while_open), "\"means\":"), None, "what is hidden again is told to no new screen");
    assert_eq!(room.record(wall.token()).await["groups"][0]["rating"], Value::Null);
    until(&room.people[0].screen, "one's own answers", |view| own(view, "rate", "g1").filter(|values| *values == [4, 1])).await;
    room.people[late].command(answer("rate", "g1", &[3, 2])).await;
    until_answered(&wall, "rate", 3, 4).await;
    close_poll(&room, "rate").await;
    assert_eq!(until_results(&wall, "rate").await[0].means, [3.0, 2.0], "with what had been given before");
    assert_eq!(until_results(&wall, "rate").await[0].count, 3);
}

#[tokio::test]
async fn a_show_of_hands_is_counted_by_a_tables_device_and_replaces_the_former_one() {
    let trestle = Trestle::start();
    let room = asking(&trestle, 2, "rate").await;
    let wall = room.wall().await;
    let [table, ben] = [&room.people[0], &room.people[1]];
    for screen in [&table.screen, &ben.screen] {
        assert_eq!(refused(screen, hands("rate", "g1", &[5, 5], 3)).await, Refusal::NotYours, "no table's device");
    }
    assert_eq!(refused(&wall, hands("rate", "g1", &[5, 5], 3)).await, Refusal::NoSeat);
    room.table(table, 9).await;
    table.command(hands("rate", "g1", &[5, 5], 9)).await;
    table.command(hands("rate", "g1", &[5, 5], 3)).await;
    table.command(hands("rate", "g1", &[1, 1], 1)).await;
    for (values, count, rule) in [
        (&[5, 5][..], 3, Refusal::Already),
        (&[5, 5], 301, Refusal::OutOfRange),
        (&[5, 5], u32::MAX, Refusal::OutOfRange),
        (&[6, 5], 3, Refusal::OutOfRange),
        (&[5], 3, Refusal::OutOfRange),
    ] {
        assert_eq!(table.refused(hands("rate", "g1", values, count)).await, rule, "{values:?} {count}");
    }
    assert_eq!(table.refused(hands("rate", "g9", &[5, 5], 3)).await, Refusal::Unknown);
    ben.command(answer("rate", "g1", &[1, 1])).await;
    let asked = until(&wall, "the hands", |view| poll(view, "rate").filter(|poll| poll.hands == 4 && poll.answered == 1)).await;
    assert_eq!((asked.of, asked.results), (2, None), "hands are counted beside the answers");
    assert_eq!(traces::found(&received(&wall), "\"means\":"), None);
    close_poll(&room, "rate").await;
    let result = until_results(&wall, "rate").await.remove(0);
    assert_eq!((result.count, result.hands, result.means.as_slice()), (5, 4, &[3.4, 3.4][..]));
    assert_eq!(table.refused(hands("rate", "g1", &[5, 5], 4)).await, Refusal::NotNow);
    assert_eq!(room.record(wall.token()).await["groups"][0]["rating"]["hands"], 4);
}

/// The choice of one brief: who has voted for what is known to nobody else, then the tie, then what a facilitator says.
#[tokio::test]
async fn p2_a_choice_is_private_and_a_tie_is_settled_by_a_facilitator_alone() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 4).await;
    for step in ["brief", "choose"] {
        room.go(step).await;
    }
    let wall = room.wall().await;
    let teams: Vec<u32> = until(&wall, "two teams", |view| {
        let teams = trestle_tests::wait::teams(view);
        (teams.len() == 2).then(|| teams.iter().map(|team| team.id.0).collect())
    })
    .await;
    let vote = |team: u32| answer("choose", &team.to_string(), &[]);
    room.people[0].command(vote(teams[0])).await;
    room.people[1].command(vote(teams[0])).await;
    room.people[1].command(vote(teams[1])).await;
    assert_eq!(room.people[2].refused(vote(99)).await, Refusal::Unknown);
    assert_eq!(room.people[2].refused(answer("choose", &teams[0].to_string(), &[1])).await, Refusal::OutOfRange);
    until_caught_up(&room, &[&wall, &room.people[2].screen], "So far").await;
    for screen in [&wall, &room.people[2].screen] {
        assert_eq!(traces::found(&received(screen), "mine/answers"), None);
        screen.view(|view| {
            assert_eq!(poll(view, "choose").map(|poll| (poll.answered, poll.of, poll.results)), Some((2, 4, None)));
            let choice = trestle_tests::wait::choice(view).expect("a choice");
            assert!(choice.chosen.is_none() && choice.tied.is_empty(), "a tie shows before the poll is closed");
        });
    }
    close_poll(&room, "choose").await;
    let tied = until(&wall, "the tie", |view| trestle_tests::wait::choice(view).filter(|choice| choice.tied.len() == 2)).await;
    assert_eq!(tied.chosen, None);
    let settle = Command::Settle { team: Some(tied.tied[1]) };
    for screen in [&wall, &room.people[0].screen] {
        assert_eq!(refused(screen, settle.clone()).await, Refusal::NotFacilitator);
    }
    room.facilitate(settle).await;
    until(&wall, "the choice", |view| trestle_tests::wait::choice(view).filter(|choice| choice.chosen == Some(tied.tied[1]))).await;
    let briefs = room.record(wall.token()).await["briefs"].clone();
    assert_eq!((&briefs[0]["chosen"], &briefs[0]["votes"], &briefs[1]["chosen"]), (&json!(true), &json!(1), &json!(false)));
}

#[tokio::test]
async fn p1_answers_that_were_acknowledged_outlive_a_kill_and_stay_private() {
    let mut trestle = Trestle::start();
    let mut room = asking(&trestle, 3, "dots").await;
    let id = "dots-dots";
    room.table(&room.people[0], 5).await;
    room.people[0].command(answer(id, "g1", &[3])).await;
    room.people[1].command(answer(id, "g2", &[2])).await;
    room.people[0].command(hands(id, "g2", &[1], 5)).await;
    trestle.kill();
    trestle.restart();
    room.come_back().await;
    let asked = until_answered(&room.people[2].screen, id, 2, 3).await;
    assert_eq!((asked.open, asked.hands, asked.results), (true, 5, None));
    until(&room.people[1].screen, "one's own dots", |view| own(view, id, "g2").filter(|values| *values == [2])).await;
    assert_eq!(room.people[2].screen.view(|view| own(view, id, "g2")), None, "somebody else's answers");
    assert_eq!(room.people[1].refused(answer(id, "g1", &[2])).await, Refusal::NoDotsLeft, "the budget is remembered");
    close_poll(&room, id).await;
    let given: Vec<u32> = until_results(&room.people[2].screen, id).await.iter().map(|result| result.dots).collect();
    assert_eq!(given, [3, 7]);
    trestle.kill();
    trestle.restart();
    room.come_back().await;
    let given: Vec<u32> = until_results(&room.people[2].screen, id).await.iter().map(|result| result.dots).collect();
    assert_eq!(given, [3, 7]);
    let seat = |person: &Person| person.screen.view(|view| mine(view)).map(|mine| mine.seat);
    assert!(room.people.iter().all(|person| seat(person) == Some(person.seat)), "and everybody is who they were");
}
