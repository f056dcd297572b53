// How things that happened on the board are said.
import type { GroupText } from '../lib/board';
import type { BoardChange } from '../lib/board-changes';
import { isSeen } from '../lib/names';
import type { View } from '../lib/view.svelte';
import * as words from '../words/board.gen';

/** Characters of a note that name it. */
const NOTE_CHARS = 40;

/** A group's name, or that it has none: the document may hold what nobody can see. */
export function groupName(title: string): string {
  return isSeen(title) ? title.trim() : words.untitled();
}

/** The beginning of a note, to name it by. */
export function noteName(text: string): string {
  const line = text.trim().replace(/\s+/gu, ' ');
  return line.length > NOTE_CHARS ? `${line.slice(0, NOTE_CHARS).trimEnd()}…` : line;
}

const texts: Record<GroupText, () => string> = {
  title: words.textTitle,
  who: words.textWho,
  factors: words.textFactors,
  seriousness: words.textSeriousness,
  priority: words.textPriority,
};

/** One change, as a sentence without a full stop. */
export function changeWords(change: BoardChange, view: View): string {
  const named = (group: string) => groupName(view.group(group)?.title ?? '');
  switch (change.kind) {
    case 'moved':
      return movedWords(change, view);
    case 'made':
      return change.notes.length > 0
        ? words.changeMadeOf({ group: named(change.group), count: change.notes.length })
        : words.changeMade({ group: named(change.group) });
    case 'removed':
      return change.into === ''
        ? words.tookApart({ group: groupName(change.facts.texts.title) })
        : words.changeMerged({ from: groupName(change.facts.texts.title), into: named(change.into) });
    case 'ordered':
      return words.reordered({ group: named(change.group) });
    case 'worded':
      return change.name === 'title'
        ? words.changeRenamed({ before: groupName(change.before), after: groupName(change.after) })
        : words.changeWorded({ text: texts[change.name](), group: named(change.group) });
  }
}

function movedWords({ to, notes }: Extract<BoardChange, { kind: 'moved' }>, view: View): string {
  const group = groupName(view.group(to)?.title ?? '');
  const [first] = notes;
  if (notes.length !== 1 || first === undefined)
    return to === '' ? words.movedManyLoose({ count: notes.length }) : words.movedMany({ count: notes.length, group });
  const note = noteName(view.note(first.note)?.text ?? '');
  return to === '' ? words.changeLoose({ note }) : words.changeMoved({ note, group });
}
