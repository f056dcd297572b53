//! What of two records, and of what belongs to them in private, has to be equal for one to be the other, brought back.

use super::{numbers::renumber, programme::written, tidied};
use crate::record::{Names, Private, Record, RecordQuestion, ShownNow, Valued, Whose};
use trestle_protocol::{About, Field, FieldKind, OrganisationId, Programme, TeamId, Time, Values, WorkshopId};

/// A record without what cannot come back with an import, or need not:
///
/// - which workshop it is and when the record was made, and that an older version made it;
/// - notes that lay face down: of these a record says only how many there were;
/// - the numbers of organisations and teams, where some were taken away (their order stays);
/// - the numbers of people in what is filled in (their names stay): people are numbered anew;
/// - until when it is kept: a day that has passed by the time of the import would erase it at once;
/// - what turns or hides in a name or a heading, control characters, notes in which there is nothing to see, and what people of one name are told apart by (older versions did not, and whoever is there by name alone is numbered anew);
/// - which step asked a question, which older versions did not keep, and what things are called beside its results, where they have their own place;
/// - forms and lists in which nothing was written, the planned beginning, and how many must be in: these come from a programme that may be in the private
///   part alone.
pub fn comparable(record: &Record) -> Record {
    let mut record = record.as_shown_now();
    record.version = Record::VERSION;
    record.made_at = Time::default();
    record.face_down = 0;
    record.workshop.id = WorkshopId(Default::default());
    record.workshop.details.erase_at = None;
    record.workshop.begins_at = None;
    record.committed_needed = 0;
    record.every_name().into_iter().for_each(bare);
    renumber(&mut record);
    in_one_order(&mut record.questions);
    record.every_value(&mut without_people);
    let written = written(&record);
    record.forms.retain(|form| written.contains(&form.id));
    record.lists.retain(|list| !list.rows.is_empty());
    record
}

/// The private part without what need not come back: which workshop it is, when it was made, and the programme where `given` has none, as in
/// what was taken out of an older record. A programme may declare more than it did: what the record says was filled in.
pub fn comparable_aside(aside: &Private, given: &Private) -> Private {
    let mut aside = aside.as_shown_now();
    aside.every_name().into_iter().for_each(bare);
    aside.every_value(&mut without_people);
    in_one_order(&mut aside.questions);
    let numbered = aside.questions.iter_mut().filter(|asked| matches!(asked.question.about, About::Organisation | About::Team));
    numbered.flat_map(|asked| &mut asked.results).for_each(|one| one.result.subject.clear());
    aside.briefs.iter_mut().for_each(|brief| brief.team_id = TeamId::default());
    aside.asides.retain(|aside| !aside.forms.is_empty());
    aside.asides.iter_mut().for_each(|aside| aside.id = OrganisationId::default());
    let declared = given.as_shown_now().programme;
    Private {
        version: Private::VERSION,
        made_at: Time::default(),
        workshop: WorkshopId(Default::default()),
        programme: aside.programme.take().zip(declared).map(|(programme, declared)| only(programme, &declared)),
        script: Vec::new(),
        forms: Vec::new(),
        groups: Vec::new(),
        ..aside
    }
}

/// A programme with the declarations that there are in that one.
fn only(mut programme: Programme, declared: &Programme) -> Programme {
    programme.forms.retain(|form| declared.form(&form.id).is_some());
    programme.lists.retain(|list| declared.list(&list.id).is_some());
    programme
}

/// People are numbered anew.
fn without_people(fields: &[Field], values: &mut Values) {
    for field in fields.iter().filter(|field| field.kind == FieldKind::Person) {
        values.remove(&field.id);
    }
}

fn in_one_order(questions: &mut [RecordQuestion]) {
    questions.sort_by(|a, b| (&a.question.id, &a.step).cmp(&(&b.question.id, &b.step)));
    for asked in questions {
        asked.step = None;
        asked.results.iter_mut().for_each(|one| one.title.clear());
        // The chosen brief stands first in a record, and its team is numbered first when it comes back.
        if asked.question.about == About::Team {
            asked.results.sort_by_key(|one| one.result.subject.parse::<u32>().ok());
        }
    }
}

/// A name as it is kept now, and `Amina (Age UK, 2)` as `Amina`.
fn bare((whose, name): (Whose, &mut String)) {
    tidied((whose, name));
    let kept = name.clone();
    let told = (whose == Whose::Person && kept.ends_with(')')).then(|| kept.split_once(" (")).flatten();
    *name = told.map_or(kept.as_str(), |(name, _)| name).to_owned();
}
