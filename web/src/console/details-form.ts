// The details of a workshop as a form: what is typed, and what is made of it.
import { LINE_CHARS, RULES, THEMES, TITLE_CHARS, type Authors, type Details, type Theme } from '../lib/protocol.gen';
import { randomKey } from '../lib/random';

/** What stands in the fields. */
export interface DetailsForm {
  title: string;
  place: string;
  purpose: string;
  /** One rule a line. */
  rules: string;
  themes: Theme[];
  authors: Authors;
  preview: boolean;
  /** Local date and time, "2026-11-23T12:00"; empty for none. */
  ends: string;
  privacy: string;
  video: string;
  erase_at: number | null;
}

/** What is wrong with a form, by field. */
export type Wrong = Partial<
  Record<'title' | 'rules' | 'themes' | 'ends', 'empty' | 'too_many' | 'too_long' | 'bad_date'>
>;

/** From the tightest to the loosest. */
export const AUTHORS: readonly Authors[] = ['hidden', 'organisation', 'name'];

/** The form of some details. */
export function formOf(details: Details): DetailsForm {
  return {
    ...details,
    rules: details.rules.join('\n'),
    themes: details.themes.map((theme) => ({ ...theme })),
    ends: details.ends_at === null ? '' : localTime(details.ends_at),
  };
}

/** The details of a form; to be asked only if nothing is wrong. */
export function detailsOf(form: DetailsForm): Details {
  return {
    title: form.title.trim(),
    place: form.place.trim(),
    purpose: form.purpose.trim(),
    rules: rulesOf(form),
    themes: themesOf(form),
    authors: form.authors,
    preview: form.preview,
    ends_at: form.ends === '' ? null : new Date(form.ends).getTime(),
    privacy: form.privacy.trim(),
    video: form.video.trim(),
    erase_at: form.erase_at,
  };
}

/** What is wrong; empty if nothing is. */
export function wrongWith(form: DetailsForm): Wrong {
  const wrong: Wrong = {};
  const title = [...form.title.trim()].length;
  if (title === 0) wrong.title = 'empty';
  else if (title > TITLE_CHARS) wrong.title = 'too_long';
  if (rulesOf(form).length > RULES) wrong.rules = 'too_many';
  else if (rulesOf(form).some((rule) => [...rule].length > LINE_CHARS)) wrong.rules = 'too_long';
  if (themesOf(form).length === 0) wrong.themes = 'empty';
  else if (themesOf(form).length > THEMES) wrong.themes = 'too_many';
  if (form.ends !== '' && Number.isNaN(new Date(form.ends).getTime())) wrong.ends = 'bad_date';
  return wrong;
}

/** May authors be shown so? Looser is refused once somebody wrote. */
export function mayShow(authors: Authors, now: Authors, written: boolean): boolean {
  return !written || AUTHORS.indexOf(authors) <= AUTHORS.indexOf(now);
}

/** A theme that has no title yet. */
export function newTheme(): Theme {
  return { id: randomKey(8), title: '' };
}

function rulesOf(form: DetailsForm): string[] {
  return form.rules
    .split('\n')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
}

function themesOf(form: DetailsForm): Theme[] {
  return form.themes
    .map((theme) => ({ id: theme.id, title: theme.title.trim() }))
    .filter((theme) => theme.title !== '');
}

/** A moment as `datetime-local` wants it. */
function localTime(moment: number): string {
  const at = new Date(moment);
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
