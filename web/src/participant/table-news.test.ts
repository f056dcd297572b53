// What a phone is told of whether it is a table's device.
import { expect, it } from 'vitest';
import { newsOf } from './table-news.svelte';

it('says what a facilitator decided, and not what this phone did itself', () => {
  expect(newsOf('asked', 'table')).toBe('nowTable');
  expect(newsOf('none', 'table')).toBe('nowTable');
  expect(newsOf('asked', 'refused')).toBe('refused');
  expect(newsOf('table', 'none')).toBe('nowNone');
  expect(newsOf('none', 'asked')).toBeUndefined();
  expect(newsOf('asked', 'none')).toBeUndefined();
});

it('says nothing of what it finds when it comes', () => {
  expect(newsOf(undefined, 'table')).toBeUndefined();
  expect(newsOf('table', 'table')).toBeUndefined();
});
