// Shows of hands: which questions of an open poll can be answered so, and what this device has entered. The server adds them up and keeps
// them apart in the result; it does not say them before the poll is closed.
import * as device from '../lib/device';
import { PULSE, RATING_MAX, type PollCell } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';
import type { View } from '../lib/view.svelte';
import { range } from '../words/hands.gen';
import { tooManyHands } from '../words/refusal.gen';
import * as words from '../words/room.gen';
import { briefTitle } from './brief-words';

/** Something that is answered. */
export interface Subject {
  id: string;
  title: string;
}

/** An answer that hands can go up for. */
export interface Answer {
  values: number[];
  title: string;
}

/** What was entered for one subject and answer. */
export interface Entry {
  subject: string;
  values: number[];
  count: number;
}

/** Polls in which hands can be counted now. */
export function countable(view: View): PollCell[] {
  return view.polls.filter((poll) => poll.open && poll.voice === 'person');
}

/** What a poll asks about, in the order of the screen. */
export function subjectsOf(view: View, poll: PollCell): Subject[] {
  if (poll.kind === 'choice') return view.teams.map(({ id }) => ({ id: String(id), title: briefTitle(view, id) }));
  if (poll.kind === 'pulse') return PULSE.map((id) => ({ id, title: pulse[id]?.() ?? id }));
  return view.groups.map(({ id, title }) => ({ id, title: title || words.groupUntitled() }));
}

/** The answers of which each person gives one; none for a rating, which has two scales. */
export function answersOf({ kind }: PollCell): Answer[] {
  if (kind === 'choice') return [{ values: [], title: '' }];
  if (kind === 'dots') return [{ values: [1], title: '' }];
  if (kind === 'fit')
    return [words.fitCore, words.fitUseful, words.fitNot].map((title, at) => ({ values: [at + 1], title: title() }));
  if (kind === 'pulse') return scale.map((value) => ({ values: [value], title: String(value) }));
  return [];
}

/** The steps of a scale. */
export const scale: readonly number[] = Array.from({ length: RATING_MAX }, (_, at) => at + 1);

const pulse: Record<string, () => string> = {
  useful: words.pulseUseful,
  heard: words.pulseHeard,
  next: words.pulseNext,
};

/** What this device has entered in a poll, so that it can be put right. */
export function entered(session: Session, poll: string): Entry[] {
  try {
    return JSON.parse(device.draft(session.workshop, `hands-${poll}`) || '[]') as Entry[];
  } catch {
    return [];
  }
}

/** Keeps what was entered; a later count for the same answer replaces the former, as on the server. */
export function keepEntry(session: Session, poll: string, entry: Entry): Entry[] {
  const others = entered(session, poll).filter((one) => !same(one, entry));
  const all = entry.count > 0 ? [...others, entry] : others;
  device.keepDraft(session.workshop, `hands-${poll}`, all.length > 0 ? JSON.stringify(all) : '');
  return all;
}

/** What is wrong with a count before anybody is asked; nothing if it can be. */
export function handsFault(count: number, most: number): string | undefined {
  if (!Number.isInteger(count) || count < 0) return range({ most });
  return count > most ? tooManyHands() : undefined;
}

/** The count that was entered for an answer. */
export function countOf(entries: readonly Entry[], subject: string, values: readonly number[]): number | undefined {
  return entries.find((one) => same(one, { subject, values: [...values] }))?.count;
}

function same(a: Omit<Entry, 'count'>, b: Omit<Entry, 'count'>): boolean {
  return a.subject === b.subject && a.values.join() === b.values.join();
}
