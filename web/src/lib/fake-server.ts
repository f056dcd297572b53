// A server for tests: sockets that open and break when told, documents that merge, and answers that come only when asked for.
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { decodeFrame, encodeFrame, KIND, type BinaryFrame } from './binary-frame';
import type { Cell, ClientFrame, ServerFrame } from './protocol.gen';

type Listener<E> = ((event: E) => void) | null;

/** The server's end of one socket, in the shape of a WebSocket. */
export class FakeSocket {
  binaryType = 'blob';
  onopen: Listener<Event> = null;
  onmessage: Listener<{ data: string | ArrayBuffer }> = null;
  onclose: Listener<{ code: number }> = null;
  closed = false;
  /** What the client sent, in order. */
  readonly frames: ClientFrame[] = [];
  readonly binary: BinaryFrame[] = [];

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (typeof data === 'string') this.frames.push(JSON.parse(data) as ClientFrame);
    else this.binary.push(decodeFrame(data));
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.onopen?.(new Event('open'));
  }

  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  sayBinary(frame: BinaryFrame): void {
    this.onmessage?.({ data: encodeFrame(frame).buffer });
  }

  break(code = 1006): void {
    if (!this.closed) this.onclose?.({ code });
    this.closed = true;
  }

  commands(): Extract<ClientFrame, { type: 'command' }>[] {
    return this.frames.filter((frame) => frame.type === 'command');
  }
}

/** All sockets that a session opened, and the documents that it writes into. */
export class FakeServer {
  readonly sockets: FakeSocket[] = [];
  readonly docs = new Map<string, Doc>();
  readonly generations = new Map<string, number>();
  readonly socket = (): WebSocket => {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    return socket as unknown as WebSocket;
  };

  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }

  /** Opens the last socket and greets it, with all cells and the documents that it may write. */
  greet(cells: Record<string, Cell> = {}, documents: readonly string[] = [], seat = 3): FakeSocket {
    const socket = this.last;
    socket.open();
    socket.say({
      type: 'welcome',
      workshop: 'w1',
      role: 'participant',
      seat,
      organisation: null,
      now: Date.now(),
      address: 'http://10.0.0.1',
    });
    socket.say({ type: 'cells', set: cells, gone: [], whole: true });
    for (const name of documents) this.offer(name);
    return socket;
  }

  /** Access to a document begins: its state and its state vector. */
  offer(name: string): void {
    this.last.say({ type: 'document', name, access: 'write' });
    this.state(name);
  }

  state(name: string): void {
    const doc = this.doc(name);
    const generation = this.generations.get(name) ?? 0;
    this.last.sayBinary({ name, number: 0, generation, kind: KIND.STATE, payload: encodeStateAsUpdate(doc) });
    this.last.sayBinary({ name, number: 0, generation, kind: KIND.VECTOR, payload: encodeStateVector(doc) });
  }

  /** The document begins anew, with what this makes in a fresh one. Nobody is told. */
  anew(name: string, write: (doc: Doc) => void): void {
    const fresh = new Doc();
    write(fresh);
    this.docs.set(name, fresh);
    this.generations.set(name, (this.generations.get(name) ?? 0) + 1);
  }

  doc(name: string): Doc {
    const doc = this.docs.get(name) ?? new Doc();
    this.docs.set(name, doc);
    return doc;
  }

  /** Takes one update that the client sent and acknowledges it. */
  accept(frame: BinaryFrame, acknowledge = true): void {
    if (frame.generation !== (this.generations.get(frame.name) ?? 0))
      throw new Error('an update of another generation');
    applyUpdate(this.doc(frame.name), frame.payload);
    if (acknowledge) this.last.say({ type: 'saved', number: frame.number });
  }
}
