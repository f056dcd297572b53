// Declarations for tests: the built-in forms in short, and one of a programme's own with every kind of field.
import type { Field, Form } from './protocol.gen';

const field = (id: string, over: Partial<Field> = {}): Field => ({ id, kind: 'text', label: id, ...over });

/** The organisation card. */
export const CARD: Form = {
  id: 'card',
  title: 'Organisation card',
  about: 'organisation',
  is: 'card',
  fields: [
    field('does'),
    field('spaces', { is: 'offers', heading: 'What we bring' }),
    field('skills', { is: 'offers' }),
    field('hope', { is: 'asks' }),
    field('unsure', { private: true }),
  ],
};

/** The challenge brief. */
export const BRIEF: Form = {
  id: 'brief',
  title: 'Challenge brief',
  about: 'team',
  is: 'brief',
  fields: [
    field('title', { is: 'title' }),
    field('groups', { kind: 'groups', is: 'problem' }),
    field('who', { is: 'who' }),
    field('why', { is: 'why' }),
    field('ideas', { is: 'how' }),
    field('already'),
  ],
};

/** What is said about each group. */
export const DISCUSSION: Form = {
  id: 'discuss',
  title: 'Talk about each group',
  about: 'group',
  is: 'discussion',
  fields: [field('who'), field('factors'), field('seriousness'), field('priority')],
};

/** Keeping in touch. */
export const MEETING: Form = {
  id: 'meeting',
  title: 'Keeping in touch',
  about: 'workshop',
  is: 'meeting',
  fields: [
    field('communications'),
    field('when', { kind: 'moment', is: 'meeting' }),
    field('reason', { is: 'reason' }),
  ],
};

/** One that no code knows, about what is asked for. */
export function ownForm(about: Form['about']): Form {
  return {
    id: 'visit',
    title: 'A visit',
    about,
    fields: [
      field('story'),
      field('line', { kind: 'line' }),
      field('host', { kind: 'organisation' }),
      field('guide', { kind: 'person' }),
      field('day', { kind: 'date' }),
      field('at', { kind: 'moment' }),
      field('way', { kind: 'choice', options: [{ id: 'bus', label: 'By bus' }] }),
      field('worth', { kind: 'scale' }),
      field('agreed', { kind: 'tick' }),
      field('problems', { kind: 'groups' }),
    ],
  };
}
