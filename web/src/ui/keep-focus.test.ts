// The focus of a button that goes with its line goes on to the next line, or to the heading of what is left; whoever left by themselves is let be.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepFocus } from './keep-focus';

let stop: () => void;
beforeEach(() => {
  vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList);
  document.body.innerHTML = `<div id="app"><main tabindex="-1"></main>
    <aside aria-labelledby="all"><h2 id="all">People</h2>
      <section aria-labelledby="door"><h3 id="door">At the door</h3>
        <ul><li><button id="a">Let in</button></li><li><button id="b">Let in</button></li><li><button id="c">Let in</button></li></ul>
      </section>
      <p><button id="link">Make its link</button></p>
    </aside><button id="loose">Put away</button></div>`;
  stop = keepFocus(document.getElementById('app')!);
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
});

const by = (id: string) => document.getElementById(id)!;
/** Presses a button, which takes something away with it; where the focus is then. */
async function pressed(id: string, gone: (button: HTMLElement) => void): Promise<string> {
  by(id).focus();
  gone(by(id));
  await new Promise((soon) => setTimeout(soon));
  return document.activeElement?.id || document.activeElement?.tagName || '';
}

test('rule 21: the next line has it, after the last one the line before, and then the heading of what is left', async () => {
  expect(await pressed('b', (one) => one.closest('li')!.remove())).toBe('c');
  expect(await pressed('c', (one) => one.closest('li')!.remove())).toBe('a');
  expect(await pressed('a', (one) => one.closest('section')!.remove())).toBe('all');
});

test('a list that goes with its last line leaves the heading around it', async () => {
  const gone = (one: HTMLElement) => {
    const section = one.closest('section')!;
    one.closest('li')!.remove();
    section.remove();
  };
  expect(await pressed('a', gone)).toBe('all');
});

test('what takes the place of a button has its focus, and without a heading the page’s middle', async () => {
  const field = document.createElement('input');
  field.id = 'field';
  expect(await pressed('link', (one) => one.replaceWith(field))).toBe('field');
  expect(await pressed('loose', (one) => one.remove())).toBe('MAIN');
});

test('nobody is moved whose focus is elsewhere, or who had left', async () => {
  by('a').focus();
  by('b').closest('li')!.remove();
  await Promise.resolve();
  expect(document.activeElement).toBe(by('a'));
  by('a').blur();
  await Promise.resolve();
  by('a').closest('li')!.remove();
  await new Promise((soon) => setTimeout(soon));
  expect(document.activeElement).toBe(document.body);
});
