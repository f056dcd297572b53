//! Every bound of the server, each with its reason. What people and clients meet is in `trestle_protocol::limits`; the gate and the journal have their own.

use std::time::Duration;

// Connections and HTTP

/// Open TCP connections, if the system lets the process open so many files: at its start it takes as many as it is allowed, and says how many. A socket costs
/// about 30 KiB with its buffers and task: 20,000 stay under 1 GiB.
/// Whose: the machine's. At it: further ones wait in the kernel until one ends. Freed by: connections that end; no address has more than half of them.
/// The operator, with a higher limit of open files.
pub const CONNECTIONS: usize = 20_000;
/// Files that are open besides connections: the journal with its readers, the log, what is being rendered, and the runtime's own.
/// Not a share: kept back for the server itself.
pub const OTHER_FILES: usize = 96;
/// Connections are taken down to this number, however few files may be open: one room. Fewer could not be served.
/// Not a share: the least that is any use.
pub const FEWEST_CONNECTIONS: usize = 64;
/// Bytes of a connection that the kernel keeps for a peer which has not read them yet; by itself it takes up to 4 MiB each. At 250 ms to the other end these are
/// 256 KB a second. (Linux counts the double, with what it needs itself.)
/// Not a share: a buffer.
pub const KERNEL_SEND_BYTES: u32 = 64 * 1024;
/// Pause after a connection could not be accepted (no file handles left, say): trying at once would only burn the processor.
/// Not a share: a pause of the server's own.
pub const ACCEPT_AGAIN_AFTER: Duration = Duration::from_millis(100);
/// Connections that the kernel queues while the accept loop is busy: a room that scans the code at once.
/// Whose: the machine's. At it: the kernel lets further ones try again. Freed by: itself, as connections are accepted.
pub const BACKLOG: u32 = 1_024;
/// Bytes of a request's line and headers: browsers send under 2 KiB to an origin without cookies.
/// Whose: the connection's. At it: answered with 431 and closed. Freed by: itself, with the next request.
pub const HEADER_BYTES: usize = 16 * 1024;
/// Time for a request's headers: weak Wi-Fi needs two or three round trips.
/// Whose: the connection's. At it: it is closed. Freed by: itself, by coming again.
pub const HEADER_TIME: Duration = Duration::from_secs(10);
/// Time for one HTTP request, body and answer included: 64 KiB at 64 kbit/s take 8 s.
/// Whose: the request's. At it: answered as `Busy`. Freed by: itself, by asking again.
pub const REQUEST_TIME: Duration = Duration::from_secs(30);
/// Largest record that is imported, in bytes. That of two hours with eight organisations has 60 KiB; one with sixty seats and briefs of 3,000 words has 1 MiB.
/// Whose: the request's. At it: refused (`Oversized`). Freed by: itself: no record of a workshop is that large.
pub const IMPORT_BYTES: usize = 4 * 1024 * 1024;
/// Imports that are worked on at once: each keeps a processor busy, up to a second for the largest; workshops that run need the others.
/// Whose: the machine's. At it: further ones wait for their turn. Freed by: itself, as imports end; how many an address begins is its own share
/// (`CREATE_BURST`).
pub const IMPORTS_AT_ONCE: usize = 1;
/// Longest token or link secret that is looked at, in bytes; ours have 26.
/// Whose: the request's. At it: taken for a wrong key. Freed by: itself: ours are shorter.
pub const SECRET_BYTES: usize = 64;
/// Longest key in a look or join, in bytes: a link's `ID.SECRET` has 63; people paste whole links with a tracker's tail, or the sentence around a code.
/// Whose: the request's. At it: taken for a wrong key. Freed by: whoever pastes less.
pub const KEY_BYTES: usize = 1_200;

/// An answer about readiness holds this long: it costs a durable write, and supervisors ask every few seconds.
/// Not a share: how long an answer holds.
pub const READINESS_HOLDS: Duration = Duration::from_secs(1);
/// Room that stays free on the disk for workshops that exist, in MiB; below it nothing new is created. A workshop of two hours writes about 20 MiB: a dozen of them
/// come to their end. The setting `--disk-floor-mib` changes it.
/// Whose: the machine's. At it: nothing new is created (`DiskLow`); what is live goes on, the log and `/readyz` say so. Freed by: the operator, with
/// room on the disk.
pub const DISK_FLOOR_MIB: u64 = 256;
/// An answer about the disk holds this long.
/// Not a share: how long an answer holds.
pub const DISK_LOOK_HOLDS: Duration = Duration::from_secs(1);
/// Documents that are rendered at once; further ones wait for their turn, which goes round by workshop and seat. Each takes up to a second of a processor and
/// `TYPESET_BYTES`, and workshops go first.
/// Whose: the machine's. At it: further ones wait for their turn. Freed by: itself, as documents are done.
pub const EXPORTS: usize = 2;
/// Files of text alone (Markdown, CSV, JSON, ICS) that are made at once, besides: a few milliseconds each.
/// Whose: the machine's. At it: further ones wait for their turn, which goes round by workshop and seat. Freed by: itself, as files are done.
pub const SMALL_EXPORTS: usize = 2;
/// Bytes of memory for setting one PDF, which happens in a process of its own: two at once leave a machine of 512 MiB room for its workshops.
/// Whose: the file's. At it: there is none (`TooLongForPdf`), and a ZIP says so in its place. Freed by: whoever takes the record as a Word file or as text,
/// which have no such bound.
pub const TYPESET_BYTES: usize = 150 * 1024 * 1024;
/// Time of a processor for setting one PDF, on a slow machine.
/// Whose: the file's. At it: as `TYPESET_BYTES`. Freed by: as there.
pub const TYPESET_TIME: Duration = Duration::from_secs(60);
/// The longest that one PDF is under way, on a machine that does other things as well: twice the time that it may use.
/// Whose: the machine's. At it: it is given up, whoever wants it is told to ask again (`FilesWait`), and nothing of it is kept. Freed by: asking again, once the
/// machine does less.
pub const TYPESET_WAIT: Duration = Duration::from_secs(120);
/// That process is looked at this often: it takes some 10 MiB meanwhile.
/// Not a share: a pace of the server's own.
pub const TYPESET_LOOK: Duration = Duration::from_millis(10);
/// How far that process stands back behind the workshops (`nice`).
/// Not a share: a rule of the server's own.
pub const TYPESET_NICE: i32 = 10;
/// The longest that anybody waits for a file, turn and making together. What has been begun is made to its end all the same: whoever asks again has it at once.
/// Not a share: a pace of the server's own. Who would wait longer is told so (`FilesWait`).
pub const EXPORT_TIME: Duration = Duration::from_secs(20);
/// Bytes of files that are kept in case somebody asks for the same, of all workshops; the oldest go. Some hundred workshops that end on the same evening.
/// Whose: the machine's. At it: the oldest go, and are made again when somebody asks. Freed by: itself.
pub const PAPERS_BYTES: usize = 64 * 1024 * 1024;
/// The same of one workshop: every format for facilitators and for participants, about 1 MiB together, and what was changed in between.
/// Whose: the workshop's. At it: its oldest go; a larger file is not kept. Freed by: itself.
pub const PAPERS_BYTES_EACH: usize = 8 * 1024 * 1024;

/// Bytes of files that are on their way to one holder of a token: every format of a record of two hours, a few times over.
/// Whose: the token's. At it: a further file waits until one of these has been taken. Freed by: itself, by reading, or by being let go (`WRITE_TIME`).
pub const FILES_UNDERWAY_BYTES_OWN: usize = 4 * 1024 * 1024;
/// Files that are made for one holder of a token at once, or have been made and wait for room: three formats and a page that was reloaded.
/// Whose: the token's. At it: a further one is not made before. Freed by: as `FILES_UNDERWAY_BYTES_OWN`.
pub const FILES_UNDERWAY_OWN: usize = 4;
/// The same for all participants of one workshop, and for all of its facilitators.
/// Whose: the workshop's. At it: as `FILES_UNDERWAY_OWN`. Freed by: as there.
pub const FILES_UNDERWAY_EACH: usize = 12;
/// The same for everybody.
/// Whose: the machine's. At it: as `FILES_UNDERWAY_OWN`. Freed by: as there.
pub const FILES_UNDERWAY_ALL: usize = 36;
/// Bytes of files that are on their way to all participants of one workshop, and to all of its facilitators.
/// Whose: the workshop's. At it: a further file waits. Freed by: as `FILES_UNDERWAY_BYTES_OWN`.
pub const FILES_UNDERWAY_BYTES_EACH: usize = 12 * 1024 * 1024;
/// The same to everybody: every workshop's participants have an eighth at most.
/// Whose: the machine's. At it: a further file waits. Freed by: as `FILES_UNDERWAY_BYTES_OWN`.
pub const FILES_UNDERWAY_BYTES: usize = 96 * 1024 * 1024;

// Sockets

/// Read buffer of a socket in bytes (the default of 128 KiB costs more than everything else of a connection together).
/// Not a share: a buffer.
pub const SOCKET_READ_BYTES: usize = 4 * 1024;
/// Write buffer of a socket in bytes: frames are flushed one by one, so it need not be large.
/// Not a share: a buffer.
pub const SOCKET_WRITE_BYTES: usize = 4 * 1024;
/// Most bytes that a socket's write buffer may hold: two pieces of a frame and what the socket answers by itself.
/// Whose: the socket's. At it: it is closed, and comes back for a fresh view. Freed by: itself.
pub const SOCKET_WRITE_MAX_BYTES: usize = 256 * 1024;
/// The server pings this often: proxies and phone networks forget connections that are silent for 30 to 60 s.
/// Not a share: a pace of the server's own.
pub const PING_EVERY: Duration = Duration::from_secs(25);
/// A peer that sent nothing at all for this long is gone: two pings unanswered, and some slack.
/// Whose: the socket's. At it: it is closed. Freed by: itself, by coming again.
pub const PEER_SILENT: Duration = Duration::from_secs(60);
/// Time for one frame to leave: a phone that takes longer will not catch up. And the time in which the peer of any connection takes at least something of what
/// waits for it; the kernel tells us of no less than some 20 KiB, so this is 1 KiB a second, a twentieth of the weakest phone network that people still use.
/// Whose: the connection's. At it: it is closed (a screen's with 4005). Freed by: itself, by reading, or by coming again.
pub const WRITE_TIME: Duration = Duration::from_secs(20);
/// Time for the last frames and the close handshake.
/// Not a share: a span of the server's own.
pub const CLOSE_TIME: Duration = Duration::from_secs(2);
/// Frames that may wait for one screen. A facilitator who joins gets three frames for each of up to 80 cards, 80 briefs and some more.
/// Whose: the screen's. At it: it is ended (4005) and comes back for a fresh view. Freed by: itself.
pub const SCREEN_QUEUE: usize = 1_024;
/// Bytes that may wait for one screen, documents' states apart, which are one for all: a screen that does not read costs this, what the kernel keeps
/// (`KERNEL_SEND_BYTES`) and a piece on its way, 256 KiB together. What a screen is shown is not put into its queue until there is room (`SCREEN_ROOM_BYTES`), so
/// that a slow one is never at the bound for it; a single cell may be larger, with eight full fields in it, and counts as half of this.
/// Whose: the screen's. At it: it is ended (4005) and comes back for a fresh view. Freed by: itself.
pub const SCREEN_QUEUE_BYTES: usize = 128 * 1024;
/// Below so many bytes that wait for it, a screen is sent more. What changes meanwhile is sent as it is by then, and only once.
/// Whose: the screen's. At it: it is sent what it has missed as soon as it has taken this. Freed by: itself, by reading.
pub const SCREEN_ROOM_BYTES: usize = 32 * 1024;
/// Bytes of cells in one frame: a screen is told what it is shown piece by piece, each when it has room.
/// Not a share: a size of the server's own.
pub const PIECE_BYTES: usize = 32 * 1024;
/// Bytes of one piece of a frame as it goes to the peer: what is sent to many is not copied whole for each.
/// Not a share: a size of the server's own.
pub const FRAGMENT_BYTES: usize = 16 * 1024;
/// Bytes of documents' states that are on their way to the screens of one workshop: a document that is full to its bounds, and some.
/// Whose: the workshop's. At it: whoever has been at one for longest is ended (4005) and comes back. Freed by: screens that read.
pub const STATES_BYTES: usize = 4 * 1024 * 1024;
/// Whoever is at a document's state for longest is ended at most this often: what they held is free only after a moment.
/// Not a share: a pace of the server's own.
pub const STATES_FREED_AFTER: Duration = Duration::from_millis(500);
/// The same for each of its screens, if there are many: all of them are given the same one, unless it changes while they are at it.
/// Whose: the workshop's. At it: as `STATES_BYTES`. Freed by: screens that read.
pub const STATES_BYTES_EACH: usize = 128 * 1024;
/// Answers that the socket gives by itself (pong, refusals) and that may wait for it.
/// Whose: the screen's. At it: its reader waits. Freed by: itself, as answers leave.
pub const LOCAL_QUEUE: usize = 32;

// Pace of one seat, all its screens together

/// Update frames at once: what one resends after minutes without a connection.
/// Whose: the seat's. At it: its sockets are read more slowly; nothing is refused. Freed by: time, `UPDATES_PER_SECOND`.
pub const UPDATE_BURST: u32 = 300;
/// Update frames a second: a client gathers 50 to 100 ms of typing, so 10 to 20, on two devices.
/// Whose: the seat's. At it: as `UPDATE_BURST`. Freed by: time.
pub const UPDATES_PER_SECOND: f64 = 50.0;
/// Commands at once: rating a whole board.
/// Whose: the seat's. At it: refused (`TooFast`). Freed by: time, `COMMANDS_PER_SECOND`.
pub const COMMAND_BURST: u32 = 100;
/// Commands a second: nobody presses faster for long.
/// Whose: the seat's. At it: as `COMMAND_BURST`. Freed by: time.
pub const COMMANDS_PER_SECOND: f64 = 20.0;
/// Presence, ping and pong frames at once.
/// Whose: the seat's. At it: refused (`TooFast`). Freed by: time, `SMALL_PER_SECOND`.
pub const SMALL_BURST: u32 = 60;
/// Presence and ping frames a second: a ping every 5 s and a change of field now and then.
/// Whose: the seat's. At it: as `SMALL_BURST`. Freed by: time.
pub const SMALL_PER_SECOND: f64 = 10.0;
/// Refused frames at once before the socket is closed as a flood: more than any honest slip, few enough to be cheap.
/// Whose: the seat's. At it: the socket is closed (4006). Freed by: time, `STRIKES_FORGIVEN_PER_SECOND`.
pub const STRIKES: u32 = 300;
/// Strikes that are forgiven a second.
/// Whose: the seat's. At it: as `STRIKES`. Freed by: time.
pub const STRIKES_FORGIVEN_PER_SECOND: f64 = 2.0;

// One address. Thirty phones and more share one, so these are loose.

/// Sockets of one address that have not said who they are: a whole building that comes back after a restart, each within 5 s; the setting `--address-sockets`
/// changes it. Whoever shows a token that opens a workshop counts among its screens.
/// Whose: the address's. At it: the oldest gives way; who shows a valid token is not among them. Freed by: sockets that say who they
/// are, or end within `HELLO_MS`; the operator, with `--address-sockets`.
pub const ADDRESS_SOCKETS: usize = 3_000;
/// One part in so many of the server's connections is one address's, if it is no trusted proxy: its screens and its strangers.
/// Whose: the address's. At it: a further one is closed at once. Freed by: connections that end.
pub const ADDRESS_CONNECTIONS_PART: usize = 2;
/// Screens of one address, all workshops together: twelve buildings' worth behind one address, and not enough for it to take all connections.
/// Whose: the address's. At it: a further one is closed (`Busy`). Freed by: screens that end.
pub const ADDRESS_SCREENS: usize = 6_000;
/// Sockets of one address that are told at once that their token opens nothing: every page of a building whose workshop has been erased.
/// Whose: the address's. At it: further ones wait to be told; who shows a valid token is not among them. Freed by: time, `HELLOS_PER_SECOND`.
pub const HELLO_BURST: u32 = 3_000;
/// The same a second, later on; faster ones wait to be told. Each reads the journal for a workshop that may not exist.
/// Whose: the address's. At it: as `HELLO_BURST`. Freed by: time.
pub const HELLOS_PER_SECOND: f64 = 100.0;
/// API requests from one address at once that carry no known token; besides, as many wrong keys: 60
/// people look and join within a minute, and some reload.
/// Whose: the address's. At it: further ones wait, and are refused (`TooFast`) if they would wait for more than `REQUEST_WAIT`; requests with a known
/// token are not among them. Freed by: time, `ADDRESS_PER_SECOND`.
pub const ADDRESS_BURST: u32 = 400;
/// The same a second, later on; faster ones wait. Each costs a few hundred microseconds.
/// Whose: the address's. At it: as `ADDRESS_BURST`. Freed by: time.
pub const ADDRESS_PER_SECOND: f64 = 100.0;
/// API requests with one token at once: its links, and every format of the record.
/// Whose: the token's. At it: further ones wait, and are refused (`TooFast`) if they would wait for more than `REQUEST_WAIT`. Freed by: time,
/// `TOKEN_PER_SECOND`.
pub const TOKEN_BURST: u32 = 60;
/// The same a second, later on; faster ones wait.
/// Whose: the token's. At it: as `TOKEN_BURST`. Freed by: time.
pub const TOKEN_PER_SECOND: f64 = 5.0;
/// A token that opened something may be forgotten this long after its last request, if others need the room: a workshop and its evening.
/// Not a share: how long something is remembered.
pub const TOKEN_REMEMBERED: Duration = Duration::from_secs(12 * 3600);
/// The longest that a request waits for its turn. Who would wait longer is refused: people have pressed again by then.
/// Not a share: a pace of the server's own.
pub const REQUEST_WAIT: Duration = Duration::from_secs(10);
/// Workshops that one address creates or imports at once: a training course in which everybody tries it.
/// Whose: the address's. At it: a further one is refused (`TooManyCreated`). Freed by: time, `CREATE_PER_SECOND`; the operator, with
/// `--create-token`.
pub const CREATE_BURST: u32 = 60;
/// The same a second, later on: 60 an hour, so that a stranger needs weeks to fill a disk.
/// Whose: the address's. At it: as `CREATE_BURST`. Freed by: time.
pub const CREATE_PER_SECOND: f64 = 60.0 / 3600.0;
/// Typed codes that are looked at at once, from everywhere together: ten rooms in which everybody types it.
/// Whose: the machine's. At it: further ones wait for their turn, by address. Freed by: time, `CODES_PER_SECOND`; links and tokens never wait for
/// codes.
pub const CODE_BURST: u32 = 400;
/// Typed codes that are looked at a second, from everywhere together; further ones wait for their turn. `edge/codes.rs` has the arithmetic.
/// Whose: the machine's. At it: as `CODE_BURST`. Freed by: time.
pub const CODES_PER_SECOND: f64 = 32.0;
/// Time from one such turn to the next.
/// Not a share: a pace of the server's own.
pub const CODE_TURN: Duration = Duration::from_nanos(31_250_000);
/// The longest that a typed code waits for its turn.
/// Not a share: a pace of the server's own.
pub const CODE_WAIT: Duration = Duration::from_secs(10);
/// Different codes that may wait at one site: as many as can have their turn within that time.
/// Whose: the address's. At it: a further one is refused (`TooManyTries`). Freed by: time, as turns come; whoever has a link does not wait.
pub const CODES_WAITING: usize = 320;
/// Tries that are remembered because the same one again is no new guess: half an hour of guessing, 6 MiB.
/// Whose: the machine's. At it: the oldest is forgotten, and waits for a turn like a new one. Freed by: itself.
pub const CODES_REMEMBERED: usize = 65_536;
/// Every wrong key is answered after this long from its request, so that the time says nothing about why.
/// Not a share: a pace of the server's own.
pub const WRONG_ANSWER_AFTER: Duration = Duration::from_millis(250);
/// The longest that a newcomer's request waits for a seat when they come in by turns; then the page asks again.
/// Not a share: a pace of the server's own.
pub const SEAT_WAIT: Duration = Duration::from_secs(10);
/// Whoever is first in line for a seat asks this often.
/// Not a share: a pace of the server's own.
pub const SEAT_AGAIN: Duration = Duration::from_millis(250);
/// Newcomers of one place who stand in line for a seat in one workshop; further ones ask again.
/// Whose: the address's, in each workshop. At it: further newcomers from there are told to ask again (`InTurn`). Freed by: time, as newcomers come in.
pub const SEAT_LINE: usize = 60;
/// Addresses, and tokens, that are remembered. Further ones share one entry.
/// Whose: the machine's. At it: further ones share one entry. Freed by: time: addresses that have used up nothing are forgotten.
pub const ADDRESSES: usize = 50_000;
/// When there is no room for a further address, blank ones are forgotten at most this often: looking through all of them takes a millisecond.
/// Not a share: a pace of the server's own.
pub const ADDRESSES_SWEPT_EVERY: Duration = Duration::from_secs(5);

// Workshops

/// Workshops that are live at once: about 1 MiB each.
/// Whose: the machine's. At it: a further one does not open (`Busy`); those that are live go on. Freed by: workshops that are closed for idleness;
/// the operator, with a second server.
pub const WORKSHOPS_LIVE: usize = 2_000;
/// Screens of one workshop: every one of its 300 seats on two devices.
/// Whose: the workshop's. At it: a further screen is refused (`Busy`). Freed by: screens that end; no seat or token has more than `SCREENS_PER_TOKEN`
/// of them.
pub const SCREENS: usize = 600;
/// Screens of one seat, or of one console's or wall's token: phone, laptop and tabs, and some that a weak Wi-Fi left half open. A further one takes the oldest's place.
/// Whose: the token's. At it: its oldest screen is ended. Freed by: itself.
pub const SCREENS_PER_TOKEN: usize = 12;
/// Requests that wait for one workshop; beyond it, sockets stop reading.
/// Whose: the workshop's. At it: its sockets are read more slowly; nothing is refused. Freed by: itself, as requests are done; no seat is faster than
/// its own pace.
pub const INBOX: usize = 1_024;
/// Requests taken into one batch: keeps the first from waiting for thousands of others.
/// Not a share: a measure of work, not of what anybody may do.
pub const BATCH_REQUESTS: usize = 256;
/// A batch takes no further request once it has this many bytes of updates: well under the journal's bound for one append.
/// Not a share: a measure of work, not of what anybody may do.
pub const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// Least time between two flushes of document updates: 60 a second look continuous, whatever the number of typists.
/// Not a share: a pace of the server's own.
pub const DOCUMENT_SPACING: Duration = Duration::from_millis(15);
/// Least time between two flushes of cells: people read these, they do not type in them.
/// Not a share: a pace of the server's own.
pub const CELL_SPACING: Duration = Duration::from_millis(100);
/// Least time between two flushes of presence: it is a courtesy.
/// Not a share: a pace of the server's own.
pub const PRESENCE_SPACING: Duration = Duration::from_millis(300);
/// Updates merged into one frame; merging is superlinear, so more become several frames.
/// Not a share: a measure of work, not of what anybody may do.
pub const MERGED_UPDATES: usize = 32;
/// A snapshot is made after this many entries: replaying them takes well under a second.
/// Not a share: a pace of the server's own.
pub const SNAPSHOT_EVERY: u64 = 2_000;
/// A workshop without screens is closed after this long; the setting `--idle-minutes` changes it.
/// Whose: the workshop's. At it: it is closed, and opens again with the next request. Freed by: itself; the operator, with `--idle-minutes`.
pub const IDLE: Duration = Duration::from_secs(10 * 60);
/// Workshops that are due to be erased are looked for this often: looking costs one read, and a restart takes no more than this off what has been counted.
/// Not a share: a pace of the server's own.
pub const SWEEP_EVERY_MS: u64 = 10 * 60 * 1000;
/// How long a workshop whose time is up is kept for its facilitators, in milliseconds in which the server runs beside a calendar that nobody puts right: two days,
/// so that whoever runs it, or the server, sees what is to come and can put it off.
/// Whose: the workshop's. At it: it is erased. Freed by: a facilitator, who chooses a later day before.
pub const LAPSE_MS: u64 = 48 * 60 * 60 * 1000;
/// The calendar has been put right when it moves by this much beside the time that passes, in milliseconds: keeping pace with a time server it moves by less.
/// Not a share: a rule of the server's own.
pub const CLOCK_STEP_MS: u64 = 60_000;
/// What is erased but still in the journal's log, because another program reads the file (a backup, say), is tried again after this long.
/// Not a share: a pace of the server's own.
pub const ERASE_AGAIN_AFTER: Duration = Duration::from_secs(60);
/// Words of notes that are deleted for good leave the journal with a snapshot, at most this often: a person who empties their desk note by note, or means
/// harm, does not keep the workshop busy writing itself down. Erasing a person does not wait for it.
/// Not a share: a pace of the server's own.
pub const WORDS_EVERY: Duration = Duration::from_secs(10);
/// Failures in a row after which a workshop is opened for reading only.
/// Whose: the workshop's. At it: it is opened for reading only, so that its record is not lost. Freed by: the operator, by starting the server again.
pub const FAILURES: u32 = 3;
/// A workshop that lived this long before it failed counts as a first failure again.
/// Not a share: a rule of the server's own.
pub const HEALTHY_AFTER: Duration = Duration::from_secs(60);
/// Tries to open a workshop that ends while it is being opened.
/// Not a share: a rule of the server's own.
pub const OPEN_TRIES: usize = 3;
/// Tries to find a join code that is free: with 2^40 codes the second is already improbable.
/// Not a share: a rule of the server's own.
pub const CODE_TRIES: usize = 8;
/// The clock is looked at this often while a workshop waits for its next tick, so that a laptop that slept or a calendar that was put right is noticed.
/// Not a share: a pace of the server's own.
pub const CLOCK_NAP: Duration = Duration::from_secs(1);

// The end

/// Time for workshops to flush and screens to leave at the end; the setting `--drain-seconds` changes it.
/// Whose: the machine's. At it: screens that are still there are cut off; what was acknowledged is saved. Freed by: the operator, with
/// `--drain-seconds`.
pub const DRAIN: Duration = Duration::from_secs(10);
/// Stack of a worker thread in bytes: the CRDT recurses over what it integrates.
/// Not a share: a size of the server's own.
pub const STACK_BYTES: usize = 16 * 1024 * 1024;

// The operator's socket

/// Time for one of the operator's commands; they are carried out one after the other, and listing thousands of workshops reads each.
/// Whose: the operator's. At it: the command is given up. Freed by: itself.
pub const CONTROL_TIME: Duration = Duration::from_secs(120);
/// Largest answer to such a command: a list of tens of thousands of workshops.
/// Whose: the operator's. At it: the command fails. Freed by: asking while the server is stopped, where nothing is sent.
pub const CONTROL_BYTES: usize = 16 * 1024 * 1024;
