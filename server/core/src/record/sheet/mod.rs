//! The record as a paper: what stands in it and in which order. What was agreed comes first, on a page that stands alone, then where it came from.

pub(super) mod briefs;
mod front;
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
use crate::{heading::Heading, text::is_visible};
use trestle_protocol::PollKind;

impl Record {
    /// The record as a document that has no format yet.
    pub fn paper(&self) -> Paper {
        let mut paper = Paper {
            title: Heading::Workshop.printed(&self.workshop.details.title),
            kind: "The record".to_owned(),
            workshop: Heading::Workshop.printed(&self.workshop.details.title),
            made_at: self.made_at,
            zone: self.workshop.details.zone.clone(),
            draft: self.draft,
            byline: byline(self),
            front: Vec::new(),
            blocks: Vec::new(),
        };
        front::write(&mut paper, self);
        paper.stands_alone();
        briefs::write(&mut paper, self);
        roles::write(&mut paper, self);
        next::write(&mut paper, self);
        problems::write(&mut paper, self);
        offers::write(&mut paper, self);
        pulse::write(&mut paper, self);
        about(&mut paper, self);
        people::write(&mut paper, self);
        paper
    }

    /// The record as CommonMark.
    pub fn markdown(&self) -> String {
        self.paper().markdown()
    }
}

/// A title, or what stands in its place.
fn title_or<'a>(title: &'a str, otherwise: &'a str) -> &'a str {
    if is_visible(title) { title } else { otherwise }
}

/// Several names in one line. Where some run from right to left, each keeps its place: without marks between them, bidirectional text would turn the
/// list around its first name.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const LEFT_TO_RIGHT: char = '\u{200e}';
    let runs_back = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let names: Vec<&str> = names.into_iter().collect();
    match names.len() > 1 && names.iter().any(|name| name.contains(runs_back)) {
        true => format!("{LEFT_TO_RIGHT}{}", names.join(&format!("{LEFT_TO_RIGHT}, "))),
        false => names.join(", "),
    }
}

/// Who counted the hands that a poll's results hold; nothing where all answered on a device.
pub(super) fn counted(paper: &mut Paper, record: &Record, poll: PollKind) {
    let counted = record.hands.iter().filter(|hands| hands.poll == poll).map(|hands| format!("{} ({})", hands.counter(), hands.hands));
    let counted: Vec<String> = counted.collect();
    if !counted.is_empty() {
        paper.field("Hands counted by", &listed(counted.iter().map(String::as_str)));
    }
}

fn byline(record: &Record) -> String {
    let details = &record.workshop.details;
    let parts = [
        Some(format!("Convened by {}", record.workshop.convener)).filter(|_| is_visible(&record.workshop.convener)),
        Some(details.place.clone()).filter(|place| is_visible(place)),
        record.workshop.started_at.map(|at| format!("Held on {}", moment::date(at, &details.zone))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ")
}

/// What everybody knew on the day and somebody who reads it a year later does not.
fn about(paper: &mut Paper, record: &Record) {
    let details = &record.workshop.details;
    paper.section("About the workshop");
    paper.field("Purpose", &details.purpose);
    paper.list("House rules", details.rules.iter().cloned());
    let made = moment::of(record.made_at, &details.zone);
    let when = if record.draft { "while the workshop goes on" } else { "after the workshop closed" };
    paper.field("This record", &format!("Made on {made}, {when}."));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_run_from_right_to_left_keep_their_place_in_a_list() {
        assert_eq!(listed(["Age UK", "Library"]), "Age UK, Library");
        assert_eq!(listed(["مكتبة", "Library"]), "\u{200e}مكتبة\u{200e}, Library");
        assert_eq!(listed(["مكتبة"]), "مكتبة");
    }
}
