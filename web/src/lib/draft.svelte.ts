// Words that somebody has typed and not sent yet, kept on this device: they are there again after a dialog was closed, or the page reloaded.
import * as device from './device';

/** One half-written line of a workshop, by name. */
export class Draft {
  readonly #workshop: string;
  readonly #name: string;
  #text = $state('');

  /** `name` says whose and which line it is, as `say:2`. */
  constructor(workshop: string, name: string) {
    this.#workshop = workshop;
    this.#name = name;
    this.#text = device.draft(workshop, name);
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    device.keepDraft(this.#workshop, this.#name, text);
  }

  /** The words have arrived: forgets them, unless somebody has gone on writing since they were sent. */
  sent(text: string): void {
    if (this.#text.trim() === text.trim()) this.text = '';
  }
}

/** A form over what others may change meanwhile: what it was filled with, and what stands in it now. */
interface KeptForm<T> {
  base: T;
  form: T;
}

/** Keeps what was changed in a form; null, or a form that nobody changed, forgets it. */
export function keepForm<T>(workshop: string, name: string, kept: KeptForm<T> | null): void {
  const changed = kept !== null && JSON.stringify(kept.form) !== JSON.stringify(kept.base);
  device.keepDraft(workshop, name, changed ? JSON.stringify(kept) : '');
}

/**
 * The form as it was left: what was changed in it stands over what holds now. Null if nothing was left, or nothing of it differs any more.
 */
export function keptForm<T extends object>(workshop: string, name: string, now: T): T | null {
  const kept = parsed<KeptForm<T>>(device.draft(workshop, name));
  if (!kept?.base || !kept.form) return null;
  const form = { ...now };
  for (const key of Object.keys(now) as (keyof T)[]) {
    const changed = JSON.stringify(kept.form[key]) !== JSON.stringify(kept.base[key]);
    if (changed && typeof kept.form[key] === typeof now[key]) form[key] = kept.form[key];
  }
  return JSON.stringify(form) === JSON.stringify(now) ? null : form;
}

function parsed<T>(text: string): T | null {
  try {
    return text === '' ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}
