// A question made on the spot: what a facilitator types, what is wrong with it, and the programme with it in the live step.
import {
  LABEL_CHARS,
  OPTIONS,
  PROMPT_CHARS,
  RATING_MAX,
  type Choice,
  type Programme,
  type Question,
  type StepId,
} from '../lib/protocol.gen';
import { randomKey } from '../lib/random';
import { surplusOf } from '../lib/surplus';
import * as words from '../words/ask.gen';

/** What can be asked in two taps. */
export type Quick = 'yesno' | 'one' | 'scale' | 'dots' | 'line';

/** What is typed. */
export interface AskForm {
  title: string;
  kind: Quick;
  /** The two answers of "yes or no". */
  both: [string, string];
  /** The answers of "one of several", one on each line. */
  options: string;
  /** What 1 and the highest number mean; may be empty. */
  low: string;
  high: string;
}

/** An empty form, ready for a title. */
export function emptyAsk(): AskForm {
  return { title: '', kind: 'yesno', both: [words.yes(), words.no()], options: '', low: '', high: '' };
}

/** What is wrong, by field. */
export function askFaults(form: AskForm): Partial<Record<keyof AskForm, string>> {
  const options = linesOf(form.options);
  return {
    ...(form.title.trim() === '' && { title: words.needsTitle() }),
    ...(form.kind === 'yesno' && form.both.some((label) => label.trim() === '') && { both: words.needsBoth() }),
    ...(form.kind === 'one' &&
      (options.length < 2 || options.length > OPTIONS) && { options: words.needsOptions({ most: OPTIONS }) }),
  };
}

/** Does something stand in the form that is longer than may be sent? */
export function isOverlong({ title, both, options, low, high }: AskForm): boolean {
  const labels = [...both, ...linesOf(options), low, high];
  return surplusOf(title, PROMPT_CHARS) !== '' || labels.some((label) => surplusOf(label, LABEL_CHARS) !== '');
}

/** The question, with an id that never was one. */
export function questionFrom(form: AskForm): Question {
  const id = `ask-${randomKey()}`;
  const common = { id, title: form.title.trim(), about: 'workshop', most: RATING_MAX, show: 'totals' } as const;
  switch (form.kind) {
    case 'yesno':
      return { ...common, kind: 'one', options: choices(form.both) };
    case 'one':
      return { ...common, kind: 'one', options: choices(linesOf(form.options)) };
    case 'scale':
      return { ...common, kind: 'scale', scales: [scaleFrom(form)] };
    case 'dots':
      return { ...common, kind: 'dots', about: 'group' };
    case 'line':
      return { ...common, kind: 'line' };
  }
}

/** The programme with the question declared, and asked in that step. */
export function withQuestion(programme: Programme, step: StepId, question: Question): Programme {
  return {
    ...programme,
    questions: [...(programme.questions ?? []), question],
    stages: programme.stages.map((stage) => ({
      ...stage,
      steps: stage.steps.map((one) => (one.id === step ? { ...one, asks: [...(one.asks ?? []), question.id] } : one)),
    })),
  };
}

function scaleFrom({ low, high }: AskForm) {
  return { id: 'score', label: words.scaleLabel({ most: RATING_MAX }), low: low.trim(), high: high.trim() };
}

function choices(labels: readonly string[]): Choice[] {
  return labels.map((label, at) => ({ id: `o${at + 1}`, label: label.trim() }));
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
