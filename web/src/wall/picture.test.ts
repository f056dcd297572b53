// The wall has a picture for everything that a step can do, and shows the most particular one.
import { expect, it } from 'vitest';
import { declared, stepOf } from '../lib/step-of';
import type { StepPart } from '../lib/step-parts';
import type { View } from '../lib/view.svelte';
import { pictureOf } from './pictures';
import Agree from './steps/Agree.svelte';
import Arrive from './steps/Arrive.svelte';
import Board from './steps/Board.svelte';
import Choose from './steps/Choose.svelte';
import Closed from './steps/Closed.svelte';
import Plan from './steps/Plan.svelte';
import Lists from './steps/Lists.svelte';
import Pulse from './steps/Pulse.svelte';
import Question from './steps/Question.svelte';
import Roles from './steps/Roles.svelte';

const at = (parts: StepPart[], asks: string[] = [], closed = false) =>
  pictureOf({ closed, step: stepOf(parts, { asks }), programme: declared } as unknown as View);

it('shows the most particular thing that a step does', () => {
  expect(at(['write', 'reveal', 'group'])).toBe(Board);
  expect(at(['roles'])).toBe(Roles);
  expect(at(['list'])).toBe(Lists);
  expect(at([])).toBe(Arrive);
});

it('shows what is asked before what else is done, and the pulse only where there is nothing else', () => {
  expect(at([], ['rating'])).toBe(Question);
  expect(at(['group', 'discuss'], ['rating'])).toBe(Question);
  expect(at(['report'], ['choice'])).toBe(Choose);
  expect(at(['agree'], ['choice'])).toBe(Agree);
  expect(at([], ['pulse'])).toBe(Pulse);
  expect(at(['commit'], ['pulse'])).toBe(Plan);
  expect(at([], ['pulse'], true)).toBe(Closed);
});
