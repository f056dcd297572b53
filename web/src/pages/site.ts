// How a document of the site starts: with the page that came with it.
import { mountPage } from '../lib/mount';
import { startSite, type Page } from '../lib/site.svelte';
import Site from './Site.svelte';

/** Starts the site with that page; the others come when they are gone to. */
export function mountSite(page: Page): void {
  startSite(page);
  mountPage(Site);
}
