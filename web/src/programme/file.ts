// A programme as a file: written so that people can read it, read so that a malformed one is refused in words that say where.
import type { AtEnd, Capability, Programme, Stage, Step, Voice } from '../lib/protocol.gen';
import * as words from '../words/programme.gen';
import { readDeclarations } from './declarations';
import { programmeFaults } from './faults';
import { allDiffer, fieldsOf, idOf, listOf, NoProgramme, numberOf, oneOf, textOf, type Fields } from './read';

/** Largest file that is read, in bytes: the longest programme with the longest scripts has a third of that. */
export const FILE_BYTES = 1_000_000;

/** Every capability; the compiler sees to it that none is missing. */
const CAPABILITIES: Record<Capability, true> = {
  arrive: true,
  speak: true,
  write: true,
  reveal: true,
  group: true,
  match: true,
  pair: true,
  report: true,
  agree: true,
  commit: true,
};

/** What a step names beside what people do. */
type Named = Pick<Step, 'does' | 'fills' | 'lists' | 'asks'>;

/** What a name under `does` meant before what people fill in was declared. */
const FORMER: Record<string, Partial<Named>> = {
  card: { fills: ['card'] },
  discuss: { fills: ['discuss'] },
  brief: { fills: ['brief'] },
  roles: { lists: ['core', 'extended', 'leadership'] },
  act: { does: ['commit'], fills: ['meeting'], lists: ['actions'] },
  rate: { asks: ['rating'] },
  dots: { asks: ['dots'] },
  fit: { asks: ['fit'] },
  choose: { asks: ['choice'] },
  pulse: { asks: ['pulse'] },
};
const ENDS: Record<AtEnd, true> = { hold: true, move: true };
const VOICES: Record<Voice, true> = { person: true, organisation: true };

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
  allDiffer(ids);
  allDiffer(programme.stages.map(({ id }) => id));
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
    ...readDeclarations(from),
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
  const named = readNamed(from, where);
  return {
    id: idOf(from, where),
    title: textOf(from, 'title', where),
    minutes: numberOf(from, 'minutes', where),
    prompt: textOf(from, 'prompt', where),
    hint: textOf(from, 'hint', where, ''),
    clock: textOf(from, 'clock', where, ''),
    ...named,
    at_end: oneOf(ENDS, from['at_end'] ?? 'hold', 'at_end', where),
    script: textOf(from, 'script', where, ''),
    off: from['off'] === true,
    voice: oneOf(VOICES, from['voice'] ?? 'person', 'voice', where),
    dots: numberOf(from, 'dots', where, 3),
  };
}

/** What a step is about. A name that meant several things stands for all of them; what a step names none of is left out. */
function readNamed(from: Fields, where: string): Named {
  const meant = listOf(from, 'does', where, []).map((each): Partial<Named> => {
    if (typeof each === 'string' && Object.hasOwn(FORMER, each)) return FORMER[each] ?? {};
    return { does: [oneOf(CAPABILITIES, each, 'does', where)] };
  });
  const does = meant.flatMap((each) => each.does ?? []);
  const others = (['fills', 'lists', 'asks'] as const)
    .map((field) => {
      const ids = [...idsIn(from, field, where), ...meant.flatMap((each) => each[field] ?? [])];
      return [field, [...new Set(ids)]] as const;
    })
    .filter(([, ids]) => ids.length > 0);
  if (does.length + others.length === 0) throw new NoProgramme(words.fileMissing({ where, field: 'does' }));
  return { does, ...Object.fromEntries(others) };
}

function idsIn(from: Fields, field: string, where: string): string[] {
  return listOf(from, field, where, []).map((id) => {
    if (typeof id === 'string') return id;
    throw new NoProgramme(words.fileMissing({ where, field }));
  });
}
