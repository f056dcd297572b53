// The wall has a picture for everything that a step can do, and shows the most particular one.
import { expect, it } from 'vitest';
import type { Capability } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import { pictureOf } from './pictures';
import Board from './steps/Board.svelte';
import Closed from './steps/Closed.svelte';
import Plan from './steps/Plan.svelte';
import Pulse from './steps/Pulse.svelte';

const at = (does: Capability[], closed = false) =>
  pictureOf({ closed, can: (one: Capability) => does.includes(one) } as unknown as View);

it('a step that only asks the pulse shows its question', () => {
  expect(at(['pulse'])).toBe(Pulse);
  expect(at(['act', 'pulse'])).toBe(Plan);
  expect(at(['write', 'reveal', 'group'])).toBe(Board);
  expect(at(['pulse'], true)).toBe(Closed);
});
