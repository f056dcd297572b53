//! The record as a paper: what stands in it and in which order. What was agreed comes first, then where it came from.

mod briefs;
mod next;
mod offers;
mod people;
mod problems;
mod pulse;
mod roles;

pub use next::stance;
pub use offers::table as offers_table;

use super::{
    Record,
    paper::{Paper, moment},
};

impl Record {
    /// The record as a document that has no format yet.
    pub fn paper(&self) -> Paper {
        let mut paper = Paper {
            title: self.workshop.details.title.clone(),
            kind: "The record",
            workshop: self.workshop.details.title.clone(),
            made_at: self.made_at,
            draft: self.draft,
            blocks: Vec::new(),
        };
        head(&mut paper, self);
        in_short(&mut paper, self);
        briefs::write(&mut paper, self);
        roles::write(&mut paper, self);
        next::write(&mut paper, self);
        problems::write(&mut paper, self);
        offers::write(&mut paper, self);
        pulse::write(&mut paper, self);
        people::write(&mut paper, self);
        people::write_private(&mut paper, self);
        paper
    }

    /// The record as CommonMark.
    pub fn markdown(&self) -> String {
        self.paper().markdown()
    }
}

fn head(paper: &mut Paper, record: &Record) {
    let made = moment::of(record.made_at);
    paper.paragraph(if record.draft {
        format!("A draft, made on {made} during \"{}\". The workshop goes on, and so does this record.", record.step_title)
    } else {
        format!("Made on {made}, after the workshop closed.")
    });
    let details = &record.workshop.details;
    paper.field("Convened by", &record.workshop.convener);
    paper.field("Place", &details.place);
    if let Some(started_at) = record.workshop.started_at {
        paper.field("Held on", &moment::date(started_at));
    }
    paper.field("Purpose", &details.purpose);
    paper.list("House rules", details.rules.iter().cloned());
}

/// What somebody who reads no further has to know.
fn in_short(paper: &mut Paper, record: &Record) {
    let chosen = record.briefs.iter().find(|brief| brief.chosen);
    let names = |wanted| next::names(record, wanted).join(", ");
    let mut lines: Vec<String> = Vec::new();
    if let Some(brief) = chosen.filter(|brief| !brief.title.trim().is_empty()) {
        lines.push(format!("The project: {}", brief.title.trim()));
    }
    if record.committed > 0 {
        lines.push(format!("In: {}", names(trestle_protocol::Stance::In)));
    }
    if !record.plan.actions.is_empty() {
        lines.push(format!("Actions: {}", record.plan.actions.len()));
    }
    if let Some(when) = &record.plan.next.when {
        lines.push(format!("We meet again: {}", moment::local(when)));
    }
    if !lines.is_empty() {
        paper.section("In short");
        paper.list("", lines);
    }
}
