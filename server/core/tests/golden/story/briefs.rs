//! The evening's briefs: teams, what they write, what is said about it, which one is chosen.

use super::{Story, people::Cast};
use crate::kit::hand::seat;
use trestle_core::{Actor, documents::content::Brief};
use trestle_protocol::{Command, DocumentName, FeedbackKind, OrganisationId, PollKind, RoundKind, SeatId, TeamId, Turn};

const FIRST: TeamId = TeamId(1);
const SECOND: TeamId = TeamId(2);

/// Who is in a team.
fn members(story: &Story, team: TeamId) -> Vec<SeatId> {
    story.world.fold.state.teams[&team].clone()
}

/// Somebody with a device who is in a team.
fn member(story: &Story, team: TeamId) -> Actor {
    let with_device = |seat: &SeatId| story.world.fold.state.seat(*seat).is_some_and(|seat| !seat.without_device);
    Actor::Seat(members(story, team).into_iter().find(with_device).unwrap())
}

pub(super) fn write(story: &mut Story, cast: &Cast) {
    story.world.go("brief");
    let (a, b) = (members(story, FIRST)[0], members(story, SECOND)[0]);
    story.runs(Command::Swap { a, b });
    story.runs(Command::Pin { team: FIRST, pinned: true });
    story.runs(Command::Pin { team: SECOND, pinned: true });
    story.runs(Command::Pin { team: SECOND, pinned: false });
    story.runs(Command::Unassign { seat: seat(cast.rem) });
    story.runs(Command::Assign { seat: seat(cast.rem), team: Some(SECOND) });
    story.runs(Command::ExtendTeam { team: FIRST, seconds: 120 });
    story.runs(Command::TeamVideo { team: FIRST, link: "https://meet.example/first".into() });
    story.runs(Command::Say { team: Some(SECOND), text: "Two minutes left".into() });
    for team in [FIRST, SECOND] {
        let author = member(story, team);
        for field in Brief::FIELDS {
            story.writes(author, DocumentName::Brief(team), field, &format!("What team {team} says: {field}"));
        }
        story.sets(author, DocumentName::Brief(team), "groups/g1", true);
        story.sets(author, DocumentName::Brief(team), "groups/g2", team == FIRST);
    }
    let author = member(story, FIRST);
    for wanted in [true, false] {
        story.does(author, Command::Help { team: FIRST, wanted });
    }
    story.does(member(story, SECOND), Command::Help { team: SECOND, wanted: true });
    for happy in [true, false, true] {
        story.does(author, Command::Happy { happy });
    }
    story.runs(Command::WholeGroup {});
    let whole = *story.world.fold.state.whole.first().unwrap();
    story.writes(cast.sam, DocumentName::Brief(whole), "title", "By all of us");
}

pub(super) fn choose(story: &mut Story, cast: &Cast) {
    story.world.go("report");
    story.runs(Command::Turn { round: RoundKind::Report.into(), turn: Turn::Next });
    for (actor, team, kind, text) in [
        (cast.ann, SECOND, FeedbackKind::Like, "It is short"),
        (cast.ben, FIRST, FeedbackKind::Improve, "Say who pays"),
        (cast.eve, FIRST, FeedbackKind::Like, "Said by one who will be erased"),
    ] {
        story.does(actor, Command::Feedback { team, kind, text: text.into() });
    }
    withdraw(story, cast);
    story.world.go("choose");
    story.answers(cast.ann, PollKind::Choice, "1", &[]);
    story.answers(cast.ben, PollKind::Choice, "2", &[]);
    let poll = story.poll(PollKind::Choice);
    story.runs(Command::ClosePoll { poll });
    story.runs(Command::Settle { team: Some(FIRST) });
    agree(story, cast);
}

/// A line that its author takes back.
fn withdraw(story: &mut Story, cast: &Cast) {
    story.does(cast.ben, Command::Feedback { team: FIRST, kind: FeedbackKind::Like, text: "Said too soon".into() });
    let state = &story.world.fold.state;
    let line = state.feedback[&FIRST].last().map(|line| state.feedback_id(FIRST, line)).unwrap();
    story.does(cast.ben, Command::RemoveFeedback { team: FIRST, line });
}

/// Some agree to the words as they stand at the end, one to those of before, one takes it back.
fn agree(story: &mut Story, cast: &Cast) {
    story.world.go("agree");
    story.does(cast.ann, Command::AgreeTo { organisation: OrganisationId(2), agreed: true });
    story.writes(cast.sam, DocumentName::Brief(FIRST), "ideas", "A late bus on Fridays");
    story.does(cast.ben, Command::AgreeTo { organisation: OrganisationId(3), agreed: true });
    for agreed in [true, false] {
        story.does(cast.sam, Command::AgreeTo { organisation: OrganisationId(4), agreed });
    }
}
