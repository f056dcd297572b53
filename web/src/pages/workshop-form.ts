// The form that starts a workshop: what is in it, what is wrong with it, and what it asks the server for. Pure; New.svelte shows it.
import type { Authors, CreateWorkshop, Programme, Step, Theme } from '../lib/protocol.gen';
import { LINE_CHARS, NAME_CHARS, ORGANISATIONS, RULES, STEP_MINUTES, THEMES, TITLE_CHARS } from '../lib/protocol.gen';
import * as words from '../words/home.gen';

/** The form as it is typed: lists have one entry per line, times are local (YYYY-MM-DDTHH:MM), minutes are text by step. */
export interface WorkshopForm {
  title: string;
  place: string;
  purpose: string;
  rules: string;
  themes: string;
  convener: string;
  facilitator: string;
  organisations: string;
  start: string;
  /** Empty: the programme's minutes after the start. */
  end: string;
  authors: Authors;
  minutes: Record<string, string>;
}

/** What is wrong, by field; a step's minutes under `minutes/<step>`. In the order of the form. */
export type Faults = Map<string, string>;

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
/** Longest id of a theme: it stands in every note. */
const THEME_ID_CHARS = 32;

/** The form with sensible words, beginning at the next half hour. */
export function prefilled(now: number = Date.now()): WorkshopForm {
  return {
    title: words.newTitleDefault(),
    place: words.newPlaceDefault(),
    purpose: words.newPurposeDefault(),
    rules: words.newRulesDefault(),
    themes: words.newThemesDefault(),
    convener: '',
    facilitator: '',
    organisations: '',
    start: localMinute(Math.ceil(now / HALF_HOUR) * HALF_HOUR),
    end: '',
    authors: 'hidden',
    minutes: {},
  };
}

/** The entries of a list that is typed one per line. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A step's minutes as typed, or as the programme has them; NaN if they are no number. */
export function minutesOf(form: WorkshopForm, step: Step): number {
  const typed = form.minutes[step.id];
  return typed === undefined ? step.minutes : /^\d+$/.test(typed.trim()) ? Number(typed) : NaN;
}

/** The minutes of some steps together, leaving out those that are no number. */
export function together(form: WorkshopForm, steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + (minutesOf(form, step) || 0), 0);
}

/** Every step of a programme, in order. */
export function stepsOf(programme: Programme | null): Step[] {
  return programme?.stages.flatMap((stage) => stage.steps) ?? [];
}

/** When it ends, in ms since 1970: as typed, else the programme's minutes after the start; null if there is no start. */
export function endOf(form: WorkshopForm, programme: Programme | null): number | null {
  if (form.end !== '') return moment(form.end);
  const start = moment(form.start);
  const minutes = together(form, stepsOf(programme));
  return start === null || minutes === 0 ? null : start + minutes * MINUTE;
}

/** Minutes between start and end that the programme does not use; negative if it needs more. Null if a time is missing. */
export function spareMinutes(form: WorkshopForm, programme: Programme | null): number | null {
  const [start, end] = [moment(form.start), endOf(form, programme)];
  if (start === null || end === null) return null;
  return Math.round((end - start) / MINUTE) - together(form, stepsOf(programme));
}

/** A moment as a local time for an input, to the minute. */
export function localMinute(time: number): string {
  const at = new Date(time);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** A local time as a moment, in ms since 1970; null if it is empty or no time. */
export function moment(local: string): number | null {
  const time = local === '' ? NaN : new Date(local).getTime();
  return Number.isNaN(time) ? null : time;
}

/** Everything that is wrong. */
export function faultsOf(form: WorkshopForm, programme: Programme | null): Faults {
  const faults: Faults = new Map();
  const say = (field: string, fault: string | undefined) => fault !== undefined && faults.set(field, fault);
  say('title', lineFault(form.title, TITLE_CHARS, true));
  say('place', lineFault(form.place, NAME_CHARS, true));
  say('purpose', lineFault(form.purpose, LINE_CHARS, false));
  say('rules', listFault(form.rules, RULES, LINE_CHARS));
  say('themes', linesOf(form.themes).length === 0 ? words.faultEmpty() : listFault(form.themes, THEMES, NAME_CHARS));
  say('convener', lineFault(form.convener, NAME_CHARS, true));
  say('facilitator', lineFault(form.facilitator, NAME_CHARS, false));
  say('organisations', listFault([form.convener, form.organisations].join('\n'), ORGANISATIONS, NAME_CHARS));
  say('start', form.start !== '' && moment(form.start) === null ? words.faultTime() : undefined);
  say('end', endFault(form));
  for (const step of stepsOf(programme)) say(`minutes/${step.id}`, minutesFault(minutesOf(form, step)));
  return faults;
}

/** The request that the form makes. */
export function requestOf(form: WorkshopForm, programme: Programme | null): CreateWorkshop {
  const changed = stepsOf(programme).filter((step) => minutesOf(form, step) !== step.minutes);
  return {
    details: {
      title: form.title.trim(),
      place: form.place.trim(),
      purpose: form.purpose.trim(),
      rules: linesOf(form.rules),
      themes: themesOf(linesOf(form.themes)),
      authors: form.authors,
      preview: false,
      ends_at: endOf(form, programme),
      privacy: '',
      video: '',
      erase_at: null,
    },
    convener: form.convener.trim(),
    organisations: linesOf(form.organisations),
    facilitator: form.facilitator.trim(),
    ...(programme ? { programme: programme.id } : {}),
    minutes: Object.fromEntries(changed.map((step) => [step.id, minutesOf(form, step)])),
  };
}

/** Themes with short ids of their own, made from their titles. */
export function themesOf(titles: readonly string[]): Theme[] {
  const taken = new Set<string>();
  return titles.map((title, place) => {
    const slug = slugOf(title);
    const id = slug === '' || taken.has(slug) ? `theme-${place + 1}` : slug;
    taken.add(id);
    return { id, title };
  });
}

function slugOf(title: string): string {
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, THEME_ID_CHARS)
    .replace(/^-+|-+$/g, '');
}

function lineFault(text: string, most: number, needed: boolean): string | undefined {
  if (needed && text.trim() === '') return words.faultEmpty();
  return tooLong(text, most) ? words.faultTooLong({ count: most }) : undefined;
}

function listFault(text: string, mostLines: number, most: number): string | undefined {
  const lines = linesOf(text);
  const long = lines.find((line) => tooLong(line, most));
  const twice = lines.find((line, place) => lines.findIndex((other) => same(other, line)) < place);
  if (lines.length > mostLines) return words.faultTooMany({ count: mostLines });
  if (long !== undefined) return words.faultLineTooLong({ count: most, line: `${long.slice(0, 40)}…` });
  return twice === undefined ? undefined : words.faultTwice({ line: twice });
}

function endFault(form: WorkshopForm): string | undefined {
  if (form.end === '') return undefined;
  const [start, end] = [moment(form.start), moment(form.end)];
  if (end === null) return words.faultTime();
  return start !== null && end <= start ? words.faultEndsEarly() : undefined;
}

function minutesFault(minutes: number): string | undefined {
  return minutes >= 1 && minutes <= STEP_MINUTES ? undefined : words.faultMinutes({ most: STEP_MINUTES });
}

/** The server counts characters, not UTF-16 units. */
function tooLong(text: string, most: number): boolean {
  return [...text.trim()].length > most;
}

function same(a: string, b: string): boolean {
  return a.toLocaleLowerCase() === b.toLocaleLowerCase();
}
