// Who reads the record on this device: whoever has a seat or console here, a wall, or the holder of a link to the results.
import { join } from '../../lib/api';
import * as device from '../../lib/device';

/** What this device may read with. */
export interface Reader {
  token: string;
  /** It runs the workshop. */
  facilitates: boolean;
  /** It has a screen in the workshop to go back to. */
  inside: boolean;
}

/** The workshop in this page's address, `/record/ID`; empty if there is none. */
export function recordHere(path: string = location.pathname): string {
  return /^\/record\/([^/]+)/.exec(path)?.[1] ?? '';
}

/** Exchanges a link's secret; else reads with what the device keeps. Null if there is nothing. Rejects with a RefusedError, and may then be
 * tried again. */
export async function readerOf(workshop: string, secret: string): Promise<Reader | null> {
  if (secret !== '') {
    const { token, role } = await join({ key: `${workshop}.${secret}`, name: '', organisation_name: '', table: false });
    device.keep({ workshop, token, role, title: '', name: '' }, 'reader');
    return { token, facilitates: false, inside: false };
  }
  const seat = device.kept(workshop);
  if (seat) return { token: seat.token, facilitates: seat.role === 'facilitator', inside: true };
  const other = device.kept(workshop, 'reader') ?? device.kept(workshop, 'wall');
  return other && { token: other.token, facilitates: false, inside: false };
}
