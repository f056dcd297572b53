//! The challenge briefs: the chosen one first, the others parked and kept whole.

use crate::{
    heading::Heading,
    questions::sheet,
    record::{
        Filled, Record, RecordAgreement, RecordBrief, RecordQuestion, THE_ROOM,
        paper::{Item, Paper},
    },
};
use trestle_protocol::{About, Author, FeedbackKind, FeedbackLine, FieldRole};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    if record.briefs.is_empty() {
        return;
    }
    paper.section("Challenge briefs");
    let is_settled = record.briefs.iter().any(|brief| brief.chosen);
    let brief = |brief| self::brief(paper, (brief, Filled::brief(record, brief)), status(brief, is_settled), &record.questions);
    record.briefs.iter().for_each(brief);
    sheet::about(&record.questions, About::Team).for_each(|asked| sheet::part(paper, asked));
}

/// Briefs by themselves, without what became of them.
pub(in crate::record) fn each<'a>(paper: &mut Paper, briefs: impl Iterator<Item = (&'a RecordBrief, Filled<'a>)>) {
    briefs.for_each(|brief| self::brief(paper, brief, "", &[]));
}

fn status(brief: &RecordBrief, is_settled: bool) -> &'static str {
    match (brief.chosen, is_settled) {
        (true, _) => "The chosen brief",
        (false, true) => "Parked",
        (false, false) => "Not decided yet",
    }
}

fn brief(paper: &mut Paper, (brief, filled): (&RecordBrief, Filled<'_>), status: &str, questions: &[RecordQuestion]) {
    paper.part(&Heading::Brief.printed(filled.text(FieldRole::Title)));
    paper.field("Status", status);
    paper.field(
        "Written by",
        &if brief.whole { "everyone together".to_owned() } else { super::listed(brief.team.iter().map(String::as_str)) },
    );
    sheet::beside(paper, questions, About::Team, &brief.team_id.to_string());
    paper.list("Agreed by", brief.agreements.iter().map(agreement));
    filled.print(paper, &[FieldRole::Title]);
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
