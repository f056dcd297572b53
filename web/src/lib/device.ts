// What this device keeps: who it is in which workshop, and small drafts. Everything goes when the seat leaves (shared library PCs).
import type { Role } from './protocol.gen';
import { local, tab, type Store } from './store.svelte';

/** What a screen is in one workshop. A wall is kept apart, so that one laptop can be console and wall. */
export interface Kept {
  workshop: string;
  token: string;
  role: Role;
  /** As shown on the front page; empty until the first connection. */
  title: string;
  /** The person's name, if known. */
  name: string;
  /** When it was last used (this device's time), for the order of the list. */
  at: number;
}

/** The ways in which a device can be in one workshop; `card` is an organisation's card that is filled in beforehand, a reader holds a link to
 * the results. */
export type Place = 'seat' | 'wall' | 'card' | 'reader';

const PREFIX = 'trestle:';
const DRAFT = 'draft';

/** Stands in the address of a page that is a second seat beside the first one in the same browser, as in a rehearsal: everything that such
 * a page keeps lies in its tab and ends with it. */
export const BESIDE = '?beside';

/** Keeps or renews what this device is in a workshop. */
export function keep(kept: Omit<Kept, 'at'>, place: Place = kept.role === 'wall' ? 'wall' : 'seat'): void {
  write(address(kept.workshop, place), JSON.stringify({ ...kept, at: Date.now() }));
}

/** What this device is in a workshop, if anything. */
export function kept(workshop: string, place: Place = 'seat'): Kept | null {
  return parse(read(address(workshop, place)));
}

/** Every workshop in which this device has a seat or a console, the last used first. */
export function keptSeats(): Kept[] {
  return keys(PREFIX)
    .filter((key) => key.endsWith(':seat'))
    .map((key) => parse(read(key)))
    .filter((found) => found !== null)
    .sort((a, b) => b.at - a.at);
}

/** Forgets a workshop on this device: token, drafts and what was not sent. */
export function forget(workshop: string, place: Place = 'seat'): void {
  if (place !== 'seat') remove(address(workshop, place));
  else for (const key of keys(address(workshop, ''))) if (!/:(wall|card|reader)$/.test(key)) remove(key);
}

/** Forgets drafts and what was not sent of a workshop, and keeps who this device is in it. */
export function forgetWork(workshop: string): void {
  for (const kind of [DRAFT, 'unsent']) for (const key of keys(address(workshop, `${kind}:`))) remove(key);
}

/** A half-written line that is no document's yet, by name; empty if there is none. */
export function draft(workshop: string, name: string): string {
  return read(address(workshop, `${DRAFT}:${name}`)) ?? '';
}

/** Keeps a half-written line; an empty one is removed. */
export function keepDraft(workshop: string, name: string, text: string): void {
  const key = address(workshop, `${DRAFT}:${name}`);
  if (text === '') remove(key);
  else write(key, text);
}

/** The key of something that belongs to a workshop. */
export function address(workshop: string, name: string): string {
  return `${PREFIX}${workshop}:${name}`;
}

/** Reads a value; null if there is none. */
export function read(key: string): string | null {
  return store.read(key);
}

/** Writes a value; false if it will last no longer than this tab. */
export function write(key: string, value: string): boolean {
  return store.write(key, value);
}

/** Removes a value. */
export function remove(key: string): void {
  store.remove(key);
}

/** Every kept key that begins so. */
export function keys(prefix: string): string[] {
  return store.keys(prefix);
}

/** Will this device still know who it is in a workshop when the tab has been closed? */
export function lasts(workshop: string, place: Place): boolean {
  return store.lasts(address(workshop, place));
}

/** A page begins at the present address: from now on things are kept where it keeps them. The page before has ended by then; until it has, its
 * things go where they were, also while the address has gone on. */
export function arrive(): void {
  store = storeHere();
}

function storeHere(): Store {
  return location.search === BESIDE ? tab : local;
}

/** Where the page shown keeps things. */
let store = storeHere();

function parse(text: string | null): Kept | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<Kept>;
    if (typeof value.workshop !== 'string' || typeof value.token !== 'string') return null;
    return { role: 'participant', title: '', name: '', at: 0, ...value, workshop: value.workshop, token: value.token };
  } catch {
    return null;
  }
}
