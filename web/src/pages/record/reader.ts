// Who reads the record on this device: whoever has a seat or console here, a wall, or the holder of a link to the results.
import { join, look } from '../../lib/api';
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

/** What was read, and with what. */
interface Read<T> {
  reader: Reader;
  read: T;
  /** The link opens nothing (any more); what the device keeps does. */
  spoilt: boolean;
}

/** Reads with the link whose secret this is, and hands what `load` makes of it on; without a secret, and where the link opens nothing, with
 * what the device keeps. A link has so many places: it is exchanged only where what it, or another one, gave this device before does not read
 * any more. Null if there is nothing. Rejects with a RefusedError, and may then be tried again. */
export async function readWith<T>(
  workshop: string,
  secret: string,
  load: (reader: Reader) => Promise<T>,
): Promise<Read<T> | null> {
  const given = secret === '' ? null : device.kept(workshop, 'reader');
  if (given) {
    const reader = { token: given.token, facilitates: false, inside: false };
    try {
      return { reader, read: await load(reader), spoilt: await isSpoilt(workshop, secret) };
    } catch (error) {
      if (!opensNothing(error)) throw error;
    }
  }
  const found = secret === '' ? { reader: keptReader(workshop), spoilt: false } : await exchanged(workshop, secret);
  const { reader, spoilt } = found;
  return reader && { reader, read: await load(reader), spoilt };
}

/** Does this link open nothing? Asked without taking a place of it. */
async function isSpoilt(workshop: string, secret: string): Promise<boolean> {
  try {
    await look({ key: `${workshop}.${secret}` });
    return false;
  } catch (error) {
    return opensNothing(error);
  }
}

/** Exchanges a link's secret; if it opens nothing, what the device keeps. */
async function exchanged(workshop: string, secret: string): Promise<{ reader: Reader; spoilt: boolean }> {
  try {
    const { token, role } = await join({ key: `${workshop}.${secret}`, name: '', organisation_name: '', table: false });
    device.keep({ workshop, token, role, title: '', name: '' }, 'reader');
    return { reader: { token, facilitates: false, inside: false }, spoilt: false };
  } catch (error) {
    const reader = opensNothing(error) ? keptReader(workshop) : null;
    if (reader === null) throw error;
    return { reader, spoilt: true };
  }
}

function keptReader(workshop: string): Reader | null {
  const seat = device.kept(workshop);
  if (seat) return { token: seat.token, facilitates: seat.role === 'facilitator', inside: true };
  const other = device.kept(workshop, 'reader') ?? device.kept(workshop, 'wall');
  return other && { token: other.token, facilitates: false, inside: false };
}
