// The plan: who does what, whom to win, the actions, and how people keep in touch (document `plan`).
import type { Doc, Text } from 'yjs';
import { addRow, clearValue, numberOf, orderedKeys, removeRow, rowsOf, setValue, stringOf, textOf } from './rows';

/** The plan's document. */
export const PLAN = 'plan';

/** The lists of the plan, each with the texts of its rows. */
export const PLAN_TEXTS = {
  core: ['role', 'commits'],
  extended: ['who', 'why', 'how', 'when'],
  leadership: ['who', 'how'],
  actions: ['what'],
} as const;

/** One of the lists. */
export type PlanList = keyof typeof PLAN_TEXTS;

/** A row as it stands; its texts are edited through `planText`. */
export interface PlanRow {
  key: string;
  organisation: number | null;
  seat: number | null;
  lead: boolean;
  decides: boolean;
  influence: number | null;
  interest: number | null;
  /** YYYY-MM-DD */
  due: string | null;
  /** The row's first text, to name it by. */
  name: string;
  /** Every text of the row, to read. */
  texts: Record<string, string>;
}

/** A row's plain value by name. */
export type PlanValue = 'organisation' | 'seat' | 'lead' | 'decides' | 'influence' | 'interest' | 'due';

/** The rows of a list, in order. */
export function planRows(doc: Doc, list: PlanList): PlanRow[] {
  const rows = rowsOf(doc, list);
  return orderedKeys(rows).flatMap((key) => {
    const row = rows.get(key);
    if (row === undefined) return [];
    const texts = Object.fromEntries(PLAN_TEXTS[list].map((text) => [text, textOf(row, text)?.toString() ?? '']));
    return {
      key,
      organisation: numberOf(row, 'organisation'),
      seat: numberOf(row, 'seat'),
      lead: row.get('lead') === true,
      decides: row.get('decides') === true,
      influence: numberOf(row, 'influence'),
      interest: numberOf(row, 'interest'),
      due: stringOf(row, 'due'),
      name: texts[PLAN_TEXTS[list][0]] ?? '',
      texts,
    };
  });
}

/** Adds a row behind the last; returns its key. */
export function addPlanRow(
  doc: Doc,
  list: PlanList,
  values: Partial<Record<PlanValue, string | number | boolean>> = {},
  texts: Record<string, string> = {},
): string {
  const all = Object.fromEntries(PLAN_TEXTS[list].map((name) => [name, texts[name] ?? '']));
  return addRow(doc, list, all, values);
}

/** Removes a row and returns what puts it back into the document as it is then. */
export function removePlanRow(doc: Doc, list: PlanList, key: string): (doc: Doc) => void {
  return removeRow(doc, list, key);
}

/** Sets a row's plain value; null takes it away. */
export function setPlanValue(
  doc: Doc,
  list: PlanList,
  key: string,
  name: PlanValue,
  value: string | number | boolean | null,
): void {
  if (value === null) clearValue(doc, list, key, name);
  else setValue(doc, list, key, name, value);
}

/** A row's text, for an editor. */
export function planText(doc: Doc, list: PlanList, key: string, name: string): Text | undefined {
  return textOf(rowsOf(doc, list).get(key), name);
}

/** When people meet again, local time `YYYY-MM-DDTHH:MM`; null when not set. */
export function meetingTime(doc: Doc): string | null {
  const when = doc.getMap<string>('reconvene').get('when');
  return typeof when === 'string' && when !== '' ? when : null;
}

/** Sets when people meet again; null takes it away. */
export function setMeetingTime(doc: Doc, when: string | null): void {
  const reconvene = doc.getMap<string>('reconvene');
  if (when === null) reconvene.delete('when');
  else if (reconvene.get('when') !== when) reconvene.set('when', when);
}
