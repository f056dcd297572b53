// A team's challenge brief (document `brief/<team>`).
import type { Doc } from 'yjs';
import { isSeen } from './names';

/** The prose fields, in the order of the form; `groups` (the problem) stands behind the title. */
export const BRIEF_FIELDS = ['title', 'who', 'why', 'fit', 'constraints', 'ideas', 'already', 'success'] as const;

/** One prose field. */
export type BriefField = (typeof BRIEF_FIELDS)[number];

/** A brief as it stands in its document. */
export interface BriefReading {
  texts: Record<BriefField, string>;
  /** Ids of the groups that it picks up. */
  groups: string[];
}

/** A team's document. */
export function briefName(team: number): string {
  return `brief/${team}`;
}

/** Everything that the brief says. */
export function readBrief(doc: Doc): BriefReading {
  const texts = Object.fromEntries(BRIEF_FIELDS.map((field) => [field, doc.getText(field).toString()]));
  return { texts: texts as Record<BriefField, string>, groups: briefGroups(doc) };
}

/** Ids of the groups that the brief picks up. */
export function briefGroups(doc: Doc): string[] {
  return [...doc.getMap<boolean>('groups')].filter(([, picked]) => picked).map(([id]) => id);
}

/** Picks a group up, or puts it back. */
export function pickGroup(doc: Doc, group: string, picked: boolean): void {
  const groups = doc.getMap<boolean>('groups');
  if (picked && groups.get(group) !== true) groups.set(group, true);
  else if (!picked && groups.has(group)) groups.delete(group);
}

/** Fields with text, the problem counted as one. */
export function filledFields({ texts, groups }: BriefReading): number {
  const written = BRIEF_FIELDS.filter((field) => isSeen(texts[field])).length;
  return written + Number(groups.length > 0);
}

/** Adds a line at the end of a field, on a line of its own. Returns what takes it out of the document as it is then, if nobody changed it meanwhile. */
export function addBriefLine(doc: Doc, field: BriefField, line: string): (doc: Doc) => void {
  const text = doc.getText(field);
  const before = text.toString();
  const added = before.trim() === '' || before.endsWith('\n') ? line : `\n${line}`;
  text.insert(text.length, added);
  return (doc) => {
    const text = doc.getText(field);
    const at = text.toString().lastIndexOf(added);
    if (at >= 0) text.delete(at, added.length);
  };
}
