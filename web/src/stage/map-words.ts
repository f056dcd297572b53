// What is said around a map: of the stakeholder map, which the rings make, more can be said than of others.
import * as lists from '../words/lists.gen';
import * as words from '../words/plan.gen';
import { isRing, type ListsMap } from './map-places';
import { label } from './told';

type Axes = { x: string; y: string };

interface MapWords {
  title: (axes: Axes) => string;
  hint: () => string;
  /** Of the picture, for whoever does not see it. */
  picture: (axes: Axes) => string;
  /** While there is no row. */
  empty: () => string;
  emptyHint: () => string;
  /** Over the names in the table. */
  who: () => string;
}

const RINGS: MapWords = {
  title: words.mapTitle,
  hint: words.mapHint,
  picture: words.mapLabel,
  empty: words.mapNobody,
  emptyHint: words.mapNobodyHint,
  who: words.who,
};
const PLAIN: MapWords = {
  title: lists.mapTitle,
  hint: lists.mapHint,
  picture: lists.mapPicture,
  empty: lists.mapEmpty,
  emptyHint: lists.mapEmptyHint,
  who: lists.what,
};

/** Do the rings make it? */
export function isStakeholderMap({ lists }: ListsMap): boolean {
  return lists.some(isRing);
}

/** Those of a map. */
export function mapWords(map: ListsMap): MapWords {
  return isStakeholderMap(map) ? RINGS : PLAIN;
}

/** Its axes as they are called inside a sentence. */
export function axesOf({ x, y }: ListsMap): Axes {
  return { x: label(x), y: label(y) };
}
