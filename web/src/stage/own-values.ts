// Whose a new row is: the person who adds one is most often speaking of themselves and their own organisation.
import type { List, MineCell } from '../lib/protocol.gen';
import { asked, type Values } from '../lib/values';

/** Values of a new row in a list of people; none for whoever is of no organisation. */
export function ownValues(list: List, own: Pick<MineCell, 'organisation' | 'seat'> | undefined): Values {
  const columns = asked(list.columns);
  const person = columns.find(({ kind }) => kind === 'person');
  const organisation = columns.find(({ kind }) => kind === 'organisation');
  if (person === undefined || own?.organisation == null) return {};
  return { [person.id]: own.seat, ...(organisation && { [organisation.id]: own.organisation }) };
}
