// How a screen becomes a wall: the secret behind the `#` is exchanged for a token, which this device keeps, and leaves the address bar.
import { join } from '../lib/api';
import * as device from '../lib/device';
import { RefusedError } from '../lib/refused';

/** A secret that has left the address bar and is not exchanged: the server was out of reach, or this screen has a token to try first. */
let pending = '';

/** The workshop in this page's address, `/wall/ID`; empty if there is none. */
export function workshopHere(path: string = location.pathname): string {
  return /^\/wall\/([^/]+)/.exec(path)?.[1] ?? '';
}

/** The token of this wall: the one that the device keeps, else from the link; null if there is neither. Each exchange takes another of the
 * link's places. Rejects with a RefusedError, and may then be tried again. */
export async function wallToken(workshop: string): Promise<string | null> {
  const secret = location.hash.slice(1).trim();
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search);
  if (secret !== '') pending = secret;
  const kept = device.kept(workshop, 'wall');
  if (kept || pending === '') return kept?.token ?? null;
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

/** The kept token did not open the wall: is there a link that still may? */
export function hasSpareLink(): boolean {
  return pending !== '';
}

/** The wall is open: a screen that is ended from now on does not come back by itself. */
export function dropSpareLink(): void {
  pending = '';
}
