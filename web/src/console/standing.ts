// Where the workshop stands, read from what the console is shown, and the words for what is next.
import type { Command, PollKind } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import { reportShort } from '../stage/brief-words';
import { groupName } from '../stage/board-words';
import { wholeTeam } from '../stage/whole-group';
import * as words from '../words/console.gen';
import * as next from '../words/next.gen';
import { inSentence, whatNext, type Act, type Next, type Primary } from './primary';
import { inNoTeam } from './team-list';

/** The list in which a brief is chosen: the primary button leads there. */
export const CANDIDATES = 'candidates';

/** What is next; nothing before the workshop is known. */
export function nextOf(view: View): Next | undefined {
  const { programme, stage: live, workshop } = view;
  if (!programme || !live || !workshop) return undefined;
  return whatNext({
    programme,
    live,
    workshop,
    closing: view.closing,
    over: view.clock?.state === 'over',
    rounds: view.rounds,
    polls: view.polls,
    choice: view.choice,
    groups: view.groups,
    teams: view.teams.length,
    unplaced: wholeTeam(view.teams) ? 0 : inNoTeam(view).length,
  });
}

/** Does the primary button do this already? A tool does not offer the same twice. */
export function isNext(view: View, is: (act: Primary) => boolean): boolean {
  const primary = nextOf(view)?.primary;
  return primary !== undefined && is(primary);
}

const show: Record<PollKind, () => string> = {
  rating: next.showRatings,
  choice: next.showChoice,
  dots: next.showDots,
  fit: next.showFit,
  pulse: next.showPulse,
};

/** What the button is called. */
export function nextWords(view: View, primary: Primary): string {
  switch (primary.does) {
    case 'start':
      return words.startStep({ step: primary.step.title });
    case 'next':
      return words.nextStep({ step: inSentence(primary.step.title) });
    case 'turn':
      return turnWords(view, primary);
    case 'show':
      return show[primary.poll.kind]();
    case 'discuss':
      return (primary.first ? next.discussFirst : next.discussNext)({ group: groupName(primary.group.title) });
    case 'pair':
      return view.teams.length > 0 ? words.pair() : next.makeTeams();
    case 'settle':
      return primary.tie ? next.settleTie() : next.chooseBrief();
    case 'missing':
      return next.whatIsMissing({ count: view.closing?.missing.length ?? 0 });
    case 'close':
      return words.closeWorkshop();
    case 'record':
      return next.openRecord();
  }
}

function turnWords(view: View, { round }: Extract<Act, { does: 'turn' }>): string {
  if (round.next === null) return words.endRound();
  const name =
    round.kind === 'report'
      ? reportShort(view, round.next)
      : (view.organisation(round.next)?.name ?? String(round.next));
  const begins = round.kind !== 'act' && round.now === null && round.turns.every(({ state }) => state !== 'had');
  return begins ? words.beginRound({ name }) : words.giveTurn({ name });
}

/** The command for it; null for what is opened on this screen. */
export function commandFor(primary: Primary): Command | null {
  switch (primary.does) {
    case 'start':
      return { type: 'resume' };
    case 'next':
      return { type: 'move', to: primary.step.id, from: primary.from.id };
    case 'turn':
      return { type: 'turn', round: primary.round.id, turn: 'next' };
    case 'show':
      return { type: 'close_poll', poll: primary.poll.id };
    case 'discuss':
      return { type: 'spotlight', group: primary.group.id };
    case 'pair':
      return { type: 'pair' };
    case 'settle':
    case 'missing':
    case 'close':
    case 'record':
      return null;
  }
}
