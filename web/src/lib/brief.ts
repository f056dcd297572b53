// A team's challenge brief (document `brief/<team>`).
import type { Doc } from 'yjs';

/** The prose fields, in the order of the form; `groups` (the problem) stands behind the title. */
export const BRIEF_FIELDS = ['title', 'who', 'why', 'fit', 'constraints', 'ideas', 'already', 'success'] as const;

/** One prose field. */
export type BriefField = (typeof BRIEF_FIELDS)[number];

/** A team's document. */
export function briefName(team: number): string {
  return `brief/${team}`;
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
export function filledFields(doc: Doc): number {
  const texts = BRIEF_FIELDS.filter((field) => doc.getText(field).toString().trim() !== '').length;
  return texts + Number(briefGroups(doc).length > 0);
}
