//! Where names stand in a record: one list for everything that has to go through all of them.

use super::{Private, Record, RecordBrief};

/// Whose a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// A person's; in teams together with the organisation.
    Person,
    /// An organisation's.
    Organisation,
}

impl Record {
    /// Every name in it, to be looked at or changed.
    pub(crate) fn names(&mut self) -> impl Iterator<Item = (Whose, &mut String)> {
        let mut people: Vec<&mut String> = self.others.iter_mut().collect();
        let mut organisations: Vec<&mut String> = vec![&mut self.workshop.convener];
        for organisation in &mut self.organisations {
            organisations.push(&mut organisation.name);
            people.extend(&mut organisation.people);
        }
        for note in self.groups.iter_mut().flat_map(|group| &mut group.notes).chain(&mut self.loose) {
            people.extend(note.author.as_mut().into_iter().chain(&mut note.via));
            organisations.extend(&mut note.organisation);
        }
        people.extend(self.hands.iter_mut().filter_map(|hands| hands.table.as_mut()));
        for link in &mut self.links {
            organisations.extend([&mut link.offered_by, &mut link.asked_by]);
        }
        self.briefs.iter_mut().for_each(|brief| in_brief(brief, &mut people, &mut organisations));
        for row in &mut self.plan.core {
            people.extend(&mut row.person);
            organisations.extend(&mut row.organisation_name);
        }
        for row in &mut self.plan.actions {
            people.extend(&mut row.person);
            organisations.extend(&mut row.organisation_name);
        }
        organisations.extend(self.closed_without.iter_mut().flat_map(|missing| &mut missing.organisations));
        people.into_iter().map(|name| (Whose::Person, name)).chain(organisations.into_iter().map(|name| (Whose::Organisation, name)))
    }
}

impl Private {
    /// Every name in it, to be looked at or changed.
    pub(crate) fn names(&mut self) -> impl Iterator<Item = (Whose, &mut String)> {
        let mut people: Vec<&mut String> = Vec::new();
        let mut organisations: Vec<&mut String> = self.asides.iter_mut().map(|aside| &mut aside.organisation).collect();
        self.briefs.iter_mut().for_each(|brief| in_brief(brief, &mut people, &mut organisations));
        people.into_iter().map(|name| (Whose::Person, name)).chain(organisations.into_iter().map(|name| (Whose::Organisation, name)))
    }
}

fn in_brief<'a>(brief: &'a mut RecordBrief, people: &mut Vec<&'a mut String>, organisations: &mut Vec<&'a mut String>) {
    people.extend(&mut brief.team);
    organisations.extend(brief.agreements.iter_mut().map(|agreement| &mut agreement.organisation));
    for author in brief.feedback.iter_mut().filter_map(|line| line.author.as_mut()) {
        people.extend(author.name.as_mut().into_iter().chain(&mut author.via));
        organisations.extend(&mut author.organisation);
    }
}
