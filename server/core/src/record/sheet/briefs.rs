//! The challenge briefs: the chosen one first, the others parked and kept whole.

use super::problems::by_hands;
use crate::{
    heading::Heading,
    record::{
        Record, RecordAgreement, RecordBrief, THE_ROOM,
        paper::{Item, Paper},
    },
};
use trestle_protocol::{Author, FeedbackKind, FeedbackLine, PollKind};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    if record.briefs.is_empty() {
        return;
    }
    paper.section("Challenge briefs");
    let is_settled = record.briefs.iter().any(|brief| brief.chosen);
    record.briefs.iter().for_each(|brief| self::brief(paper, brief, status(brief, is_settled)));
    if record.hands.iter().any(|hands| hands.poll == PollKind::Choice) {
        paper.part("Votes by show of hands");
        super::counted(paper, record, PollKind::Choice);
    }
}

/// Briefs by themselves, without what became of them.
pub(in crate::record) fn each(paper: &mut Paper, briefs: &[RecordBrief]) {
    briefs.iter().for_each(|brief| self::brief(paper, brief, ""));
}

fn status(brief: &RecordBrief, is_settled: bool) -> &'static str {
    match (brief.chosen, is_settled) {
        (true, _) => "The chosen brief",
        (false, true) => "Parked",
        (false, false) => "Not decided yet",
    }
}

fn brief(paper: &mut Paper, brief: &RecordBrief, status: &str) {
    paper.part(&Heading::Brief.printed(&brief.title));
    paper.field("Status", status);
    paper.field(
        "Written by",
        &if brief.whole { "everyone together".to_owned() } else { super::listed(brief.team.iter().map(String::as_str)) },
    );
    if let Some(votes) = brief.votes {
        paper.field("Votes", &format!("{votes}{}", by_hands(brief.vote_hands)));
    }
    paper.list("Agreed by", brief.agreements.iter().map(agreement));
    paper.list("The problem", brief.groups.iter().map(|title| Heading::Group.printed(title)));
    for (label, text) in [
        ("Who it affects", &brief.who),
        ("Why it matters", &brief.why),
        ("How it fits each member's strategy", &brief.fit),
        ("Constraints and context", &brief.constraints),
        ("First ideas", &brief.ideas),
        ("What is already being done, and how well it works", &brief.already),
        ("How we would know that it worked", &brief.success),
    ] {
        paper.field(label, text);
    }
    paper.list("What people like", said(&brief.feedback, FeedbackKind::Like));
    paper.list("What could be better", said(&brief.feedback, FeedbackKind::Improve));
}

fn agreement(agreement: &RecordAgreement) -> Item {
    let aside = if agreement.current { "" } else { "to an older version: it was changed since" };
    Item { text: agreement.organisation.clone(), aside: aside.to_owned() }
}

fn said(lines: &[FeedbackLine], kind: FeedbackKind) -> Vec<Item> {
    let author = |line: &FeedbackLine| {
        let author = line.author.clone();
        let room = |author: &Author| author.room.then(|| THE_ROOM.to_owned());
        author.map(|it| [room(&it), it.name, it.organisation].into_iter().flatten().collect::<Vec<_>>().join(", ")).unwrap_or_default()
    };
    lines.iter().filter(|line| line.kind == kind).map(|line| Item { text: line.text.clone(), aside: author(line) }).collect()
}
