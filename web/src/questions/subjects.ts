// What a question is asked about, in the order of the screen, and how that is called.
import { said } from '../lib/declared';
import type { About, Question } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import { briefTitle } from '../stage/brief-words';
import { groupName } from '../stage/board-words';
import { listWords } from '../stage/list-words';
import { calledIn, rowName } from '../stage/told';
import * as words from '../words/polls.gen';

/** One thing that is asked about. */
export interface Subject {
  /** As in answers and results; empty for the workshop itself. */
  id: string;
  /** Empty for the workshop itself: the question says what is asked. */
  title: string;
  /** Where a leading facilitator can bring others to. */
  place?: string;
}

/** Everything that a question is asked about. */
export function subjectsOf(view: View, question: Question): Subject[] {
  if (question.list !== undefined) return rowsOf(view, question.list);
  if (question.items) return question.items.map(({ id, label }) => ({ id, title: said(label) }));
  return about[question.about](view);
}

const about: Record<About, (view: View) => Subject[]> = {
  workshop: () => [{ id: '', title: '' }],
  organisation: (view) => view.organisations.map(({ id, name }) => ({ id: String(id), title: name })),
  team: (view) => view.teams.map(({ id }) => ({ id: String(id), title: briefTitle(view, id), place: `brief/${id}` })),
  group: (view) => view.groups.map(({ id, title }) => ({ id, title: groupName(title), place: `group/${id}` })),
};

/** The rows of a list. */
function rowsOf(view: View, id: string): Subject[] {
  const list = view.lists.find((one) => one.id === id);
  const called = calledIn(view);
  return list
    ? view.rows(list).map((row) => ({ id: row.id, title: rowName(called, list, row) || listWords(list).unnamed() }))
    : [];
}

/** What stands over the things that are asked about, in a table. */
export function aboutWords({ about, list, items }: Question): string {
  return list !== undefined || items ? words.aboutOther() : heads[about]();
}

const heads: Record<About, () => string> = {
  workshop: words.aboutOther,
  organisation: words.aboutOrganisation,
  team: words.aboutBrief,
  group: words.problem,
};
