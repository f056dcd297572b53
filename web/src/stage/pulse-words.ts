// What the pulse asks.
import { PULSE } from '../lib/protocol.gen';
import * as words from '../words/plan.gen';

type Subject = (typeof PULSE)[number];

const questions: Record<Subject, () => string> = {
  useful: words.pulseUseful,
  heard: words.pulseHeard,
  next: words.pulseNext,
};

/** The questions in their order, by subject. */
export const PULSE_QUESTIONS = PULSE.map((subject) => ({ subject, ask: questions[subject] }));
