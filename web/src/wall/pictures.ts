// What the room looks at in a step: one picture for every capability, the most particular first. The compiler sees to it that none is missing.
import type { Component } from 'svelte';
import type { Capability } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import type { Feed } from './feed.svelte';
import Agree from './steps/Agree.svelte';
import Arrive from './steps/Arrive.svelte';
import Board from './steps/Board.svelte';
import Choose from './steps/Choose.svelte';
import Closed from './steps/Closed.svelte';
import Discuss from './steps/Discuss.svelte';
import Match from './steps/Match.svelte';
import Plan from './steps/Plan.svelte';
import Poll from './steps/Poll.svelte';
import Pulse from './steps/Pulse.svelte';
import Report from './steps/Report.svelte';
import Roles from './steps/Roles.svelte';
import Speak from './steps/Speak.svelte';
import Teams from './steps/Teams.svelte';
import Write from './steps/Write.svelte';

type Picture = Component<{ feed: Feed }>;

/** A step may be made of several capabilities: the first of these that it has decides. */
const PICTURES: Record<Capability, Picture> = {
  act: Plan,
  roles: Roles,
  agree: Agree,
  choose: Choose,
  report: Report,
  brief: Teams,
  pair: Teams,
  rate: Poll,
  dots: Poll,
  fit: Poll,
  discuss: Discuss,
  group: Board,
  reveal: Board,
  write: Write,
  match: Match,
  speak: Speak,
  arrive: Arrive,
  card: Speak,
  pulse: Pulse,
};

const ORDER = Object.keys(PICTURES) as Capability[];

/** The picture of where the workshop is. */
export function pictureOf(view: View): Picture {
  if (view.closed) return Closed;
  const does = ORDER.find((capability) => view.can(capability));
  return does ? PICTURES[does] : Arrive;
}
