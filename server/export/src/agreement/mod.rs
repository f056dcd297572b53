//! A draft of a partnership agreement, prefilled with what the workshop settled. What it did not settle stands there as a question.

mod plan;
mod scorecard;
mod sections;

use trestle_core::{
    heading::Heading,
    record::{
        Record, RecordBrief, RecordOrganisation,
        paper::{Paper, moment},
    },
    text::is_visible,
};
use trestle_protocol::Stance;

/// The draft, with a scorecard before it and a skeleton of a project plan behind it.
pub fn agreement(record: &Record) -> Paper {
    let mut paper = Paper {
        title: "Partnership agreement".to_owned(),
        kind: "Agreement".to_owned(),
        workshop: Heading::Workshop.printed(&record.workshop.details.title),
        made_at: record.made_at,
        zone: record.workshop.details.zone.clone(),
        draft: true,
        byline: String::new(),
        front: Vec::new(),
        blocks: Vec::new(),
    };
    paper.paragraph(format!(
        "Made from the record of the workshop \"{}\" on {}. What the workshop settled is filled in. What it did not settle stands here as a \
         question, marked \"To agree\". This draft binds nobody until the partners have agreed on its words and signed them.",
        Heading::Workshop.printed(&record.workshop.details.title),
        moment::of(record.made_at, &record.workshop.details.zone)
    ));
    scorecard::write(&mut paper, record);
    sections::write(&mut paper, record);
    plan::write(&mut paper, record);
    paper
}

/// The brief that was chosen.
fn chosen(record: &Record) -> Option<&RecordBrief> {
    record.briefs.iter().find(|brief| brief.chosen)
}

/// Organisations that stand so to the project.
fn standing(record: &Record, wanted: Stance) -> Vec<&RecordOrganisation> {
    let stands = |organisation: &&RecordOrganisation| organisation.commitment.as_ref().is_some_and(|c| c.stance == wanted);
    record.organisations.iter().filter(stands).collect()
}

/// What is known, or the question.
fn settled(paper: &mut Paper, label: &str, text: &str, question: &str) {
    if is_said(text) {
        paper.field(label, text);
    } else {
        paper.question(question);
    }
}

fn is_said(text: &str) -> bool {
    is_visible(text)
}
