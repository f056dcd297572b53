//! How the evening ends: the plan, who stands how to it, who leaves, the close.

use super::{Story, number, people::Cast};
use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    world::FACILITATOR,
};
use trestle_core::Actor;
use trestle_protocol::{Command, DocumentName, OrganisationId, PollKind, RoundKind, Stance, Turn, WayOut};
use yrs::Any;

const PLAN: DocumentName = DocumentName::Plan;

pub(super) fn plan(story: &mut Story, cast: &Cast) {
    story.world.go("roles");
    let scores = || vec![("influence", number(4)), ("interest", number(5))];
    let mut core = vec![("order", number(1)), ("organisation", number(2)), ("seat", number(seat(cast.ann).0)), ("lead", Any::Bool(true))];
    core.extend(scores());
    story.adds(cast.ann, PLAN, ("core", "k1"), &[("role", "Leads"), ("commits", "Half a day a week")], core);
    let mut extended = vec![("order", number(1))];
    extended.extend(scores());
    let texts = [("who", "The bus company"), ("why", "It has the buses"), ("how", "By letter"), ("when", "In January")];
    story.adds(Actor::Console, PLAN, ("extended", "x1"), &texts, extended);
    let mut leadership = vec![("order", number(1)), ("organisation", number(3)), ("decides", Any::Bool(true))];
    leadership.extend(scores());
    story.adds(cast.ben, PLAN, ("leadership", "l1"), &[("who", "The trustees"), ("how", "At their meeting")], leadership);
}

/// It is closed once with everything missing, and once more at the end.
pub(super) fn close(story: &mut Story, cast: &Cast) {
    story.world.go("act");
    story.runs(Command::Close { anyway: true });
    story.runs(Command::Reopen {});
    story.runs(Command::Turn { round: RoundKind::Act.into(), turn: Turn::Next });
    act(story, cast);
    stand(story, cast);
    for (actor, subject, value) in [(cast.ann, "useful", 5), (cast.ben, "useful", 3), (cast.ann, "heard", 4), (cast.sam, "next", 2)] {
        story.answers(actor, PollKind::Pulse, subject, &[value]);
    }
    story.counts(cast.tina, PollKind::Pulse, "useful", &[4], 1);
    story.counts(FACILITATOR, PollKind::Pulse, "useful", &[4], 3);
    story.runs(Command::RemoveSeat { seat: seat(cast.rem), with_notes: false, hidden: false });
    story.runs(Command::ShowNotes { seat: seat(cast.rem), shown: false });
    story.runs(Command::BringBack { seat: seat(cast.rem) });
    story.runs(Command::RemoveSeat { seat: seat(cast.rem), with_notes: false, hidden: false });
    story.runs(Command::RemoveSeat { seat: seat(cast.eve), with_notes: true, hidden: false });
    story.runs(Command::Close { anyway: true });
    let poll = story.poll(PollKind::Pulse);
    story.runs(Command::ClosePoll { poll });
}

fn act(story: &mut Story, cast: &Cast) {
    for (key, what, organisation, author, due) in
        [("c1", "Ask the bus company", 2, cast.ann, "2027-01-31"), ("c2", "Taken out again", 3, cast.ben, "2027-02-01")]
    {
        let values =
            vec![("order", number(1)), ("organisation", number(organisation)), ("seat", number(seat(author).0)), ("due", Any::from(due))];
        story.adds(author, PLAN, ("actions", key), &[("what", what)], values);
    }
    story.edits(cast.ben, PLAN, &Edit::Drop { path: path("actions/c2") });
    story.writes(cast.sam, PLAN, "communications", "A letter every month");
    story.writes(cast.sam, PLAN, "place", "The hall");
    story.writes(cast.sam, PLAN, "reason", "Not before the new year");
    story.sets(FACILITATOR, PLAN, "reconvene/when", "2027-03-01T14:00");
}

fn stand(story: &mut Story, cast: &Cast) {
    let stands = |organisation, stance, until: Option<&str>, line: &str| Command::Commit {
        organisation: OrganisationId(organisation),
        stance,
        until: until.map(str::to_owned),
        line: line.into(),
    };
    story.runs(stands(1, Some(Stance::In), None, "The room is yours"));
    story.does(cast.ann, stands(2, Some(Stance::Reflecting), Some("2027-02-01"), "The cabinet decides"));
    story.does(cast.ben, stands(3, Some(Stance::Later), None, ""));
    story.does(cast.sam, stands(4, Some(Stance::Away), None, "Too much else"));
    story.runs(stands(5, Some(Stance::In), None, "Said too soon"));
    story.runs(stands(5, None, None, ""));
    for way in [Some(WayOut::ChangeFocus), Some(WayOut::Park), None, Some(WayOut::OneOrganisation)] {
        story.runs(Command::ChooseWayOut { way });
    }
}
