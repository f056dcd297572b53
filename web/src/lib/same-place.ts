// A place in a text, found again in another that is mostly the same: where the caret goes when a field's document begins anew.

/** Where a place in the one text is in the other: between the same characters, as many of them as are the same there. */
export function samePlace(one: string, place: number, other: string): number {
  for (let length = 32; length > 0; length >>= 1) {
    const before = one.slice(Math.max(0, place - length), place);
    const after = one.slice(place, place + length);
    for (const [words, upTo] of [
      [before + after, before.length],
      [before, before.length],
      [after, 0],
    ] as const) {
      const at = words.length < length ? -1 : nearest(other, words, place - upTo);
      if (at >= 0) return at + upTo;
    }
  }
  return Math.min(place, other.length);
}

/** Where these words stand in a text, nearest to a place; -1 if nowhere. */
function nearest(text: string, words: string, place: number): number {
  const [ahead, behind] = [text.lastIndexOf(words, place), text.indexOf(words, Math.max(0, place))];
  if (ahead < 0 || behind < 0) return Math.max(ahead, behind);
  return place - ahead < behind - place ? ahead : behind;
}
