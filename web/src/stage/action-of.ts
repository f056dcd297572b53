// What an entry of a ring becomes when it is made an action: its words, and whose it is.
import type { ListRow } from '../lib/lists';
import type { Field, List, ListRole } from '../lib/protocol.gen';
import { asked, fieldFor, isWords, numberIn, wordsIn, type Values } from '../lib/values';
import * as words from '../words/plan.gen';

type Text = (entry: { name: string; how: string }) => string;

/** The action's text where the entry does not say it itself. */
const TEXTS: Record<ListRole, { bare: Text; how: Text } | null> = {
  core: { bare: words.actCore, how: words.actCore },
  extended: { bare: words.actExtended, how: words.actExtendedHow },
  leadership: { bare: words.actLeadership, how: words.actLeadershipHow },
  actions: null,
};

/** The action's text: what somebody of the core team is to do, or how somebody is to be won; `name` is what the entry is called. */
export function actionText({ is, columns }: List, row: ListRow, name: string): string {
  const doing = is === 'core' ? wordsIn(row.values, asked(columns).find(isWords)).trim() : '';
  const how = wordsIn(row.values, fieldFor(columns, 'how')).trim();
  const text = is ? TEXTS[is] : null;
  return doing || (text?.[how === '' ? 'bare' : 'how']({ name, how }) ?? name);
}

/** The values of the action: its text, and who sees to it: the person and organisation of the entry, else whoever makes it. */
export function actionOf(
  list: List,
  row: ListRow,
  name: string,
  into: List,
  own: { organisation: number | null; seat: number } | undefined,
): Values {
  const [organisation, seat] = [valueOf(list, row, 'organisation'), valueOf(list, row, 'person')];
  return {
    ...cell(fieldFor(into.columns, 'what'), actionText(list, row, name)),
    ...cell(ofKind(into, 'organisation'), organisation ?? (seat === null ? (own?.organisation ?? null) : null)),
    ...cell(ofKind(into, 'person'), seat ?? (organisation === null ? (own?.seat ?? null) : null)),
  };
}

function valueOf(list: List, row: ListRow, kind: 'organisation' | 'person'): number | null {
  return numberIn(row.values, ofKind(list, kind));
}

function ofKind({ columns }: List, kind: 'organisation' | 'person'): Field | undefined {
  return asked(columns).find((column) => column.kind === kind);
}

function cell(column: Field | undefined, value: string | number | null): Values {
  return column && value !== null ? { [column.id]: value } : {};
}
