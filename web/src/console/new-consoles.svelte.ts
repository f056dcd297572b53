// Says when another console is opened: whoever runs the workshop alone should not learn of it by chance (case 04).
import { untrack } from 'svelte';
import * as words from '../words/passes.gen';
import type { Orders } from './orders.svelte';
import { runs } from './passes';

/** Follows the consoles as long as the component that calls it lives. */
export function sayNewConsoles(orders: Orders): void {
  const { session } = orders;
  let known: Set<number> | undefined;

  $effect(() => {
    const { view } = session;
    if (!view.complete) return;
    const consoles = view.passes.filter((row) => runs(row) && row.screen);
    const before = known;
    known = new Set(consoles.map((row) => row.number));
    const opened = consoles.find((row) => before && !before.has(row.number) && row.number !== session.pass);
    if (!opened) return;
    const name = view.seat(opened.made_by)?.name;
    untrack(() => orders.say(name === undefined ? words.another() : words.anotherBy({ name })));
  });
}
