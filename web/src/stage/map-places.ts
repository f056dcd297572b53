// A map of two columns of a scale: who stands where, and how the marks share a square.
import type { ListRow } from '../lib/lists';
import { RATING_MAX, type Field, type List, type ListRole } from '../lib/protocol.gen';
import { numberIn } from '../lib/values';

/** Lists that are seen on one map, because they have the same axes. */
export interface ListsMap {
  /** From left to right. */
  x: Field;
  /** From bottom to top. */
  y: Field;
  lists: List[];
}

/** The rings of a project: who does it, whom to win for it, who must support it. */
const RINGS: readonly (ListRole | undefined)[] = ['core', 'extended', 'leadership'];

/** Is it one of the rings, whose map is the stakeholder map? */
export function isRing({ is }: List): boolean {
  return RINGS.includes(is);
}

/** The maps of these lists, each with the lists that share its axes. */
export function mapsOf(lists: readonly List[]): ListsMap[] {
  const maps = new Map<string, ListsMap>();
  for (const list of lists) {
    const [x, y] = [axis(list, 'x'), axis(list, 'y')];
    if (!x || !y) continue;
    const key = `${x.id}/${y.id}`;
    const map = maps.get(key);
    if (map) map.lists.push(list);
    else maps.set(key, { x, y, lists: [list] });
  }
  return [...maps.values()];
}

/** A list's own column of an axis. */
export function axis(list: List, of: 'x' | 'y'): Field | undefined {
  return list.columns.find(({ id, off }) => id === list.map?.[of] && !off);
}

/** A row on a map; `id` is unique among all its lists. */
export interface Entry {
  id: string;
  list: List;
  row: ListRow;
  name: string;
  x: number | null;
  y: number | null;
}

/** A row as an entry of its list's map. */
export function entryOf(list: List, row: ListRow, name: string): Entry {
  const at = (of: 'x' | 'y') => numberIn(row.values, axis(list, of));
  return { id: `${list.id}/${row.id}`, list, row, name, x: at('x'), y: at('y') };
}

/** How the marks of a map's lists look, in their order; a map of more begins again. */
export type Shape = 'circle' | 'square' | 'diamond';
const SHAPES: readonly Shape[] = ['circle', 'square', 'diamond'];

/** The shape of a list's marks. */
export function shapeOf(lists: readonly List[], list: List): Shape {
  return SHAPES[lists.findIndex(({ id }) => id === list.id) % SHAPES.length] ?? 'circle';
}

/** Units of the picture: the side of a square, and the room for the axes at the start and at the bottom. */
export const SQUARE = 20;
export const MARGIN = 9;
export const SIDE = RATING_MAX * SQUARE;

/** The largest mark, in units, and the room between two. */
const RADIUS = 5.4;
const GAP = 0.7;

/** A mark in the picture; `number` is the entry's place in the whole list, from 1. */
export interface Mark<E> {
  entry: E;
  number: number;
  x: number;
  y: number;
}

type Point = Pick<Entry, 'x' | 'y'>;

/** Is it known where this one stands? */
export function isPlaced<E extends Point>(one: E): one is E & { x: number; y: number } {
  return one.x !== null && one.y !== null;
}

/** Every mark with its place, and how large marks can be so that none covers another: those of one square stand in rows inside it. */
export function marksOf<E extends Point>(entries: readonly E[]): { marks: Mark<E>[]; radius: number } {
  const squares = new Map<string, { entry: E; number: number }[]>();
  entries.forEach((entry, place) => {
    if (!isPlaced(entry)) return;
    const key = `${entry.x}:${entry.y}`;
    squares.set(key, [...(squares.get(key) ?? []), { entry, number: place + 1 }]);
  });
  const widest = Math.max(1, ...[...squares.values()].map((inside) => columnsFor(inside.length)));
  const radius = Math.min(RADIUS, SQUARE / widest / 2 - GAP);
  return { marks: [...squares.values()].flatMap(inSquare), radius };
}

function inSquare<E extends Point>(inside: readonly { entry: E; number: number }[]): Mark<E>[] {
  const columns = columnsFor(inside.length);
  const rows = Math.ceil(inside.length / columns);
  return inside.map(({ entry, number }, place) => {
    const row = Math.floor(place / columns);
    const inRow = row === rows - 1 ? inside.length - row * columns : columns;
    return {
      entry,
      number,
      x: left(entry.x ?? 1) + ((place % columns) + 0.5) * (SQUARE / inRow),
      y: top(entry.y ?? 1) + (row + 0.5) * (SQUARE / rows),
    };
  });
}

function columnsFor(count: number): number {
  return Math.ceil(Math.sqrt(count));
}

/** Where the squares of this x begin. */
export function left(x: number): number {
  return MARGIN + (x - 1) * SQUARE;
}

/** Where the squares of this y begin; y rises upwards. */
export function top(y: number): number {
  return (RATING_MAX - y) * SQUARE;
}

/** The square at a point of the picture; null outside of the map. */
export function squareAt(across: number, down: number): { x: number; y: number } | null {
  const x = Math.floor((across - MARGIN) / SQUARE) + 1;
  const y = RATING_MAX - Math.floor(down / SQUARE);
  const inside = (value: number) => value >= 1 && value <= RATING_MAX;
  return inside(x) && inside(y) ? { x, y } : null;
}
