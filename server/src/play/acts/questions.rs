//! Questions: ratings and the choice as the scenario has them, a plausible answer to everything else, settling what ended level.

use crate::play::cast::order;
use crate::play::{PlayError, Player};
use futures_util::future::try_join_all;
use trestle_client::{ClientError, Screen, View};
use trestle_protocol::{About, Cell, ChoiceCell, Command, PollCell, PollId, Question, QuestionKind, QuestionRole, Voice};

/// What people write where a line is asked; each takes the next.
const LINES: [&str; 4] = ["Meet in the evening", "Ask those who are not here", "Begin small", "Nothing to add"];

/// Where the answers to a question are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Ratings,
    Choice,
    Nowhere,
}

fn written(poll: &PollCell) -> Written {
    let question = &poll.question;
    match (question.kind, question.about, question.scales.len()) {
        _ if question.is == Some(QuestionRole::Choice) => Written::Choice,
        (QuestionKind::Scale, About::Group, 2) if poll.voice == Voice::Person => Written::Ratings,
        _ => Written::Nowhere,
    }
}

async fn open_poll(player: &Player, id: &PollId) -> Result<PollCell, PlayError> {
    let key = format!("poll/{id}");
    let open = |view: &View| if let Some(Cell::Poll(poll)) = view.cell(&key) { Some(poll.clone()).filter(|poll| poll.open) } else { None };
    Ok(player.cast.conductor().until_open("the poll to open", open).await?)
}

/// Ratings and choices as the scenario has them; the poll stays open: closing it is what moving on does.
pub(in crate::play) async fn as_written(player: &Player, id: &PollId) -> Result<(), PlayError> {
    match written(&open_poll(player, id).await?) {
        Written::Ratings => rate(player, id).await,
        Written::Choice => choose(player, id).await,
        Written::Nowhere => Ok(()),
    }
}

async fn rate(player: &Player, poll: &PollId) -> Result<(), PlayError> {
    try_join_all(player.scenario.ratings.iter().map(|(seat, ratings)| rate_all(player, poll, seat, ratings))).await?;
    Ok(())
}

async fn rate_all(player: &Player, poll: &PollId, seat: &str, ratings: &[Option<[u8; 2]>]) -> Result<(), ClientError> {
    for (group, rating) in player.groups.iter().zip(ratings) {
        if let Some(rating) = rating {
            order(player.cast.screen(seat), answered(poll, &group.0, rating.to_vec())).await?;
        }
    }
    Ok(())
}

/// Whoever votes, votes.
async fn choose(player: &Player, poll: &PollId) -> Result<(), PlayError> {
    let votes = player.scenario.choose.iter().filter_map(|(seat, team)| Some((seat, player.teams[(*team)?])));
    try_join_all(votes.map(|(seat, team)| order(player.cast.screen(seat), answered(poll, &team.to_string(), Vec::new())))).await?;
    Ok(())
}

fn answered(poll: &PollId, subject: &str, values: Vec<u8>) -> Command {
    Command::Answer { poll: poll.clone(), subject: subject.to_owned(), values, line: String::new() }
}

/// To what is written nowhere each says something else, and the same whenever it is played.
pub(in crate::play) async fn say_something(player: &Player, id: &PollId) -> Result<(), PlayError> {
    let poll = &open_poll(player, id).await?;
    if written(poll) != Written::Nowhere {
        return Ok(());
    }
    let subjects = subjects(player, &poll.question);
    let people = player.cast.answering(poll.voice).into_iter().enumerate();
    try_join_all(people.map(|(person, screen)| say_all(screen, poll, &subjects, person))).await?;
    Ok(())
}

async fn say_all(screen: &Screen, poll: &PollCell, subjects: &[String], person: usize) -> Result<(), ClientError> {
    let picks = matches!(poll.question.kind, QuestionKind::Dots | QuestionKind::Pick);
    for (place, subject) in subjects.iter().enumerate().filter(|(place, _)| !picks || *place == person % subjects.len()) {
        let mut said = answered(&poll.id, subject, values(poll, person + place));
        if let (QuestionKind::Line, Command::Answer { line, .. }) = (poll.question.kind, &mut said) {
            LINES[(person + place) % LINES.len()].clone_into(line);
        }
        order(screen, said).await?;
    }
    Ok(())
}

/// Some answer; another one for the next turn.
fn values(poll: &PollCell, turn: usize) -> Vec<u8> {
    let question = &poll.question;
    let options = question.options.len();
    let option = |turn: usize| (turn % options.max(1)) as u8 + 1;
    match question.kind {
        QuestionKind::Scale => (0..question.scales.len()).map(|scale| question.most - ((turn + scale) % 2) as u8).collect(),
        QuestionKind::One | QuestionKind::Several => vec![option(turn)],
        QuestionKind::Dots => vec![poll.dots],
        QuestionKind::Order => (0..options).map(|place| option(turn + place)).collect(),
        QuestionKind::Pick | QuestionKind::Line => Vec::new(),
    }
}

/// What it is asked about, as far as the conductor sees it. Rows of a list are left to whoever wrote them.
fn subjects(player: &Player, question: &Question) -> Vec<String> {
    let under = |prefix: &'static str| {
        let keys = |view: &mut View| view.cells_under(prefix).map(|(key, _)| key[prefix.len()..].to_owned()).collect();
        player.cast.conductor().view(keys)
    };
    match question.about {
        About::Workshop if question.list.is_some() => Vec::new(),
        About::Workshop if question.items.is_empty() => vec![String::new()],
        About::Workshop => question.items.iter().map(|item| item.id.clone()).collect(),
        About::Organisation => under("organisation/"),
        About::Team => under("team/"),
        About::Group => player.groups.iter().map(|group| group.0.clone()).collect(),
    }
}

/// A choice that ended level is settled for the team that stands first, so that the workshop can go on.
pub(in crate::play) async fn settle(player: &Player) -> Result<(), PlayError> {
    if player.scenario.choose.values().all(Option::is_none) {
        return Ok(());
    }
    let conductor = player.cast.conductor();
    let ended =
        conductor.until_open("the choice", |view| choice(view).filter(|choice| choice.chosen.is_some() || !choice.tied.is_empty())).await?;
    let first = player.teams.iter().find(|team| ended.tied.contains(team));
    if let (None, Some(first)) = (ended.chosen, first) {
        order(conductor, Command::Settle { team: Some(*first) }).await?;
    }
    Ok(())
}

fn choice(view: &View) -> Option<ChoiceCell> {
    match view.cell("choice") {
        Some(Cell::Choice(choice)) => Some(choice.clone()),
        _ => None,
    }
}
