// Programmes of one's own, kept on this device. Others get them as files.
import * as device from '../lib/device';
import type { Programme } from '../lib/protocol.gen';
import { NoProgramme, programmeIn } from './file';

const KEPT_AS = 'trestle:programmes';
/** Most programmes kept: their scripts share the few megabytes that a browser gives. */
export const OWN_MOST = 30;

/** All of them, by title. What cannot be read any more is left out. */
export function ownProgrammes(): Programme[] {
  return stored()
    .flatMap(readable)
    .sort((a, b) => a.title.localeCompare(b.title));
}

/** Keeps a programme under its title, in place of an earlier one of that title; false if the device would not. */
export function keepOwn(programme: Programme): boolean {
  const others = ownProgrammes().filter(({ title }) => title !== programme.title);
  if (others.length >= OWN_MOST) return false;
  return device.write(KEPT_AS, JSON.stringify([...others, programme]));
}

/** Forgets the programme of that title. */
export function forgetOwn(title: string): void {
  device.write(KEPT_AS, JSON.stringify(ownProgrammes().filter((kept) => kept.title !== title)));
}

function stored(): unknown[] {
  try {
    const list: unknown = JSON.parse(device.read(KEPT_AS) ?? '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function readable(value: unknown): Programme[] {
  try {
    return [programmeIn(JSON.stringify(value))];
  } catch (error) {
    if (error instanceof NoProgramme) return [];
    throw error;
  }
}
