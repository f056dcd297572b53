import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { joinDraft, joinedAs } from '../pages/join-draft';
import { KIND } from './binary-frame';
import { EDIT_GATHER_MS } from './bounds';
import * as device from './device';
import { addNote, deskNotes, draftOf } from './desk';
import { FakeServer, type FakeSocket } from './fake-server';
import { CLOSE, SILENT_MS, VERSION, type Cell, type NoteCell } from './protocol.gen';
import { RefusedError } from './refused';
import { Session } from './session.svelte';

const DESK = 'desk/3';

function note(id: string, text: string): Cell {
  const cell: NoteCell = { id, text, theme: 'reading', author: null, group: null, held: false, face_down: false };
  return { type: 'note', ...cell };
}

describe('a session', () => {
  let server: FakeServer;
  let session: Session;
  const open: Session[] = [];

  function start(on = server): Session {
    const made = new Session({ workshop: 'w1', token: 'secret', socket: on.socket, random: () => 0 });
    open.push(made);
    made.start();
    return made;
  }

  /** The page goes away without a word: its timers never fire again. */
  function crash(): void {
    vi.clearAllTimers();
  }

  beforeEach(async () => {
    vi.useFakeTimers();
    server = new FakeServer();
    session = start();
    await vi.dynamicImportSettled();
  });

  afterEach(() => {
    for (const each of open.splice(0)) each.stop();
    vi.useRealTimers();
  });

  it('W7 says hello first, and the token is in no address', () => {
    server.last.open();
    expect(server.last.frames).toEqual([{ type: 'hello', version: VERSION, token: 'secret' }]);
  });

  it('W8 W9 folds frames into a map: set, gone, whole', () => {
    const socket = server.greet({ 'note/a': note('a', 'one'), 'note/b': note('b', 'two') });
    expect(session.status).toBe('live');
    expect(session.view.notes.map(({ text }) => text)).toEqual(['one', 'two']);
    socket.say({ type: 'cells', set: { 'note/a': note('a', 'uno') }, gone: ['note/b'], whole: false });
    expect(session.view.notes.map(({ text }) => text)).toEqual(['uno']);
    expect(session.view.note('b')).toBeUndefined();
    socket.say({ type: 'cells', set: { 'note/c': note('c', 'three') }, gone: [], whole: true });
    expect(session.view.notes.map(({ id }) => id)).toEqual(['c']);
  });

  it('W9 goes on showing what it has until all cells are there', () => {
    const socket = server.greet({ 'note/a': note('a', 'one'), 'note/b': note('b', 'two') });
    const shown = () => session.view.notes.map(({ text }) => text);
    const piece = { type: 'cells' as const, gone: [] as string[], whole: false, more: true };
    socket.say({ ...piece, set: { 'note/a': note('a', 'uno') }, whole: true });
    socket.say({ ...piece, set: { 'note/c': note('c', 'tre') } });
    socket.say({ ...piece, set: { 'note/a': note('a', 'eins') }, gone: ['note/c'] });
    expect(shown()).toEqual(['one', 'two']);
    socket.say({ ...piece, set: { 'note/d': note('d', 'vier') }, more: false });
    expect(shown()).toEqual(['eins', 'vier']);
    socket.say({ ...piece, set: { 'note/a': note('a', 'un') }, more: false });
    expect(shown()).toEqual(['un', 'vier']);
  });

  it('W9 begins again where all cells did not come because the line was cut', async () => {
    const first = server.greet({ 'note/a': note('a', 'one') });
    first.say({ type: 'cells', set: { 'note/b': note('b', 'two') }, gone: [], whole: true, more: true });
    first.break();
    vi.advanceTimersByTime(300);
    server.greet({ 'note/c': note('c', 'three') });
    expect(session.view.notes.map(({ id }) => id)).toEqual(['c']);
  });

  it('follows the view reactively, per kind', () => {
    const socket = server.greet({ 'note/a': note('a', 'one') });
    const seen: number[] = [];
    const stop = $effect.root(() => {
      $effect(() => void seen.push(session.view.notes.length));
    });
    flushSync();
    socket.say({ type: 'cells', set: { 'note/b': note('b', 'two') }, gone: [], whole: false });
    flushSync();
    expect(seen).toEqual([1, 2]);
    stop();
  });

  it('W10 sends unanswered commands again with the same id after a reconnect', async () => {
    const first = server.greet();
    const waved = session.command({ type: 'wave' });
    const raised = session.command({ type: 'hand', up: true });
    const [wave, hand] = first.commands();
    first.say({ type: 'done', id: wave?.id ?? '' });
    await waved;
    expect(session.saved).toBe('saving');
    first.break();
    vi.advanceTimersByTime(300);
    const second = server.greet();
    expect(second.commands()).toEqual([hand]);
    second.say({ type: 'done', id: hand?.id ?? '' });
    await raised;
    expect(session.unsaved).toBe(false);
  });

  it('rejects a refused command with its rule', async () => {
    const socket = server.greet();
    const answer = session.command({ type: 'pause' });
    socket.say({
      type: 'refused',
      id: socket.commands()[0]?.id ?? '',
      refusal: { rule: 'not_facilitator', message: 'No.' },
    });
    await expect(answer).rejects.toEqual(new RefusedError('not_facilitator', 'No.'));
  });

  it('has no editor before the first sync', () => {
    const socket = server.greet();
    socket.say({ type: 'document', name: DESK, access: 'write' });
    expect(session.document(DESK)).toBeNull();
    server.state(DESK);
    expect(session.document(DESK)?.writable).toBe(true);
  });

  it('W17 gathers edits into one numbered update, numbers rise over all documents', () => {
    const socket = server.greet({}, [DESK, 'board']);
    const desk = session.document(DESK)?.doc ?? new Doc();
    for (const letter of 'typed') draftOf(desk).insert(draftOf(desk).length, letter);
    expect(socket.binary).toEqual([]);
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    session.document('board')?.doc.getMap('places').set('n', 'g');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    expect(socket.binary.map(({ name, number, kind }) => [name, number, kind])).toEqual([
      [DESK, 1, KIND.UPDATE],
      ['board', 2, KIND.UPDATE],
    ]);
    for (const frame of socket.binary) server.accept(frame);
    expect(draftOf(server.doc(DESK)).toString()).toBe('typed');
  });

  it('W18 says saved only once everything is durable', () => {
    const socket = server.greet({}, [DESK]);
    const text = draftOf(session.document(DESK)?.doc ?? new Doc());
    expect(session.saved).toBe('saved');
    text.insert(0, 'a');
    expect(session.saved).toBe('saving');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    text.insert(1, 'b');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    expect(socket.binary.map(({ number }) => number)).toEqual([1, 2]);
    socket.say({ type: 'saved', number: 1 });
    expect(session.saved).toBe('saving');
    socket.say({ type: 'saved', number: 2 });
    expect(session.saved).toBe('saved');
  });

  it('W14 W15 merges, then sends what the server lacks, after a lost connection', () => {
    const first = server.greet({}, [DESK]);
    const text = draftOf(session.document(DESK)?.doc ?? new Doc());
    text.insert(0, 'kept ');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    // the server had it, but its acknowledgement was lost
    server.accept(first.binary[0] ?? never(), false);
    first.break();
    text.insert(5, 'and typed while away');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    expect(session.saved).toBe('reconnecting');
    draftOf(server.doc(DESK)).insert(0, 'theirs ');
    vi.advanceTimersByTime(500);
    const second = server.greet({}, [DESK]);
    expect(text.toString()).toBe('theirs kept and typed while away');
    expect(second.binary.map(({ number }) => number)).toEqual([1]);
    server.accept(second.binary[0] ?? never());
    expect(draftOf(server.doc(DESK)).toString()).toBe('theirs kept and typed while away');
    expect(session.saved).toBe('back');
    vi.advanceTimersByTime(10_000);
    expect(session.saved).toBe('saved');
  });

  it('sends nothing after a reconnect when nothing is missing', () => {
    server.greet({}, [DESK]).break();
    vi.advanceTimersByTime(500);
    expect(server.greet({}, [DESK]).binary).toEqual([]);
  });

  it('P3 keeps the unsent on the device through a crash of the tab', () => {
    server.greet({}, [DESK]).break();
    draftOf(session.document(DESK)?.doc ?? new Doc()).insert(0, 'half a thou');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    crash();
    const next = start();
    expect(next.document(DESK)).toBeNull();
    const socket = server.greet({}, [DESK]);
    expect(draftOf(next.document(DESK)?.doc ?? new Doc()).toString()).toBe('half a thou');
    expect(next.saved).toBe('saving');
    server.accept(socket.binary[0] ?? never());
    expect(draftOf(server.doc(DESK)).toString()).toBe('half a thou');
    expect(device.keys('trestle:w1:unsent')).toEqual([]);
  });

  it('keeps nothing on the device once it is durable (the control of the test above)', () => {
    const socket = server.greet({}, [DESK]);
    draftOf(session.document(DESK)?.doc ?? new Doc()).insert(0, 'x');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    expect(device.keys('trestle:w1:unsent')).toHaveLength(1);
    server.accept(socket.binary[0] ?? never());
    expect(device.keys('trestle:w1:unsent')).toEqual([]);
  });

  it('W19 behind: takes the state and sends again', () => {
    const socket = server.greet({}, [DESK]);
    draftOf(session.document(DESK)?.doc ?? new Doc()).insert(0, 'mine');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    draftOf(server.doc(DESK)).insert(0, 'theirs ');
    socket.say({
      type: 'update_refused',
      number: 1,
      document: DESK,
      refusal: { rule: 'behind', message: '' },
      behind: true,
    });
    socket.say({ type: 'saved', number: 1 });
    expect(session.saved).toBe('saving');
    server.state(DESK);
    expect(socket.binary.map(({ number }) => number)).toEqual([1, 2]);
    server.accept(socket.binary[1] ?? never());
    expect(session.saved).toBe('saved');
    expect(draftOf(server.doc(DESK)).toString()).toContain('mine');
    expect(session.lost).toEqual([]);
  });

  it('P1 sends again what the server had and has lost, and nothing that it has', () => {
    const words = (text: string, socket: FakeSocket): void => {
      draftOf(session.document(DESK)?.doc ?? never()).insert(0, text);
      vi.advanceTimersByTime(EDIT_GATHER_MS);
      server.accept(socket.binary.at(-1) ?? never());
    };
    const before = server.greet({}, [DESK]);
    words('two ', before);
    const old = encodeStateAsUpdate(server.doc(DESK));
    words('one ', before);
    before.break();
    vi.advanceTimersByTime(500);
    const same = server.greet({}, [DESK]);
    expect(same.binary).toEqual([]);
    same.break();
    const damaged = new Doc();
    applyUpdate(damaged, old);
    server.docs.set(DESK, damaged);
    vi.advanceTimersByTime(500);
    const after = server.greet({}, [DESK]);
    server.accept(after.binary[0] ?? never());
    expect(draftOf(server.doc(DESK)).toString()).toBe('one two ');
    expect([session.saved, session.lost]).toEqual(['back', []]);
  });

  it('sends nothing of a rehearsal that ended while the line was cut into what comes after it', () => {
    const workshop = (rehearsal: boolean) => ({
      workshop: { type: 'workshop', details: {}, rehearsal } as unknown as Cell,
    });
    const before = server.greet(workshop(true), [DESK]);
    draftOf(session.document(DESK)?.doc ?? never()).insert(0, 'rehearsed');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    server.accept(before.binary[0] ?? never());
    before.break();
    server.docs.set(DESK, new Doc());
    vi.advanceTimersByTime(500);
    const after = server.greet(workshop(false), [DESK]);
    expect([after.binary, session.ended, session.lost]).toEqual([[], 'rewound', []]);
  });

  it('W19 hands back what the server is behind of for good, and goes on', () => {
    const socket = server.greet({}, [DESK]);
    draftOf(session.document(DESK)?.doc ?? never()).insert(0, 'mine');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    const behind = (number: number): void => {
      const refusal = { rule: 'behind', message: '' } as const;
      socket.say({ type: 'update_refused', number, document: DESK, refusal, behind: true });
      socket.say({ type: 'saved', number });
      server.state(DESK);
    };
    behind(1);
    expect(socket.binary.map(({ number }) => number)).toEqual([1, 2]);
    behind(2);
    expect(socket.binary.map(({ number }) => number)).toEqual([1, 2]);
    expect(session.lost.map(({ text }) => text)).toEqual(['mine']);
    draftOf(session.document(DESK)?.doc ?? never()).insert(0, 'on');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    server.accept(socket.binary[2] ?? never());
    expect(draftOf(server.doc(DESK)).toString()).toBe('on');
  });

  it('W6d a row that finds no place in its list: says so, and what was written is handed back', () => {
    const socket = server.greet({}, [DESK]);
    const told: string[] = [];
    session.onrefused = ({ rule }) => told.push(rule);
    draftOf(session.document(DESK)?.doc ?? never()).insert(0, 'mine');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    const refuse = (number: number, rule: 'share_used' | 'bad_update'): void =>
      socket.say({ type: 'update_refused', number, document: DESK, refusal: { rule, message: '' }, behind: false });
    refuse(1, 'share_used');
    expect([told, session.lost.map(({ text }) => text)]).toEqual([['share_used'], ['mine']]);
    server.state(DESK);
    draftOf(session.document(DESK)?.doc ?? never()).insert(0, 'again');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    refuse(2, 'bad_update');
    expect(told).toEqual(['share_used']);
  });

  it('W19a too much at once: keeps it, lets one write on, and sends it again when the time is up', () => {
    const socket = server.greet({}, [DESK]);
    const draft = draftOf(session.document(DESK)?.doc ?? never());
    const later = (number: number, after: number): void =>
      socket.say({
        type: 'update_refused',
        number,
        document: DESK,
        refusal: { rule: 'later', message: '' },
        behind: false,
        after,
      });
    draft.insert(0, 'much');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    draft.insert(4, ' and more');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    later(1, 5);
    // What builds on it is refused as well, as waiting or as behind: neither sends anything
    later(2, 5);
    socket.say({ type: 'saved', number: 2 });
    expect(session.saved).toBe('waits');
    expect(session.document(DESK)?.writable).toBe(true);
    draft.insert(0, 'so ');
    vi.advanceTimersByTime(4_000);
    server.state(DESK);
    expect(socket.binary).toHaveLength(2);
    expect(device.keys('trestle:w1:unsent')).toHaveLength(1);
    vi.advanceTimersByTime(1_000 + EDIT_GATHER_MS);
    expect(socket.binary).toHaveLength(3);
    server.accept(socket.binary[2] ?? never());
    expect(draftOf(server.doc(DESK)).toString()).toBe('so much and more');
    expect(session.saved).toBe('saved');
    expect(session.lost).toEqual([]);
    expect(session.document(DESK)?.doc.getText('draft').toString()).toBe('so much and more');
  });

  it('W19a what waits goes also after a reload and a lost connection in between', () => {
    const socket = server.greet({}, [DESK]);
    draftOf(session.document(DESK)?.doc ?? never()).insert(0, 'much');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    socket.say({
      type: 'update_refused',
      number: 1,
      document: DESK,
      refusal: { rule: 'later', message: '' },
      behind: false,
      after: 60,
    });
    crash();
    start();
    const after = server.greet({}, [DESK]);
    expect(after.binary).toHaveLength(1);
    server.accept(after.binary[0] ?? never());
    expect(draftOf(server.doc(DESK)).toString()).toBe('much');
  });

  it('W19 refused for good: offers the lost text and takes the document anew', () => {
    const socket = server.greet({}, [DESK]);
    const before = session.document(DESK)?.doc ?? new Doc();
    draftOf(before).insert(0, 'too much');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    socket.say({
      type: 'update_refused',
      number: 1,
      document: DESK,
      refusal: { rule: 'document_full', message: '' },
      behind: false,
    });
    expect(session.lost).toEqual([{ document: DESK, field: 'draft', text: 'too much' }]);
    expect(session.document(DESK)?.writable).toBe(false);
    server.state(DESK);
    expect(socket.binary).toHaveLength(1);
    const after = session.document(DESK)?.doc;
    expect(after).not.toBe(before);
    expect(draftOf(after ?? never()).toString()).toBe('');
    expect(session.saved).toBe('saved');
    expect(session.document(DESK)?.writable).toBe(true);
  });

  it('W20 lost access: what was not sent is offered, the editor becomes read-only', () => {
    const socket = server.greet({}, ['board']);
    session.document('board')?.doc.getText('x').insert(0, 'a title');
    socket.say({ type: 'document', name: 'board', access: 'none' });
    expect(session.document('board')?.writable).toBe(false);
    expect(session.lost.map(({ text }) => text)).toEqual(['a title']);
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    expect(socket.binary).toEqual([]);
  });

  it('offers what an earlier page typed into a document that is closed by now', () => {
    server.greet({}, ['board']).break();
    session.document('board')?.doc.getText('x').insert(0, 'typed in the tunnel');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    crash();
    const next = start();
    server.greet({}, []);
    expect(next.lost).toEqual([]);
    vi.advanceTimersByTime(5_000);
    expect(next.lost).toEqual([{ document: 'board', field: '', text: 'typed in the tunnel' }]);
    expect(device.keys('trestle:w1:unsent')).toEqual([]);
  });

  it('W12 treats silence as a dead socket, and pongs as life', () => {
    const socket = server.greet();
    for (let second = 0; second < 30; second += 1) {
      vi.advanceTimersByTime(1_000);
      for (const frame of socket.frames.splice(0))
        if (frame.type === 'ping') socket.say({ type: 'pong', sent: frame.sent, now: Date.now() });
    }
    expect(server.sockets).toHaveLength(1);
    vi.advanceTimersByTime(SILENT_MS);
    expect(session.status).toBe('reconnecting');
    vi.advanceTimersByTime(1_000);
    expect(server.sockets).toHaveLength(2);
  });

  it('W13 does not come back after unknown or removed, and forgets this device', () => {
    device.keep({ workshop: 'w1', token: 'secret', role: 'participant', title: '', name: '' });
    device.keepDraft('w1', 'like', 'half a line');
    server.greet().break(CLOSE.REMOVED);
    vi.advanceTimersByTime(60_000);
    expect(server.sockets).toHaveLength(1);
    expect(session.ended).toBe('removed');
    expect(device.kept('w1')).toBeNull();
    expect(device.draft('w1', 'like')).toBe('');
  });

  it.each<[string, (here: Session) => void]>([
    ['leaves', (here) => here.leave()],
    ['is removed', () => server.last.break(CLOSE.REMOVED)],
    ['finds no seat any more', () => server.last.break(CLOSE.UNKNOWN)],
    ['finds the workshop erased', () => server.last.break(CLOSE.ERASED)],
  ])('fills the next person’s form with no name once somebody %s', (_, go) => {
    joinedAs('Nia');
    server.greet();
    go(session);
    expect(joinDraft().name).toBe('');
  });

  it('W13 after a rehearsal forgets what was written in it, offers nothing of it, and keeps the seat', () => {
    device.keep({ workshop: 'w1', token: 'secret', role: 'participant', title: '', name: 'Nia' });
    device.keepDraft('w1', 'like', 'half a line');
    const socket = server.greet({}, [DESK]);
    addNote(session.document(DESK)?.doc ?? never(), 'Only a rehearsal', 'reading');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    expect(device.keys('trestle:w1:unsent:')).toHaveLength(1);
    socket.break(CLOSE.REWOUND);
    expect(session.ended).toBe('rewound');
    expect(session.lost).toEqual([]);
    expect(session.unsaved).toBe(false);
    expect(device.keys('trestle:w1:unsent:')).toEqual([]);
    expect(device.draft('w1', 'like')).toBe('');
    expect(device.kept('w1')).toMatchObject({ token: 'secret', name: 'Nia' });
  });

  it('W13 forgets an erased workshop whole, and offers nothing of it', () => {
    device.keep({ workshop: 'w1', token: 'secret', role: 'participant', title: '', name: '' });
    const socket = server.greet({}, [DESK]);
    addNote(session.document(DESK)?.doc ?? never(), 'Gone', 'reading');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    socket.break(CLOSE.ERASED);
    expect(session.ended).toBe('erased');
    expect(session.lost).toEqual([]);
    expect(device.keys('trestle:w1:')).toEqual([]);
  });

  it('W18 counts on where a second welcome says that this screen is something else now', () => {
    const socket = server.greet({}, [DESK]);
    const write = (text: string) => {
      addNote(session.document(DESK)?.doc ?? never(), text, 'reading');
      vi.advanceTimersByTime(EDIT_GATHER_MS);
    };
    write('Before');
    server.greet({}, []);
    write('After');
    const numbers = socket.binary.map(({ number }) => number);
    expect(numbers).toEqual([1, 2]);
  });

  it('W13 keeps everything of a workshop whose time is up: a facilitator may put it off', () => {
    device.keep({ workshop: 'w1', token: 'secret', role: 'participant', title: '', name: 'Nia' });
    device.keepDraft('w1', 'like', 'half a line');
    const socket = server.greet({}, [DESK]);
    addNote(session.document(DESK)?.doc ?? never(), 'Not saved yet', 'reading');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    socket.break(CLOSE.TIME_UP);
    expect([session.status, session.ended]).toEqual(['ended', 'lapsed']);
    expect(device.kept('w1')).toMatchObject({ token: 'secret', name: 'Nia' });
    expect(device.keys('trestle:w1:unsent:')).toHaveLength(1);
    expect(device.draft('w1', 'like')).toBe('half a line');
    vi.advanceTimersByTime(60_000);
    expect(server.last).toBe(socket);
  });

  it('keeps an organisation’s card apart from the seat that the same device has', () => {
    device.keep({ workshop: 'w1', token: 'mine', role: 'facilitator', title: '', name: '' });
    const guests = new FakeServer();
    const guest = new Session({ workshop: 'w1', token: 'card', place: 'card', socket: guests.socket, random: () => 0 });
    open.push(guest);
    guest.start();
    guests.greet({}, ['card/2']);
    expect(device.kept('w1', 'card')?.token).toBe('card');
    expect(device.kept('w1')?.token).toBe('mine');
    guests.last.break(CLOSE.REMOVED);
    expect(device.kept('w1', 'card')).toBeNull();
    expect(device.kept('w1')?.token).toBe('mine');
  });

  it('asks before the page goes while something waits, and not once the workshop has ended for this person', () => {
    device.keep({ workshop: 'w1', token: 'secret', role: 'participant', title: '', name: '' });
    const asks = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const socket = server.greet();
    expect(asks()).toBe(false);
    session.command({ type: 'wave' }).catch(() => undefined);
    expect(asks()).toBe(true);
    expect(session.holds).toBe(true);
    socket.break(CLOSE.REMOVED);
    expect(session.ended).toBe('removed');
    expect(asks()).toBe(false);
    expect(session.holds).toBe(false);
  });

  it('lets the page go while edits are on their way, and asks where they would wait', () => {
    const socket = server.greet({}, [DESK]);
    draftOf(session.document(DESK)?.doc ?? never()).insert(0, 'half a thou');
    expect(session.unsaved).toBe(true);
    expect(session.holds).toBe(false);
    socket.break();
    expect(session.holds).toBe(true);
  });

  it('holds texts that nobody has taken yet, also after the end', () => {
    server.greet({}, [DESK]).break(1006);
    draftOf(session.document(DESK)?.doc ?? never()).insert(0, 'half a thou');
    vi.advanceTimersByTime(500);
    server.last.break(CLOSE.REMOVED);
    expect(session.holds).toBe(true);
    session.forgetLost();
    expect(session.holds).toBe(false);
  });

  it('tries at once when the network is back', () => {
    server.greet().break();
    dispatchEvent(new Event('online'));
    expect(server.sockets).toHaveLength(2);
  });

  it('P4 shows the server’s time on a device whose clock is wrong by hours', () => {
    const socket = server.greet();
    const ahead = 5 * 3_600_000;
    const ping = socket.frames.find((frame) => frame.type === 'ping');
    socket.say({ type: 'pong', sent: ping?.type === 'ping' ? ping.sent : 0, now: Date.now() + ahead });
    expect(Math.abs(session.clock.now - (Date.now() + ahead))).toBeLessThan(500);
  });

  it('adds a draft as a note and leaves the draft empty, in one update', () => {
    const socket = server.greet({}, [DESK]);
    const doc = session.document(DESK)?.doc ?? new Doc();
    draftOf(doc).insert(0, ' A note ');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    draftOf(doc).delete(0, draftOf(doc).length);
    addNote(doc, 'A note', 'reading');
    vi.advanceTimersByTime(EDIT_GATHER_MS);
    for (const frame of socket.binary) server.accept(frame);
    expect(socket.binary).toHaveLength(2);
    expect(deskNotes(server.doc(DESK)).map(({ text, theme }) => [text, theme])).toEqual([['A note', 'reading']]);
    expect(draftOf(server.doc(DESK)).toString()).toBe('');
    expect(encodeStateAsUpdate(doc)).toEqual(encodeStateAsUpdate(server.doc(DESK)));
  });
});

function never(): never {
  throw new Error('nothing there');
}
