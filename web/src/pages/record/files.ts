// The files that a record can be taken away as, how each is called, and how one is saved on this device.
import { recordFile } from '../../lib/api';
import * as words from '../../words/ending.gen';

/** One file: its address under the workshop, what stands behind the title in its name, and what people call it. */
export interface RecordFile {
  path: string;
  ending: string;
  name: () => string;
}

/** The record as most people take it. */
export const RECORD_FILES: readonly RecordFile[] = [
  { path: 'record.pdf', ending: '.pdf', name: words.filePdf },
  { path: 'record.docx', ending: '.docx', name: words.fileDocx },
  { path: 'record.ics', ending: '.ics', name: words.fileIcs },
];

/** The record as some need it. */
export const OTHER_FILES: readonly RecordFile[] = [
  { path: 'record.md', ending: '.md', name: words.fileMd },
  { path: 'notes.csv', ending: '-notes.csv', name: words.fileNotes },
  { path: 'actions.csv', ending: '-actions.csv', name: words.fileActions },
  { path: 'record.json', ending: '.json', name: words.fileJson },
  { path: 'record.zip', ending: '.zip', name: words.fileZip },
];

/** The partnership agreement that is drafted from it. */
export const AGREEMENT_FILES: readonly RecordFile[] = [
  { path: 'agreement.docx', ending: '-agreement.docx', name: words.agreementDocx },
  { path: 'agreement.md', ending: '-agreement.md', name: words.agreementMd },
];

/** What is for facilitators alone: a document of its own, so that the record can be passed on as it is. */
export const PRIVATE_FILES: readonly RecordFile[] = [
  { path: 'private-notes.pdf', ending: '-private-notes.pdf', name: words.privatePdf },
  { path: 'private-notes.docx', ending: '-private-notes.docx', name: words.privateDocx },
  { path: 'private-notes.md', ending: '-private-notes.md', name: words.privateMd },
  { path: 'private-notes.json', ending: '-private-notes.json', name: words.privateJson },
];

/** Has a file made and saves it on this device, under the workshop's title. Rejects with a RefusedError. */
export async function saveFile(workshop: string, token: string, file: RecordFile, title: string): Promise<void> {
  const blob = await (await recordFile(workshop, token, file.path)).blob();
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${fileName(title)}${file.ending}`;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has begun to read it by then; an address that is taken back at once fails in Safari
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A title as the name of a file: letters, digits and dashes; never empty. */
export function fileName(title: string): string {
  const name = title.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return name.slice(0, 80) || 'record';
}
