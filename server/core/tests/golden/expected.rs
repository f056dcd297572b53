//! What a workshop gives: its records, what its documents say, and what everybody is shown.

use crate::kit::{
    screen::{CLASSES, Watcher, honest},
    world::World,
    writer::Writer,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use trestle_core::{Fold, Viewer, documents::schema::schema, private, record};
use trestle_gate::Shape;
use trestle_protocol::{DocumentName, Role, Time};
use yrs::{GetString, ReadTxn, Transact, types::ToJson};

/// All of it, by the name of the file that it is kept in.
pub(crate) fn given(fold: Fold, now: Time) -> BTreeMap<String, Value> {
    let world = World::of(fold);
    let made = |role| json(&record(&world.fold.state, &world.fold.documents, Viewer::class(role), now));
    BTreeMap::from([
        (
            "record-facilitator".to_owned(),
            with_private(made(Role::Facilitator), &json(&private(&world.fold.state, &world.fold.documents, now))),
        ),
        ("record-participant".to_owned(), made(Role::Participant)),
        ("documents".to_owned(), documents(&world.fold)),
        ("views".to_owned(), views(&world)),
    ])
}

/// What facilitators have of a workshop, as their record alone held it in the first generation: what is private has a document of its own since, and
/// every word of it must be there.
fn with_private(mut record: Value, private: &Value) -> Value {
    record["workshop"]["programme"] = private["programme"].clone();
    for organisation in record["organisations"].as_array_mut().into_iter().flatten() {
        let told = private["asides"].as_array().unwrap().iter().find(|aside| aside["id"] == organisation["id"]);
        organisation["unsure"] = told.map_or("".into(), |aside| aside["unsure"].clone());
    }
    record["briefs"].as_array_mut().unwrap().extend(private["briefs"].as_array().unwrap().iter().cloned());
    record
}

fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// The names of all documents that anybody wrote into.
pub(crate) fn names(fold: &Fold) -> Vec<DocumentName> {
    let snapshot: Value = serde_json::from_slice(&fold.snapshot().unwrap()).unwrap();
    let documents = snapshot["documents"].as_array().unwrap();
    documents.iter().map(|document| serde_json::from_value(document["name"].clone()).unwrap()).collect()
}

/// What stands in the CRDTs, whether anything shows it or not.
fn documents(fold: &Fold) -> Value {
    let documents = names(fold).into_iter().map(|name| (name.to_string(), document(fold, name)));
    Value::Object(documents.collect())
}

fn document(fold: &Fold, name: DocumentName) -> Value {
    let copy = Writer::from(&fold.documents.state(name).unwrap());
    let txn = copy.doc().transact();
    let mut roots = Map::new();
    for (root, shape) in schema(name).roots {
        let value = match shape {
            Shape::Text => txn.get_text(*root).map(|text| text.get_string(&txn).into()),
            _ => txn.get_map(*root).map(|map| json(&map.to_json(&txn))),
        };
        roots.extend(value.map(|value| ((*root).to_owned(), value)));
    }
    Value::Object(roots)
}

/// The whole view of each class of viewers, and what each seat is shown of its own besides.
fn views(world: &World) -> Value {
    let classes = CLASSES.map(|role| (json(&role).as_str().unwrap().to_owned(), Watcher::Class(role)));
    let seats = world.fold.state.seats.keys().map(|seat| (format!("seat/{seat}"), Watcher::Seat(*seat)));
    let views = classes.into_iter().chain(seats).map(|(name, watcher)| {
        let own = matches!(watcher, Watcher::Seat(_));
        let cells = watcher.cells(world, &honest).into_iter().filter(|(key, _)| !own || key.is_mine());
        (name, Value::Object(cells.map(|(key, cell)| (key.to_string(), json(&cell))).collect()))
    });
    Value::Object(views.collect())
}
