import { expect, it } from 'vitest';
import type { Capability, StepView } from '../lib/protocol.gen';
import { partsOf } from './capabilities';

function step(...does: Capability[]): StepView {
  return {
    id: 's',
    title: '',
    minutes: 1,
    prompt: '',
    hint: '',
    clock: '',
    does,
    at_end: 'hold',
    off: false,
    voice: 'person',
    dots: 3,
  };
}

const parts = (...does: Capability[]) =>
  partsOf(step(...does)).map(({ capability, aside }) => (aside ? `(${capability})` : capability));

it('puts what a step is about first, and folds what is merely still possible', () => {
  expect(parts('write')).toEqual(['write']);
  expect(parts('write', 'reveal', 'group')).toEqual(['group', '(write)']);
  expect(parts('write', 'reveal')).toEqual(['reveal', '(write)']);
  expect(parts('reveal')).toEqual(['reveal']);
  expect(parts('group', 'discuss')).toEqual(['discuss', '(group)']);
  expect(parts('arrive', 'card')).toEqual(['arrive', '(card)']);
  expect(parts('card', 'speak')).toEqual(['speak', 'card']);
  expect(parts('report', 'brief')).toEqual(['report', '(brief)']);
  expect(partsOf(undefined)).toEqual([]);
});
