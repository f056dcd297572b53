// How what a text field shows differs from the shared text it is bound to, as runs of characters: in both, only in the field (somebody
// else deleted them meanwhile), only in the text (somebody else wrote them), or over: typed here, and more than the text holds. It
// translates a local edit into an edit of the text, and a caret into its place after the field has caught up. All lengths and places are
// in UTF-16 units.

/** A run of characters and where they are. */
export interface Run {
  where: 'both' | 'field' | 'text' | 'over';
  length: number;
}

/** A contiguous edit: at this place, remove so many, insert so many. */
export interface Edit {
  index: number;
  remove: number;
  insert: number;
}

/** A stretch that is over. */
export interface Stretch {
  field: number;
  text: number;
  length: number;
}

/** The difference between a field and its text. */
export class Drift {
  #runs: Run[];

  /** A field that shows the whole of a text of this length. */
  constructor(length: number) {
    this.#runs = joined([{ where: 'both', length }]);
  }

  /** Whether the field shows the text, and nothing beside it but what is over. */
  get clean(): boolean {
    return this.#runs.every((run) => run.where === 'both' || run.where === 'over');
  }

  /** What is over, from the first: where it stands in the field, where in the text, and how long it is. */
  get over(): Stretch[] {
    const found: Stretch[] = [];
    let [field, text] = [0, 0];
    for (const run of this.#runs) {
      if (run.where === 'over') found.push({ field, text, length: run.length });
      if (inField(run)) field += run.length;
      if (inText(run)) text += run.length;
    }
    return found;
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
   * bounded); of the others at most `overMost` are over, and stay in the field. The rest is gone when the field catches up.
   */
  local(edit: Edit, kept: number = edit.insert, overMost: number = edit.insert): Edit[] {
    const [before, rest] = split(this.#runs, edit.index, inField);
    const [removed, after] = split(rest, edit.remove, inField);
    const index = total(before, inText);
    const over = Math.min(edit.insert - kept, overMost);
    const stayed = removed.filter((run) => run.where === 'text');
    this.#runs = joined([
      ...before,
      { where: 'both', length: kept },
      { where: 'over', length: over },
      { where: 'field', length: edit.insert - kept - over },
      ...stayed,
      ...after,
    ]);
    const edits = deletions(removed, index);
    if (kept > 0) edits.push({ index, remove: 0, insert: kept });
    return edits;
  }

  /** There is room again: the first characters of this stretch that was over are to be inserted into the text, as this edit. */
  admit(stretch: Stretch, length: number): Edit {
    const [before, rest] = split(this.#runs, stretch.field, inField);
    const [taken, after] = split(rest, length, inField);
    const theirs = taken.filter((run) => run.where === 'text');
    this.#runs = joined([...before, ...theirs, { where: 'both', length }, ...after]);
    return { index: stretch.text, remove: 0, insert: length };
  }

  /** Somebody else changed the text. */
  remote(edit: Edit): void {
    const [before, rest] = split(this.#runs, edit.index, inText);
    const [removed, after] = split(rest, edit.remove, inText);
    const stillShown = removed
      .filter((run) => run.where !== 'text')
      .map((run): Run => ({ where: run.where === 'over' ? 'over' : 'field', length: run.length }));
    this.#runs = joined([...before, { where: 'text', length: edit.insert }, ...stillShown, ...after]);
  }

  /** How many characters of a stretch of the field the text still has; not counted is what others wrote inside it. */
  shared(index: number, length: number): number {
    const [, rest] = split(this.#runs, index, inField);
    return total(split(rest, length, inField)[0], (run) => run.where === 'both');
  }

  /** Where a place in the field will be once it has caught up: after what stands before it, before what others wrote there. */
  toShown(place: number): number {
    return total(split(this.#runs, place, inField)[0], (run) => run.where !== 'field');
  }
}

const inField = (run: Run): boolean => run.where !== 'text';
const inText = (run: Run): boolean => run.where === 'both' || run.where === 'text';

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
