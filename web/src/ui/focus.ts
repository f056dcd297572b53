// Where the focus goes when something opens, and where it comes back to when that closes.

/** What people type into; not what is only read there, nor what a press of the space bar changes. */
const TYPED = [
  'textarea',
  ...['text', 'search', 'url', 'email', 'datetime-local', 'date'].map((type) => `input[type=${type}]`),
]
  .map((field) => `${field}:not([readonly], :disabled)`)
  .join();

/** The first field in a box that people type into and that is on the screen; null if there is none. */
export function firstField(box: ParentNode): HTMLInputElement | HTMLTextAreaElement | null {
  const fields = box.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(TYPED);
  return [...fields].find((field) => field.getClientRects().length > 0) ?? null;
}

/** Puts the focus into a field, behind what stands in it already. */
export function typeInto(field: HTMLInputElement | HTMLTextAreaElement): void {
  field.focus();
  // A date has no caret
  if (field.selectionStart !== null) field.setSelectionRange(field.value.length, field.value.length);
}

/** An attachment for a form that appears because somebody asked for it: they type at once. */
export function typeHere(box: HTMLElement): void {
  const field = firstField(box);
  if (field) typeInto(field);
}

/** What had the focus when a dialog opened, and the dialog that it stood in itself. */
interface Opener {
  element: HTMLElement;
  inside: HTMLDialogElement | null;
}

const openers = new WeakMap<HTMLDialogElement, Opener>();

/** To be called just before a dialog opens. */
export function rememberOpener(dialog: HTMLDialogElement): void {
  const element = document.activeElement;
  if (element instanceof HTMLElement && element !== document.body)
    openers.set(dialog, { element, inside: element.closest('dialog') });
}

/** After a dialog has closed: back to what opened it; if that is gone, to what opened the dialog around it, or to the page's middle. */
export function returnFocus(dialog: HTMLDialogElement): void {
  let opener = openers.get(dialog);
  openers.delete(dialog);
  // Somebody has gone on already: the next dialog is open, or the browser brought the focus back
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  while (opener && opener.element.getClientRects().length === 0)
    opener = opener.inside ? openers.get(opener.inside) : undefined;
  (opener?.element ?? document.querySelector<HTMLElement>('main'))?.focus({ preventScroll: true });
}
