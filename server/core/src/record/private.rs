//! What a workshop leaves behind for its facilitators alone: a document of its own, so that the record can be passed on as it is.

use super::{
    Filled, Printed, Record, RecordBrief, RecordGroup, RecordQuestion, before,
    make::{Seen, briefs, groups, questions, see, shown},
    paper::{Block, Paper},
    sheet,
};
use crate::{
    documents::Documents, heading, heading::Heading, identity::Viewer, name, programmes, questions::sheet as printed, state::State,
    text::is_visible,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use trestle_protocol::{Field, Form, FormId, FormRole, OrganisationId, Programme, Role, Showing, Time, Values, WorkshopId};

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
    /// What was asked for facilitators alone, once it is closed and anybody answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<RecordQuestion>,
    /// What the workshop ran on, prompts and scripts as they were written.
    #[serde(default)]
    pub programme: Option<Programme>,
    /// Titles and scripts of its steps as facilitators read them, with everything filled in: for people who read the paper, no part of the data.
    #[serde(skip)]
    pub script: Vec<(String, String)>,
    /// The forms as people read them; for the paper, as well.
    #[serde(skip)]
    pub forms: Vec<Form>,
    /// The groups that briefs pick; for the paper, as well.
    #[serde(skip)]
    pub groups: Vec<RecordGroup>,
}

/// What an organisation told facilitators in private.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Aside {
    /// Its number, as in the record.
    pub id: OrganisationId,
    /// Its name.
    pub organisation: String,
    /// The private fields of its forms, by form.
    #[serde(default)]
    pub forms: BTreeMap<FormId, Values>,
}

/// What is for facilitators alone so far; the caller has made sure that one of them asks.
pub fn private(state: &State, documents: &Documents, made_at: Time) -> Private {
    let facilitator = Viewer::class(Role::Facilitator);
    let seen = see(state, documents, facilitator);
    let shown = shown(state, documents, facilitator);
    Private {
        version: Private::VERSION,
        made_at,
        workshop: state.id.unwrap_or(WorkshopId(Default::default())),
        title: state.title(),
        zone: state.details.zone.clone(),
        asides: asides(&seen),
        briefs: briefs(&seen, |team| !shown.briefs.contains(team)),
        questions: questions(&seen, |question| question.show == Showing::Facilitators),
        programme: Some(heading::programme(&state.programme)),
        script: script(state),
        groups: groups(state, &seen).0,
        forms: seen.forms,
    }
}

fn asides(seen: &Seen) -> Vec<Aside> {
    let mut told: BTreeMap<OrganisationId, BTreeMap<FormId, Values>> = BTreeMap::new();
    for cell in &seen.private {
        let Ok(organisation) = cell.subject.parse().map(OrganisationId) else { continue };
        told.entry(organisation).or_default().insert(cell.form.clone(), cell.values.clone());
    }
    told.into_iter().map(|(id, forms)| Aside { id, organisation: seen.organisation(id), forms }).collect()
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
    pub const VERSION: u32 = 2;

    fn asides(&self, paper: &mut Paper) {
        for form in &self.forms {
            form.fields.iter().filter(|field| field.private).for_each(|field| self.told(paper, form, field));
        }
    }

    /// What each organisation says in a private field.
    fn told(&self, paper: &mut Paper, form: &Form, field: &Field) {
        paper.section(sheet::title_or(&field.label, field.id.as_str()));
        let said = |aside: &Aside| Some(aside.forms.get(&form.id)?.get(&field.id)?.text().to_owned());
        let told = self.asides.iter().filter_map(|aside| Some((aside, said(aside).filter(|said| is_visible(said))?)));
        let told: Vec<_> = told.collect();
        if told.is_empty() {
            paper.paragraph("Nobody told you anything in private.");
        }
        for (aside, said) in told {
            paper.field(&name::shown(&aside.organisation, name::ORGANISATION), &said);
        }
    }

    fn filled<'a>(&'a self, brief: &'a RecordBrief) -> Filled<'a> {
        let form = self.forms.iter().find(|form| form.is == Some(FormRole::Brief));
        Filled::form(form, (&brief.forms, &brief.names), &self.groups)
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

impl Printed for Private {
    fn paper(&self) -> Paper {
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
            sheet::briefs::each(&mut paper, self.briefs.iter().map(|brief| (brief, self.filled(brief))));
        }
        if !self.questions.is_empty() {
            paper.section("Answers for you alone");
            self.questions.iter().for_each(|asked| printed::whole(&mut paper, asked));
        }
        self.scripts(&mut paper);
        paper
    }
}

/// Reads a record as it was downloaded: with what is private beside it (`{"record": ..., "private": ...}`), alone, or as older versions made it, with
/// what is private now among the rest.
pub fn part(given: &[u8]) -> Result<(Record, Option<Private>), serde_json::Error> {
    let given: serde_json::Value = serde_json::from_slice(given)?;
    let (record, private) = before::parted(given);
    Ok((serde_json::from_value(record)?, private.map(serde_json::from_value).transpose()?))
}
