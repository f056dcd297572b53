// The form that starts a workshop: what is in it, what is wrong with it, and what it asks the server for. Pure; New.svelte shows it.
import { localMinute, moment } from '../lib/local-time';
import { unseenFault } from '../lib/names';
import { sameOrganisation } from '../lib/organisations';
import type { Authors, CreateWorkshop, Details, Programme, Theme } from '../lib/protocol.gen';
import { LINE_CHARS, LINK_CHARS, NAME_CHARS, ORGANISATIONS, RULES, THEMES, TITLE_CHARS } from '../lib/protocol.gen';
import { erasureFault, erasureOn } from '../lib/retention';
import { ownZone } from '../lib/zones';
import { copyOf, same as sameProgramme, stepsOf, together } from '../programme/steps';
import * as details from '../words/details.gen';
import * as words from '../words/home.gen';

/** The form as it is typed: lists have one entry per line, times are local (YYYY-MM-DDTHH:MM). */
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
  preview: boolean;
  privacy: string;
  video: string;
  /** The time zone by its IANA name; empty for none. */
  zone: string;
  /** A local date; empty: the usual one. */
  erase: string;
  /** Which of the offered programmes, by key; empty: the usual one. */
  base: string;
  /** Programmes as they are edited, by the key of what they were made from. What came from a file or a copy is here alone. */
  programmes: Record<string, Programme>;
}

/** What is wrong, by field, in the order of the form. */
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
    preview: false,
    privacy: '',
    video: '',
    zone: ownZone(),
    erase: '',
    base: '',
    programmes: {},
  };
}

/** What a new workshop takes over from one that there is: what was said about it, and nothing that people wrote. */
export function formLike(from: {
  details: Details;
  convener: string;
  facilitator: string;
  organisations: readonly string[];
  programme: Programme | undefined;
}): Partial<WorkshopForm> {
  const { title, place, purpose, authors, preview, privacy, video, zone } = from.details;
  return {
    ...{ title, place, purpose, authors, preview, privacy, video },
    ...(zone === '' ? {} : { zone }),
    rules: from.details.rules.join('\n'),
    themes: from.details.themes.map((theme) => theme.title).join('\n'),
    convener: from.convener,
    facilitator: from.facilitator,
    organisations: from.organisations.join('\n'),
    ...(from.programme ? { base: 'copy', programmes: { copy: copyOf(from.programme) } } : {}),
  };
}

/** The zone that the form's times are meant in. */
function zoneOf(form: WorkshopForm): string | undefined {
  return form.zone || undefined;
}

/** The entries of a list that is typed one per line. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** When it ends, in ms since 1970: as typed, else the programme's minutes after the start; null if there is no start. */
export function endOf(form: WorkshopForm, programme: Programme | null): number | null {
  return form.end === '' ? programmeEnd(form, programme) : moment(form.end, zoneOf(form));
}

/** When the programme ends if it begins on time; null if there is no start. */
export function programmeEnd(form: WorkshopForm, programme: Programme | null): number | null {
  const start = moment(form.start, zoneOf(form));
  const minutes = together(stepsOf(programme));
  return start === null || minutes === 0 ? null : start + minutes * MINUTE;
}

/** Everything that is wrong, but for the programme. */
export function faultsOf(form: WorkshopForm, now: number = Date.now()): Faults {
  const faults: Faults = new Map();
  const say = (field: string, fault: string | undefined) => fault !== undefined && faults.set(field, fault);
  say('title', lineFault(form.title, TITLE_CHARS, true));
  say('place', lineFault(form.place, NAME_CHARS, true));
  say('purpose', lineFault(form.purpose, LINE_CHARS, false));
  say('convener', lineFault(form.convener, NAME_CHARS, true));
  say('facilitator', lineFault(form.facilitator, NAME_CHARS, false) ?? unseenFault(form.facilitator));
  say('organisations', namesFault([form.convener, form.organisations].join('\n')));
  say('start', form.start !== '' && moment(form.start, zoneOf(form)) === null ? words.faultTime() : undefined);
  say('end', endFault(form));
  say('rules', listFault(form.rules, RULES, LINE_CHARS));
  say('themes', linesOf(form.themes).length === 0 ? words.faultEmpty() : listFault(form.themes, THEMES, NAME_CHARS));
  say('privacy', lineFault(form.privacy, LINE_CHARS, false));
  say('video', videoFault(form.video));
  say('erase', eraseFault(form.erase, moment(form.end, zoneOf(form)), now));
  return faults;
}

/** The request that the form makes; `offered` is the built-in programme that was chosen, if one was. */
export function requestOf(form: WorkshopForm, programme: Programme | null, offered: Programme | null): CreateWorkshop {
  return {
    details: detailsOf(form, programme),
    convener: form.convener.trim(),
    organisations: linesOf(form.organisations),
    facilitator: form.facilitator.trim(),
    minutes: {},
    ...programmeOf(programme, offered),
  };
}

function detailsOf(form: WorkshopForm, programme: Programme | null): Details {
  return {
    title: form.title.trim(),
    place: form.place.trim(),
    purpose: form.purpose.trim(),
    rules: linesOf(form.rules),
    themes: themesOf(linesOf(form.themes)),
    authors: form.authors,
    preview: form.preview,
    ends_at: endOf(form, programme),
    privacy: form.privacy.trim(),
    video: form.video.trim(),
    zone: form.zone,
    erase_at: form.erase === '' ? null : erasureOn(form.erase),
  };
}

/** A built-in programme by its name, as long as nobody changed it; any other one whole. */
function programmeOf(
  programme: Programme | null,
  offered: Programme | null,
): Pick<CreateWorkshop, 'programme' | 'own'> {
  if (programme === null) return {};
  return offered !== null && sameProgramme(programme, offered) ? { programme: offered.id } : { own: programme };
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

/** Is it an address that a browser opens? Empty is none, and none is needed. */
export function videoFault(pattern: string): string | undefined {
  if (pattern.trim() === '') return undefined;
  if (tooLong(pattern, LINK_CHARS)) return words.faultTooLong({ count: LINK_CHARS });
  return /^https?:\/\/[^\s/]/u.test(pattern.trim()) ? undefined : details.videoFault();
}

/** What is wrong with a date of erasure, in words; empty is the usual one. */
export function eraseFault(date: string, ends: number | null, now: number = Date.now()): string | undefined {
  const fault = date === '' ? undefined : erasureFault(date, ends, now);
  const sentences = { no_date: details.eraseNoDate, early: details.eraseEarly, late: details.eraseLate };
  return fault && sentences[fault]();
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
  const unseen = needed ? unseenFault(text) : undefined;
  if (unseen !== undefined) return unseen;
  return tooLong(text, most) ? words.faultTooLong({ count: most }) : undefined;
}

function listFault(text: string, mostLines: number, most: number, same = sameWords): string | undefined {
  const lines = linesOf(text);
  const long = lines.find((line) => tooLong(line, most));
  const twice = lines.find((line, place) => lines.findIndex((other) => same(other, line)) < place);
  if (lines.length > mostLines) return words.faultTooMany({ count: mostLines });
  if (long !== undefined) return words.faultLineTooLong({ count: most, line: `${long.slice(0, 40)}…` });
  return twice === undefined ? undefined : words.faultTwice({ line: twice });
}

/** Organisations: every one can be seen, and none is another one typed differently. */
function namesFault(text: string): string | undefined {
  const unseen = linesOf(text).map(unseenFault).find(Boolean);
  return unseen ?? listFault(text, ORGANISATIONS, NAME_CHARS, sameOrganisation);
}

function endFault(form: WorkshopForm): string | undefined {
  if (form.end === '') return undefined;
  const [start, end] = [moment(form.start, zoneOf(form)), moment(form.end, zoneOf(form))];
  if (end === null) return words.faultTime();
  return start !== null && end <= start ? words.faultEndsEarly() : undefined;
}

/** The server counts characters, not UTF-16 units. */
function tooLong(text: string, most: number): boolean {
  return [...text.trim()].length > most;
}

function sameWords(a: string, b: string): boolean {
  return a.toLocaleLowerCase() === b.toLocaleLowerCase();
}
