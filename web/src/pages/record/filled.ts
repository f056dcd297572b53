// What was filled in, as the record has it: the forms and lists that the programme declared, found by their roles, and their values in words.
import { said } from '../../lib/declared';
import { partsOf } from '../../lib/forms';
import type {
  About,
  Field,
  FieldRole,
  Form,
  FormRole,
  ListRole,
  RecordList,
  RecordOrganisation,
  WorkshopRecord,
} from '../../lib/protocol.gen';
import { fieldFor } from '../../lib/values';
import { groupName } from '../../stage/board-words';
import { isRing } from '../../stage/map-places';
import { told, type Called, type Tellable } from '../../stage/told';
import * as words from '../../words/record.gen';

/** What is filled in about something, by form. */
export type Filled = Pick<RecordOrganisation, 'forms' | 'names'>;

/** How the record calls what values and rows point at; people's names stand beside their numbers. */
export function calledInRecord(record: WorkshopRecord): Called {
  return {
    organisation: (id) => record.organisations.find((one) => one.id === id)?.name,
    person: () => undefined,
    brief: (id) => record.briefs.filter(({ team_id }) => team_id === id).map((brief) => briefTitle(record, brief))[0],
    group: (id) => record.groups.filter((group) => group.id === id).map(({ title }) => groupName(title))[0],
  };
}

/** The form of that role. */
export function formFor({ forms }: Pick<WorkshopRecord, 'forms'>, role: FormRole): Form | undefined {
  return forms.find(({ is }) => is === role);
}

/** The list of that role, with its rows. */
export function listFor({ lists }: Pick<WorkshopRecord, 'lists'>, role: ListRole): RecordList | undefined {
  return lists.find(({ list }) => list.is === role);
}

/** What is filled in about the workshop. */
export function aboutWorkshop({ filled, names }: WorkshopRecord): Filled {
  return { forms: filled, ...(names && { names }) };
}

/** One form as it is filled in. */
export function valuesIn({ forms, names }: Filled, form: Form | undefined): Tellable {
  const named = names?.[form?.id ?? ''];
  return { values: forms[form?.id ?? ''] ?? {}, ...(named && { names: named }) };
}

/** The words in the field of a role; empty where there are none. */
export function textFor(record: WorkshopRecord, filled: Filled, role: FormRole, field: FieldRole): string {
  const form = formFor(record, role);
  return told(calledInRecord(record), valuesIn(filled, form), fieldFor(form?.fields, field));
}

/** What a brief is called. */
export function briefTitle(record: WorkshopRecord, brief: Filled): string {
  return textFor(record, brief, 'brief', 'title').trim() || words.untitled();
}

/** The fields of a form with what stands in them; those under a heading are called by it, too. */
export function saidIn(
  record: WorkshopRecord,
  form: Form,
  filled: Filled,
  but: readonly FieldRole[] = [],
): [string, string][] {
  const called = calledInRecord(record);
  const values = valuesIn(filled, form);
  const name = (heading: string, { label }: Field) => (heading ? `${said(heading)}: ${said(label)}` : said(label));
  return partsOf(form.fields).flatMap(({ heading, fields }) =>
    fields
      .filter(({ is }) => is === undefined || !but.includes(is))
      .map((field): [string, string] => [name(heading, field), told(called, values, field)]),
  );
}

/** Something that a form can be about, by what it is called. */
interface Subject {
  name: string;
  filled: Filled;
}

const SUBJECTS: Record<About, (record: WorkshopRecord) => Subject[]> = {
  workshop: (record) => [{ name: '', filled: aboutWorkshop(record) }],
  organisation: ({ organisations }) => organisations.map((one) => ({ name: one.name, filled: one })),
  team: (record) => record.briefs.map((brief) => ({ name: briefTitle(record, brief), filled: brief })),
  group: ({ groups }) => groups.map((group) => ({ name: groupName(group.title), filled: group })),
};

/** Forms that have no place of their own in the record, with everything that they are filled in about. */
export function otherForms(record: WorkshopRecord): { form: Form; subjects: Subject[] }[] {
  return record.forms
    .filter((form) => !form.is || formFor(record, form.is) !== form)
    .map((form) => ({
      form,
      subjects: SUBJECTS[form.about](record).filter(({ filled }) => filled.forms[form.id] !== undefined),
    }))
    .filter(({ subjects }) => subjects.length > 0);
}

/** Lists that have no place of their own in the record, if anything stands in them. */
export function otherLists(record: WorkshopRecord): RecordList[] {
  const isOther = ({ list }: RecordList) => !isRing(list) && (!list.is || listFor(record, list.is)?.list !== list);
  return record.lists.filter((one) => one.rows.length > 0 && isOther(one));
}
