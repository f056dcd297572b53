// The files that a record can be taken away as, how each is called, and how one is saved on this device.
import { recordFile } from '../../lib/api';
import * as words from '../../words/ending.gen';
import type { Record } from './record';

/** One file: its address under the workshop, and what people call it. */
export interface RecordFile {
  path: string;
  name: () => string;
  /** Whether there is anything to put into it; where this is missing there always is. */
  has?: (record: Record) => boolean;
  /** Has cells with something between them. */
  cells?: boolean;
}

/** What stands between the cells of a CSV file. */
export type Separator = 'comma' | 'semicolon';

/** The record as most people take it. */
export const RECORD_FILES: readonly RecordFile[] = [
  { path: 'record.pdf', name: words.filePdf },
  { path: 'record.docx', name: words.fileDocx },
  { path: 'record.ics', name: words.fileIcs, has: hasDates },
];

/** The record as some need it. */
export const OTHER_FILES: readonly RecordFile[] = [
  { path: 'record.xlsx', name: words.fileXlsx },
  { path: 'record.md', name: words.fileMd },
  { path: 'notes.csv', name: words.fileNotes, cells: true },
  { path: 'actions.csv', name: words.fileActions, cells: true },
  { path: 'record.json', name: words.fileJson },
  { path: 'record.zip', name: words.fileZip, cells: true },
];

/** The partnership agreement that is drafted from it. */
export const AGREEMENT_FILES: readonly RecordFile[] = [
  { path: 'agreement.docx', name: words.agreementDocx },
  { path: 'agreement.md', name: words.agreementMd },
];

/** What is for facilitators alone: a document of its own, so that the record can be passed on as it is. */
export const PRIVATE_FILES: readonly RecordFile[] = [
  { path: 'private-notes.pdf', name: words.privatePdf },
  { path: 'private-notes.docx', name: words.privateDocx },
  { path: 'private-notes.md', name: words.privateMd },
  { path: 'private-notes.json', name: words.privateJson },
];

/** Is there anything for a calendar: the workshop, the next date, or an action with one? */
export function hasDates({ workshop, plan }: Record): boolean {
  const when = workshop.started_at ?? workshop.begins_at ?? plan.next.when;
  return when != null || plan.actions.some(({ due }) => due !== null);
}

/** What a spreadsheet on this device is likely to expect: a semicolon where numbers have a comma. */
export function usualSeparator(language: string = navigator.language): Separator {
  const parts = new Intl.NumberFormat(language).formatToParts(1.5);
  return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? 'semicolon' : 'comma';
}

/** Has a file made and saves it on this device, under the name that the server gives it. Rejects with a RefusedError. */
export async function saveFile(workshop: string, token: string, file: RecordFile, separator: Separator): Promise<void> {
  const path = file.cells ? `${file.path}?separator=${separator}` : file.path;
  const answer = await recordFile(workshop, token, path);
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = nameOf(answer.headers.get('Content-Disposition') ?? '') ?? file.path;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has begun to read it by then; an address that is taken back at once fails in Safari
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The name that a header gives a file, in its own letters (RFC 5987). */
export function nameOf(disposition: string): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}
