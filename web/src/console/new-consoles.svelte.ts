// Says when another console is opened: whoever runs the workshop alone should not learn of it by chance (case 04).
import { untrack } from 'svelte';
import * as words from '../words/passes.gen';
import type { Orders } from './orders.svelte';
import { runs } from './passes';

/** Follows the consoles as long as the component that calls it lives. */
export function sayNewConsoles(orders: Orders): void {
  const { session } = orders;
  let known: number | undefined;

  $effect(() => {
    const { view } = session;
    if (!view.complete) return;
    const consoles = view.passes.filter((row) => runs(row) && row.screen);
    const newest = consoles.at(-1);
    const before = known;
    known = Math.max(before ?? 0, newest?.number ?? 0);
    if (before === undefined || !newest || newest.number <= before || newest.number === session.pass) return;
    const name = view.seat(newest.made_by)?.name;
    untrack(() => orders.say(name === undefined ? words.another() : words.anotherBy({ name })));
  });
}
