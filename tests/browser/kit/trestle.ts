// A server process for a browser test: started on a folder of its own, killed, started again; and scenarios played into it.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

const here = import.meta.dirname;
/** The scenario that everything is measured by. */
export const HARINGEY = resolve(here, '../../data/haringey.json');
/** The steps of the built-in programme, in order. */
export const STEPS = [
  'welcome',
  'introduce',
  'write',
  'group',
  'discuss',
  'rate',
  'brief',
  'report',
  'choose',
  'agree',
  'roles',
  'act',
] as const;
export type Step = (typeof STEPS)[number];

export interface Created {
  workshop: string;
  code: string;
  token: string;
  links: { facilitator: string; wall: string; join: string };
}

function binary(variable: string, name: string): string {
  const beside = ['debug', 'release'].map((kind) => resolve(here, '../../../target', kind, name));
  const found = [process.env[variable] ?? '', ...beside].find((path) => path !== '' && existsSync(path));
  if (!found) throw new Error(`${name} is missing: \`make test\` builds it`);
  return found;
}

/** Runs a program to its end; what it said. */
function run(program: string, words: readonly string[]): Promise<string> {
  return new Promise((tell, fail) => {
    execFile(program, words, (error, stdout, stderr) => {
      if (error) fail(new Error(stderr));
      else tell(stdout);
    });
  });
}

/** One process of the server. */
export class Trestle {
  private process!: ChildProcess;
  private readonly data = mkdtempSync(join(tmpdir(), 'trestle-'));
  url = '';
  log = '';

  private constructor(private readonly stepped: boolean) {}

  /** Starts the binary that people run, or the one whose clock tests advance. */
  static async start(kind: 'real' | 'stepped' = 'real'): Promise<Trestle> {
    const trestle = new Trestle(kind === 'stepped');
    await trestle.launch('127.0.0.1:0');
    return trestle;
  }

  private async launch(listen: string, more: string[] = []): Promise<void> {
    const name = this.stepped ? binary('TRESTLE_STEPPED_BIN', 'trestle-stepped') : binary('TRESTLE_BIN', 'trestle');
    this.process = spawn(name, ['serve', '--listen', listen, '--data', this.data, ...more], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stderr?.on('data', (piece: Buffer) => (this.log += piece.toString()));
    const lines = createInterface({ input: this.process.stdout! });
    this.url = await new Promise((tell, fail) => {
      lines.on('line', (line) => {
        const told = /^trestle is listening on (\S+)$/.exec(line);
        if (told) tell(told[1]!);
      });
      this.process.on('exit', (code) => fail(new Error(`the server ended with ${code}: ${this.log}`)));
    });
  }

  /** kill -9. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((tell) => this.process.once('exit', tell));
    this.process.kill('SIGKILL');
    await ended;
  }

  /** Starts again on the same folder and port; the stepped clock shows that time then. */
  async restart(clockStart?: number): Promise<void> {
    await this.launch(new URL(this.url).host, clockStart === undefined ? [] : ['--clock-start', String(clockStart)]);
  }

  /** SIGTERM, and waits: everything is in the database file then. */
  async terminate(): Promise<void> {
    const ended = new Promise((tell) => this.process.once('exit', tell));
    this.process.kill('SIGTERM');
    await ended;
  }

  /** Cuts the write-ahead log of a server that was killed to a part of its length, as a failing disk does. */
  cutLog(part: number): void {
    const log = join(this.data, 'trestle.sqlite-wal');
    truncateSync(log, Math.floor(statSync(log).size * part));
  }

  /** What `trestle recover` says for a workshop. */
  async recover(workshop: string): Promise<string> {
    return run(binary('TRESTLE_BIN', 'trestle'), ['recover', '--data', this.data, workshop]);
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Plays a scenario up to a step; the room is empty afterwards, the workshop live. */
  async play(until: Step, file = HARINGEY): Promise<Created> {
    const output = await run(binary('TRESTLE_BIN', 'trestle'), ['play', file, '--server', this.url, '--until', until]);
    return JSON.parse(output) as Created;
  }

  /** A room that plays a scenario while the test moves on. */
  async room(file = HARINGEY): Promise<Room> {
    return Room.open(this.url, file);
  }

  /** The stepped clock, moved on. */
  async advance(milliseconds: number): Promise<void> {
    await this.step({ advance_ms: milliseconds });
  }

  /** The calendar alone, put right; no time passes. */
  async putRight(milliseconds: number): Promise<void> {
    await this.step({ civil_ms: milliseconds });
  }

  private async step(change: { advance_ms?: number; civil_ms?: number }): Promise<void> {
    const answer = await this.post('/test/clock', change);
    if (!answer.ok) throw new Error(`the clock said ${answer.status}`);
  }

  private post(path: string, body: unknown, token?: string): Promise<Response> {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
    };
    if (token) headers['authorization'] = `Bearer ${token}`;
    return fetch(this.url + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
  }

  /** A new link of that kind for whoever holds the token. */
  async link(
    workshop: string,
    token: string,
    kind: 'seat' | 'wall' | 'facilitator' | 'results' | 'card',
    organisation?: number,
  ): Promise<string> {
    const answer = await this.post(`/api/workshops/${workshop}/links`, { kind, organisation }, token);
    if (answer.status !== 201) throw new Error(`no link: ${await answer.text()}`);
    return ((await answer.json()) as { link: string }).link;
  }

  /** Gives a workshop another join code, and with it another invitation. */
  async changeCode({ workshop, token }: Created): Promise<void> {
    const answer = await this.post(`/api/workshops/${workshop}/code`, {}, token);
    if (answer.status !== 201) throw new Error(`no other code: ${await answer.text()}`);
  }

  /** Takes a seat by the code; its token. */
  async seat(code: string, name: string, organisation: number): Promise<string> {
    const answer = await this.post('/api/join', {
      key: code,
      name,
      organisation,
      organisation_name: '',
    });
    if (!answer.ok) throw new Error(`no seat: ${await answer.text()}`);
    return ((await answer.json()) as { token: string }).token;
  }

  /** Lets the people of these tokens type in a text of a document, and take it out again, until the document begins anew; its generation then. */
  async wearOut(workshop: string, document: string, path: string, tokens: readonly string[]): Promise<number> {
    const told = await run(binary('TRESTLE_STEPPER_BIN', 'stepper'), [
      'wear',
      this.url,
      workshop,
      document,
      path,
      ...tokens,
    ]);
    return (JSON.parse(told) as { generation: number }).generation;
  }

  /** The record as data, as whoever holds the token may see it. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async record(workshop: string, token: string): Promise<any> {
    const answer = await fetch(`${this.url}/api/workshops/${workshop}/record.json`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok) throw new Error(`no record: ${await answer.text()}`);
    return answer.json();
  }
}

/** People of a scenario on screens without a picture; they play the live step when they are told to. */
export class Room {
  created!: Created;
  tokens: Record<string, string> = {};
  private readonly waiting: {
    tell: (line: string) => void;
    fail: (error: Error) => void;
  }[] = [];

  private constructor(
    private readonly process: ChildProcess,
    lines: Interface,
  ) {
    lines.on('line', (line) => this.waiting.shift()?.tell(line));
    process.once('exit', () => this.waiting.forEach(({ fail }) => fail(new Error('the room has gone'))));
  }

  static async open(url: string, file: string): Promise<Room> {
    const child = spawn(binary('TRESTLE_STEPPER_BIN', 'stepper'), [file, url], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const room = new Room(child, createInterface({ input: child.stdout }));
    const first = JSON.parse(await room.line()) as {
      created: Created;
      tokens: Record<string, string>;
    };
    room.created = first.created;
    room.tokens = first.tokens;
    return room;
  }

  private line(): Promise<string> {
    return new Promise((tell, fail) => this.waiting.push({ tell, fail }));
  }

  private async ask(command: string): Promise<Record<string, unknown>> {
    const answer = this.line();
    this.process.stdin!.write(`${command}\n`);
    const told = JSON.parse(await answer) as Record<string, unknown>;
    if (told['error']) throw new Error(String(told['error']));
    return told;
  }

  /** Everybody plays the live step; which it was. */
  async play(): Promise<Step> {
    return (await this.ask('play'))['played'] as Step;
  }

  /** Does what has to be done before the next step. */
  async ready(): Promise<void> {
    await this.ask('ready');
  }

  leave(): void {
    this.process.stdin!.end();
  }
}
