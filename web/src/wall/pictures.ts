// What the room looks at in a step: one picture for every part of a step, the most particular first. The compiler sees to it that none is missing.
import type { Component } from 'svelte';
import { partsIn, type StepPart } from '../lib/step-parts';
import type { View } from '../lib/view.svelte';
import type { Feed } from './feed.svelte';
import Agree from './steps/Agree.svelte';
import Arrive from './steps/Arrive.svelte';
import Board from './steps/Board.svelte';
import Choose from './steps/Choose.svelte';
import Closed from './steps/Closed.svelte';
import Discuss from './steps/Discuss.svelte';
import Forms from './steps/Forms.svelte';
import Lists from './steps/Lists.svelte';
import Match from './steps/Match.svelte';
import Plan from './steps/Plan.svelte';
import Pulse from './steps/Pulse.svelte';
import Question from './steps/Question.svelte';
import Report from './steps/Report.svelte';
import Roles from './steps/Roles.svelte';
import Speak from './steps/Speak.svelte';
import Teams from './steps/Teams.svelte';
import Write from './steps/Write.svelte';

type Picture = Component<{ feed: Feed }>;

/** A step may be made of several parts: the first of these that it has decides. */
const PICTURES: Record<StepPart, Picture> = {
  // What is asked is what the room answers now
  ask: Question,
  commit: Plan,
  roles: Roles,
  agree: Agree,
  choice: Choose,
  report: Report,
  brief: Teams,
  pair: Teams,
  discuss: Discuss,
  group: Board,
  reveal: Board,
  write: Write,
  match: Match,
  speak: Speak,
  arrive: Arrive,
  list: Lists,
  form: Forms,
  card: Speak,
  pulse: Pulse,
};

const ORDER = Object.keys(PICTURES) as StepPart[];

/** The picture of where the workshop is. */
export function pictureOf(view: View): Picture {
  if (view.closed) return Closed;
  const parts = partsIn(view.step, view.programme);
  const first = ORDER.find((part) => parts.includes(part));
  return first ? PICTURES[first] : Arrive;
}
