// Generated from the protocol crate; do not edit. `make protocol` writes it anew.

export const VERSION = 4;
export const NOTE_UNITS = 500;
export const NOTES_PER_DESK = 100;
export const NAME_CHARS = 80;
export const TITLE_CHARS = 120;
export const LINE_CHARS = 1000;
export const FIELD_UNITS = 30000;
export const RULES = 12;
export const THEMES = 12;
export const ORGANISATIONS = 80;
export const GROUPS = 100;
export const SEATS = 300;
export const PLAN_ROWS = 200;
export const STEP_MINUTES = 480;
export const STEPS = 60;
export const RATING_MAX = 5;
export const GRACE_MS = 30000;
export const UNDO_REVEAL_MS = 10000;
export const COMMITTED_NEEDED = 2;
export const PRESENCE_CHARS = 64;
export const SILENT_MS = 12000;
export const PING_MS = 5000;
export const DOTS_MAX = 10;
export const AT_TABLE = 12;
export const SAY_CHARS = 200;
export const CARD_LINE_CHARS = 300;
export const LINK_CHARS = 500;
export const PROMPT_CHARS = 300;
export const SCRIPT_CHARS = 4000;
export const KEEP_MS = 15552000000;
export const KEEP_MOST_MS = 63072000000;

export const CLOSE = { RESTART: 1012, UNKNOWN: 4001, HELLO: 4002, OUTDATED: 4003, REMOVED: 4004, SLOW: 4005, FLOOD: 4006, UNAVAILABLE: 4007, REWOUND: 4008, ERASED: 4009, NEWER: 4010, TIME_UP: 4011 } as const;

export const PULSE = ["useful", "heard", "next"] as const;

export type WorkshopId = string;

export type SeatId = number;

export type OrganisationId = number;

export type TeamId = number;

export type NoteId = string;

export type FeedbackId = string;

export type GroupId = string;

export type ThemeId = string;

export type StepId = string;

export type StageId = string;

export type PollId = string;

export type Time = number;

export type Capability = "arrive" | "card" | "speak" | "write" | "reveal" | "group" | "discuss" | "match" | "dots" | "fit" | "rate" | "pair" | "brief" | "report" | "choose" | "agree" | "roles" | "act" | "pulse";

export type Voice = "person" | "organisation";

export type AtEnd = "hold" | "move";

export type Step = { 
/**
 * Unique in the programme.
 */
id: StepId, 
/**
 * A few words, as in the agenda.
 */
title: string, 
/**
 * Planned length in whole minutes.
 */
minutes: number, 
/**
 * The question or request everybody sees, with `{place}`, `{theme}`, `{convener}` filled in.
 */
prompt: string, 
/**
 * A line under the prompt; may be empty.
 */
hint: string, 
/**
 * What the clock counts down to, as in "6:24 left to write".
 */
clock: string, 
/**
 * What people can do.
 */
does: Array<Capability>, 
/**
 * What happens when the time is up.
 */
at_end: AtEnd, 
/**
 * The facilitator's private script; empty for everybody else.
 */
script: string, 
/**
 * Switched off: kept in the programme, passed over when the workshop moves on.
 */
off: boolean, 
/**
 * Whose answers the step's polls count.
 */
voice: Voice, 
/**
 * Dots that each voice has to share out, 1 to `DOTS_MAX`; for steps with [`Capability::Dots`].
 */
dots: number, };

export type Stage = { 
/**
 * Unique in the programme.
 */
id: StageId, 
/**
 * As on the folder's tab.
 */
title: string, 
/**
 * At least one.
 */
steps: Array<Step>, };

export type Programme = { 
/**
 * Names the built-in programme it comes from.
 */
id: string, 
/**
 * As people know it.
 */
title: string, 
/**
 * At least one.
 */
stages: Array<Stage>, };

export type Role = "facilitator" | "participant" | "wall" | "guest" | "reader";

export type FeedbackKind = "like" | "improve";

export type Stance = "in" | "reflecting" | "later" | "away";

export type Turn = "next" | "skip" | "back" | "more" | "ahead" | "behind";

export type RoundKind = "speak" | "report" | "act";

export type RoundId = string;

export type Door = "open" | "ask" | "locked";

export type OfferHeading = "spaces" | "skills" | "networks" | "impact";

export type WayOut = "change_focus" | "one_organisation" | "park";

export type Command = { "type": "wave", } | { "type": "hand", 
/**
 * Up?
 */
up: boolean, } | { "type": "lower_hand", 
/**
 * Whose.
 */
seat: SeatId, } | { "type": "done", 
/**
 * Done?
 */
done: boolean, } | { "type": "more_time", 
/**
 * Wanted?
 */
wanted: boolean, } | { "type": "table", 
/**
 * Which seat.
 */
seat: SeatId, 
/**
 * A table's device?
 */
table: boolean, } | { "type": "sit_at", 
/**
 * Who.
 */
seat: SeatId, 
/**
 * Whose device is the table's.
 */
table: SeatId | null, } | { "type": "add_person", 
/**
 * 1 to `NAME_CHARS` characters.
 */
name: string, 
/**
 * An organisation that is there.
 */
organisation: OrganisationId | null, 
/**
 * Or the name of one that may not be.
 */
organisation_name: string, 
/**
 * At which table; none: at one's own, or at no table.
 */
table?: SeatId, } | { "type": "count_hands", 
/**
 * Which poll.
 */
poll: PollId, 
/**
 * As in `Answer`.
 */
subject: string, 
/**
 * As in `Answer`.
 */
values: Array<number>, 
/**
 * How many hands: with those for other answers no more than people are counted for.
 */
count: number, } | { "type": "strike_hands", 
/**
 * Which poll.
 */
poll: PollId, 
/**
 * Who counted.
 */
by: Counter, 
/**
 * Struck?
 */
struck: boolean, } | { "type": "count_room", 
/**
 * 0 to `SEATS`.
 */
people: number, } | { "type": "link", 
/**
 * Who offers.
 */
organisation: OrganisationId, 
/**
 * Under which heading.
 */
heading: OfferHeading, 
/**
 * The line of its card.
 */
offer: string, 
/**
 * Who asks.
 */
asker: OrganisationId, 
/**
 * The line of what it hopes to get.
 */
ask: string, } | { "type": "unlink", 
/**
 * Its number.
 */
link: number, } | { "type": "help", 
/**
 * Which team.
 */
team: TeamId, 
/**
 * Wanted?
 */
wanted: boolean, } | { "type": "happy", 
/**
 * Happy?
 */
happy: boolean, } | { "type": "agree_to", 
/**
 * Which organisation.
 */
organisation: OrganisationId, 
/**
 * Agreed?
 */
agreed: boolean, } | { "type": "rename", 
/**
 * Whose name.
 */
seat: SeatId, 
/**
 * 1 to `NAME_CHARS` characters.
 */
name: string, } | { "type": "set_organisation", 
/**
 * Who.
 */
seat: SeatId, 
/**
 * One that is there; `null` for one by name, or none.
 */
organisation: OrganisationId | null, 
/**
 * Where `organisation` is `null`: the name of a new one, up to `NAME_CHARS` characters; empty for none.
 */
organisation_name: string, } | { "type": "answer", 
/**
 * Which poll.
 */
poll: PollId, 
/**
 * A group's id (rating, dots, fit), a team's number (choice), or one of `PULSE`.
 */
subject: string, 
/**
 * Rating: seriousness and priority, 1 to 5 each. Choice: empty. Dots: how many. Fit: 1 core, 2 useful, 3 not ours. Pulse: 1 to 5.
 */
values: Array<number>, } | { "type": "feedback", 
/**
 * Whose brief.
 */
team: TeamId, 
/**
 * Like or improve.
 */
kind: FeedbackKind, 
/**
 * 1 to `LINE_CHARS` characters.
 */
text: string, } | { "type": "remove_feedback", 
/**
 * Whose brief.
 */
team: TeamId, 
/**
 * Which line.
 */
line: FeedbackId, } | { "type": "commit", 
/**
 * Which organisation.
 */
organisation: OrganisationId, 
/**
 * None takes the commitment back.
 */
stance: Stance | null, 
/**
 * For reflecting: until when (YYYY-MM-DD).
 */
until: string | null, 
/**
 * An optional line.
 */
line: string, } | { "type": "move", 
/**
 * Where to.
 */
to: StepId, 
/**
 * The step one believes to be in: a second press or a late one is refused instead of skipping a step.
 */
from: StepId, } | { "type": "bring", } | { "type": "pause", } | { "type": "resume", } | { "type": "extend", 
/**
 * -3600 to 3600, not 0.
 */
seconds: number, } | { "type": "restart", } | { "type": "stay", } | { "type": "set_minutes", 
/**
 * Which step.
 */
step: StepId, 
/**
 * 1 to `STEP_MINUTES`.
 */
minutes: number, } | { "type": "replan", 
/**
 * Minutes by step, 1 to `STEP_MINUTES` each.
 */
minutes: { [key in StepId]: number }, } | { "type": "set_programme", 
/**
 * All of it.
 */
programme: Programme, 
/**
 * The revision it was made from: somebody else's change in between is not overwritten.
 */
revision: number, } | { "type": "say", 
/**
 * None: everybody.
 */
team: TeamId | null, 
/**
 * Up to `SAY_CHARS` characters.
 */
text: string, } | { "type": "lead", 
/**
 * A place, as in presence: `group/KEY`, `brief/2#who`, `step`.
 */
at: string | null, } | { "type": "spotlight", 
/**
 * Which group.
 */
group: GroupId | null, } | { "type": "rehearse", 
/**
 * Begin?
 */
on: boolean, } | { "type": "conceal", } | { "type": "hold_note", 
/**
 * Which note.
 */
note: NoteId, 
/**
 * Hold it back?
 */
held: boolean, } | { "type": "turn", 
/**
 * Which round.
 */
round: RoundId, 
/**
 * What happens.
 */
turn: Turn, } | { "type": "turn_to", 
/**
 * Which round.
 */
round: RoundId, 
/**
 * An organisation's or team's number.
 */
subject: number, } | { "type": "order_turns", 
/**
 * Which round.
 */
round: RoundId, 
/**
 * Organisations' or teams' numbers.
 */
order: Array<number>, } | { "type": "close_poll", 
/**
 * Which poll.
 */
poll: PollId, } | { "type": "open_poll", 
/**
 * Which poll.
 */
poll: PollId, } | { "type": "pair", } | { "type": "shuffle", } | { "type": "pin", 
/**
 * Which team.
 */
team: TeamId, 
/**
 * Pinned?
 */
pinned: boolean, } | { "type": "swap", 
/**
 * One.
 */
a: SeatId, 
/**
 * The other.
 */
b: SeatId, } | { "type": "dissolve", 
/**
 * Which team.
 */
team: TeamId, } | { "type": "whole_group", } | { "type": "extend_team", 
/**
 * Which team.
 */
team: TeamId, 
/**
 * -3600 to 3600, not 0.
 */
seconds: number, } | { "type": "team_video", 
/**
 * Which team.
 */
team: TeamId, 
/**
 * Up to `LINK_CHARS` characters.
 */
link: string, } | { "type": "assign", 
/**
 * Who.
 */
seat: SeatId, 
/**
 * Where to.
 */
team: TeamId | null, } | { "type": "unassign", 
/**
 * Who.
 */
seat: SeatId, } | { "type": "settle", 
/**
 * Which; none takes the choice back.
 */
team: TeamId | null, } | { "type": "describe", 
/**
 * All of them, whole.
 */
details: Details, } | { "type": "add_organisation", 
/**
 * 1 to `NAME_CHARS` characters.
 */
name: string, } | { "type": "rename_organisation", 
/**
 * Which.
 */
organisation: OrganisationId, 
/**
 * 1 to `NAME_CHARS` characters; no other organisation's.
 */
name: string, } | { "type": "remove_organisation", 
/**
 * Which.
 */
organisation: OrganisationId, } | { "type": "remove_seat", 
/**
 * Who.
 */
seat: SeatId, 
/**
 * Its notes and answers too.
 */
with_notes: boolean, 
/**
 * Its notes and lines stay, and go out of everybody's sight with it.
 */
hidden: boolean, } | { "type": "cut_author", 
/**
 * Who.
 */
seat: SeatId, } | { "type": "show_notes", 
/**
 * Who; not somebody who was erased.
 */
seat: SeatId, 
/**
 * Shown?
 */
shown: boolean, } | { "type": "bring_back", 
/**
 * Who.
 */
seat: SeatId, } | { "type": "remove_seats", 
/**
 * Who.
 */
seats: Array<SeatId>, 
/**
 * As in `RemoveSeat`.
 */
with_notes: boolean, 
/**
 * As in `RemoveSeat`.
 */
hidden: boolean, } | { "type": "bring_back_seats", 
/**
 * Who.
 */
seats: Array<SeatId>, } | { "type": "keep_seats", 
/**
 * Who.
 */
seats: Array<SeatId>, } | { "type": "seen_losses", } | { "type": "set_role", 
/**
 * Who.
 */
seat: SeatId, 
/**
 * Facilitator or participant.
 */
role: Role, } | { "type": "set_door", 
/**
 * Who.
 */
door: Door, } | { "type": "confirm", 
/**
 * Who, 1 to `SEATS`; those who are gone meanwhile are left out.
 */
seats: Array<SeatId>, 
/**
 * Do they belong to it?
 */
belongs: boolean, } | { "type": "admit", 
/**
 * Who.
 */
seat: SeatId, } | { "type": "choose_way_out", 
/**
 * Which way.
 */
way: WayOut | null, } | { "type": "close", 
/**
 * Close although something is missing; the record says what.
 */
anyway: boolean, } | { "type": "reopen", };

export type Cell = { "type": "workshop" } & WorkshopCell | { "type": "programme" } & ProgrammeCell | { "type": "script" } & ScriptCell | { "type": "source" } & SourceCell | { "type": "message" } & MessageCell | { "type": "lead" } & LeadCell | { "type": "gone" } & GoneCell | { "type": "crowd" } & CrowdCell | { "type": "passes" } & PassesCell | { "type": "links" } & LinksCell | { "type": "closing" } & ClosingCell | { "type": "stage" } & StageCell | { "type": "clock" } & ClockCell | { "type": "seat" } & SeatCell | { "type": "organisation" } & OrganisationCell | { "type": "aside" } & AsideCell | { "type": "writing" } & WritingCell | { "type": "note" } & NoteCell | { "type": "group" } & GroupCell | { "type": "team" } & TeamCell | { "type": "brief" } & BriefCell | { "type": "feedback" } & FeedbackCell | { "type": "poll" } & PollCell | { "type": "round" } & RoundCell | { "type": "choice" } & ChoiceCell | { "type": "core" } & CoreCell | { "type": "extended" } & ExtendedCell | { "type": "leadership" } & LeadershipCell | { "type": "actions" } & ActionsCell | { "type": "next" } & NextCell | { "type": "mine" } & MineCell | { "type": "my_notes" } & MyNotesCell | { "type": "my_lines" } & MyLinesCell | { "type": "my_answers" } & MyAnswersCell;

export type Theme = { 
/**
 * Unique in the workshop; short, stands in notes.
 */
id: ThemeId, 
/**
 * As people read it.
 */
title: string, };

export type Authors = "hidden" | "organisation" | "name";

export type Details = { 
/**
 * 1 to `TITLE_CHARS` characters.
 */
title: string, 
/**
 * Fills `{place}`.
 */
place: string, 
/**
 * Why these organisations, why now.
 */
purpose: string, 
/**
 * House rules.
 */
rules: Array<string>, 
/**
 * Lanes of the wall, at least one.
 */
themes: Array<Theme>, 
/**
 * Can be tightened, never loosened once somebody wrote.
 */
authors: Authors, 
/**
 * Facilitators read notes, without authors, before they are turned over. Said where people write; never switched on once somebody wrote.
 */
preview: boolean, 
/**
 * When it should end.
 */
ends_at: Time | null, 
/**
 * The line about data protection that people agree to by joining; empty for the page's own words.
 */
privacy: string, 
/**
 * The pattern of teams' video links, with `{workshop}` and `{team}`; empty for none.
 */
video: string, 
/**
 * The time zone that its times are said in, by its IANA name (`Europe/London`); empty where nobody said, as in workshops from before there were zones.
 */
zone: string, 
/**
 * When everything is erased; none on creation: `KEEP_MS` from then.
 */
erase_at: Time | null, };

export type WorkshopCell = { 
/**
 * Its id.
 */
id: WorkshopId, 
/**
 * What the facilitator says about it.
 */
details: Details, 
/**
 * The convening organisation's name.
 */
convener: string, 
/**
 * The join code, 8 characters, shown 4-4; empty for guests.
 */
code: string, 
/**
 * What the QR code carries: opens the same door as the code, behind the `#` of `ORIGIN/join#INVITATION`. For facilitators and walls; empty in a workshop
 * from before there were any until a facilitator opens it.
 */
invitation?: string, 
/**
 * When it was created.
 */
created_at: Time, 
/**
 * When its clock first ran.
 */
started_at: Time | null, 
/**
 * When it was closed.
 */
closed_at: Time | null, 
/**
 * Who comes in with the code.
 */
door: Door, 
/**
 * People in the room without a device and at no table, as a facilitator counted them; 0 where nobody did.
 */
in_the_room: number, 
/**
 * Everything will be as it was before the rehearsal when it ends.
 */
rehearsal: boolean, 
/**
 * What damage to the server's journal took from this workshop, until a facilitator has seen it. For facilitators.
 */
losses?: Array<LossRow>, };

export type StepView = { id: StepId, title: string, minutes: number, prompt: string, hint: string, clock: string, does: Array<Capability>, at_end: AtEnd, off: boolean, voice: Voice, dots: number, };

export type StageView = { id: StageId, title: string, steps: Array<StepView>, };

export type ProgrammeCell = { 
/**
 * As people know it.
 */
title: string, 
/**
 * In order.
 */
stages: Array<StageView>, };

export type ScriptCell = { 
/**
 * By step; filled in.
 */
steps: { [key in StepId]: string }, };

export type SourceCell = { 
/**
 * All of it.
 */
programme: Programme, 
/**
 * Rises with each change; goes into `SetProgramme`.
 */
revision: number, };

export type Said = { 
/**
 * What it says.
 */
text: string, 
/**
 * When it was said.
 */
at: Time, };

export type MessageCell = { 
/**
 * The line, if there is one.
 */
said: Said | null, };

export type Leading = { 
/**
 * Whose place; none for a console without a seat.
 */
seat: SeatId | null, 
/**
 * The place, as in presence.
 */
at: string, 
/**
 * Since when this facilitator leads.
 */
since: Time, };

export type LeadCell = { 
/**
 * None: nobody.
 */
leading: Leading | null, };

export type GonePerson = { 
/**
 * The seat that they had.
 */
seat: SeatId, 
/**
 * Their name.
 */
name: string, 
/**
 * Where they belonged.
 */
organisation: OrganisationId | null, 
/**
 * Their notes and lines are kept out of sight.
 */
hidden: boolean, };

export type GoneCell = { 
/**
 * By seat.
 */
people: Array<GonePerson>, };

export type CrowdCell = { 
/**
 * How many of them came within `CROWD_MS`; 0 if they came more slowly.
 */
at_once: number, 
/**
 * Who, also at the door.
 */
seats: Array<SeatId>, };

export type TableWish = "none" | "asked" | "refused";

export type Counter = "earlier" | "room" | { "table": SeatId };

export type HandsBy = { 
/**
 * Who counted.
 */
by: Counter, 
/**
 * As many people at least had a say: the most hands for any one subject; in a choice all of them.
 */
hands: number, 
/**
 * A facilitator struck it: it is in no result.
 */
struck: boolean, };

export type PassRow = { 
/**
 * Its number; goes into `DELETE /api/workshops/{id}/links/{number}`. Says nothing about the secret.
 */
number: number, 
/**
 * What it opens; never `seat`.
 */
kind: LinkKind, 
/**
 * For a card: whose.
 */
organisation: OrganisationId | null, 
/**
 * It is a screen's own, not a link that can be passed on.
 */
screen: boolean, 
/**
 * A console: the link that it was opened with, if that is known.
 */
link: number | null, 
/**
 * A link: how many screens have been opened with it and are not ended.
 */
screens: number, 
/**
 * When it was made; none: earlier than this was kept, and it may be either.
 */
made_at: Time | null, 
/**
 * By whom: none for the creation itself, and for a console without a seat. A console: the seat of the device that it was opened on.
 */
made_by: SeatId | null, 
/**
 * The server's operator made it, because no other was left.
 */
recovered?: boolean, 
/**
 * When it was last used, to ten minutes.
 */
used_at: Time | null, 
/**
 * The seat that the device which last used it has in this workshop.
 */
used_by: SeatId | null, 
/**
 * The console of whoever created the workshop: nobody else ends it.
 */
creator: boolean, };

export type LossRow = { 
/**
 * When it was found.
 */
at: Time, 
/**
 * How many entries of the journal are gone: things that were decided, and pieces of writing.
 */
entries: number, 
/**
 * Somebody who had been erased may be back: that is among what was lost.
 */
returned: boolean, };

export type PassesCell = { 
/**
 * In the order in which they were made.
 */
rows: Array<PassRow>, };

export type LinkRow = { 
/**
 * Its number.
 */
id: number, 
/**
 * Who offers.
 */
organisation: OrganisationId, 
/**
 * Under which heading.
 */
heading: OfferHeading, 
/**
 * What is offered, as it was when it was linked.
 */
offer: string, 
/**
 * Who asks.
 */
asker: OrganisationId, 
/**
 * What is asked for, as it was when it was linked.
 */
ask: string, };

export type LinksCell = { 
/**
 * In the order in which they were made.
 */
rows: Array<LinkRow>, };

export type Missing = { "what": "communications" } | { "what": "date" } | { "what": "organisation", 
/**
 * Which.
 */
organisation: OrganisationId, };

export type ClosingCell = { 
/**
 * What is missing now.
 */
missing: Array<Missing>, 
/**
 * What was missing when it was closed all the same.
 */
closed_without: Array<Missing>, 
/**
 * Organisations that are in.
 */
committed: number, 
/**
 * Organisations that must be in; 0 where the programme asks for no commitment.
 */
needed: number, 
/**
 * What to do with fewer.
 */
way_out: WayOut | null, };

export type StageCell = { 
/**
 * The live step.
 */
step: StepId, 
/**
 * Its stage.
 */
stage: StageId, 
/**
 * Its place among all steps, from 0.
 */
index: number, 
/**
 * What people can do now.
 */
does: Array<Capability>, 
/**
 * When it was entered.
 */
entered_at: Time, 
/**
 * Steps that have been live, with the milliseconds spent in them before this visit.
 */
spent: { [key in StepId]: number }, 
/**
 * Are the notes turned over?
 */
revealed: boolean, 
/**
 * When they were, as long as the step that did it is live; with `UNDO_REVEAL_MS` it says how long that can be undone.
 */
revealed_at: Time | null, 
/**
 * The group that is discussed now.
 */
spotlight: GroupId | null, 
/**
 * When everybody was last asked to come to this step whose screen stayed behind.
 */
brought_at: Time | null, };

export type ClockState = "paused" | "running" | "over";

export type ClockCell = { 
/**
 * What it does.
 */
state: ClockState, 
/**
 * This step's whole time in milliseconds, extensions included.
 */
total_ms: number, 
/**
 * Paused: time left in milliseconds.
 */
left_ms: number, 
/**
 * Running or over: when the time is up.
 */
ends_at: Time | null, 
/**
 * Over and about to move: when it moves on by itself.
 */
moves_at: Time | null, 
/**
 * Where it moves to.
 */
moves_to: StepId | null, };

export type SeatCell = { 
/**
 * Its number.
 */
id: SeatId, 
/**
 * What the person is called, told apart from everybody else here: `Amina`, or `Amina (Age UK, 2)`.
 */
name: string, 
/**
 * The name as the person gave it, for changing it.
 */
given: string, 
/**
 * What the person is called under the heading of the own organisation: `Amina`, or `Amina (2)`.
 */
among_own: string, 
/**
 * What the person is called together with the organisation: `Amina (Age UK)`, or `Amina (Age UK, 2)`.
 */
with_organisation: string, 
/**
 * Where the person belongs.
 */
organisation: OrganisationId | null, 
/**
 * Facilitator or participant.
 */
role: Role, 
/**
 * Hand up since.
 */
hand_at: Time | null, 
/**
 * Last wave.
 */
waved_at: Time | null, 
/**
 * Done with the live step.
 */
done: boolean, 
/**
 * Needs more time in the live step.
 */
more_time: boolean, 
/**
 * Several people use this device.
 */
table: boolean, 
/**
 * Asks to be a table's device (facilitators alone are told).
 */
asks_table: boolean, 
/**
 * Here without a device: somebody else writes for this person.
 */
without_device: boolean, 
/**
 * Without a device: the table that writes and counts for this person.
 */
at: SeatId | null, 
/**
 * Waits at the door (facilitators alone get such a cell).
 */
waiting: boolean, 
/**
 * With its organisation by name only: nobody has confirmed yet that this person belongs to it (said to facilitators alone).
 */
by_name: boolean, };

export type CardFields = { 
/**
 * What we do.
 */
does: string, 
/**
 * Our priorities.
 */
priorities: string, 
/**
 * Our lead contact.
 */
contact: string, 
/**
 * What we bring: spaces, collections and IT.
 */
spaces: string, 
/**
 * What we bring: staff skills.
 */
skills: string, 
/**
 * What we bring: networks and partnerships.
 */
networks: string, 
/**
 * What we bring: impact and reach.
 */
impact: string, 
/**
 * What we hope to get.
 */
hope: string, };

export type Commitment = { 
/**
 * In, reflecting, later, away.
 */
stance: Stance, 
/**
 * Reflecting: until (YYYY-MM-DD).
 */
until: string | null, 
/**
 * An optional line.
 */
line: string, };

export type OrganisationCell = { 
/**
 * Its number.
 */
id: OrganisationId, 
/**
 * Its name.
 */
name: string, 
/**
 * Convener or partner.
 */
convener: boolean, 
/**
 * Was it on the list beforehand?
 */
expected: boolean, 
/**
 * Its card.
 */
card: CardFields, 
/**
 * Its commitment, once given.
 */
commitment: Commitment | null, };

export type AsideCell = { 
/**
 * Which organisation.
 */
organisation: OrganisationId, 
/**
 * What we are unsure about.
 */
unsure: string, };

export type WritingCell = { 
/**
 * Notes on all desks, but for those that are turned over and held back.
 */
notes: number, 
/**
 * Notes that are not turned over yet.
 */
face_down: number, 
/**
 * Participants who say that they are done.
 */
done: number, 
/**
 * Participants who say that they need more time.
 */
more_time: number, 
/**
 * Participants.
 */
of: number, };

export type Author = { 
/**
 * By name.
 */
name: string | null, 
/**
 * By organisation.
 */
organisation: string | null, 
/**
 * The table whose device wrote it for them, where authors are shown by name.
 */
via?: string, 
/**
 * A console without a seat wrote it: for the room itself, or for whoever is named here.
 */
room?: boolean, };

export type NoteCell = { 
/**
 * Says nothing about the author.
 */
id: NoteId, 
/**
 * What it says.
 */
text: string, 
/**
 * Its lane; empty for a note without a theme, which lies behind the lanes.
 */
theme: ThemeId, 
/**
 * Its author, as far as shown.
 */
author: Author | null, 
/**
 * The group that it lies in.
 */
group: GroupId | null, 
/**
 * Held back (facilitators alone get such a cell).
 */
held: boolean, 
/**
 * Not turned over yet (facilitators alone get such a cell, if the workshop allows the preview); never with an author.
 */
face_down: boolean, };

export type GroupCell = { 
/**
 * Its key.
 */
id: GroupId, 
/**
 * The problem in a few words.
 */
title: string, 
/**
 * Groups stand in this order, then by id.
 */
order: number, 
/**
 * Who is it a problem for?
 */
who: string, 
/**
 * Which social and cultural factors shape it?
 */
factors: string, 
/**
 * How serious is it?
 */
seriousness: string, 
/**
 * How much of a priority is it?
 */
priority: string, };

export type TeamCell = { 
/**
 * Its number.
 */
id: TeamId, 
/**
 * Who is in it.
 */
seats: Array<SeatId>, 
/**
 * Fields of its brief with text.
 */
filled: number, 
/**
 * Fields of a brief.
 */
fields: number, 
/**
 * Is its brief the chosen one?
 */
chosen: boolean, 
/**
 * Shuffling leaves it as it is.
 */
pinned: boolean, 
/**
 * Everyone together.
 */
whole: boolean, 
/**
 * Members who are happy with the brief as it stands.
 */
happy: Array<SeatId>, 
/**
 * Asks for help since.
 */
help_at: Time | null, 
/**
 * When somebody last wrote in its brief.
 */
written_at: Time | null, 
/**
 * Time of its own beside the step's, in milliseconds; negative for less.
 */
extra_ms: number, 
/**
 * Facilitators alone: where it meets; empty for nowhere.
 */
video: string, 
/**
 * Facilitators alone: what was last said to it.
 */
said: Said | null, };

export type BriefCell = { 
/**
 * Whose it is.
 */
team: TeamId, 
/**
 * The challenge in a line.
 */
title: string, 
/**
 * The problem: groups it picks up.
 */
groups: Array<GroupId>, 
/**
 * Who it affects.
 */
who: string, 
/**
 * Why it matters.
 */
why: string, 
/**
 * How it fits each member's strategy.
 */
fit: string, 
/**
 * Constraints and context.
 */
constraints: string, 
/**
 * First ideas.
 */
ideas: string, 
/**
 * What is already being done, and how well it works.
 */
already: string, 
/**
 * How we would know that it worked.
 */
success: string, };

export type FeedbackLine = { 
/**
 * By which it is taken away. (Records have none.)
 */
id?: FeedbackId, 
/**
 * Like or improve.
 */
kind: FeedbackKind, 
/**
 * What it says.
 */
text: string, 
/**
 * Its author, as far as shown.
 */
author: Author | null, };

export type FeedbackCell = { 
/**
 * Whose brief.
 */
team: TeamId, 
/**
 * In the order of arrival.
 */
lines: Array<FeedbackLine>, };

export type PollKind = "rating" | "choice" | "dots" | "fit" | "pulse";

export type SubjectResult = { 
/**
 * A group's id, a team's number, or one of `PULSE`.
 */
subject: string, 
/**
 * How many answered for it, shows of hands included.
 */
count: number, 
/**
 * How many of these by show of hands.
 */
hands: number, 
/**
 * Mean of each value (rating: seriousness, priority); empty for a choice.
 */
means: Array<number>, 
/**
 * Standard deviation (population) of each value.
 */
spreads: Array<number>, 
/**
 * Fit: core, useful, not ours. Pulse: 1 to 5. How many gave each; otherwise empty.
 */
counts: Array<number>, 
/**
 * Dots: all that were given; otherwise 0.
 */
dots: number, };

export type PollCell = { 
/**
 * Its id: the step that asks it; behind a dash its kind if the step asks more.
 */
id: PollId, 
/**
 * What it asks.
 */
kind: PollKind, 
/**
 * The step that asks it.
 */
step: StepId, 
/**
 * Whose answers count.
 */
voice: Voice, 
/**
 * Dots that each voice has.
 */
dots: number, 
/**
 * Can people answer?
 */
open: boolean, 
/**
 * Voices that have answered.
 */
answered: number, 
/**
 * Voices that may.
 */
of: number, 
/**
 * Counted besides by show of hands.
 */
hands: number, 
/**
 * Who counted these, those that were struck included.
 */
counted: Array<HandsBy>, 
/**
 * Once closed; in the order of the subjects.
 */
results: Array<SubjectResult> | null, };

export type TurnState = "waiting" | "now" | "had";

export type TurnView = { 
/**
 * An organisation's (speak) or team's (report) number.
 */
subject: number, 
/**
 * How it stands.
 */
state: TurnState, };

export type RoundCell = { 
/**
 * Its id.
 */
id: RoundId, 
/**
 * The step that it belongs to.
 */
step: StepId, 
/**
 * Who takes turns.
 */
kind: RoundKind, 
/**
 * In order.
 */
turns: Array<TurnView>, 
/**
 * Whose turn it is.
 */
now: number | null, 
/**
 * Whose turn comes next.
 */
next: number | null, 
/**
 * Running: when this turn's slot ends.
 */
ends_at: Time | null, 
/**
 * Paused: what is left of the slot in milliseconds.
 */
left_ms: number | null, 
/**
 * The whole slot in milliseconds.
 */
total_ms: number, 
/**
 * By how many pages the facilitators have turned what this turn shows on the wall; negative for backwards.
 */
page: number, };

export type Agreement = { 
/**
 * Which organisation.
 */
organisation: OrganisationId, 
/**
 * When.
 */
at: Time, 
/**
 * To the brief as it stands now; else to an older version.
 */
current: boolean, };

export type ChoiceCell = { 
/**
 * The chosen one.
 */
chosen: TeamId | null, 
/**
 * The poll ended level between these; a facilitator settles it.
 */
tied: Array<TeamId>, 
/**
 * Organisations that agreed to the chosen one.
 */
agreements: Array<Agreement>, };

export type CoreRow = { 
/**
 * Key in the document.
 */
id: string, 
/**
 * Which organisation.
 */
organisation: OrganisationId | null, 
/**
 * Which person.
 */
seat: SeatId | null, 
/**
 * Leads this strand.
 */
lead: boolean, 
/**
 * Responsibilities.
 */
role: string, 
/**
 * What they can commit: time, money, space.
 */
commits: string, 
/**
 * 1 to 5.
 */
influence: number | null, 
/**
 * 1 to 5.
 */
interest: number | null, };

export type CoreCell = { 
/**
 * In order.
 */
rows: Array<CoreRow>, };

export type ExtendedRow = { 
/**
 * Key in the document.
 */
id: string, 
/**
 * Whom.
 */
who: string, 
/**
 * Why.
 */
why: string, 
/**
 * How.
 */
how: string, 
/**
 * When, in words.
 */
when: string, 
/**
 * 1 to 5.
 */
influence: number | null, 
/**
 * 1 to 5.
 */
interest: number | null, };

export type ExtendedCell = { 
/**
 * In order.
 */
rows: Array<ExtendedRow>, };

export type LeadershipRow = { 
/**
 * Key in the document.
 */
id: string, 
/**
 * Who.
 */
who: string, 
/**
 * Of which organisation.
 */
organisation: OrganisationId | null, 
/**
 * Can say yes.
 */
decides: boolean, 
/**
 * How to involve them.
 */
how: string, 
/**
 * 1 to 5.
 */
influence: number | null, 
/**
 * 1 to 5.
 */
interest: number | null, };

export type LeadershipCell = { 
/**
 * In order.
 */
rows: Array<LeadershipRow>, };

export type ActionRow = { 
/**
 * Key in the document.
 */
id: string, 
/**
 * What will be done.
 */
what: string, 
/**
 * Which organisation.
 */
organisation: OrganisationId | null, 
/**
 * Which person.
 */
seat: SeatId | null, 
/**
 * By when (YYYY-MM-DD).
 */
due: string | null, };

export type ActionsCell = { 
/**
 * In order.
 */
rows: Array<ActionRow>, };

export type NextCell = { 
/**
 * How we keep in touch.
 */
communications: string, 
/**
 * When we meet again, local time (YYYY-MM-DDTHH:MM).
 */
when: string | null, 
/**
 * Where.
 */
place: string, 
/**
 * Why no date could be set.
 */
reason: string, };

export type MineCell = { 
/**
 * Its seat.
 */
seat: SeatId, 
/**
 * Its organisation.
 */
organisation: OrganisationId | null, 
/**
 * Its team.
 */
team: TeamId | null, 
/**
 * Waits at the door: nothing else is shown.
 */
waiting: boolean, 
/**
 * Links and devices that have been given this seat; rises when another device joins in.
 */
devices: number, 
/**
 * Whether its device may become a table's.
 */
table_wish: TableWish, 
/**
 * Where its team meets; empty for nowhere.
 */
video: string, 
/**
 * What a facilitator last said to its team.
 */
said: Said | null, 
/**
 * With its organisation by name only: its private words and its one voice are not open to this seat.
 */
by_name: boolean, 
/**
 * Who says that they are with its organisation too, and that this seat can confirm.
 */
newcomers: Array<SeatId>, };

export type MyNotesCell = { 
/**
 * Key on the desk to id on the wall.
 */
ids: { [key in string]: NoteId }, 
/**
 * Ids of those that others can see.
 */
shown: Array<NoteId>, };

export type MyLinesCell = { 
/**
 * Lines about briefs.
 */
feedback: Array<FeedbackId>, 
/**
 * Links between offers and asks.
 */
links: Array<number>, };

export type MyAnswersCell = { 
/**
 * Which poll.
 */
poll: PollId, 
/**
 * Values by subject.
 */
answers: { [key in string]: Array<number> }, };

export type ClientFrame = { "type": "hello", 
/**
 * [`crate::VERSION`] of the page.
 */
version: number, 
/**
 * Who this is.
 */
token: string, } | { "type": "command", 
/**
 * Made by the client; sent again with the same id after a reconnect, it takes effect once.
 */
id: string, 
/**
 * What.
 */
command: Command, } | { "type": "presence", 
/**
 * For example `brief/2#who`.
 */
at: string | null, 
/**
 * The step that this screen shows, where it stayed behind the live one.
 */
step?: StepId, } | { "type": "ping", 
/**
 * The client's own time; comes back unchanged.
 */
sent: number, };

export type DocumentAccess = "write" | "none";

export type Farewell = "restart" | "removed" | "slow" | "outdated" | "rewound" | "erased" | "time_up";

export type PresentSeat = { 
/**
 * `document#field`, only if the receiver may know that document.
 */
at: string | null, 
/**
 * Facilitators alone: the step that one of its screens shows, where it stayed behind the live one.
 */
step?: StepId, };

export type ServerFrame = { "type": "welcome", 
/**
 * Which workshop.
 */
workshop: WorkshopId, 
/**
 * What this screen is.
 */
role: Role, 
/**
 * Whose it is; walls and consoles may have no seat.
 */
seat: SeatId | null, 
/**
 * A guest who fills in this organisation's card.
 */
organisation: OrganisationId | null, 
/**
 * The number of its pass; screens of seats have none.
 */
pass?: number, 
/**
 * What time it is in the workshop, by its own course of time: every time that is counted from or towards goes by it.
 */
now: Time, 
/**
 * The address that phones use, as in the QR code: scheme, host and port.
 */
address: string, } | { "type": "cells", 
/**
 * By key.
 */
set: { [key in string]: Cell }, 
/**
 * Keys.
 */
gone: Array<string>, 
/**
 * All cells begin with this frame: what is in none of the frames up to the one without `more` is to be forgotten.
 */
whole: boolean, 
/**
 * These are not all cells yet: show none of them before the others are there.
 */
more?: boolean, } | { "type": "document", 
/**
 * Which.
 */
name: string, 
/**
 * May it write?
 */
access: DocumentAccess, } | { "type": "done", 
/**
 * The client's id.
 */
id: string, } | { "type": "refused", 
/**
 * The client's id; empty if the frame had none that could be read.
 */
id: string, 
/**
 * Why.
 */
refusal: Refused, } | { "type": "saved", 
/**
 * As the client numbered them.
 */
number: number, } | { "type": "update_refused", 
/**
 * Its number.
 */
number: number, 
/**
 * Which document.
 */
document: string, 
/**
 * Why.
 */
refusal: Refused, 
/**
 * The client is merely behind: the document's state follows, send again what is missing there.
 */
behind: boolean, 
/**
 * With `later`: the same bytes will be taken in so many seconds. Keep them and send them again then; no state follows.
 */
after?: number, } | { "type": "presence", 
/**
 * By seat.
 */
seats: { [key in SeatId]: PresentSeat }, 
/**
 * For facilitators: links and consoles that have a screen connected, by the number of their pass.
 */
passes?: Array<number>, } | { "type": "pong", 
/**
 * As it came.
 */
sent: number, 
/**
 * What time it is in the workshop, as in the welcome.
 */
now: Time, } | { "type": "farewell", 
/**
 * Why.
 */
reason: Farewell, };

export type Refusal = "not_facilitator" | "no_seat" | "not_your_organisation" | "not_yours" | "not_now" | "moved" | "closed" | "time_up" | "locked" | "room_full" | "in_turn" | "too_many_removed" | "wrong_key" | "too_many_tries" | "unknown" | "empty" | "unseen_name" | "too_long" | "too_many" | "share_used" | "organisations_full" | "organisation_in_use" | "organisation_speaks" | "convener_stays" | "taken" | "bad_date" | "bad_zone" | "no_dates" | "out_of_range" | "bad_programme" | "authors_only_tighter" | "preview_only_before" | "programme_changed" | "live_step" | "no_dots_left" | "no_organisation" | "not_confirmed" | "spoken_already" | "not_a_record" | "newer_record" | "newer_journal" | "unfinished" | "started" | "bad_link" | "line_gone" | "too_late" | "last_facilitator" | "creator_only" | "already" | "malformed" | "oversized" | "too_fast" | "bad_update" | "behind" | "new_generation" | "document_full" | "later" | "outdated" | "foreign_origin" | "not_allowed_to_create" | "disk_low" | "too_many_created" | "would_tell_authors" | "too_many_hands" | "hands_struck" | "table_full" | "lost_by_damage" | "internal" | "files_wait" | "too_long_for_pdf" | "busy";

export type Refused = { 
/**
 * Which rule.
 */
rule: Refusal, 
/**
 * In words.
 */
message: string, };

export type CreateWorkshop = { 
/**
 * Title, place, purpose, rules, themes, authors, end.
 */
details: Details, 
/**
 * The convening organisation's name.
 */
convener: string, 
/**
 * Other expected organisations, by name.
 */
organisations: Array<string>, 
/**
 * The creator's own name: gives a facilitator's seat at the convener. Empty: a console without a seat.
 */
facilitator: string, 
/**
 * Which built-in programme; `co-creation` if not said.
 */
programme?: string, 
/**
 * Steps with another length, in minutes.
 */
minutes: { [key in StepId]: number }, 
/**
 * A programme of one's own instead of a built-in one.
 */
own?: Programme, };

export type Links = { 
/**
 * Opens a console.
 */
facilitator: string, 
/**
 * Opens the wall.
 */
wall: string, 
/**
 * Lets participants in. Carries the invitation, as the QR code does.
 */
join: string, };

export type CreatedWorkshop = { 
/**
 * Its id.
 */
workshop: WorkshopId, 
/**
 * The join code, 8 characters.
 */
code: string, 
/**
 * The creator's token.
 */
token: string, 
/**
 * The creator's seat.
 */
seat: SeatId | null, 
/**
 * Where to go.
 */
links: Links, };

export type Look = { 
/**
 * A join code as typed, an invitation, or what stood behind the `#` of a link.
 */
key: string, };

export type OrganisationChoice = { 
/**
 * Its number.
 */
id: OrganisationId, 
/**
 * Its name.
 */
name: string, };

export type Shut = "locked" | "over";

export type Looked = { 
/**
 * Which workshop.
 */
workshop: WorkshopId, 
/**
 * What the key lets one be.
 */
role: Role, 
/**
 * A personal link: this seat's person is back.
 */
seat: SeatId | null, 
/**
 * An organisation's link: its card can be filled in beforehand.
 */
organisation: OrganisationId | null, 
/**
 * Its title.
 */
title: string, 
/**
 * Who convenes.
 */
convener: string, 
/**
 * Who is expected or here.
 */
organisations: Array<OrganisationChoice>, 
/**
 * What people agree to by joining; empty for the page's own words.
 */
privacy: string, 
/**
 * Whoever comes now waits until a facilitator lets them in.
 */
asks: boolean, 
/**
 * What is done in the live step, so that a page can fetch its parts while somebody fills in the form; empty for whoever would wait.
 */
does: Array<Capability>, 
/**
 * A code at a shut door: why nobody new comes in. Behind a locked one nothing but the id is said of the workshop.
 */
shut?: Shut, };

export type Join = { 
/**
 * A join code as typed, an invitation, or what stood behind the `#` of a link.
 */
key: string, 
/**
 * The person's name. Needed with a code or an invitation; without it a facilitator's link opens a console without a seat.
 */
name: string, 
/**
 * An organisation that is there.
 */
organisation?: OrganisationId, 
/**
 * Or the name of one that is not.
 */
organisation_name: string, 
/**
 * Several people use this device: a facilitator is asked whether it may be a table's.
 */
table: boolean, };

export type Joined = { 
/**
 * Which workshop.
 */
workshop: WorkshopId, 
/**
 * Proves who this is; kept on the device, sent in the hello and as `Authorization: Bearer`.
 */
token: string, 
/**
 * What this screen is.
 */
role: Role, 
/**
 * Whose it is.
 */
seat: SeatId | null, };

export type LinkKind = "facilitator" | "wall" | "seat" | "card" | "results";

export type MakeLink = { 
/**
 * What it is for.
 */
kind: LinkKind, 
/**
 * For a card: whose.
 */
organisation?: OrganisationId, };

export type MadeLink = { 
/**
 * The whole link, with its secret behind the `#`.
 */
link: string, };

export type MadeCode = { 
/**
 * The new code, 8 characters.
 */
code: string, };

export type Keeping = { 
/**
 * When its time is up.
 */
erase_at: Time | null, 
/**
 * Its time is up: it is closed to all but its facilitators, and is erased once the server has run for so many milliseconds more.
 */
lapsed: number | null, };

export type ErrorBody = { 
/**
 * Why.
 */
refusal: Refused, 
/**
 * For an internal error: the id to quote to the operator.
 */
id?: string, };

