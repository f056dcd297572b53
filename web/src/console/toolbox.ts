// Which tools a step needs: what it is about comes first, what is merely still possible stands behind.
import type { Component } from 'svelte';
import type { Capability } from '../lib/protocol.gen';
import * as words from '../words/console.gen';
import { pulse } from '../words/ending.gen';
import { tool as toolMatch } from '../words/offers.gen';
import { toolDots, toolFit } from '../words/polls.gen';
import Act from './tools/Act.svelte';
import Agree from './tools/Agree.svelte';
import Board from './tools/Board.svelte';
import Cards from './tools/Cards.svelte';
import Choose from './tools/Choose.svelte';
import Discuss from './tools/Discuss.svelte';
import Dots from './tools/Dots.svelte';
import Fit from './tools/Fit.svelte';
import Introduce from './tools/Introduce.svelte';
import Match from './tools/Match.svelte';
import Pulse from './tools/Pulse.svelte';
import Rate from './tools/Rate.svelte';
import Report from './tools/Report.svelte';
import Roles from './tools/Roles.svelte';
import Teams from './tools/Teams.svelte';
import Welcome from './tools/Welcome.svelte';
import Write from './tools/Write.svelte';

/** One tool of the facilitator's. */
export interface Tool {
  /** The capability that it is for. */
  capability: Capability;
  title: () => string;
  part: Component;
}

/** One for every capability, the most particular first: a step that reports back and lets people write on is about reporting back. */
const PARTS: Record<Capability, [title: () => string, part: Component]> = {
  agree: [words.toolAgree, Agree],
  choose: [words.toolChoose, Choose],
  report: [words.toolReport, Report],
  act: [words.toolAct, Act],
  roles: [words.toolRoles, Roles],
  rate: [words.toolRate, Rate],
  dots: [toolDots, Dots],
  fit: [toolFit, Fit],
  discuss: [words.toolDiscuss, Discuss],
  group: [words.toolBoard, Board],
  match: [toolMatch, Match],
  speak: [words.toolRound, Introduce],
  arrive: [words.toolWelcome, Welcome],
  pair: [words.toolTeams, Teams],
  brief: [words.toolTeams, Teams],
  write: [words.toolWrite, Write],
  reveal: [words.toolBoard, Board],
  card: [words.toolCards, Cards],
  pulse: [pulse, Pulse],
};

const TOOLS: readonly Tool[] = (Object.keys(PARTS) as Capability[]).map((capability) => {
  const [title, part] = PARTS[capability];
  return { capability, title, part };
});

/** A tool that another one holds already. */
const HELD: Partial<Record<Capability, Capability>> = { brief: 'pair', reveal: 'group', card: 'speak' };

/** The tools for what people can do in a step, the main one first. */
export function toolsFor(does: readonly Capability[]): Tool[] {
  return TOOLS.filter(({ capability }) => {
    const holder = HELD[capability];
    return does.includes(capability) && !(holder && does.includes(holder));
  });
}
