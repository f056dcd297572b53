// The stakeholder map: who of the three rings stands where by influence and interest, and how the marks share a square.
import { RATING_MAX } from '../lib/protocol.gen';

/** The rings in the order in which their people are numbered. */
export const RINGS = ['core', 'extended', 'leadership'] as const;
export type Ring = (typeof RINGS)[number];

/** Somebody of a ring; `id` is unique among all rings. */
export interface Stakeholder {
  id: string;
  ring: Ring;
  name: string;
  influence: number | null;
  interest: number | null;
}

/** Units of the picture: the side of a square, and the room for the axes at the start and at the bottom. */
export const SQUARE = 20;
export const MARGIN = 9;
export const SIDE = RATING_MAX * SQUARE;

/** The largest mark, in units, and the room between two. */
const RADIUS = 5.4;
const GAP = 0.7;

/** A mark in the picture; `number` is the person's place in the whole list, from 1. */
export interface Mark {
  stakeholder: Stakeholder;
  number: number;
  x: number;
  y: number;
}

/** Is it known where this one stands? */
export function isPlaced(one: Stakeholder): one is Stakeholder & { influence: number; interest: number } {
  return one.influence !== null && one.interest !== null;
}

/** Every mark with its place, and how large marks can be so that none covers another: those of one square stand in rows inside it. */
export function marksOf(stakeholders: readonly Stakeholder[]): { marks: Mark[]; radius: number } {
  const squares = new Map<string, { stakeholder: Stakeholder; number: number }[]>();
  stakeholders.forEach((stakeholder, place) => {
    if (!isPlaced(stakeholder)) return;
    const key = `${stakeholder.interest}:${stakeholder.influence}`;
    squares.set(key, [...(squares.get(key) ?? []), { stakeholder, number: place + 1 }]);
  });
  const widest = Math.max(1, ...[...squares.values()].map((inside) => columnsFor(inside.length)));
  const radius = Math.min(RADIUS, SQUARE / widest / 2 - GAP);
  return { marks: [...squares.values()].flatMap(inSquare), radius };
}

function inSquare(inside: readonly { stakeholder: Stakeholder; number: number }[]): Mark[] {
  const columns = columnsFor(inside.length);
  const rows = Math.ceil(inside.length / columns);
  return inside.map(({ stakeholder, number }, place) => {
    const row = Math.floor(place / columns);
    const inRow = row === rows - 1 ? inside.length - row * columns : columns;
    return {
      stakeholder,
      number,
      x: left(stakeholder.interest ?? 1) + ((place % columns) + 0.5) * (SQUARE / inRow),
      y: top(stakeholder.influence ?? 1) + (row + 0.5) * (SQUARE / rows),
    };
  });
}

function columnsFor(count: number): number {
  return Math.ceil(Math.sqrt(count));
}

/** Where the squares of this interest begin. */
export function left(interest: number): number {
  return MARGIN + (interest - 1) * SQUARE;
}

/** Where the squares of this influence begin; influence rises upwards. */
export function top(influence: number): number {
  return (RATING_MAX - influence) * SQUARE;
}

/** The square at a point of the picture; null outside of the map. */
export function squareAt(x: number, y: number): { influence: number; interest: number } | null {
  const interest = Math.floor((x - MARGIN) / SQUARE) + 1;
  const influence = RATING_MAX - Math.floor(y / SQUARE);
  const inside = (value: number) => value >= 1 && value <= RATING_MAX;
  return inside(interest) && inside(influence) ? { influence, interest } : null;
}
