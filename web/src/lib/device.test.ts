// What a device keeps: a second seat beside the first one keeps its things in its tab.
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as device from './device';

const seat = (token: string) => ({ workshop: 'w1', token, role: 'participant' as const, title: '', name: '' });

beforeEach(() => {
  sessionStorage.clear();
});
afterEach(() => at('/'));

/** A page begins at that address. */
function at(address: string): void {
  history.replaceState(null, '', address);
  device.arrive();
}

it('keeps a seat beside the first one in the tab alone', () => {
  device.keep(seat('console'));
  at(`/workshop/w1${device.BESIDE}`);
  expect(device.kept('w1')).toBeNull();
  device.keep(seat('beside'));
  device.keepDraft('w1', 'line', 'half');
  expect(device.kept('w1')?.token).toBe('beside');
  at('/workshop/w1');
  expect(device.kept('w1')?.token).toBe('console');
  expect(device.draft('w1', 'line')).toBe('');
});

it('forgets drafts and unsent edits, and keeps who it is', () => {
  device.keep(seat('mine'));
  device.keep({ ...seat('wall'), role: 'wall' }, 'wall');
  device.keepDraft('w1', 'line', 'half');
  device.write(device.address('w1', 'unsent:desk/3:page'), 'x');
  device.write(device.address('w2', 'unsent:desk/3:page'), 'y');
  device.forgetWork('w1');
  expect(device.keys('trestle:').sort()).toEqual([
    'trestle:w1:seat',
    'trestle:w1:wall',
    'trestle:w2:unsent:desk/3:page',
  ]);
});
