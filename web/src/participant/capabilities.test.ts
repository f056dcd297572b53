import { expect, it } from 'vitest';
import { declared, stepOf } from '../lib/step-of';
import type { StepPart } from '../lib/step-parts';
import { partsOf } from './capabilities';

const asking = (inStep: StepPart[], asks: string[]) =>
  partsOf(stepOf(inStep, { asks }), declared).map(({ part, aside }) => (aside ? `(${part})` : part));
const parts = (...inStep: StepPart[]) => asking(inStep, []);

it('puts what a step is about first, and folds what is merely still possible', () => {
  expect(parts('write')).toEqual(['write']);
  expect(parts('write', 'reveal', 'group')).toEqual(['group', '(write)']);
  expect(parts('write', 'reveal')).toEqual(['reveal', '(write)']);
  expect(parts('reveal')).toEqual(['reveal']);
  expect(parts('group', 'discuss')).toEqual(['discuss', '(group)']);
  expect(parts('arrive', 'card')).toEqual(['arrive', '(card)']);
  expect(parts('card', 'speak')).toEqual(['speak', 'card']);
  expect(parts('report', 'brief')).toEqual(['report', '(brief)']);
  expect(parts('roles', 'list', 'commit')).toEqual(['list', 'commit', '(roles)']);
  expect(partsOf(undefined, declared)).toEqual([]);
});

it('asks first, and folds what a question about groups or the choice outdoes', () => {
  expect(asking([], ['a'])).toEqual(['ask']);
  expect(asking(['speak'], ['a'])).toEqual(['ask', 'speak']);
  expect(asking(['group', 'discuss'], ['a'])).toEqual(['ask', 'discuss', '(group)']);
  expect(asking(['group', 'discuss'], ['rating'])).toEqual(['ask', '(group)', '(discuss)']);
  expect(asking(['report', 'brief'], ['choice'])).toEqual(['report', 'choice', '(brief)']);
  expect(asking(['brief'], ['choice'])).toEqual(['choice', '(brief)']);
  expect(asking(['commit'], ['pulse', 'a', 'gone'])).toEqual(['ask', 'commit', 'pulse']);
});
