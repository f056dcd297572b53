// A document that begins anew while this device holds words that the server does not have: every word stands once.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Doc, encodeStateAsUpdate, encodeStateVector, type Map as YMap, Text } from 'yjs';
import { KIND, type BinaryFrame } from './binary-frame';
import { EDIT_GATHER_MS } from './bounds';
import * as device from './device';
import { addNote, deskNotes, draftOf, noteText, removeNote } from './desk';
import { FakeServer, type FakeSocket } from './fake-server';
import { addPlanRow, planRows, planText, removePlanRow, setPlanValue } from './plan';
import { CLOSE } from './protocol.gen';
import { Session } from './session.svelte';
import { toBase64 } from './bytes';

const DESK = 'desk/3';

/** The same content in a document without history, as the server makes it. */
function rewritten(from: Doc, into: Doc): void {
  const copy = (value: unknown): unknown =>
    value instanceof Text ? new Text(value.toString()) : isMap(value) ? value.clone() : value;
  for (const [name, root] of from.share) {
    if (root instanceof Text) into.getText(name).insert(0, root.toString());
    else for (const [key, value] of from.getMap(name)) into.getMap(name).set(key, copy(value));
  }
}

function isMap(value: unknown): value is YMap<unknown> {
  return typeof value === 'object' && value !== null && 'clone' in value;
}

describe('a document that begins anew', () => {
  let server: FakeServer;
  let session: Session;
  const open: Session[] = [];

  function start(): Session {
    const made = new Session({ workshop: 'w1', token: 'secret', socket: server.socket, random: () => 0 });
    open.push(made);
    made.start();
    return made;
  }

  /** The page goes away without a word, and another one comes. */
  function reload(): Session {
    vi.clearAllTimers();
    session = start();
    return session;
  }

  function doc(name = DESK): Doc {
    return session.document(name)?.doc ?? never();
  }

  /** What was typed is gathered and sent; where carrying over is fetched, it has come. */
  async function settle(): Promise<void> {
    await vi.dynamicImportSettled();
    vi.advanceTimersByTime(EDIT_GATHER_MS);
  }

  function anew(name = DESK, write: (doc: Doc) => void = () => undefined): void {
    const before = server.doc(name);
    server.anew(name, (fresh) => {
      rewritten(before, fresh);
      write(fresh);
    });
  }

  /** Takes everything that was sent of the present generation and not taken yet; what is of an older one is refused, as the server does. */
  function takeAll(): void {
    for (const frame of server.last.binary.splice(0)) {
      if (frame.generation === (server.generations.get(frame.name) ?? 0)) server.accept(frame);
      else refuse(frame);
    }
  }

  function refuse({ name, number }: BinaryFrame): void {
    const refusal = { rule: 'new_generation', message: '' } as const;
    server.last.say({ type: 'update_refused', number, document: name, refusal, behind: true });
    server.last.say({ type: 'saved', number });
  }

  beforeEach(async () => {
    vi.useFakeTimers();
    server = new FakeServer();
    session = start();
    await vi.dynamicImportSettled();
  });

  afterEach(() => {
    for (const each of open.splice(0)) each.stop();
    device.forget('w1');
    vi.useRealTimers();
  });

  it('is simply another one where nothing is unsent, and takes nothing of the old one any more', async () => {
    draftOf(server.doc(DESK)).insert(0, 'theirs');
    server.greet({}, [DESK]);
    const old = server.doc(DESK);
    const before = doc();
    anew();
    server.state(DESK);
    expect(doc()).not.toBe(before);
    expect(session.document(DESK)?.writable).toBe(true);
    draftOf(old).insert(0, 'late ');
    server.last.sayBinary({
      name: DESK,
      number: 0,
      generation: 0,
      kind: KIND.UPDATE,
      payload: encodeStateAsUpdate(old),
    });
    expect(draftOf(doc()).toString()).toBe('theirs');
    draftOf(doc()).insert(6, ' and mine');
    await settle();
    expect(server.last.binary.map(({ generation }) => generation)).toEqual([1]);
    takeAll();
    expect(draftOf(server.doc(DESK)).toString()).toBe('theirs and mine');
    expect(session.saved).toBe('saved');
  });

  it('P3 has every word once after edits offline, a reload, and two generations meanwhile', async () => {
    addNote(server.doc(DESK), 'The bus is late', 'reading', 'a');
    addNote(server.doc(DESK), 'Nobody knows', 'reading', 'b');
    addNote(server.doc(DESK), 'To go', 'reading', 'c');
    server.greet({}, [DESK]).break();
    noteText(doc(), 'a')?.insert(4, 'last ');
    addNote(doc(), 'Written in the tunnel', 'digital', 'd');
    removeNote(doc(), 'b');
    doc().getMap('notes').delete('c');
    draftOf(doc()).insert(0, 'half a thou');
    await settle();
    anew(DESK, (fresh) => noteText(fresh, 'a')?.insert(15, ' again'));
    anew(DESK, (fresh) => addNote(fresh, 'From my other phone', 'reading', 'e'));
    reload();
    server.greet({}, [DESK]);
    await settle();
    takeAll();
    const notes = (of: Doc) => deskNotes(of).map(({ key, text, theme, gone }) => [key, text, theme, gone]);
    expect(notes(server.doc(DESK))).toEqual([
      ['a', 'The last bus is late again', 'reading', false],
      ['b', 'Nobody knows', 'reading', true],
      ['d', 'Written in the tunnel', 'digital', false],
      ['e', 'From my other phone', 'reading', false],
    ]);
    expect(draftOf(server.doc(DESK)).toString()).toBe('half a thou');
    expect(notes(doc())).toEqual(notes(server.doc(DESK)));
    expect(session.saved).toBe('saved');
    expect(session.lost).toEqual([]);
    expect(device.keys('trestle:w1:unsent')).toEqual([]);
  });

  it('has every word once when the socket broke with words under way that the server had and words that it had not', async () => {
    const first = server.greet({}, [DESK]);
    draftOf(doc()).insert(0, 'we say hel');
    await settle();
    server.accept(first.binary.splice(0)[0] ?? never(), false);
    draftOf(doc()).insert(10, 'lo to');
    await settle();
    first.break();
    draftOf(doc()).insert(15, ' everybody');
    await settle();
    anew();
    vi.advanceTimersByTime(500);
    server.greet({}, [DESK]);
    await settle();
    takeAll();
    expect(draftOf(server.doc(DESK)).toString()).toBe('we say hello to everybody');
  });

  it('has every word once when the page crashes behind a generation, with nothing acknowledged, and meets the next one', async () => {
    draftOf(server.doc(DESK)).insert(0, 'theirs');
    server.greet({}, [DESK]).break();
    draftOf(doc()).insert(6, ' and mine');
    await settle();
    for (let generation = 0; generation < 3; generation += 1) {
      anew();
      reload();
      server.greet({}, [DESK]);
      await settle();
      draftOf(doc()).insert(0, `${generation} `);
      await settle();
      // The last thing that the page sent was taken, and it never heard of it
      if (generation === 1) for (const frame of server.last.binary.splice(0)) server.accept(frame, false);
    }
    takeAll();
    expect(draftOf(server.doc(DESK)).toString()).toBe('2 1 0 theirs and mine');
    expect(session.saved).toBe('saved');
  });

  /** All that was sent by any page, each into the generation that the server is in. */
  function takeOf(from: FakeSocket): void {
    for (const frame of from.binary.splice(0))
      if (frame.generation === (server.generations.get(frame.name) ?? 0)) {
        server.accept(frame, false);
        from.say({ type: 'saved', number: frame.number });
      }
  }

  /** The document's state for one of several pages. */
  function tell(socket: FakeSocket): void {
    const [generation, payload] = [server.generations.get(DESK) ?? 0, encodeStateAsUpdate(server.doc(DESK))];
    socket.sayBinary({ name: DESK, number: 0, generation, kind: KIND.STATE, payload });
    const vector = encodeStateVector(server.doc(DESK));
    socket.sayBinary({ name: DESK, number: 0, generation, kind: KIND.VECTOR, payload: vector });
  }

  it.each([
    ['in the same moment', true],
    ['one after the other', false],
  ])('P3 two tabs with the same unsent words carry them over once: %s', async (_, together) => {
    draftOf(server.doc(DESK)).insert(0, 'theirs');
    const one = server.greet({}, [DESK]);
    const first = session;
    draftOf(doc()).insert(6, ' and mine');
    await settle();
    // Nothing of it arrives. Another tab opens, which takes over what lies on the device; both go on with it.
    session = start();
    const other = server.greet({}, [DESK]);
    await settle();
    draftOf(first.document(DESK)?.doc ?? never()).insert(0, 'first ');
    draftOf(doc()).insert(15, ' second');
    await settle();
    expect(draftOf(doc()).toString()).toBe('theirs and mine second');
    anew();
    tell(one);
    if (together) tell(other);
    await settle();
    takeOf(one);
    if (!together) tell(other);
    await settle();
    takeOf(other);
    for (const socket of [one, other]) tell(socket);
    expect(draftOf(server.doc(DESK)).toString()).toBe('first theirs and mine second');
    for (const page of [first, session]) {
      expect(draftOf(page.document(DESK)?.doc ?? never()).toString()).toBe('first theirs and mine second');
      expect([page.saved, page.lost]).toEqual(['saved', []]);
    }
    expect(device.keys('trestle:w1:unsent')).toEqual([]);
  });

  it('sends what two tabs hold in the generation that it is of, from both', async () => {
    const one = server.greet({}, [DESK]);
    draftOf(doc()).insert(0, 'mine');
    await settle();
    one.binary.splice(0);
    session = start();
    const other = server.greet({}, [DESK]);
    await settle();
    expect(other.binary.map(({ generation }) => generation)).toEqual([0]);
    // The tab that took it over goes away; the one that wrote it has it still
    session.stop();
    one.break();
    vi.advanceTimersByTime(500);
    server.greet({}, [DESK]);
    takeAll();
    expect(draftOf(server.doc(DESK)).toString()).toBe('mine');
  });

  it('carries over what is written behind a refusal, before the field is closed', async () => {
    draftOf(server.doc(DESK)).insert(0, 'theirs');
    const socket = server.greet({}, [DESK]);
    draftOf(doc()).insert(6, ' much too much');
    await settle();
    const refusal = { rule: 'document_full', message: '' } as const;
    socket.say({ type: 'update_refused', number: 1, document: DESK, refusal, behind: false });
    socket.say({ type: 'saved', number: 1 });
    draftOf(doc()).insert(0, 'Oh, ');
    await settle();
    expect(socket.binary).toHaveLength(1);
    expect(session.saved).toBe('saving');
    server.state(DESK);
    await settle();
    socket.binary.splice(0, 1);
    takeAll();
    expect(draftOf(server.doc(DESK)).toString()).toBe('Oh, theirs');
    expect(session.lost).toEqual([{ document: DESK, field: 'draft', text: 'theirs much too much' }]);
    expect([session.saved, session.document(DESK)?.writable]).toEqual(['saved', true]);
  });

  it('hands back what is written where the right has gone, and leaves nothing of it on the device', async () => {
    const socket = server.greet({}, [DESK]);
    socket.say({ type: 'document', name: DESK, access: 'none' });
    draftOf(doc()).insert(0, 'the last word');
    await settle();
    expect(session.lost).toEqual([{ document: DESK, field: 'draft', text: 'the last word' }]);
    expect([session.saved, socket.binary, device.keys('trestle:w1:unsent')]).toEqual(['saved', [], []]);
    socket.break(CLOSE.REMOVED);
    draftOf(doc()).insert(0, 'after the end ');
    await settle();
    expect(session.lost.at(-1)?.text).toContain('after the end');
    expect(device.keys('trestle:w1')).toEqual([]);
  });

  it('offers nothing of what was typed and taken out again', async () => {
    server.greet({}, [DESK]).break();
    draftOf(doc()).insert(0, 'never mind');
    draftOf(doc()).delete(0, 10);
    await settle();
    anew();
    reload();
    server.greet({}, [DESK]);
    await settle();
    expect(session.lost).toEqual([]);
    expect(server.last.binary).toEqual([]);
    expect(session.saved).toBe('saved');
  });

  it('W19b takes back what it sent into the old generation, and sends it into the new one', async () => {
    server.greet({}, [DESK]);
    draftOf(doc()).insert(0, 'mine');
    await settle();
    anew(DESK, (fresh) => draftOf(fresh).insert(0, 'theirs '));
    server.state(DESK);
    takeAll();
    expect(session.saved).toBe('saving');
    await settle();
    takeAll();
    expect(draftOf(server.doc(DESK)).toString()).toBe('theirs mine');
    expect(session.saved).toBe('saved');
  });

  it('goes on in the old one until what carries over has come, and loses nothing of it', async () => {
    server.greet({}, [DESK]);
    draftOf(doc()).insert(0, 'one');
    await settle();
    const before = doc();
    anew();
    server.state(DESK);
    refuse(server.last.binary.splice(0)[0] ?? never());
    expect(doc()).toBe(before);
    expect(session.document(DESK)?.writable).toBe(true);
    draftOf(doc()).insert(3, ' two');
    // The server goes on meanwhile, and even begins once more
    draftOf(server.doc(DESK)).insert(0, 'theirs ');
    anew();
    server.state(DESK);
    await settle();
    expect(doc()).not.toBe(before);
    takeAll();
    expect(draftOf(server.doc(DESK)).toString()).toBe('theirs one two');
  });

  it('keeps rows, values and their texts, and hands back words whose row others have removed', async () => {
    server.doc('plan');
    const [kept, gone] = [
      addPlanRow(server.doc('plan'), 'actions', { organisation: 2 }, { what: 'Ask the heads' }),
      addPlanRow(server.doc('plan'), 'actions', {}, { what: 'Print leaflets' }),
    ];
    server.greet({}, ['plan']).break();
    planText(doc('plan'), 'actions', kept, 'what')?.insert(13, ' soon');
    setPlanValue(doc('plan'), 'actions', kept, 'due', '2026-12-01');
    setPlanValue(doc('plan'), 'actions', kept, 'organisation', null);
    planText(doc('plan'), 'actions', gone, 'what')?.insert(14, ' in Welsh');
    const added = addPlanRow(doc('plan'), 'actions', { seat: 3 }, { what: 'Mine' });
    await settle();
    anew('plan', (fresh) => removePlanRow(fresh, 'actions', gone));
    reload();
    server.greet({}, ['plan']);
    await settle();
    takeAll();
    expect(planRows(server.doc('plan'), 'actions')).toMatchObject([
      { key: kept, name: 'Ask the heads soon', organisation: null, due: '2026-12-01' },
      { key: added, name: 'Mine', seat: 3 },
    ]);
    expect(session.lost).toEqual([
      { document: 'plan', field: `actions/${gone}/what`, text: 'Print leaflets in Welsh' },
    ]);
  });

  it('carries a text over that is longer than a frame in frames that the server takes', async () => {
    server.greet({}, [DESK]).break();
    const long = 'ŵŷ '.repeat(14_000);
    addNote(doc(), long, 'reading', 'a');
    await settle();
    anew();
    reload();
    server.greet({}, [DESK]);
    await settle();
    expect(server.last.binary.length).toBeGreaterThan(1);
    expect(Math.max(...server.last.binary.map(({ payload }) => payload.length))).toBeLessThan(64 * 1024);
    takeAll();
    expect(noteText(server.doc(DESK), 'a')?.toString()).toBe(long);
  });

  it('reads what a page kept before there were generations, and hands it back where the document has begun anew', async () => {
    const old = new Doc();
    draftOf(old).insert(0, 'from the old page');
    const keep = () => device.write('trestle:w1:unsent:desk/3:oldpage', toBase64(encodeStateAsUpdate(old)));
    keep();
    reload();
    server.greet({}, [DESK]);
    await settle();
    takeAll();
    expect(draftOf(server.doc(DESK)).toString()).toBe('from the old page');
    session.stop();
    keep();
    anew();
    reload();
    server.greet({}, [DESK]);
    await settle();
    takeAll();
    expect(draftOf(server.doc(DESK)).toString()).toBe('from the old page');
    expect(session.lost).toEqual([{ document: DESK, field: '', text: 'from the old page' }]);
  });

  it('would hold every word twice if the states were merged (the control of all of the above)', async () => {
    draftOf(server.doc(DESK)).insert(0, 'words');
    server.greet({}, [DESK]);
    anew();
    server.generations.set(DESK, 0);
    server.state(DESK);
    await settle();
    expect(draftOf(doc()).toString()).toBe('wordswords');
  });
});

function never(): never {
  throw new Error('there is none');
}
