// The record as record.json has it (W5): its shape, and how this page gets it. Only what the page shows is written down here.
import { record as fetchRecord } from '../lib/api';
import type {
  ActionRow,
  CardFields,
  Commitment,
  CoreRow,
  Details,
  ExtendedRow,
  FeedbackLine,
  LeadershipRow,
  NextCell,
  Time,
} from '../lib/protocol.gen';

/** A note, with its author as far as the workshop shows authors. */
export interface RecordNote {
  text: string;
  theme_title: string;
  author?: string;
  organisation?: string;
}

/** One axis of a rating. */
interface Score {
  mean: number;
  spread: number;
}

/** A problem with its notes. */
export interface RecordGroup {
  title: string;
  who: string;
  factors: string;
  seriousness: string;
  priority: string;
  notes: RecordNote[];
  rating: { count: number; seriousness: Score; priority: Score } | null;
}

/** A brief; `groups` are titles, `team` names with organisations. */
export interface RecordBrief {
  chosen: boolean;
  team: string[];
  votes: number | null;
  title: string;
  groups: string[];
  who: string;
  why: string;
  fit: string;
  constraints: string;
  ideas: string;
  already: string;
  success: string;
  feedback: FeedbackLine[];
}

/** An organisation with its people and card. */
export interface RecordOrganisation {
  name: string;
  convener: boolean;
  people: string[];
  card: CardFields;
  unsure?: string;
  commitment: Commitment | null;
}

/** A row with the names of its organisation and person. */
export type Named<Row> = Row & { organisation_name: string | null; person: string | null };

/** Roles, actions, the next date. */
export interface RecordPlan {
  core: Named<CoreRow>[];
  extended: ExtendedRow[];
  leadership: LeadershipRow[];
  actions: Named<ActionRow>[];
  next: NextCell;
}

/** The whole record. Times are milliseconds since 1970. */
export interface Record {
  made_at: Time;
  draft: boolean;
  workshop: Details & { convener: string; started_at: Time | null; closed_at: Time | null };
  step_title: string;
  organisations: RecordOrganisation[];
  others: string[];
  face_down: number;
  groups: RecordGroup[];
  loose: RecordNote[];
  briefs: RecordBrief[];
  plan: RecordPlan;
  committed: number;
  committed_needed: number;
}

/** The workshop in this page's address, `/record/ID`; empty if there is none. */
export function recordHere(path: string = location.pathname): string {
  return /^\/record\/([^/]+)/.exec(path)?.[1] ?? '';
}

/** The record so far. Rejects with a RefusedError. */
export async function loadRecord(workshop: string, token: string): Promise<Record> {
  return (await (await fetchRecord(workshop, token, 'json')).json()) as Record;
}

/** Saves the record as a file of this device, under the workshop's title. Rejects with a RefusedError. */
export async function downloadRecord(
  workshop: string,
  token: string,
  form: 'md' | 'json',
  title: string,
): Promise<void> {
  const blob = await (await fetchRecord(workshop, token, form)).blob();
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${fileName(title)}.${form}`;
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
