//! Whether a scenario file holds together: what it names is there, and what is wrong is said with its place.

use super::Scenario;
use std::collections::BTreeSet;

/// Why a file is no scenario.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// Not JSON, or not of this form.
    #[error("it is not of a scenario's form: {0}")]
    Form(#[from] serde_json::Error),
    /// It names something that it does not have.
    #[error("{place} names {kind} `{id}`, which is not in the file")]
    Dangling {
        /// For example `notes[3]`.
        place: String,
        /// For example `the seat`.
        kind: &'static str,
        /// What is missing.
        id: String,
    },
    /// Two things have one id.
    #[error("the id `{0}` is there twice")]
    Twice(String),
    /// A team of nobody.
    #[error("teams[{0}] has no seats")]
    NobodyInTeam(usize),
    /// No lane for a note to hang in.
    #[error("`themes` is empty: a wall needs at least one")]
    NoThemes,
    /// Nobody to convene.
    #[error("no organisation convenes: neither `convener` nor an organisation with the role `convener` is there")]
    NoConvener,
}

impl Scenario {
    /// Everything that is named is there, and nothing twice.
    pub(super) fn check(&self) -> Result<(), ScenarioError> {
        unique(self.organisations.iter().map(|organisation| &organisation.id))?;
        unique(self.seats.iter().map(|seat| &seat.id))?;
        unique(self.teams.iter().flat_map(|team| &team.seats))?;
        if self.convening().is_none() && self.convener.is_empty() {
            return Err(ScenarioError::NoConvener);
        }
        if self.themes.is_empty() {
            return Err(ScenarioError::NoThemes);
        }
        self.check_people()?;
        self.check_numbers()
    }

    /// Everybody who is named is there.
    fn check_people(&self) -> Result<(), ScenarioError> {
        let plan = &self.plan;
        let seats = named("seats", &self.seats, |seat| seat.organisation.as_deref());
        let core = named("plan.core", &plan.core, |row| row.organisation.as_deref());
        let actions = named("plan.actions", &plan.actions, |row| row.organisation.as_deref());
        let commitments = plan.commitments.keys().map(|id| ("plan.commitments".to_owned(), id.as_str()));
        let organisations: BTreeSet<&str> = self.organisations.iter().map(|organisation| organisation.id.as_str()).collect();
        known("the organisation", &organisations, seats.chain(core).chain(actions).chain(commitments))?;

        let notes = named("notes", &self.notes, |note| Some(note.seat.as_str()));
        let raters = self.ratings.keys().map(|id| ("ratings".to_owned(), id.as_str()));
        let voters = self.choose.keys().map(|id| ("choose".to_owned(), id.as_str()));
        let teams = self.teams.iter().enumerate().flat_map(|(number, team)| {
            let speakers = team.feedback.iter().map(|line| &line.seat);
            team.seats.iter().chain(speakers).map(move |id| (format!("teams[{number}]"), id.as_str()))
        });
        let core = named("plan.core", &plan.core, |row| row.seat.as_deref());
        let actions = named("plan.actions", &plan.actions, |row| row.seat.as_deref());
        let seats: BTreeSet<&str> = self.seats.iter().map(|seat| seat.id.as_str()).collect();
        known("the seat", &seats, notes.chain(raters).chain(voters).chain(teams).chain(core).chain(actions))
    }

    /// Everything that is counted is there.
    fn check_numbers(&self) -> Result<(), ScenarioError> {
        for (number, group) in self.groups.iter().enumerate() {
            counted(&format!("groups[{number}]"), "the note", &group.notes, self.notes.len())?;
        }
        for (number, team) in self.teams.iter().enumerate() {
            if team.seats.is_empty() {
                return Err(ScenarioError::NobodyInTeam(number));
            }
            counted(&format!("teams[{number}].brief"), "the group", &team.brief.groups, self.groups.len())?;
        }
        for (seat, ratings) in &self.ratings {
            let last: Vec<usize> = ratings.len().checked_sub(1).into_iter().collect();
            counted(&format!("ratings.{seat}"), "the group", &last, self.groups.len())?;
        }
        let chosen: Vec<usize> = self.choose.values().flatten().copied().collect();
        counted("choose", "the team", &chosen, self.teams.len())
    }
}

fn unique<'a>(ids: impl Iterator<Item = &'a String>) -> Result<(), ScenarioError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(ScenarioError::Twice(id.clone()));
        }
    }
    Ok(())
}

/// What each row of a list names, with the row's place.
fn named<'a, T>(
    list: &'static str,
    rows: &'a [T],
    name: impl Fn(&'a T) -> Option<&'a str> + 'a,
) -> impl Iterator<Item = (String, &'a str)> {
    rows.iter().enumerate().filter_map(move |(number, row)| Some((format!("{list}[{number}]"), name(row)?)))
}

fn known<'a>(kind: &'static str, there: &BTreeSet<&str>, named: impl Iterator<Item = (String, &'a str)>) -> Result<(), ScenarioError> {
    for (place, id) in named {
        if !there.contains(id) {
            return Err(ScenarioError::Dangling { place, kind, id: id.to_owned() });
        }
    }
    Ok(())
}

fn counted(place: &str, kind: &'static str, numbers: &[usize], there: usize) -> Result<(), ScenarioError> {
    match numbers.iter().find(|number| **number >= there) {
        None => Ok(()),
        Some(number) => Err(ScenarioError::Dangling { place: place.to_owned(), kind, id: number.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(json: &str) -> String {
        Scenario::parse(json).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn a_scenario_may_hold_next_to_nothing() {
        let scenario = Scenario::parse(
            r#"{"title": "T", "convener": "C", "themes": [{"id": "t", "title": "T"}], "plan": {"reconvene": null}, "rules": null}"#,
        )
        .unwrap();
        assert!(scenario.seats.is_empty() && scenario.plan.reconvene.when.is_none());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let base = r#""title": "T", "convener": "C", "themes": [{"id": "t", "title": "T"}], "seats": [{"id": "a", "name": "A"}]"#;
        for (rest, words) in [
            (r#""notes": [{"seat": "b", "theme": "t", "text": "x"}]"#, "notes[0] names the seat `b`"),
            (r#""groups": [{"title": "g", "notes": [0]}]"#, "groups[0] names the note `0`"),
            (r#""teams": [{"seats": []}]"#, "teams[0] has no seats"),
            (r#""teams": [{"seats": ["a"]}, {"seats": ["a"]}]"#, "the id `a` is there twice"),
            (r#""choose": {"a": 0}"#, "choose names the team `0`"),
            (r#""ratings": {"a": [[1, 2]]}"#, "ratings.a names the group `0`"),
            (r#""plan": {"commitments": {"x": ["in", null]}}"#, "plan.commitments names the organisation `x`"),
            (r#""plan": {"commitments": {"x": ["maybe", null]}}"#, "not of a scenario's form"),
        ] {
            let said = refused(&format!("{{{base}, {rest}}}"));
            assert!(said.contains(words), "{rest}: {said}");
        }
        assert!(refused(r#"{"title": "T"}"#).contains("convenes"));
        assert!(refused(r#"{"title": "T", "convener": "C"}"#).contains("themes"));
        assert!(refused("nonsense").contains("line 1"));
    }
}
