// Dragging is loaded when there is a mouse or a pen, and not before what can be dragged is there.
import type { Attachment } from 'svelte/attachments';
import type { Dragged, DragEvents, Drops } from './drag';

type Drag = typeof import('./drag');

/** An attachment that sets up dragging once it is loaded; without a fine pointer it does nothing. */
export function withMouse(setUp: (drag: Drag, element: HTMLElement) => () => void): Attachment<HTMLElement> {
  return (element) => {
    if (!matchMedia('(any-pointer: fine)').matches) return;
    let undo: (() => void) | undefined;
    let gone = false;
    // Without the chunk (a connection lost at this moment) the menus do everything
    void import('./drag').then(
      (drag) => {
        if (!gone) undo = setUp(drag, element);
      },
      () => undefined,
    );
    return () => {
      gone = true;
      undo?.();
    };
  };
}

/** Makes an element something that can be dragged. */
export function dragged(what: Dragged, id: string, events?: DragEvents): Attachment<HTMLElement> {
  return withMouse((loaded, element) => loaded.drag(element, what, id, events));
}

/** Makes an element that has a grip (`data-grip`) something that can be dragged by it. */
export function draggedByGrip(what: Dragged, id: string): Attachment<HTMLElement> {
  return withMouse((loaded, element) => loaded.drag(element, what, id, { grip: element.querySelector('[data-grip]') }));
}

/** Makes an element a place that takes what is dragged. */
export function takes(drops: Drops): Attachment<HTMLElement> {
  return withMouse((loaded, element) => loaded.take(element, drops));
}
