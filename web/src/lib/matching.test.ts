// Suggested matches: shared words, whatever their case, number and accents; never one's own, never what is linked, never mere filling words.
import { describe, expect, it } from 'vitest';
import { asksOf, offersOf, suggest } from './matching';
import { CARD_LINE_CHARS, type CardFields, type LinkRow, type OrganisationCell } from './protocol.gen';
import { stemsOf } from './stems';

const EMPTY: CardFields = {
  does: '',
  priorities: '',
  contact: '',
  spaces: '',
  skills: '',
  networks: '',
  impact: '',
  hope: '',
};

const organisation = (id: number, card: Partial<CardFields>): OrganisationCell => ({
  id,
  name: `O${id}`,
  convener: id === 1,
  expected: true,
  card: { ...EMPTY, ...card },
  commitment: null,
});

const pairs = (organisations: OrganisationCell[], links: LinkRow[] = []) =>
  suggest(offersOf(organisations), asksOf(organisations), links).map(({ offer, ask }) => [offer.text, ask.text]);

describe('lines of cards', () => {
  it('are offers under their headings, and asks; empty, repeated and overlong ones are left out', () => {
    const cards = [
      organisation(1, {
        spaces: ' Hall \n\nHall\nStage',
        skills: 'Events',
        hope: `Chairs\n${'x'.repeat(CARD_LINE_CHARS + 1)}`,
      }),
    ];
    expect(offersOf(cards).map(({ heading, text }) => [heading, text])).toEqual([
      ['spaces', 'Hall'],
      ['spaces', 'Stage'],
      ['skills', 'Events'],
    ]);
    expect(asksOf(cards).map(({ text }) => text)).toEqual(['Chairs']);
  });
});

describe('stems', () => {
  const same = (a: string, b: string) => expect([...stemsOf(a).keys()], `${a} / ${b}`).toEqual([...stemsOf(b).keys()]);

  it('make one of singular and plural, of case and accents', () => {
    same('Rooms', 'room');
    same('libraries', 'LIBRARY');
    same('cafés', 'cafe');
    same('training', 'trained');
    same('running', 'run');
    same('spaces', 'space');
    same('llyfrgell Gymraeg', 'Llyfrgell gymraeg');
  });

  it('leave out what tells nothing', () => {
    expect(stemsOf('We would like the use of 38 of your').size).toBe(0);
    expect([...stemsOf('120 public PCs, IT to go').values()]).toEqual(['public', 'PCs', 'IT']);
  });
});

describe('suggested matches', () => {
  const library = organisation(1, { spaces: 'Nine quiet rooms in branches', skills: 'Event planning' });
  const advice = organisation(2, {
    hope: 'A quiet room, two half days a week',
    skills: 'Interpreters in eleven languages',
  });

  it('share words, and say which', () => {
    const [first] = suggest(offersOf([library, advice]), asksOf([library, advice]), []);
    expect(first).toMatchObject({ offer: { organisation: 1, heading: 'spaces' }, ask: { organisation: 2 } });
    expect(first?.words).toEqual(['quiet', 'room']);
  });

  it('are never an organisation with itself, and never what is linked already', () => {
    const alone = organisation(3, { spaces: 'A hall', hope: 'A hall' });
    expect(pairs([alone])).toEqual([]);
    const link: LinkRow = {
      id: 1,
      organisation: 1,
      heading: 'spaces',
      offer: 'Nine quiet rooms in branches',
      asker: 2,
      ask: 'A quiet room, two half days a week',
    };
    expect(pairs([library, advice], [link])).toEqual([]);
  });

  it('are nothing where only filling words are shared', () => {
    expect(
      pairs([
        organisation(1, { skills: 'We work with people in the week' }),
        organisation(2, { hope: 'Help for the people of the week' }),
      ]),
    ).toEqual([]);
  });

  it('put rare words before those that everybody uses', () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      organisation(at + 10, { networks: `Families, number${at}`, hope: `Families and thing${at}` }),
    );
    const rare = [organisation(1, { spaces: 'Kiln for families' }), organisation(2, { hope: 'A kiln' })];
    expect(pairs([...many, ...rare])).toEqual([['Kiln for families', 'A kiln']]);
  });

  it('stay few however many lines there are', () => {
    const all = Array.from({ length: 25 }, (_, at) =>
      organisation(at + 1, { spaces: `kiln${at % 5} studio`, hope: `kiln${at % 5}` }),
    );
    expect(pairs(all).length).toBeLessThanOrEqual(8);
  });
});
