// Reading a value that somebody else wrote: each helper gives what should stand there, or says in words where it does not.
import * as words from '../words/programme.gen';

/** What a file says that is no programme; its message is for people. */
export class NoProgramme extends Error {}

/** Something with named fields. */
export type Fields = Record<string, unknown>;

export function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new NoProgramme(words.fileShape({ where }));
  return value as Fields;
}

export function listOf(from: Fields, field: string, where: string, otherwise?: unknown[]): unknown[] {
  const list = from[field] ?? otherwise;
  if (!Array.isArray(list)) throw new NoProgramme(words.fileMissing({ where, field }));
  return list as unknown[];
}

export function textOf(from: Fields, field: string, where: string, otherwise?: string): string {
  const text = from[field] ?? otherwise;
  if (typeof text !== 'string') throw new NoProgramme(words.fileMissing({ where, field }));
  return text;
}

export function numberOf(from: Fields, field: string, where: string, otherwise?: number): number {
  const number = from[field] ?? otherwise;
  if (typeof number !== 'number') throw new NoProgramme(words.fileMissing({ where, field }));
  return number;
}

export function idOf(from: Fields, where: string, form = /^[a-z0-9-]+$/u): string {
  const id = textOf(from, 'id', where);
  if (!form.test(id)) throw new NoProgramme(words.fileMissing({ where, field: 'id' }));
  return id;
}

export function oneOf<K extends string>(known: Record<K, true>, value: unknown, field: string, where: string): K {
  if (typeof value === 'string' && Object.hasOwn(known, value)) return value as K;
  throw new NoProgramme(words.fileUnknown({ where, field, value: String(value).slice(0, 40) }));
}

/** Refuses ids that stand twice. */
export function allDiffer(ids: readonly string[]): void {
  const id = ids.find((id, place) => ids.indexOf(id) < place);
  if (id !== undefined) throw new NoProgramme(words.fileTwice({ id }));
}
