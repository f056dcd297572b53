// One change of the programme from the console, made without looking at all of it: where somebody else has changed it in between, it is made once more.
import { RefusedError } from '../lib/refused';
import type { Programme } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import type { Orders } from './orders.svelte';

/** Changes the programme; true once that is durable. A refusal is shown and gives false. */
export async function changeProgramme(
  orders: Orders,
  change: (programme: Programme) => Programme,
  again = true,
): Promise<boolean> {
  const { view } = orders.session;
  const { source } = view;
  if (!source) return false;
  const { revision } = source;
  orders.refused = undefined;
  try {
    await orders.session.command({ type: 'set_programme', programme: change(source.programme), revision });
    return true;
  } catch (refused) {
    if (again && refused instanceof RefusedError && refused.rule === 'programme_changed') {
      await newer(view, revision);
      return changeProgramme(orders, change, false);
    }
    orders.refuse(refused);
    return false;
  }
}

/** Waits for a revision other than this one: the server that refused has it, and shows it. */
function newer(view: View, revision: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = $effect.root(() => {
      $effect(() => {
        if (view.source === undefined || view.source.revision === revision) return;
        resolve();
        queueMicrotask(() => stop());
      });
    });
  });
}
