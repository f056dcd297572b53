// Copying a text to the clipboard, also over plain HTTP, where the browser's own clipboard interface does not exist.

/** Copies; false where the browser refused, so that the page can offer the text selected instead. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // eslint-disable-next-line no-restricted-properties -- used where it exists, with the fallback below
    const clipboard: Clipboard | undefined = navigator.clipboard;
    if (clipboard) {
      await clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused: the older way may still be allowed
  }
  return copySelected(text);
}

/** The older way: select the text in a field off the screen and ask the browser to copy the selection. */
function copySelected(text: string): boolean {
  const field = document.createElement('textarea');
  const focused = document.activeElement;
  field.value = text;
  field.readOnly = true;
  field.className = 'visually-hidden';
  // Inside an open dialog the rest of the page is inert
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
