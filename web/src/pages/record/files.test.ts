// The files of a record: what they are called on a device, which there are, and what stands between cells.
import { expect, it } from 'vitest';
import { AGREEMENT_FILES, hasDates, nameOf, OTHER_FILES, PRIVATE_FILES, RECORD_FILES, usualSeparator } from './files';
import type { Record } from './record';

it('a file is saved under the name that the server gives it', () => {
  const header = `attachment; filename="Gwyl-record.pdf"; filename*=UTF-8''G%C5%B5yl-record.pdf`;
  expect(nameOf(header)).toBe('Gŵyl-record.pdf');
  expect(nameOf('attachment')).toBeUndefined();
});

it('no two files of one record have one address', () => {
  const all = [...RECORD_FILES, ...OTHER_FILES, ...AGREEMENT_FILES, ...PRIVATE_FILES].map(({ path }) => path);
  expect(new Set(all).size).toBe(all.length);
});

it('case 10: a calendar is offered only with something in it', () => {
  const record = (over: object, when: string | null = null, due: string | null = null) =>
    ({ workshop: { started_at: null, ...over }, plan: { next: { when }, actions: [{ due }] } }) as unknown as Record;
  expect(hasDates(record({}))).toBe(false);
  expect(hasDates(record({ started_at: 1 }))).toBe(true);
  expect(hasDates(record({ begins_at: 1 }))).toBe(true);
  expect(hasDates(record({}, '2027-04-15T14:00'))).toBe(true);
  expect(hasDates(record({}, null, '2027-04-15'))).toBe(true);
});

it.each([
  ['en-GB', 'comma'],
  ['de-DE', 'semicolon'],
  ['pl', 'semicolon'],
])('in %s cells are kept apart by a %s', (language, separator) => {
  expect(usualSeparator(language)).toBe(separator);
});
