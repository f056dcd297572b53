// Shows of hands: which questions of an open poll can be answered so, and what this device has entered. The server adds them up and keeps
// them apart in the result; it does not say them before the poll is closed.
import * as device from '../lib/device';
import { said } from '../lib/declared';
import type { PollCell, Question, QuestionKind } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';
import type { View } from '../lib/view.svelte';
import { stepsTo } from '../questions/asked';
import { range } from '../words/hands.gen';
import { tooManyHands } from '../words/refusal.gen';

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

/** Everybody raises one hand: nobody shows several ticks, an order or a line of their own that way. */
const ASKED_BY_HANDS: Record<QuestionKind, boolean> = {
  scale: true,
  one: true,
  several: false,
  dots: true,
  pick: true,
  order: false,
  line: false,
};

/** Polls in which hands can be counted now. */
export function countable(view: View): PollCell[] {
  return view.polls.filter((poll) => poll.open && poll.voice === 'person' && ASKED_BY_HANDS[poll.question.kind]);
}

/** Several scales are answered together: they have a form of their own. */
export function isRating({ kind, scales = [] }: Question): boolean {
  return kind === 'scale' && scales.length > 1;
}

/** The answers that hands can go up for, one after the other; none for a rating. */
export function answersOf({ kind, options = [], scales = [], most }: Question): Answer[] {
  if (kind === 'scale' && scales.length === 1)
    return stepsTo(most).map((value) => ({ values: [value], title: String(value) }));
  if (kind === 'one') return options.map(({ label }, at) => ({ values: [at + 1], title: said(label) }));
  if (kind === 'dots') return [{ values: [1], title: '' }];
  return kind === 'pick' ? [{ values: [], title: '' }] : [];
}

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
