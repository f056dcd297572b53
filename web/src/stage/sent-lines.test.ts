import { expect, it } from 'vitest';
import * as device from '../lib/device';
import type { FeedbackLine } from '../lib/protocol.gen';
import { keepSent, ownLines, sentLines } from './sent-lines';

const line = (kind: FeedbackLine['kind'], text: string): FeedbackLine => ({ kind, text, author: null });

it('marks the lines that were sent from here, and as many of them as were sent', () => {
  keepSent('w', 2, 'like', 'Small');
  const sent = keepSent('w', 2, 'improve', 'Cheaper');
  const shown = [line('like', 'Small'), line('improve', 'Small'), line('like', 'Small'), line('improve', 'Cheaper')];
  expect(ownLines(shown, sent)).toEqual([shown[0], shown[3]]);
  expect(ownLines([], sent)).toEqual([]);
  expect(sentLines('w', 3)).toEqual([]);
});

it('is forgotten with the workshop, and not upset by what others left in the storage', () => {
  keepSent('w', 2, 'like', 'Small');
  device.forget('w');
  expect(sentLines('w', 2)).toEqual([]);
  device.write(device.address('w', 'sent:2'), '[1,null,{"kind":"x","text":""},{"kind":"like","text":"Ours"}]');
  expect(sentLines('w', 2)).toEqual([{ kind: 'like', text: 'Ours' }]);
  device.write(device.address('w', 'sent:2'), '{');
  expect(sentLines('w', 2)).toEqual([]);
});
