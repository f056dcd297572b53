// When each stage begins, by the clock: what has been keeps its planned length, what is live ends when its time is up.
import type { StageView } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';

/** A stage and the moment in which it begins, in ms since 1970 by the server's clock. */
export interface StageTime {
  stage: StageView;
  at: number;
}

const MINUTE = 60_000;

/** The stages with their times, and the end of the last one. `now` is the server's. Before the workshop has begun, it begins in time for its
 * agreed end, or now if that is too late or not agreed. */
export function agendaTimes(view: View, now: number): { stages: StageTime[]; end: number } {
  const stages = view.programme?.stages ?? [];
  const lengths = stages.map((stage) => stage.steps.reduce((sum, step) => sum + step.minutes * MINUTE, 0));
  const live = stages.findIndex((stage) => stage.id === view.stage?.stage);
  const ahead = live < 0 ? now : liveEnd(view, now);
  const at = lengths.map((_, place) => {
    if (place <= live) return ahead - sum(lengths.slice(place, live + 1));
    return ahead + sum(lengths.slice(live + 1, place));
  });
  return {
    stages: stages.map((stage, place) => ({ stage, at: at[place] ?? now })),
    end: ahead + sum(lengths.slice(live + 1)),
  };
}

/** When the live stage ends. */
function liveEnd(view: View, now: number): number {
  const stage = view.stageOf(view.stage?.step);
  const place = stage?.steps.findIndex((step) => step.id === view.stage?.step) ?? -1;
  const later = (stage?.steps.slice(place + 1) ?? []).reduce((sum, step) => sum + step.minutes * MINUTE, 0);
  if (view.workshop?.started_at == null) return start(view, now) + stepsLength(stage);
  const { clock } = view;
  const left = clock?.state === 'paused' ? clock.left_ms : Math.max(0, (clock?.ends_at ?? now) - now);
  return now + left + later;
}

function start(view: View, now: number): number {
  const whole = sum((view.programme?.stages ?? []).map(stepsLength));
  const agreed = view.workshop?.details.ends_at;
  return agreed == null ? now : Math.max(now, agreed - whole);
}

function stepsLength(stage: StageView | undefined): number {
  return sum((stage?.steps ?? []).map((step) => step.minutes * MINUTE));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
