// The tool that a step is about comes first, and no tool comes twice.
import { describe, expect, it } from 'vitest';
import type { Capability } from '../lib/protocol.gen';
import { toolsFor } from './toolbox';

const names = (...does: Capability[]) => toolsFor(does).map(({ capability }) => capability);

describe('the toolbox', () => {
  it('puts first what the step is about', () => {
    expect(names('card', 'arrive')).toEqual(['arrive', 'card']);
    expect(names('write', 'reveal', 'group')).toEqual(['group', 'write']);
    expect(names('group', 'discuss')).toEqual(['discuss', 'group']);
    expect(names('brief', 'report')).toEqual(['report', 'brief']);
  });

  it('offers no tool twice', () => {
    expect(names('pair', 'brief')).toEqual(['pair']);
    expect(names('card', 'speak')).toEqual(['speak']);
    expect(names('reveal')).toEqual(['reveal']);
  });
});
