// How what a text field shows differs from the shared text it is bound to, as runs of characters: in both, only in the field (somebody
// else deleted them meanwhile), or only in the text (somebody else wrote them). It translates a local edit into an edit of the text, and a
// caret into its place after the field has caught up. All lengths and places are in UTF-16 units.

/** A run of characters and where they are. */
export interface Run {
  where: 'both' | 'field' | 'text';
  length: number;
}

/** A contiguous edit: at this place, remove so many, insert so many. */
export interface Edit {
  index: number;
  remove: number;
  insert: number;
}

/** The difference between a field and its text. */
export class Drift {
  #runs: Run[];

  /** A field that shows the whole of a text of this length. */
  constructor(length: number) {
    this.#runs = joined([{ where: 'both', length }]);
  }

  /** Whether field and text are the same. */
  get clean(): boolean {
    return this.#runs.every((run) => run.where === 'both');
  }

  /** The length of the text. */
  get textLength(): number {
    return total(this.#runs, inText);
  }

  /** The length of what the field shows. */
  get fieldLength(): number {
    return total(this.#runs, inField);
  }

  /**
   * Somebody typed into the field. Returns what is to be done to the text: deletions and then one insertion, to be applied in order.
   * What others wrote inside a removed stretch stays. Of the inserted characters only the first `kept` go to the text (its length is
   * bounded); the others are shown until the field catches up.
   */
  local(edit: Edit, kept: number = edit.insert): Edit[] {
    const [before, rest] = split(this.#runs, edit.index, inField);
    const [removed, after] = split(rest, edit.remove, inField);
    const index = total(before, inText);
    const stayed = removed.filter((run) => run.where === 'text');
    this.#runs = joined([
      ...before,
      { where: 'both', length: kept },
      { where: 'field', length: edit.insert - kept },
      ...stayed,
      ...after,
    ]);
    const edits = deletions(removed, index);
    if (kept > 0) edits.push({ index, remove: 0, insert: kept });
    return edits;
  }

  /** Somebody else changed the text. */
  remote(edit: Edit): void {
    const [before, rest] = split(this.#runs, edit.index, inText);
    const [removed, after] = split(rest, edit.remove, inText);
    const stillShown = removed
      .filter((run) => run.where !== 'text')
      .map((run): Run => ({ where: 'field', length: run.length }));
    this.#runs = joined([...before, { where: 'text', length: edit.insert }, ...stillShown, ...after]);
  }

  /** How many characters of a stretch of the field the text still has; not counted is what others wrote inside it. */
  shared(index: number, length: number): number {
    const [, rest] = split(this.#runs, index, inField);
    return total(split(rest, length, inField)[0], (run) => run.where === 'both');
  }

  /** Where a place in the field is in the text: after what stands before it in the field, before what others wrote there. */
  toText(place: number): number {
    return total(split(this.#runs, place, inField)[0], inText);
  }
}

const inField = (run: Run): boolean => run.where !== 'text';
const inText = (run: Run): boolean => run.where !== 'field';

function total(runs: readonly Run[], counts: (run: Run) => boolean): number {
  return runs.reduce((sum, run) => (counts(run) ? sum + run.length : sum), 0);
}

/** Cuts the runs after `length` counted characters, as early as possible: what does not count stands behind the cut. */
function split(runs: readonly Run[], length: number, counts: (run: Run) => boolean): [Run[], Run[]] {
  const first: Run[] = [];
  let left = length;
  for (const [index, run] of runs.entries()) {
    if (left === 0) return [first, runs.slice(index)];
    const taken = counts(run) ? Math.min(left, run.length) : run.length;
    first.push({ where: run.where, length: taken });
    if (counts(run)) left -= taken;
    if (taken < run.length)
      return [first, [{ where: run.where, length: run.length - taken }, ...runs.slice(index + 1)]];
  }
  return [first, []];
}

/** The deletions in the text for runs that were removed from the field, each at its place after the ones before it. */
function deletions(removed: readonly Run[], from: number): Edit[] {
  const edits: Edit[] = [];
  let index = from;
  for (const run of removed) {
    if (run.where === 'both') edits.push({ index, remove: run.length, insert: 0 });
    if (run.where === 'text') index += run.length;
  }
  return edits;
}

/** The same runs without empty ones, neighbours of one kind as one. */
function joined(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (run.length === 0) continue;
    if (last?.where === run.where) last.length += run.length;
    else result.push({ ...run });
  }
  return result;
}
