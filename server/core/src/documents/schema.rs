//! Which shared types each document holds, as the programme declares them; the gate admits nothing else. `protocol/README.md` describes them for clients.

use crate::{forms, lists};
use std::sync::LazyLock;
use trestle_gate::{List as Bounds, Schema, Shape};
use trestle_protocol::{About, DocumentName, Field, Form, FormId, List, Programme, limits};

static DESK: LazyLock<Schema> = LazyLock::new(|| {
    // `gone` is data, not memory: whatever carries a desk on carries what is marked.
    let note = [("text", Shape::Text)].into_iter().chain(["theme", "for", "for_organisation", "gone"].map(|key| (key, Shape::Value)));
    Schema::of([("notes", Shape::map(Shape::record(note))), ("draft", Shape::Text)])
});

/// What a programme declares to be filled in together, and the schemas that follow: made once for each programme, never for an update.
#[derive(Debug, Default)]
pub struct Declared {
    pub(super) forms: Vec<Form>,
    pub(super) lists: Vec<List>,
    card: Schema,
    aside: Schema,
    board: Schema,
    brief: Schema,
    plan: Schema,
    groups: Vec<Bounds>,
    rows: Vec<Bounds>,
}

impl Declared {
    /// Those of that programme.
    pub fn of(programme: &Programme) -> Self {
        let (forms, lists) = (programme.forms.clone(), programme.lists.clone());
        let of = |about: About, private: bool| Schema { roots: forms::roots(fields(&forms, about, private)) };
        Self {
            card: of(About::Organisation, false),
            aside: of(About::Organisation, true),
            board: board(&forms),
            brief: of(About::Team, false),
            plan: plan(of(About::Workshop, false), &lists),
            groups: vec![groups()],
            rows: lists.iter().map(lists::bounds).collect(),
            forms,
            lists,
        }
    }

    /// Does that programme declare the same?
    pub(super) fn is_of(&self, programme: &Programme) -> bool {
        self.forms == programme.forms && self.lists == programme.lists
    }

    /// The forms about that.
    pub(super) fn about(&self, about: About) -> impl Iterator<Item = &Form> {
        self.forms.iter().filter(move |form| form.about == about)
    }

    /// The schema of a document.
    pub fn schema(&self, document: DocumentName) -> &Schema {
        match document {
            DocumentName::Desk(_) => &DESK,
            DocumentName::Card(_) => &self.card,
            DocumentName::Aside(_) => &self.aside,
            DocumentName::Board => &self.board,
            DocumentName::Brief(_) => &self.brief,
            DocumentName::Plan => &self.plan,
        }
    }

    /// The lists of a document that everybody adds to. A desk is its seat's own.
    pub(crate) fn bounds(&self, document: DocumentName) -> &[Bounds] {
        match document {
            DocumentName::Board => &self.groups,
            DocumentName::Plan => &self.rows,
            DocumentName::Desk(_) | DocumentName::Card(_) | DocumentName::Aside(_) | DocumentName::Brief(_) => &[],
        }
    }

    /// A name that two things in one document would have: the one or the other could not be written.
    pub(crate) fn clash(&self) -> Option<&str> {
        [&self.card, &self.aside, &self.board, &self.brief, &self.plan].into_iter().find_map(forms::clash)
    }
}

fn fields(forms: &[Form], about: About, private: bool) -> impl Iterator<Item = (&FormId, &Field)> {
    let forms = forms.iter().filter(move |form| form.about == about);
    forms.flat_map(|form| form.fields.iter().map(move |field| (&form.id, field))).filter(move |(_, field)| field.private == private)
}

fn board(forms: &[Form]) -> Schema {
    let own = [("title".to_owned(), Shape::Text), ("order".to_owned(), Shape::Value)];
    let said = forms::record(forms.iter().filter(|form| form.about == About::Group));
    let group = Shape::Record(own.into_iter().chain(said).collect());
    Schema::of([("groups", Shape::map(group)), ("places", Shape::map(Shape::Value))])
}

fn plan(mut forms: Schema, lists: &[List]) -> Schema {
    forms.roots.extend(lists.iter().map(|list| (lists::root(&list.id), lists::shape(list))));
    forms
}

fn groups() -> Bounds {
    Bounds {
        root: "groups".to_owned(),
        most: limits::GROUPS,
        together: limits::shared(limits::GROUPS),
        per_author: limits::GROUPS_PER_SEAT,
    }
}
