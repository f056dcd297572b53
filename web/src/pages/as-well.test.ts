// A link that opens nothing where this device already is somebody: what was open stays, and it is said.
import { mount, unmount } from 'svelte';
import { expect, it, vi } from 'vitest';
import type { Looked } from '../lib/protocol.gen';
import { RefusedError } from '../lib/refused';
import { notHere } from '../words/as-well.gen';
import { wrongKey } from '../words/refusal.gen';
import AsWell from './AsWell.svelte';

const look = vi.hoisted(() => vi.fn<() => Promise<Looked>>());
vi.mock('../lib/api', () => ({ look }));

async function said(): Promise<string | undefined> {
  const onstay = vi.fn<(said?: string) => void>();
  const page = mount(AsWell, { target: document.body, props: { workshop: 'w1', secret: 's', onstay } });
  await vi.waitFor(() => expect(onstay).toHaveBeenCalledOnce());
  await unmount(page);
  return onstay.mock.lastCall?.[0];
}

it('says that a wall’s link does not open the workshop’s page', async () => {
  look.mockResolvedValue({ role: 'wall', seat: null } as Looked);
  expect(await said()).toBe(notHere());
});

it('says that a wrong link opens nothing', async () => {
  look.mockRejectedValue(new RefusedError('wrong_key', ''));
  expect(await said()).toBe(wrongKey());
});
