// What the one primary button does next: it is named for it (rule 13), so what it does is decided here and nowhere else. First come the acts of the
// live step (rule 27), then the next step; what leads on without the acts stays in reach beside it.
import type {
  Capability,
  ChoiceCell,
  ClosingCell,
  GroupCell,
  PollCell,
  PollKind,
  ProgrammeCell,
  RoundCell,
  RoundKind,
  StageCell,
  StepView,
  WorkshopCell,
} from '../lib/protocol.gen';
import { stepsOf } from './agenda';

/** What there is to do inside a step. */
export type Act =
  | { does: 'turn'; round: RoundCell }
  | { does: 'show'; poll: PollCell }
  | { does: 'discuss'; group: GroupCell; first: boolean }
  | { does: 'pair' }
  | { does: 'settle'; tie: boolean };

/** The way on from a step. */
export type Onward = { does: 'next'; step: StepView; from: StepView } | { does: 'close' };

/** The next thing that the facilitator does with the whole workshop. */
export type Primary = { does: 'start'; step: StepView } | Act | Onward | { does: 'missing' } | { does: 'record' };

/** The primary button, and the way on beside it where that is something else. */
export interface Next {
  primary: Primary;
  onward: Onward | null;
}

/** Where the workshop stands, as far as it decides what is next. */
export interface Standing {
  programme: ProgrammeCell;
  live: StageCell;
  workshop: WorkshopCell;
  closing: ClosingCell | undefined;
  /** The live step's time is up. */
  over: boolean;
  rounds: readonly RoundCell[];
  polls: readonly PollCell[];
  choice: ChoiceCell | undefined;
  /** In their order. */
  groups: readonly GroupCell[];
  /** How many teams there are. */
  teams: number;
  /** Participants who are in none. */
  unplaced: number;
}

type Acts = (room: Standing, step: StepView) => Act | undefined;

/** Nothing is done by pressing a button: people do it, and the facilitator moves on when they have. */
const theirs: Acts = () => undefined;

/** Every capability's next act, in the order in which a step with several takes them. */
const ACTS: Record<Capability, Acts> = {
  pair: teamsToMake,
  speak: turnOf('speak'),
  report: turnOf('report'),
  discuss: groupToDiscuss,
  rate: pollToShow('rating'),
  dots: pollToShow('dots'),
  fit: pollToShow('fit'),
  choose: (room, step) => pollToShow('choice')(room, step) ?? briefToChoose(room),
  // Turns are given until everybody has said what they do
  act: (room, step) => ((room.closing?.missing.length ?? 0) > 0 ? turnOf('act')(room, step) : undefined),
  // On the way out it stays open: people answer it while they leave
  pulse: (room, step) => (following(room) || step.does.length === 1 ? pollToShow('pulse')(room, step) : undefined),
  arrive: theirs,
  card: theirs,
  match: theirs,
  write: theirs,
  reveal: theirs,
  group: theirs,
  brief: theirs,
  agree: briefToChoose,
  roles: theirs,
};

/** Start before the first minute; then the acts of each step and the step after it; close after the last one; then there is the record. */
export function whatNext(room: Standing): Next | undefined {
  const step = stepsOf(room.programme).find(({ id }) => id === room.live.step);
  if (room.workshop.closed_at !== null) return { primary: { does: 'record' }, onward: null };
  if (!step) return undefined;
  if (room.workshop.started_at === null) return { primary: { does: 'start', step }, onward: null };
  const after = following(room);
  const onward: Onward = after ? { does: 'next', step: after, from: step } : { does: 'close' };
  const primary = act(room, step) ?? leave(room, onward);
  return { primary, onward: primary === onward ? null : onward };
}

/** The next act. When the time of the last step is up the workshop is to be closed, whatever was left undone. */
function act(room: Standing, step: StepView): Act | undefined {
  if (room.over && !following(room)) return undefined;
  const capabilities = Object.keys(ACTS) as Capability[];
  for (const does of capabilities) {
    const next = step.does.includes(does) ? ACTS[does](room, step) : undefined;
    if (next) return next;
  }
  return undefined;
}

/** Closing is next once nothing is missing for it, or the time is up; until then it is what is missing. */
function leave(room: Standing, onward: Onward): Primary {
  const missing = (room.closing?.missing.length ?? 0) > 0;
  return onward.does === 'close' && missing && !room.over ? { does: 'missing' } : onward;
}

/** The step behind the live one. */
function following({ programme, live }: Standing): StepView | undefined {
  const steps = stepsOf(programme);
  const place = steps.findIndex(({ id }) => id === live.step);
  return place < 0 ? undefined : steps[place + 1];
}

/** The first turn, the next one, or the end of the round. */
function turnOf(kind: RoundKind): Acts {
  return ({ rounds }, step) => {
    const round = rounds.find((one) => one.kind === kind && one.step === step.id);
    return round && (round.now !== null || round.next !== null) ? { does: 'turn', round } : undefined;
  };
}

/** Closing a poll shows what it came to; one that nobody can answer shows nothing. */
function pollToShow(kind: PollKind): Acts {
  return ({ polls }, step) => {
    const poll = polls.find((one) => one.kind === kind && one.step === step.id);
    return poll?.open && poll.of + poll.hands > 0 ? { does: 'show', poll } : undefined;
  };
}

function groupToDiscuss({ groups, live }: Standing): Act | undefined {
  const group = groups[groups.findIndex(({ id }) => id === live.spotlight) + 1];
  return group && { does: 'discuss', group, first: live.spotlight === null };
}

/** Nothing can be agreed on while no brief is chosen; where there are none, there is none to choose. */
function briefToChoose({ choice, teams }: Standing): Act | undefined {
  return teams > 0 && (choice?.chosen ?? null) === null
    ? { does: 'settle', tie: (choice?.tied.length ?? 0) > 1 }
    : undefined;
}

/** One alone is no team. */
function teamsToMake({ teams, unplaced }: Standing): Act | undefined {
  return unplaced > (teams > 0 ? 0 : 1) ? { does: 'pair' } : undefined;
}

/** A title inside a sentence: its first letter small, unless the title begins with an abbreviation ("IT kit") or a lone letter. */
export function inSentence(title: string): string {
  const [first = '', second = ''] = title;
  const word = /\p{Lu}/u.test(first) && /\p{Ll}/u.test(second);
  return word ? first.toLocaleLowerCase() + title.slice(first.length) : title;
}
