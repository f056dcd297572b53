// The foot's notices cover nothing that people press or type into.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clear } from './clear';

/** Where the foot begins: the room above the notices of a phone of 640 pixels. */
const FOOT = 376;
const NOTICES = 117;

let observed: () => void = () => undefined;
const scrolled = vi.fn<(to: ScrollToOptions) => void>();

function at(selector: string, top: number, bottom: number): void {
  const element = document.querySelector<HTMLElement>(selector);
  if (element) element.getBoundingClientRect = () => ({ top, bottom, height: bottom - top }) as DOMRect;
}

function notified(): number | undefined {
  const foot = document.querySelector<HTMLElement>('.foot');
  if (!foot) throw new Error('no foot');
  for (const [element, height] of [
    [foot, NOTICES + 147],
    [foot.firstElementChild, NOTICES],
  ] as const)
    Object.defineProperty(element, 'offsetHeight', { value: height });
  clear(foot);
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
  document.documentElement.style.setProperty('--stuck-top', '80px');
  document.body.innerHTML =
    '<main><form><textarea></textarea><button type="submit">Add</button></form></main><div class="foot"><div class="notices"></div></div>';
  at('.foot', FOOT, 640);
});
afterEach(() => {
  vi.unstubAllGlobals();
  scrolled.mockReset();
  document.documentElement.style.removeProperty('--stuck-top');
});

it('brings the button of a covered field into sight with it', () => {
  at('textarea', 400, 500);
  at('button', 570, 626);
  expect(notified()).toBe(626 - FOOT);
});

it('keeps the field in sight where there is no room for both', () => {
  at('textarea', 400, 500);
  at('button', 900, 956);
  expect(notified()).toBe(400 - 80);
});

it('moves nothing that is not covered', () => {
  at('textarea', 100, 200);
  at('button', 900, 956);
  expect(notified()).toBe(0);
});
