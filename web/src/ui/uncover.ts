// A bar that comes at the top while somebody is typing does not stay over the very field in which they type (WCAG 2.2, 2.4.11).

/** What people type into. */
const FIELDS = 'main :is(input, textarea, [contenteditable])';

/** Between the bar and the field, for the mark of focus. */
const GAP_PX = 8;

/** An attachment for the bar: as it comes or grows, the page scrolls just so far that the focused field is under it no more. */
export function uncover(bar: HTMLElement): () => void {
  const watch = new ResizeObserver(() => {
    const field = document.activeElement;
    if (field?.matches(FIELDS)) scrollBy({ top: -covered(bar, field), behavior: 'instant' });
  });
  watch.observe(bar);
  return () => watch.disconnect();
}

/** How much of the field is under the bar, in pixels, as far as its end stays in sight: a long text is written at its end. */
function covered(bar: HTMLElement, field: Element): number {
  const { top, bottom } = field.getBoundingClientRect();
  const edge = (bar.closest('header') ?? bar).getBoundingClientRect().bottom + GAP_PX;
  return Math.max(0, Math.min(edge - top, foot() - bottom));
}

/** Where what stays at the foot of the window begins, or the keyboard on screen. */
function foot(): number {
  const stuck = Number.parseFloat(document.documentElement.style.getPropertyValue('--stuck-bottom')) || 0;
  return Math.min(innerHeight - stuck, visualViewport?.height ?? innerHeight);
}
