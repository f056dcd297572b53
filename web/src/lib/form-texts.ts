// What stands in the documents of forms: read, set, and bound to editors.
import { Map as YMap, Text, type Doc } from 'yjs';
import { GROUPS } from './board';
import { nameOf } from './forms';
import type { Field, Form, Value } from './protocol.gen';
import { rowsOf, textOf, type Row } from './rows';
import { isWords, valueOf, type Values } from './values';

/** What stands in these fields of a form, as the cells would tell it. */
export function readFields(doc: Doc, form: Form, subject: string, fields: readonly Field[]): Values {
  const found: Values = {};
  for (const field of fields) {
    const value = valueAt(doc, form, subject, field);
    if (value !== null) found[field.id] = value;
  }
  return found;
}

/** A field of words, for an editor. */
export function textAt(doc: Doc, form: Form, subject: string, field: Field): Text | undefined {
  const name = nameOf(form, field);
  return form.about === 'group' ? textOf(groupOf(doc, subject), name) : doc.getText(name);
}

/** Makes the text of a field that was declared after its group was made. */
export function openText(doc: Doc, form: Form, subject: string, field: Field): void {
  const group = groupOf(doc, subject);
  if (group && textOf(group, nameOf(form, field)) === undefined) group.set(nameOf(form, field), new Text());
}

/** Sets a field that is no words; null takes the value away. `seen` is what whoever sets it saw there: of groups only the difference is written. */
export function setValueAt(
  doc: Doc,
  form: Form,
  subject: string,
  field: Field,
  value: Value | null,
  seen?: Value | undefined,
): void {
  if (field.kind === 'groups') return pickGroups(doc, picksAt(doc, form, subject, field), listOf(value), listOf(seen));
  const values = form.about === 'group' ? groupOf(doc, subject) : doc.getMap<unknown>(valuesRoot(form));
  const key = form.about === 'group' ? nameOf(form, field) : field.id;
  if (value === null) {
    if (values?.has(key)) values.delete(key);
  } else if (values && values.get(key) !== value) values.set(key, value);
}

/** Adds a line at the end of a field, on a line of its own. Returns what takes it out of the document as it is then, if nobody changed it meanwhile. */
export function addLine(doc: Doc, form: Form, subject: string, field: Field, line: string): (doc: Doc) => void {
  const text = textAt(doc, form, subject, field);
  const before = text?.toString() ?? '';
  const added = before.trim() === '' || before.endsWith('\n') ? line : `\n${line}`;
  text?.insert(text.length, added);
  return (doc) => {
    const text = textAt(doc, form, subject, field);
    const at = text?.toString().lastIndexOf(added) ?? -1;
    if (at >= 0) text?.delete(at, added.length);
  };
}

function valueAt(doc: Doc, form: Form, subject: string, field: Field): Value | null {
  const name = nameOf(form, field);
  const held = form.about === 'group' ? groupOf(doc, subject)?.get(name) : undefined;
  if (field.kind === 'groups') return picked(form.about === 'group' ? held : doc.getMap(name));
  if (form.about === 'group') return valueOf(field, held);
  if (isWords(field)) return doc.getText(name).toString() || null;
  return valueOf(field, doc.getMap(valuesRoot(form)).get(field.id));
}

function picked(held: unknown): string[] | null {
  const ids =
    held instanceof YMap ? [...(held as YMap<unknown>)].filter(([, is]) => is === true).map(([id]) => id) : [];
  return ids.length > 0 ? ids.sort() : null;
}

/** Where groups are picked up: a root, or a map in a group's record, which is made when it is first needed. */
function picksAt(doc: Doc, form: Form, subject: string, field: Field): YMap<boolean> | undefined {
  const name = nameOf(form, field);
  if (form.about !== 'group') return doc.getMap<boolean>(name);
  const group = groupOf(doc, subject);
  if (!(group?.get(name) instanceof YMap)) group?.set(name, new YMap());
  return group?.get(name) as YMap<boolean> | undefined;
}

function pickGroups(
  doc: Doc,
  groups: YMap<boolean> | undefined,
  wanted: readonly string[],
  seen: readonly string[],
): void {
  if (groups === undefined) return;
  doc.transact(() => {
    for (const id of wanted) if (!seen.includes(id) && groups.get(id) !== true) groups.set(id, true);
    for (const id of seen) if (!wanted.includes(id) && groups.has(id)) groups.delete(id);
  });
}

function listOf(value: Value | null | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function valuesRoot({ id }: Form): string {
  return id === 'meeting' ? 'reconvene' : id;
}

function groupOf(doc: Doc, group: string): Row | undefined {
  return rowsOf(doc, GROUPS).get(group);
}
