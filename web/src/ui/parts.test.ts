// The small parts without a page: marks of themes, where a menu opens, the QR code's path.
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { moveTo, place } from './menu';
import { qrPath } from './qr';
import { papers, themeMark } from './theme-mark';

describe('22 a theme is colour, shape and word', () => {
  it('gives the first five themes the papers and shapes of the design', () => {
    expect(papers.map((_, at) => themeMark(at))).toEqual([
      { paper: 'lemon', shape: 'circle' },
      { paper: 'sky', shape: 'triangle' },
      { paper: 'coral', shape: 'square' },
      { paper: 'mint', shape: 'plus' },
      { paper: 'lilac', shape: 'diamond' },
    ]);
  });

  it('gives 25 themes 25 different marks', () => {
    const marks = Array.from({ length: 25 }, (_, at) => JSON.stringify(themeMark(at)));
    expect(new Set(marks).size).toBe(25);
    expect(themeMark(-1)).toEqual(themeMark(0));
    expect(themeMark(Number.NaN)).toEqual(themeMark(0));
  });
});

describe('9 the menu', () => {
  const texts = ['Reading', 'Health', 'New group', 'Hide'];

  it('moves by keys, around the ends, and by first letter', () => {
    expect(moveTo('ArrowDown', 3, texts)).toBe(0);
    expect(moveTo('ArrowUp', 0, texts)).toBe(3);
    expect(moveTo('ArrowDown', -1, texts)).toBe(0);
    expect(moveTo('End', 0, texts)).toBe(3);
    expect(moveTo('h', 1, texts)).toBe(3);
    expect(moveTo('h', 3, texts)).toBe(1);
    expect(moveTo('q', 0, texts)).toBeUndefined();
    expect(moveTo('Enter', 0, texts)).toBeUndefined();
    expect(moveTo('ArrowDown', 0, [])).toBeUndefined();
  });

  it('stays inside the window', () => {
    const menu = { width: 200, height: 300 };
    const phone = { width: 320, height: 600 };
    const low = place({ left: 280, right: 320, top: 560, bottom: 600 }, menu, phone);
    expect(low).toEqual({ left: 112, top: 256 });
    const high = place({ left: 0, right: 40, top: 0, bottom: 40 }, menu, phone, true);
    expect(high).toEqual({ left: 8, top: 44 });
  });
});

describe('3 the QR code', () => {
  it('draws exactly the dark modules, four of white around them', () => {
    const text = 'http://192.168.1.20:8080/join#7K3M9Q2R';
    const { path, size } = qrPath(text);
    const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
    for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
      for (let step = 0; step < Number(length); step += 1) (drawn[Number(y)] ?? [])[Number(x) + step] = true;
    expect(drawn).toEqual(encode(text, { ecc: 'M', border: 4 }).data);
    expect(drawn.slice(0, 4).flat()).not.toContain(true);
    expect(drawn.flat()).toContain(true);
  });
});
