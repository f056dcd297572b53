// The files of a record: what they are called on a device.
import { expect, it } from 'vitest';
import { AGREEMENT_FILES, fileName, OTHER_FILES, PRIVATE_FILES, RECORD_FILES } from './files';

it.each([
  ['Families & the library', 'Families-the-library'],
  ['../../etc/passwd', 'etc-passwd'],
  ['Gŵyl 2026', 'Gŵyl-2026'],
  ['???', 'record'],
])('a record titled %j is saved as %j', (title, name) => {
  expect(fileName(title)).toBe(name);
});

it('no two files of one record have one name', () => {
  const all = [...RECORD_FILES, ...OTHER_FILES, ...AGREEMENT_FILES, ...PRIVATE_FILES].map(({ ending }) => ending);
  expect(new Set(all).size).toBe(all.length);
});
