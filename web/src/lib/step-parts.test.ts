// The forms, lists and questions of a step make its parts by their roles, and each stands in one part.
import { expect, it } from 'vitest';
import type { Form, List } from './protocol.gen';
import { question, stepOf } from './step-of';
import { formsIn, listsIn, partsIn, questionsIn } from './step-parts';

const list = (id: string, is?: List['is']): List => ({
  id,
  title: id,
  rows: 'workshop',
  columns: [],
  ...(is && { is }),
});
const form = (id: string, is?: Form['is']): Form => ({
  id,
  title: id,
  about: 'workshop',
  fields: [],
  ...(is && { is }),
});
const declared = {
  forms: [form('meeting', 'meeting'), form('survey')],
  lists: [list('a', 'core'), list('b', 'leadership'), list('do', 'actions'), list('risks')],
  questions: [question('c'), question('d'), question('choice', { is: 'choice' }), question('pulse', { is: 'pulse' })],
};
const all = { fills: ['meeting', 'survey'], lists: ['a', 'b', 'do', 'risks'] };
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);

it('gives rings, actions and the next meeting to the parts that know them', () => {
  const step = stepOf(['commit'], all);
  expect(partsIn(step, declared)).toEqual(['commit', 'form', 'roles', 'list']);
  expect(ids(listsIn(step, declared, 'commit'))).toEqual(['do']);
  expect(ids(listsIn(step, declared, 'roles'))).toEqual(['a', 'b']);
  expect(ids(listsIn(step, declared, 'list'))).toEqual(['risks']);
  expect(ids(formsIn(step, declared, 'commit'))).toEqual(['meeting']);
  expect(ids(formsIn(step, declared, 'form'))).toEqual(['survey']);
});

it('fills them in all the same where nobody commits', () => {
  const step = stepOf([], all);
  expect(partsIn(step, declared)).toEqual(['form', 'roles', 'list']);
  expect(ids(listsIn(step, declared, 'list'))).toEqual(['do', 'risks']);
  expect(ids(formsIn(step, declared, 'form'))).toEqual(['meeting', 'survey']);
});

it('asks in its own order, and gives the choice and the pulse to the parts that know them', () => {
  const step = stepOf([], { asks: ['pulse', 'd', 'choice', 'gone', 'c'] });
  expect(partsIn(step, declared)).toEqual(['pulse', 'ask', 'choice']);
  expect(ids(questionsIn(step, declared, 'ask'))).toEqual(['d', 'c']);
  expect(ids(questionsIn(step, declared, 'choice'))).toEqual(['choice']);
  expect(questionsIn(undefined, declared, 'ask')).toEqual([]);
});

it('leaves out what nobody declares', () => {
  expect(partsIn(stepOf([], { fills: ['gone'], lists: ['gone'], asks: ['gone'] }), declared)).toEqual([]);
  expect(partsIn(stepOf(['write'], all), undefined)).toEqual(['write']);
  expect(partsIn(undefined, declared)).toEqual([]);
});
