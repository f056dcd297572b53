// Opening the wall in a window of its own. Browsers allow a new window only during the click itself, so it is opened empty first and sent to
// its address once the server has made the link.
import * as words from '../words/console.gen';
import type { Orders } from './orders.svelte';

/** Makes a wall link and opens it; where the browser forbids windows, that is said. */
export async function openWall(orders: Orders): Promise<void> {
  const wall = window.open('', '_blank');
  const link = await orders.link('wall');
  if (link === null) wall?.close();
  else if (wall === null) orders.say(words.windowForbidden());
  else {
    wall.opener = null;
    wall.location.replace(link);
  }
}
