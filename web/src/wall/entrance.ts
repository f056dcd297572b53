// How a screen becomes a wall: the secret behind the `#` is exchanged for a token, which this device keeps, and leaves the address bar.
import { join } from '../lib/api';
import * as device from '../lib/device';
import { RefusedError } from '../lib/refused';

/** A secret that has left the address bar but could not be exchanged yet, because the server was out of reach. */
let pending = '';

/** The workshop in this page's address, `/wall/ID`; empty if there is none. */
export function workshopHere(path: string = location.pathname): string {
  return /^\/wall\/([^/]+)/.exec(path)?.[1] ?? '';
}

/** The token of this wall: from a new link, else the one that the device keeps; null if there is neither. Rejects with a RefusedError, and
 * may then be tried again. */
export async function wallToken(workshop: string): Promise<string | null> {
  const secret = location.hash.slice(1).trim();
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search);
  if (secret !== '') pending = secret;
  if (pending === '') return device.kept(workshop, 'wall')?.token ?? null;
  try {
    const { token } = await join({ key: `${workshop}.${pending}`, name: '', organisation_name: '', table: false });
    pending = '';
    device.keep({ workshop, token, role: 'wall', title: '', name: '' }, 'wall');
    return token;
  } catch (error) {
    if (error instanceof RefusedError && error.rule === 'wrong_key') pending = '';
    throw error;
  }
}
