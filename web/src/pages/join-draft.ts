// What somebody typed into the joining form, kept for a page that a weak phone reloads. It ends with the tab, or with joining.

/** The joining form, half filled in. */
export interface JoinDraft {
  /** The join code; never a link's secret. */
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
    return { ...EMPTY, ...(JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '{}') as Partial<JoinDraft>) };
  } catch {
    return { ...EMPTY };
  }
}

/** Keeps it. */
export function keepJoinDraft(draft: JoinDraft): void {
  try {
    sessionStorage.setItem(KEPT_AS, JSON.stringify(draft));
  } catch {
    // Storage may be forbidden or full; the form then lasts as long as the page
  }
}

/** Forgets it. */
export function dropDraft(): void {
  try {
    sessionStorage.removeItem(KEPT_AS);
  } catch {
    // Forbidden storage holds nothing to remove
  }
}
