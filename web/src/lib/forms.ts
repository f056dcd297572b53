// Forms that people fill in together: their fields, the document of each, and what a field is called in it. Forms that were there before forms
// were declared keep their roots.
import { isSeen } from './names';
import type { About, Field, Form, Value } from './protocol.gen';
import { isWords, type Values } from './values';

/** Where the forms about something lie, by its number or id. */
const DOCUMENTS: Record<About, (subject: string) => string> = {
  workshop: () => 'plan',
  organisation: (number) => `card/${number}`,
  team: (number) => `brief/${number}`,
  group: () => 'board',
};

const BARE = new Set(['card', 'brief', 'discuss', 'meeting']);

/** The document that a form about this is filled in in. */
export function documentOf({ about }: Form, subject: string): string {
  return DOCUMENTS[about](subject);
}

/** The document of an organisation's private fields. */
export function asideName(organisation: number | string): string {
  return `aside/${organisation}`;
}

/** What a field is called in its document: a root, or a key of a group. */
export function nameOf(form: Form, field: Field): string {
  return BARE.has(form.id) ? field.id : `${form.id}.${field.id}`;
}

/** Where in the document somebody is who writes in it. */
export function placeOf(form: Form, subject: string, field: Field): string {
  const name = nameOf(form, field);
  return form.about === 'group' ? `groups/${subject}/${name}` : name;
}

/** Under what each text of a group stands, by the forms about groups. */
export function groupTexts(forms: readonly Form[]): string[] {
  return forms
    .filter(({ about }) => about === 'group')
    .flatMap((form) => form.fields.filter(isWords).map((field) => nameOf(form, field)));
}

/** How many of these fields have something in them. */
export function filledOf(fields: readonly Field[], values: Values | undefined): number {
  return fields.filter(({ id }) => isFilled(values?.[id])).length;
}

/** Does something stand there that can be seen? */
export function isFilled(value: Value | undefined): boolean {
  if (typeof value === 'string') return isSeen(value);
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/** Fields that everybody is asked for, and may read. */
export function openFields({ fields }: Form): Field[] {
  return fields.filter((field) => !field.off && !field.private);
}

/** Fields that an organisation fills in for itself and the facilitators. */
export function privateFields({ fields }: Form): Field[] {
  return fields.filter((field) => !field.off && field.private);
}

/** Fields under one heading, or under none. */
export interface FormPart {
  heading: string;
  fields: Field[];
}

/** Fields as they stand under their headings: each holds up to the next one, or to the last of the offers that it began with. */
export function partsOf(fields: readonly Field[]): FormPart[] {
  const parts: FormPart[] = [];
  let before: Field | undefined;
  for (const field of fields) {
    const part = parts.at(-1);
    const goesOn = before?.is !== 'offers' || field.is === 'offers';
    const heading = field.heading || (part && goesOn ? part.heading : '');
    if (part?.heading === heading) part.fields.push(field);
    else parts.push({ heading, fields: [field] });
    before = field;
  }
  return parts;
}
