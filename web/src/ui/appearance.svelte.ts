// Light, dark or projector: what this device shows, by the system's wish or the person's choice, remembered here.

/** `system` follows the device. */
export const appearances = ['system', 'light', 'dark', 'projector'] as const;

/** A look of tokens.css. */
export type Appearance = (typeof appearances)[number];

const KEPT_AS = 'trestle:appearance';

let chosen = $state<Appearance>('system');

/** The appearance now chosen. */
export function appearance(): Appearance {
  return chosen;
}

/** Changes the look of this page and remembers it on this device. */
export function setAppearance(wanted: Appearance): void {
  show(wanted);
  try {
    localStorage.setItem(KEPT_AS, wanted);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page
  }
}

/** Takes what this device remembers; to be called before the first paint. */
export function startAppearance(): void {
  try {
    show(appearances.find((known) => known === localStorage.getItem(KEPT_AS)) ?? 'system');
  } catch {
    show('system');
  }
}

function show(wanted: Appearance): void {
  chosen = wanted;
  const root = document.documentElement;
  if (wanted === 'system') delete root.dataset.theme;
  else root.dataset.theme = wanted;
}
