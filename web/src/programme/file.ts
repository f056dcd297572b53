// A programme as a file: written so that people can read it, read so that a malformed one is refused in words that say where.
import type { AtEnd, Capability, Programme, Stage, Step, Voice } from '../lib/protocol.gen';
import * as words from '../words/programme.gen';
import { programmeFaults } from './faults';

/** Largest file that is read, in bytes: the longest programme with the longest scripts has a third of that. */
export const FILE_BYTES = 1_000_000;

/** Every capability; the compiler sees to it that none is missing. */
const CAPABILITIES: Record<Capability, true> = {
  arrive: true,
  card: true,
  speak: true,
  write: true,
  reveal: true,
  group: true,
  discuss: true,
  match: true,
  dots: true,
  fit: true,
  rate: true,
  pair: true,
  brief: true,
  report: true,
  choose: true,
  agree: true,
  roles: true,
  act: true,
  pulse: true,
};
const ENDS: Record<AtEnd, true> = { hold: true, move: true };
const VOICES: Record<Voice, true> = { person: true, organisation: true };
const ID = /^[a-z0-9-]+$/u;

/** What a file says that is no programme; its message is for people. */
export class NoProgramme extends Error {}

/** The file's text. */
export function fileOf(programme: Programme): string {
  return `${JSON.stringify(programme, null, 2)}\n`;
}

/** The file's name: the title in small letters. */
export function fileName(programme: Programme): string {
  const plain = programme.title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return `${plain.replace(/[^a-z0-9]+/gu, '-').replace(/^-+|-+$/gu, '') || 'programme'}.json`;
}

/** The programme in a file's text. Throws NoProgramme. */
export function programmeIn(text: string): Programme {
  const programme = readProgramme(parsed(text));
  const ids = programme.stages.flatMap((stage) => stage.steps.map((step) => step.id));
  const twice = ids.find((id, place) => ids.indexOf(id) < place) ?? repeated(programme.stages.map(({ id }) => id));
  if (twice !== undefined) throw new NoProgramme(words.fileTwice({ id: twice }));
  const [fault] = programmeFaults(programme);
  if (fault !== undefined) throw new NoProgramme(words.fileFault({ where: fault[0], why: fault[1] }));
  return programme;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoProgramme(words.fileNoJson());
  }
}

function readProgramme(value: unknown): Programme {
  const from = fieldsOf(value, words.fileWhole());
  const stages = listOf(from, 'stages', words.fileWhole());
  if (stages.length === 0) throw new NoProgramme(words.fileNoStages());
  return {
    id: textOf(from, 'id', words.fileWhole(), 'own'),
    title: textOf(from, 'title', words.fileWhole()),
    stages: stages.map((stage, place) => readStage(stage, words.fileStage({ number: place + 1 }))),
  };
}

function readStage(value: unknown, where: string): Stage {
  const from = fieldsOf(value, where);
  const steps = listOf(from, 'steps', where);
  if (steps.length === 0) throw new NoProgramme(words.fileNoSteps({ where }));
  return {
    id: idOf(from, where),
    title: textOf(from, 'title', where),
    steps: steps.map((step, place) => readStep(step, `${where}, ${words.fileStep({ number: place + 1 })}`)),
  };
}

function readStep(value: unknown, where: string): Step {
  const from = fieldsOf(value, where);
  const does = listOf(from, 'does', where).map((each) => oneOf(CAPABILITIES, each, 'does', where));
  if (does.length === 0) throw new NoProgramme(words.fileMissing({ where, field: 'does' }));
  return {
    id: idOf(from, where),
    title: textOf(from, 'title', where),
    minutes: numberOf(from, 'minutes', where),
    prompt: textOf(from, 'prompt', where),
    hint: textOf(from, 'hint', where, ''),
    clock: textOf(from, 'clock', where, ''),
    does,
    at_end: oneOf(ENDS, from['at_end'] ?? 'hold', 'at_end', where),
    script: textOf(from, 'script', where, ''),
    off: from['off'] === true,
    voice: oneOf(VOICES, from['voice'] ?? 'person', 'voice', where),
    dots: numberOf(from, 'dots', where, 3),
  };
}

function fieldsOf(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new NoProgramme(words.fileShape({ where }));
  return value as Record<string, unknown>;
}

function listOf(from: Record<string, unknown>, field: string, where: string): unknown[] {
  const list = from[field];
  if (!Array.isArray(list)) throw new NoProgramme(words.fileMissing({ where, field }));
  return list;
}

function textOf(from: Record<string, unknown>, field: string, where: string, otherwise?: string): string {
  const text = from[field] ?? otherwise;
  if (typeof text !== 'string') throw new NoProgramme(words.fileMissing({ where, field }));
  return text;
}

function numberOf(from: Record<string, unknown>, field: string, where: string, otherwise?: number): number {
  const number = from[field] ?? otherwise;
  if (typeof number !== 'number') throw new NoProgramme(words.fileMissing({ where, field }));
  return number;
}

function idOf(from: Record<string, unknown>, where: string): string {
  const id = textOf(from, 'id', where);
  if (!ID.test(id)) throw new NoProgramme(words.fileMissing({ where, field: 'id' }));
  return id;
}

function oneOf<K extends string>(known: Record<K, true>, value: unknown, field: string, where: string): K {
  if (typeof value === 'string' && Object.hasOwn(known, value)) return value as K;
  throw new NoProgramme(words.fileUnknown({ where, field, value: String(value).slice(0, 40) }));
}

function repeated(ids: readonly string[]): string | undefined {
  return ids.find((id, place) => ids.indexOf(id) < place);
}
