//! The product's bounds that people and clients meet, each with its reason. (P7; the gate's and the journal's own lie in their crates.)

/// Longest note, in UTF-16 units: what a post-it holds, and twice the longest in real workshops.
pub const NOTE_UNITS: u32 = 500;
/// Most notes on one desk: a person writes 3 to 12 in 7 minutes; a table device writes for a table.
pub const NOTES_PER_DESK: usize = 100;
/// Most notes that people who were erased have left behind: twelve from each of 250. Then whoever is erased takes theirs along.
pub const NOTES_LEFT: usize = 3_000;
/// Longest name of a person, organisation, theme or group, in characters: fits one line of a phone at the widest.
pub const NAME_CHARS: usize = 80;
/// Longest title of a workshop, in characters: two lines on the wall.
pub const TITLE_CHARS: usize = 120;
/// Longest line of prose in a command (purpose, feedback, commitment line), in characters: a paragraph.
pub const LINE_CHARS: usize = 1_000;
/// Longest prose field of a document (brief, card), in UTF-16 units: 3,000 words of a language with long words.
pub const FIELD_UNITS: u32 = 30_000;
/// Most house rules: more are not read.
pub const RULES: usize = 12;
/// Most themes: five lanes are usual, more than twelve fit no wall.
pub const THEMES: usize = 12;
/// Most organisations: three times the largest workshop planned for (25).
pub const ORGANISATIONS: usize = 80;
/// Most seats that are in, with a device or without: five times the largest workshop planned for (60). Who waits at the door and who was removed take none.
pub const SEATS: usize = 300;
/// Of these, the ones that only facilitators fill: by their links, and with whom they let in, add or bring back. The room is never full for a co-facilitator
/// because strangers came first.
pub const SEATS_RESERVED: usize = 20;
/// Most people who wait at the door: a facilitator cannot look at more. Then the place that most of them came from makes room for the others.
pub const WAITING: usize = 150;
/// Newcomers of one place who never wait for their turn: everybody in one library. Others of that place do, once half of the room (or of the door) is used.
pub const PLACE_AT_ONCE: usize = 40;
/// What is left of the room is spread over this time, in milliseconds, before one place that brought many: the next one of that place comes in after this,
/// divided by what is left. So 130 seats last half an hour, in which a facilitator sees it and everybody else comes in at once.
pub const ROOM_PACE_MS: u64 = 300_000;
/// So many who came from one place within `CROWD_MS` are shown to facilitators, if they are most of those who are here: half as many again as the largest
/// workshop planned for.
pub const CROWD: usize = 90;
/// See `CROWD`; in milliseconds.
pub const CROWD_MS: u64 = 60_000;
/// Most people who were removed and can be brought back, those who left something behind and those who did not apart: a whole room of each. Of those who left
/// nothing the first makes room; beyond as many with notes, further ones are removed together with theirs.
pub const REMOVED: usize = 300;
/// Most groups on the board: nobody can discuss more.
pub const GROUPS: usize = 100;
/// What one author may add to one document at once, in UTF-16 units: four full fields, or an hour of fast typing three times over. Each author has such a share
/// of each document to themselves; taking away uses nothing of it.
pub const SHARE_UNITS: u64 = 4 * FIELD_UNITS as u64;
/// A unit of that share comes back after this long, in milliseconds: four times as fast as the fastest typist, and whole again within 32 minutes.
pub const SHARE_UNIT_MS: u64 = 16;
/// The same in separate pieces of text: an hour offline with a slip of the finger every other second, which costs two.
pub const SHARE_PIECES: u64 = 4_096;
/// A piece comes back after this long, in milliseconds: nobody makes slips faster for long.
pub const SHARE_PIECE_MS: u64 = 500;
/// The same in page loads that write something: a page is a writer of its own for the document.
pub const SHARE_CLIENTS: u64 = 64;
/// A page load comes back after this long, in milliseconds: four reloads a minute for ever.
pub const SHARE_CLIENT_MS: u64 = 15_000;
/// Most rows in each list of the plan: a list that is longer is not a plan.
pub const PLAN_ROWS: usize = 200;
/// Most feedback lines on one brief: two from each of 60 people, and room.
pub const FEEDBACK_PER_BRIEF: usize = 200;
/// Most tokens of one workshop: a seat on two devices each, walls, co-facilitators.
pub const TOKENS: usize = 1_000;
/// Most screens that one link opens: everybody with a seat reads the record by the same link. A link uses up no more than its own share of `TOKENS`; then the
/// screen that was used longest ago makes room, but for consoles, which facilitators end one by one.
pub const LINK_SCREENS: usize = 300;
/// Most links and devices of one seat: somebody who opens their personal link anew twice a week for a year. A tenth of `TOKENS`, so that no seat keeps
/// others out; then its oldest makes room.
pub const SEAT_TOKENS: usize = 100;
/// A use of a link or of what was opened with it is noted again after this long, in milliseconds: "last used" need not be finer, and each note is an
/// entry that is kept for the audit.
pub const USE_NOTED_MS: u64 = 600_000;
/// Most minutes of one step: a workshop is two hours, a long one eight.
pub const STEP_MINUTES: u32 = 480;
/// Most steps of one programme.
pub const STEPS: usize = 60;
/// Highest seriousness and priority.
pub const RATING_MAX: u8 = 5;
/// A step that moves on by itself waits this long, in milliseconds, so that a facilitator can stop it.
pub const GRACE_MS: u64 = 30_000;
/// A reveal can be taken back for this long, in milliseconds: a slip is noticed at once, later everybody has read them.
pub const UNDO_REVEAL_MS: u64 = 10_000;
/// An organisation's shortest slot in a speaking round, in milliseconds: less is no turn at all.
pub const SLOT_MIN_MS: u64 = 30_000;
/// Organisations that must be in for a project to go ahead.
pub const COMMITTED_NEEDED: usize = 2;
/// Largest frame on a socket, in bytes: an hour of one person's typing; also the HTTP body's bound.
pub const FRAME_BYTES: usize = 64 * 1024;
/// Largest first frame, in bytes: it carries a version and a token.
pub const HELLO_BYTES: usize = 4 * 1024;
/// Time for the first frame, in milliseconds: slow Wi-Fi needs two round trips, not more.
pub const HELLO_MS: u64 = 5_000;
/// Longest place in a presence frame (`brief/2#who`), in characters.
pub const PRESENCE_CHARS: usize = 64;
/// Longest id that a client gives to a command, in characters (a UUID has 36).
pub const COMMAND_ID_CHARS: usize = 40;
/// A client that has heard nothing for this long, in milliseconds, takes its socket for dead (two pings of 5 s missed and some slack, under the promised 15 s).
pub const SILENT_MS: u64 = 12_000;
/// A client asks the server's time this often, in milliseconds: keeps clocks within 0.5 s and notices a silent socket.
pub const PING_MS: u64 = 5_000;
/// Most dots that one voice has: more than ten are not counted out.
pub const DOTS_MAX: u8 = 10;
/// What the pulse asks, by subject: was it useful, was I heard, do I know what comes next?
pub const PULSE: [&str; 3] = ["useful", "heard", "next"];
/// Longest line that a facilitator says to everybody, in characters: two lines on a phone, readable on the wall.
pub const SAY_CHARS: usize = 200;
/// Most links between offers and asks: three for each of 80 organisations, and room.
pub const LINKS: usize = 300;
/// Longest line of a card that can be linked, in characters.
pub const CARD_LINE_CHARS: usize = 300;
/// Longest video link, in characters.
pub const LINK_CHARS: usize = 500;
/// Longest prompt, hint or clock line of a step, in characters: four lines of a phone.
pub const PROMPT_CHARS: usize = 300;
/// Longest private script of a step, in characters: a page.
pub const SCRIPT_CHARS: usize = 4_000;
/// Most time of its own that a team gets, in milliseconds: an hour.
pub const TEAM_EXTRA_MS: i64 = 3_600_000;
/// A workshop is kept this long after its creation if nothing else is said, in milliseconds: half a year, past both check-ins.
pub const KEEP_MS: u64 = 180 * 86_400_000;
/// A workshop is kept no longer than this from now, in milliseconds: two years; data protection asks for an end.
pub const KEEP_MOST_MS: u64 = 730 * 86_400_000;
/// Most answers of one seat in one poll: every group that a board holds, and as many that have been taken away since.
pub const ANSWERS: usize = 200;
/// Most answers that one table, or the room, counts hands for in one poll: 25 pairs of values for 40 groups.
pub const HANDS: usize = 1_000;
/// Most people whom a table adds to itself: nobody sees over more heads. A facilitator seats more there.
pub const AT_TABLE: usize = 12;
