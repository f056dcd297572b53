// Being somebody else in this tab alone, beside who this device is in the same workshop: what the tab becomes lies in the tab and ends with it.
import { join } from '../lib/api';
import * as device from '../lib/device';
import { go } from '../lib/site.svelte';
import { tab } from '../lib/store.svelte';

/** Opens what a link's key opens in this tab. Nothing that the device keeps is touched. Rejects with a RefusedError. */
export async function openBeside(workshop: string, key: string): Promise<void> {
  const here = device.kept(workshop)?.token;
  const { token, role } = await join({ key, name: '', organisation_name: '', table: false }, here);
  const kept = { workshop, token, role, title: '', name: '', at: Date.now() };
  tab.write(device.address(workshop, 'seat'), JSON.stringify(kept));
  await go(`/workshop/${workshop}${device.BESIDE}`, { replace: true });
}
