// Dragging is loaded when there is a mouse or a pen, and not before the board is there.
import type { Attachment } from 'svelte/attachments';

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
