// The details of a workshop as a form: what is typed, and what is made of it.
import { localDate, localMinute, moment } from '../lib/local-time';
import { isSeen } from '../lib/names';
import {
  LINE_CHARS,
  LINK_CHARS,
  RULES,
  THEMES,
  TITLE_CHARS,
  type Authors,
  type Details,
  type Theme,
} from '../lib/protocol.gen';
import { randomKey } from '../lib/random';
import { erasureFault, erasureOn } from '../lib/retention';
import type { View } from '../lib/view.svelte';

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
  /** The time zone by its IANA name; empty for none. */
  zone: string;
  /** Local date on which everything is erased; empty for none. */
  erase: string;
}

/** What is wrong with a form, by field. */
export type Wrong = Partial<
  Record<
    'title' | 'rules' | 'themes' | 'ends' | 'privacy' | 'video' | 'erase',
    'empty' | 'unseen_name' | 'too_many' | 'too_long' | 'bad_date' | 'bad_link' | 'no_date' | 'early' | 'late'
  >
>;

/** From the tightest to the loosest. */
export const AUTHORS: readonly Authors[] = ['hidden', 'organisation', 'name'];

/** The form of some details. */
export function formOf(details: Details): DetailsForm {
  return {
    title: details.title,
    place: details.place,
    purpose: details.purpose,
    rules: details.rules.join('\n'),
    themes: details.themes.map((theme) => ({ ...theme })),
    authors: details.authors,
    preview: details.preview,
    ends: details.ends_at === null ? '' : localMinute(details.ends_at),
    privacy: details.privacy,
    video: details.video,
    zone: details.zone,
    erase: details.erase_at === null ? '' : localDate(details.erase_at),
  };
}

/** The details of a form; to be asked only if nothing is wrong. Dates that nobody touched stay what they are in `before`, to the millisecond. */
export function detailsOf(form: DetailsForm, before: Details): Details {
  const untouched = formOf(before);
  return {
    title: form.title.trim(),
    place: form.place.trim(),
    purpose: form.purpose.trim(),
    rules: rulesOf(form),
    themes: themesOf(form),
    authors: form.authors,
    preview: form.preview,
    ends_at: form.ends === untouched.ends ? before.ends_at : moment(form.ends, form.zone || undefined),
    privacy: form.privacy.trim(),
    video: form.video.trim(),
    zone: form.zone,
    erase_at: form.erase === untouched.erase ? before.erase_at : erasureOn(form.erase),
  };
}

/** What is wrong; empty if nothing is. A date of erasure that nobody touched may be near, or past. */
export function wrongWith(form: DetailsForm, before: Details, now: number = Date.now()): Wrong {
  const wrong: Wrong = {};
  const title = [...form.title.trim()].length;
  if (title === 0) wrong.title = 'empty';
  else if (!isSeen(form.title)) wrong.title = 'unseen_name';
  else if (title > TITLE_CHARS) wrong.title = 'too_long';
  if (rulesOf(form).length > RULES) wrong.rules = 'too_many';
  else if (rulesOf(form).some((rule) => [...rule].length > LINE_CHARS)) wrong.rules = 'too_long';
  if (themesOf(form).length === 0) wrong.themes = 'empty';
  else if (themesOf(form).length > THEMES) wrong.themes = 'too_many';
  if (form.ends !== '' && moment(form.ends) === null) wrong.ends = 'bad_date';
  if ([...form.privacy.trim()].length > LINE_CHARS) wrong.privacy = 'too_long';
  if (!isLink(form.video.trim())) wrong.video = 'bad_link';
  const erasure = form.erase === formOf(before).erase ? undefined : erasureFault(form.erase, moment(form.ends), now);
  if (erasure) wrong.erase = erasure;
  return wrong;
}

/** May authors be shown so? Looser is refused once somebody wrote. */
export function mayShow(authors: Authors, now: Authors, written: boolean): boolean {
  return !written || AUTHORS.indexOf(authors) <= AUTHORS.indexOf(now);
}

/** May somebody have begun to write, if only half a note? From where one writes on, people have read how authors are shown; the server keeps the
 * same rule, and says no more about who has written than how many notes there are. */
export function mayHaveBegun(view: View): boolean {
  const somebody = view.gone.length > 0 || view.seats.some(({ role }) => role === 'participant');
  const asks = (id: string) => view.stepOf(id)?.does.some((does) => does === 'write' || does === 'report') ?? true;
  const visited = [...Object.keys(view.stage?.spent ?? {}), ...(view.stage ? [view.stage.step] : [])];
  return (view.writing?.notes ?? 0) > 0 || (somebody && visited.some(asks));
}

/** A theme that has no title yet. */
export function newTheme(): Theme {
  return { id: randomKey(8), title: '' };
}

/** No pattern is needed; one that is given is an address, and no longer than one may be. */
function isLink(pattern: string): boolean {
  return pattern === '' || (/^https?:\/\/[^\s/]/u.test(pattern) && [...pattern].length <= LINK_CHARS);
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
