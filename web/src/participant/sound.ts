// The sound of a phone. Off until somebody wants it: in one room fourteen of them would ring at once.
import { Chime } from '../ui/chime.svelte';

export const sound = new Chime('phone', false);
