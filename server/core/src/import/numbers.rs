//! Numbers of organisations and teams in a record: where some were taken away, numbers are missing; a workshop that begins has all from 1.

use crate::record::{Private, Record, RecordList, RecordQuestion, Valued};
use std::collections::BTreeMap;
use trestle_protocol::{About, Field, FieldKind, OrganisationId, TeamId, Value, Values};

/// Which number became which.
pub(super) struct Places {
    organisations: BTreeMap<OrganisationId, OrganisationId>,
    teams: BTreeMap<TeamId, TeamId>,
}

/// Numbers a record's organisations and teams from 1 in their order. What names none of them names none afterwards.
pub(super) fn renumber(record: &mut Record) -> Places {
    let organisations = record.organisations.iter().map(|organisation| organisation.id).zip((1..).map(OrganisationId)).collect();
    let teams = record.briefs.iter().map(|brief| brief.team_id).zip((1..).map(TeamId)).collect();
    let places = Places { organisations, teams };
    for organisation in &mut record.organisations {
        organisation.id = places.organisations.get(&organisation.id).copied().unwrap_or_default();
    }
    record.briefs.iter_mut().zip(1..).for_each(|(brief, place)| brief.team_id = TeamId(place));
    record.every_value(&mut |fields, values| places.values(fields, values));
    record.lists.iter_mut().for_each(|list| places.rows(list));
    record.questions.iter_mut().for_each(|asked| places.results(asked));
    places
}

impl Places {
    /// What is private names the same organisations; its briefs are counted on from those of the record.
    pub(super) fn follow(mut self, aside: &mut Private) {
        for told in &mut aside.asides {
            told.id = self.organisations.get(&told.id).copied().unwrap_or(told.id);
        }
        for (brief, place) in aside.briefs.iter_mut().zip(self.teams.len() as u32 + 1..) {
            self.teams.insert(brief.team_id, TeamId(place));
            brief.team_id = TeamId(place);
        }
        aside.every_value(&mut |fields, values| self.values(fields, values));
        aside.questions.iter_mut().for_each(|asked| self.results(asked));
    }

    fn values(&self, fields: &[Field], values: &mut Values) {
        for field in fields.iter().filter(|field| field.kind == FieldKind::Organisation) {
            let number = values.remove(&field.id).and_then(|value| value.number());
            let place = number.and_then(|number| self.organisations.get(&OrganisationId(number)));
            values.extend(place.map(|place| (field.id.clone(), Value::Number(place.0))));
        }
    }

    /// What has the number of an organisation or a team for a key, by the number that it has now.
    fn key(&self, about: About, key: &str) -> Option<String> {
        let number = key.parse().ok()?;
        match about {
            About::Organisation => self.organisations.get(&OrganisationId(number)).map(ToString::to_string),
            About::Team => self.teams.get(&TeamId(number)).map(ToString::to_string),
            About::Workshop | About::Group => None,
        }
    }

    fn rows(&self, list: &mut RecordList) {
        for row in &mut list.rows {
            row.id = self.key(list.list.rows, &row.id).unwrap_or_else(|| std::mem::take(&mut row.id));
        }
    }

    fn results(&self, asked: &mut RecordQuestion) {
        // Rows that a question is about stand for something themselves, and its own answers say nothing of what.
        for result in asked.results.iter_mut().map(|one| &mut one.result) {
            result.subject = self.key(asked.question.about, &result.subject).unwrap_or_else(|| std::mem::take(&mut result.subject));
        }
    }
}
