//! The write-ahead log as its own bytes tell it: which frames are whole, where SQLite will stop reading, and what lies behind.
//!
//! SQLite stops at the first frame that does not verify, and says nothing of the frames behind it. A frame's checksum goes on from that of the frame
//! before it, which is stored there, so each frame can be verified by itself (<https://sqlite.org/fileformat2.html#walformat>).

use super::schema;
use std::{
    fs::File,
    io::{self, BufReader, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write},
    path::Path,
};

/// Bytes of the log's header.
const HEADER: usize = 32;
/// Bytes of a frame's header.
const FRAME_HEADER: usize = 24;
/// Bytes of the page in a frame.
const PAGE: usize = schema::PAGE_BYTES as usize;
/// How a log begins; the last bit says in which order of bytes its checksums are reckoned.
const MAGIC: u32 = 0x377f_0682;
/// The version of the log's form, which has never been another.
const FORM: u32 = 3_007_000;

/// A checksum, as a log keeps it.
type Sum = (u32, u32);

/// In which order of bytes a log's checksums are reckoned: that of the machine that began it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

/// What is known of one frame.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// Pages of the file after the transaction that ends here; 0: it does not end here.
    pages: u32,
    salts: [u8; 8],
    /// Its page and its number are what was written.
    whole: bool,
    /// And so is the rest of it: SQLite reads over it.
    sound: bool,
}

/// What stands in a log.
#[derive(Clone, Debug)]
pub(super) struct Frames {
    order: Order,
    salts: [u8; 8],
    frames: Vec<Frame>,
    /// SQLite reads as many frames.
    read: usize,
}

impl Frames {
    /// Reads through a log; `None` if there is none, or it is too short to hold anything.
    pub(super) fn scan(path: &Path) -> io::Result<Option<Self>> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut file = BufReader::with_capacity(1 << 20, file);
        let Some(header) = next::<HEADER>(&mut file)? else { return Ok(None) };
        let magic = word(&header, 0);
        if magic & !1 == MAGIC {
            let order = if magic & 1 == 0 { Order::Little } else { Order::Big };
            return Self::scan_as(order, &header, &mut file).map(Some);
        }
        // Not even its beginning is left: whichever order makes something of the rest is the right one.
        let little = Self::scan_as(Order::Little, &header, &mut file)?;
        file.seek(SeekFrom::Start(HEADER as u64))?;
        let big = Self::scan_as(Order::Big, &header, &mut file)?;
        Ok(Some(if big.whole() > little.whole() { big } else { little }))
    }

    fn scan_as(order: Order, header: &[u8; HEADER], file: &mut impl Read) -> io::Result<Self> {
        let seed: Sum = (word(header, 24), word(header, 28));
        let reckoned = reckon(order, (0, 0), &header[..24]);
        let known = word(header, 0) & !1 == MAGIC && word(header, 4) == FORM && word(header, 8) == schema::PAGE_BYTES;
        let sound = known && reckoned == seed;
        let mut salts: [u8; 8] = array(header, 16);
        let mut frames: Vec<Frame> = Vec::new();
        // What a frame may go on from: as the one before says, and as its bytes say.
        let mut before = [seed, if known { reckoned } else { seed }];
        while let Some((head, page)) = next_frame(file)? {
            let stored = (word(&head, 16), word(&head, 20));
            let from = |sum| reckon(order, reckon(order, sum, &head[..8]), &page);
            let reckoned = before.map(from);
            let follows = reckoned.iter().position(|sum| *sum == stored);
            // It goes on from what the bytes of the one before come to, so these are whole, and only its checksum is not.
            if let (Some(1), Some(last)) = (follows, frames.last_mut()) {
                last.whole = true;
            }
            let own: [u8; 8] = array(&head, 8);
            if frames.is_empty() && !sound {
                salts = own;
            }
            frames.push(Frame {
                pages: word(&head, 4),
                salts: own,
                whole: follows.is_some() && word(&head, 0) > 0,
                sound: reckoned[0] == stored && own == salts && word(&head, 0) > 0,
            });
            before = [stored, reckoned[follows.unwrap_or(0)]];
        }
        let read = if sound { frames.iter().take_while(|it| it.sound).count() } else { 0 };
        Ok(Self { order, salts, frames, read })
    }

    fn whole(&self) -> usize {
        self.frames.iter().filter(|it| it.whole).count()
    }

    /// Is it a frame of this log, and not one that was left over from before the log began anew?
    fn is_own(&self, at: usize) -> bool {
        let frame = &self.frames[at];
        // Its salts are no part of its checksum: where these alone differ it is known by what it goes on from.
        frame.whole && (frame.salts == self.salts || at == self.read)
    }

    /// Does more lie behind the place where SQLite stops than a transaction that was never finished? Transactions are synced one by one, so a frame behind
    /// one that ended there was written when everything before it was safe.
    pub(super) fn is_cut_off(&self) -> bool {
        let behind = self.read..self.frames.len();
        let ended = behind.clone().find(|at| self.is_own(*at) && self.frames[*at].pages > 0);
        ended.is_some_and(|ended| (ended + 1..self.frames.len()).any(|at| self.is_own(at)))
    }

    /// Would SQLite read every whole frame of a transaction that ended?
    pub(super) fn is_read_whole(&self) -> bool {
        !(self.read..self.frames.len()).any(|at| self.is_own(at) && self.frames[at].pages > 0)
    }

    /// Whole frames that SQLite does not read, frames that it does not read for being damaged themselves.
    fn unread(&self) -> (usize, usize) {
        let end = self.end();
        let behind = end.saturating_sub(self.read);
        let whole = (self.read..end).filter(|at| self.is_own(*at)).count();
        (whole, behind - whole)
    }

    /// One past the last frame that ended a transaction.
    fn end(&self) -> usize {
        let last = (0..self.frames.len()).rev().find(|at| self.is_own(*at) && self.frames[*at].pages > 0);
        last.map_or(0, |at| at + 1)
    }

    /// What is wrong, in words for the log.
    pub(super) fn told(&self) -> String {
        let (whole, damaged) = self.unread();
        let (stop, all) = (self.read + 1, self.frames.len());
        format!(
            "reading its write-ahead log stops at frame {stop} of {all}; behind that lie {whole} whole frames and {damaged} damaged ones"
        )
    }

    /// Writes the log anew, without the frames that are damaged; how many of those there were.
    pub(super) fn mend(&self, from: &Path, to: &mut File) -> io::Result<usize> {
        let mut from = BufReader::with_capacity(1 << 20, File::open(from)?);
        let mut to = BufWriter::with_capacity(1 << 20, to);
        let mut header = [0; HEADER];
        let magic = MAGIC | u32::from(self.order == Order::Big);
        for (at, word) in [magic, FORM, schema::PAGE_BYTES, 0].into_iter().enumerate() {
            header[at * 4..at * 4 + 4].copy_from_slice(&word.to_be_bytes());
        }
        header[16..24].copy_from_slice(&self.salts);
        let mut sum = reckon(self.order, (0, 0), &header[..24]);
        put(&mut header, 24, sum);
        to.write_all(&header)?;
        from.seek(SeekFrom::Start(HEADER as u64))?;
        let mut damaged = 0;
        for at in 0..self.end() {
            let Some((mut head, page)) = next_frame(&mut from)? else { break };
            if !self.is_own(at) {
                damaged += 1;
                continue;
            }
            head[8..16].copy_from_slice(&self.salts);
            sum = reckon(self.order, reckon(self.order, sum, &head[..8]), &page);
            put(&mut head, 16, sum);
            to.write_all(&head)?;
            to.write_all(&page)?;
        }
        to.flush()?;
        Ok(damaged)
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(array(bytes, at))
}

/// As many bytes of a header as the answer holds.
fn array<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut taken = [0; N];
    taken.copy_from_slice(&bytes[at..at + N]);
    taken
}

fn put(bytes: &mut [u8], at: usize, (first, second): Sum) {
    bytes[at..at + 4].copy_from_slice(&first.to_be_bytes());
    bytes[at + 4..at + 8].copy_from_slice(&second.to_be_bytes());
}

/// The next bytes, if there are as many.
fn next<const N: usize>(file: &mut impl Read) -> io::Result<Option<[u8; N]>> {
    let mut bytes = [0; N];
    match file.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

fn next_frame(file: &mut impl Read) -> io::Result<Option<([u8; FRAME_HEADER], [u8; PAGE])>> {
    let Some(head) = next(file)? else { return Ok(None) };
    Ok(next(file)?.map(|page| (head, page)))
}

/// Goes on from a checksum over bytes, eight at a time.
fn reckon(order: Order, (mut first, mut second): Sum, bytes: &[u8]) -> Sum {
    let word = |bytes: &[u8], at| match order {
        Order::Little => u32::from_le_bytes(array(bytes, at)),
        Order::Big => u32::from_be_bytes(array(bytes, at)),
    };
    for pair in bytes.chunks_exact(8) {
        first = first.wrapping_add(word(pair, 0)).wrapping_add(second);
        second = second.wrapping_add(word(pair, 4)).wrapping_add(first);
    }
    (first, second)
}
