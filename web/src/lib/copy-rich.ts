// Copying words with their form: as HTML for an e-mail, and as plain text for whatever takes no more. Works over plain HTTP too, where the
// browser's own clipboard interface does not exist.

/** One thing in two forms. */
export interface Rich {
  html: string;
  text: string;
}

/** Copies; false where the browser refused. A copy event comes first: it takes the HTML as it is, which the newer interface reads as if it were
 * a part of this page, so that its looks break the page's own rules about style. */
export async function copyRich(rich: Rich): Promise<boolean> {
  return copyByEvent(rich) || copyByInterface(rich);
}

/** What some browsers allow where they refuse the event. */
async function copyByInterface({ html, text }: Rich): Promise<boolean> {
  try {
    // eslint-disable-next-line no-restricted-properties -- used where it exists, behind the event
    const clipboard: Clipboard | undefined = navigator.clipboard;
    if (!clipboard || !('write' in clipboard) || typeof ClipboardItem !== 'function') return false;
    const blob = (form: string, type: string) => new Blob([form], { type });
    await clipboard.write([
      new ClipboardItem({ 'text/html': blob(html, 'text/html'), 'text/plain': blob(text, 'text/plain') }),
    ]);
    return true;
  } catch {
    return false;
  }
}

/** Puts both forms into a copy that somebody asked for, in place of what the browser would have taken. */
export function fill(event: ClipboardEvent, { html, text }: Rich): boolean {
  if (!event.clipboardData) return false;
  event.clipboardData.setData('text/html', html);
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  return true;
}

/** Asks the browser to copy a selection, and answers its question what that is. Safari asks only where something is selected. */
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
