// Dragging notes and people with a mouse or pen, loaded only where there is one: phones, keyboards and switches use the menu that each has
// (rule 9).
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';

const NOTE = 'note';
const PERSON = 'person';

/** What something being dragged reports. */
export interface DragEvents {
  onstart: () => void;
  onend: () => void;
}

/** Makes an element a note that can be dragged; returns what undoes that. */
export function dragNote(element: HTMLElement, note: string, events: DragEvents): () => void {
  return drag(element, NOTE, note, events);
}

/** Makes an element a place that takes notes; returns what undoes that. */
export function takeNotes(element: HTMLElement, ondrop: (note: string) => void): () => void {
  return take(element, NOTE, (note) => ondrop(String(note)));
}

/** Makes an element a person who can be dragged; returns what undoes that. */
export function dragPerson(element: HTMLElement, seat: number): () => void {
  return drag(element, PERSON, seat);
}

/** Makes an element a place that takes people; returns what undoes that. */
export function takePeople(element: HTMLElement, ondrop: (seat: number) => void): () => void {
  return take(element, PERSON, (seat) => ondrop(Number(seat)));
}

function drag(element: HTMLElement, kind: string, what: string | number, events?: DragEvents): () => void {
  return draggable({
    element,
    getInitialData: () => ({ [kind]: what }),
    onDragStart: () => {
      element.dataset.dragging = '';
      events?.onstart();
    },
    onDrop: () => {
      delete element.dataset.dragging;
      events?.onend();
    },
  });
}

function take(element: HTMLElement, kind: string, ondrop: (what: unknown) => void): () => void {
  const over = (is: boolean) => element.toggleAttribute('data-over', is);
  return dropTargetForElements({
    element,
    canDrop: ({ source }) => kind in source.data && source.element !== element,
    onDragEnter: () => over(true),
    onDragLeave: () => over(false),
    onDrop: ({ source, location, self }) => {
      over(false);
      // The innermost place alone takes it
      if (location.current.dropTargets[0]?.element === self.element) ondrop(source.data[kind]);
    },
  });
}
