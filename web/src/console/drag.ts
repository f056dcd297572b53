// Dragging with a mouse or pen, loaded only where there is one: phones, keyboards and switches use menus (rule 9).
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';

/** What can be dragged: a note, a group by its grip, somebody's place in a round, a person. */
export type Dragged = 'note' | 'group' | 'turn' | 'person';

/** What is told of a drag. */
export interface DragEvents {
  onstart?: () => void;
  onend?: () => void;
  /** The part that it is dragged by; the whole of it if not said. */
  grip?: Element | null;
}

/** Makes an element something that can be dragged; returns what undoes that. */
export function drag(element: HTMLElement, what: Dragged, id: string, events: DragEvents = {}): () => void {
  return draggable({
    element,
    ...(events.grip ? { dragHandle: events.grip } : {}),
    getInitialData: () => ({ [what]: id }),
    onDragStart: () => {
      element.dataset.dragging = '';
      events.onstart?.();
    },
    onDrop: () => {
      delete element.dataset.dragging;
      events.onend?.();
    },
  });
}

/** What a place does with each kind of thing that it takes. */
export type Drops = Partial<Record<Dragged, (id: string) => void>>;

/** Makes an element a place that takes what is dragged; returns what undoes that. */
export function take(element: HTMLElement, drops: Drops): () => void {
  const over = (is: boolean) => element.toggleAttribute('data-over', is);
  return dropTargetForElements({
    element,
    canDrop: ({ source }) => element !== source.element && taken(source.data, drops) !== undefined,
    onDragEnter: () => over(true),
    onDragLeave: () => over(false),
    onDrop: ({ source, location, self }) => {
      over(false);
      // The innermost place alone takes it
      if (location.current.dropTargets[0]?.element === self.element) taken(source.data, drops)?.();
    },
  });
}

/** What this place does with what is dragged; undefined if it does not take it. */
function taken(data: Record<string | symbol, unknown>, drops: Drops): (() => void) | undefined {
  for (const [what, drop] of Object.entries(drops)) {
    const id = data[what];
    if (typeof id === 'string') return () => drop(id);
  }
  return undefined;
}
