// What somebody typed into the joining form, kept for a page that a weak phone reloads. It ends with the tab; joining leaves the name alone, so
// that whoever follows another workshop's link in the same tab need not give it again.
import { tab } from '../lib/store.svelte';

/** The joining form, half filled in. */
export interface JoinDraft {
  /** The join code or the invitation; never the secret of a link to somebody's seat. */
  key: string;
  name: string;
  /** The picked organisation's number as text, `other`, or empty. */
  organisation: string;
  /** The typed organisation. */
  other: string;
  /** Several people use this device. */
  table: boolean;
}

const KEPT_AS = 'trestle:joining';
const EMPTY: JoinDraft = { key: '', name: '', organisation: '', other: '', table: false };

/** What was typed before, or an empty form. */
export function joinDraft(): JoinDraft {
  try {
    return { ...EMPTY, ...(JSON.parse(tab.read(KEPT_AS) ?? '{}') as Partial<JoinDraft>) };
  } catch {
    return { ...EMPTY };
  }
}

/** What of a draft holds for this key: with another one only who the person is, because an organisation's number is its workshop's own. */
export function draftFor(key: string, draft: JoinDraft): JoinDraft {
  return draft.key === key ? draft : { ...EMPTY, key, name: draft.name };
}

/** Keeps it. */
export function keepJoinDraft(draft: JoinDraft): void {
  tab.write(KEPT_AS, JSON.stringify(draft));
}

/** The person is in: what they are called is all that the next form needs. */
export function joinedAs(name: string): void {
  keepJoinDraft({ ...EMPTY, name });
}

/** Forgets it. */
export function dropDraft(): void {
  tab.remove(KEPT_AS);
}
