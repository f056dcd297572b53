// What a group is called on the board, whose document holds what somebody typed: the same as on the wall and in the record.
import { expect, it } from 'vitest';
import { unseen } from '../../../tests/data/cases/11-unseen.json';
import { groupName } from './board-words';

it('p8: a title in which there is nothing to see is said to be none', () => {
  expect(unseen.map(groupName)).toEqual(unseen.map(() => 'Group without a name'));
  expect(groupName(' Buses\u00ad ')).toBe('Buses\u00ad');
});
