//! Reads what stands in forms out of a document, those fields that are switched off included.

use super::{Forms, Spot, key, spot, value};
use trestle_protocol::{Field, Form, FormId, Value, Values};
use yrs::{GetString, Map, MapRef, Out, ReadTxn};

/// What stands in these forms of a document, in the fields that are private, or in those that are not.
pub(crate) fn read<'a, T: ReadTxn>(txn: &T, forms: impl Iterator<Item = &'a Form>, private: bool) -> Forms {
    let fields = |form: &'a Form| form.fields.iter().filter(move |field| field.private == private);
    collected(forms.map(|form| (form, fields(form).filter_map(|field| named(field, at(txn, &form.id, field))).collect())))
}

/// What stands in these forms of a group's record.
pub(crate) fn read_in<'a, T: ReadTxn>(txn: &T, record: &MapRef, forms: impl Iterator<Item = &'a Form>) -> Forms {
    let values = |form: &'a Form| {
        form.fields.iter().filter_map(|field| named(field, value::entry(txn, record, &key(&form.id, field), field))).collect()
    };
    collected(forms.map(|form| (form, values(form))))
}

fn named(field: &Field, value: Option<Value>) -> Option<(trestle_protocol::FieldId, Value)> {
    value.map(|value| (field.id.clone(), value))
}

fn collected<'a>(forms: impl Iterator<Item = (&'a Form, Values)>) -> Forms {
    forms.filter(|(_, values)| !values.is_empty()).map(|(form, values)| (form.id.clone(), values)).collect()
}

fn at<T: ReadTxn>(txn: &T, form: &FormId, field: &Field) -> Option<Value> {
    match spot(form, field) {
        Spot::Words(root) => value::words(field.kind, &txn.get_text(root.as_str())?.get_string(txn)),
        Spot::Picks(root) => value::picks(txn, &txn.get_map(root.as_str())?),
        Spot::Value(root, key) => match txn.get_map(root.as_str())?.get(txn, &key)? {
            Out::Any(any) => value::scalar(field, &any),
            _ => None,
        },
    }
}
