// A form that is being filled in on this screen: from its documents while it may be written here, so that what is typed shows at once, else
// from the cells.
import type { DocumentHandle } from '../lib/document.svelte';
import { openText, readFields, setValueAt, textAt } from '../lib/form-texts';
import { asideName, documentOf, placeOf, privateFields } from '../lib/forms';
import { Observed } from '../lib/observed.svelte';
import type { Field, Form, Value } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';
import { isWords, type Values } from '../lib/values';
import type { Spot } from './spot';

/** One per form on screen. */
export class Filled {
  readonly #session: Session;
  readonly #form: () => Form;
  readonly #subject: () => string;
  /** Its document; null while this screen may not write it. */
  readonly handle: DocumentHandle | null = $derived.by(() =>
    this.#session.document(documentOf(this.#form(), this.#subject())),
  );
  /** The document of its private fields, where there are any and this screen may write them. */
  readonly aside: DocumentHandle | null = $derived.by(() => {
    const aside = privateFields(this.#form()).length > 0 ? this.#session.document(asideName(this.#subject())) : null;
    // What was read before stays in memory when the right to it ends; it is not shown any more
    return aside?.writable ? aside : null;
  });
  readonly #observed = $derived.by(() => this.handle && this.#reading(this.handle, false));
  readonly #observedAside = $derived.by(() => this.aside && this.#reading(this.aside, true));
  /** What stands in it. */
  readonly values: Values = $derived.by(() => {
    const told = this.#session.view.form(this.#form().id, this.#subject())?.values;
    return this.#observed?.current ?? told ?? {};
  });

  constructor(session: Session, form: () => Form, subject: () => string) {
    this.#session = session;
    this.#form = form;
    this.#subject = subject;
  }

  /** Where a field stands. */
  spot(field: Field): Spot {
    const [form, subject] = [this.#form(), this.#subject()];
    const [handle, values] = field.private ? [this.aside, this.#observedAside?.current] : [this.handle, this.values];
    const value: Value | undefined = values?.[field.id];
    return {
      handle,
      at: placeOf(form, subject, field),
      value,
      text: handle && isWords(field) ? textAt(handle.doc, form, subject, field) : undefined,
      open: handle ? () => openText(handle.doc, form, subject, field) : undefined,
      set: (wanted) => handle && setValueAt(handle.doc, form, subject, field, wanted, value),
    };
  }

  #reading({ doc }: DocumentHandle, privately: boolean): Observed<Values> {
    const [form, subject] = [this.#form(), this.#subject()];
    const fields = form.fields.filter((field) => (field.private ?? false) === privately);
    return new Observed(doc, (doc) => readFields(doc, form, subject, fields));
  }
}
