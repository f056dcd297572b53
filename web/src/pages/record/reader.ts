// Who reads the record on this device: whoever has a seat or console here, a wall, or the holder of a link to the results.
import { join } from '../../lib/api';
import * as device from '../../lib/device';
import { takeKey } from '../key';

/** What this device may read with. */
export interface Reader {
  token: string;
  /** It runs the workshop. */
  facilitates: boolean;
  /** It has a screen in the workshop to go back to. */
  inside: boolean;
}

/** A secret is at least as long; what is shorter behind the `#` is a part of this page. */
const SECRET_CHARS = 20;

/** A secret that has left the address bar but could not be exchanged yet, because the server was out of reach. */
let pending = '';

/** The workshop in this page's address, `/record/ID`; empty if there is none. */
export function recordHere(path: string = location.pathname): string {
  return /^\/record\/([^/]+)/.exec(path)?.[1] ?? '';
}

/** Takes a link's secret from the address bar and exchanges it; else reads with what the device keeps. Null if there is nothing. Rejects
 * with a RefusedError, and may then be tried again. */
export async function readerOf(workshop: string): Promise<Reader | null> {
  if (location.hash.length > SECRET_CHARS) pending = takeKey();
  if (pending !== '') {
    const { token, role } = await join({
      key: `${workshop}.${pending}`,
      name: '',
      organisation_name: '',
      table: false,
    });
    pending = '';
    device.keep({ workshop, token, role, title: '', name: '' }, 'reader');
    return { token, facilitates: false, inside: false };
  }
  const seat = device.kept(workshop);
  if (seat) return { token: seat.token, facilitates: seat.role === 'facilitator', inside: true };
  const other = device.kept(workshop, 'reader') ?? device.kept(workshop, 'wall');
  return other && { token: other.token, facilitates: false, inside: false };
}
