// Case 06: many lines pasted at once, from a spreadsheet, a document or a list.
// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linesOf, pastedBetween, piecesOf } from '../src/stage/pasted-lines';

const excel = readFileSync('../tests/data/cases/06-excel-50-rows.tsv', 'utf8');

describe('lines that were pasted', () => {
  it('are 50 notes for the 50 rows of a sheet, without its numbering', () => {
    const lines = linesOf(excel);
    expect(lines).toHaveLength(50);
    expect(lines[0]).toBe('Parking problem 1 at the branch, Branch 0');
    expect(lines[49]).toBe('Parking problem 50 at the branch, Branch 4');
  });

  it.each(['\n', '\r', '\r\n', '\u000B', '\u000C', '\u0085', '\u2028', '\u2029'])(
    'end at every line break: %j',
    (end) => {
      expect(linesOf(['No bus', '', ' Too dear ', 'Closed'].join(end))).toEqual(['No bus', 'Too dear', 'Closed']);
    },
  );

  it('lose the signs of a list, and keep a number that is no numbering', () => {
    expect(linesOf('•\tNo bus\n•\tToo dear')).toEqual(['No bus', 'Too dear']);
    expect(linesOf('- No bus\n- Too dear')).toEqual(['No bus', 'Too dear']);
    expect(linesOf('1. No bus\n2. Too dear')).toEqual(['No bus', 'Too dear']);
    expect(linesOf('300 children wait\n12 have a place')).toEqual(['300 children wait', '12 have a place']);
  });

  it('keep a cell with a break in it as one, and quotation marks of people', () => {
    expect(linesOf('"No bus\nafter eight"\tWood Green\r\nToo dear\t')).toEqual([
      'No bus after eight, Wood Green',
      'Too dear',
    ]);
    expect(linesOf('"Nobody asked us"\n"Nobody came"')).toEqual(['"Nobody asked us"', '"Nobody came"']);
    expect(linesOf('"She said ""no"""\nYes')).toEqual(['She said "no"', 'Yes']);
  });

  it('are found in what a field was given with one stroke', () => {
    expect(pastedBetween('My note', 'My a\nb note')).toEqual({ at: 3, text: 'a\nb ' });
    expect(pastedBetween('', 'a\nb')).toEqual({ at: 0, text: 'a\nb' });
    expect(pastedBetween('aa', 'aaa').text).toBe('a');
  });
});

describe('a text that is too long for one note', () => {
  it('is broken between words, and only in a word where there is no other way', () => {
    expect(piecesOf('one two three', 7)).toEqual(['one two', 'three']);
    expect(piecesOf('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(piecesOf('abc😀d', 4)).toEqual(['abc', '😀d']);
    expect(piecesOf('', 4)).toEqual([]);
  });
});
