// Keeps a line in the room that it has: letters are of different widths, and no code may push its card off the wall.

/** Sets `--fit` on the element, 1 or as much less as its line is too wide for its parent; again when either changes. */
export function fit(element: HTMLElement): () => void {
  const measure = () => {
    element.style.setProperty('--fit', '1');
    const room = element.parentElement?.clientWidth ?? 0;
    const wide = element.scrollWidth;
    if (room > 0 && wide > room) element.style.setProperty('--fit', String(room / wide));
  };
  measure();
  const watch = new ResizeObserver(measure);
  if (element.parentElement) watch.observe(element.parentElement);
  // Another code, and the letters' own typeface once it has come
  const changes = new MutationObserver(measure);
  changes.observe(element, { characterData: true, subtree: true, childList: true });
  void document.fonts.ready.then(measure);
  return () => {
    watch.disconnect();
    changes.disconnect();
  };
}
