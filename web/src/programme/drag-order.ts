// Putting stages and steps in order with a mouse or pen. Loaded only where there is one: buttons do the same everywhere (rule 9).
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';

/** One entry of a list that can be put in order. */
export interface Entry {
  /** Entries of another list are not taken. */
  list: string;
  id: string;
  /** What the entry is grabbed by. */
  handle: HTMLElement;
  /** This one was dropped above the entry, or below it. */
  ondrop: (dropped: string, below: boolean) => void;
}

/** Makes an element an entry; returns what undoes that. */
export function dragEntry(element: HTMLElement, entry: Entry): () => void {
  const mark = (where: 'above' | 'below' | undefined) => {
    if (where === undefined) delete element.dataset['drop'];
    else element.dataset['drop'] = where;
  };
  return combine(
    draggable({
      element,
      dragHandle: entry.handle,
      getInitialData: () => ({ list: entry.list, id: entry.id }),
      onDragStart: () => (element.dataset['dragging'] = ''),
      onDrop: () => delete element.dataset['dragging'],
    }),
    dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data['list'] === entry.list && source.data['id'] !== entry.id,
      onDrag: ({ location }) => mark(isBelow(element, location.current.input.clientY) ? 'below' : 'above'),
      onDragLeave: () => mark(undefined),
      onDrop: ({ source, location }) => {
        mark(undefined);
        entry.ondrop(String(source.data['id']), isBelow(element, location.current.input.clientY));
      },
    }),
  );
}

function isBelow(element: HTMLElement, y: number): boolean {
  const { top, height } = element.getBoundingClientRect();
  return y > top + height / 2;
}
