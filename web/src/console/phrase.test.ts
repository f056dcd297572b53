// A ready phrase takes nobody's words away.
import { expect, it } from 'vitest';
import { withPhrase } from './phrase';

it('fills an empty field', () => {
  expect(withPhrase('', 'Please look at the wall')).toBe('Please look at the wall');
  expect(withPhrase('  ', 'Please look at the wall')).toBe('Please look at the wall');
});

it('keeps what was written, before the phrase', () => {
  expect(withPhrase('The soup is here. ', 'One minute left')).toBe('The soup is here. One minute left');
});

it('is there once, however often it is picked', () => {
  expect(withPhrase(withPhrase('Soup!', 'One minute left'), 'One minute left')).toBe('Soup! One minute left');
});
