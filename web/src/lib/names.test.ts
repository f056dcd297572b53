// Names that nobody can see, and organisations that are one however they are typed: the cases that the server is held to (case 11 and 12).
import { expect, it } from 'vitest';
import { names } from '../../../tests/data/cases/11-names.json';
import { seen, unseen } from '../../../tests/data/cases/11-unseen.json';
import { different, same } from '../../../tests/data/cases/12-organisations.json';
import { isSeen, unseenFault } from './names';
import { sameOrganisation } from './organisations';

it('case 11: a name that nobody can see is told so at its field', () => {
  expect(names.map((name) => unseenFault(name) !== undefined)).toEqual([true, true, false, true, true, false, false]);
  for (const seen of ['', ' ', '-', '李', '👩‍👩‍👧', 'می‌خواهم', 'Nguyễn Thị Ánh'])
    expect(unseenFault(seen)).toBeUndefined();
});

it('case 11: what can be seen is what the server says can be seen', () => {
  expect(unseen.filter(isSeen)).toEqual([]);
  expect(seen.filter((text) => !isSeen(text))).toEqual([]);
});

it.each(same)('case 12: %j and %j are one organisation', (...[a, b]) => {
  expect(sameOrganisation(a ?? '', b ?? '')).toBe(true);
});

it.each(different)('case 12: %j and %j are two organisations', (...[a, b]) => {
  expect(sameOrganisation(a ?? '', b ?? '')).toBe(false);
});
