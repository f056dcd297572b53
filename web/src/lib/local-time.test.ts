// Local times are those of the workshop's zone, also where its clocks change.
import { afterEach, describe, expect, it } from 'vitest';
import { momentText } from '../stage/dates';
import { timeOfDay } from './clock';
import { localDate, localMinute, moment } from './local-time';
import { setZone } from './zone.svelte';

const at = (text: string) => new Date(text).getTime();

afterEach(() => setZone(''));

describe('in the workshop’s zone', () => {
  it.each([
    ['Europe/London', '2027-01-15T14:00', '2027-01-15T14:00Z'],
    ['Europe/London', '2027-07-15T14:00', '2027-07-15T13:00Z'],
    ['America/New_York', '2027-07-15T14:00', '2027-07-15T18:00Z'],
    ['Asia/Kolkata', '2027-07-15T00:30', '2027-07-14T19:00Z'],
    // The last hour before, and the first after the clocks go forward and back
    ['Europe/London', '2027-03-28T00:59', '2027-03-28T00:59Z'],
    ['Europe/London', '2027-03-28T02:00', '2027-03-28T01:00Z'],
    ['Europe/London', '2027-10-31T00:59', '2027-10-30T23:59Z'],
    ['Europe/London', '2027-10-31T02:00', '2027-10-31T02:00Z'],
  ])('%s: %s is %s', (zone, local, utc) => {
    setZone(zone);
    expect(moment(local)).toBe(at(utc));
    expect(localMinute(at(utc))).toBe(local);
  });

  it('an hour that the clocks leave out is the one after it', () => {
    setZone('Europe/London');
    expect(localMinute(moment('2027-03-28T01:30') ?? 0)).toBe('2027-03-28T02:30');
  });

  it('every place says the same time', () => {
    setZone('America/New_York');
    expect(timeOfDay(at('2027-07-15T18:05Z'))).toBe('14:05');
    expect(localDate(at('2027-07-15T02:00Z'))).toBe('2027-07-14');
    // What was agreed as a local time is that time, whatever the device's clocks do then
    expect(momentText('2027-03-14T02:30')).toBe('Sunday, 14 March 2027, 2:30');
  });

  it('a zone that the browser does not know is the device’s own', () => {
    setZone('Nowhere/Else');
    expect(localMinute(at('2027-01-15T14:00'))).toBe('2027-01-15T14:00');
    expect(moment('')).toBeNull();
    expect(moment('soon')).toBeNull();
  });
});
