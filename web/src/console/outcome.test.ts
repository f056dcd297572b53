// The rule of at least two, and what is still missing before closing.
import { describe, expect, it } from 'vitest';
import type { ActionRow, NextCell, OrganisationCell, SeatCell, Stance } from '../lib/protocol.gen';
import { missing, outcome } from './outcome';

const organisation = (id: number, stance?: Stance): OrganisationCell => ({
  id,
  name: `Organisation ${id}`,
  convener: id === 1,
  expected: true,
  card: { does: '', priorities: '', contact: '', spaces: '', skills: '', networks: '', impact: '', hope: '' },
  commitment: stance ? { stance, until: null, line: '' } : null,
});
const seat = (id: number): SeatCell => ({
  id,
  name: '',
  organisation: id,
  role: 'participant',
  hand_at: null,
  waved_at: null,
  done: false,
  more_time: false,
  table: false,
  without_device: false,
  waiting: false,
});
const action = (organisation: number, what: string): ActionRow => ({
  id: what,
  what,
  organisation,
  seat: null,
  due: null,
});
const next: NextCell = { communications: 'By mail', when: '2026-12-01T10:00', place: '', reason: '' };

describe('the outcome', () => {
  it('goes ahead with two that are in, and with nothing less', () => {
    expect(outcome([organisation(1, 'in'), organisation(2, 'reflecting')])).toMatchObject({
      goesAhead: false,
      needed: 1,
    });
    expect(outcome([organisation(1, 'in'), organisation(2, 'in')])).toMatchObject({ goesAhead: true, needed: 0 });
  });

  it('lists who came and has neither an action nor stepped away', () => {
    const organisations = [organisation(1), organisation(2, 'away'), organisation(3), organisation(4), organisation(5)];
    const said = missing(organisations, [action(3, 'Book a hall'), action(4, ' ')], next, [1, 2, 3, 4].map(seat));
    expect(said.silent.map(({ id }) => id)).toEqual([1, 4]);
    expect(said).toMatchObject({ touch: false, date: false });
  });

  it('takes a reason instead of a date', () => {
    expect(missing([], [], { ...next, when: null }, [])).toMatchObject({ date: true });
    expect(missing([], [], { ...next, when: null, reason: 'After the election' }, [])).toMatchObject({ date: false });
    expect(missing([], [], undefined, [])).toMatchObject({ touch: true, date: true });
  });
});
