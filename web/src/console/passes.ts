// Links and consoles as a facilitator reads them: each link with the consoles that were opened with it under it.
import type { PassRow } from '../lib/protocol.gen';

/** A link with its consoles, or a console of which no link is known. */
export interface Family {
  row: PassRow;
  consoles: PassRow[];
}

/** Rows by family: what runs the workshop first, then in the order in which they were made. */
export function families(rows: readonly PassRow[]): Family[] {
  const links = new Set(rows.filter((row) => !row.screen).map((row) => row.number));
  const heads = rows.filter((row) => row.link === null || !links.has(row.link));
  heads.sort((a, b) => Number(runs(b)) - Number(runs(a)));
  return heads.map((row) => ({ row, consoles: rows.filter((other) => other.link === row.number && other !== row) }));
}

/** Does it run the workshop? */
export function runs(row: PassRow): boolean {
  return row.kind === 'facilitator';
}
