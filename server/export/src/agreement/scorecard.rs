//! What a partnership needs, and how much of it the workshop brought about.

use super::{chosen, is_said, standing};
use trestle_core::record::{
    Named, Record, RecordBrief, RecordOrganisation,
    paper::{Paper, Table},
};
use trestle_protocol::{ActionRow, Stance};

/// How far an ingredient is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    NotRelevant,
    NotInPlace,
    Partly,
    InPlace,
}

impl State {
    fn words(self) -> &'static str {
        match self {
            Self::NotRelevant => "not relevant",
            Self::NotInPlace => "not in place",
            Self::Partly => "partly",
            Self::InPlace => "in place",
        }
    }

    /// In place, partly or not, as many of these hold.
    fn of(holds: &[bool]) -> Self {
        match holds.iter().filter(|holds| **holds).count() {
            0 => Self::NotInPlace,
            count if count == holds.len() => Self::InPlace,
            _ => Self::Partly,
        }
    }

    /// The same for something said by each of several; if there are none, it does not matter here.
    fn of_each(holds: impl Iterator<Item = bool>) -> Self {
        let holds: Vec<bool> = holds.collect();
        if holds.is_empty() { Self::NotRelevant } else { Self::of(&holds) }
    }
}

/// One ingredient, its state, and what that rests on.
pub(super) type Ingredient = (&'static str, State, &'static str);

pub(super) fn write(paper: &mut Paper, record: &Record) {
    let ingredients = ingredients(record);
    paper.section("How far this agreement is");
    let count = |state: State| ingredients.iter().filter(|(_, at, _)| *at == state).count();
    paper.paragraph(format!(
        "Of {} ingredients, {} are in place, {} partly and {} not yet; {} are not relevant here.",
        ingredients.len(),
        count(State::InPlace),
        count(State::Partly),
        count(State::NotInPlace),
        count(State::NotRelevant)
    ));
    let rows = ingredients.iter().map(|(name, state, rests_on)| [(*name).to_owned(), state.words().to_owned(), (*rests_on).to_owned()]);
    paper.table(Table::new("Scorecard of the agreement", [("Ingredient", 5), ("State", 3), ("What this is read from", 6)]).with(rows));
}

pub(super) fn ingredients(record: &Record) -> Vec<Ingredient> {
    let mut all = purpose(record);
    all.extend(people(record));
    all.extend(work(record));
    all.extend(rules());
    all
}

fn purpose(record: &Record) -> Vec<Ingredient> {
    let brief = chosen(record);
    let says = |field: fn(&RecordBrief) -> &str| brief.is_some_and(|brief| is_said(field(brief)));
    vec![
        ("A shared aim", State::of(&[says(|b| &b.title), says(|b| &b.why)]), "Title and \"why it matters\" of the chosen brief"),
        (
            "A problem that all know",
            State::of(&[brief.is_some_and(|b| !b.groups.is_empty()), says(|b| &b.who)]),
            "The brief's problem and who it affects",
        ),
        ("A yes of each partner to the brief as it stands", yes(record), "\"We agree\" on the chosen brief"),
        ("A fit with each partner's strategy", State::of(&[says(|b| &b.fit)]), "The chosen brief"),
        ("A way to tell that it worked", State::of(&[says(|b| &b.success)]), "The chosen brief"),
    ]
}

/// What holds for each committed partner; without partners there is nothing in place.
fn each_partner(record: &Record, holds: impl Fn(&RecordOrganisation) -> bool) -> State {
    let partners = standing(record, Stance::In);
    if partners.is_empty() { State::NotInPlace } else { State::of_each(partners.into_iter().map(holds)) }
}

fn yes(record: &Record) -> State {
    let agreed = |name: &str| chosen(record).is_some_and(|brief| brief.agreements.iter().any(|a| a.current && a.organisation == name));
    each_partner(record, |partner| agreed(&partner.name))
}

fn people(record: &Record) -> Vec<Ingredient> {
    let plan = &record.plan;
    let enough = record.committed >= record.committed_needed;
    let has_role = |name: &str| plan.core.iter().any(|row| row.organisation_name.as_deref() == Some(name) && is_said(&row.row.role));
    let has_date =
        |organisation: &RecordOrganisation| organisation.commitment.as_ref().is_some_and(|commitment| commitment.until.is_some());
    let reflecting = standing(record, Stance::Reflecting);
    vec![
        ("At least two committed partners", State::of(&[record.committed > 0, enough]), "Commitments"),
        (
            "A date by which the others decide",
            State::of_each(reflecting.into_iter().map(has_date)),
            "Organisations that are still reflecting",
        ),
        ("A lead for the work", State::of(&[plan.core.iter().any(|row| row.row.lead)]), "The core ring"),
        ("A part for each partner", each_partner(record, |partner| has_role(&partner.name)), "Responsibilities in the core ring"),
        ("Somebody who can say yes", State::of(&[plan.leadership.iter().any(|row| row.decides)]), "The leadership ring"),
        (
            "A contact at each partner",
            each_partner(record, |partner| is_said(&partner.card.contact)),
            "Organisation cards of committed partners",
        ),
    ]
}

fn work(record: &Record) -> Vec<Ingredient> {
    let plan = &record.plan;
    let is_whole = |row: &Named<ActionRow>| row.row.due.is_some() && (row.person.is_some() || row.organisation_name.is_some());
    let actions = if plan.actions.is_empty() { State::NotInPlace } else { State::of_each(plan.actions.iter().map(is_whole)) };
    let puts_in = |name: &str| plan.core.iter().any(|row| row.organisation_name.as_deref() == Some(name) && is_said(&row.row.commits));
    let asking = standing(record, Stance::In).into_iter().filter(|partner| is_said(&partner.card.hope));
    let asks = asking.map(|partner| record.links.iter().any(|link| link.asked_by == partner.name));
    let wider = plan.extended.iter().map(|row| is_said(&row.how) && is_said(&row.when));
    vec![
        ("First actions with names and dates", actions, "Actions"),
        ("What each partner puts in", each_partner(record, |partner| puts_in(&partner.name)), "What the core ring commits"),
        ("An answer to what partners ask for", State::of_each(asks), "Cards, and offers linked to asks"),
        ("A plan for whom else to involve", State::of_each(wider), "The extended ring: how and when"),
        ("A way to keep in touch", State::of(&[is_said(&plan.next.communications)]), "Next steps"),
        ("A date to look at how it goes", State::of(&[plan.next.when.is_some()]), "Next steps"),
    ]
}

/// The workshop does not ask for these; they are written when the agreement is.
fn rules() -> Vec<Ingredient> {
    ["How decisions are taken", "What happens when partners disagree", "What is shared about people, and how", "How it ends"]
        .map(|name| (name, State::NotInPlace, "Not asked in the workshop: see the questions below"))
        .to_vec()
}
