// The menus of the board: everything that dragging does, and more, by keyboard, touch or switch (rule 9).
import { arrowDown, arrowUp, folderInput, folderPlus, listChecks, trash } from '../ui/icons';
import type { MenuGroup, MenuItem } from '../ui/menu';
import * as words from '../words/board.gen';
import * as common from '../words/common.gen';
import * as ways from '../words/order.gen';
import type { Gathered, Way } from './arrangement.svelte';
import type { BoardMoves } from './board-moves';
import { groupName } from './board-words';

const INTO = 'group:';
const ORDER = 'order:';

function into({ id, title, notes }: Gathered): MenuItem {
  return { id: INTO + id, text: groupName(title), icon: folderInput, end: String(notes.length) };
}

/** Where a note can go from here. */
export function notePlaces(groups: readonly Gathered[], here: string | null): MenuGroup {
  const items = groups.filter(({ id }) => id !== here).map(into);
  items.push({ id: 'new', text: words.newGroup(), icon: folderPlus });
  if (here !== null) items.push({ id: 'loose', text: words.loose() });
  return { heading: common.moveTo(), items };
}

/** Does what was chosen among `notePlaces`. */
export function chooseNotePlace(moves: BoardMoves, note: string, chosen: string): void {
  if (chosen === 'new') moves.make([note]);
  else moves.move(note, chosen === 'loose' ? null : chosen.slice(INTO.length));
}

/** What can be done with a group. */
export function groupMenu(groups: readonly Gathered[], group: Gathered): MenuGroup[] {
  const at = groups.findIndex(({ id }) => id === group.id);
  const others = groups.filter(({ id }) => id !== group.id);
  const way = (id: Way, text: string, disabled: boolean, icon?: string): MenuItem => ({
    id: ORDER + id,
    text,
    disabled,
    ...(icon && { icon }),
  });
  const [isFirst, isLast] = [at === 0, at === groups.length - 1];
  return [
    {
      heading: words.thisGroup(),
      items: [
        { id: 'split', text: words.split(), icon: listChecks, disabled: group.notes.length === 0 },
        { id: 'apart', text: words.takeApart(), icon: trash },
      ],
    },
    {
      heading: words.itsPlace(),
      items: [
        way('up', ways.up(), isFirst, arrowUp),
        way('down', ways.down(), isLast, arrowDown),
        way('first', ways.first(), isFirst),
        way('last', ways.last(), isLast),
      ],
    },
    ...(others.length > 0 ? [{ heading: words.mergeInto(), items: others.map(into) }] : []),
  ];
}

/** Does what was chosen in a `groupMenu`; `split` opens what chooses notes. */
export function chooseForGroup(moves: BoardMoves, group: Gathered, chosen: string, split: () => void): void {
  if (chosen === 'split') split();
  else if (chosen === 'apart') moves.takeApart(group);
  else if (chosen.startsWith(ORDER)) moves.shift(group, chosen.slice(ORDER.length) as Way);
  else moves.merge(group.id, chosen.slice(INTO.length));
}
