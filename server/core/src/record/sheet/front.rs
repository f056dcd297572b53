//! The page that stands alone: what was agreed, by whom, who does what by when, and when we meet again. Somebody who reads no further knows it.

use super::next::{actions, closed_without, goes_ahead, names, stance};
use crate::{
    heading::Heading,
    name::tidy,
    record::{
        Filled, Record, RecordBrief, RecordOrganisation,
        paper::{Paper, moment},
    },
};
use trestle_protocol::{FieldRole, FormRole, ListRole, Stance};

/// Answers of a brief that are longer, in characters, are for the pages behind: this one has to fit on a wall.
const SHORT: usize = 280;

pub(super) fn write(paper: &mut Paper, record: &Record) {
    if record.draft {
        let made = moment::of(record.made_at, &record.workshop.details.zone);
        let step = Heading::Step.printed(&record.step_title);
        paper.paragraph(format!("A draft, made on {made} during \"{step}\". The workshop goes on, and so does this record."));
    }
    paper.paragraph(record.closed_without.as_ref().map(closed_without).unwrap_or_default());
    if record.form_for(FormRole::Brief).is_some() {
        paper.section("What we agreed");
        agreed(paper, record);
    }
    if record.committed_needed > 0 || record.organisations.iter().any(|organisation| organisation.commitment.is_some()) {
        paper.section("Who is in");
        who_is_in(paper, record);
    }
    if let Some(list) = record.list_for(ListRole::Actions) {
        paper.section("Who does what by when");
        actions(paper, record, list);
    }
    if record.form_for(FormRole::Meeting).is_some() {
        paper.section("When we meet again");
        meeting(paper, record);
    }
}

fn agreed(paper: &mut Paper, record: &Record) {
    let Some(brief) = record.briefs.iter().find(|brief| brief.chosen) else {
        paper.paragraph(if record.draft { "No project has been chosen yet." } else { "No project was chosen." });
        return;
    };
    let filled = Filled::brief(record, brief);
    paper.lead(super::title_or(&tidy(filled.text(FieldRole::Title)), "A project without a title yet"));
    for role in [FieldRole::Who, FieldRole::Why, FieldRole::Measure] {
        short(paper, &filled, role);
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
    let next = Filled::meeting(record);
    match next.field(FieldRole::Meeting) {
        Some(field) if next.value(&field.id).is_some() => paper.lead(next.words(field)),
        _ if next.says(FieldRole::Reason) => print(paper, &next, FieldRole::Reason),
        Some(_) => paper.paragraph(if record.draft { "No date yet." } else { "No date was set." }),
        None => {}
    }
    print(paper, &next, FieldRole::Place);
    short(paper, &next, FieldRole::Communications);
}

/// The field of that role under its label, if there is one.
fn print(paper: &mut Paper, filled: &Filled<'_>, role: FieldRole) {
    if let Some(field) = filled.field(role) {
        filled.print_one(paper, field);
    }
}

/// The same, if it is short.
fn short(paper: &mut Paper, filled: &Filled<'_>, role: FieldRole) {
    if filled.said(role).chars().count() <= SHORT {
        print(paper, filled, role);
    }
}
