// One screen in one workshop: it owns the socket, the view, the documents and what is on its way to the server. One per page.
import { SvelteMap } from 'svelte/reactivity';
import { dropDraft } from '../pages/join-draft';
import { makeLink } from './api';
import { backoff } from './backoff';
import { BACK_SECONDS, DOCUMENTS_AWAITED_MS, EDIT_GATHER_MS, OFFLINE_AFTER_MS } from './bounds';
import { KIND, type BinaryFrame } from './binary-frame';
import { ServerClock } from './clock.svelte';
import { Commands } from './commands';
import { Connection, type Ended } from './connection';
import * as device from './device';
import type { DocumentHandle } from './document.svelte';
import type { LostText } from './lost-text';
import { overlong } from './overlong.svelte';
import { Presence } from './presence.svelte';
import type { Command, MakeLink, PresentSeat, Refused, Role, ServerFrame } from './protocol.gen';
import { randomKey } from './random';
import { View } from './view.svelte';

/** How the connection stands. */
export type Status = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'ended';

/** What the saved mark says; `back` for some seconds after a lost connection was made good, `overlong` while a field holds more than may be saved,
 * `waits` while somebody wrote more at once than is taken. */
export type Saved = 'saved' | 'saving' | 'waits' | 'offline' | 'reconnecting' | 'back' | 'overlong';

/** Where a session goes and as whom. Tests bring their own socket, chance and script. */
export interface SessionOptions {
  workshop: string;
  token: string;
  /** Where this device keeps it. */
  place?: device.Place;
  socket?: (url: string) => WebSocket;
  random?: () => number;
  making?: () => Promise<Making>;
}

/** What makes documents. It travels beside the first screen, which is complete without it. */
type Making = typeof import('./document.svelte');
let made: Making | undefined;

/** One page's part in a workshop. */
export class Session {
  readonly workshop: string;
  readonly token: string;
  readonly view = new View();
  /** The number of this console, from the welcome; screens of seats have none. */
  pass: number | undefined;
  /** Told when what was written finds no place in a list; the page says it. */
  onrefused: ((refusal: Refused) => void) | undefined;
  readonly clock = new ServerClock();
  /** Tells this page load from other tabs of the same seat. */
  readonly #page = randomKey(8);
  readonly #place: device.Place;
  readonly #connection: Connection;
  readonly #commands: Commands;
  readonly #making: () => Promise<Making>;
  readonly #random: (() => number) | undefined;
  readonly #presence: Presence;
  readonly #documents = new SvelteMap<string, DocumentHandle>();
  #status: Status = $state('connecting');
  #ended: Ended | null = $state(null);
  #role: Role = $state('participant');
  #seat: number | null = $state(null);
  #organisation: number | null = $state(null);
  #address = $state('');
  #passes: readonly number[] = $state.raw([]);
  #unsaved = $state(false);
  #back = $state(false);
  #unkept = $state(false);
  #unmade = $state(false);
  #lost: readonly LostText[] = $state.raw([]);
  /** What came for documents before they could be made, in order. */
  #early: ((making: Making) => void)[] = [];
  /** The last number given to an update on this socket. */
  #number = 0;
  #wasLost = false;
  #running = false;
  /** Links to this seat that this page asked for and has not seen counted. */
  #ownLinks = 0;
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #awaiting: ReturnType<typeof setTimeout> | undefined;
  #offline: ReturnType<typeof setTimeout> | undefined;
  #backFor: ReturnType<typeof setTimeout> | undefined;
  #remaking: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SessionOptions) {
    this.workshop = options.workshop;
    this.token = options.token;
    this.#place = options.place ?? 'seat';
    this.#making = options.making ?? (() => import('./document.svelte'));
    this.#random = options.random;
    this.#connection = new Connection({
      ...options,
      url: socketUrl(options.workshop),
      events: {
        frame: (frame) => this.#receive(frame),
        binary: (frame) => this.#receiveBinary(frame),
        lost: () => this.#disconnected(),
        ended: (why) => this.#end(why),
        sample: (sent, received, server) => this.clock.sample(sent, received, server),
      },
    });
    this.#commands = new Commands((frame) => this.#connection.send(frame));
    this.#presence = new Presence((at, step) =>
      this.#connection.send({ type: 'presence', at, ...(step !== null && { step }) }),
    );
  }

  /** Connects. */
  start(): void {
    this.#running = true;
    this.clock.start();
    addEventListener('beforeunload', this.#warn);
    addEventListener('pagehide', this.#gatherNow);
    document.addEventListener('visibilitychange', this.#gatherNow);
    void this.#prepare();
    this.#connection.start();
  }

  /** Disconnects and lets go of everything but what this device keeps. */
  stop(): void {
    this.#running = false;
    this.#gatherNow();
    removeEventListener('beforeunload', this.#warn);
    removeEventListener('pagehide', this.#gatherNow);
    document.removeEventListener('visibilitychange', this.#gatherNow);
    for (const timer of [this.#gathering, this.#awaiting, this.#offline, this.#backFor, this.#remaking])
      clearTimeout(timer);
    this.#presence.stop();
    this.clock.stop();
    this.#connection.stop();
    this.#commands.end();
    this.#early = [];
    for (const handle of this.#documents.values()) handle.destroy();
  }

  /** How the connection stands. */
  get status(): Status {
    return this.#status;
  }
  /** Why it is over for good. */
  get ended(): Ended | null {
    return this.#ended;
  }
  /** What the saved mark says (W18). */
  get saved(): Saved {
    if (this.#status === 'live')
      return this.#unsaved ? this.#savingOrNot() : overlong.fields > 0 ? 'overlong' : this.#back ? 'back' : 'saved';
    return this.#status === 'offline'
      ? 'offline'
      : this.#status === 'connecting' && !this.#unsaved
        ? 'saved'
        : 'reconnecting';
  }
  #savingOrNot(): Saved {
    return [...this.#documents.values()].some((handle) => handle.waits) ? 'waits' : 'saving';
  }
  /** Is something on this page not durable yet? */
  get unsaved(): boolean {
    return this.#unsaved;
  }
  /** Did the script not come without which nothing can be written here? It is asked for again by itself. */
  get unmade(): boolean {
    return this.#unmade;
  }
  /** Would something be lost, or wait unseen, if the site went on to another page now? Edits go along while the connection lives, and this
   * device keeps them. Where the workshop has ended for this person, only texts that nobody has taken yet would be. */
  get holds(): boolean {
    if (!this.#running) return false;
    const waits = !this.#commands.empty || (this.#unsaved && this.#status !== 'live');
    return this.#lost.length > 0 || (this.#ended === null && waits);
  }
  /** The device would not keep what is unsent (its storage is full or forbidden): the page must stay open. */
  get unkept(): boolean {
    return this.#unkept;
  }
  /** Will this browser know who this is when the tab has been closed? */
  get lasts(): boolean {
    return device.lasts(this.workshop, this.#place);
  }
  /** What this screen is. A seat's role can change while it is here. */
  get role(): Role {
    return (this.#seat === null ? undefined : this.view.seat(this.#seat)?.role) ?? this.#role;
  }
  /** From the welcome; walls and some consoles have none. */
  get seat(): number | null {
    return this.#seat;
  }
  /** Whose desk this screen writes on: a console without a seat writes for the room. */
  get desk(): number | null {
    return this.#seat ?? (this.#role === 'facilitator' ? 0 : null);
  }
  /** Whose card a guest fills in. */
  get organisation(): number | null {
    return this.#organisation;
  }
  /** The address that phones use, from the welcome. */
  get address(): string {
    return this.#address;
  }
  /** Links and consoles that have a screen connected; facilitators alone are told. */
  get passes(): readonly number[] {
    return this.#passes;
  }
  /** Who is connected, by seat, and where they write. */
  get presence(): SvelteMap<number, PresentSeat> {
    return this.#presence.seats;
  }
  /** Texts that the server will never take. */
  get lost(): readonly LostText[] {
    return this.#lost;
  }

  /** Gives a command: resolves once its effect is durable, rejects with a RefusedError. */
  command(command: Command): Promise<void> {
    const answer = this.#commands.give(command).finally(() => this.#settle());
    this.#settle();
    return answer;
  }

  /** A new link with its secret; rejects with a RefusedError. */
  async link(body: MakeLink): Promise<string> {
    if (body.kind === 'seat') this.#ownLinks += 1;
    return (await makeLink(this.workshop, this.token, body)).link;
  }

  /** Of so many more devices and links of this seat, those that this page did not ask for itself. */
  foreignDevices(more: number): number {
    const own = Math.min(more, this.#ownLinks);
    this.#ownLinks -= own;
    return more - own;
  }

  /** A document, once it may be written and its first state came; null before. */
  document(name: string): DocumentHandle | null {
    const handle = this.#documents.get(name);
    return handle?.ready ? handle : null;
  }

  /** Tells the others where this seat writes (`brief/2#who`); null when it stops. */
  writingAt(at: string | null): void {
    this.#presence.write(at);
  }

  /** Tells the facilitators which step this screen shows, where it stayed behind; null when it goes with the room. */
  staysIn(step: string | null): void {
    this.#presence.stay(step);
  }

  /** Seats other than this one that write at this place. */
  writersAt(place: string): number[] {
    return this.#presence.at(place, this.#seat);
  }

  /** Seats other than this one that write anywhere under this place (`plan#actions/key/`). */
  writersUnder(prefix: string): number[] {
    return this.#presence.under(prefix, this.#seat);
  }

  /** The person has taken the lost texts. */
  forgetLost(): void {
    this.#lost = [];
  }

  /** Leaves: forgets everything that this device keeps of the workshop. */
  leave(): void {
    this.stop();
    this.#forget();
  }

  #receive(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        return this.#welcome(frame);
      case 'cells': {
        const rehearsed = this.view.workshop?.rehearsal;
        if (this.view.apply(frame)) this.#keep();
        // A rehearsal has ended while the line was cut: nothing of it is sent into what comes after it
        if (rehearsed && !this.view.workshop?.rehearsal) this.#end('rewound');
        return;
      }
      case 'document':
        return this.#whenMade((making) =>
          frame.access === 'write' ? void this.#handle(frame.name, making) : this.#endDocument(frame.name),
        );
      case 'done':
        return this.#commands.done(frame.id);
      case 'refused':
        return this.#commands.refused(frame.id, frame.refusal);
      case 'saved':
        for (const handle of this.#documents.values()) handle.saved(frame.number);
        return this.#settle();
      case 'update_refused':
        return this.#updateRefused(frame.document, frame.number, frame.behind, frame.refusal, frame.after);
      case 'presence':
        this.#passes = frame.passes ?? [];
        return this.#presence.apply(frame.seats as Record<string, PresentSeat>);
      case 'pong':
      case 'farewell':
        return;
    }
  }

  #welcome(frame: Extract<ServerFrame, { type: 'welcome' }>): void {
    this.#role = frame.role;
    this.#seat = frame.seat;
    this.#organisation = frame.organisation;
    this.#address = frame.address;
    this.pass = frame.pass;
    this.#status = 'live';
    void this.#prepare();
    clearTimeout(this.#offline);
    this.#commands.again();
    this.#presence.renew();
    clearTimeout(this.#awaiting);
    this.#awaiting = setTimeout(() => this.#giveUpOthers(), DOCUMENTS_AWAITED_MS);
    this.#settle();
  }

  /** Fetches what makes documents, and then does what waited for it. Asked for again until it comes: nothing can be written before. */
  async #prepare(attempt = 0): Promise<void> {
    try {
      const making = (made ??= await this.#making());
      this.#unmade = false;
      for (const wait of this.#early.splice(0)) wait(making);
      this.#settle();
    } catch {
      // The screen works without; what is to be written waits
      if (!this.#running) return;
      this.#unmade = true;
      clearTimeout(this.#remaking);
      this.#remaking = setTimeout(() => void this.#prepare(attempt + 1), backoff(attempt, this.#random));
    }
  }

  /** Does it once documents can be made. */
  #whenMade(then: (making: Making) => void): void {
    if (made === undefined) this.#early.push(then);
    else then(made);
  }

  #receiveBinary({ name, generation, kind, payload }: BinaryFrame): void {
    this.#whenMade((making) => {
      const handle = this.#handle(name, making);
      if (kind === KIND.STATE) handle.merge(payload, generation);
      else if (kind === KIND.UPDATE) handle.apply(payload, generation);
      else if (kind === KIND.VECTOR) {
        this.#fly(handle, handle.sync(payload, generation, this.#number + 1));
        this.#flyAll(handle);
        // The copy says what was sent
        if (handle.unsaved) handle.store();
      }
    });
  }

  #handle(name: string, { DocumentHandle }: Making): DocumentHandle {
    let handle = this.#documents.get(name);
    if (handle === undefined) {
      handle = new DocumentHandle(this.workshop, name, this.#page, {
        edited: () => this.#edited(),
        lost: (texts) => this.#addLost(texts),
      });
      this.#documents.set(name, handle);
      this.#settle();
    }
    return handle;
  }

  #edited(): void {
    this.#unsaved = true;
    this.#gathering ??= setTimeout(this.#gatherNow, EDIT_GATHER_MS);
  }

  /** Sends what was gathered, and keeps it on this device until it is durable. */
  readonly #gatherNow = (): void => {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    let unkept = false;
    for (const handle of this.#documents.values()) {
      if (!handle.unsaved) continue;
      if (handle.closed) {
        this.#addLost(handle.end());
        continue;
      }
      if (this.#connection.open) this.#flyAll(handle);
      unkept = !handle.store() || unkept;
    }
    this.#unkept = unkept;
    this.#settle();
  };

  /** More than a frame takes goes in several, one behind the other. */
  #flyAll(handle: DocumentHandle): void {
    for (let more; (more = handle.gather(this.#number + 1)) !== null;) this.#fly(handle, more);
  }

  #fly({ name, generation }: DocumentHandle, payload: Uint8Array | null): void {
    if (payload === null) return;
    this.#number += 1;
    this.#connection.sendBinary({ name, number: this.#number, generation, kind: KIND.UPDATE, payload });
  }

  #updateRefused(name: string, number: number, behind: boolean, refusal: Refused, after?: number): void {
    const handle = this.#documents.get(name);
    // What was sent right behind a refused update is refused as well, and has been given up or kept with it
    if (handle === undefined || !handle.sent(number)) return;
    if (after !== undefined) handle.later(after);
    else if (!behind || !handle.behind(number)) {
      this.#addLost(handle.giveUp());
      // A row that finds no place may have no words yet: nothing else would say that it is gone
      if (refusal.rule === 'share_used' || refusal.rule === 'too_many') this.onrefused?.(refusal);
    }
    this.#settle();
  }

  #endDocument(name: string): void {
    const handle = this.#documents.get(name);
    if (handle !== undefined) this.#addLost(handle.end());
    this.#settle();
  }

  /** Unsent text of documents that this seat may not write any more: there will be no better moment to hand it back. */
  #giveUpOthers(): void {
    this.#whenMade((making) => {
      for (const name of making.unsentDocuments(this.workshop)) this.#handle(name, making);
      for (const handle of this.#documents.values())
        if (!handle.writable && !handle.carrying && handle.unsaved) this.#addLost(handle.giveUp());
      this.#settle();
    });
  }

  #addLost(texts: readonly LostText[]): void {
    if (texts.length > 0) this.#lost = [...this.#lost, ...texts];
  }

  #disconnected(): void {
    for (const handle of this.#documents.values()) handle.lost();
    // Of a socket that is gone; the next one says it all again
    this.#early = [];
    // Counted anew on the next socket; a second welcome on this one changes what this screen is, and no number
    this.#number = 0;
    clearTimeout(this.#awaiting);
    if (this.#status === 'live') {
      this.#wasLost = true;
      this.#back = false;
      this.#offline = setTimeout(() => this.#away(), OFFLINE_AFTER_MS);
    }
    if (this.#status !== 'offline') this.#status = navigator.onLine ? this.#lostStatus() : 'offline';
  }

  #lostStatus(): Status {
    return this.#wasLost ? 'reconnecting' : 'connecting';
  }

  #away(): void {
    if (this.#status === 'reconnecting') this.#status = 'offline';
  }

  #end(why: Ended): void {
    this.#status = 'ended';
    this.#ended = why;
    // Nothing is over but this page's, this server's or the workshop's own time, which a facilitator may put off: everything stays here for the next
    if (why === 'outdated' || why === 'newer' || why === 'lapsed') return;
    for (const handle of this.#documents.values()) {
      const texts = [...handle.giveUp(), ...handle.end()];
      // What was written in a rehearsal, or in what is erased, goes on purpose
      if (why === 'unknown' || why === 'removed') this.#addLost(texts);
    }
    this.#commands.end();
    if (why === 'rewound') device.forgetWork(this.workshop);
    else this.#forget();
    this.#settle();
  }

  /** Nobody is here any more: the next form of this tab is not filled in with who was. */
  #forget(): void {
    device.forget(this.workshop, this.#place);
    dropDraft();
  }

  /** Works out anew whether everything is durable. */
  #settle(): void {
    const left = made === undefined && device.keys(device.address(this.workshop, 'unsent:')).length > 0;
    const unsaved = left || !this.#commands.empty || [...this.#documents.values()].some((handle) => handle.unsaved);
    this.#unsaved = unsaved;
    if (unsaved || !this.#wasLost || this.#status !== 'live') return;
    this.#wasLost = false;
    this.#back = true;
    clearTimeout(this.#backFor);
    this.#backFor = setTimeout(() => (this.#back = false), BACK_SECONDS * 1000);
  }

  /** Remembers the workshop's title and the person's name for the front page of this device. */
  #keep(): void {
    const { workshop, token, role } = this;
    const name = this.view.seat(this.#seat)?.given ?? device.kept(workshop, this.#place)?.name ?? '';
    device.keep({ workshop, token, role, title: this.view.workshop?.details.title ?? '', name }, this.#place);
  }

  readonly #warn = (event: BeforeUnloadEvent): void => {
    this.#gatherNow();
    if (this.#lost.length > 0 || (this.#ended === null && (this.#unsaved || !this.lasts))) event.preventDefault();
  };
}

function socketUrl(workshop: string): string {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${location.host}/api/workshops/${encodeURIComponent(workshop)}/socket`;
}
