// How the result of a question is shown: one component for each way, and for totals one for each kind. The compiler sees to it that none is missing.
import type { Component } from 'svelte';
import type { Showing } from '../../lib/protocol.gen';
import Difference from './Difference.svelte';
import Matrix from './Matrix.svelte';
import Scattered from './Scattered.svelte';
import type { Shown } from './shown';
import Spread from './Spread.svelte';
import Totals from './Totals.svelte';

export const SHOWS: Record<Showing, Component<Shown>> = {
  totals: Totals,
  spread: Spread,
  difference: Difference,
  matrix: Matrix,
  scatter: Scattered,
  facilitators: Totals,
};
