// How briefs and teams are called, who agrees to what, and which teams a facilitator looks at first.
import { describe, expect, it } from 'vitest';
import { byNeed, inNoTeam, minutesSince, problemsOf, untaken } from '../console/team-list';
import type { BriefCell, Cell, GroupCell, OrganisationCell, SeatCell, TeamCell } from '../lib/protocol.gen';
import { View } from '../lib/view.svelte';
import { agreedOf, agreementOf } from './agreed';
import { briefInside, briefTitle, reportShort, parkedBriefs, teamNames } from './brief-words';
import { wholeTeam } from './whole-group';

const seat = (id: number, name: string, organisation: number | null = id): SeatCell => ({
  id,
  name,
  given: name,
  among_own: name,
  with_organisation: name,
  organisation,
  role: 'participant',
  hand_at: null,
  waved_at: null,
  done: false,
  more_time: false,
  table: false,
  asks_table: false,
  without_device: false,
  at: null,
  waiting: false,
  by_name: false,
});
const team = (id: number, over: Partial<TeamCell> = {}): TeamCell => ({
  id,
  seats: [],
  filled: 0,
  fields: 9,
  chosen: false,
  pinned: false,
  whole: false,
  happy: [],
  help_at: null,
  written_at: null,
  extra_ms: 0,
  video: '',
  said: null,
  ...over,
});
const brief = (of: number, over: Partial<BriefCell> = {}): BriefCell => ({
  team: of,
  title: '',
  groups: [],
  who: '',
  why: '',
  fit: '',
  constraints: '',
  ideas: '',
  already: '',
  success: '',
  ...over,
});
const group = (id: string, title: string): GroupCell => ({
  id,
  title,
  order: 0,
  who: '',
  factors: '',
  seriousness: '',
  priority: '',
});
const organisation = (id: number, name: string): OrganisationCell => ({
  id,
  name,
  convener: id === 1,
  expected: true,
  card: { does: '', priorities: '', contact: '', spaces: '', skills: '', networks: '', impact: '', hope: '' },
  commitment: null,
});

function view(cells: Record<string, Cell>): View {
  const shown = new View();
  shown.apply({ set: cells, gone: [], whole: true });
  return shown;
}

const room = {
  'seat/1': { type: 'seat', ...seat(1, 'Ama') },
  'seat/2': { type: 'seat', ...seat(2, 'Tom') },
  'seat/3': { type: 'seat', ...seat(3, 'Zadie') },
} satisfies Record<string, Cell>;

describe('a brief', () => {
  const shown = view({
    ...room,
    'team/1': { type: 'team', ...team(1, { seats: [1, 2], filled: 2 }) },
    'team/2': { type: 'team', ...team(2, { filled: 1 }) },
    'team/3': { type: 'team', ...team(3, { whole: true, filled: 4 }) },
    'team/4': { type: 'team', ...team(4, { whole: true, seats: [1, 2, 3], chosen: true, filled: 3 }) },
    'team/5': { type: 'team', ...team(5) },
    'brief/4': { type: 'brief', ...brief(4, { title: ' A late bus ' }) },
    choice: { type: 'choice', chosen: 4, tied: [], agreements: [] },
  });

  it('is called by its title, else by its people, else by its number; rounds of everyone are counted', () => {
    expect([1, 2, 3, 4].map((id) => briefTitle(shown, id))).toEqual([
      'The brief of Ama and Tom',
      'The brief of team 2',
      'Everyone, round 1',
      'A late bus',
    ]);
    expect(teamNames(shown, 4)).toBe('Everyone, round 2');
    expect([1, 2, 3, 4].map((id) => briefInside(shown, id))).toEqual([
      'the brief of Ama and Tom',
      'the brief of team 2',
      'Everyone, round 1',
      'A late bus',
    ]);
    expect([1, 2, 3, 4].map((id) => reportShort(shown, id))).toEqual([
      'Ama and Tom',
      'team 2',
      'Everyone, round 1',
      'A late bus',
    ]);
  });

  it('is everyone’s as long as no other team was made since', () => {
    const everyone = team(3, { whole: true, seats: [1, 2] });
    expect(wholeTeam([team(1), everyone])?.id).toBe(3);
    expect(wholeTeam([everyone, team(4, { seats: [1] })])).toBeUndefined();
    expect(wholeTeam([team(5, { whole: true })])).toBeUndefined();
  });

  it('is parked if it is not the chosen one and says something', () => {
    expect(parkedBriefs(shown)).toEqual([1, 2, 3]);
  });
});

it('tells who agrees to the brief as it stands, to an older one, or not yet; those who are not here do not count', () => {
  const shown = view({
    ...room,
    'organisation/1': { type: 'organisation', ...organisation(1, 'Council') },
    'organisation/2': { type: 'organisation', ...organisation(2, 'School') },
    'organisation/3': { type: 'organisation', ...organisation(3, 'Charity') },
    'organisation/4': { type: 'organisation', ...organisation(4, 'Nobody came') },
    choice: {
      type: 'choice',
      chosen: 1,
      tied: [],
      agreements: [
        { organisation: 2, at: 5, current: false },
        { organisation: 3, at: 9, current: true },
      ],
    },
  });
  expect(agreedOf(shown).map(({ organisation: { name }, state, at }) => [name, state, at])).toEqual([
    ['Council', 'open', null],
    ['School', 'older', 5],
    ['Charity', 'now', 9],
  ]);
  expect(agreementOf(shown)).toEqual({ count: 1, of: 3, all: false });
});

describe('the facilitator’s list', () => {
  it('has those who ask for help on top, the one that asked first before the others', () => {
    const teams = [team(1), team(2, { help_at: 20 }), team(3), team(4, { help_at: 10 })];
    expect(byNeed(teams).map(({ id }) => id)).toEqual([4, 2, 1, 3]);
  });

  it('names the people without a team and the problems that nobody took', () => {
    const shown = view({
      ...room,
      'seat/9': { type: 'seat', ...seat(9, 'Facilitator'), role: 'facilitator' },
      'team/1': { type: 'team', ...team(1, { seats: [1, 2] }) },
      'brief/1': { type: 'brief', ...brief(1, { groups: ['b', 'gone'] }) },
      'group/a': { type: 'group', ...group('a', 'Quiet') },
      'group/b': { type: 'group', ...group('b', 'Buses') },
    });
    expect(inNoTeam(shown).map(({ name }) => name)).toEqual(['Zadie']);
    expect(untaken(shown).map(({ title }) => title)).toEqual(['Quiet']);
    expect(problemsOf(shown, 1)).toEqual(['Buses']);
  });

  it('counts whole minutes, and none into the future', () => {
    expect([minutesSince(0, 59_999), minutesSince(0, 120_000), minutesSince(90_000, 0)]).toEqual([0, 2, 0]);
  });
});
