//! Rows of a list as a table, and lists with two scales as a map.

use crate::record::{
    Filled, Record, RecordList,
    paper::{Column, Paper, Plot, Point, Table},
};
use trestle_protocol::{Field, FieldId, FieldKind, FieldRole, ListMap, Value};

/// A column of the printed table.
enum Printed<'a> {
    /// A person, an organisation, somebody in words: who it is, in one column.
    Who(&'a str),
    /// A column of the list.
    Own(&'a Field),
}

const WHO: [FieldRole; 3] = [FieldRole::Who, FieldRole::Person, FieldRole::Organisation];

/// All rows of a list; what stands on its map is left to that.
pub fn table(record: &Record, list: &RecordList) -> Table {
    let columns = columns(list);
    let mut table = Table::new(&list.list.title, []);
    table.columns = columns.iter().map(column).collect();
    for row in &list.rows {
        let row = Filled::row(record, list, row);
        let cell = |column: &Printed<'_>| match column {
            Printed::Who(_) => super::listed(row.who()),
            Printed::Own(field) => row.words(field),
        };
        table.rows.push(columns.iter().map(cell).collect());
    }
    table
}

fn columns(list: &RecordList) -> Vec<Printed<'_>> {
    let is_who = |field: &Field| field.is.is_some_and(|role| WHO.contains(&role));
    let is_mapped = |field: &Field| list.list.map.as_ref().is_some_and(|map| map.x == field.id || map.y == field.id);
    let several = list.list.columns.iter().filter(|field| is_who(field)).count() > 1;
    let called = list.list.column(FieldRole::Who).map_or("Who", |field| &field.label);
    let (mut columns, mut is_said) = (Vec::new(), false);
    for field in list.list.columns.iter().filter(|field| !is_mapped(field)) {
        match several && is_who(field) {
            true if is_said => {}
            true => {
                columns.push(Printed::Who(called));
                is_said = true;
            }
            false => columns.push(Printed::Own(field)),
        }
    }
    columns
}

fn column(column: &Printed<'_>) -> Column {
    match column {
        Printed::Who(title) => Column { title: (*title).to_owned(), share: 4 },
        Printed::Own(field) => Column { title: field.label.clone(), share: share(field.kind) },
    }
}

/// Words need room.
fn share(kind: FieldKind) -> u32 {
    match kind {
        FieldKind::Text => 5,
        FieldKind::Line | FieldKind::Organisation | FieldKind::Person | FieldKind::Date | FieldKind::Moment | FieldKind::Groups => 4,
        FieldKind::Choice => 3,
        FieldKind::Scale | FieldKind::Tick => 2,
    }
}

/// Somebody or something on a map.
struct Placed {
    what: String,
    list: String,
    x: u32,
    y: u32,
}

/// Whatever has a place on both axes, of all these lists, whose axes are those of the first.
fn placed(record: &Record, lists: &[&RecordList]) -> Vec<Placed> {
    let each = lists.iter().flat_map(|list| list.rows.iter().map(move |row| (*list, Filled::row(record, list, row))));
    let place = |(list, row): (&RecordList, Filled<'_>)| {
        let map = list.list.map.as_ref()?;
        let at = |axis| row.value(axis).and_then(Value::number);
        Some(Placed { what: called(&row), list: list.list.title.clone(), x: at(&map.x)?, y: at(&map.y)? })
    };
    each.filter_map(place).collect()
}

/// What a row is about: who, or else its first words.
fn called(row: &Filled<'_>) -> String {
    let who = row.who();
    if who.is_empty() {
        row.each().map(|field| row.words(field)).find(|words| !words.is_empty()).unwrap_or_default()
    } else {
        super::listed(who)
    }
}

/// The map of these lists, and the same as a table.
pub(super) fn map(paper: &mut Paper, record: &Record, lists: &[&RecordList]) {
    let placed = placed(record, lists);
    let Some((first, map)) = lists.iter().find_map(|list| Some((list, list.list.map.as_ref()?))).filter(|_| !placed.is_empty()) else {
        return;
    };
    let axes = axes(first, map);
    paper.part(if lists.len() > 1 { "Stakeholder map" } else { "Map" });
    paper.picture(picture(&placed, axes));
    let of_five = |score: u32| format!("{score} of 5");
    let columns = [("Who", 7), ("List", 3), (axes.1, 3), (axes.0, 3)];
    let row = |one: &Placed| [one.what.clone(), one.list.clone(), of_five(one.y), of_five(one.x)];
    paper.table(Table::new(&format!("{} and {} of each", axes.1, axes.0.to_lowercase()), columns).with(placed.iter().map(row)).numbered());
}

/// What goes from left to right, and what from bottom to top.
fn axes<'a>(list: &'a RecordList, map: &ListMap) -> (&'a str, &'a str) {
    let label = |id: &FieldId| list.list.columns.iter().find(|column| column.id == *id).map_or("", |column| column.label.as_str());
    (label(&map.x), label(&map.y))
}

fn picture(placed: &[Placed], (x, y): (&str, &str)) -> Plot {
    let point = |(index, one): (usize, &Placed)| Point { number: index + 1, x: f64::from(one.x), y: f64::from(one.y), spread: (0.0, 0.0) };
    let (across, up) = (x.to_lowercase(), y.to_lowercase());
    let words = |(index, one): (usize, &Placed)| format!("{}: {up} {}, {across} {}", index + 1, one.y, one.x);
    let words: Vec<String> = placed.iter().enumerate().map(words).collect();
    Plot {
        caption: format!("By {up} and {across}. The numbers are those of the table."),
        alt: format!("Map, {across} from left to right, {up} from bottom to top. Number {}.", words.join("; ")),
        x: x.to_owned(),
        y: y.to_owned(),
        points: placed.iter().enumerate().map(point).collect(),
    }
}
