// Rows of the plan as the cells tell them, in the shape in which the document has them.
import type { ActionRow, CoreRow, ExtendedRow, LeadershipRow } from './protocol.gen';
import type { PlanRow } from './plan';

const BARE: Omit<PlanRow, 'key' | 'texts'> = {
  organisation: null,
  seat: null,
  lead: false,
  decides: false,
  influence: null,
  interest: null,
  due: null,
  name: '',
};

/** A row of any list. */
export function toldRow(row: CoreRow | ExtendedRow | LeadershipRow | ActionRow): PlanRow {
  const { id, ...rest } = row;
  const texts = Object.fromEntries(
    Object.entries(rest).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'due',
    ),
  );
  const name = 'what' in row ? row.what : 'who' in row ? row.who : row.role;
  return { ...BARE, ...rest, key: id, name, texts };
}
