// The parts of the record that there are, by the ids of their headings, in the order in which they stand on the page.
import { said } from '../../lib/declared';
import type { WorkshopRecord } from '../../lib/protocol.gen';
import { isRing } from '../../stage/map-places';
import * as words from '../../words/record.gen';
import { otherQuestions, questionsFor } from './asked';
import { formFor, listFor, otherForms, otherLists } from './filled';

interface Part {
  id: string;
  title: string;
}

/** What the contents of the page name. */
export function partsOf(record: WorkshopRecord): Part[] {
  const brief = formFor(record, 'brief') !== undefined;
  const asks = record.committed_needed > 0 || record.organisations.some(({ commitment }) => commitment !== null);
  return [
    ...part('agreed-title', words.whatWeAgreed(), brief),
    ...part('actions-title', words.whoDoesWhat(), listFor(record, 'actions') !== undefined),
    ...part('briefs-title', words.briefs(), brief || record.briefs.length > 0),
    ...part(
      'roles-title',
      words.roles(),
      record.lists.some(({ list }) => isRing(list)),
    ),
    ...part('next-title', words.nextSteps(), asks || formFor(record, 'meeting') !== undefined),
    ...otherForms(record).map(({ form }) => ({ id: `form-${form.id}`, title: said(form.title) })),
    ...otherLists(record).map(({ list }) => ({ id: `list-${list.id}`, title: said(list.title) })),
    ...part('problems-title', words.problems(), true),
    ...part('asked-title', words.asked(), otherQuestions(record).length > 0),
    ...part('offers-title', words.offers(), record.links.length > 0),
    ...part('people-title', words.whoTookPart(), true),
    ...part('pulse-title', words.pulse(), questionsFor(record, 'pulse').length > 0),
  ];
}

function part(id: string, title: string, there: boolean): Part[] {
  return there ? [{ id, title }] : [];
}
