//! What may stand in a field, read out of a CRDT with the bounds of what may be shown. Anything odd is left out, never an error.

use crate::let_in::{FIELD_UNITS, GROUPS, LINE_UNITS, NAME_CHARS};
use crate::text::{is_date, is_moment, plain, unlined};
use std::collections::BTreeSet;
use trestle_protocol::{Field, FieldKind, Value, limits::RATING_MAX};
use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn};

/// The words of a field of that kind.
pub(crate) fn words(kind: FieldKind, text: &str) -> Option<Value> {
    let words = if kind == FieldKind::Line { plain(&unlined(text), LINE_UNITS) } else { plain(text, FIELD_UNITS) };
    (!words.is_empty()).then_some(Value::Text(words))
}

/// What is picked in a map: its keys, the first so many.
pub(crate) fn picks<T: ReadTxn>(txn: &T, map: &MapRef) -> Option<Value> {
    let picked = map.iter(txn).filter(|(_, value)| matches!(value, Out::Any(Any::Bool(true))));
    let picked: BTreeSet<String> = picked.map(|(key, _)| key.to_owned()).collect();
    (!picked.is_empty()).then(|| Value::Several(picked.into_iter().take(GROUPS).collect()))
}

/// A value, if it is one of that field's kind.
pub(crate) fn scalar(field: &Field, value: &Any) -> Option<Value> {
    match field.kind {
        FieldKind::Organisation | FieldKind::Person => whole(value, 1..=u32::MAX).map(Value::Number),
        FieldKind::Scale => whole(value, 1..=u32::from(RATING_MAX)).map(Value::Number),
        FieldKind::Tick => (*value == Any::Bool(true)).then_some(Value::Tick(true)),
        FieldKind::Date => string(value).filter(|text| is_date(text)).map(Value::Text),
        FieldKind::Moment => string(value).filter(|text| is_moment(text)).map(Value::Text),
        FieldKind::Choice => string(value).filter(|text| field.options.iter().any(|option| option.id == *text)).map(Value::Text),
        FieldKind::Text | FieldKind::Line | FieldKind::Groups => None,
    }
}

/// What stands under a key of a record.
pub(crate) fn entry<T: ReadTxn>(txn: &T, map: &MapRef, key: &str, field: &Field) -> Option<Value> {
    match (map.get(txn, key)?, field.kind) {
        (Out::YText(text), FieldKind::Text | FieldKind::Line) => words(field.kind, &text.get_string(txn)),
        (Out::YMap(map), FieldKind::Groups) => picks(txn, &map),
        (Out::Any(value), _) => scalar(field, &value),
        _ => None,
    }
}

/// A finite number.
pub(crate) fn number(value: &Any) -> Option<f64> {
    match value {
        Any::Number(number) => number.as_f64().filter(|number| number.is_finite()),
        _ => None,
    }
}

/// A whole number in that range.
pub(crate) fn whole(value: &Any, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let number = number(value)?;
    let whole = number as u32;
    (f64::from(whole) == number && range.contains(&whole)).then_some(whole)
}

/// A short string.
pub(crate) fn string(value: &Any) -> Option<String> {
    if let Any::String(text) = value { Some(plain(text, NAME_CHARS as u32)) } else { None }
}
