// Which columns of a row stand beside each other while it is filled in.
import type { Field, FieldKind } from '../lib/protocol.gen';
import { isWords } from '../lib/values';

/** Kinds that need no more than half a line. */
const SHORT: readonly FieldKind[] = ['line', 'organisation', 'person', 'choice'];

/** The columns one line after the other: two that go together, or one. */
export function pairsOf(columns: readonly Field[]): Field[][] {
  const lines: Field[][] = [];
  for (const column of columns) {
    const line = lines.at(-1);
    const [before] = line ?? [];
    if (line?.length === 1 && before && goTogether(before, column)) line.push(column);
    else lines.push([column]);
  }
  return lines;
}

function goTogether(a: Field, b: Field): boolean {
  if (a.kind === 'scale' || b.kind === 'scale') return a.kind === b.kind;
  if (SHORT.includes(a.kind) && SHORT.includes(b.kind)) return true;
  // Who and of which organisation; how and when
  return (a.is === 'who' && b.kind === 'organisation') || (a.is === 'how' && isWords(b));
}
