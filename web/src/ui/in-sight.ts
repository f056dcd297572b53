// What appears because of what somebody just did is brought into sight, by as little scrolling as that takes.

/** An attachment. */
export function inSight(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' });
}
