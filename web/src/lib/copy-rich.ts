// Copying words with their form: as HTML for an e-mail, and as plain text for whatever takes no more. Works over plain HTTP too, where the
// browser's own clipboard interface does not exist.

/** One thing in two forms. */
export interface Rich {
  html: string;
  text: string;
}

/** Copies; false where the browser refused. */
export async function copyRich(rich: Rich): Promise<boolean> {
  try {
    // eslint-disable-next-line no-restricted-properties -- used where it exists, with the fallback below
    const clipboard: Clipboard | undefined = navigator.clipboard;
    if (clipboard && 'write' in clipboard && typeof ClipboardItem === 'function') {
      const blob = (text: string, type: string) => new Blob([text], { type });
      await clipboard.write([
        new ClipboardItem({ 'text/html': blob(rich.html, 'text/html'), 'text/plain': blob(rich.text, 'text/plain') }),
      ]);
      return true;
    }
  } catch {
    // Refused: the older way may still be allowed
  }
  return copyByEvent(rich);
}

/** Puts both forms into a copy that somebody asked for, in place of what the browser would have taken. */
export function fill(event: ClipboardEvent, { html, text }: Rich): boolean {
  if (!event.clipboardData) return false;
  event.clipboardData.setData('text/html', html);
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  return true;
}

/** The older way: ask the browser to copy a selection, and answer its question what that is. Safari asks only where something is selected. */
function copyByEvent(rich: Rich): boolean {
  const field = document.createElement('textarea');
  const focused = document.activeElement;
  let filled = false;
  const listener = (event: ClipboardEvent) => {
    event.stopImmediatePropagation();
    filled = fill(event, rich);
  };
  field.value = ' ';
  field.readOnly = true;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  document.addEventListener('copy', listener, true);
  try {
    return document.execCommand('copy') && filled;
  } finally {
    document.removeEventListener('copy', listener, true);
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
