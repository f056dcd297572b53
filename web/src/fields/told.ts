// What stands in a field of a form, as people read it on this screen.
import type { Field, Value } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import { calledIn, told } from '../stage/told';

/** In words; empty where nothing stands. */
export function valueText(view: View, field: Field, value: Value | undefined): string {
  return told(calledIn(view), { values: value === undefined ? {} : { [field.id]: value } }, field);
}
