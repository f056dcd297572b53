// For tests: a step that is made of these parts, and the programme that declares what it fills in and asks.
import type { Capability, Form, List, Question, StepView } from './protocol.gen';
import type { Declared, StepPart } from './step-parts';

const FORMS: Partial<Record<StepPart, Form>> = {
  card: { id: 'card', title: 'Card', about: 'organisation', is: 'card', fields: [] },
  discuss: { id: 'discuss', title: 'Discuss', about: 'group', is: 'discussion', fields: [] },
  brief: { id: 'brief', title: 'Brief', about: 'team', is: 'brief', fields: [] },
  form: { id: 'survey', title: 'Survey', about: 'workshop', fields: [] },
};
const LISTS: Partial<Record<StepPart, List>> = {
  roles: { id: 'core', title: 'Core team', rows: 'workshop', is: 'core', columns: [] },
  list: { id: 'risks', title: 'Risks', rows: 'workshop', columns: [] },
};

const QUESTIONS: Partial<Record<StepPart, Question>> = {
  ask: question('a', { about: 'workshop' }),
  choice: question('choice', { kind: 'pick', about: 'team', is: 'choice' }),
  pulse: question('pulse', { about: 'workshop', is: 'pulse' }),
};

/** A question; about groups unless it says otherwise. */
export function question(id: string, over: Partial<Question> = {}): Question {
  return { ...{ id, title: id, kind: 'scale', about: 'group', most: 5, show: 'totals' }, ...over };
}

/** What the steps below are read with. */
export const declared: Declared = {
  forms: Object.values(FORMS),
  lists: Object.values(LISTS),
  questions: [...Object.values(QUESTIONS), question('rating'), question('dots', { kind: 'dots' })],
};

/** A step of these parts. */
export function stepOf(parts: readonly StepPart[], over: Partial<StepView> = {}): StepView {
  return {
    id: 's',
    title: '',
    minutes: 1,
    prompt: '',
    hint: '',
    clock: '',
    does: parts.filter((part): part is Capability => ![FORMS, LISTS, QUESTIONS].some((of) => part in of)),
    fills: parts.flatMap((part) => FORMS[part]?.id ?? []),
    lists: parts.flatMap((part) => LISTS[part]?.id ?? []),
    asks: parts.flatMap((part) => QUESTIONS[part]?.id ?? []),
    at_end: 'hold',
    off: false,
    voice: 'person',
    dots: 3,
    ...over,
  };
}
