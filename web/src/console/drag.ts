// Dragging notes with a mouse or pen, loaded only where there is one: phones, keyboards and switches use the note's menu (rule 9).
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';

const NOTE = 'note';

/** What a note being dragged reports. */
export interface DragEvents {
  onstart: () => void;
  onend: () => void;
}

/** Makes an element a note that can be dragged; returns what undoes that. */
export function dragNote(element: HTMLElement, note: string, events: DragEvents): () => void {
  return draggable({
    element,
    getInitialData: () => ({ [NOTE]: note }),
    onDragStart: () => {
      element.dataset.dragging = '';
      events.onstart();
    },
    onDrop: () => {
      delete element.dataset.dragging;
      events.onend();
    },
  });
}

/** Makes an element a place that takes notes; returns what undoes that. */
export function takeNotes(element: HTMLElement, ondrop: (note: string) => void): () => void {
  const over = (is: boolean) => element.toggleAttribute('data-over', is);
  return dropTargetForElements({
    element,
    canDrop: ({ source }) => typeof source.data[NOTE] === 'string',
    onDragEnter: () => over(true),
    onDragLeave: () => over(false),
    onDrop: ({ source, location, self }) => {
      over(false);
      // The innermost place alone takes it
      if (location.current.dropTargets[0]?.element === self.element) ondrop(String(source.data[NOTE]));
    },
  });
}
