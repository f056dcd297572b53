// How every page starts: language and look first, then its component, in place of nothing.
import { mount, type Component } from 'svelte';
import '../styles/main.css';
import { startAppearance } from '../ui/appearance.svelte';
import { bearTranslation } from './translated';
import { startLanguage } from '../words/locale.svelte';

/** Puts a page's component into the element with id "app". */
export function mountPage(page: Component): void {
  startLanguage();
  startAppearance();
  const target = document.getElementById('app');
  if (!target) throw new Error('the page has no element "app"');
  // Takes the focus when another page comes in place of the first
  target.tabIndex = -1;
  bearTranslation(target);
  mount(page, { target });
  // Behind the first screen, which nothing has been pressed on yet
  void import('../ui/keep-focus').then(
    ({ keepFocus }) => keepFocus(target),
    () => undefined,
  );
}
