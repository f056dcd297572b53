// What a step is made of: what people do in it, the forms and lists that they fill in, and the questions that they answer, by their roles. Phone, console and
// wall have a part for each.
import type {
  Capability,
  Form,
  FormRole,
  List,
  ListRole,
  ProgrammeCell,
  Question,
  QuestionRole,
  StepView,
} from './protocol.gen';

/** A part of a step. What has no role to the code, and what another part does not hold already, is a `form`, a `list` or a question to `ask`. */
export type StepPart =
  Capability | 'card' | 'discuss' | 'brief' | 'form' | 'roles' | 'list' | 'ask' | 'choice' | 'pulse';

/** What a step is read with. */
export type Declared = Pick<ProgrammeCell, 'forms' | 'lists' | 'questions'>;

/** What is read of a step. */
export type Named = Pick<StepView, 'does' | 'fills' | 'lists' | 'asks'>;

const FORMS: Record<FormRole, StepPart> = { card: 'card', discussion: 'discuss', brief: 'brief', meeting: 'form' };
const LISTS: Record<ListRole, StepPart> = { core: 'roles', extended: 'roles', leadership: 'roles', actions: 'list' };
const QUESTIONS: Record<QuestionRole, StepPart> = { choice: 'choice', pulse: 'pulse' };

/** Committing is about the actions and about how people keep in touch. */
const COMMITTED: readonly (FormRole | ListRole | undefined)[] = ['meeting', 'actions'];

/** The parts of a step. */
export function partsIn(step: Named | undefined, declared: Declared | undefined): StepPart[] {
  if (!step) return [];
  const parts = new Set<StepPart>(step.does);
  for (const form of found(step.fills, declared?.forms)) parts.add(partOfForm(step, form));
  for (const list of found(step.lists, declared?.lists)) parts.add(partOfList(step, list));
  for (const question of found(step.asks, declared?.questions)) parts.add(partOfQuestion(question));
  return [...parts];
}

/** The forms that this part of a step is about, in the step's order. */
export function formsIn(step: Named | undefined, declared: Declared | undefined, part: StepPart): Form[] {
  return step ? found(step.fills, declared?.forms).filter((form) => partOfForm(step, form) === part) : [];
}

/** The lists that this part of a step is about, in the step's order. */
export function listsIn(step: Named | undefined, declared: Declared | undefined, part: StepPart): List[] {
  return step ? found(step.lists, declared?.lists).filter((list) => partOfList(step, list) === part) : [];
}

/** The questions that this part of a step is about, in the step's order. */
export function questionsIn(step: Named | undefined, declared: Declared | undefined, part: StepPart): Question[] {
  return found(step?.asks, declared?.questions).filter((question) => partOfQuestion(question) === part);
}

function partOfForm({ does }: Named, { is }: Form): StepPart {
  if (COMMITTED.includes(is) && does.includes('commit')) return 'commit';
  return is ? FORMS[is] : 'form';
}

function partOfList({ does }: Named, { is }: List): StepPart {
  if (COMMITTED.includes(is) && does.includes('commit')) return 'commit';
  return is ? LISTS[is] : 'list';
}

function partOfQuestion({ is }: Question): StepPart {
  return is ? QUESTIONS[is] : 'ask';
}

function found<D extends { id: string }>(ids: readonly string[] = [], declared: readonly D[] = []): D[] {
  return ids.flatMap((id) => declared.find((one) => one.id === id) ?? []);
}
