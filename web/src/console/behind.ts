// Who stayed behind: whose screen shows another step than the live one, step by step.
import type { PresentSeat, SeatCell, SeatId, StepView } from '../lib/protocol.gen';

/** A step, and who is still there. */
export interface Left {
  step: StepView;
  people: SeatCell[];
}

/** In the programme's order; people in the order of their seats. */
export function leftBehind(
  steps: readonly StepView[],
  seats: readonly SeatCell[],
  present: ReadonlyMap<SeatId, PresentSeat>,
): Left[] {
  const at = (step: StepView) => seats.filter(({ id }) => present.get(id)?.step === step.id);
  return steps.map((step) => ({ step, people: at(step) })).filter(({ people }) => people.length > 0);
}
