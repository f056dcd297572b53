// What is wrong with a programme, in words, by the field where it can be put right. The server refuses the same.
import { unseenFault } from '../lib/names';
import type { Programme, Stage, Step } from '../lib/protocol.gen';
import { DOTS_MAX, NAME_CHARS, PROMPT_CHARS, SCRIPT_CHARS, STEP_MINUTES, STEPS } from '../lib/protocol.gen';
import * as words from '../words/programme.gen';
import { running, stepsOf } from './steps';

/** What is wrong, by field: `step/ID/FIELD`, `stage/ID/title` or `programme`; in the order of the form. */
export type ProgrammeFaults = Map<string, string>;

/** What may stand in curly brackets in prompts, hints and scripts. */
export const VARIABLES = ['place', 'theme', 'convener'] as const;

/** Everything that is wrong. */
export function programmeFaults(programme: Programme): ProgrammeFaults {
  const faults: ProgrammeFaults = new Map();
  const say = (field: string, fault: string | undefined) => fault !== undefined && faults.set(field, fault);
  if (running(programme).length === 0) say('programme', words.faultNoStep());
  else if (stepsOf(programme).length > STEPS) say('programme', words.faultManySteps({ most: STEPS }));
  for (const stage of programme.stages) {
    say(`stage/${stage.id}/title`, lineFault(stage.title, NAME_CHARS));
    for (const step of stage.steps)
      for (const [field, fault] of stepFaults(step)) say(`step/${step.id}/${field}`, fault);
  }
  return faults;
}

/** The fields of a step that stand folded away, and are unfolded when one of them is wrong. */
export function foldedFault(faults: ProgrammeFaults, step: Step): boolean {
  return [...faults.keys()].some((field) => field.startsWith(`step/${step.id}/`) && !field.endsWith('/minutes'));
}

/** Is something of this stage wrong? */
export function stageFault(faults: ProgrammeFaults, stage: Stage): string | undefined {
  return faults.get(`stage/${stage.id}/title`);
}

function stepFaults(step: Step): [string, string | undefined][] {
  return [
    ['minutes', minutesFault(step.minutes)],
    ['title', lineFault(step.title, NAME_CHARS)],
    ['prompt', lineFault(step.prompt, PROMPT_CHARS) ?? variableFault(step.prompt)],
    ['hint', lengthFault(step.hint, PROMPT_CHARS) ?? variableFault(step.hint)],
    ['clock', lengthFault(step.clock, PROMPT_CHARS)],
    ['script', lengthFault(step.script, SCRIPT_CHARS) ?? variableFault(step.script)],
    ['dots', dotsFault(step)],
  ];
}

function minutesFault(minutes: number): string | undefined {
  const fits = Number.isInteger(minutes) && minutes >= 1 && minutes <= STEP_MINUTES;
  return fits ? undefined : words.faultMinutes({ most: STEP_MINUTES });
}

function dotsFault(step: Step): string | undefined {
  const fits = Number.isInteger(step.dots) && step.dots >= 1 && step.dots <= DOTS_MAX;
  return fits || !step.does.includes('dots') ? undefined : words.faultDots({ most: DOTS_MAX });
}

function lineFault(text: string, most: number): string | undefined {
  return text.trim() === '' ? words.faultEmpty() : (unseenFault(text) ?? lengthFault(text, most));
}

/** The server counts characters, not UTF-16 units. */
function lengthFault(text: string, most: number): string | undefined {
  return [...text.trim()].length > most ? words.faultTooLong({ count: most }) : undefined;
}

function variableFault(text: string): string | undefined {
  const used = [...text.matchAll(/\{([^}]*)\}/gu)].map(([, name = '']) => name);
  const unknown = used.find((name) => !(VARIABLES as readonly string[]).includes(name));
  return unknown === undefined ? undefined : words.faultVariable({ variable: `{${unknown}}` });
}
