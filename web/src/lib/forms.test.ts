// Forms in documents: where each field stands, what is read and written there, and that a new generation and another's edits keep all of it.
import { beforeEach, describe, expect, it } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { makeGroup, mergeGroups } from './board';
import { carryOver } from './carry-over';
import { addLine, openText, readFields, setValueAt, textAt } from './form-texts';
import { documentOf, filledOf, groupTexts, nameOf, openFields, partsOf, placeOf, privateFields } from './forms';
import { ownChanges } from './own-changes';
import type { About, Field, Form, Value } from './protocol.gen';
import { BRIEF, CARD, DISCUSSION, MEETING, ownForm } from './sample-forms';

let doc: Doc;
beforeEach(() => {
  doc = new Doc();
});

const fieldOf = (form: Form, id: string): Field => form.fields.find((field) => field.id === id)!;
const read = (form: Form, subject: string, from = doc) => readFields(from, form, subject, form.fields);

/** Something in every field of the own form. */
const FULL: [string, Value][] = [
  ['host', 2],
  ['guide', 7],
  ['day', '2026-12-01'],
  ['at', '2026-12-01T14:00'],
  ['way', 'bus'],
  ['worth', 4],
  ['agreed', true],
  ['problems', ['g1']],
];
const WORDS = { story: 'We went there', line: 'A bus' };

function fill(form: Form, subject: string): void {
  for (const [id, text] of Object.entries(WORDS)) textAt(doc, form, subject, fieldOf(form, id))?.insert(0, text);
  for (const [id, value] of FULL) setValueAt(doc, form, subject, fieldOf(form, id), value);
}

describe('where a field stands', () => {
  it('is where it always stood for the built-in forms, and under the form’s id for others', () => {
    expect([CARD, BRIEF, DISCUSSION, MEETING].map((form) => documentOf(form, '3'))).toEqual([
      'card/3',
      'brief/3',
      'board',
      'plan',
    ]);
    expect(nameOf(BRIEF, fieldOf(BRIEF, 'who'))).toBe('who');
    expect(placeOf(DISCUSSION, 'g1', fieldOf(DISCUSSION, 'who'))).toBe('groups/g1/who');
    expect(nameOf(ownForm('team'), fieldOf(ownForm('team'), 'story'))).toBe('visit.story');
    expect(placeOf(ownForm('group'), 'g1', fieldOf(ownForm('group'), 'story'))).toBe('groups/g1/visit.story');
  });

  it('keeps when people meet again where it was kept before there were forms', () => {
    setValueAt(doc, MEETING, '', fieldOf(MEETING, 'when'), '2026-12-15T14:00');
    expect(doc.getMap('reconvene').get('when')).toBe('2026-12-15T14:00');
    setValueAt(doc, MEETING, '', fieldOf(MEETING, 'when'), null);
    expect(read(MEETING, '')).toEqual({});
  });

  it.each<About>(['workshop', 'organisation', 'team', 'group'])(
    'holds every kind of field of a form about %s',
    (about) => {
      const form = ownForm(about);
      const subject = about === 'group' ? makeGroup(doc, 'A group', [], groupTexts([form])) : '3';
      fill(form, subject);
      expect(read(form, subject)).toEqual({ ...WORDS, ...Object.fromEntries(FULL) });
      for (const [id, value] of FULL) setValueAt(doc, form, subject, fieldOf(form, id), null, value);
      expect(read(form, subject)).toEqual(WORDS);
    },
  );
});

describe('groups that are picked', () => {
  const problem = fieldOf(BRIEF, 'groups');

  it('are written one by one, so that nobody puts back what another has just picked', () => {
    setValueAt(doc, BRIEF, '1', problem, ['g1', 'g2'], undefined);
    doc.getMap('groups').set('theirs', true);
    setValueAt(doc, BRIEF, '1', problem, ['g1'], ['g1', 'g2']);
    expect(read(BRIEF, '1')).toEqual({ groups: ['g1', 'theirs'] });
  });

  it('count as one field; words that nobody can see count as none', () => {
    doc.getText('who').insert(0, 'families');
    doc.getText('why').insert(0, '   ');
    setValueAt(doc, BRIEF, '1', problem, ['g1']);
    expect(filledOf(openFields(BRIEF), read(BRIEF, '1'))).toBe(2);
  });
});

it('adds a line to a field and takes it out again, and nothing that others wrote', () => {
  const [ideas, already] = [fieldOf(BRIEF, 'ideas'), fieldOf(BRIEF, 'already')];
  doc.getText('ideas').insert(0, 'A late bus');
  const back = addLine(doc, BRIEF, '1', ideas, 'A room: School');
  expect(doc.getText('ideas').toString()).toBe('A late bus\nA room: School');
  doc.getText('ideas').insert(0, 'First: ');
  back(doc);
  expect(doc.getText('ideas').toString()).toBe('First: A late bus');
  addLine(doc, BRIEF, '1', already, 'A minibus');
  expect(doc.getText('already').toString()).toBe('A minibus');
});

it('makes the text of a field that was declared after its group, once', () => {
  const form = ownForm('group');
  const group = makeGroup(doc, 'A group');
  const story = fieldOf(form, 'story');
  expect(textAt(doc, form, group, story)).toBeUndefined();
  openText(doc, form, group, story);
  textAt(doc, form, group, story)?.insert(0, 'Then');
  openText(doc, form, group, story);
  expect(read(form, group)).toEqual({ story: 'Then' });
});

it('loses nothing of any form when two groups become one', () => {
  const form = ownForm('group');
  const texts = groupTexts([DISCUSSION, form]);
  const [one, other] = [makeGroup(doc, 'one', [], texts), makeGroup(doc, 'other')];
  fill(form, one);
  textAt(doc, DISCUSSION, one, fieldOf(DISCUSSION, 'who'))?.insert(0, 'parents');
  setValueAt(doc, form, other, fieldOf(form, 'worth'), 1);
  mergeGroups(doc, one, other);
  expect(read(form, other)).toEqual({ ...WORDS, ...Object.fromEntries(FULL), worth: 1 });
  expect(read(DISCUSSION, other)).toEqual({ who: 'parents' });
});

it.each<About>(['workshop', 'organisation', 'team', 'group'])(
  'carries what was written into a form about %s over into a new generation, whatever this screen has looked at',
  (about) => {
    const form = ownForm(about);
    const subject = about === 'group' ? makeGroup(doc, 'A group', [], groupTexts([form])) : '3';
    const saved = new Doc();
    applyUpdate(saved, encodeStateAsUpdate(doc));
    fill(form, subject);
    // A page that was loaded anew knows the edits and has looked at no field
    const unseen = new Doc();
    applyUpdate(unseen, encodeStateAsUpdate(doc));
    const next = new Doc();
    applyUpdate(next, encodeStateAsUpdate(saved));
    const changes = ownChanges(saved, unseen);
    expect(carryOver(documentOf(form, subject), next, { generation: 0, updates: [], changes, sent: false })).toEqual(
      [],
    );
    expect(read(form, subject, next)).toEqual(read(form, subject));
  },
);

describe('fields under headings', () => {
  const told = (fields: Field[]) => partsOf(fields).map(({ heading, fields }) => [heading, fields.map(({ id }) => id)]);

  it('stand there up to the next heading; what is brought ends with the last offer', () => {
    expect(told(openFields(CARD))).toEqual([
      ['', ['does']],
      ['What we bring', ['spaces', 'skills']],
      ['', ['hope']],
    ]);
    const field = (id: string, heading?: string): Field => ({
      id,
      kind: 'text',
      label: id,
      ...(heading && { heading }),
    });
    expect(told([field('a'), field('b', 'One'), field('c'), field('d', 'Two')])).toEqual([
      ['', ['a']],
      ['One', ['b', 'c']],
      ['Two', ['d']],
    ]);
  });

  it('leave out what is private or switched off', () => {
    expect(privateFields(CARD).map(({ id }) => id)).toEqual(['unsure']);
    const off = { ...CARD, fields: CARD.fields.map((field) => ({ ...field, off: field.id !== 'does' })) };
    expect(openFields(off).map(({ id }) => id)).toEqual(['does']);
    expect(privateFields(off)).toEqual([]);
  });
});
