// Who reads the record on this device: whoever has a seat or console here, a wall, or the holder of a link to the results.
import { join } from '../../lib/api';
import * as device from '../../lib/device';
import { RefusedError } from '../../lib/refused';

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

/** Does the server say that what one reads with opens nothing any more? */
export function opensNothing(error: unknown): boolean {
  return error instanceof RefusedError && (error.rule === 'wrong_key' || error.rule === 'unknown');
}

/** Reads with the link whose secret this is, and hands what `load` makes of it on; without a secret with what the device keeps. A link has so
 * many places: it is exchanged only where what it, or another one, gave this device before does not read any more. Null if there is nothing.
 * Rejects with a RefusedError, and may then be tried again. */
export async function readWith<T>(
  workshop: string,
  secret: string,
  load: (reader: Reader) => Promise<T>,
): Promise<{ reader: Reader; read: T } | null> {
  const kept = secret === '' ? null : device.kept(workshop, 'reader');
  if (kept) {
    const reader = { token: kept.token, facilitates: false, inside: false };
    try {
      return { reader, read: await load(reader) };
    } catch (error) {
      if (!opensNothing(error)) throw error;
    }
  }
  const reader = await readerOf(workshop, secret);
  return reader && { reader, read: await load(reader) };
}

/** Exchanges a link's secret; else what the device keeps. */
async function readerOf(workshop: string, secret: string): Promise<Reader | null> {
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
