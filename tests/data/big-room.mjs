// The largest room that is planned for, as a scenario: 25 organisations, 60 seats, 400 notes, 30 groups. The same seed gives the same room.
//   node tests/data/big-room.mjs [seed] > room.json
const ORGANISATIONS = 25;
const SEATS = 60;
const NOTES = 400;
const GROUPS = 30;

let state = Number(process.argv[2] ?? 25_060) >>> 0;
/** mulberry32: a whole number from 0 to `below` - 1. */
function below(limit) {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
}
const pick = (from) => from[below(from.length)];
const times = (count, make) => Array.from({ length: count }, (_, at) => make(at));

const places = ['Northgate', 'Riverside', 'Old Mill', 'Harbour', 'Station Road', 'Hillcrest', 'Parkside', 'Market', 'Canal Street'];
const kinds = ['Community Centre', 'Primary School', 'Library', 'Advice Service', 'Youth Club', 'Health Trust', 'Museum', 'Housing Association', 'Arts Collective', 'Food Bank', 'Carers’ Network', 'Sports Hub'];
const names = ['Amina', 'Bethan', 'Chidi', 'Dafydd', 'Elif', 'Farah', 'Gwen', 'Hamza', 'Ioana', 'Jack', 'Kasia', 'Lucía', 'Mo', 'Nadia', 'Owen', 'Priya', 'Quentin', 'Rosa', 'Siân', 'Tomasz', 'Uma', 'Viktor', 'Wren', 'Xiu', 'Yusuf', 'Zoë'];
const who = ['Older people', 'Parents on shift work', 'Young carers', 'Newly arrived families', 'People without a phone contract', 'Teenagers', 'Adults who never learned to read well', 'Neighbours of the estate', 'People leaving hospital', 'Children in temporary homes'];
const what = ['cannot get an appointment without a smartphone', 'do not know what is open to them', 'are asked for papers that they have not got', 'stopped coming when the bus was cut', 'feel watched rather than welcome', 'have nowhere quiet to sit and work', 'are passed from one desk to the next', 'never hear back after they were asked', 'pay more because they cannot plan ahead', 'lose their place when they move'];
const why = ['', '', ' and nobody tells them why', ', which nobody measures', ' since the branch closed early on Fridays', ', although three of us could help', ', and then they give up; we saw it again last week with a mother of three who had come twice already'];
const offers = ['a hall for forty people', 'two laptops for lending', 'a van on Tuesdays', 'interpreters for six languages', 'volunteers who read with children', 'a newsletter to 4,000 homes', 'a recording studio', 'quiet rooms by the hour', 'trained digital champions', 'a kitchen with a licence'];
const themes = [
  ['reading', 'Reading'],
  ['digital', 'Digital and information'],
  ['culture', 'Culture and creativity'],
  ['health', 'Health and wellbeing'],
  ['children', 'Children and young people'],
];

const organisations = times(ORGANISATIONS, (at) => ({
  id: `o${at}`,
  name: `${places[at % places.length]} ${kinds[(at * 5) % kinds.length]}`,
  role: at === 0 ? 'convener' : 'partner',
  card: {
    does: `We work with ${pick(who).toLowerCase()} across the borough.`,
    priorities: `Fewer people who ${pick(what)}.`,
    contact: 'Outreach lead',
    spaces: times(1 + below(2), () => pick(offers)).join('\n'),
    skills: pick(offers),
    networks: pick(offers),
    impact: `${100 + below(900)} people last year`,
    hope: times(1 + below(2), () => `Somebody who has ${pick(offers)}`).join('\n'),
    unsure: '',
  },
}));
const seats = times(SEATS, (at) => ({
  id: `s${at}`,
  name: `${names[at % names.length]}${at >= names.length ? ` ${String.fromCharCode(65 + (at % 23))}.` : ''}`,
  organisation: `o${at % ORGANISATIONS}`,
  role: at === 0 ? 'facilitator' : 'participant',
}));
const notes = times(NOTES, (at) => ({
  seat: `s${1 + (at % (SEATS - 1))}`,
  theme: pick(themes)[0],
  text: `${pick(who)} ${pick(what)}${pick(why)}`,
}));
const grouped = times(NOTES, (at) => at).filter(() => below(8) > 0);
const groups = times(GROUPS, (at) => ({
  title: `${who[at % who.length]} ${what[(at * 7) % what.length]}`,
  notes: grouped.filter((note) => note % GROUPS === at),
  who: pick(who),
  factors: `They ${pick(what)}${pick(why)}.`,
}));
const voices = seats.slice(1).map(({ id }) => id);

process.stdout.write(
  `${JSON.stringify({
    title: 'The whole borough in one room',
    place: 'the borough',
    purpose: 'Twenty-five organisations, one evening, one thing that we take on together.',
    rules: ['Everyone is heard', 'No jargon'],
    themes: themes.map(([id, title]) => ({ id, title })),
    organisations,
    seats,
    notes,
    groups,
    ratings: Object.fromEntries(voices.map((id) => [id, groups.map(() => [1 + below(5), 1 + below(5)])])),
    teams: [],
    choose: {},
    plan: {},
  })}\n`,
);
