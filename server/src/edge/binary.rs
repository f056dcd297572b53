//! Document frames from clients: `name: varString, number: varUint, generation: varUint, kind: varUint, payload: varUint8Array`, lib0 v1. Read within bounds, before anything else sees them.

use trestle_protocol::DocumentName;

/// Longest name of a document in bytes: `brief/` and a number of 32 bits have 16.
const NAME_BYTES: u64 = 24;

/// A frame as a client may send it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UpdateFrame<'a> {
    /// Which document.
    pub(crate) document: DocumentName,
    /// The client's number, from 1.
    pub(crate) number: u32,
    /// The generation of the document that it was written in.
    pub(crate) generation: u32,
    /// The update itself, lib0 v1; the gate reads it.
    pub(crate) update: &'a [u8],
}

/// Bytes that are no such frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// Reads a whole frame; nothing may be left over.
pub(crate) fn read(bytes: &[u8]) -> Result<UpdateFrame<'_>, Malformed> {
    let mut rest = bytes;
    let name = counted(&mut rest, NAME_BYTES)?;
    let document = std::str::from_utf8(name).ok().and_then(|name| name.parse().ok()).ok_or(Malformed)?;
    let number = small(&mut rest)?;
    let generation = small(&mut rest)?;
    // y-protocols: 1 is the answer to a state vector, 2 an update. Both carry an update.
    if !matches!(variable(&mut rest)?, 1 | 2) {
        return Err(Malformed);
    }
    let update = counted(&mut rest, bytes.len() as u64)?;
    rest.is_empty().then_some(UpdateFrame { document, number, generation, update }).ok_or(Malformed)
}

/// A length, and as many bytes.
fn counted<'a>(rest: &mut &'a [u8], most: u64) -> Result<&'a [u8], Malformed> {
    let length = variable(rest)?;
    let length = usize::try_from(length).ok().filter(|_| length <= most).ok_or(Malformed)?;
    let (taken, left) = rest.split_at_checked(length).ok_or(Malformed)?;
    *rest = left;
    Ok(taken)
}

/// A number of 32 bits.
fn small(rest: &mut &[u8]) -> Result<u32, Malformed> {
    u32::try_from(variable(rest)?).map_err(|_| Malformed)
}

/// A varUint of at most 53 bits, in its shortest form.
fn variable(rest: &mut &[u8]) -> Result<u64, Malformed> {
    let mut value = 0;
    for place in 0..8 {
        let (byte, left) = rest.split_first().ok_or(Malformed)?;
        *rest = left;
        value |= u64::from(byte & 0x7f) << (place * 7);
        if byte & 0x80 == 0 {
            let shortest = place == 0 || *byte != 0;
            return (shortest && value < 1 << 53).then_some(value).ok_or(Malformed);
        }
    }
    Err(Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;
    use trestle_protocol::{SeatId, limits::FRAME_BYTES};

    fn write(value: u64, into: &mut Vec<u8>) {
        let mut value = value;
        while value >= 0x80 {
            into.push(value as u8 | 0x80);
            value >>= 7;
        }
        into.push(value as u8);
    }

    fn frame(name: &str, number: u64, generation: u64, kind: u64, payload: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(name.len() as u64, &mut bytes);
        bytes.extend_from_slice(name.as_bytes());
        write(number, &mut bytes);
        write(generation, &mut bytes);
        write(kind, &mut bytes);
        write(payload.len() as u64, &mut bytes);
        bytes.extend_from_slice(payload);
        bytes
    }

    #[test]
    fn an_honest_frame_is_read() {
        for kind in [1, 2] {
            let bytes = frame("desk/3", 300, 2, kind, &[9; 1000]);
            let expected = UpdateFrame { document: DocumentName::Desk(SeatId(3)), number: 300, generation: 2, update: &[9; 1000] };
            assert_eq!(read(&bytes), Ok(expected));
        }
        assert!(read(&frame("card/4294967295", u64::from(u32::MAX), u64::from(u32::MAX), 2, &[])).is_ok());
    }

    #[test]
    fn everything_else_is_refused() {
        for (why, bytes) in [
            ("nothing", Vec::new()),
            ("state vectors come from the server", frame("board", 1, 0, 0, &[0])),
            ("an unknown kind", frame("board", 1, 0, 3, &[0])),
            ("no such document", frame("secrets", 1, 0, 2, &[0])),
            ("two ways to write a number", frame("desk/03", 1, 0, 2, &[0])),
            ("a name without end", frame(&"x".repeat(500), 1, 0, 2, &[0])),
            ("a number over 32 bits", frame("board", 1 << 33, 0, 2, &[0])),
            ("a generation over 32 bits", frame("board", 1, 1 << 33, 2, &[0])),
            ("a frame from before there were generations", vec![5, b'b', b'o', b'a', b'r', b'd', 1, 2, 2, 0, 0]),
            ("one with more in it", vec![5, b'b', b'o', b'a', b'r', b'd', 1, 2, 5, 0, 1, 1, 0, 1]),
            ("something left over", [frame("board", 1, 0, 2, &[0]), vec![0]].concat()),
            ("a longer form of a number", vec![5, b'b', b'o', b'a', b'r', b'd', 0x81, 0x00, 2, 0]),
            ("a number without end", vec![0xff; 100]),
            ("a length that is not there", vec![5, b'b', b'o', b'a', b'r', b'd', 1, 2, 0xff, 0xff, 0xff, 0xff, 0x0f]),
            ("no UTF-8", vec![2, 0xc3, 0x28, 1, 2, 0]),
        ] {
            assert_eq!(read(&bytes), Err(Malformed), "{why}");
        }
    }

    #[test]
    fn no_bytes_make_it_panic_or_reach_outside() {
        let seed = std::env::var("TRESTLE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
        println!("seed {seed}");
        let mut random = Rng::with_seed(seed);
        let mut read_whole = 0;
        for _ in 0..200_000 {
            let bytes = mutated(&mut random);
            if let Ok(frame) = read(&bytes) {
                read_whole += 1;
                // What was read is what stands there: written again it is the same, but for kind 1.
                let name = frame.document.to_string();
                let again = [1, 2].map(|kind| self::frame(&name, frame.number.into(), frame.generation.into(), kind, frame.update));
                assert!(again.contains(&bytes), "seed {seed}: {bytes:?}");
            }
        }
        assert!(read_whole > 1000, "seed {seed}: the mutations are too wild to prove anything: {read_whole}");
    }

    fn mutated(random: &mut Rng) -> Vec<u8> {
        let names = ["board", "plan", "desk/1", "brief/77", "card/4294967295", "aside/0", "desk/", "no"];
        let payload: Vec<u8> = (0..random.usize(..40)).map(|_| random.u8(..)).collect();
        let mut bytes =
            frame(random.choice(names).unwrap(), random.u64(..) >> random.u32(..64), random.u64(..3), random.u64(..4), &payload);
        for _ in 0..random.usize(..3) {
            let place = random.usize(..bytes.len().max(1)).min(bytes.len().saturating_sub(1));
            match random.u8(..4) {
                0 if !bytes.is_empty() => bytes[place] = random.u8(..),
                1 => bytes.truncate(place),
                2 => bytes.insert(place.min(bytes.len()), random.u8(..)),
                _ => {}
            }
        }
        assert!(bytes.len() < FRAME_BYTES);
        bytes
    }
}
