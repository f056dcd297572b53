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

/** The most particular first: a step that reports back and lets people write on is about reporting back. */
const TOOLS: readonly Tool[] = [
  { capability: 'agree', title: words.toolAgree, part: Agree },
  { capability: 'choose', title: words.toolChoose, part: Choose },
  { capability: 'report', title: words.toolReport, part: Report },
  { capability: 'act', title: words.toolAct, part: Act },
  { capability: 'roles', title: words.toolRoles, part: Roles },
  { capability: 'rate', title: words.toolRate, part: Rate },
  { capability: 'dots', title: toolDots, part: Dots },
  { capability: 'fit', title: toolFit, part: Fit },
  { capability: 'discuss', title: words.toolDiscuss, part: Discuss },
  { capability: 'group', title: words.toolBoard, part: Board },
  { capability: 'match', title: toolMatch, part: Match },
  { capability: 'speak', title: words.toolRound, part: Introduce },
  { capability: 'arrive', title: words.toolWelcome, part: Welcome },
  { capability: 'pair', title: words.toolTeams, part: Teams },
  { capability: 'brief', title: words.toolTeams, part: Teams },
  { capability: 'write', title: words.toolWrite, part: Write },
  { capability: 'reveal', title: words.toolBoard, part: Board },
  { capability: 'card', title: words.toolCards, part: Cards },
  { capability: 'pulse', title: pulse, part: Pulse },
];

/** A tool that another one holds already. */
const HELD: Partial<Record<Capability, Capability>> = { brief: 'pair', reveal: 'group', card: 'speak' };

/** The tools for what people can do in a step, the main one first. */
export function toolsFor(does: readonly Capability[]): Tool[] {
  return TOOLS.filter(({ capability }) => {
    const holder = HELD[capability];
    return does.includes(capability) && !(holder && does.includes(holder));
  });
}
