//! Owns a document behind its gate, as the server has it, and the readers that must agree with it.

#![allow(dead_code, missing_docs, unreachable_pub)]

pub mod choices;
pub mod contents;
pub mod forge;
pub mod play;

use std::panic::{AssertUnwindSafe, catch_unwind};

use contents::{Contents, blur};
use serde_json::{Map, Value};
use trestle_gate::{GateRefusal, Index, Limits, Owner, Schema, Shape};
use yrs::types::ToJson;
use yrs::updates::decoder::Decode;
use yrs::{Doc, GetString, OffsetKind, Options, ReadTxn, StateVector, Transact, Update};

const TEXT: Shape = Shape::Text;
const VALUE: Shape = Shape::Value;

pub const DESK: Schema = Schema { roots: &[("notes", Shape::Map(&Shape::Record(&[("text", TEXT), ("theme", VALUE)]))), ("draft", TEXT)] };
pub const CARD: Schema = Schema {
    roots: &[
        ("does", TEXT),
        ("priorities", TEXT),
        ("contact", TEXT),
        ("spaces", TEXT),
        ("skills", TEXT),
        ("networks", TEXT),
        ("impact", TEXT),
        ("hope", TEXT),
    ],
};
pub const ASIDE: Schema = Schema { roots: &[("unsure", TEXT)] };
pub const BOARD: Schema = Schema {
    roots: &[
        (
            "groups",
            Shape::Map(&Shape::Record(&[
                ("title", TEXT),
                ("order", VALUE),
                ("who", TEXT),
                ("factors", TEXT),
                ("seriousness", TEXT),
                ("priority", TEXT),
            ])),
        ),
        ("places", Shape::Map(&VALUE)),
    ],
};
pub const BRIEF: Schema = Schema {
    roots: &[
        ("title", TEXT),
        ("who", TEXT),
        ("why", TEXT),
        ("fit", TEXT),
        ("constraints", TEXT),
        ("ideas", TEXT),
        ("already", TEXT),
        ("success", TEXT),
        ("groups", Shape::Map(&VALUE)),
    ],
};
pub const PLAN: Schema = Schema {
    roots: &[
        ("core", Shape::Map(&Shape::Record(&[("order", VALUE), ("who", TEXT), ("what", TEXT)]))),
        ("extended", Shape::Map(&Shape::Record(&[("order", VALUE), ("who", TEXT), ("why", TEXT)]))),
        ("leadership", Shape::Map(&Shape::Record(&[("order", VALUE), ("who", TEXT), ("how", TEXT)]))),
        (
            "actions",
            Shape::Map(&Shape::Record(&[("order", VALUE), ("organisation", VALUE), ("due", VALUE), ("what", TEXT), ("who", TEXT)])),
        ),
        ("communications", TEXT),
        ("where", TEXT),
        ("reconvene", Shape::Record(&[("when", VALUE), ("reason", VALUE)])),
    ],
};

pub fn schema(name: &str) -> Schema {
    match name {
        "desk" => DESK,
        "card" => CARD,
        "aside" => ASIDE,
        "board" => BOARD,
        "brief" => BRIEF,
        "plan" => PLAN,
        other => panic!("no schema {other}"),
    }
}

/// A yrs document as the server makes them.
pub fn document(client: u64, schema: &Schema) -> Doc {
    let mut options = Options::with_client_id(yrs::block::ClientID::new(client));
    options.offset_kind = OffsetKind::Utf16;
    options.cleanup_formatting = false;
    let doc = Doc::with_options(options);
    for (name, shape) in schema.roots {
        match shape {
            Shape::Text => drop(doc.get_or_insert_text(*name)),
            _ => drop(doc.get_or_insert_map(*name)),
        }
    }
    doc
}

/// A document, its index, and a second document that gets every canonical update as clients do.
pub struct Guarded {
    pub schema: Schema,
    pub limits: Limits,
    pub index: Index,
    pub doc: Doc,
    pub mirror: Doc,
    pub contents: Contents,
}

impl Guarded {
    pub fn new(schema: Schema) -> Self {
        Self {
            limits: Limits::DEFAULT,
            index: Index::default(),
            doc: document(1, &schema),
            mirror: document(2, &schema),
            contents: Contents::default(),
            schema,
        }
    }

    pub fn refused(&self, owner: u32, update: &[u8]) -> Option<GateRefusal> {
        self.index.admit(&self.schema, &self.limits, Owner(owner), update).err()
    }

    /// Admits, applies and commits; what was passed on, empty if all was known.
    pub fn push(&mut self, owner: u32, update: &[u8]) -> Result<Vec<u8>, GateRefusal> {
        let admitted = self.index.admit(&self.schema, &self.limits, Owner(owner), update)?;
        if admitted.is_empty() {
            assert_eq!(admitted.update(), [0, 0]);
            return Ok(Vec::new());
        }
        apply(&self.doc, admitted.update()).expect("yrs takes what the gate admits");
        apply(&self.mirror, admitted.update()).expect("yrs takes what the gate admits");
        self.index.commit(&admitted);
        self.contents.add(admitted.update());
        Ok(admitted.update().to_vec())
    }

    /// Everything that may be asked of a document after an update: nothing pending, the state
    /// encodes, a fresh reader sees the same, and the gate itself would admit the whole state.
    pub fn check(&self) {
        let shown = show(&self.doc, &self.schema);
        assert!(settled(&self.doc), "nothing is pending");
        assert_eq!(shown, show(&self.mirror, &self.schema), "a client sees what the server sees");
        let state = state(&self.doc);
        let fresh = document(3, &self.schema);
        apply(&fresh, &state).expect("the state is an update");
        assert!(settled(&fresh), "nothing is pending in a fresh reader");
        assert_eq!(shown, show(&fresh, &self.schema), "a fresh reader sees what the server sees");
        self.check_cost(&self::state(&fresh));
        for (name, shape) in self.schema.roots {
            if *shape == Shape::Text {
                let text = shown[*name].as_str().expect("a text").encode_utf16().map(blur);
                let ordered = self.contents.text(self.index.order(name));
                assert_eq!(text.collect::<Vec<_>>(), ordered, "the gate's order is the document's");
            }
        }
        let known: Vec<(u32, u32)> = self.index.clocks().collect();
        let vector = self.doc.transact().state_vector();
        assert_eq!(known.len(), vector.len(), "the index knows the clients of the document");
        for (client, next) in known {
            let client = yrs::block::ClientID::new(client.into());
            assert_eq!(vector.get(&client), next, "the index knows the clocks of the document");
        }
    }

    /// What the gate reckons that the document costs is what the CRDT holds. Some neighbours it makes one only when it reads them from bytes.
    fn check_cost(&self, state: &[u8]) {
        let cost = self.index.cost();
        let mut held = Contents::default();
        held.add(state);
        assert_eq!((cost.units, cost.entries), held.standing(), "what stands");
        assert!(cost.pieces >= held.structs, "{} structs, and {cost:?}", held.structs);
        let again = self.index.follow(Owner(0), state).expect("the gate can follow the state");
        assert!(again.is_empty(), "nothing is deleted in the document that the index has not as deleted");
    }

    /// As [`Guarded::check`], and the index comes back from a snapshot as it was, its cost counted anew.
    pub fn check_index(&self) {
        self.check();
        let stored = serde_json::to_string(&self.index).expect("an index is JSON");
        let loaded: Index = serde_json::from_str(&stored).expect("an index comes back");
        assert_eq!(loaded, self.index);
    }
}

/// Applies bytes to yrs; an error or a panic says so.
pub fn apply(doc: &Doc, update: &[u8]) -> Result<(), String> {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let update = Update::decode_v1(update).map_err(|error| error.to_string())?;
        doc.transact_mut().apply_update(update).map_err(|error| error.to_string())
    }));
    outcome.unwrap_or_else(|_| Err("panic".to_owned()))
}

pub fn state(doc: &Doc) -> Vec<u8> {
    doc.transact().encode_state_as_update_v1(&StateVector::default())
}

pub fn settled(doc: &Doc) -> bool {
    !doc.transact().has_missing_updates()
}

/// All roots as JSON, numbers as floating point, to compare with what JavaScript shows.
pub fn show(doc: &Doc, schema: &Schema) -> Value {
    let txn = doc.transact();
    let mut roots = Map::new();
    for (name, shape) in schema.roots {
        let root = match shape {
            Shape::Text => txn.get_text(*name).map(|text| Value::from(text.get_string(&txn))),
            _ => txn.get_map(*name).map(|map| json(&map.to_json(&txn))),
        };
        roots.insert((*name).to_owned(), root.expect("the root is there"));
    }
    Value::Object(roots)
}

fn json(any: &yrs::Any) -> Value {
    plain(serde_json::to_value(any).expect("plain values are JSON"))
}

/// Numbers as floating point, whatever they were read as.
pub fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Object(entries) => entries.into_iter().map(|(key, value)| (key, plain(value))).collect(),
        other => other,
    }
}
