//! The page that stands alone: what was agreed, by whom, who does what by when, and when we meet again. Somebody who reads no further knows it.

use super::next::{actions, closed_without, goes_ahead, names, stance};
use crate::{
    heading::Heading,
    name::tidy,
    record::{
        Record, RecordBrief, RecordOrganisation,
        paper::{Paper, moment},
    },
    text::is_visible,
};
use trestle_protocol::Stance;

/// Answers of a brief that are longer, in characters, are for the pages behind: this one has to fit on a wall.
const SHORT: usize = 280;

pub(super) fn write(paper: &mut Paper, record: &Record) {
    if record.draft {
        let made = moment::of(record.made_at, &record.workshop.details.zone);
        let step = Heading::Step.printed(&record.step_title);
        paper.paragraph(format!("A draft, made on {made} during \"{step}\". The workshop goes on, and so does this record."));
    }
    paper.paragraph(record.closed_without.as_ref().map(closed_without).unwrap_or_default());
    paper.section("What we agreed");
    agreed(paper, record);
    paper.section("Who is in");
    who_is_in(paper, record);
    paper.section("Who does what by when");
    actions(paper, record);
    paper.section("When we meet again");
    meeting(paper, record);
}

fn agreed(paper: &mut Paper, record: &Record) {
    let Some(brief) = record.briefs.iter().find(|brief| brief.chosen) else {
        paper.paragraph(if record.draft { "No project has been chosen yet." } else { "No project was chosen." });
        return;
    };
    paper.lead(super::title_or(&tidy(&brief.title), "A project without a title yet"));
    for (label, text) in
        [("Who it affects", &brief.who), ("Why it matters", &brief.why), ("How we would know that it worked", &brief.success)]
    {
        if text.chars().count() <= SHORT {
            paper.field(label, text);
        }
    }
    paper.field("Agreed by", &agreed_by(brief));
}

fn agreed_by(brief: &RecordBrief) -> String {
    let said = brief.agreements.iter().map(|agreement| match agreement.current {
        true => agreement.organisation.clone(),
        false => format!("{} (to an older version)", agreement.organisation),
    });
    super::listed(said.collect::<Vec<_>>().iter().map(String::as_str))
}

fn who_is_in(paper: &mut Paper, record: &Record) {
    if record.organisations.iter().all(|organisation| organisation.commitment.is_none()) {
        paper.paragraph("No organisation has said yet how it stands to the project.");
        return;
    }
    paper.field("In", &super::listed(names(record, Stance::In)));
    paper.field("Reflecting", &reflecting(record));
    paper.field("Later", &super::listed(names(record, Stance::Later)));
    paper.field("Stepping away", &super::listed(names(record, Stance::Away)));
    let silent = record.organisations.iter().filter(|organisation| organisation.commitment.is_none());
    paper.field("Not said yet", &super::listed(silent.map(|organisation| organisation.name.as_str())));
    paper.paragraph(goes_ahead(record));
}

/// Each with its day, which is when somebody asks again.
fn reflecting(record: &Record) -> String {
    let said = |organisation: &RecordOrganisation| {
        let commitment = organisation.commitment.as_ref().filter(|commitment| commitment.stance == Stance::Reflecting)?;
        let until = stance(commitment).strip_prefix("reflecting ").map(|until| format!(" ({until})"));
        Some(format!("{}{}", organisation.name, until.unwrap_or_default()))
    };
    super::listed(record.organisations.iter().filter_map(said).collect::<Vec<_>>().iter().map(String::as_str))
}

fn meeting(paper: &mut Paper, record: &Record) {
    let next = &record.plan.next;
    match &next.when {
        Some(when) => paper.lead(moment::local(when)),
        None if is_visible(&next.reason) => paper.field("Why there is no date", &next.reason),
        None => paper.paragraph(if record.draft { "No date yet." } else { "No date was set." }),
    }
    paper.field("Where", &next.place);
    if next.communications.chars().count() <= SHORT {
        paper.field("How we keep in touch", &next.communications);
    }
}
