// Light, dark or projector: what this device shows, by the system's wish or the person's choice, remembered here.
import { local } from '../lib/store.svelte';

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
  local.write(KEPT_AS, wanted);
}

/** Takes what this device remembers; to be called before the first paint. */
export function startAppearance(): void {
  const kept = local.read(KEPT_AS);
  show(appearances.find((known) => known === kept) ?? 'system');
}

function show(wanted: Appearance): void {
  chosen = wanted;
  const root = document.documentElement;
  if (wanted === 'system') delete root.dataset.theme;
  else root.dataset.theme = wanted;
}
