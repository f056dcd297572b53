// The small parts without a page: marks of themes, where a menu opens, the QR code's path.
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { moveTo, place, TypeAhead } from './menu';
import { qrPath } from './qr';
import { qrModules } from './qr-modules';
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
    for (const none of [-1, Number.NaN]) expect(themeMark(none)).toEqual({ paper: 'plain', shape: null });
  });
});

describe('9 the menu', () => {
  const texts = ['Reading', 'Health', 'New group', 'Hide'];

  it('moves by keys, around the ends', () => {
    expect(moveTo('ArrowDown', 3, texts)).toBe(0);
    expect(moveTo('ArrowUp', 0, texts)).toBe(3);
    expect(moveTo('ArrowDown', -1, texts)).toBe(0);
    expect(moveTo('End', 0, texts)).toBe(3);
    expect(moveTo('h', 1, texts)).toBeUndefined();
    expect(moveTo('Enter', 0, texts)).toBeUndefined();
    expect(moveTo('ArrowDown', 0, [])).toBeUndefined();
  });

  it('goes to what is typed: a letter by itself, again for the next, and words', () => {
    const press = (keys: string, apart: number, from: number) => {
      const typing = new TypeAhead();
      return [...keys].reduce<number>((at, key, place) => typing.press(key, place * apart, at, texts) ?? at, from);
    };
    expect(press('h', 100, 1)).toBe(3);
    expect(press('h', 100, 3)).toBe(1);
    expect(press('hhh', 100, 0), 'the next, the next').toBe(1);
    expect(press('hi', 100, 0)).toBe(3);
    expect(press('hi', 5_000, 0), 'i by itself leads nowhere').toBe(1);
    expect(press('HEA', 100, 0)).toBe(1);
    const typing = new TypeAhead();
    for (const key of ['q', 'Enter', ' ', 'Shift']) expect(typing.press(key, 0, 0, texts)).toBeUndefined();
    expect(typing.press('h', 0, 0, [])).toBeUndefined();
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
    const modules = qrModules(text);
    expect(size).toBe(modules.length + 8);
    expect(drawn.slice(4, -4).map((row) => row.slice(4, -4))).toEqual(modules);
    expect(drawn.slice(0, 4).flat()).not.toContain(true);
    expect(drawn.flat()).toContain(true);
  });

  it('stands module for module as another encoder draws it, in large and small versions and under every mask', () => {
    const said = ['abc/:#\u00e9', 'ABCXYZ019:/.$'];
    const sizes = new Set<number>();
    for (let length = 1; length < 1500; length += 89)
      for (const alphabet of said) {
        const text = Array.from({ length }, (_, at) => alphabet[(at * 5 + length) % alphabet.length]).join('');
        const mask = length % 8;
        const modules = qrModules(text, mask);
        sizes.add(modules.length);
        expect(modules, text).toEqual(encode(text, { ecc: 'M', border: 0, maskPattern: mask }).data);
      }
    expect(sizes.size).toBeGreaterThan(14);
  });

  it('carries 128 bits in no more modules than it took for the typed code', () => {
    const invitation = 'ABCDEFGHIJKLMNOPQRSTUVW234';
    for (const host of [
      'trestle.example',
      '192.168.1.20:8080',
      'workshops.county.gov.uk',
      'co.libraries.example.org',
    ]) {
      const code = encode(`https://${host}/join#K7QM2RTP`, { ecc: 'M', border: 0 }).size;
      const scanned = qrModules(`HTTPS://${host}/J#${invitation}`.toUpperCase()).length;
      expect(scanned, host).toBeLessThanOrEqual(code);
    }
    const small = qrModules(`https://trestle.example/j#${invitation}`.toLowerCase()).length;
    expect(small, 'in small letters it takes more').toBeGreaterThan(29);
  });

  it('that is too long is refused', () => {
    expect(qrModules('a'.repeat(2331)).length).toBe(177);
    expect(() => qrModules('a'.repeat(2332))).toThrow(RangeError);
  });
});
