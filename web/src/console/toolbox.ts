// Which tools a step needs: what it is about comes first, what is merely still possible stands behind.
import type { Component } from 'svelte';
import { said } from '../lib/declared';
import type { Question } from '../lib/protocol.gen';
import { partsIn, questionsIn, type Declared, type Named, type StepPart } from '../lib/step-parts';
import * as words from '../words/console.gen';
import { pulse } from '../words/ending.gen';
import { tool as toolMatch } from '../words/offers.gen';
import { toolForms, toolLists } from '../words/lists.gen';
import Agree from './tools/Agree.svelte';
import Board from './tools/Board.svelte';
import Cards from './tools/Cards.svelte';
import Choose from './tools/Choose.svelte';
import Commit from './tools/Commit.svelte';
import Discuss from './tools/Discuss.svelte';
import Forms from './tools/Forms.svelte';
import Introduce from './tools/Introduce.svelte';
import Lists from './tools/Lists.svelte';
import Match from './tools/Match.svelte';
import Pulse from './tools/Pulse.svelte';
import QuestionTool from './tools/Question.svelte';
import Report from './tools/Report.svelte';
import Roles from './tools/Roles.svelte';
import Teams from './tools/Teams.svelte';
import Welcome from './tools/Welcome.svelte';
import Write from './tools/Write.svelte';

/** One tool of the facilitator's. */
export interface Tool {
  /** The part of the step that it is for; for a question that has none of its own `ask/QUESTION`. */
  key: string;
  title: () => string;
  tool: Component<{ question?: string }>;
  /** The question that it is for. */
  question?: string;
}

/** One for every part of a step, the most particular first: a step that reports back and lets people write on is about reporting back. */
const PARTS: Record<StepPart, [title: (question?: Question) => string, tool: Component]> = {
  agree: [words.toolAgree, Agree],
  report: [words.toolReport, Report],
  commit: [words.toolAct, Commit],
  roles: [words.toolRoles, Roles],
  // What is asked is what the step is about, and what stands behind is still possible
  ask: [(question) => said(question?.title ?? ''), QuestionTool],
  choice: [words.toolChoose, Choose],
  discuss: [words.toolDiscuss, Discuss],
  group: [words.toolBoard, Board],
  match: [toolMatch, Match],
  speak: [words.toolRound, Introduce],
  list: [toolLists, Lists],
  form: [toolForms, Forms],
  arrive: [words.toolWelcome, Welcome],
  pair: [words.toolTeams, Teams],
  brief: [words.toolTeams, Teams],
  write: [words.toolWrite, Write],
  reveal: [words.toolBoard, Board],
  card: [words.toolCards, Cards],
  pulse: [pulse, Pulse],
};

/** A tool that another one holds already. */
const HELD: Partial<Record<StepPart, StepPart>> = { brief: 'pair', reveal: 'group', card: 'speak' };

/** The tools for the parts of a step, the main one first; of those that ask there is one for each question. */
export function toolsFor(step: Named | undefined, declared: Declared | undefined): Tool[] {
  const parts = partsIn(step, declared);
  return (Object.keys(PARTS) as StepPart[])
    .filter((part) => parts.includes(part) && !(HELD[part] && parts.includes(HELD[part])))
    .flatMap((part): Tool[] => {
      const [title, tool] = PARTS[part];
      if (part !== 'ask') return [{ key: part, title, tool }];
      return questionsIn(step, declared, part).map((question) => ({
        ...{ key: `ask/${question.id}`, title: () => title(question), tool, question: question.id },
      }));
    });
}
