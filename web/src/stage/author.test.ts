import { expect, it } from 'vitest';
import { authorOf } from './author';

it('says whose words they are, and the room where they are nobody’s in particular', () => {
  const person = { name: 'Pat', organisation: 'The church' };
  expect(authorOf(person)).toBe('Pat, The church');
  expect(authorOf({ ...person, via: 'Tina' })).toBe('Pat, The church, by way of Tina');
  expect(authorOf({ ...person, room: true })).toBe('Pat, The church');
  expect(authorOf({ name: null, organisation: null, room: true })).toBe('The room');
  expect(authorOf({ name: null, organisation: null })).toBeUndefined();
  expect(authorOf(null)).toBeUndefined();
});
