// What changed on the board between two moments, and what takes a change back: only where nothing else has happened since. A change is
// plain data about what was and what is, so that it can be taken back for anybody's doing, and after the document came anew.
import { simpleDiffString } from 'lib0/diff';
import type { Doc } from 'yjs';
import { GROUP_TEXTS, GROUPS, groupText, orderGroup, place, readBoard, type GroupText } from './board';
import { addRow, numberOf, orderedKeys, removeRow, rowsOf, setValue } from './rows';

/** A group with everything in it. */
export interface GroupFacts {
  order: number;
  texts: Readonly<Record<GroupText, string>>;
}

/** The board at one moment. */
export interface BoardSnapshot {
  groups: ReadonlyMap<string, GroupFacts>;
  /** Group by note; notes that are not in here lie loose. */
  places: ReadonlyMap<string, string>;
}

/** A note that was laid elsewhere; '' is loose. */
export interface NoteMove {
  note: string;
  before: string;
  after: string;
}

/** A group's text that says something else. */
export interface Rewording {
  group: string;
  name: GroupText;
  before: string;
  after: string;
}

/** One thing that happened on the board. */
export type BoardChange =
  | { kind: 'moved'; to: string; notes: readonly NoteMove[] }
  | { kind: 'made'; group: string; facts: GroupFacts; notes: readonly NoteMove[] }
  /** `into`: its notes went there, and its discussion with them. */
  | {
      kind: 'removed';
      group: string;
      facts: GroupFacts;
      into: string;
      notes: readonly NoteMove[];
      texts: readonly Rewording[];
    }
  | { kind: 'ordered'; group: string; orders: readonly { group: string; before: number; after: number }[] }
  | ({ kind: 'worded' } & Rewording);

/** The board as it lies now. */
export function snapshot(doc: Doc): BoardSnapshot {
  const rows = rowsOf(doc, GROUPS);
  const groups = new Map<string, GroupFacts>();
  for (const [id, row] of rows) {
    const texts = Object.fromEntries(GROUP_TEXTS.map((name) => [name, groupText(doc, id, name)?.toString() ?? '']));
    groups.set(id, { order: numberOf(row, 'order') ?? 0, texts: texts as Record<GroupText, string> });
  }
  return { groups, places: readBoard(doc).places };
}

/** What happened between two moments. */
export function changesBetween(before: BoardSnapshot, after: BoardSnapshot): BoardChange[] {
  const moves = movesBetween(before.places, after.places);
  const words = rewordings(before, after);
  const claimed = new Set<NoteMove | Rewording>();
  const claim = <T extends NoteMove | Rewording>(all: readonly T[], is: (one: T) => boolean): T[] => {
    const own = all.filter((one) => !claimed.has(one) && is(one));
    for (const one of own) claimed.add(one);
    return own;
  };
  const changes: BoardChange[] = [];
  for (const [group, facts] of missing(before.groups, after.groups)) {
    const notes = claim(moves, (move) => move.before === group);
    const into = theOne(notes.map((move) => move.after));
    const texts = into === '' ? [] : claim(words, (word) => word.group === into && grew(word));
    changes.push({ kind: 'removed', group, facts, into, notes, texts });
  }
  for (const [group, facts] of missing(after.groups, before.groups))
    changes.push({ kind: 'made', group, facts, notes: claim(moves, (move) => move.after === group) });
  for (const to of new Set(moves.map((move) => move.after))) {
    const notes = claim(moves, (move) => move.after === to);
    if (notes.length > 0) changes.push({ kind: 'moved', to, notes });
  }
  changes.push(...orderings(before, after));
  changes.push(...claim(words, () => true).map((word): BoardChange => ({ kind: 'worded', ...word })));
  return changes;
}

/** One step back. */
type Step =
  | { does: 'place'; note: string; group: string }
  | { does: 'remove'; group: string }
  | { does: 'restore'; group: string; facts: GroupFacts }
  | { does: 'order'; group: string; order: number }
  | { does: 'word'; group: string; name: GroupText; text: string };

/** Is there anything of a change that can still be taken back? */
export function canTakeBack(now: BoardSnapshot, change: BoardChange): boolean {
  return stepsBack(now, change).length > 0;
}

/** Takes changes back, the last one first, as far as nothing else has happened since; true if anything was. */
export function takeBack(doc: Doc, changes: readonly BoardChange[]): boolean {
  let done = false;
  doc.transact(() => {
    for (const change of [...changes].reverse()) {
      const steps = stepsBack(snapshot(doc), change);
      for (const step of steps) goBack(doc, step);
      const [only, ...more] = steps.filter((step) => step.does === 'order' || step.does === 'restore');
      // Several places that come back together were places of their own
      if (only && more.length === 0) makeWay(doc, only.group);
      done ||= steps.length > 0;
    }
  });
  return done;
}

function stepsBack(now: BoardSnapshot, change: BoardChange): Step[] {
  switch (change.kind) {
    case 'moved':
      return notesBack(now, change.notes);
    case 'worded':
      return wordsBack(now, [change]);
    case 'ordered':
      return change.orders
        .filter(({ group, after }) => now.groups.get(group)?.order === after)
        .map(({ group, before }) => ({ does: 'order', group, order: before }));
    case 'made':
      return unmake(now, change);
    case 'removed':
      if (now.groups.has(change.group)) return [];
      return [
        { does: 'restore', group: change.group, facts: change.facts },
        ...notesBack(now, change.notes, change.group),
        ...wordsBack(now, change.texts),
      ];
  }
}

/** Notes that still lie where they were laid go back, if the group that they came from is there, or comes back with them. */
function notesBack(now: BoardSnapshot, notes: readonly NoteMove[], restored?: string): Step[] {
  return notes
    .filter(({ note, after }) => (now.places.get(note) ?? '') === after)
    .filter(({ before }) => before === '' || before === restored || now.groups.has(before))
    .map(({ note, before }) => ({ does: 'place', note, group: before }));
}

function wordsBack(now: BoardSnapshot, words: readonly Rewording[]): Step[] {
  return words
    .filter(({ group, name, after }) => now.groups.get(group)?.texts[name] === after)
    .map(({ group, name, before }) => ({ does: 'word', group, name, text: before }));
}

/** A group that was made goes only if nobody has laid anything else into it or written in it. */
function unmake(now: BoardSnapshot, { group, facts, notes }: Extract<BoardChange, { kind: 'made' }>): Step[] {
  const there = now.groups.get(group);
  if (there === undefined) return [];
  const back = notesBack(now, notes);
  const leaving = new Set(back.map((step) => step.does === 'place' && step.note));
  const others = [...now.places].some(([note, at]) => at === group && !leaving.has(note));
  const touched = GROUP_TEXTS.some((name) => there.texts[name] !== facts.texts[name]);
  return others || touched ? back : [...back, { does: 'remove', group }];
}

function goBack(doc: Doc, step: Step): void {
  switch (step.does) {
    case 'place':
      return place(doc, step.note, step.group === '' ? null : step.group);
    case 'remove':
      return void removeRow(doc, GROUPS, step.group);
    case 'restore':
      return void addRow(doc, GROUPS, { ...step.facts.texts }, { order: step.facts.order }, step.group);
    case 'order':
      return setValue(doc, GROUPS, step.group, 'order', step.order);
    case 'word':
      return rewrite(doc, step);
  }
}

/** Where somebody else's group has taken the place of one that comes back, theirs stays before it. */
function makeWay(doc: Doc, group: string): void {
  const { groups } = snapshot(doc);
  const order = groups.get(group)?.order ?? 0;
  const others = orderedKeys(rowsOf(doc, GROUPS)).filter((key) => key !== group);
  if (!others.some((key) => groups.get(key)?.order === order)) return;
  orderGroup(doc, group, others.find((key) => (groups.get(key)?.order ?? 0) > order) ?? null);
}

/** Writes the smallest edit that makes a text say something else, so that somebody else's caret in it stays where it is. */
function rewrite(doc: Doc, { group, name, text: wanted }: Extract<Step, { does: 'word' }>): void {
  const text = groupText(doc, group, name);
  if (text === undefined) return;
  const edit = simpleDiffString(text.toString(), wanted);
  if (edit.remove > 0) text.delete(edit.index, edit.remove);
  if (edit.insert !== '') text.insert(edit.index, edit.insert);
}

function movesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): NoteMove[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((note) => ({ note, before: before.get(note) ?? '', after: after.get(note) ?? '' }))
    .filter((move) => move.before !== move.after);
}

function rewordings(before: BoardSnapshot, after: BoardSnapshot): Rewording[] {
  return [...after.groups].flatMap(([group, { texts }]) => {
    const old = before.groups.get(group)?.texts;
    if (old === undefined) return [];
    return GROUP_TEXTS.filter((name) => old[name] !== texts[name]).map((name) => ({
      group,
      name,
      before: old[name],
      after: texts[name],
    }));
  });
}

function orderings(before: BoardSnapshot, after: BoardSnapshot): BoardChange[] {
  const orders = [...after.groups].flatMap(([group, { order }]) => {
    const old = before.groups.get(group)?.order;
    return old === undefined || old === order ? [] : [{ group, before: old, after: order }];
  });
  const [first] = orders;
  return first === undefined ? [] : [{ kind: 'ordered', group: first.group, orders }];
}

function missing(
  all: ReadonlyMap<string, GroupFacts>,
  from: ReadonlyMap<string, GroupFacts>,
): [group: string, facts: GroupFacts][] {
  return [...all].filter(([group]) => !from.has(group));
}

/** The value that all of these have; '' where they differ. */
function theOne(values: readonly string[]): string {
  const [first = ''] = values;
  return values.every((value) => value === first) ? first : '';
}

function grew({ before, after }: Rewording): boolean {
  return after.startsWith(before);
}
