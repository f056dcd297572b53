// Which time zones there are to choose from, this device's own, and whether a workshop's clocks differ from it.
import { zone } from './zone.svelte';

/** The device's zone by its IANA name; empty if the browser does not say. */
export function ownZone(): string {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  // "UTC" stands alone; everything else that is a place has its region in front, and Etc/Unknown is none
  return own === 'UTC' || (own?.includes('/') && own !== 'Etc/Unknown') ? own : '';
}

/** All zones by name, with the one that is chosen now. */
export function zones(chosen: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen])].filter((name) => name !== '').sort();
}

/** A zone as people read it. */
export function zoneText(name: string): string {
  return name.replaceAll('_', ' ');
}

/** The workshop's zone, where its clocks show another time now than this device's. */
export function otherZone(now: number = Date.now()): string | undefined {
  const there = zone();
  const time = (timeZone?: string) =>
    new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(now);
  return there !== undefined && time(there) !== time() ? zoneText(there) : undefined;
}
