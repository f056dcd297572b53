//! What a partnership needs, and how much of it the workshop brought about.

use super::{chosen, is_said, rows, standing};
use trestle_core::record::{
    Filled, Record, RecordOrganisation,
    paper::{Paper, Table},
};
use trestle_protocol::{FieldRole, ListRole, Stance};

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
    let says = |role| is_said(&super::says(record, role));
    let all = |roles: &[FieldRole]| State::of(&roles.iter().map(|role| says(*role)).collect::<Vec<_>>());
    vec![
        ("A shared aim", all(&[FieldRole::Title, FieldRole::Why]), "Title and \"why it matters\" of the chosen brief"),
        ("A problem that all know", all(&[FieldRole::Problem, FieldRole::Who]), "The brief's problem and who it affects"),
        ("A yes of each partner to the brief as it stands", yes(record), "\"We agree\" on the chosen brief"),
        ("A fit with each partner's strategy", all(&[FieldRole::Fit]), "The chosen brief"),
        ("A way to tell that it worked", all(&[FieldRole::Measure]), "The chosen brief"),
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

/// Has that organisation a row of the core ring in which the field of that role says something?
fn has(record: &Record, partner: &str, says: impl Fn(&Filled<'_>) -> bool) -> bool {
    rows(record, ListRole::Core).iter().any(|row| row.name(FieldRole::Organisation) == Some(partner) && says(row))
}

fn people(record: &Record) -> Vec<Ingredient> {
    let enough = record.committed >= record.committed_needed;
    let has_date =
        |organisation: &RecordOrganisation| organisation.commitment.as_ref().is_some_and(|commitment| commitment.until.is_some());
    let reflecting = standing(record, Stance::Reflecting);
    let ticked = |list, role| rows(record, list).iter().any(|row| row.is_ticked(role));
    vec![
        ("At least two committed partners", State::of(&[record.committed > 0, enough]), "Commitments"),
        (
            "A date by which the others decide",
            State::of_each(reflecting.into_iter().map(has_date)),
            "Organisations that are still reflecting",
        ),
        ("A lead for the work", State::of(&[ticked(ListRole::Core, FieldRole::Lead)]), "The core ring"),
        (
            "A part for each partner",
            each_partner(record, |partner| has(record, &partner.name, has_part)),
            "Responsibilities in the core ring",
        ),
        ("Somebody who can say yes", State::of(&[ticked(ListRole::Leadership, FieldRole::Decides)]), "The leadership ring"),
        (
            "A contact at each partner",
            each_partner(record, |partner| Filled::card(record, partner).says(FieldRole::Contact)),
            "Organisation cards of committed partners",
        ),
    ]
}

/// Something is said that has no meaning of its own to us: what somebody is there for.
fn has_part(row: &Filled<'_>) -> bool {
    row.parts().next().is_some()
}

fn work(record: &Record) -> Vec<Ingredient> {
    let next = Filled::meeting(record);
    let is_whole = |row: &Filled<'_>| row.says(FieldRole::Due) && !row.who().is_empty();
    let actions = rows(record, ListRole::Actions);
    let actions = if actions.is_empty() { State::NotInPlace } else { State::of_each(actions.iter().map(is_whole)) };
    let puts_in = |partner: &RecordOrganisation| has(record, &partner.name, |row| row.says(FieldRole::Commits));
    let asking = standing(record, Stance::In).into_iter().filter(|partner| Filled::card(record, partner).says(FieldRole::Asks));
    let asks = asking.map(|partner| record.links.iter().any(|link| link.asked_by == partner.name));
    let wider = rows(record, ListRole::Extended);
    let wider = wider.iter().map(|row| row.says(FieldRole::How) && row.says(FieldRole::Due));
    vec![
        ("First actions with names and dates", actions, "Actions"),
        ("What each partner puts in", each_partner(record, puts_in), "What the core ring commits"),
        ("An answer to what partners ask for", State::of_each(asks), "Cards, and offers linked to asks"),
        ("A plan for whom else to involve", State::of_each(wider), "The extended ring: how and when"),
        ("A way to keep in touch", State::of(&[next.says(FieldRole::Communications)]), "Next steps"),
        ("A date to look at how it goes", State::of(&[next.says(FieldRole::Meeting)]), "Next steps"),
    ]
}

/// The workshop does not ask for these; they are written when the agreement is.
fn rules() -> Vec<Ingredient> {
    ["How decisions are taken", "What happens when partners disagree", "What is shared about people, and how", "How it ends"]
        .map(|name| (name, State::NotInPlace, "Not asked in the workshop: see the questions below"))
        .to_vec()
}
