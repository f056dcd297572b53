//! Lists: where the rows of a programme's lists stand in the plan, and what they say.

use crate::{forms::value as held, let_in::PLAN_ROWS};
use std::collections::BTreeMap;
use trestle_gate::Shape;
use trestle_protocol::{About, Field, FieldRole, List, ListId, RowCell, Value, Values, limits};
use yrs::{Map, MapRef, Out, ReadTxn};

/// Lists whose root is their id alone: those of before there were declarations.
const BARE: [&str; 4] = ["core", "extended", "leadership", "actions"];

/// What stands in lists, each row once, in order.
pub type Lists = BTreeMap<ListId, Vec<RowCell>>;

/// The rows of a list.
pub fn rows<'a>(lists: &'a Lists, list: &ListId) -> &'a [RowCell] {
    lists.get(list).map_or(&[], Vec::as_slice)
}

/// What stands in the column of that role; nothing where a list has none.
pub fn value<'a>(list: &List, row: &'a RowCell, role: FieldRole) -> Option<&'a Value> {
    row.values.get(&list.column(role)?.id)
}

/// What a row is called: the words in the column that says who or what it is, or else its first words.
pub fn title(list: &List, row: &RowCell) -> String {
    let named = [FieldRole::Title, FieldRole::Who, FieldRole::What].into_iter().find_map(|role| value(list, row, role));
    let words = || list.columns.iter().find_map(|column| row.values.get(&column.id).filter(|_| column.kind.is_words()));
    named.or_else(words).map(|value| value.text().to_owned()).unwrap_or_default()
}

/// The root of that list in the plan.
pub(crate) fn root(list: &ListId) -> String {
    if BARE.contains(&list.as_str()) { list.0.clone() } else { format!("list.{list}") }
}

/// What may stand in that root.
pub(crate) fn shape(list: &List) -> Shape {
    let columns = list.columns.iter().map(|column| (column.id.0.clone(), crate::forms::shape(column.kind)));
    Shape::map(Shape::Record([("order".to_owned(), Shape::Value)].into_iter().chain(columns).collect()))
}

/// How many rows it takes. Where rows stand for something, whoever comes first to each makes it.
pub(crate) fn bounds(list: &List) -> trestle_gate::List {
    let together = limits::shared(limits::PLAN_ROWS);
    let per_author = if list.rows == About::Workshop { limits::ROWS_PER_SEAT } else { together };
    trestle_gate::List { root: root(&list.id), most: limits::PLAN_ROWS, together, per_author }
}

/// What stands in these lists.
pub(crate) fn read<T: ReadTxn>(txn: &T, lists: &[List]) -> Lists {
    let read = lists.iter().map(|list| (list.id.clone(), rows_of(txn, list)));
    read.filter(|(_, rows)| !rows.is_empty()).collect()
}

/// In the order of their `order`, then of their keys.
fn rows_of<T: ReadTxn>(txn: &T, list: &List) -> Vec<RowCell> {
    let mut rows: Vec<RowCell> = maps(txn, &root(&list.id), PLAN_ROWS).into_iter().map(|(id, map)| row(txn, list, id, &map)).collect();
    rows.sort_by(|a, b| a.order.total_cmp(&b.order));
    rows
}

fn row<T: ReadTxn>(txn: &T, list: &List, id: String, map: &MapRef) -> RowCell {
    let filled = |column: &Field| Some((column.id.clone(), held::entry(txn, map, column.id.as_str(), column)?));
    let values: Values = list.columns.iter().filter_map(filled).collect();
    let order = map.get(txn, "order").and_then(|out| if let Out::Any(any) = out { held::number(&any) } else { None });
    RowCell { list: list.id.clone(), id, order: order.unwrap_or(f64::MAX), values }
}

/// The maps in a root map by key, at most `most` of them.
pub(crate) fn maps<T: ReadTxn>(txn: &T, name: &str, most: usize) -> Vec<(String, MapRef)> {
    let Some(root) = txn.get_map(name) else { return Vec::new() };
    let mut found: Vec<(String, MapRef)> =
        root.iter(txn).filter_map(|(key, value)| if let Out::YMap(map) = value { Some((key.to_owned(), map)) } else { None }).collect();
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.truncate(most);
    found
}
