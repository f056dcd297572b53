//! The product's bounds that people and clients meet, each with its reason. (P7; the gate's and the journal's own lie in their crates.)
//!
//! Beside its reason every bound says whose it is, what happens at it and who frees it (P9): `Whose: ... At it: ... Freed by: ...` in the last lines of its
//! comment; what nobody can use up says `Not a share: ...`. `make bounds` gathers them in `server/BOUNDS.md`, and a test fails on a bound that does not
//! answer.

/// Longest note, in UTF-16 units: what a post-it holds, and twice the longest in real workshops.
/// Whose: the note's. At it: what is beyond stays on the device that it was written on and is shown to nobody; the page says so. Freed by: whoever
/// shortens the note.
pub const NOTE_UNITS: u32 = 500;
/// Most notes on one desk: a person writes 3 to 12 in 7 minutes; a table device writes for a table.
/// Whose: the seat's. At it: further notes are shown to nobody, and the page offers no field for one. Freed by: their author, by deleting notes;
/// deleted ones count until the workshop closes.
pub const NOTES_PER_DESK: usize = 100;
/// Most notes that people who were erased have left behind: twelve from each of 250. Then whoever is erased takes theirs along.
/// Whose: the workshop's. At it: the author of further ones cannot be cut (`TooMany`). Freed by: nobody, what is nobody's stays; facilitators erase
/// whoever comes next together with their notes.
pub const NOTES_LEFT: usize = 3_000;
/// Longest name of a person, organisation, theme or group, in characters: fits one line of a phone at the widest.
/// Whose: the name's. At it: a longer one is refused (`TooLong`); of a theme or a group's title the rest is not shown. Freed by: whoever shortens it.
pub const NAME_CHARS: usize = 80;
/// Longest title of a workshop, in characters: two lines on the wall.
/// Whose: the title's. At it: a longer one is refused (`TooLong`). Freed by: the facilitator who shortens it.
pub const TITLE_CHARS: usize = 120;
/// Longest line of prose in a command (purpose, feedback, commitment line), in characters: a paragraph.
/// Whose: the line's. At it: a longer one is refused (`TooLong`). Freed by: whoever shortens it.
pub const LINE_CHARS: usize = 1_000;
/// Longest prose field of a document (brief, card), in UTF-16 units: 3,000 words of a language with long words.
/// Whose: the field's. At it: what is beyond stays on the device, and the page says so. Freed by: anybody who may write in it, by shortening it.
pub const FIELD_UNITS: u32 = 30_000;
/// Most house rules: more are not read.
/// Whose: the workshop's. At it: a further rule is refused (`TooMany`). Freed by: facilitators take rules away.
pub const RULES: usize = 12;
/// Most themes: five lanes are usual, more than twelve fit no wall.
/// Whose: the workshop's. At it: a further theme is refused (`TooMany`). Freed by: facilitators take themes away.
pub const THEMES: usize = 12;
/// Most organisations: three times the largest workshop planned for (25).
/// Whose: the workshop's. At it: a further one is refused, to newcomers already at its [`shared`] part (`OrganisationsFull`), to facilitators at the
/// whole of it (`TooMany`). Freed by: facilitators, who take organisations away that nobody is with.
pub const ORGANISATIONS: usize = 80;
/// Most organisations that one table's device names for the people around it: more than sit at one.
/// Whose: the seat's. At it: a further one is refused (`ShareUsed`); one that is there can be chosen. Freed by: facilitators, who take organisations away or
/// name them themselves.
pub const ORGANISATIONS_PER_SEAT: usize = 10;
/// Most seats that are in, with a device or without: five times the largest workshop planned for (60). Who waits at the door and who was removed take none.
/// Whose: the workshop's. At it: a further person is refused (`RoomFull`). Freed by: facilitators remove people, several in one act.
pub const SEATS: usize = 300;
/// Of these, the ones that only facilitators fill: by their links, and with whom they let in, add or bring back. The room is never full for a co-facilitator
/// because strangers came first.
/// Whose: the facilitators'. At it: everybody else is refused (`RoomFull`) while facilitators still fill them, up to [`SEATS`]. Freed by: facilitators
/// remove people.
pub const SEATS_RESERVED: usize = 20;
/// Most people who wait at the door: a facilitator cannot look at more. Then the place that most of them came from makes room for the others.
/// Whose: the address's, by an even part of the door. At it: whoever came last from the address that most came from makes room for somebody from
/// elsewhere; newcomers whose own address has as many wait (`InTurn`). Freed by: facilitators, who let people in or remove them.
pub const WAITING: usize = 150;
/// Newcomers of one place who never wait for their turn: everybody in one library. Others of that place do, once half of the room (or of the door) is used.
/// Whose: the address's. At it: further newcomers from there wait for their turn (`InTurn`), once half of the room or the door is used. Freed by: time,
/// `ROOM_PACE_MS`; facilitators, who remove people or say that they know them.
pub const PLACE_AT_ONCE: usize = 40;
/// What is left of the room is spread over this time, in milliseconds, before one place that brought many: the next one of that place comes in after this,
/// divided by what is left. So 130 seats last half an hour, in which a facilitator sees it and everybody else comes in at once.
/// Not a share: a pace of the room's own.
pub const ROOM_PACE_MS: u64 = 300_000;
/// So many who came from one place within `CROWD_MS` are shown to facilitators, if they are most of those who are here: half as many again as the largest
/// workshop planned for.
/// Not a share: from when on something is shown.
pub const CROWD: usize = 90;
/// See `CROWD`; in milliseconds.
/// Not a share: from when on something is shown.
pub const CROWD_MS: u64 = 60_000;
/// Most people who were removed and can be brought back, those who left something behind and those who did not apart: a whole room of each. Of those who left
/// nothing the first makes room; beyond as many with notes, further ones are removed together with theirs.
/// Whose: the workshop's. At it: the first who left nothing behind cannot be brought back any more; further people with notes are not removed without
/// them (`TooManyRemoved`). Freed by: facilitators, who erase removed people or bring them back.
pub const REMOVED: usize = 300;
/// Most groups on the board: nobody can discuss more.
/// Whose: the workshop's. At it: a further group is refused (`TooMany`), to participants already at its [`shared`] part. Freed by: anybody who arranges the
/// board, by ungrouping; facilitators always.
pub const GROUPS: usize = 100;
/// Most groups on the board that one seat made: as many as one who gathers for the whole room.
/// Whose: the seat's. At it: a further group is refused (`ShareUsed`); facilitators have no such share. Freed by: anybody who ungroups one of them.
pub const GROUPS_PER_SEAT: usize = 30;
/// What one author may add to one document at once, in UTF-16 units: four full fields, or an hour of fast typing three times over. Each author has such a share
/// of each document to themselves; taking away uses nothing of it.
/// Whose: the author's, seat or console, in each document. At it: an update is answered `Later`, with the seconds; its page keeps the words and sends
/// them again. Freed by: time, `SHARE_UNIT_MS`.
pub const SHARE_UNITS: u64 = 4 * FIELD_UNITS as u64;
/// A unit of that share comes back after this long, in milliseconds: four times as fast as the fastest typist, and whole again within 32 minutes.
/// Not a share: a pace at which one comes back.
pub const SHARE_UNIT_MS: u64 = 16;
/// The same in separate pieces of text: an hour offline with a slip of the finger every other second, which costs two.
/// Whose: the author's, in each document. At it: as `SHARE_UNITS`. Freed by: time, `SHARE_PIECE_MS`.
pub const SHARE_PIECES: u64 = 4_096;
/// A piece comes back after this long, in milliseconds: nobody makes slips faster for long.
/// Not a share: a pace at which one comes back.
pub const SHARE_PIECE_MS: u64 = 500;
/// The same in page loads that write something: a page is a writer of its own for the document.
/// Whose: the author's, in each document. At it: as `SHARE_UNITS`. Freed by: time, `SHARE_CLIENT_MS`.
pub const SHARE_CLIENTS: u64 = 64;
/// A page load comes back after this long, in milliseconds: four reloads a minute for ever.
/// Not a share: a pace at which one comes back.
pub const SHARE_CLIENT_MS: u64 = 15_000;
/// Most rows in each list of the plan: a list that is longer is not a plan.
/// Whose: each list's. At it: a further row is refused (`TooMany`), to participants already at its [`shared`] part. Freed by: anybody who writes in the plan, by
/// deleting rows; facilitators always.
pub const PLAN_ROWS: usize = 200;
/// Most rows in each list of the plan that one seat made: as many as one who writes for the whole room.
/// Whose: the seat's. At it: a further row is refused (`ShareUsed`); facilitators have no such share. Freed by: anybody who deletes one of them.
pub const ROWS_PER_SEAT: usize = 60;
/// Most feedback lines on one brief: two from each of 60 people, and room.
/// Whose: the brief's. At it: a further line is refused (`TooMany`), to participants already at its [`shared`] part. Freed by: whoever said a line, and
/// facilitators, who take away any.
pub const FEEDBACK_PER_BRIEF: usize = 200;
/// Most feedback lines of one seat on one brief: as many as a table of ten gives, two each.
/// Whose: the seat's. At it: a further line is refused (`ShareUsed`); facilitators have no such share. Freed by: whoever said them, and facilitators.
pub const FEEDBACK_PER_SEAT: usize = 20;
/// Most tokens of one workshop: a seat on two devices each, walls, co-facilitators. Whoever comes in gets their first all the same: `SEATS` bounds those.
/// Whose: the workshop's. At it: of the seat or link that has the most, the oldest link, device or screen makes room, but no console; if none has more than
/// `SEAT_TOKENS_KEPT`, a further one is refused (`TooMany`). Freed by: facilitators, who end links and consoles and remove people.
pub const TOKENS: usize = 1_000;
/// Links that the operator made anew. They are no part of `TOKENS`: whoever used these up must not be what keeps a workshop from being recovered.
/// Whose: the workshop's. At it: the oldest of them makes room. Freed by: facilitators, who end links.
pub const RECOVERED_LINKS: usize = 5;
/// What damage took, as facilitators are told of it.
/// Whose: the workshop's. At it: the oldest is not told any more. Freed by: facilitators, who have seen it.
pub const LOSSES: usize = 20;
/// Links and devices that no seat loses for others, and screens that no link does: a phone, a laptop, a tablet, and a link for each way in which one keeps it.
/// Not a share: a rule for shares.
pub const SEAT_TOKENS_KEPT: usize = 6;
/// Most links to consoles, walls, cards and the record that one seat made, or the consoles without a seat together: two for each organisation, and room. A
/// fifth of `TOKENS`, so that nobody who runs the workshop keeps the others out of it.
/// Whose: the seat's. At it: a further one is refused (`ShareUsed`). Freed by: facilitators, who end links.
pub const LINKS_MADE_PER_SEAT: usize = 200;
/// Most screens that one link opens: everybody with a seat reads the record by the same link. A link uses up no more than its own share of `TOKENS`; then the
/// screen that was used longest ago makes room, but for consoles, which facilitators end one by one.
/// Whose: the link's. At it: the screen that was used longest ago makes room; a further console is refused (`TooMany`). Freed by: itself; consoles by
/// facilitators, who end them one by one.
pub const LINK_SCREENS: usize = 300;
/// Most links and devices of one seat: somebody who opens their personal link anew twice a week for a year. A tenth of `TOKENS`, so that no seat keeps
/// others out; then its oldest makes room.
/// Whose: the seat's. At it: its oldest link or device makes room. Freed by: itself.
pub const SEAT_TOKENS: usize = 100;
/// A use of a link or of what was opened with it is noted again after this long, in milliseconds: "last used" need not be finer, and each note is an
/// entry that is kept for the audit.
/// Not a share: how finely a time is kept.
pub const USE_NOTED_MS: u64 = 600_000;
/// Most minutes of one step: a workshop is two hours, a long one eight.
/// Whose: the step's. At it: a longer one is refused (`OutOfRange`). Freed by: facilitators shorten it; `Extend` gives the live step more.
pub const STEP_MINUTES: u32 = 480;
/// Most steps of one programme.
/// Whose: the workshop's. At it: a longer programme is refused (`BadProgramme`). Freed by: facilitators take steps away.
pub const STEPS: usize = 60;
/// Highest seriousness and priority.
/// Not a share: a scale.
pub const RATING_MAX: u8 = 5;
/// A step that moves on by itself waits this long, in milliseconds, so that a facilitator can stop it.
/// Not a share: a span that people are given.
pub const GRACE_MS: u64 = 30_000;
/// A reveal can be taken back for this long, in milliseconds: a slip is noticed at once, later everybody has read them.
/// Not a share: a span that people are given.
pub const UNDO_REVEAL_MS: u64 = 10_000;
/// An organisation's shortest slot in a speaking round, in milliseconds: less is no turn at all.
/// Not a share: a span that people are given.
pub const SLOT_MIN_MS: u64 = 30_000;
/// Organisations that must be in for a project to go ahead.
/// Not a share: a rule of the workshop.
pub const COMMITTED_NEEDED: usize = 2;
/// Largest frame on a socket, in bytes: an hour of one person's typing; also the HTTP body's bound.
/// Whose: the frame's. At it: a larger one is refused (`Oversized`) and counts as a strike. Freed by: whoever sends less at once; the page splits
/// what is more.
pub const FRAME_BYTES: usize = 64 * 1024;
/// Largest first frame, in bytes: it carries a version and a token.
/// Whose: the socket's. At it: it is closed (4002). Freed by: itself: a hello of the protocol is never that long.
pub const HELLO_BYTES: usize = 4 * 1024;
/// Time for the first frame, in milliseconds: slow Wi-Fi needs two round trips, not more.
/// Whose: the socket's. At it: it is closed (4002). Freed by: itself, by coming again.
pub const HELLO_MS: u64 = 5_000;
/// Longest place in a presence frame (`brief/2#who`), in characters.
/// Whose: the frame's. At it: a longer one is refused (`TooLong`). Freed by: itself: no place of the pages is that long.
pub const PRESENCE_CHARS: usize = 64;
/// Longest id that a client gives to a command, in characters (a UUID has 36).
/// Whose: the command's. At it: a longer one is refused (`TooLong`). Freed by: itself: a UUID is shorter.
pub const COMMAND_ID_CHARS: usize = 40;
/// A client that has heard nothing for this long, in milliseconds, takes its socket for dead (two pings of 5 s missed and some slack, under the promised 15 s).
/// Not a share: a pace of clients.
pub const SILENT_MS: u64 = 12_000;
/// A client asks the server's time this often, in milliseconds: keeps clocks within 0.5 s and notices a silent socket.
/// Not a share: a pace of clients.
pub const PING_MS: u64 = 5_000;
/// Most dots that one voice has: more than ten are not counted out.
/// Whose: the step's. At it: more are refused (`OutOfRange`). Freed by: facilitators give fewer.
pub const DOTS_MAX: u8 = 10;
/// What the pulse asks, by subject: was it useful, was I heard, do I know what comes next?
/// Not a share: what is asked.
pub const PULSE: [&str; 3] = ["useful", "heard", "next"];
/// Longest line that a facilitator says to everybody, in characters: two lines on a phone, readable on the wall.
/// Whose: the line's. At it: a longer one is refused (`TooLong`). Freed by: the facilitator who shortens it.
pub const SAY_CHARS: usize = 200;
/// Most links between offers and asks: three for each of 80 organisations, and room.
/// Whose: the workshop's. At it: a further link is refused (`TooMany`), to participants already at its [`shared`] part. Freed by: whoever made a link, and
/// facilitators, who take away any.
pub const LINKS: usize = 300;
/// Most links between offers and asks that one seat makes: three for each of ten organisations.
/// Whose: the seat's. At it: a further link is refused (`ShareUsed`); facilitators have no such share. Freed by: whoever made them, and facilitators.
pub const LINKS_PER_SEAT: usize = 30;
/// Longest line of a card that can be linked, in characters.
/// Whose: the line's. At it: the rest of it is no part of what can be linked. Freed by: whoever shortens the line on the card.
pub const CARD_LINE_CHARS: usize = 300;
/// Longest video link, in characters.
/// Whose: the link's. At it: a longer one is refused (`TooLong`). Freed by: the facilitator who shortens it.
pub const LINK_CHARS: usize = 500;
/// Longest prompt, hint or clock line of a step, in characters: four lines of a phone.
/// Whose: the step's. At it: a longer one is refused (`TooLong`). Freed by: the facilitator who shortens it.
pub const PROMPT_CHARS: usize = 300;
/// Longest private script of a step, in characters: a page.
/// Whose: the step's. At it: a longer one is refused (`TooLong`). Freed by: the facilitator who shortens it.
pub const SCRIPT_CHARS: usize = 4_000;
/// Most time of its own that a team gets, in milliseconds: an hour.
/// Whose: the team's. At it: more is refused (`OutOfRange`). Freed by: facilitators, by taking time back; the next step begins anew.
pub const TEAM_EXTRA_MS: i64 = 3_600_000;
/// A workshop is kept this long after its creation if nothing else is said, in milliseconds: half a year, past both check-ins.
/// Not a share: what holds if nothing is said.
pub const KEEP_MS: u64 = 180 * 86_400_000;
/// A workshop is kept no longer than this from now, in milliseconds: two years; data protection asks for an end.
/// Whose: the workshop's. At it: a later day is refused (`OutOfRange`). Freed by: facilitators, who may put it off again later.
pub const KEEP_MOST_MS: u64 = 730 * 86_400_000;
/// Most answers of one seat in one poll: every group that a board holds, and as many that have been taken away since.
/// Whose: the seat's, in one poll. At it: a further answer is refused (`TooMany`). Freed by: the seat, by answering again for what it has answered;
/// removing it takes its answers away.
pub const ANSWERS: usize = 200;
/// Most answers that one table, or the room, counts hands for in one poll: 25 pairs of values for 40 groups.
/// Whose: the table's, or the room's, in each poll. At it: a further answer is not counted (`TooMany`). Freed by: whoever counted, by counting none.
pub const HANDS: usize = 1_000;
/// Most people whom a table adds to itself: nobody sees over more heads. A facilitator seats more there.
/// Whose: the table's. At it: the table cannot add a further person (`TableFull`). Freed by: facilitators, who seat people elsewhere, remove them, or
/// seat more there.
pub const AT_TABLE: usize = 12;
/// One part in so many of a list that everybody adds to is kept for facilitators.
/// Not a share: a rule for shares.
pub const KEPT_PART: usize = 8;

/// How much of a list everybody fills together: the rest is facilitators' alone, so that they can always add what is needed.
pub const fn shared(most: usize) -> usize {
    most - most / KEPT_PART
}
