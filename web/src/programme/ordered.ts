// Sets up dragging for the entries of a list once its script is loaded; without a fine pointer it does nothing.
import type { Attachment } from 'svelte/attachments';
import type { Entry } from './drag-order';

/** An attachment for an entry that holds its handle as `[data-handle]`. */
export function inOrder(entry: Omit<Entry, 'handle'>): Attachment<HTMLElement> {
  return (element) => {
    const handle = element.querySelector<HTMLElement>(':scope > * [data-handle], :scope > [data-handle]');
    if (!handle || !matchMedia('(any-pointer: fine)').matches) return;
    let undo: (() => void) | undefined;
    let gone = false;
    // Without the chunk (a connection lost at this moment) the buttons do everything
    void import('./drag-order').then(
      ({ dragEntry }) => {
        if (!gone) undo = dragEntry(element, { ...entry, handle });
      },
      () => undefined,
    );
    return () => {
      gone = true;
      undo?.();
    };
  };
}
