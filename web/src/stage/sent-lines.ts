// Which lines about briefs this device has sent. The server does not say whose a line is where authors are hidden, so the device remembers
// its own, and shows those that the server has.
import * as device from '../lib/device';
import type { FeedbackKind, FeedbackLine } from '../lib/protocol.gen';

/** More lines of one person on one brief are not kept in mind. */
const KEPT_MOST = 50;

/** One line that was sent. */
export type SentLine = Pick<FeedbackLine, 'kind' | 'text'>;

/** The lines sent from here about that team's brief. */
export function sentLines(workshop: string, team: number): SentLine[] {
  try {
    const kept: unknown = JSON.parse(device.read(address(workshop, team)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isLine) : [];
  } catch {
    return [];
  }
}

/** Remembers a line that the server has taken. */
export function keepSent(workshop: string, team: number, kind: FeedbackKind, text: string): SentLine[] {
  const lines = [...sentLines(workshop, team), { kind, text }].slice(-KEPT_MOST);
  device.write(address(workshop, team), JSON.stringify(lines));
  return lines;
}

/** Of the lines shown, those that were sent from here; the same words of somebody else count once only. */
export function ownLines(shown: readonly FeedbackLine[], sent: readonly SentLine[]): FeedbackLine[] {
  const left = [...sent];
  return shown.filter(({ kind, text }) => {
    const at = left.findIndex((line) => line.kind === kind && line.text === text);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

function address(workshop: string, team: number): string {
  return device.address(workshop, `sent:${team}`);
}

function isLine(value: unknown): value is SentLine {
  const line = value as Partial<SentLine> | null;
  return typeof line?.text === 'string' && (line.kind === 'like' || line.kind === 'improve');
}
