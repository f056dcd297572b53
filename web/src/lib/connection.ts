// One WebSocket to one workshop: says hello, notices silence, and comes back by itself. It knows frames, not what they mean.
import { backoff } from './backoff';
import { decodeFrame, encodeFrame, type BinaryFrame } from './binary-frame';
import { ASLEEP_MS, BACKOFF_MAX_MS, OPENING_MS, WATCH_MS } from './bounds';
import { CLOSE, PING_MS, SILENT_MS, VERSION, type ClientFrame, type ServerFrame } from './protocol.gen';

/** Why a connection is over for good. After `rewound` one may begin anew. */
export type Ended = 'unknown' | 'removed' | 'outdated' | 'rewound' | 'erased' | 'newer' | 'lapsed';

/** The close codes after which this connection does not come back. */
const ENDS: Record<number, Ended> = {
  [CLOSE.UNKNOWN]: 'unknown',
  [CLOSE.REMOVED]: 'removed',
  [CLOSE.OUTDATED]: 'outdated',
  [CLOSE.REWOUND]: 'rewound',
  [CLOSE.ERASED]: 'erased',
  [CLOSE.NEWER]: 'newer',
  [CLOSE.TIME_UP]: 'lapsed',
};

/** What the owner of a connection is told. */
export interface ConnectionEvents {
  /** A frame; the first on each socket is `welcome`. */
  frame(frame: ServerFrame): void;
  /** A document's frame. */
  binary(frame: BinaryFrame): void;
  /** The socket is gone; the next try comes by itself. */
  lost(): void;
  /** The server will not have this screen again. */
  ended(why: Ended): void;
  /** A pong's sample: this device's time when it was asked and when the answer came, and the server's between them. */
  sample(sent: number, received: number, server: number): void;
}

/** What a connection needs from its surroundings; tests bring their own. */
export interface ConnectionOptions {
  url: string;
  token: string;
  events: ConnectionEvents;
  socket?: (url: string) => WebSocket;
  random?: () => number;
}

/** Keeps one workshop's socket open until it is stopped. */
export class Connection {
  readonly #options: ConnectionOptions;
  #socket: WebSocket | null = null;
  #welcomed = false;
  #running = false;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #openedAt = 0;
  #saidHelloAt = 0;
  #heardAt = 0;
  #pingedAt = 0;
  #watchedAt = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Has the server said welcome on the present socket? */
  get open(): boolean {
    return this.#welcomed;
  }

  /** Opens the first socket, and watches the network and the tab. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#watch = setInterval(() => this.#look(), WATCH_MS);
    addEventListener('online', this.#wake);
    addEventListener('offline', this.#slept);
    addEventListener('pageshow', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    this.#connect();
  }

  /** Closes for good. */
  stop(): void {
    this.#running = false;
    clearTimeout(this.#retry);
    clearInterval(this.#watch);
    removeEventListener('online', this.#wake);
    removeEventListener('offline', this.#slept);
    removeEventListener('pageshow', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#drop();
  }

  /** Sends a frame if the socket is open, and says whether it was. */
  send(frame: ClientFrame): boolean {
    if (!this.#welcomed) return false;
    this.#socket?.send(JSON.stringify(frame));
    return true;
  }

  /** Sends a document's frame if the socket is open, and says whether it was. */
  sendBinary(frame: BinaryFrame): boolean {
    if (!this.#welcomed) return false;
    this.#socket?.send(encodeFrame(frame));
    return true;
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    const make = this.#options.socket ?? ((url: string) => new WebSocket(url));
    const socket = make(this.#options.url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#openedAt = this.#heardAt = this.#watchedAt = Date.now();
    socket.onopen = () => {
      if (socket !== this.#socket) return;
      const hello: ClientFrame = { type: 'hello', version: VERSION, token: this.#options.token };
      this.#saidHelloAt = Date.now();
      socket.send(JSON.stringify(hello));
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (socket === this.#socket) this.#receive(data);
    };
    socket.onclose = ({ code }) => {
      if (socket === this.#socket) this.#closed(code);
    };
  }

  #receive(data: string | ArrayBuffer): void {
    this.#heardAt = Date.now();
    if (typeof data !== 'string') {
      this.#options.events.binary(decodeFrame(new Uint8Array(data)));
      return;
    }
    const frame = JSON.parse(data) as ServerFrame;
    if (frame.type === 'pong') {
      this.#options.events.sample(frame.sent, Date.now(), frame.now);
      return;
    }
    if (frame.type === 'welcome') {
      this.#welcomed = true;
      this.#attempt = 0;
      this.#options.events.sample(this.#saidHelloAt, this.#heardAt, frame.now);
    }
    this.#options.events.frame(frame);
    if (frame.type === 'welcome') this.#ping();
  }

  #closed(code: number): void {
    const why = ENDS[code];
    if (why === undefined) {
      this.#lose(backoff(this.#attempt, this.#options.random));
      return;
    }
    this.stop();
    this.#options.events.ended(why);
  }

  /** Gives the present socket up and comes back after `wait` milliseconds. */
  #lose(wait: number): void {
    this.#drop();
    this.#attempt += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), Math.min(wait, BACKOFF_MAX_MS));
    this.#options.events.lost();
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#welcomed = false;
    socket?.close();
  }

  #ping(): void {
    this.#pingedAt = Date.now();
    this.send({ type: 'ping', sent: this.#pingedAt });
  }

  /** Pings in time, and treats silence as death (W12). */
  #look(): void {
    const now = Date.now();
    const asleep = now - this.#watchedAt > ASLEEP_MS;
    this.#watchedAt = now;
    if (this.#socket === null) return;
    if (!this.#welcomed) {
      if (now - this.#openedAt > OPENING_MS) this.#lose(backoff(this.#attempt, this.#options.random));
      return;
    }
    if (asleep) {
      this.#heardAt = Math.max(this.#heardAt, now - SILENT_MS + ASLEEP_MS);
      this.#ping();
    } else if (now - this.#heardAt >= SILENT_MS) {
      this.#lose(backoff(this.#attempt, this.#options.random));
    } else if (now - this.#pingedAt >= PING_MS) {
      this.#ping();
    }
  }

  /** The network or the tab is back: try at once. */
  readonly #wake = (): void => {
    if (!this.#running || document.visibilityState === 'hidden') return;
    if (this.#socket === null) this.#connect();
    else this.#look();
  };

  /** The device says that its network is gone: no need to wait for silence. */
  readonly #slept = (): void => {
    if (this.#running && this.#socket !== null) this.#lose(BACKOFF_MAX_MS);
  };
}
