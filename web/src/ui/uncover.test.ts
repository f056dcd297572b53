// The bar that leads to the live step leaves the field in sight in which somebody types.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { uncover } from './uncover';

/** Where the top ends once the bar stands in it. */
const EDGE = 180;

let observed: () => void = () => undefined;
const scrolled = vi.fn<(to: ScrollToOptions) => void>();

function at(selector: string, top: number, bottom: number): void {
  const element = document.querySelector<HTMLElement>(selector);
  if (element) element.getBoundingClientRect = () => ({ top, bottom, height: bottom - top }) as DOMRect;
}

/** How far the page moves as the bar comes. */
function comes(): number | undefined {
  const bar = document.querySelector<HTMLElement>('.bar');
  if (!bar) throw new Error('no bar');
  uncover(bar);
  observed();
  return scrolled.mock.lastCall?.[0].top;
}

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(watch: () => void) {
        observed = watch;
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal('scrollBy', scrolled);
  vi.stubGlobal('innerHeight', 640);
  vi.stubGlobal('visualViewport', null);
  document.body.innerHTML =
    '<header><div class="bar"></div></header><main><textarea></textarea><button>Add</button></main>';
  at('header', 0, EDGE);
});
afterEach(() => {
  vi.unstubAllGlobals();
  scrolled.mockReset();
});

it('brings the field out from under it', () => {
  document.querySelector('textarea')?.focus();
  at('textarea', 110, 210);
  expect(comes()).toBe(-(EDGE + 8 - 110));
});

it('keeps the end of a long text in sight', () => {
  document.querySelector('textarea')?.focus();
  at('textarea', 100, 620);
  expect(comes()).toBe(-20);
});

it('moves nothing that is in sight, and nothing for who does not type', () => {
  document.querySelector('textarea')?.focus();
  at('textarea', 300, 400);
  expect(Math.abs(comes() ?? 1)).toBe(0);
  scrolled.mockReset();
  document.querySelector('button')?.focus();
  expect(comes()).toBeUndefined();
});
