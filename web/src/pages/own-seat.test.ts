// Taking a seat: the same person finds their unsent text, another one finds nothing of theirs.
import { describe, expect, it } from 'vitest';
import * as device from '../lib/device';
import type { Joined } from '../lib/protocol.gen';
import { takeSeat } from './own-seat';

const joined = (seat: number | null, token: string): Joined => ({ workshop: 'w1', token, role: 'participant', seat });
const unsent = device.address('w1', 'unsent:desk/3:page');

describe('a seat on this device', () => {
  it('keeps what the same person could not send', () => {
    takeSeat(joined(3, 'first'), 'Families', 'Nia');
    device.write(unsent, 'half a thought');
    takeSeat(joined(3, 'second'), 'Families', '');
    expect(device.read(unsent)).toBe('half a thought');
    expect(device.kept('w1')).toMatchObject({ token: 'second', title: 'Families' });
  });

  it('keeps nothing for somebody else', () => {
    takeSeat(joined(3, 'first'), 'Families', 'Nia');
    device.write(unsent, 'half a thought');
    takeSeat(joined(4, 'other'), 'Families', 'Tom');
    expect(device.read(unsent)).toBeNull();
    expect(device.kept('w1')).toMatchObject({ token: 'other', name: 'Tom' });
  });

  it('leaves a wall on the same device alone, and other workshops too', () => {
    device.keep({ workshop: 'w1', token: 'wall', role: 'wall', title: '', name: '' }, 'wall');
    takeSeat({ ...joined(1, 'else'), workshop: 'w2' }, 'Other', 'Nia');
    takeSeat(joined(3, 'first'), 'Families', 'Nia');
    takeSeat(joined(4, 'other'), 'Families', 'Tom');
    expect(device.kept('w1', 'wall')?.token).toBe('wall');
    expect(device.kept('w2')?.token).toBe('else');
  });
});
