// What is copied goes through a copy event: the newer interface holds the page's rules about style against it.
import { afterEach, expect, it, vi } from 'vitest';
import { copyRich } from './copy-rich';

const RICH = { html: '<p style="color:red">Words</p>', text: 'Words' };

/** A browser with both ways; the event is allowed or not. */
function browser(allowed: boolean) {
  const given = new Map<string, string>();
  const write = vi.fn().mockResolvedValue(undefined);
  document.execCommand = () => {
    const clipboardData = { setData: (type: string, form: string) => given.set(type, form) };
    const asked = Object.assign(new Event('copy', { cancelable: true }), { clipboardData });
    if (allowed) document.dispatchEvent(asked);
    return allowed;
  };
  vi.stubGlobal('navigator', { clipboard: { write } });
  vi.stubGlobal('ClipboardItem', class {});
  return { given, write };
}

afterEach(() => vi.unstubAllGlobals());

it('gives both forms to a copy event, and leaves the newer interface alone', async () => {
  const { given, write } = browser(true);
  expect(await copyRich(RICH)).toBe(true);
  expect([...given]).toEqual([
    ['text/html', RICH.html],
    ['text/plain', RICH.text],
  ]);
  expect(write).not.toHaveBeenCalled();
});

it('takes the newer interface where the event is refused', async () => {
  const { write } = browser(false);
  expect(await copyRich(RICH)).toBe(true);
  expect(write).toHaveBeenCalledOnce();
});
