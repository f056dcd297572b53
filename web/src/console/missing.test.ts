// What is missing before closing: its words, and that a thing filled in does not vanish under the hands of who fills it in.
import { describe, expect, it } from 'vitest';
import type { Cell, Missing } from '../lib/protocol.gen';
import { View } from '../lib/view.svelte';
import { gathered, keyOf, missingText, silentOf } from './missing';

const DATE: Missing = { what: 'date' };
const TOUCH: Missing = { what: 'communications' };
const MIND: Missing = { what: 'organisation', organisation: 2 };

function viewWith(missing: Missing[]): View {
  const view = new View();
  const organisation = (id: number, name: string) => ({
    type: 'organisation',
    id,
    name,
    convener: false,
    commitment: null,
  });
  const cells = {
    'organisation/1': organisation(1, 'Libraries'),
    'organisation/2': organisation(2, 'Mind'),
    closing: { type: 'closing', missing, closed_without: [], committed: 0, needed: 2, way_out: null },
  };
  view.apply({ set: cells as unknown as Record<string, Cell>, gone: [], whole: true });
  return view;
}

describe('what is missing', () => {
  it('names the organisation that has not spoken', () => {
    const view = viewWith([TOUCH, MIND]);
    expect(missingText(MIND, view)).toContain('Mind');
    expect(silentOf(view).map(({ name }) => name)).toEqual(['Mind']);
    expect(silentOf(viewWith([TOUCH]))).toEqual([]);
  });

  it('keeps what was missing when the dialog opened and adds what comes', () => {
    const seen = gathered([], [DATE, MIND]);
    expect(gathered(seen, [MIND, TOUCH]).map(keyOf)).toEqual(['date', 'organisation/2', 'communications']);
    expect(gathered(seen, [])).toEqual(seen);
  });
});
