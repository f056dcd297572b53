//! The steps that are switched off at first, through the real binary: links between offers and asks, dots, fit and the pulse, and what the record
//! says of them.

use serde_json::{Value, json};
use trestle_protocol::{Cell, Command, GroupId, OfferHeading, OrganisationId, PollCell, PollId, Programme, Refusal, SeatId};
use trestle_tests::wait::groups;
use trestle_tests::{ClientError, HARINGEY, Player, Scenario, Screen, Trestle, View};

/// What haringey's cards say, to the letter.
const OFFER: (OrganisationId, OfferHeading, &str) = (OrganisationId(3), OfferHeading::Spaces, "A room in two practices.");
const ASK: (OrganisationId, &str) = (OrganisationId(2), "Quiet rooms in branches, two half days a week.");

fn source(view: &View) -> Option<(Programme, u32)> {
    match view.cell("source") {
        Some(Cell::Source(source)) => Some((source.programme.clone(), source.revision)),
        _ => None,
    }
}

fn poll(view: &View, id: &str) -> Option<PollCell> {
    match view.cell(&format!("poll/{id}")) {
        Some(Cell::Poll(poll)) => Some(poll.clone()),
        _ => None,
    }
}

/// Every step is switched on.
async fn switch_on(player: &Player) {
    let conductor = player.cast().conductor();
    let (mut programme, revision) = conductor.until_open("the programme", source).await.expect("facilitators see it");
    programme.stages.iter_mut().flat_map(|stage| &mut stage.steps).for_each(|step| step.off = false);
    conductor
        .command(Command::SetProgramme { programme: Box::new(programme.clone()), revision })
        .await
        .expect("a programme that can be used");
    let late = conductor.command(Command::SetProgramme { programme: Box::new(programme), revision }).await;
    assert!(refused(&late, Refusal::ProgrammeChanged), "a second change from the same revision");
}

fn link((organisation, heading, offer): (OrganisationId, OfferHeading, &str), (asker, ask): (OrganisationId, &str)) -> Command {
    Command::Link { organisation, heading, offer: offer.to_owned(), asker, ask: ask.to_owned() }
}

fn refused(answer: &Result<(), ClientError>, rule: Refusal) -> bool {
    answer.as_ref().err().and_then(ClientError::refusal) == Some(rule)
}

async fn match_offers(player: &Player) {
    player.screen("s3").command(link(OFFER, ASK)).await.expect("a link");
    let gone = player.screen("s3").command(link((OFFER.0, OFFER.1, "A castle."), ASK)).await;
    assert!(refused(&gone, Refusal::LineGone), "nobody offered that");
}

fn answer(poll: &str, group: &GroupId, value: u8) -> Command {
    Command::Answer { poll: PollId(poll.into()), subject: group.0.clone(), values: vec![value] }
}

async fn asked(screen: &Screen, id: &str) -> PollCell {
    screen.until_open("the poll", |view| poll(view, id).filter(|poll| poll.open)).await.expect("a poll that is open")
}

async fn share_out_dots(player: &Player, groups: &[GroupId]) {
    let (screen, other) = (player.screen("s3"), player.screen("s5"));
    assert_eq!(asked(screen, "dots-dots").await.dots, 3);
    screen.command(answer("dots-dots", &groups[0], 2)).await.expect("two dots");
    let over = screen.command(answer("dots-dots", &groups[1], 2)).await;
    assert!(refused(&over, Refusal::NoDotsLeft), "four of three");
    other.command(answer("dots-dots", &groups[0], 1)).await.expect("a dot");
    let hands = Command::CountHands { poll: PollId("dots-dots".into()), subject: groups[0].0.clone(), values: vec![1], count: 4 };
    let participant = screen.command(hands.clone()).await;
    assert!(refused(&participant, Refusal::NotYours), "hands are counted at tables");
    let crowd = player.cast().conductor().command(hands.clone()).await;
    assert!(refused(&crowd, Refusal::TooManyHands), "nobody is known to be there without a device");
    player.cast().conductor().command(Command::CountRoom { people: 4 }).await.expect("four people");
    player.cast().conductor().command(hands).await.expect("four hands");
}

/// The last answer of an organisation counts, and its people see it as theirs.
async fn say_how_it_fits(player: &Player, groups: &[GroupId]) {
    let seats = player.cast().conductor().view(|view| {
        let seats = view.cells_under("seat/").filter_map(|(_, cell)| if let Cell::Seat(seat) = cell { Some(seat.clone()) } else { None });
        seats.collect::<Vec<_>>()
    });
    let number = |id: &str| player.cast().number(id).expect("a seat");
    let of = |seat: SeatId| seats.iter().find(|cell| cell.id == seat).expect("a seat").organisation;
    let all: Vec<String> = (1..=14).map(|seat| format!("s{seat}")).collect();
    let pair = all.iter().flat_map(|a| all.iter().map(move |b| (a, b))).find(|(a, b)| a < b && of(number(a)) == of(number(b)));
    let (first, last) = pair.expect("two of one organisation");
    asked(player.screen(first), "fit-fit").await;
    player.screen(first).command(answer("fit-fit", &groups[0], 3)).await.expect("an answer");
    player.screen(last).command(answer("fit-fit", &groups[0], 1)).await.expect("another answer");
    let mine = |view: &View| match view.cell("mine/answers/fit-fit") {
        Some(Cell::MyAnswers(mine)) => mine.answers.get(&groups[0].0).cloned().filter(|values| *values == [1]),
        _ => None,
    };
    player.screen(first).until_open("the organisation's answer", mine).await.expect("both see it");
}

async fn pulse(player: &Player) {
    for (seat, value) in [("s3", 5), ("s5", 3)] {
        let command = Command::Answer { poll: PollId("act-pulse".into()), subject: "useful".into(), values: vec![value] };
        player.screen(seat).command(command).await.expect("an answer, also after the end");
    }
}

async fn record(trestle: &Trestle, player: &Player, token: &str) -> Value {
    let json = trestle.server().record(player.created().workshop, token, "json").await.expect("the record");
    serde_json::from_str(&json).expect("JSON")
}

#[tokio::test]
async fn p8_what_optional_steps_bring_is_in_the_record_once_their_polls_are_closed() {
    let mut trestle = Trestle::start();
    let mut player = Player::begin(trestle.server(), Scenario::parse(HARINGEY).expect("a scenario"), None).await.expect("a workshop");
    switch_on(&player).await;
    let mut visited = Vec::new();
    loop {
        let step = player.play_step().await.unwrap_or_else(|error| panic!("{error}"));
        let known = player.cast().conductor().view(|view| groups(view));
        let mut known: Vec<_> = known.into_iter().collect();
        known.sort_by(|a, b| a.order.total_cmp(&b.order));
        let ids: Vec<GroupId> = known.iter().map(|group| group.id.clone()).collect();
        match step.as_str() {
            "match" => match_offers(&player).await,
            "dots" => share_out_dots(&player, &ids).await,
            "fit" => {
                let open = record(&trestle, &player, player.screen("s3").token()).await;
                assert_eq!(open["groups"][0]["dots"], json!({ "dots": 7, "count": 6, "hands": 4 }), "moving on closed it");
                say_how_it_fits(&player, &ids).await;
                let open = record(&trestle, &player, &player.created().token).await;
                assert_eq!(open["groups"][0]["fit"], Value::Null, "private until it is closed");
            }
            _ => {}
        }
        visited.push(step.0);
        if !player.move_on().await.unwrap_or_else(|error| panic!("{error}")) {
            break;
        }
    }
    let steps = [
        "welcome",
        "introduce",
        "match",
        "write",
        "group",
        "discuss",
        "rate",
        "dots",
        "fit",
        "brief",
        "report",
        "choose",
        "agree",
        "roles",
        "act",
    ];
    assert_eq!(visited, steps);
    player.cast().conductor().command(Command::Close { anyway: true }).await.expect("closed");
    pulse(&player).await;
    player.cast().conductor().command(Command::ClosePoll { poll: PollId("act-pulse".into()) }).await.expect("the pulse is closed last");

    let before = record(&trestle, &player, &player.created().token).await;
    let linked = &before["links"];
    assert_eq!(linked.as_array().map(Vec::len), Some(1));
    assert_eq!((&linked[0]["offer"], &linked[0]["ask"], &linked[0]["heading"]), (&json!(OFFER.2), &json!(ASK.1), &json!("spaces")));
    assert_eq!(before["groups"][0]["fit"], json!({ "core": 1, "useful": 0, "not_ours": 0 }));
    assert_eq!(before["pulse"], json!([{ "subject": "useful", "count": 2, "mean": 4.0, "counts": [0, 0, 1, 0, 1] }]));
    trestle.kill();
    trestle.restart();
    let mut again = record(&trestle, &player, &player.created().token).await;
    again["made_at"] = before["made_at"].clone();
    assert_eq!(again, before, "and a kill changes nothing");
}
