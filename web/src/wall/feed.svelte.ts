// What a wall lives on: one socket and the cells that come over it. It writes nothing and holds no documents, so the CRDT is not in its
// script; a participant's page has a Session instead.
import { ServerClock } from '../lib/clock.svelte';
import { Connection, type Ended } from '../lib/connection';
import * as device from '../lib/device';
import { Presence } from '../lib/presence.svelte';
import type { PresentSeat, Role, ServerFrame } from '../lib/protocol.gen';
import { View } from '../lib/view.svelte';

/** What a feed needs from its surroundings; tests bring their own socket. */
export interface FeedOptions {
  workshop: string;
  token: string;
  socket?: (url: string) => WebSocket;
}

/** One wall's part in a workshop. */
export class Feed {
  readonly workshop: string;
  readonly view = new View();
  readonly clock = new ServerClock();
  /** A wall has no place of its own to tell. */
  readonly #presence = new Presence(() => {});
  readonly #token: string;
  readonly #connection: Connection;
  #address = $state('');
  #role: Role = $state('wall');
  #ended: Ended | null = $state(null);
  #lostAt: number | null = $state(null);

  constructor({ workshop, token, socket }: FeedOptions) {
    this.workshop = workshop;
    this.#token = token;
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    this.#connection = new Connection({
      url: `${scheme}//${location.host}/api/workshops/${encodeURIComponent(workshop)}/socket`,
      token,
      ...(socket ? { socket } : {}),
      events: {
        frame: (frame) => this.#receive(frame),
        // A wall writes no document, so the server sends it none (W20)
        binary: () => {},
        lost: () => this.#lose(),
        ended: (why) => this.#end(why),
        sample: (sent, received, server) => this.clock.sample(sent, received, server),
      },
    });
  }

  /** Connects. */
  start(): void {
    this.clock.start();
    this.#connection.start();
  }

  /** Disconnects. */
  stop(): void {
    this.clock.stop();
    this.#connection.stop();
  }

  /** Who is connected, by seat. */
  get presence(): ReadonlyMap<number, PresentSeat> {
    return this.#presence.seats;
  }

  /** The address that phones use: scheme, host and port; empty before the first welcome. */
  get address(): string {
    return this.#address;
  }

  /** When the connection was lost, by the server's clock in ms since 1970; null while it stands. */
  get lostAt(): number | null {
    return this.#lostAt;
  }

  /** Why the server will not have this screen again. */
  get ended(): Ended | null {
    return this.#ended;
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === 'welcome') {
      this.#address = frame.address;
      this.#role = frame.role;
    } else if (frame.type === 'cells') {
      if (this.view.apply(frame)) this.#whole();
    } else if (frame.type === 'presence') {
      this.#presence.apply(frame.seats as Record<string, PresentSeat>);
    }
  }

  #whole(): void {
    this.#lostAt = null;
    const title = this.view.workshop?.details.title ?? '';
    device.keep({ workshop: this.workshop, token: this.#token, role: this.#role, title, name: '' }, 'wall');
  }

  #lose(): void {
    if (this.view.complete) this.#lostAt ??= this.clock.now;
  }

  #end(why: Ended): void {
    this.#ended = why;
    if (why !== 'outdated' && why !== 'newer' && why !== 'rewound') device.forget(this.workshop, 'wall');
  }
}
