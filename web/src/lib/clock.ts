// The server's time on this screen: learned from samples of (sent, received, the server's time in between), however wrong the device's own
// clock is, and the formats in which time is shown.
import { CLOCK_SAMPLES, CLOCK_SLACK_MS } from './bounds';
import { endedHours } from '../words/common.gen';
import { zone } from './zone.svelte';

/** One exchange with the server. `sent` and `received` are the device's clock, `serverNow` the server's; all in ms since 1970. */
export interface ClockSample {
  sent: number;
  received: number;
  serverNow: number;
}

/** The offset of the server's clock; the sample with the shortest round trip decides, because it leaves the least room for error. */
export class ClockOffset {
  #samples: ClockSample[] = [];

  /** Adds a sample; one whose answer came before its question is ignored (the device's clock was set in between). */
  sample(sent: number, received: number, serverNow: number): void {
    if (!(received >= sent) || !Number.isFinite(serverNow)) return;
    const sample = { sent, received, serverNow };
    // Samples that contradict the newest are from before somebody set the device's clock, or it slept
    const agreeing = this.#samples.filter((earlier) => agree(earlier, sample));
    this.#samples = [...agreeing, sample].slice(-CLOCK_SAMPLES);
  }

  /** Whether anything is known yet; until then the device's clock is believed. */
  get known(): boolean {
    return this.#samples.length > 0;
  }

  /** The server's clock minus the device's, in ms. */
  get offset(): number {
    const best = this.#samples.reduce<ClockSample | undefined>(
      (a, b) => (a && roundTrip(a) <= roundTrip(b) ? a : b),
      undefined,
    );
    return best ? best.serverNow - (best.sent + best.received) / 2 : 0;
  }

  /** A moment of the device's clock as the server's; both in ms since 1970. */
  toServer(device: number): number {
    return device + this.offset;
  }

  /** A moment of the server's clock as the device's, for showing it as a local time; both in ms since 1970. */
  toDevice(server: number): number {
    return server - this.offset;
  }
}

function roundTrip(sample: ClockSample): number {
  return sample.received - sample.sent;
}

/** The true offset lies between `serverNow - received` and `serverNow - sent`: two samples agree if these spans meet. */
function agree(a: ClockSample, b: ClockSample): boolean {
  const latestStart = Math.max(a.serverNow - a.received, b.serverNow - b.received);
  const earliestEnd = Math.min(a.serverNow - a.sent, b.serverNow - b.sent);
  return latestStart <= earliestEnd + CLOCK_SLACK_MS;
}

/** Seconds left as m:ss ("6:24", "72:10"); a part of a second counts as a whole one, and time over is "+0:12". */
export function timeLeft(seconds: number): string {
  const whole = Math.ceil(Number.isFinite(seconds) ? seconds : 0);
  const size = Math.abs(whole);
  const digits = `${Math.floor(size / 60)}:${String(size % 60).padStart(2, '0')}`;
  return whole < 0 ? `+${digits}` : digits;
}

/** A moment (ms since 1970) as a time of day, "9:05" or "14:30", in the workshop's time zone or the one given. */
export function timeOfDay(moment: number, timeZone = zone()): string {
  return new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
    moment,
  );
}

/** "ended 14 h ago", by the seconds left, once nobody counts seconds and minutes any more; nothing before that. */
export function endedAgo(left: number): string | undefined {
  const hours = Math.floor(-left / 3600);
  return hours >= 1 ? endedHours({ count: hours }) : undefined;
}
