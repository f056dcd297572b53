//! Which shared types each document holds; the gate admits nothing else. `protocol/README.md` describes them for clients.

use trestle_gate::{List, Schema, Shape};
use trestle_protocol::{DocumentName, limits};

const TEXT: Shape = Shape::Text;
const VALUE: Shape = Shape::Value;

static DESK: Schema = Schema {
    roots: &[
        (
            "notes",
            Shape::Map(&Shape::Record(&[
                ("text", TEXT),
                ("theme", VALUE),
                ("for", VALUE),
                ("for_organisation", VALUE),
                // Data, not memory: whatever carries a desk on carries what is marked.
                ("gone", VALUE),
            ])),
        ),
        ("draft", TEXT),
    ],
};

static CARD: Schema = Schema {
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

static ASIDE: Schema = Schema { roots: &[("unsure", TEXT)] };

static BOARD: Schema = Schema {
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

static BRIEF: Schema = Schema {
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

static PLAN: Schema = Schema {
    roots: &[
        (
            "core",
            Shape::Map(&Shape::Record(&[
                ("order", VALUE),
                ("organisation", VALUE),
                ("seat", VALUE),
                ("lead", VALUE),
                ("role", TEXT),
                ("commits", TEXT),
                ("influence", VALUE),
                ("interest", VALUE),
            ])),
        ),
        (
            "extended",
            Shape::Map(&Shape::Record(&[
                ("order", VALUE),
                ("who", TEXT),
                ("why", TEXT),
                ("how", TEXT),
                ("when", TEXT),
                ("influence", VALUE),
                ("interest", VALUE),
            ])),
        ),
        (
            "leadership",
            Shape::Map(&Shape::Record(&[
                ("order", VALUE),
                ("who", TEXT),
                ("organisation", VALUE),
                ("decides", VALUE),
                ("how", TEXT),
                ("influence", VALUE),
                ("interest", VALUE),
            ])),
        ),
        (
            "actions",
            Shape::Map(&Shape::Record(&[("order", VALUE), ("what", TEXT), ("organisation", VALUE), ("seat", VALUE), ("due", VALUE)])),
        ),
        ("communications", TEXT),
        ("place", TEXT),
        ("reason", TEXT),
        ("reconvene", Shape::Record(&[("when", VALUE)])),
    ],
};

/// The schema of a document.
pub fn schema(document: DocumentName) -> &'static Schema {
    match document {
        DocumentName::Desk(_) => &DESK,
        DocumentName::Card(_) => &CARD,
        DocumentName::Aside(_) => &ASIDE,
        DocumentName::Board => &BOARD,
        DocumentName::Brief(_) => &BRIEF,
        DocumentName::Plan => &PLAN,
    }
}

/// A list of the plan.
const fn rows(root: &'static str) -> List {
    List { root, most: limits::PLAN_ROWS, together: limits::shared(limits::PLAN_ROWS), per_author: limits::ROWS_PER_SEAT }
}

static GROUPS: [List; 1] =
    [List { root: "groups", most: limits::GROUPS, together: limits::shared(limits::GROUPS), per_author: limits::GROUPS_PER_SEAT }];
static ROWS: [List; 4] = [rows("core"), rows("extended"), rows("leadership"), rows("actions")];

/// The lists of a document that everybody adds to. A desk is its seat's own.
pub fn lists(document: DocumentName) -> &'static [List] {
    match document {
        DocumentName::Board => &GROUPS,
        DocumentName::Plan => &ROWS,
        DocumentName::Desk(_) | DocumentName::Card(_) | DocumentName::Aside(_) | DocumentName::Brief(_) => &[],
    }
}
