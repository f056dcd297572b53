// The look of a wall: its own choice, kept apart from the device's other pages, because one laptop may be console and projector.
import * as device from '../lib/device';

/** The looks of a wall; the projector's comes first. */
export const looks = ['projector', 'light', 'dark'] as const;

/** A look of tokens.css. */
export type Look = (typeof looks)[number];

const KEPT_AS = 'trestle:wall:look';

let chosen = $state<Look>('projector');

/** The look now chosen. */
export function look(): Look {
  return chosen;
}

/** Changes the look of this wall, and remembers it on this device. */
export function setLook(wanted: Look): void {
  show(wanted);
  device.write(KEPT_AS, wanted);
}

/** Takes what this device remembers, else the projector's. */
export function startLook(): void {
  const kept = device.read(KEPT_AS);
  show(looks.find((known) => known === kept) ?? 'projector');
}

function show(wanted: Look): void {
  chosen = wanted;
  document.documentElement.dataset.theme = wanted;
}
