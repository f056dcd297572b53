// Where this document is in the site. All pages but the wall are one document: going from the form to the workshop loads nothing anew, so that
// what only this tab's memory holds goes along. Keys behind the `#` leave the address bar here, before anything else happens.
import { flushSync, type Component } from 'svelte';
import { takeKey } from '../pages/key';
import { arrive } from './device';
import { local } from './store.svelte';

/** A page; `key` is what stood behind the `#` of its address. */
export type Page = Component<{ key: string }>;

/** The pages by their paths. Calls on their own: the bundler gives a pair in one expression the styles of the second alone. */
const PAGES: [path: RegExp, load: () => Promise<{ default: Page }>][] = [
  [/^\/$/, () => import('../pages/Home.svelte')],
  [/^\/new$/, () => import('../pages/New.svelte')],
  [/^\/join$/, () => import('../pages/Join.svelte')],
  [/^\/workshop\/[^/]+$/, () => import('../pages/Workshop.svelte')],
  [/^\/record\/[^/]+$/, () => import('../pages/Record.svelte')],
];

/** A page with what it was opened with; a new one for every key. */
interface Visit {
  page: Page;
  key: string;
}

let visit = $state.raw<Visit>();
let missing = $state.raw<() => void>();
/** Where the visit shown was made: the address may have gone on since. */
let shown = '';
/** Where the entry of the page shown stands among those of the browser's history that this site made. */
let at = 0;
/** Asks whether the page shown may go. */
let mayGo: (() => boolean) | undefined;
/** Counts the ways gone, so that a slow one does not overtake a later one. */
let ways = 0;

/** The page to show, and the way to try again where the next one's script did not come. */
export const site = {
  get visit(): Visit | undefined {
    return visit;
  },
  get missing(): (() => void) | undefined {
    return missing;
  },
};

/** Starts with the page that the document came with, and follows links, the browser's buttons and keys from then on. */
export function startSite(page: Page): void {
  // QR codes have a short address in capitals; the bar shows the page's own
  if (/^\/j$/i.test(location.pathname))
    history.replaceState(history.state, '', `/join${location.search}${location.hash}`);
  shown = here();
  at = entry() ?? 0;
  history.replaceState({ at }, '');
  visit = { page, key: takeKey() };
  addEventListener('popstate', () => {
    if (here() === shown) at = entry() ?? at;
    else if (stays()) comeBack();
    else void show();
  });
  addEventListener('hashchange', () => {
    const key = takeKey();
    if (key !== '' && here() === shown && visit && !stays()) visit = { ...visit, key };
  });
  addEventListener('click', follow);
}

/** Goes to an address of this site, with a key that is never seen in it. `replace` leaves nothing to go back to. */
export async function go(address: string, { key = '', replace = false } = {}): Promise<void> {
  if (pageAt(new URL(address, location.origin).pathname) === undefined)
    return location.assign(key === '' ? address : `${address}#${encodeURIComponent(key)}`);
  if (stays()) return;
  if (replace) history.replaceState({ at }, '', address);
  else history.pushState({ at: at + 1 }, '', address);
  await show(key);
}

/** Asks before the page shown makes way for another one of this document, as the browser asks before the document goes. Returns how to end it. */
export function askBeforeGoing(ask: () => boolean): () => void {
  mayGo = ask;
  return () => {
    if (mayGo === ask) mayGo = undefined;
  };
}

/** Fetches a page's script, so that going there takes no time; a script that does not come now is asked for again then. */
export function fetchAhead(address: string): void {
  pageAt(address)?.().catch(() => undefined);
}

async function show(key = takeKey()): Promise<void> {
  const way = (ways += 1);
  missing = undefined;
  shown = here();
  at = entry() ?? at;
  try {
    const page = (await pageAt(location.pathname)?.())?.default;
    if (way !== ways || page === undefined) return;
    // What had the focus goes: reading and tabbing begin at the top, as on a page that was loaded
    document.getElementById('app')?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
    // The old page ends first, and keeps what it has to keep where it kept it before
    visit = undefined;
    flushSync();
    arrive();
    visit = { page, key };
  } catch {
    if (way === ways) missing = () => void show(key);
  }
}

/** A plain press on a link to a page of this document. Where this browser keeps nothing, another window would not know who this is, so a
 * link to one opens here as well. */
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = (event.target as Element | null)?.closest?.('a');
  if (!link || link.origin !== location.origin || link.hasAttribute('download') || link.hash !== '') return;
  if ((link.target === '_blank' && local.keeps) || pageAt(link.pathname) === undefined) return;
  event.preventDefault();
  void go(link.pathname + link.search);
}

function pageAt(path: string): (() => Promise<{ default: Page }>) | undefined {
  return PAGES.find(([pattern]) => pattern.test(path))?.[1];
}

/** Has the person chosen to stay? */
function stays(): boolean {
  return mayGo?.() === false;
}

/** The browser has gone on in its history, and the page shown stays: its address comes back. */
function comeBack(): void {
  const gone = entry();
  if (gone === undefined || gone === at) history.pushState({ at }, '', shown);
  else history.go(at - gone);
}

function entry(): number | undefined {
  return (history.state as { at?: number } | null)?.at;
}

function here(): string {
  return location.pathname + location.search;
}
