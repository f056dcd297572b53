// The server's time on a device whose own clock is wrong, and how time is written.
import { describe, expect, it } from 'vitest';
import { CLOCK_SAMPLES } from './bounds';
import { ClockOffset, timeLeft, timeOfDay } from './clock';

const HOUR = 3_600_000;
const SERVER = Date.UTC(2026, 8, 14, 10, 0, 0);

/** A sample as a device whose clock is `wrong` ms ahead would take it, `out` ms on the way there and `back` ms on the way back. */
function exchange(clock: ClockOffset, wrong: number, serverTime: number, out: number, back: number) {
  clock.sample(serverTime + wrong - out, serverTime + wrong + back, serverTime);
}

describe('P4 one clock', () => {
  it.each([0, 5 * HOUR, -7 * HOUR, 90 * 24 * HOUR])('is right within half a second on a device %d ms off', (wrong) => {
    const clock = new ClockOffset();
    expect(clock.known).toBe(false);
    exchange(clock, wrong, SERVER, 400, 100);
    exchange(clock, wrong, SERVER + 5000, 30, 40);
    exchange(clock, wrong, SERVER + 10_000, 900, 20);
    expect(clock.known).toBe(true);
    expect(Math.abs(clock.toServer(SERVER + wrong) - SERVER)).toBeLessThanOrEqual(5);
    expect(clock.toDevice(clock.toServer(SERVER))).toBe(SERVER);
  });

  it('believes the shortest round trip, not the latest', () => {
    const clock = new ClockOffset();
    exchange(clock, 0, SERVER, 10, 10);
    exchange(clock, 0, SERVER + 1000, 1900, 10);
    expect(clock.offset).toBe(0);
  });

  it('starts anew when somebody sets the device’s clock', () => {
    const clock = new ClockOffset();
    exchange(clock, 0, SERVER, 5, 5);
    exchange(clock, 2 * HOUR, SERVER + 1000, 300, 300);
    expect(clock.offset).toBe(-2 * HOUR);
  });

  it('forgets old samples, so that a slow quartz is followed', () => {
    const clock = new ClockOffset();
    exchange(clock, 0, SERVER, 1, 1);
    for (let sample = 1; sample <= CLOCK_SAMPLES; sample += 1) exchange(clock, 200, SERVER + sample * 1000, 10, 10);
    expect(clock.offset).toBe(-200);
  });

  it('ignores an answer from before its question, and nonsense', () => {
    const clock = new ClockOffset();
    clock.sample(1000, 900, SERVER);
    clock.sample(900, 1000, Number.NaN);
    expect(clock.known).toBe(false);
    expect(clock.toServer(5)).toBe(5);
  });
});

describe('time in words', () => {
  it.each([
    [384, '6:24'],
    [383.2, '6:24'],
    [0, '0:00'],
    [-0.4, '0:00'],
    [-12, '+0:12'],
    [4330, '72:10'],
    [9, '0:09'],
    [Number.NaN, '0:00'],
  ])('%d seconds left is %s', (seconds, text) => expect(timeLeft(seconds)).toBe(text));

  it('writes a time of day without a leading zero', () => {
    expect(timeOfDay(SERVER, 'UTC')).toBe('10:00');
    expect(timeOfDay(SERVER - 55 * 60_000, 'UTC')).toBe('9:05');
    expect(timeOfDay(SERVER, 'Europe/London')).toBe('11:00');
    expect(timeOfDay(SERVER - 10 * HOUR, 'UTC')).toBe('0:00');
  });
});
