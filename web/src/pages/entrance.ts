// How this device gets into a workshop's page: by a link's secret, or by what it keeps from before. An address that ends in `?card` is the
// page of an organisation's card, which is a place of its own on the device: whoever tries a card's link stays who they are.
import { join } from '../lib/api';
import * as device from '../lib/device';
import { refusalWords } from '../lib/refusal-text';
import { RefusedError } from '../lib/refused';

/** Stands in the address of a page that fills in an organisation's card. */
export const CARD = '?card';

/** Who this device is in the workshop of this address. */
export interface Entrance {
  workshop: string;
  /** Null: nobody yet. */
  token: string | null;
  /** What this device was last time, so that the right screen is loaded while the server is still being asked. */
  role: device.Kept['role'] | null;
  /** Where the device keeps it. */
  place: device.Place;
  /** Why the link was not taken. */
  error: RefusedError | null;
  /** The secret of a link that was opened where this device already is somebody: it is asked what to do with it (`AsWell.svelte`), or it is
   * there in case what the device keeps does not open any more. */
  spare: string;
}

/** Reads the address, and exchanges the secret that stood behind its `#` for a token. Whoever the device is already it stays. */
export async function enter(secret: string): Promise<Entrance> {
  const workshop = decodeURIComponent(location.pathname.split('/')[2] ?? '');
  if (secret === '' || device.kept(workshop) !== null) return entrance(workshop, null, secret);
  try {
    const { token, role } = await join({ key: `${workshop}.${secret}`, name: '', organisation_name: '', table: false });
    device.keep({ workshop, token, role, title: '', name: '' });
    return entrance(workshop, null);
  } catch (error) {
    // It is said in the language of this screen
    await refusalWords;
    return entrance(workshop, error instanceof RefusedError ? error : new RefusedError('internal', String(error)));
  }
}

function entrance(workshop: string, error: RefusedError | null, spare = ''): Entrance {
  const place = location.search === CARD ? 'card' : 'seat';
  const kept = device.kept(workshop, place);
  return { workshop, token: kept?.token ?? null, role: kept?.role ?? null, place, error, spare };
}
