// Places on the page that somebody can lead others to: `group/KEY`, `brief/2`, marked by `data-place`; `step` is the live step as a whole.

/** The live step as a whole. */
export const STEP = 'step';

/** The place in which an element stands. */
export function placeOf(element: Element | null): string {
  return element?.closest<HTMLElement>('[data-place]')?.dataset.place ?? STEP;
}

/** The element of a place, if the page has it. */
export function elementAt(place: string): HTMLElement | null {
  return [...document.querySelectorAll<HTMLElement>('[data-place]')].find((one) => one.dataset.place === place) ?? null;
}

/** Opens whatever is folded over an element, itself included. */
export function unfold(element: HTMLElement): void {
  for (
    let fold: Element | null = element.closest('details');
    fold;
    fold = fold.parentElement?.closest('details') ?? null
  )
    (fold as HTMLDetailsElement).open = true;
}

/** The group that a place is about. */
export function groupAt(place: string | undefined): string | undefined {
  return place?.startsWith('group/') ? place.slice('group/'.length) : undefined;
}
