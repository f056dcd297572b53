// Every bound of the pages, each with its reason. The server's bounds are its own; nothing here is trusted by it.

/**
 * Milliseconds between two updates of the page from remote changes: short enough to look live, long enough to let a weak phone breathe.
 * Not a share: a pace of the page's own.
 */
export const REMOTE_BATCH_MS = 100;

/**
 * Milliseconds after a keystroke during which a field is not rewritten with remote changes: writing under the fingers upsets keyboards.
 * Not a share: a pace of the page's own.
 */
export const FIELD_QUIET_MS = 300;

/**
 * Milliseconds after which a typed-in field takes remote changes all the same, so that two steady typists see each other.
 * Not a share: a pace of the page's own.
 */
export const FIELD_HELD_MOST_MS = 1000;

/**
 * Milliseconds of typing that one undo takes back.
 * Not a share: a pace of the page's own.
 */
export const UNDO_GATHER_MS = 500;

/**
 * Seconds for which a deletion or a bulk move offers Undo (rule 12).
 * Whose: the act's. At it: Undo is offered no longer. Freed by: facilitators, who bring back what can be brought back.
 */
export const UNDO_SECONDS = 10;

/**
 * Notices that stand on one screen at a time: above that they would take the room of what they are about.
 * Whose: the screen's. At it: the oldest notice makes room. Freed by: whoever reads and closes them.
 */
export const NOTICES_MOST = 3;

/**
 * Milliseconds between two spoken messages about what others do (rule 20).
 * Not a share: a pace of the page's own.
 */
export const SPEECH_SPACING_MS = 8000;

/**
 * Milliseconds without a keystroke that count as a pause, in which others' doings may be spoken.
 * Not a share: a pace of the page's own.
 */
export const TYPING_PAUSE_MS = 2000;

/**
 * Messages that are read out in full, in one go; above that they are summed up, or the speech would never end.
 * Whose: the screen's. At it: further messages are summed up. Freed by: itself.
 */
export const SPOKEN_AT_ONCE_MOST = 5;

/**
 * Samples of the server's clock that are remembered: with one every few seconds, some minutes.
 * Whose: the screen's. At it: the oldest sample is forgotten. Freed by: itself.
 */
export const CLOCK_SAMPLES = 16;

/**
 * Milliseconds by which two honest samples may contradict each other (rounding, a drifting quartz); more means that a clock was set.
 * Not a share: a pace of the page's own.
 */
export const CLOCK_SLACK_MS = 250;

/**
 * Milliseconds of typing that travel as one update: few frames for the server, and no pause that anybody feels.
 * Not a share: a pace of the page's own.
 */
export const EDIT_GATHER_MS = 70;

/**
 * Bytes of edits that travel as one update, half of the greatest frame: a long text that is pasted goes in several.
 * Whose: the update's. At it: what is more goes in a further one. Freed by: itself.
 */
export const FLIGHT_BYTES = 32 * 1024;

/**
 * UTF-16 units of a pasted text that are one edit: at most three bytes each, so that one fits into a flight.
 * Whose: the edit's. At it: what is more is a further edit. Freed by: itself.
 */
export const PIECE_UNITS = 10_000;

/**
 * The shortest wait before coming back to a lost server, in milliseconds.
 * Not a share: a pace of the page's own.
 */
export const BACKOFF_MIN_MS = 250;

/**
 * The longest wait before coming back to a lost server, in milliseconds: a restart takes less, and a room full of phones spreads over it.
 * Not a share: a pace of the page's own.
 */
export const BACKOFF_MAX_MS = 10_000;

/**
 * A socket that has not said welcome after so many milliseconds is given up: two slow round trips and a workshop that reopens.
 * Not a share: a pace of the page's own.
 */
export const OPENING_MS = 10_000;

/**
 * How often silence is looked for, in milliseconds.
 * Not a share: a pace of the page's own.
 */
export const WATCH_MS = 1_000;

/**
 * A watch that comes so many milliseconds late means that the tab was asleep: its socket gets one more ping before it counts as dead.
 * Not a share: a pace of the page's own.
 */
export const ASLEEP_MS = 3_000;

/**
 * Milliseconds of lost connection after which a screen says "offline" and no longer "reconnecting".
 * Not a share: a pace of the page's own.
 */
export const OFFLINE_AFTER_MS = 8_000;

/**
 * Seconds for which "Back. Everything is saved" is shown.
 * Not a share: a pace of the page's own.
 */
export const BACK_SECONDS = 6;

/**
 * Milliseconds between two presence frames: where somebody writes is read by people.
 * Not a share: a pace of the page's own.
 */
export const PRESENCE_SPACING_MS = 1_000;

/**
 * Milliseconds after the welcome in which the documents come that may be written; unsent text of others then counts as lost.
 * Not a share: a pace of the page's own.
 */
export const DOCUMENTS_AWAITED_MS = 5_000;

/**
 * Milliseconds between two ticks of the clock: every screen turns its digits within a quarter of a second of the others.
 * Not a share: a pace of the page's own.
 */
export const TICK_MS = 250;

/**
 * Milliseconds without a keystroke after which a person may be asked to follow: longer than the pause between two words.
 * Not a share: a pace of the page's own.
 */
export const FOLLOW_QUIET_MS = 3_000;

/**
 * Milliseconds after a keystroke for which somebody is in mid-sentence: as long as one looks up to think of the next word (rule 26).
 * Not a share: a pace of the page's own.
 */
export const SENTENCE_MS = 10_000;

/**
 * Milliseconds between two places that a leading facilitator tells: followers read what is there.
 * Not a share: a pace of the page's own.
 */
export const LEAD_SPACING_MS = 1_000;

/**
 * Milliseconds for which what anybody did to the board can be taken back by a facilitator: as long as the room still talks about it.
 * Whose: the change's. At it: it is no longer offered to be taken back. Freed by: facilitators, who arrange the board by hand.
 */
export const CHANGES_KEPT_MS = 300_000;

/**
 * The most that a field keeps beyond what may be saved, in UTF-16 units: a long chapter. A phone still draws it, and a dozen of them fit
 * into the 5 million characters that a browser keeps for a site.
 * Whose: the field's. At it: what is beyond is not kept, and the page says so before. Freed by: whoever shortens the field.
 */
export const SURPLUS_UNITS = 100_000;

/**
 * Milliseconds between two edits of one text that still are one change.
 * Not a share: a pace of the page's own.
 */
export const TYPING_GATHERED_MS = 10_000;

/**
 * Edits by which two texts may differ to be compared word by word: what a page of new words makes, and some milliseconds on a phone. A
 * text that differs in more counts as written anew.
 * Not a share: a bound of work for one text.
 */
export const COMPARED_MOST = 1_000;
