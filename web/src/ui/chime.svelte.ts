// The sound of the clock: soft tones made on the spot, so that nothing is loaded. Browsers ask for a click first. Nobody needs it: whatever
// sounds is also seen.
import * as device from '../lib/device';

/** What sounds. */
export type Sound = 'lastMinute' | 'end';

/** The tones, in hertz, and when each begins, in seconds: one for the last minute, a falling third for the end; nobody takes them for an alarm. */
const TONES: Record<Sound, { hertz: number; at: number }[]> = {
  lastMinute: [{ hertz: 659.26, at: 0 }],
  end: [
    { hertz: 659.26, at: 0 },
    { hertz: 523.25, at: 0.32 },
  ],
};
/** How long a tone rings, in seconds. */
const RING_S = 1.4;
/** Loudness of a tone, of 1. */
const LOUD = 0.35;

/** The sound of one screen. */
export class Chime {
  readonly #keptAs: string;
  #context: AudioContext | undefined;
  #wanted = $state(false);
  #allowed = $state(false);

  /** `screen` is the kind of screen that keeps whether it is wanted; `wanted` holds until somebody has said so on this device. */
  constructor(screen: 'wall' | 'console' | 'phone', wanted: boolean) {
    this.#keptAs = `trestle:${screen}:sound`;
    const kept = device.read(this.#keptAs);
    this.#wanted = kept === null ? wanted : kept === 'on';
  }

  /** Does somebody want to hear it? */
  get wanted(): boolean {
    return this.#wanted;
  }

  /** Is it wanted, but waiting for a click that the browser asks for? */
  get asks(): boolean {
    return this.#wanted && !this.#allowed;
  }

  /** Switches it on or off, and remembers that on this device. To be called from a click. */
  want(wanted: boolean): void {
    this.#wanted = wanted;
    device.write(this.#keptAs, wanted ? 'on' : 'off');
    if (wanted) void this.allow();
  }

  /** Wakes the sound with the first press on the page; to be called in an effect. */
  wake(): () => void {
    const pressed = () => {
      if (this.asks) void this.allow();
    };
    addEventListener('pointerdown', pressed);
    addEventListener('keydown', pressed);
    return () => {
      removeEventListener('pointerdown', pressed);
      removeEventListener('keydown', pressed);
    };
  }

  /** Wakes the sound; to be called from a click. */
  async allow(): Promise<void> {
    try {
      this.#context ??= new AudioContext();
      await this.#context.resume();
      this.#allowed = this.#context.state === 'running';
    } catch {
      // No sound on this device: the end of time is visible all the same
      this.#allowed = false;
    }
  }

  /** Rings, if it is wanted and allowed. */
  ring(sound: Sound): void {
    const context = this.#context;
    if (!this.#wanted || context?.state !== 'running') return;
    for (const { hertz, at } of TONES[sound]) tone(context, hertz, context.currentTime + at);
  }
}

function tone(context: AudioContext, hertz: number, at: number): void {
  const source = new OscillatorNode(context, { type: 'sine', frequency: hertz });
  const loudness = new GainNode(context, { gain: 0 });
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(LOUD, at + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + RING_S);
  source.connect(loudness).connect(context.destination);
  source.start(at);
  source.stop(at + RING_S);
}
