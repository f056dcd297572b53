// Who this device is in a workshop from now on. Another person's unsent text must not wait here for the next one (shared library PCs).
import * as device from '../lib/device';
import type { Joined } from '../lib/protocol.gen';

/** Where the seat's number lies. */
const NUMBER = 'seat-number';

/** Takes the seat: what this device kept for the same seat stays, what it kept for another one is forgotten. */
export function takeSeat(joined: Joined, title: string, name: string): void {
  const { workshop, token, role, seat } = joined;
  const number = device.address(workshop, NUMBER);
  if (device.kept(workshop) !== null && device.read(number) !== String(seat)) device.forget(workshop);
  device.keep({ workshop, token, role, title, name });
  device.write(number, String(seat));
}

/** Is this device somebody else in that workshop than the seat that a personal link opens? */
export function isSomebodyElse(workshop: string, seat: number): boolean {
  return device.kept(workshop) !== null && device.read(device.address(workshop, NUMBER)) !== String(seat);
}
