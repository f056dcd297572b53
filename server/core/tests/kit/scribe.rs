//! What a player writes: whole texts, and in rough play parts of texts, empty ones and values that mean nothing.

use super::{
    act::Act,
    edit::{Edit, path},
    player::Player,
    words::Word,
    world::World,
};
use trestle_core::{Actor, writable};
use trestle_protocol::{DocumentName, SeatId};
use yrs::Any;

impl Player {
    /// A text that nobody wrote yet.
    fn word(&mut self) -> Word {
        self.words += 1;
        self.words
    }

    fn key(&mut self, kind: &str) -> String {
        self.keys += 1;
        format!("{kind}{}", self.keys)
    }

    /// Somebody and a document, which they mostly may write.
    pub(super) fn document(&mut self, world: &World) -> (Actor, DocumentName) {
        let actor = self.actor(world);
        let mine = self.dice.any(writable(&world.fold.state, actor));
        let any = match self.dice.below(6) {
            0 => DocumentName::Desk(self.seat(world)),
            1 => DocumentName::Card(self.organisation(world)),
            2 => DocumentName::Aside(self.organisation(world)),
            3 => DocumentName::Board,
            4 => DocumentName::Brief(self.team(world)),
            _ => DocumentName::Plan,
        };
        let own = if actor == Actor::Console { Some(SeatId::ROOM) } else { actor.seat() };
        let desk = own.map_or(any, DocumentName::Desk);
        match mine {
            Some(_) if self.dice.percent(30) => (actor, desk),
            Some(mine) if self.dice.percent(92) => (actor, mine),
            _ => (actor, any),
        }
    }

    pub(super) fn edit(&mut self, world: &World) -> Act {
        let (actor, document) = self.document(world);
        self.edited(world, actor, document)
    }

    pub(super) fn edited(&mut self, world: &World, actor: Actor, document: DocumentName) -> Act {
        let edit = match document {
            DocumentName::Desk(seat) => self.desk(world, seat),
            DocumentName::Card(_) => {
                let field = self.dice.pick(&["does", "priorities", "contact", "spaces", "skills", "networks", "impact", "hope"]);
                self.text(field.to_owned())
            }
            DocumentName::Aside(_) => self.text("unsure".to_owned()),
            DocumentName::Board => self.board(world),
            DocumentName::Brief(_) if self.dice.percent(25) => {
                let (group, value) = (self.group(world), self.dice.pick(&[Any::Bool(true), Any::Bool(true), Any::Bool(false), Any::Null]));
                Edit::Value { path: vec!["groups".into(), if group.is_empty() { "gone".into() } else { group }], value }
            }
            DocumentName::Brief(_) => {
                let field = self.dice.pick(&["title", "who", "why", "fit", "constraints", "ideas", "already", "success"]);
                self.text(field.to_owned())
            }
            DocumentName::Plan => self.plan(world),
        };
        let synced = !self.rough || self.dice.percent(70);
        Act::Edit { actor, document, edit, synced }
    }

    /// Writes a text, or a part of it.
    fn text(&mut self, written: String) -> Edit {
        let path = path(&written);
        match self.dice.below(10) {
            0 if self.rough => Edit::Text { path, word: None },
            1..4 if self.rough => Edit::Type { path, after: self.dice.below(101), word: self.word() },
            4..6 if self.rough => Edit::Cut { path, after: self.dice.below(101), characters: self.dice.below(30) as usize },
            _ => Edit::Text { path, word: Some(self.word()) },
        }
    }

    fn desk(&mut self, world: &World, seat: SeatId) -> Edit {
        let known = self.dice.any(world.fold.documents.desk(seat).keys().cloned());
        if let Some(edit) = self.marking(world, seat, known.as_deref()) {
            return edit;
        }
        match (self.dice.below(10), known) {
            (0..2, _) => self.text("draft".into()),
            (2..4, Some(key)) => self.text(format!("notes/{key}/text")),
            (4, Some(key)) => Edit::Drop { path: path(&format!("notes/{key}")) },
            (5, Some(key)) if self.dice.percent(50) => {
                let (field, number) = self.written_for(world);
                Edit::Value { path: path(&format!("notes/{key}/{field}")), value: number }
            }
            (5, Some(key)) => {
                let value = self.dice.pick(&[Any::from("health"), Any::from("digital"), Any::from("no theme"), Any::from(3.0)]);
                Edit::Value { path: path(&format!("notes/{key}/theme")), value }
            }
            _ => {
                let word = if self.rough && self.dice.percent(8) { None } else { Some(self.word()) };
                let theme = self.dice.pick(&["reading", "digital", "health"]);
                let mut values = vec![("theme", theme.into())];
                if self.dice.percent(30) {
                    values.push(self.written_for(world));
                }
                Edit::Row { root: "notes", key: self.key("n"), texts: vec![("text", word)], values }
            }
        }
    }

    /// Deletes a note so that it can come back, brings one back, or deletes it for good.
    fn marking(&mut self, world: &World, seat: SeatId, known: Option<&str>) -> Option<Edit> {
        let marked: Vec<String> = world.fold.documents.marked(seat).cloned().collect();
        match (self.dice.below(20), known, self.dice.any(marked)) {
            (0..3, Some(key), _) => Some(Edit::Value { path: path(&format!("notes/{key}/gone")), value: Any::from(world.now.0 as f64) }),
            (3..6, _, Some(key)) => Some(Edit::Drop { path: path(&format!("notes/{key}/gone")) }),
            (6, _, Some(key)) => Some(Edit::Text { path: path(&format!("notes/{key}/text")), word: Some(self.word()) }),
            (7, _, Some(key)) => Some(Edit::Drop { path: path(&format!("notes/{key}")) }),
            _ => None,
        }
    }

    /// For whom a table writes; of other desks it means nothing.
    fn written_for(&mut self, world: &World) -> (&'static str, Any) {
        if self.dice.percent(60) {
            let without_device = world.fold.state.seats.iter().filter(|(_, seat)| seat.without_device).map(|(id, _)| *id);
            let whom = self.dice.any(without_device).filter(|_| self.dice.percent(70));
            ("for", Any::from(f64::from(whom.unwrap_or_else(|| self.seat(world)).0)))
        } else {
            ("for_organisation", Any::from(f64::from(self.organisation(world).0)))
        }
    }

    fn board(&mut self, world: &World) -> Edit {
        let group = self.group(world);
        match self.dice.below(10) {
            0..4 => {
                let group = if self.dice.percent(80) { Some(group) } else { None };
                Edit::Place { note: self.note(world), group, salt: world.fold.state.salt }
            }
            4..8 if !group.is_empty() => {
                let field = self.dice.pick(&["title", "who", "factors", "seriousness", "priority"]);
                self.text(format!("groups/{group}/{field}"))
            }
            8 if !group.is_empty() && self.dice.percent(50) => Edit::Drop { path: path(&format!("groups/{group}")) },
            8 => Edit::Value { path: path(&format!("groups/{group}/order")), value: Any::from(self.dice.below(9) as f64) },
            _ => {
                let texts = ["title", "who", "factors", "seriousness", "priority"].map(|field| (field, Some(self.word())));
                let order = self.dice.below(50) as f64 / 4.0;
                Edit::Row { root: "groups", key: self.key("g"), texts: texts.to_vec(), values: vec![("order", order.into())] }
            }
        }
    }

    fn plan(&mut self, world: &World) -> Edit {
        let plan = world.fold.documents.plan();
        let (root, fields, known): (_, &[&'static str], Vec<&String>) = match self.dice.below(6) {
            0 => ("core", &["role", "commits"], plan.core.iter().map(|row| &row.id).collect()),
            1 => ("extended", &["who", "why", "how", "when"], plan.extended.iter().map(|row| &row.id).collect()),
            2 => ("leadership", &["who", "how"], plan.leadership.iter().map(|row| &row.id).collect()),
            3 => ("actions", &["what"], plan.actions.iter().map(|row| &row.id).collect()),
            4 => {
                let when = self.dice.pick(&[Any::from("2027-01-15T14:00"), Any::from("soon"), Any::Null]);
                return Edit::Value { path: path("reconvene/when"), value: when };
            }
            _ => {
                let field = self.dice.pick(&["communications", "place", "reason"]);
                return self.text(field.to_owned());
            }
        };
        let known = self.dice.any(known.into_iter().cloned());
        match known {
            Some(key) if self.dice.percent(10) => Edit::Drop { path: path(&format!("{root}/{key}")) },
            Some(key) if self.dice.percent(40) => {
                let field = self.dice.pick(fields);
                self.text(format!("{root}/{key}/{field}"))
            }
            Some(key) if self.dice.percent(40) => self.row_value(world, root, &key),
            _ => {
                let texts = fields.iter().map(|field| (*field, Some(self.word()))).collect();
                let order = self.dice.below(50) as f64;
                Edit::Row { root, key: self.key("r"), texts, values: vec![("order", order.into())] }
            }
        }
    }

    fn row_value(&mut self, world: &World, root: &str, key: &str) -> Edit {
        let seat = f64::from(self.seat(world).0);
        let organisation = f64::from(self.organisation(world).0);
        let (field, value) = match root {
            "core" => self.dice.pick(&[("seat", Any::from(seat)), ("organisation", Any::from(organisation)), ("lead", Any::Bool(true))]),
            "extended" => self.dice.pick(&[("influence", Any::from(4.0)), ("interest", Any::from(9.0))]),
            "leadership" => {
                self.dice.pick(&[("decides", Any::Bool(true)), ("organisation", Any::from(organisation)), ("interest", Any::from(2.0))])
            }
            _ => self.dice.pick(&[
                ("seat", Any::from(seat)),
                ("organisation", Any::from(organisation)),
                ("due", Any::from("2027-03-01")),
                ("due", Any::from("2027-03-32")),
            ]),
        };
        Edit::Value { path: path(&format!("{root}/{key}/{field}")), value }
    }
}
