// Questions on the spot: what is typed becomes a question of the live step, with an id that never was one.
import { describe, expect, it } from 'vitest';
import type { Programme } from '../lib/protocol.gen';
import { askFaults, emptyAsk, isOverlong, questionFrom, withQuestion } from './ask';

const form = (over: Partial<ReturnType<typeof emptyAsk>> = {}) => ({ ...emptyAsk(), title: ' Shall we? ', ...over });

describe('a question on the spot', () => {
  it('is yes or no once it has a title', () => {
    expect(Object.keys(askFaults(emptyAsk()))).toEqual(['title']);
    expect(askFaults(form())).toEqual({});
    expect(questionFrom(form())).toMatchObject({
      title: 'Shall we?',
      kind: 'one',
      about: 'workshop',
      options: [
        { id: 'o1', label: 'Yes' },
        { id: 'o2', label: 'No' },
      ],
    });
  });

  it('has a new id each time', () => {
    const ids = Array.from({ length: 50 }, () => questionFrom(form()).id);
    expect(new Set(ids).size).toBe(50);
    for (const id of ids) expect(id).toMatch(/^ask-[a-z0-9]{16}$/);
  });

  it('can be one of several, a scale, dots or a line', () => {
    const several = form({ kind: 'one', options: 'Now\n\n Later \nNever' });
    expect(questionFrom(several).options?.map(({ label }) => label)).toEqual(['Now', 'Later', 'Never']);
    expect(questionFrom(form({ kind: 'scale', low: 'cold ' })).scales).toEqual([
      { id: 'score', label: '1 to 5', low: 'cold', high: '' },
    ]);
    expect(questionFrom(form({ kind: 'dots' }))).toMatchObject({ kind: 'dots', about: 'group' });
    expect(questionFrom(form({ kind: 'line' }))).toMatchObject({ kind: 'line', about: 'workshop' });
  });

  it('needs answers to choose from, and none too long', () => {
    expect(Object.keys(askFaults(form({ kind: 'one', options: 'Only one' })))).toEqual(['options']);
    expect(Object.keys(askFaults(form({ both: ['Yes', ' '] })))).toEqual(['both']);
    expect(isOverlong(form())).toBe(false);
    expect(isOverlong(form({ title: 'x'.repeat(301) }))).toBe(true);
    expect(isOverlong(form({ options: 'x'.repeat(121) }))).toBe(true);
  });

  it('joins the questions of the programme and what the live step asks', () => {
    const step = { id: 'a', does: ['write'] };
    const programme = {
      ...{ id: 'p', title: 'P', questions: [questionFrom(form())] },
      stages: [{ id: 's', title: 'S', steps: [step, { ...step, id: 'b', asks: ['before'] }] }],
    } as unknown as Programme;
    const question = questionFrom(form());
    const more = withQuestion(programme, 'b', question);
    expect(more.questions?.map(({ id }) => id)).toEqual([programme.questions?.[0]?.id, question.id]);
    expect(more.stages[0]?.steps.map(({ asks }) => asks)).toEqual([undefined, ['before', question.id]]);
  });
});
