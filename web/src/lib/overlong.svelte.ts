// How many fields on this page hold more than may be saved. The saved mark asks: it must not call them saved.

import { untrack } from 'svelte';

export const overlong = $state({ fields: 0 });

/** To be called in an effect while a field is overlong; what it returns ends it. */
export function countOverlong(): () => void {
  const add = (by: number) => untrack(() => void (overlong.fields += by));
  add(1);
  return () => add(-1);
}
