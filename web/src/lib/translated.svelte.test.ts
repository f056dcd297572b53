// Rule 33: a page that a translator has rewritten goes on, whatever changes in it: values, branches, lists and their order.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
import rewriting from '../../../tests/data/cases/02-translate.js?raw';
import Rewritten from './Rewritten.test.svelte';
import { bearTranslation } from './translated';

/** The translator of case 02, as it stands. */
const translate = new Function(rewriting) as () => void;
/** What watches the page runs as soon as the translator is done. */
const settled = () => Promise.resolve();
const shown = () => document.body.textContent.replace(/\s+/g, ' ').trim();

const props = $state({ count: 3, name: '', open: true, list: ['a', 'b', 'c'] });
let page: Record<string, unknown>;
let end: () => void;

beforeEach(async () => {
  Object.assign(props, { count: 3, name: '', open: true, list: ['a', 'b', 'c'] });
  document.body.innerHTML = '';
  end = bearTranslation(document.body);
  page = mount(Rewritten, { target: document.body, props });
  flushSync();
  await settled();
  translate();
  await settled();
  expect(document.querySelectorAll('font').length).toBeGreaterThan(0);
  expect(shown()).toBe('3 notes by nobody. open a+b+c+ end');
});
afterEach(() => {
  void unmount(page);
  flushSync();
  end();
});

it('33 changes its values, to nothing as well, and again after another translation', async () => {
  props.count = 4;
  props.name = 'Nia';
  flushSync();
  await settled();
  expect(shown()).toBe('4 notes by Nia. open a+b+c+ end');
  translate();
  await settled();
  props.count = 5;
  props.name = '';
  flushSync();
  await settled();
  expect(shown()).toBe('5 notes by nobody. open a+b+c+ end');
});

it('33 opens and shuts its branches', async () => {
  for (const [open, text] of [
    [false, '3 notes by nobody. shut a+b+c+ end'],
    [true, '3 notes by nobody. open a+b+c+ end'],
  ] as const) {
    props.open = open;
    flushSync();
    await settled();
    expect(shown()).toBe(text);
    translate();
    await settled();
  }
});

it('33 adds to its lists, takes out of them and sorts them', async () => {
  for (const [list, text] of [
    [['c', 'a', 'b'], 'c+a+b+'],
    [['c', 'b'], 'c+b+'],
    [['d', 'c', 'b', 'e'], 'd+c+b+e+'],
    [[], ''],
  ] as const) {
    props.list = [...list];
    flushSync();
    await settled();
    expect(shown()).toBe(`3 notes by nobody. open ${text} end`.replace('  ', ' '));
    translate();
    await settled();
  }
});

it('33 is itself again when the reader wants no translation', async () => {
  for (const font of document.querySelectorAll('font'))
    if (font.isConnected) font.replaceWith(document.createTextNode(font.textContent));
  await settled();
  expect(shown()).toBe('3 notes by nobody. open a+b+c+ end');
  props.count = 4;
  flushSync();
  await settled();
  expect(shown()).toBe('4 notes by nobody. open a+b+c+ end');
});
