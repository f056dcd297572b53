// The record as record.json has it (W5): its shape, and how this page gets it. Only what the page shows is written down here.
import { recordFile } from '../../lib/api';
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
  OfferHeading,
  PollKind,
  Time,
  WayOut,
} from '../../lib/protocol.gen';

/** A note, with its author as far as the workshop shows authors. */
export interface RecordNote {
  text: string;
  theme_title: string;
  author?: string;
  organisation?: string;
  /** The table whose device wrote it for them. */
  via?: string;
  /** A console without a seat wrote it, for the room or for them. */
  room?: boolean;
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
  rating: { count: number; hands: number; seriousness: Score; priority: Score } | null;
  dots: { dots: number; count: number; hands: number } | null;
  /** How many organisations said what. */
  fit: { core: number; useful: number; not_ours: number } | null;
}

/** An offer that answers an ask; organisations by name. */
export interface RecordLink {
  offered_by: string;
  heading: OfferHeading;
  offer: string;
  asked_by: string;
  ask: string;
}

/** What was missing when the workshop was closed; organisations by name. */
export interface RecordMissing {
  communications: boolean;
  date: boolean;
  organisations: string[];
}

/** One question of the pulse. */
export interface RecordPulse {
  subject: string;
  count: number;
  hands?: number;
  mean: number;
  counts: number[];
}

/** What somebody counted by show of hands in a poll. */
export interface RecordHands {
  poll: PollKind;
  /** The table; a facilitator, for the room, where there is none. */
  table?: string;
  hands: number;
}

/** A brief; `groups` are titles, `team` names with organisations. */
export interface RecordBrief {
  chosen: boolean;
  team: string[];
  /** Written by everyone together. */
  whole: boolean;
  votes: number | null;
  vote_hands: number;
  /** Organisations that agreed to it; `current` to it as it stands, else to an older version. */
  agreements: { organisation: string; current: boolean }[];
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
  id: number;
  name: string;
  convener: boolean;
  people: string[];
  card: CardFields;
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
  /** `begins_at` is there while it is planned and has not begun. */
  workshop: Details & { convener: string; begins_at?: Time; started_at: Time | null; closed_at: Time | null };
  step_title: string;
  organisations: RecordOrganisation[];
  others: string[];
  links: RecordLink[];
  face_down: number;
  groups: RecordGroup[];
  loose: RecordNote[];
  briefs: RecordBrief[];
  plan: RecordPlan;
  committed: number;
  committed_needed: number;
  way_out: WayOut | null;
  closed_without: RecordMissing | null;
  /** Once it is closed. */
  pulse: RecordPulse[];
  /** Who counted hands in closed polls. */
  hands?: RecordHands[];
}

/** The record so far. Rejects with a RefusedError. */
export async function loadRecord(workshop: string, token: string): Promise<Record> {
  return (await (await recordFile(workshop, token, 'record.json')).json()) as Record;
}
