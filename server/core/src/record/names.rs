//! Where names stand in a record: one list for everything that has to go through all of them.

use super::{Private, Record, RecordBrief, RecordNames};
use std::collections::BTreeMap;
use trestle_protocol::{Field, FieldKind, Form, FormId};

/// Whose a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// A person's; in teams together with the organisation.
    Person,
    /// An organisation's.
    Organisation,
}

/// What has names in it.
pub(crate) trait Names {
    /// Every name in it, to be looked at or changed.
    fn every_name(&mut self) -> Found<'_>;
}

/// Names, and whose they are.
type Found<'a> = Vec<(Whose, &'a mut String)>;

impl Names for Record {
    fn every_name(&mut self) -> Found<'_> {
        let mut found: Found<'_> = self.others.iter_mut().map(person).collect();
        found.push(organisation(&mut self.workshop.convener));
        for one in &mut self.organisations {
            found.push(organisation(&mut one.name));
            found.extend(one.people.iter_mut().map(person));
            in_forms(&self.forms, &mut one.names, &mut found);
        }
        for group in &mut self.groups {
            in_forms(&self.forms, &mut group.names, &mut found);
            group.notes.iter_mut().for_each(|note| in_note(note, &mut found));
        }
        found.extend(self.questions.iter_mut().flat_map(|asked| &mut asked.hands).filter_map(|hands| hands.table.as_mut()).map(person));
        self.loose.iter_mut().for_each(|note| in_note(note, &mut found));
        for link in &mut self.links {
            found.extend([&mut link.offered_by, &mut link.asked_by].map(organisation));
        }
        self.briefs.iter_mut().for_each(|brief| in_brief(&self.forms, brief, &mut found));
        in_forms(&self.forms, &mut self.names, &mut found);
        for list in &mut self.lists {
            list.rows.iter_mut().for_each(|row| in_fields(&list.list.columns, &mut row.names, &mut found));
        }
        found.extend(self.closed_without.iter_mut().flat_map(|missing| &mut missing.organisations).map(organisation));
        found
    }
}

impl Names for Private {
    fn every_name(&mut self) -> Found<'_> {
        let mut found: Found<'_> = self.asides.iter_mut().map(|aside| organisation(&mut aside.organisation)).collect();
        let forms = self.programme.as_ref().map_or(&[][..], |programme| &programme.forms);
        self.briefs.iter_mut().for_each(|brief| in_brief(forms, brief, &mut found));
        found.extend(self.questions.iter_mut().flat_map(|asked| &mut asked.hands).filter_map(|hands| hands.table.as_mut()).map(person));
        found
    }
}

fn person(name: &mut String) -> (Whose, &mut String) {
    (Whose::Person, name)
}

fn organisation(name: &mut String) -> (Whose, &mut String) {
    (Whose::Organisation, name)
}

fn in_note<'a>(note: &'a mut super::RecordNote, found: &mut Found<'a>) {
    found.extend(note.author.as_mut().into_iter().chain(&mut note.via).map(person));
    found.extend(note.organisation.as_mut().map(organisation));
}

fn in_brief<'a>(forms: &[Form], brief: &'a mut RecordBrief, found: &mut Found<'a>) {
    found.extend(brief.team.iter_mut().map(person));
    in_forms(forms, &mut brief.names, found);
    found.extend(brief.agreements.iter_mut().map(|agreement| organisation(&mut agreement.organisation)));
    for author in brief.feedback.iter_mut().filter_map(|line| line.author.as_mut()) {
        found.extend(author.name.as_mut().into_iter().chain(&mut author.via).map(person));
        found.extend(author.organisation.as_mut().map(organisation));
    }
}

fn in_forms<'a>(forms: &[Form], names: &'a mut BTreeMap<FormId, RecordNames>, found: &mut Found<'a>) {
    for (id, names) in names {
        let fields = forms.iter().find(|form| form.id == *id).map_or(&[][..], |form| &form.fields);
        in_fields(fields, names, found);
    }
}

fn in_fields<'a>(fields: &[Field], names: &'a mut RecordNames, found: &mut Found<'a>) {
    for (id, name) in names {
        let is_person = fields.iter().any(|field| field.id == *id && field.kind == FieldKind::Person);
        found.push(if is_person { person(name) } else { organisation(name) });
    }
}
