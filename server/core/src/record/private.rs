//! What a workshop leaves behind for its facilitators alone: a document of its own, so that the record can be passed on as it is.

use super::{
    Record, RecordBrief,
    make::{briefs, see, shown},
    paper::{Block, Paper},
    sheet,
};
use crate::{documents::Documents, heading, heading::Heading, identity::Viewer, name, programmes, state::State, text::is_visible};
use serde::{Deserialize, Serialize};
use trestle_protocol::{OrganisationId, Programme, Role, Time, WorkshopId};

/// Everything that is for facilitators alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Private {
    /// Shape of this value; rises when it changes.
    pub version: u32,
    /// When it was made (milliseconds since 1970-01-01T00:00Z).
    pub made_at: Time,
    /// Which workshop.
    pub workshop: WorkshopId,
    /// What it is called.
    pub title: String,
    /// The workshop's time zone.
    #[serde(default)]
    pub zone: String,
    /// What organisations told facilitators in private; those that told something.
    #[serde(default)]
    pub asides: Vec<Aside>,
    /// Briefs that were never shown to everybody. Until the end they stand in facilitators' own record.
    #[serde(default)]
    pub briefs: Vec<RecordBrief>,
    /// What the workshop ran on, prompts and scripts as they were written.
    #[serde(default)]
    pub programme: Option<Programme>,
    /// Titles and scripts of its steps as facilitators read them, with everything filled in: for people who read the paper, no part of the data.
    #[serde(skip)]
    pub script: Vec<(String, String)>,
}

/// What an organisation told facilitators in private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// Its number, as in the record.
    pub id: OrganisationId,
    /// Its name.
    pub organisation: String,
    /// What it is unsure about.
    pub unsure: String,
}

/// What is for facilitators alone so far; the caller has made sure that one of them asks.
pub fn private(state: &State, documents: &Documents, made_at: Time) -> Private {
    let facilitator = Viewer::class(Role::Facilitator);
    let seen = see(state, documents, facilitator);
    let shown = shown(state, documents, facilitator);
    let aside = |(id, unsure): (&OrganisationId, &String)| Aside { id: *id, organisation: seen.organisation(*id), unsure: unsure.clone() };
    Private {
        version: Private::VERSION,
        made_at,
        workshop: state.id.unwrap_or(WorkshopId(Default::default())),
        title: state.title(),
        zone: state.details.zone.clone(),
        asides: seen.asides.iter().map(aside).collect(),
        briefs: briefs(&seen, |team| !shown.briefs.contains_key(team)),
        programme: Some(heading::programme(&state.programme)),
        script: script(state),
    }
}

/// The steps about which the programme has something to say to facilitators.
fn script(state: &State) -> Vec<(String, String)> {
    let (details, convener) = (heading::details(&state.details), state.convener());
    let fill = |text: &str| programmes::fill(text, &details, &convener);
    let steps = state.programme.steps().map(|step| (Heading::Step.shown(&step.title), fill(&step.script)));
    steps.filter(|(_, said)| is_visible(said)).collect()
}

impl Private {
    /// Its present shape.
    pub const VERSION: u32 = 1;

    /// As a document that has no format yet.
    pub fn paper(&self) -> Paper {
        let mut paper = Paper {
            title: format!("Private notes: {}", Heading::Workshop.printed(&self.title)),
            kind: "For facilitators only".to_owned(),
            workshop: Heading::Workshop.printed(&self.title),
            made_at: self.made_at,
            zone: self.zone.clone(),
            draft: false,
            byline: String::new(),
            front: Vec::new(),
            blocks: Vec::new(),
        };
        paper.paragraph("What the record does not hold, because it was told to facilitators in private or was theirs from the start. The record itself can be passed on as it is; this cannot.");
        self.asides(&mut paper);
        if !self.briefs.is_empty() {
            paper.section("Briefs that were not shown to everybody");
            sheet::briefs::each(&mut paper, &self.briefs);
        }
        self.scripts(&mut paper);
        paper
    }

    /// As CommonMark.
    pub fn markdown(&self) -> String {
        self.paper().markdown()
    }

    fn asides(&self, paper: &mut Paper) {
        paper.section("What organisations are unsure about");
        let told = self.asides.iter().filter(|aside| is_visible(&aside.unsure));
        told.clone().for_each(|aside| paper.field(&name::shown(&aside.organisation, name::ORGANISATION), &aside.unsure));
        if told.count() == 0 {
            paper.paragraph("Nobody told you anything in private.");
        }
    }

    fn scripts(&self, paper: &mut Paper) {
        if self.script.is_empty() {
            return;
        }
        paper.blocks.push(Block::PageBreak);
        paper.section("The script of the programme");
        self.script.iter().for_each(|(title, said)| paper.field(&Heading::Step.printed(title), said));
    }
}

/// A record and what belongs to it in private, in one file.
#[derive(Deserialize)]
struct Both {
    record: Record,
    private: Private,
}

/// What stood in facilitators' records until version 2, and is private now.
#[derive(Deserialize)]
struct Older {
    workshop: OlderWorkshop,
    organisations: Vec<OlderOrganisation>,
}

#[derive(Deserialize)]
struct OlderWorkshop {
    #[serde(default)]
    programme: Option<Programme>,
}

#[derive(Deserialize)]
struct OlderOrganisation {
    id: OrganisationId,
    name: String,
    #[serde(default)]
    unsure: Option<String>,
}

/// Reads a record as it was downloaded: with what is private beside it (`{"record": ..., "private": ...}`), alone, or as older versions made it, with
/// what is private now among the rest.
pub fn part(given: &[u8]) -> Result<(Record, Option<Private>), serde_json::Error> {
    if let Ok(Both { record, private }) = serde_json::from_slice(given) {
        return Ok((record, Some(private)));
    }
    let record: Record = serde_json::from_slice(given)?;
    let Older { workshop, organisations } = serde_json::from_slice(given)?;
    let told = organisations.into_iter().filter_map(|OlderOrganisation { id, name, unsure }| {
        let unsure = unsure.filter(|unsure| !unsure.is_empty())?;
        Some(Aside { id, organisation: name, unsure })
    });
    let private = Private {
        version: Private::VERSION,
        made_at: record.made_at,
        workshop: record.workshop.id,
        title: record.workshop.details.title.clone(),
        zone: record.workshop.details.zone.clone(),
        asides: told.collect(),
        briefs: Vec::new(),
        programme: workshop.programme,
        script: Vec::new(),
    };
    let is_there = !private.asides.is_empty() || private.programme.is_some();
    Ok((record, is_there.then_some(private)))
}
