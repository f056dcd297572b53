// The tool that a step is about comes first, and no tool comes twice.
import { describe, expect, it } from 'vitest';
import { declared, stepOf } from '../lib/step-of';
import type { StepPart } from '../lib/step-parts';
import { toolsFor } from './toolbox';

const names = (...parts: StepPart[]) => toolsFor(stepOf(parts), declared).map(({ key }) => key);

describe('the toolbox', () => {
  it('puts first what the step is about', () => {
    expect(names('card', 'arrive')).toEqual(['arrive', 'card']);
    expect(names('write', 'reveal', 'group')).toEqual(['group', 'write']);
    expect(names('group', 'discuss')).toEqual(['discuss', 'group']);
    expect(names('brief', 'report')).toEqual(['report', 'brief']);
    expect(names('arrive', 'list')).toEqual(['list', 'arrive']);
  });

  it('has a tool for each question: what is asked before what is still possible, the pulse at the end', () => {
    const asked = (parts: StepPart[], asks: string[]) =>
      toolsFor(stepOf(parts, { asks }), declared).map(({ key }) => key);
    expect(asked(['group', 'discuss'], ['a'])).toEqual(['ask/a', 'discuss', 'group']);
    expect(asked(['report', 'brief'], ['a'])).toEqual(['report', 'ask/a', 'brief']);
    expect(asked(['commit'], ['pulse', 'choice', 'rating', 'a'])).toEqual([
      ...['commit', 'ask/rating', 'ask/a', 'choice', 'pulse'],
    ]);
    expect(asked([], ['gone'])).toEqual([]);
    expect(toolsFor(stepOf(['ask']), declared)[0]).toMatchObject({ question: 'a' });
  });

  it('offers no tool twice', () => {
    expect(names('pair', 'brief')).toEqual(['pair']);
    expect(names('card', 'speak')).toEqual(['speak']);
    expect(names('reveal')).toEqual(['reveal']);
  });
});
