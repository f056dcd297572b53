// The sound of the console: the facilitator looks at people, not at the clock.
import { Chime } from '../ui/chime.svelte';

export const sound = new Chime('console', true);
